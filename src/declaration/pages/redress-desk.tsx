import { dayOf, daysBetween, inWords, monthInWords, type Day } from "../../kernel/day.ts";
import { inEuros } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { textOf, type Fields } from "../../web/form.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, errorAt, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, DaysLeft, EmptyState } from "../../web/ui/card.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, Aside, Columns, DayText, PageHeading, Stack } from "../../web/ui/text.tsx";
import { declarationStateName } from "../declaration.ts";
import type { DeclarationView } from "../read.ts";
import type { RedressView, WaitingRedress } from "../redress/read.ts";
import { outcomeName, outcomes, redressStateName, verdicts } from "../redress/redress.ts";

const list = "/svb/bezwaren";

const countWords = (count: number): string =>
  count === 0
    ? "Er wacht niets."
    : count === 1
      ? "1 verzoek of bezwaar wacht op u."
      : `${String(count)} verzoeken en bezwaren wachten op u.`;

type ListProps = { frame: Frame; said: string | null; waiting: readonly WaitingRedress[]; today: Day };

/** Requests and objections that wait for a decision, what is due first comes first. */
export const RedressListPage = ({ frame, said, waiting, today }: ListProps) => (
  <Page {...frame} title="Betalingsbesluiten en bezwaren" current={list} crumbs={[{ label: "Werk", href: "/" }, { label: "Bezwaren" }]}>
    <PageHeading title="Betalingsbesluiten en bezwaren" lead={countWords(waiting.length)} />
    <Said said={said} />
    {waiting.length === 0 ? (
      <EmptyState title="Er is niets om over te besluiten" icon="tray">
        <p>Zodra iemand een betalingsbesluit vraagt of bezwaar maakt, staat dat hier.</p>
      </EmptyState>
    ) : (
      <StaffTable
        caption="Verzoeken en bezwaren die wachten"
        captionHidden
        rows={waiting}
        rowKey={({ id }) => id}
        columns={[
          { head: "Nummer", rowHead: true, cell: ({ id, number }) => <a href={`${list}/${id}`}>{number}</a> },
          { head: "Wat", cell: ({ objected }) => (objected ? "Bezwaar" : "Betalingsbesluit") },
          { head: "Declaratie", cell: ({ declaration, month }) => `${declaration}, ${monthInWords(month)}` },
          { head: "Budgethouder", cell: ({ holder }) => holder },
          { head: "Zorgverlener", cell: ({ provider }) => provider },
          { head: "Uiterlijk", cell: ({ due }) => <time dateTime={due}>{inWords(due)}</time> },
          { head: "Nog", cell: ({ due }) => <DaysLeft days={daysBetween(today, due)} /> },
        ]}
      />
    )}
  </Page>
);

type Props = {
  frame: Frame;
  redress: RedressView;
  view: DeclarationView;
  /** Took the decision himself, so that somebody else decides on the objection. */
  own: boolean;
  said: string | null;
  errors: readonly FieldError[];
  fields: Fields;
};

const names = { holder: "De budgethouder", provider: "De zorgverlener" } as const;

const Words = ({ redress }: { redress: RedressView }) => (
  <>
    <Alert title={`${names[redress.askedFor]} vroeg een betalingsbesluit op ${inWords(redress.askedOn)}`}>
      <p className="quote">“{redress.request}”</p>
    </Alert>
    {redress.decision !== null && (
      <Alert title={`Betalingsbesluit van ${inWords(redress.decision.on)}: ${outcomeName[redress.decision.outcome].toLowerCase()}`}>
        <p className="quote">“{redress.decision.reasons}”</p>
      </Alert>
    )}
    {redress.objection !== null && (
      <Alert
        tone={redress.decision !== null && redress.objection.on > redress.decision.objectBy ? "warning" : "info"}
        title={`${names[redress.objection.for]} maakte bezwaar op ${inWords(redress.objection.on)}`}
      >
        <p className="quote">“{redress.objection.words}”</p>
        {redress.decision !== null && redress.objection.on > redress.decision.objectBy && (
          <p>
            Dit is na de bezwaartermijn, die liep tot en met <DayText of={redress.decision.objectBy} />. Weeg of dat te verontschuldigen is
            (Awb art. 6:11).
          </p>
        )}
      </Alert>
    )}
    {redress.closing !== null && (
      <Alert title={`Besluit op bezwaar van ${inWords(redress.closing.on)}: ${outcomeName[redress.closing.verdict].toLowerCase()}`}>
        <p className="quote">“{redress.closing.reasons}”</p>
      </Alert>
    )}
  </>
);

