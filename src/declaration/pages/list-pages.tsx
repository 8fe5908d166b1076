import { agreements } from "../../agreement/read.ts";
import type { Tx } from "../../db/pool.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { holderHere, sideFrame, sideHref, sideOf, type Side } from "../../web/side.ts";
import { expectedOf, paidRows } from "../money-lists.ts";
import { declarations, payments } from "../read.ts";
import { HoursListPage, PaymentsPage } from "./lists.tsx";

const whereOf = (here: Here, side: Side): { holder: string } | { provider: string } =>
  side === "holder" ? { holder: holderHere(here).id } : { provider: here.actor.provider ?? "" };

const allOf = async (tx: Tx, where: { holder: string } | { provider: string }) => ({
  own: (await declarations(tx, where, 500)).filter(({ state }) => state !== "withdrawn"),
  terms: new Map((await agreements(tx, where, 500)).map((one) => [one.id, one] as const)),
});

const draftScope = (here: Here, side: Side): boolean =>
  here.may("declaration.draft", side === "holder" ? { holder: holderHere(here).id } : { provider: here.actor.provider ?? "" });

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
          rows={own.map((declaration) => ({
            declaration,
            agreement: terms.get(declaration.agreement),
            href: sideHref(here, side, `/uren/${declaration.id}`),
          }))}
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
          rows={paidRows(paid, side, [...terms.values()], hrefOf)}
          expected={expectedOf(own, side, hrefOf)}
          place={{ start: sideHref(here, side, "/start"), list: sideHref(here, side, "/betalingen") }}
        />
      );
    },
  });
};
