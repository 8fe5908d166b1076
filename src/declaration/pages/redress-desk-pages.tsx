import type { ReactElement } from "react";
import { z } from "zod";
import { looked } from "../../db/access.ts";
import type { Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { declarationView } from "../read.ts";
import { decideObjection, decideRedress, postponeObjection } from "../redress/decide.ts";
import { redressView, waitingRedress } from "../redress/read.ts";
import { outcomes, verdicts } from "../redress/redress.ts";
import { RedressListPage, RedressPage } from "./redress-desk.tsx";

const purpose = "betalingsbesluit of bezwaar behandelen";

const onePage = async (
  web: Web,
  here: Here,
  { errors, fields }: { errors: readonly FieldError[]; fields: Fields },
): Promise<ReactElement> => {
  const redress = await here.read((tx) => redressView(tx, here.id("id")));
  const view = await here.read((tx) => declarationView(tx, redress.declaration));
  here.allow({ holder: view.holder.id, provider: view.provider.id }, "redress.decide");
  await looked(web.door.db, here.actor, view.holder.id, purpose);
  const own = redress.decision?.by === here.actor.person;
  return <RedressPage frame={here.frame} redress={redress} view={view} own={own} said={here.said} errors={errors} fields={fields} />;
};

const reden = z
  .string("Schrijf op waarom.")
  .trim()
  .min(20, "Schrijf op waarom: minstens twintig tekens. Beide partijen lezen dit.")
  .max(3_900, "Schrijf een kortere reden, van hoogstens 3900 tekens.");
const decision = z.object({ besluit: z.enum(outcomes, "Kies wat u besluit."), reden });
const closing = z.object({ besluit: z.enum(verdicts, "Kies wat u besluit."), reden });

/** Requests for a decision on a payment, and objections, at the desk of the SVB. */
export const redressDeskPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/svb/bezwaren",
    action: "redress.decide",
    handler: async (here) => (
      <RedressListPage frame={here.frame} said={here.said} waiting={await here.read((tx) => waitingRedress(tx))} today={here.today} />
    ),
  });
  page(app, web, {
    method: "get",
    path: "/svb/bezwaren/:id",
    action: "redress.decide",
    handler: (here) => onePage(web, here, { errors: [], fields: {} }),
  });
  page(app, web, {
    method: "post",
    path: "/svb/bezwaren/:id",
    action: "redress.decide",
    handler: async (here) => {
      const redress = here.id("id");
      const { state } = await here.read((tx) => redressView(tx, redress));
      const to = `/svb/bezwaren/${redress}`;
      const again = (kept: { errors: readonly FieldError[]; fields: Fields }): Promise<ReactElement> => onePage(web, here, kept);
      return state === "objected"
        ? here.form(
            closing,
            async (given) => {
              await here.command(decideObjection, { redress, verdict: given.besluit, personal: { reason: given.reden } });
              return { to, said: "Het besluit op bezwaar is genomen. Beide partijen krijgen bericht." };
            },
            again,
          )
        : here.form(
            decision,
            async (given) => {
              await here.command(decideRedress, { redress, outcome: given.besluit, personal: { reason: given.reden } });
              return { to, said: "Het betalingsbesluit is genomen. Beide partijen krijgen bericht." };
            },
            again,
          );
    },
  });
  page(app, web, {
    method: "post",
    path: "/svb/bezwaren/:id/verdagen",
    action: "redress.postpone",
    handler: async (here) => {
      await here.command(postponeObjection, { redress: here.id("id") });
      return { to: `/svb/bezwaren/${here.id("id")}`, said: "Het besluit is zes weken verdaagd. Beide partijen krijgen bericht." };
    },
  });
};
