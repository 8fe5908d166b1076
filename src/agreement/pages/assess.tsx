import type { ReactElement } from "react";
import { z } from "zod";
import type { Action } from "../../kernel/may.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { looked } from "../../db/access.ts";
import type { Command } from "../../db/command.ts";
import { dryRun } from "../../db/dry-run.ts";
import { textOf, wholePage } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import type { State } from "../agreement.ts";
import { assessAsFunder, assessAsSvb, tryAssessment } from "../assess.ts";
import { concernOf, freeOn } from "../load.ts";
import { AssessPage, DeskListPage, filters, type Desk } from "./desk.tsx";
import { agreementView, staffAgreements, type AgreementView } from "../read.ts";

type Assessment = { agreement: string; contentHash: string; outcome: "approved" | "rejected"; personal: { reason: string } };

/** A desk with what it needs to decide: which state waits for it, and the command of its decision. */
type WorkingDesk = Desk & { waiting: State; action: Action; spec: Command<Assessment, null>; organisation: (here: Here) => string | null };

/** The funder for which a member of staff works. Throws `not-allowed` for anybody else. */
const funderOf = ({ actor }: Pick<Here, "actor">): string => {
  if (actor.organisation === null || actor.organisation === "SVB") throw new Refusal("not-allowed");
  return actor.organisation;
};

const svbOnly = ({ actor }: Here): null => {
  if (actor.organisation !== "SVB") throw new Refusal("not-allowed");
  return null;
};

const funderDesk: WorkingDesk = {
  home: "/verstrekker",
  base: "/verstrekker/overeenkomsten",
  title: "Overeenkomsten beoordelen",
  asks: "Uw besluit",
  approve: "U beoordeelt of de zorg past bij wat u toekende. Na uw goedkeuring beoordeelt de SVB de overeenkomst.",
  waiting: "signed",
  action: "agreement.assess-funder",
  spec: assessAsFunder,
  organisation: funderOf,
};

const svbDesk: WorkingDesk = {
  home: "/svb",
  base: "/svb/overeenkomsten",
  title: "Overeenkomsten beoordelen",
  asks: "Uw besluit",
  approve: "Beoordeel alleen of de overeenkomst botst met de wet en of zij uitvoerbaar is. Met goedkeuren zetten wij het geld apart.",
  waiting: "funder-approved",
  action: "agreement.assess-svb",
  spec: assessAsSvb,
  organisation: svbOnly,
};

const perPage = 25;
const mostPages = 10_000;

/** Which page of a list an address asks for; the first when it asks for none that exists. */
const pageAsked = (text: string): number => (/^[1-9]\d{0,4}$/.test(text) ? Math.min(Number(text), mostPages) : 1);

const listPage = async (desk: WorkingDesk, here: Here): Promise<ReactElement> => {
  const funder = desk.organisation(here);
  const filter = filters.find(({ value }) => value === textOf(here.query, "staat")) ?? filters[0];
  if (!filter) throw new Error("a list has filters");
  const search = textOf(here.query, "zoek").trim().slice(0, 100);
  const now = pageAsked(textOf(here.query, "bladzijde"));
  const found = await here.read((tx) =>
    staffAgreements(tx, { funder, states: filter.states(desk.waiting), search }, { most: perPage, skip: (now - 1) * perPage }),
  );
  const list = { ...found, filter: filter.value, search, now, pages: Math.ceil(found.count / perPage) };
  return <DeskListPage frame={here.frame} said={here.said} desk={desk} list={list} />;
};

const readForDesk = async (desk: WorkingDesk, here: Here): Promise<AgreementView> => {
  desk.organisation(here);
  const view = await here.read((tx) => agreementView(tx, here.id("id"), here.today));
  here.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, "agreement.read");
  return view;
};

const assessPage = async (
  web: Web,
  desk: WorkingDesk,
  here: Here,
  reason = "",
  errors: readonly FieldError[] = [],
): Promise<ReactElement> => {
  const view = await readForDesk(desk, here);
  const mayAssess = here.may(desk.action, { organisations: [view.funder] });
  const verdict =
    view.state === desk.waiting && mayAssess
      ? await dryRun(web.door, here.actor, {
          action: desk.action,
          concern: (tx) => concernOf(tx, view.id),
          ask: (context) => tryAssessment(context, view.id),
        })
      : null;
  await looked(web.door.db, here.actor, view.holder, view.state === desk.waiting ? "overeenkomst beoordelen" : "overeenkomst bekijken");
  const free = verdict === null ? null : await here.read((tx) => freeOn(tx, view.budgetLines));
  const funder = web.portal.organisation(view.funder);
  return (
    <AssessPage
      frame={here.frame}
      said={here.said}
      desk={desk}
      view={view}
      funder={funder}
      verdict={verdict}
      free={free}
      reason={reason}
      errors={errors}
      maySuspend={
        desk.base.startsWith("/verstrekker") &&
        (view.state === "approved" || view.state === "ended") &&
        here.may("agreement.suspend", { organisations: [view.funder] })
      }
      mayClaimBack={
        desk.base.startsWith("/verstrekker") &&
        (view.state === "approved" || view.state === "ended") &&
        here.may("recovery.claim-back", { organisations: [view.funder] })
      }
      mayEnd={view.state === "approved" && here.may("agreement.report-party-end", { organisations: [view.funder] })}
    />
  );
};

const reload = "Laad de overeenkomst opnieuw.";
const tooShort = "Schrijf in een paar woorden waarom u afkeurt: minstens tien tekens.";

const decisionForm = z
  .object({
    hash: z.string(reload).regex(/^[0-9a-f]{64}$/, reload),
    besluit: z.enum(["goedkeuren", "afkeuren"], "Kies goedkeuren of afkeuren."),
    reden: z.string().trim().max(2_000, "Maak de reden korter: hoogstens 2.000 tekens.").optional(),
  })
  .refine(({ besluit, reden }) => besluit === "goedkeuren" || (reden ?? "").length >= 10, { path: ["reden"], message: tooShort });

const saids = { goedkeuren: "goedgekeurd", afkeuren: "afgekeurd" } as const;

const decide = (web: Web, desk: WorkingDesk, here: Here) => {
  desk.organisation(here);
  const agreement = here.id("id");
  return here.form(
    decisionForm,
    async ({ hash, besluit, reden }) => {
      const outcome = besluit === "goedkeuren" ? ("approved" as const) : ("rejected" as const);
      await here.command(desk.spec, {
        agreement,
        contentHash: hash,
        outcome,
        personal: { reason: outcome === "rejected" ? (reden ?? "") : "" },
      });
      return { to: `${desk.base}/${agreement}`, said: `U hebt deze overeenkomst ${saids[besluit]}.` };
    },
    ({ errors, fields }) =>
      assessPage(
        web,
        desk,
        here,
        textOf(fields, "reden"),
        errors.map(({ field, message }) => ({ field: field === "reden" ? field : wholePage, message })),
      ),
  );
};

/** Assessing agreements, at the funder and at the SVB. */
export const assessPages: Pages = (app, web) => {
  for (const desk of [funderDesk, svbDesk]) {
    page(app, web, {
      method: "get",
      path: desk.base,
      action: "agreement.read",
      audience: "staff",
      handler: (here) => listPage(desk, here),
    });
    page(app, web, {
      method: "get",
      path: `${desk.base}/:id`,
      action: "agreement.read",
      audience: "staff",
      handler: (here) => assessPage(web, desk, here),
    });
    page(app, web, {
      method: "post",
      path: `${desk.base}/:id`,
      action: desk.action,
      audience: "staff",
      handler: (here) => decide(web, desk, here),
    });
  }
};
