import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { cents, inEuros, readEuros } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { agreementNumbered } from "../../agreement/load.ts";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { MoneyField, TextArea, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Pagination } from "../../web/ui/progress.tsx";
import { Figures } from "../../web/ui/staff.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { Amount, DayText, PageHeading, Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import { payEmergency } from "../pay-emergency.ts";
import { emergencyList, emergencyView, type EmergencySummary } from "../read-emergencies.ts";
import { EmergencyBadge, EmergencyPage } from "./emergency.tsx";
import { ageInWords, pageErrors, pageIn, pagesFor, Said, sliceOf } from "./parts.tsx";

const path = "/svb/betalingen/spoed";
type List = Awaited<ReturnType<typeof emergencyList>>;

const EmergencyTable = ({ rows }: { rows: readonly EmergencySummary[] }) => (
  <StaffTable
    caption="Spoedbetalingen"
    captionHidden
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      { head: "Nummer", rowHead: true, cell: ({ id, number }) => <a href={`${path}/${id}`}>{number}</a> },
      { head: "Zorgverlener", wrap: true, cell: ({ payee }) => payee },
      { head: "Overeenkomst", cell: ({ agreement }) => agreement },
      { head: "Staat", cell: ({ state }) => <EmergencyBadge state={state} /> },
      { head: "Betaald", number: true, cell: ({ amount }) => <Amount of={amount} /> },
      { head: "Nog te verrekenen", number: true, cell: ({ left, state }) => (state === "ended" ? "" : <Amount of={left} />) },
      {
        head: "Sinds",
        cell: ({ made_on, days }) => (
          <>
            <DayText of={made_on} />
            <span className="cell-sub">{ageInWords(days)}</span>
          </>
        ),
      },
    ]}
  />
);

const PayForm = ({ here, view, errors }: { here: Here; view: List; errors: readonly FieldError[] }) => (
  <Section title="Met spoed betalen" id="nieuw">
    <Card narrow>
      <Text>
        <p>
          Doe dit alleen als de gewone weg nog niet kan. Wij verrekenen het bedrag met de eerste declaraties van deze overeenkomst.
          {view.rule !== null && ` Er mag ten hoogste ${inEuros(view.rule.mostCents)} openstaan voor één overeenkomst.`}
        </p>
      </Text>
      <Form action={path} csrf={here.frame.csrf}>
        <TextField
          name="overeenkomst"
          label="Nummer van de overeenkomst"
          description="Het begint met ZO."
          value={textOf(here.fields, "overeenkomst")}
          error={errorAt(errors, "overeenkomst")}
        />
        <MoneyField name="bedrag" label="Bedrag" value={textOf(here.fields, "bedrag")} error={errorAt(errors, "bedrag")} />
        <TextArea
          name="reden"
          label="Waarom kan dit niet wachten?"
          rows={3}
          value={textOf(here.fields, "reden")}
          error={errorAt(errors, "reden")}
        />
        <ButtonRow>
          <Button icon="bank">Spoedbetaling klaarzetten</Button>
        </ButtonRow>
        <Small>Er wordt nog niets betaald. Daarna zet u het betaalbestand vast, en geven twee anderen het vrij.</Small>
      </Form>
    </Card>
  </Section>
);

