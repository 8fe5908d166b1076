import type { ReactElement } from "react";
import { z } from "zod";
import { inWords } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { capital } from "../../kernel/words.ts";
import { looked } from "../../db/access.ts";
import { endMandate, registerMandate } from "../../budget/register-mandate.ts";
import { mandateKinds } from "../../party/mandate.ts";
import { kindsOf, registered, type RegisteredMandate, type Registrar } from "../../party/record-mandate.ts";
import { datePartsIn, dayIn, fieldIn, type Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { errorAt, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { DateFields } from "../../web/ui/choice.tsx";
import { Select, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";

/** One of the two who write down representatives: the SVB and a funder each have these pages at their own address. */
type Desk = { base: string; who: Registrar; lead: string; document: string };

const desks: readonly Desk[] = [
  {
    base: "/svb",
    who: "svb",
    lead: "Schrijf in wie door een rechter is aangewezen. Beide mensen krijgen een bericht.",
    document: "Het zaaknummer van de beschikking van de rechter.",
  },
  {
    base: "/verstrekker",
    who: "funder",
    lead: "Schrijf in wie u als vertegenwoordiger accepteerde. Beide mensen krijgen een bericht.",
    document: "Het kenmerk van het formulier of van uw besluit.",
  },
];

const most = 50;

/** The desk is that of who sits at it. Throws `not-found` for staff of the other. */
const seated = ({ who }: Desk, { actor }: Here): void => {
  if ((actor.organisation === "SVB") !== (who === "svb")) throw new Refusal("not-found");
};

const documentField = z.string().trim().min(3, "Vul het kenmerk van het document in.").max(200);
const someText = (problem: string) => z.string().trim().min(1, problem).max(100);

const registerForm = z.object({
  budgethouder: someText("Vul het burgerservicenummer van de budgethouder in."),
  soort: z.string(),
  naam: someText("Vul de naam in, met voorletters."),
  achternaam: someText("Vul de achternaam in."),
  bsn: someText("Vul het burgerservicenummer van de vertegenwoordiger in."),
  document: documentField,
});

// The command speaks of the parts of its input; the form calls them by their own names.
const formNames: Readonly<Record<string, string>> = {
  "personal.holder": "budgethouder",
  "personal.name": "naam",
  "personal.familyName": "achternaam",
  "personal.bsn": "bsn",
  "personal.document": "document",
  kind: "soort",
  from: "van",
  until: "tot",
  last: "laatste",
};
const named = (errors: readonly FieldError[]): FieldError[] =>
  errors.map((error) => ({ ...error, field: formNames[error.field] ?? error.field }));

const dayOrRefuse = (fields: Fields, name: string, optional: boolean) => {
  const { empty, on } = dayIn(fields, name);
  if (empty && optional) return null;
  if (on === null)
    throw new Refusal("input-invalid", [{ field: name, problem: "Dit is geen bestaande dag.", remedy: "Vul een dag, maand en jaar in." }]);
  return on;
};

const RegisterForm = ({ desk, here, errors }: { desk: Desk; here: Here; errors: readonly FieldError[] }) => {
  const { fields } = here;
  const field = fieldIn(fields, errors);
  return (
    <Form action={`${desk.base}/vertegenwoordigers`} csrf={here.frame.csrf}>
      <TextField {...field("budgethouder")} label="Burgerservicenummer van de budgethouder" inputMode="numeric" width="medium" />
      <Select
        {...field("soort")}
        label="Soort vertegenwoordiger"
        options={kindsOf(desk.who).map((value) => ({ value, label: capital(mandateKinds[value]?.name ?? value) }))}
      />
      <TextField {...field("naam")} label="Naam van de vertegenwoordiger" description="Met voorletters, bijvoorbeeld A. van den Berg." />
      <TextField {...field("achternaam")} label="Achternaam" width="long" />
      <TextField {...field("bsn")} label="Burgerservicenummer van de vertegenwoordiger" inputMode="numeric" width="medium" />
      <DateFields name="van" label="Vanaf welke dag?" value={datePartsIn(fields, "van")} error={errorAt(errors, "van")} />
      <DateFields
        name="tot"
        label="Tot en met welke dag?"
        description="Laat dit leeg als er geen laatste dag is."
        value={datePartsIn(fields, "tot")}
        error={errorAt(errors, "tot")}
        optional
      />
      <TextField {...field("document")} label="Kenmerk van het document" description={desk.document} width="long" />
      <ButtonRow>
        <Button>Inschrijven</Button>
      </ButtonRow>
    </Form>
  );
};

const RegisterTable = ({ desk, rows }: { desk: Desk; rows: readonly RegisteredMandate[] }) =>
  rows.length === 0 ? (
    <EmptyState title="Er is nog niemand ingeschreven" icon="person">
      <p>Schrijf hieronder de eerste vertegenwoordiger in.</p>
    </EmptyState>
  ) : (
    <StaffTable
      caption="Vertegenwoordigers"
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "Vertegenwoordiger",
          rowHead: true,
          wrap: true,
          cell: ({ id, name }) => <a href={`${desk.base}/vertegenwoordigers/${id}`}>{name}</a>,
        },
        { head: "Soort", cell: ({ kindName }) => capital(kindName) },
        { head: "Budgethouder", wrap: true, cell: ({ holderName }) => holderName },
        { head: "Vanaf", cell: ({ from }) => <DayText of={from} /> },
        { head: "Tot en met", cell: ({ until }) => (until === null ? "Geen laatste dag" : <DayText of={until} />) },
        { head: "Geldt nu", cell: ({ runs }) => (runs ? "Ja" : "Nee") },
      ]}
    />
  );

