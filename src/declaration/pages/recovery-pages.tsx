import type { ReactElement } from "react";
import { z } from "zod";
import { isId } from "../../kernel/id.ts";
import { inEuros } from "../../kernel/money.ts";
import { placed, type Fields } from "../../web/form.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { declarationView } from "../read.ts";
import { correctLines } from "../recovery/correct.ts";
import { recoveryView } from "../recovery/read.ts";
import { shownDeclaration } from "./one-pages.tsx";
import { reviewPage } from "./review-pages.tsx";

const form = z.object({
  terug: z
    .union([z.string(), z.array(z.string())], "Kies wat er terug moet.")
    .transform((chosen) => [chosen].flat())
    .refine((ids) => ids.every(isId), "Laad de pagina opnieuw en kies dan."),
  correctie: z
    .string("Schrijf op waarom.")
    .trim()
    .min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.")
    .max(1_900, "Schrijf een kortere uitleg, van hoogstens 1900 tekens."),
});

type Kept = { errors: readonly FieldError[]; fields: Fields };

const correct = (here: Here, to: string, again: (kept: Kept) => Promise<ReactElement>): Promise<Answer> =>
  here.form(
    form,
    async ({ terug, correctie }) => {
      const { holder, provider } = await here.read((tx) => declarationView(tx, here.id("id")));
      here.allow({ holder: holder.id, provider: provider.id });
      const { recovery } = await here
        .command(correctLines, { declaration: here.id("id"), lines: terug, personal: { reason: correctie } })
        .catch(placed({ lines: "terug", R111: "terug", R112: "terug", reason: "correctie" }));
      const { amount, number } = await here.read((tx) => recoveryView(tx, recovery));
      return { to, said: `Gecorrigeerd. Terug te betalen: ${inEuros(amount)}, met kenmerk ${number}.` };
    },
    again,
  );

/** A provider corrects what was paid to him, and an assessor of the SVB what should not have been paid. */
export const recoveryPages: Pages = (app, web) => {
  page(app, web, {
    method: "post",
    path: "/uren/:id/corrigeren",
    action: "recovery.correct",
    handler: (here) => correct(here, `/uren/${here.id("id")}`, (kept) => shownDeclaration(web, here, kept)),
  });
  page(app, web, {
    method: "post",
    path: "/svb/declaraties/:id/corrigeren",
    action: "recovery.correct",
    handler: (here) => correct(here, `/svb/declaraties/${here.id("id")}`, (kept) => reviewPage(web, here, kept)),
  });
};
