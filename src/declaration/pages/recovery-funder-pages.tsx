import type { ReactElement } from "react";
import { z } from "zod";
import { inEuros } from "../../kernel/money.ts";
import { looked } from "../../db/access.ts";
import { agreementView, type AgreementView } from "../../agreement/read.ts";
import { aDay, datePartsIn, fieldIn, placed, withDays } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { PageHeading, Section, Stack, Text } from "../../web/ui/text.tsx";
import { claimBackAsFunder } from "../recovery/correct.ts";
import { recoveries, type RecoveryView } from "../recovery/read.ts";
import { funderGrounds } from "../recovery/recovery.ts";
import { RecoveryText } from "./recovery.tsx";

const base = "/verstrekker/overeenkomsten";
const path = (id: string): string => `${base}/${id}/terugvorderen`;

const read = async (web: Web, here: Here): Promise<{ view: AgreementView; known: RecoveryView[] }> => {
  const view = await here.read((tx) => agreementView(tx, here.id("id"), here.today));
  here.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, "recovery.claim-back");
  await looked(web.door.db, here.actor, view.holder, "terugvorderen");
  return { view, known: await here.read((tx) => recoveries(tx, { agreement: view.id })) };
};

const label: Readonly<Record<(typeof funderGrounds)[number], string>> = {
  "wrong-data": "Van de budgethouder: die gaf onjuiste of onvolledige gegevens",
  "attributable-act": "Van de zorgverlener: door wat die deed, is het pgb ingetrokken of herzien (derdenbeding)",
};

const Ask = ({ here, view, errors }: { here: Here; view: AgreementView; errors: readonly FieldError[] }) => {
  const field = fieldIn(here.fields, errors);
  const day = (name: string) => ({ name, value: datePartsIn(here.fields, name), error: errorAt(errors, name) });
  return (
    <Form action={path(view.id)} csrf={here.frame.csrf}>
      <RadioGroup
        {...field("grond")}
        label="Van wie vordert u terug, en waarom?"
        options={funderGrounds.map((value) => ({ value, label: label[value] }))}
      />
      <RadioGroup
        {...field("opzet")}
        label="Gaf de budgethouder die gegevens met opzet?"
        description="Onder de Wmo en de Wlz kan het anders niet van de budgethouder terug. Vordert u van de zorgverlener terug? Kies dan “Nee, of niet vastgesteld”."
        options={[
          { value: "ja", label: "Ja, dat hebben wij vastgesteld" },
          { value: "nee", label: "Nee, of niet vastgesteld" },
        ]}
      />
      <DateFields {...day("besluit")} label="Wanneer trok u het pgb in, of herzag u het?" />
      <DateFields {...day("van")} label="Terugvorderen vanaf welke dag van de zorg?" />
      <DateFields {...day("tot")} label="Tot en met welke dag van de zorg?" />
      <TextArea {...field("reden")} label="Waarom?" description="De budgethouder en de zorgverlener lezen dit." />
      <ButtonRow>
        <Button variant="danger">Terugvorderen</Button>
        <ButtonLink href={`${base}/${view.id}`} variant="secondary">
          Terug
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const shown = async (web: Web, here: Here, errors: readonly FieldError[]): Promise<ReactElement> => {
  const { view, known } = await read(web, here);
  return (
    <Page
      {...here.frame}
      title="Terugvorderen"
      current={base}
      errors={errors}
      crumbs={[
        { label: "Werk", href: "/verstrekker" },
        { label: "Overeenkomsten", href: base },
        { label: view.number, href: `${base}/${view.id}` },
        { label: "Terugvorderen" },
      ]}
    >
      <PageHeading title="Terugvorderen" lead={`${view.holderName.name} en ${view.providerName.name}, nummer ${view.number}`} />
      <Stack>
        {known.length > 0 && (
          <Section title="Al teruggevorderd">
            {known.map((of) => (
              <RecoveryText key={of.id} of={of} reader="staff" today={here.today} />
            ))}
          </Section>
        )}
        <Text>
          <p>
            U vordert terug wat in een periode uit deze overeenkomst is betaald. Het telt daarna niet meer als uitgegeven, en wie moet
            betalen krijgt bericht. De SVB int het geld.
          </p>
        </Text>
        <Ask here={here} view={view} errors={errors} />
      </Stack>
    </Page>
  );
};

const form = withDays(
  ["besluit", "van", "tot"],
  z
    .object({
      grond: z.enum(funderGrounds, "Kies van wie u terugvordert, en waarom."),
      opzet: z.enum(["ja", "nee"], "Kies of u opzet hebt vastgesteld."),
      reden: z
        .string("Schrijf op waarom.")
        .trim()
        .min(20, "Schrijf op waarom: minstens twintig tekens.")
        .max(3_900, "Maak dit korter: hoogstens 3900 tekens."),
      besluit: aDay("Vul in wanneer u besloot."),
      van: aDay("Vul in vanaf welke dag."),
      tot: aDay("Vul in tot en met welke dag."),
    })
    .transform(({ grond, opzet, reden, besluit, van, tot }) => {
      return { ground: grond, intent: opzet === "ja", reason: reden, decidedOn: besluit, from: van, until: tot };
    }),
);

const placeOf: Readonly<Record<string, string>> = {
  R113: "opzet",
  R114: "grond",
  R115: "besluit",
  decidedOn: "besluit",
  from: "van",
  until: "tot",
  reason: "reden",
};

const claim = (web: Web, here: Here): Promise<Answer> =>
  here.form(
    form,
    async ({ reason, ...given }): Promise<Answer> => {
      const { view } = await read(web, here);
      const { amount, number } = await here
        .command(claimBackAsFunder, { ...given, agreement: view.id, personal: { reason } })
        .catch(placed(placeOf));
      return { to: path(view.id), said: `${inEuros(amount)} is teruggevorderd, met kenmerk ${number}.` };
    },
    ({ errors }) => shown(web, here, errors),
  );

/** A funder claims back what was paid under an agreement. */
export const recoveryFunderPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: `${base}/:id/terugvorderen`,
    action: "recovery.claim-back",
    handler: (here) => shown(web, here, []),
  });
  page(app, web, {
    method: "post",
    path: `${base}/:id/terugvorderen`,
    action: "recovery.claim-back",
    handler: (here) => claim(web, here),
  });
};