const listPage = async (desk: Desk, here: Here, given: readonly FieldError[]): Promise<ReactElement> => {
  seated(desk, here);
  const errors = named(given);
  const rows = await here.read((tx) => registered(tx, { kinds: kindsOf(desk.who) }, here.today, most));
  return (
    <Page
      {...here.frame}
      title="Vertegenwoordigers"
      crumbs={[{ label: "Werk", href: desk.base }, { label: "Vertegenwoordigers" }]}
      errors={errors}
    >
      <PageHeading title="Vertegenwoordigers" lead={desk.lead} />
      <Stack>
        <Said said={here.said} />
        <RegisterTable desk={desk} rows={rows} />
      </Stack>
      <Section title="Een vertegenwoordiger inschrijven">
        <RegisterForm desk={desk} here={here} errors={errors} />
      </Section>
    </Page>
  );
};

const onePage = async (web: Web, desk: Desk, here: Here, given: readonly FieldError[]): Promise<ReactElement> => {
  seated(desk, here);
  const errors = named(given);
  const [one] = await here.read((tx) => registered(tx, { id: here.id("id") }, here.today, 1));
  if (one === undefined || !kindsOf(desk.who).includes(one.kind)) throw new Refusal("not-found");
  await looked(web.door.db, here.actor, one.holder, "vertegenwoordiger bekijken");
  const field = fieldIn(here.fields, errors);
  const crumbs = [
    { label: "Werk", href: desk.base },
    { label: "Vertegenwoordigers", href: `${desk.base}/vertegenwoordigers` },
    { label: one.name },
  ];
  return (
    <Page {...here.frame} title={one.name} crumbs={crumbs} errors={errors}>
      <PageHeading title={one.name} lead={`${capital(one.kindName)} van ${one.holderName}.`} />
      <Stack>
        <Card title="Inschrijving" level={2}>
          <DataSummary
            lines={[
              { label: "Vanaf", value: inWords(one.from) },
              { label: "Tot en met", value: one.until === null ? "Geen laatste dag" : inWords(one.until) },
              { label: "Geldt nu", value: one.runs ? "Ja" : "Nee" },
            ]}
          />
        </Card>
        {(one.until === null || one.until > here.today) && (
          <Card title="Inschrijving beëindigen" level={2}>
            <Form action={`${desk.base}/vertegenwoordigers/${one.id}`} csrf={here.frame.csrf}>
              <DateFields
                name="laatste"
                label="Wat is de laatste dag?"
                description="Na die dag mag deze persoon niets meer voor de budgethouder doen."
                value={datePartsIn(here.fields, "laatste")}
                error={errorAt(errors, "laatste")}
              />
              <TextField {...field("document")} label="Kenmerk van het document" description={desk.document} width="long" />
              <ButtonRow>
                <Button>Inschrijving beëindigen</Button>
              </ButtonRow>
            </Form>
          </Card>
        )}
      </Stack>
    </Page>
  );
};

/** Writing down representatives, and ending that: whom a judge appointed at the SVB, whom a funder accepted at that funder. */
export const registerPages: Pages = (app, web) => {
  for (const desk of desks) {
    const path = `${desk.base}/vertegenwoordigers`;
    page(app, web, { method: "get", path, action: "mandate.register", handler: (here) => listPage(desk, here, []) });
    page(app, web, {
      method: "post",
      path,
      action: "mandate.register",
      handler: (here) =>
        here.form(
          registerForm,
          async ({ budgethouder, soort, naam, achternaam, bsn, document }) => {
            await here.command(registerMandate, {
              kind: soort,
              from: dayOrRefuse(here.fields, "van", false),
              until: dayOrRefuse(here.fields, "tot", true),
              personal: { holder: budgethouder, name: naam, familyName: achternaam, bsn, document },
            });
            return { to: path, said: `${naam} is ingeschreven. Beide mensen krijgen een bericht.` };
          },
          ({ errors }) => listPage(desk, here, errors),
        ),
    });
    page(app, web, { method: "get", path: `${path}/:id`, action: "mandate.end", handler: (here) => onePage(web, desk, here, []) });
    page(app, web, {
      method: "post",
      path: `${path}/:id`,
      action: "mandate.end",
      handler: (here) =>
        here.form(
          z.object({ document: documentField }),
          async ({ document }) => {
            await here.command(endMandate, {
              mandate: here.id("id"),
              last: dayOrRefuse(here.fields, "laatste", false),
              personal: { document },
            });
            return { to: path, said: "De inschrijving is beëindigd. Beide mensen krijgen een bericht." };
          },
          ({ errors }) => onePage(web, desk, here, errors),
        ),
    });
  }
};
