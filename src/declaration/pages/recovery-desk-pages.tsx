import type { ReactElement } from "react";
import { z } from "zod";
import { looked } from "../../db/access.ts";
import { aDay, placed, withDays, type Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { mostInstalments, planInstalments } from "../recovery/plan.ts";
import { recoveries, recoveryView } from "../recovery/read.ts";
import { RecoveryListPage, RecoveryPage } from "./recovery-desk.tsx";

const list = "/svb/terugvorderingen";

type Kept = { errors: readonly FieldError[]; fields: Fields };

const onePage = async (web: Web, here: Here, { errors, fields }: Kept): Promise<ReactElement> => {
  const of = await here.read((tx) => recoveryView(tx, here.id("id")));
  const about = { holder: of.holder.id, provider: of.provider.id };
  here.allow(about, "recovery.plan");
  await looked(web.door.db, here.actor, of.holder.id, "terugvordering behandelen");
  return <RecoveryPage frame={here.frame} of={of} today={here.today} mayPlan said={here.said} errors={errors} fields={fields} />;
};

const plan = withDays(
  ["eerste"],
  z.object({
    keren: z
      .string("Vul in in hoeveel maanden.")
      .trim()
      .regex(/^\d{1,2}$/, "Vul een heel getal in.")
      .transform(Number)
      .refine((times) => times >= 1 && times <= mostInstalments, `Kies 1 tot en met ${String(mostInstalments)} maanden.`),
    eerste: aDay("Vul in op welke dag de eerste betaling er moet zijn."),
  }),
);

/** What is claimed back, at the desk of the SVB. */
export const recoveryDeskPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: list,
    action: "recovery.plan",
    handler: async (here) => (
      <RecoveryListPage
        frame={here.frame}
        said={here.said}
        rows={await here.read((tx) => recoveries(tx, { open: true }))}
        today={here.today}
      />
    ),
  });
  page(app, web, {
    method: "get",
    path: `${list}/:id`,
    action: "recovery.plan",
    handler: (here) => onePage(web, here, { errors: [], fields: {} }),
  });
  page(app, web, {
    method: "post",
    path: `${list}/:id/regeling`,
    action: "recovery.plan",
    handler: (here) =>
      here.form(
        plan,
        async ({ keren: times, eerste: first }) => {
          await here.command(planInstalments, { recovery: here.id("id"), times, first }).catch(placed({ times: "keren", first: "eerste" }));
          return { to: `${list}/${here.id("id")}`, said: "De regeling ligt vast. Wie betaalt, krijgt bericht." };
        },
        (kept) => onePage(web, here, kept),
      ),
  });
};
