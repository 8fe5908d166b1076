import type { ReactElement } from "react";
import { z } from "zod";
import { isId } from "../../kernel/id.ts";
import { minutes } from "../../kernel/money.ts";
import type { Web } from "../../web/frame.ts";
import type { Fields } from "../../web/form.ts";
import { agreementView } from "../../agreement/read.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { chooseHolder } from "../../web/session.ts";
import { sideFor, sideFrame, sideHref, type Side } from "../../web/side.ts";
import type { FieldError } from "../../web/ui/alert.tsx";
import { declarationView, type DeclarationView } from "../read.ts";
import { reconsiderDeclaration } from "../reconsider.ts";
import { approveDeclaration, rejectDeclaration } from "../submit.ts";
import { recoveries } from "../recovery/read.ts";
import { redressOf } from "../redress/read.ts";
import { approveBefore } from "../worth.ts";
import { ApprovePage, rejectReasons } from "./approve.tsx";
import { sheetHref } from "./sheet.ts";
import { StatusPage } from "./status.tsx";
import { tryHours } from "./trial.ts";

type Kept = { errors: readonly FieldError[]; fields: Fields };
const nothing: Kept = { errors: [], fields: {} };

const read = async (here: Here): Promise<{ view: DeclarationView; side: Side; about: { holder: string; provider: string } }> => {
  const view = await here.read((tx) => declarationView(tx, here.id("id")));
  const about = { holder: view.holder.id, provider: view.provider.id };
  here.allow(about, "declaration.read");
  return { view, side: sideFor(here, about), about };
};

const approvePage = async (web: Web, here: Here, whole: DeclarationView, { errors, fields }: Kept): Promise<ReactElement> => {
  // Of a declaration that was partly paid before, only what is new waits for the holder.
  const lines = whole.lines.filter(({ state }) => state === "prepared");
  const view = { ...whole, lines, minutes: lines.reduce((sum, line) => minutes(sum + line.minutes), minutes(0)) };
  const given = view.lines.map(({ day, unit, minutes: worked }) => ({ day: unit === "month" ? null : day, minutes: worked }));
  const trial = await tryHours(web, here, view.terms, view.month, given, "holder");
  const mayDecide = here.may("declaration.approve", { holder: view.holder.id, provider: view.provider.id });
  const before = approveBefore(view.terms.law, view);
  return (
    <ApprovePage
      frame={sideFrame(web, here, "holder")}
      view={view}
      trial={trial}
      before={before}
      mayDecide={mayDecide}
      said={here.said}
      errors={errors}
      fields={fields}
    />
  );
};

// Who may write, and whose turn it is: the provider after hours came back, the holder after the checks found something.
const mendAction = { provider: "declaration.prepare", holder: "declaration.submit" } as const;

const statusPage = async (web: Web, here: Here, view: DeclarationView, side: Side, { errors, fields }: Kept): Promise<ReactElement> => {
  const [redress, { suspended }, claimedBack] = await here.read((tx) =>
    Promise.all([redressOf(tx, view.id), agreementView(tx, view.agreement, here.today), recoveries(tx, { declaration: view.id })]),
  );
  const turn =
    side === "provider" ? view.state === "rejected" || view.state === "repair" || view.state === "prepared" : view.state === "repair";
  const about = { holder: view.holder.id, provider: view.provider.id };
  const may = turn && here.may(mendAction[side], about);
  return (
    <StatusPage
      frame={sideFrame(web, here, side)}
      view={view}
      side={side}
      said={here.said}
      errors={errors}
      fields={fields}
      redress={redress}
      suspended={suspended}
      recoveries={claimedBack}
      today={here.today}
      mayCorrect={side === "provider" && here.may("recovery.correct", about)}
      mayRedress={here.may("redress.ask", about)}
      mayAsk={side === "holder" && here.may("declaration.reconsider", about)}
      mendHref={may ? sheetHref(here, side, view.agreement, view.month) : null}
      place={{ start: sideHref(here, side, "/start"), list: sideHref(here, side, "/uren") }}
    />
  );
};

/** The page of one declaration, as it is for this reader. */
export const shownDeclaration = async (web: Web, here: Here, kept: Kept = nothing): Promise<ReactElement> => {
  const { view, side } = await read(here);
  return side === "holder" && view.state === "prepared" ? approvePage(web, here, view, kept) : statusPage(web, here, view, side, kept);
};

