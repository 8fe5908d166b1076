import { total } from "../../kernel/money.ts";
import { functionName } from "../../budget/award.ts";
import { agreements, type AgreementSummary } from "../../agreement/read.ts";
import type { Tx } from "../../db/pool.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { holderHere, sideFrame, sideHref, sideOf, type Side } from "../../web/side.ts";
import { declarations, payments, type DeclarationSummary } from "../read.ts";
import { HoursListPage, PaymentsPage, paymentRowsOf, type Expected } from "./lists.tsx";
import { capital } from "./words.ts";

const whereOf = (here: Here, side: Side): { holder: string } | { provider: string } =>
  side === "holder" ? { holder: holderHere(here).id } : { provider: here.actor.provider ?? "" };

const allOf = async (tx: Tx, where: { holder: string } | { provider: string }) => ({
  own: (await declarations(tx, where, 500)).filter(({ state }) => state !== "withdrawn"),
  terms: new Map((await agreements(tx, where, 500)).map((one) => [one.id, one] as const)),
});

/** What is approved and not paid yet, the earliest promise first. */
export const expectedOf = (own: readonly DeclarationSummary[], side: Side, hrefOf: (id: string) => string): Expected[] =>
  own
    .map((one) => ({
      id: one.id,
      href: hrefOf(one.id),
      who: capital(side === "holder" ? one.provider.salutation : one.holder.salutation),
      month: one.month,
      amount: total(one.lines.filter(({ state }) => state === "approved" || state === "ordered").map(({ amount }) => amount)),
      promisedOn: one.promisedOn,
    }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => ((a.promisedOn ?? "9") < (b.promisedOn ?? "9") ? -1 : 1));

/** What a payment was for, from the agreements of its reader. */
export const careNames = (terms: ReadonlyMap<string, AgreementSummary>) => (agreement: string): string => {
  const found = terms.get(agreement);
  return found === undefined ? "Zorg" : functionName(found.law, found.careFunction.code);
};

const draftScope = (here: Here, side: Side): boolean => here.may("declaration.draft", side === "holder" ? { holder: holderHere(here).id } : { provider: here.actor.provider ?? "" });

/** Lists: declarations by month, and payments. */
export const listPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/uren",
    action: "declaration.read",
    handler: async (here) => {
      const side = sideOf(here);
      const { own, terms } = await here.read((tx) => allOf(tx, whereOf(here, side)));
      return (
        <HoursListPage
          frame={sideFrame(web, here, side)}
          side={side}
          rows={own.map((declaration) => ({ declaration, agreement: terms.get(declaration.agreement), href: sideHref(here, side, `/uren/${declaration.id}`) }))}
          said={here.said}
          newHref={draftScope(here, side) ? sideHref(here, side, "/uren/nieuw") : null}
          place={{ start: sideHref(here, side, "/start"), list: sideHref(here, side, "/uren") }}
        />
      );
    },
  });
  page(app, web, {
    method: "get",
    path: "/betalingen",
    action: "declaration.read",
    handler: async (here) => {
      const side = sideOf(here);
      const where = whereOf(here, side);
      const { own, terms } = await here.read((tx) => allOf(tx, where));
      const paid = await here.read((tx) => payments(tx, where, 200));
      const hrefOf = (id: string): string => sideHref(here, side, `/uren/${id}`);
      return (
        <PaymentsPage
          frame={sideFrame(web, here, side)}
          side={side}
          rows={paymentRowsOf(paid, side, careNames(terms), hrefOf)}
          expected={expectedOf(own, side, hrefOf)}
          place={{ start: sideHref(here, side, "/start"), list: sideHref(here, side, "/betalingen") }}
        />
      );
    },
  });
};