const DecideForm = ({ frame, redress, errors, fields }: Props) => {
  const options = redress.state === "asked" ? outcomes : verdicts;
  return (
    <Form action={`${list}/${redress.id}`} csrf={frame.csrf}>
      <RadioGroup
        name="besluit"
        label="Wat besluit u?"
        description="Beoordelen wij het opnieuw, dan komen de geweigerde regels terug bij Declaraties."
        options={options.map((value) => ({ value, label: outcomeName[value] }))}
        value={textOf(fields, "besluit")}
        error={errorAt(errors, "besluit")}
      />
      <TextArea
        name="reden"
        label="Waarom?"
        description="De budgethouder en de zorgverlener lezen dit."
        value={textOf(fields, "reden")}
        error={errorAt(errors, "reden")}
      />
      <ButtonRow>
        <Button>Besluiten</Button>
      </ButtonRow>
    </Form>
  );
};

const Deciding = (props: Props) => {
  const { frame, redress, own } = props;
  if (redress.state !== "asked" && redress.state !== "objected") return null;
  return (
    <Card title="Besluiten" level={2}>
      {redress.state === "objected" && own ? (
        <p>U nam zelf het betalingsbesluit. Een andere medewerker besluit op het bezwaar (Awb art. 10:3 lid 3).</p>
      ) : (
        <DecideForm {...props} />
      )}
      {redress.objection !== null && !redress.objection.postponed && (
        <Form action={`${list}/${redress.id}/verdagen`} csrf={frame.csrf}>
          <ButtonRow>
            <Button variant="secondary">Zes weken verdagen</Button>
          </ButtonRow>
        </Form>
      )}
    </Card>
  );
};

const due = ({ state, decideBy, objection }: RedressView): Day | null =>
  state === "asked" ? decideBy : state === "objected" && objection !== null ? objection.settleBy : null;

/** One request or objection for an assessor of the SVB. */
export const RedressPage = (props: Props) => {
  const { frame, redress, view, said, errors } = props;
  const last = due(redress);
  return (
    <Page
      {...frame}
      title={`${redress.objection === null ? "Betalingsbesluit" : "Bezwaar"} ${redress.number}`}
      current={list}
      errors={errors}
      crumbs={[{ label: "Werk", href: "/" }, { label: "Bezwaren", href: list }, { label: redress.number }]}
    >
      <PageHeading
        title={`${redress.objection === null ? "Betalingsbesluit" : "Bezwaar"} ${redress.number}`}
        lead={last === null ? `${redressStateName[redress.state]}.` : `Besluit uiterlijk ${inWords(last)}.`}
      />
      <Columns kind="side">
        <Stack>
          <Said said={said} />
          <Words redress={redress} />
          <Deciding {...props} />
        </Stack>
        <Aside>
          <Card title="De declaratie" level={2}>
            <DataSummary
              lines={[
                { label: "Nummer", value: view.number },
                { label: "Maand", value: capital(monthInWords(view.month)) },
                { label: "Budgethouder", value: view.holder.name },
                { label: "Zorgverlener", value: view.provider.name },
                { label: "Ingediend", value: view.submittedAt === null ? "nog niet" : inWords(dayOf(view.submittedAt)) },
                { label: "Stand", value: declarationStateName[view.state] },
                { label: "Betaald of te betalen", value: inEuros(view.amount) },
              ]}
            />
            <ActionLink href={`/svb/declaraties/${view.id}`} icon="document">
              Naar de declaratie
            </ActionLink>
          </Card>
        </Aside>
      </Columns>
    </Page>
  );
};
