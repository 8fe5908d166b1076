import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { namesOf } from "../../party/funders.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { chooseHolder } from "../../web/session.ts";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import type { Option } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { PageHeading } from "../../web/ui/text.tsx";

const path = "/voor-wie";

type Props = { frame: Frame; options: readonly Option[]; chosen: string; errors: readonly FieldError[] };

const ForWhomPage = ({ frame, options, chosen, errors }: Props) => (
  <Page {...frame} title="Voor wie regelt u dit?" errors={errors} crumbs={[{ label: "Start", href: "/" }, { label: "Voor wie" }]}>
    <PageHeading title="Voor wie regelt u dit?" lead="U ziet daarna het budget, de overeenkomsten en de uren van deze persoon." />
    <Form action={path} csrf={frame.csrf}>
      <RadioGroup name="voor" label="Kies een persoon" options={options} value={chosen} error={errorAt(errors, "voor")} />
      <ButtonRow>
        <Button>Verder</Button>
      </ButtonRow>
    </Form>
  </Page>
);

const optionsFor = async ({ actor, read }: Here): Promise<Option[]> => {
  const holders = actor.reach.map(({ holder }) => holder);
  const names = await read((tx) => namesOf(tx, holders));
  return holders.map((holder) => ({
    value: holder,
    label: holder === actor.person ? "Voor mijzelf" : `Voor ${names.get(holder)?.salutation ?? "onbekend"}`,
  }));
};

const choice = z.object({ voor: z.string("Kies voor wie u dit regelt.") });

/** Choosing for whom a representative acts, when that may be several people. */
export const actingForPages: Pages = (app, web) => {
  const shown = async (here: Here, errors: readonly FieldError[]) => (
    <ForWhomPage frame={here.frame} options={await optionsFor(here)} chosen={here.holder?.id ?? ""} errors={errors} />
  );
  page(app, web, { method: "get", path, action: "award.read", audience: "holder", handler: (here) => shown(here, []) });
  page(app, web, {
    method: "post",
    path,
    action: "award.read",
    audience: "holder",
    handler: (here) =>
      here.form(
        choice,
        async ({ voor }) => {
          if (!here.actor.reach.some(({ holder }) => holder === voor)) {
            throw new Refusal("input-invalid", [
              { field: "voor", problem: "Voor deze persoon mag u niets regelen.", remedy: "Kies iemand uit de lijst." },
            ]);
          }
          await chooseHolder(web.door, here.session, voor);
          return { to: "/" };
        },
        ({ errors }) => shown(here, errors),
      ),
  });
};