const reloadFirst = "Laad de pagina opnieuw en keur dan goed.";
const approval = z.object({
  regels: z
    .string(reloadFirst)
    .transform((text) => text.split(" "))
    .refine((ids) => ids.every(isId), reloadFirst),
});

const rejection = z.object({
  reden: z.enum(["uren", "zorg", "anders"], "Kies wat er niet klopt."),
  uitleg: z
    .string("Schrijf op wat de zorgverlener moet verbeteren.")
    .trim()
    .min(3, "Schrijf op wat de zorgverlener moet verbeteren.")
    .max(1_900, "Schrijf een kortere uitleg, van hoogstens 1900 tekens."),
});

const reconsideration = z.object({
  waarom: z
    .string("Schrijf op waarom een medewerker er nog eens naar moet kijken.")
    .trim()
    .min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.")
    .max(1_900, "Schrijf een kortere uitleg, van hoogstens 1900 tekens."),
});

const approved = async (here: Here, regels: readonly string[]): Promise<Answer> => {
  const { outcome } = await here.command(approveDeclaration, { declaration: here.id("id"), lines: regels });
  const words = {
    pay: "Goedgekeurd. Wij betalen de zorgverlener.",
    partly: "Goedgekeurd. Wij betalen wat klopt. Hieronder leest u wat nog niet klopt.",
    suspend: "Goedgekeurd. Wij betalen zodra de opschorting voorbij is. Hieronder leest u waarom.",
    repair: "Ingediend, maar wij kunnen dit zo niet betalen. Hieronder leest u waarom.",
    review: "Ingediend. Een medewerker kijkt er eerst naar.",
    refuse: "Ingediend, maar wij kunnen dit niet betalen. Hieronder leest u waarom.",
  } as const;
  return { to: `/uren/${here.id("id")}`, said: words[outcome] };
};

const reconsidering: Pages = (app, web) => {
  page(app, web, {
    method: "post",
    path: "/uren/:id/herbeoordeling",
    action: "declaration.reconsider",
    handler: async (here) => {
      const { about } = await read(here);
      here.allow(about);
      return here.form(
        reconsideration,
        async ({ waarom }) => {
          await here.command(reconsiderDeclaration, { declaration: here.id("id"), personal: { reason: waarom } });
          return { to: `/uren/${here.id("id")}`, said: "Een medewerker kijkt er nog eens naar. U leest hier wat eruit komt." };
        },
        (kept) => shownDeclaration(web, here, kept),
      );
    },
  });
};

/** One declaration: to approve, to send back, or to see where it is. */
export const onePages: Pages = (app, web) => {
  reconsidering(app, web);
  page(app, web, {
    method: "get",
    path: "/uren/:id",
    action: "declaration.read",
    handler: async (here) => {
      const { view, side } = await read(here);
      // Who acts for several people sees whose page it is.
      if (side === "holder" && here.holder?.id !== view.holder.id) {
        await chooseHolder(web.door, here.session, view.holder.id);
        return { to: `/uren/${view.id}` };
      }
      return shownDeclaration(web, here);
    },
  });
  page(app, web, {
    method: "post",
    path: "/uren/:id/goedkeuren",
    action: "declaration.approve",
    handler: async (here) => {
      const { about } = await read(here);
      here.allow(about);
      return here.form(
        approval,
        ({ regels }) => approved(here, regels),
        (kept) => shownDeclaration(web, here, kept),
      );
    },
  });
  page(app, web, {
    method: "post",
    path: "/uren/:id/afwijzen",
    action: "declaration.reject",
    handler: async (here) => {
      const { about } = await read(here);
      here.allow(about);
      return here.form(
        rejection,
        async ({ reden, uitleg }) => {
          await here.command(rejectDeclaration, { declaration: here.id("id"), personal: { reason: `${rejectReasons[reden]}. ${uitleg}` } });
          return { to: `/uren/${here.id("id")}`, said: "De uren zijn teruggestuurd naar de zorgverlener." };
        },
        (kept) => shownDeclaration(web, here, kept),
      );
    },
  });
};