const ListPage = ({ here, view, now, errors }: { here: Here; view: List; now: number; errors: readonly FieldError[] }) => (
  <Page
    {...here.frame}
    title="Spoedbetalingen"
    current="/svb/betalingen"
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Betalingen", href: "/svb/betalingen" }, { label: "Spoedbetalingen" }]}
    errors={errors}
  >
    <PageHeading title="Spoedbetalingen" lead="Wat zorgverleners vooruit kregen, en wat daarvan nog verrekend moet worden." />
    <Stack>
      <Said said={here.said} />
      <Card>
        <Figures
          figures={[
            {
              what: "Nog te verrekenen",
              value: inEuros(view.open.left),
              note: view.open.count === 1 ? "1 spoedbetaling" : `${String(view.open.count)} spoedbetalingen`,
            },
            { what: "Oudste", value: view.open.oldest === null ? "Geen" : <DayText of={view.open.oldest} /> },
            ...(view.rule === null
              ? []
              : [{ what: "Op de werklijst na", value: `${String(view.rule.recoverAfterDays)} dagen`, note: "zonder verrekening" }]),
          ]}
        />
      </Card>
      {view.rows.length === 0 ? (
        <EmptyState title="Er zijn geen spoedbetalingen" icon="check-circle">
          <p>Als iemand met spoed betaalt, staat dat hier tot het is verrekend.</p>
        </EmptyState>
      ) : (
        <>
          <EmergencyTable rows={view.rows} />
          <Pagination now={now} total={pagesFor(view.count)} hrefOf={(to) => `?bladzijde=${String(to)}`} />
        </>
      )}
    </Stack>
    {here.may("payment.pay-emergency", {}) && <PayForm here={here} view={view} errors={errors} />}
  </Page>
);

const payForm = z.object({
  overeenkomst: z
    .string("Vul het nummer van de overeenkomst in.")
    .trim()
    .min(1, "Vul het nummer van de overeenkomst in.")
    .max(30, "Dit is geen nummer van een overeenkomst."),
  bedrag: z.string("Vul een bedrag in.").trim().min(1, "Vul een bedrag in."),
  reden: z.string("Schrijf in een zin waarom.").trim().min(5, "Schrijf in een zin waarom.").max(1000, "Schrijf een kortere tekst."),
});

const fault = (field: string, problem: string, remedy: string): Refusal => new Refusal("input-invalid", [{ field, problem, remedy }]);

const fieldOf: Readonly<Record<string, string>> = { agreement: "overeenkomst", amountCents: "bedrag", "personal.reason": "reden" };
const inFields = (error: unknown): unknown =>
  error instanceof Refusal
    ? new Refusal(
        error.code,
        error.faults.map((one) => ({ ...one, field: fieldOf[one.field] ?? one.field })),
      )
    : error;

const list = (here: Here) => here.read((tx) => emergencyList(tx, sliceOf(pageIn(here.query)), here.today));

const pay = async (here: Here, { overeenkomst, bedrag, reden }: z.infer<typeof payForm>) => {
  const agreement = await here.read((tx) => agreementNumbered(tx, overeenkomst.toUpperCase()));
  if (agreement === null)
    throw fault("overeenkomst", "Wij kennen geen overeenkomst met dit nummer.", "Neem het nummer over van de overeenkomst.");
  const amount = readEuros(bedrag);
  if (amount === null) throw fault("bedrag", "Dit is geen bedrag.", "Schrijf bijvoorbeeld 500,00.");
  const { emergency, number } = await here
    .command(payEmergency, { agreement, amountCents: cents(amount), personal: { reason: reden } })
    .catch((error: unknown) => {
      throw inFields(error);
    });
  return { to: `${path}/${emergency}`, said: `Spoedbetaling ${number} van ${inEuros(amount)} staat klaar. Zet nu het betaalbestand vast.` };
};

/** What was paid ahead: the list with its age, the form that pays ahead, and the story of each. */
export const mountEmergencies = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => <ListPage here={here} view={await list(here)} now={pageIn(here.query)} errors={[]} />,
  });
  page(app, web, {
    method: "post",
    path,
    action: "payment.pay-emergency",
    handler: (here) =>
      here.form(
        payForm,
        (given) => pay(here, given),
        async ({ errors }) => <ListPage here={here} view={await list(here)} now={1} errors={withPage(errors)} />,
      ),
  });
  page(app, web, {
    method: "get",
    path: `${path}/:id`,
    action: "payment.read",
    handler: async (here) => <EmergencyPage here={here} view={await here.read((tx) => emergencyView(tx, here.id("id"), here.today))} />,
  });
};

// What is about no field of the form belongs to the page as a whole.
const withPage = (errors: readonly FieldError[]): readonly FieldError[] => {
  const own = errors.filter(({ field }) => Object.values(fieldOf).includes(field));
  return [...own, ...pageErrors(errors.filter((error) => !own.includes(error)))];
};
