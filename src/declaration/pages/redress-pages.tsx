import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { declarationView } from "../read.ts";
import { askForDecision, objectToDecision, withdrawRedress } from "../redress/ask.ts";
import { redressOf } from "../redress/read.ts";
import { shownDeclaration } from "./one-pages.tsx";

const because = z
  .string("Schrijf op waarom.")
  .trim()
  .min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.")
  .max(3_900, "Schrijf een kortere uitleg, van hoogstens 3900 tekens.");
const request = z.object({ verzoek: because });
const objection = z.object({ bezwaar: because });

const allowed = async (here: Here): Promise<void> => {
  const view = await here.read((tx) => declarationView(tx, here.id("id")));
  here.allow({ holder: view.holder.id, provider: view.provider.id });
};

const runningOf = async (here: Here): Promise<string> => {
  const [last] = await here.read((tx) => redressOf(tx, here.id("id")));
  if (last === undefined) throw new Refusal("redress-not-now");
  return last.id;
};

const back = (here: Here, said: string): Answer => ({ to: `/uren/${here.id("id")}`, said });

/** What a party does when he does not agree with how a declaration was paid. */
export const redressPages: Pages = (app, web) => {
  page(app, web, {
    method: "post",
    path: "/uren/:id/betalingsbesluit",
    action: "redress.ask",
    handler: async (here) => {
      await allowed(here);
      return here.form(
        request,
        async ({ verzoek }) => {
          await here.command(askForDecision, { declaration: here.id("id"), personal: { reason: verzoek } });
          return back(here, "Wij hebben uw verzoek. Hieronder leest u wanneer wij uiterlijk besluiten.");
        },
        (kept) => shownDeclaration(web, here, kept),
      );
    },
  });
  page(app, web, {
    method: "post",
    path: "/uren/:id/bezwaar",
    action: "redress.object",
    handler: async (here) => {
      await allowed(here);
      return here.form(
        objection,
        async ({ bezwaar }) => {
          await here.command(objectToDecision, { redress: await runningOf(here), personal: { reason: bezwaar } });
          return back(here, "Wij hebben uw bezwaar. Hieronder leest u wanneer wij uiterlijk besluiten.");
        },
        (kept) => shownDeclaration(web, here, kept),
      );
    },
  });
  page(app, web, {
    method: "post",
    path: "/uren/:id/intrekken",
    action: "redress.withdraw",
    handler: async (here) => {
      await allowed(here);
      await here.command(withdrawRedress, { redress: await runningOf(here) });
      return back(here, "Dit is ingetrokken.");
    },
  });
};
