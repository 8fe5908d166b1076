import type { ReactElement } from "react";
import { z } from "zod";
import { isId } from "../../kernel/id.ts";
import { looked } from "../../db/access.ts";
import type { Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { assessLine } from "../assess.ts";
import { declarationView, declarationsWith } from "../read.ts";
import { recoveries } from "../recovery/read.ts";
import { ReviewListPage, ReviewPage } from "./review.tsx";

const purpose = "declaratie beoordelen";

/** The page of one declaration for an assessor of the SVB. */
export const reviewPage = async (
  web: Web,
  here: Here,
  { errors, fields }: { errors: readonly FieldError[]; fields: Fields },
): Promise<ReactElement> => {
  const view = await here.read((tx) => declarationView(tx, here.id("id")));
  here.allow({ holder: view.holder.id, provider: view.provider.id }, "declaration.assess");
  await looked(web.door.db, here.actor, view.holder.id, purpose);
  const of = await here.read((tx) => recoveries(tx, { declaration: view.id }));
  return <ReviewPage frame={here.frame} view={view} recoveries={of} today={here.today} said={here.said} errors={errors} fields={fields} />;
};

const assessment = z.object({
  regel: z.string("Kies een regel.").refine(isId, "Laad de pagina opnieuw en beoordeel de regel dan."),
  besluit: z.enum(["approve", "returnForRepair", "refuse"], "Kies wat u besluit."),
  reden: z.string("Schrijf op waarom.").trim().max(1_900, "Schrijf een kortere reden, van hoogstens 1900 tekens."),
});

const words = {
  approve: "De regel is goedgekeurd.",
  returnForRepair: "De regel gaat terug om te verbeteren.",
  refuse: "De regel is geweigerd.",
} as const;

/** The lines that a rule sent to a person of the SVB. */
export const reviewPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/svb/declaraties",
    action: "declaration.assess",
    handler: async (here) => (
      <ReviewListPage frame={here.frame} said={here.said} waiting={await here.read((tx) => declarationsWith(tx, "review"))} />
    ),
  });
  page(app, web, {
    method: "get",
    path: "/svb/declaraties/:id",
    action: "declaration.assess",
    handler: (here) => reviewPage(web, here, { errors: [], fields: {} }),
  });
  page(app, web, {
    method: "post",
    path: "/svb/declaraties/:id",
    action: "declaration.assess",
    handler: (here) =>
      here.form(
        assessment,
        async ({ regel, besluit, reden }) => {
          await here.command(assessLine, { declaration: here.id("id"), line: regel, decision: besluit, personal: { reason: reden } });
          return { to: `/svb/declaraties/${here.id("id")}`, said: words[besluit] };
        },
        (kept) => reviewPage(web, here, kept),
      ),
  });
};
