import type { ReactElement } from "react";
import { z } from "zod";
import { readEuros, zero } from "../../kernel/money.ts";
import { standings } from "../../law/care-rates.ts";
import type { Law } from "../../law/laws.ts";
import type { Touched } from "../../agreement/touched.ts";
import { knownFunders, namesOf } from "../../party/funders.ts";
import { adoptPolicy, dropPolicy, proposePolicy } from "../../party/policy.ts";
import { proposalsOf, ratesOf } from "../../party/read-policy.ts";
import { aDay, placed, textOf, withDays, type Fields } from "../../web/form.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { funderOf } from "./funder-of.ts";
import { touchedByRate } from "./policies.ts";
import { PolicyPage, ProposePage } from "./policy.tsx";

const base = "/verstrekker/beleid";

/** The laws under which a funder sets rates of its own: under the Wlz the maximum is law. */
const lawsOf = async (here: Here): Promise<Law[]> => {
  const own = (await here.read((tx) => knownFunders(tx))).find(({ code }) => code === funderOf(here.actor));
  return (own?.laws ?? []).filter((law): law is Law => law !== "wlz");
};

const listPage = async (here: Here): Promise<ReactElement> => {
  const funder = funderOf(here.actor);
  here.allow({ organisations: [funder] });
  const { rates, proposals } = await here.read(async (tx) => {
    const known = await ratesOf(tx, funder);
    const open = await proposalsOf(tx, funder);
    const names = await namesOf(
      tx,
      open.map(({ by }) => by),
    );
    const shown = [];
    for (const one of open)
      shown.push({
        ...{ ...one, own: one.by === here.actor.person, byName: names.get(one.by)?.name ?? "een collega" },
        touched: await touchedByRate(tx, { ...one, funder }),
      });
    return { rates: known, proposals: shown };
  });
  const mayPropose = here.may("policy.propose", { organisations: [funder] }) && (await lawsOf(here)).length > 0;
  return <PolicyPage frame={here.frame} said={here.said} today={here.today} rates={rates} proposals={proposals} mayPropose={mayPropose} />;
};

const formPage = async (
  here: Here,
  { errors, fields, seen = null }: { errors: readonly FieldError[]; fields: Fields; seen?: Touched | null },
): Promise<ReactElement> => {
  here.allow({ organisations: [funderOf(here.actor)] }, "policy.propose");
  return <ProposePage frame={here.frame} laws={await lawsOf(here)} errors={errors} fields={fields} touched={seen} />;
};

const formOf = (laws: readonly Law[]) =>
  withDays(
    ["vanaf"],
    z
      .object({
        wet: z.string("Kies onder welke wet.").default(laws[0] ?? ""),
        soort: z.enum(standings, "Kies voor wie dit tarief geldt."),
        functie: z.string("Kies voor welke zorg.").regex(/^(alle|(wmo|jeugdwet)-\d{2})$/, "Kies voor welke zorg."),
        bedrag: z.string("Vul een bedrag in.").transform((text, context) => {
          const amount = readEuros(text);
          if (amount !== null && amount > zero) return amount;
          context.addIssue({ code: "custom", message: "Vul een bedrag in, bijvoorbeeld 31,50." });
          return z.NEVER;
        }),
        bron: z.string("Noem waar dit staat.").trim().min(3, "Noem waar dit staat.").max(300, "Schrijf hoogstens 300 tekens."),
        vanaf: aDay("Vul in vanaf welke dag."),
      })
      .transform(({ wet, soort, functie, bedrag, bron, vanaf }, context) => {
        const fault = (field: string, message: string) => {
          context.addIssue({ code: "custom", path: [field], message });
          return z.NEVER;
        };
        const law = laws.find((one) => one === wet);
        if (law === undefined) return fault("wet", "Kies onder welke wet.");
        const [ofLaw, careFunction = null] = functie === "alle" ? [law] : functie.split("-");
        if (ofLaw !== law) return fault("functie", "Deze zorg hoort bij een andere wet. Kies een andere zorgfunctie.");
        return { law, standing: soort, careFunction, from: vanaf, maximumPerHour: bedrag, source: bron };
      }),
  );

const places = { law: "wet", standing: "soort", careFunction: "functie", from: "vanaf", maximumPerHour: "bedrag", source: "bron" };

const propose = async (here: Here, fields: Fields): Promise<Answer> => {
  const funder = funderOf(here.actor);
  here.allow({ organisations: [funder] });
  return here.form(
    formOf(await lawsOf(here)),
    async (given): Promise<Answer> => {
      if (textOf(fields, "doen") !== "voorstellen") {
        const rate = { ...given, funder, value: given.maximumPerHour };
        const seen = await here.read((tx) => touchedByRate(tx, rate));
        return formPage(here, { errors: [], fields, seen });
      }
      await here.command(proposePolicy, { ...given, funder }).catch(placed(places));
      return { to: base, said: "Het voorstel staat klaar. Een collega stelt het vast." };
    },
    (kept) => formPage(here, kept),
  );
};

/** What a funder decided for itself, and who proposes and adopts it. */
export const funderPolicyPages: Pages = (app, web) => {
  page(app, web, { method: "get", path: base, action: "policy.read", handler: listPage });
  page(app, web, {
    method: "get",
    path: `${base}/nieuw`,
    action: "policy.propose",
    handler: (here) => formPage(here, { errors: [], fields: {} }),
  });
  page(app, web, { method: "post", path: `${base}/nieuw`, action: "policy.propose", handler: (here) => propose(here, here.fields) });
  page(app, web, {
    method: "post",
    path: `${base}/:id/vaststellen`,
    action: "policy.adopt",
    handler: async (here) => {
      await here.command(adoptPolicy, { proposal: here.id("id") });
      return { to: base, said: "Het tarief is vastgesteld." };
    },
  });
  page(app, web, {
    method: "post",
    path: `${base}/:id/intrekken`,
    action: "policy.drop",
    handler: async (here) => {
      await here.command(dropPolicy, { proposal: here.id("id") });
      return { to: base, said: "Het voorstel is ingetrokken." };
    },
  });
};
