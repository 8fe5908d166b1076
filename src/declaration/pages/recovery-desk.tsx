import { daysBetween, inWords, type Day } from "../../kernel/day.ts";
import { inEuros, total } from "../../kernel/money.ts";
import { datePartsIn, textOf, type Fields } from "../../web/form.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { errorAt, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, DaysLeft, EmptyState } from "../../web/ui/card.tsx";
import { DateFields } from "../../web/ui/choice.tsx";
import { TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, Aside, Columns, PageHeading, Stack } from "../../web/ui/text.tsx";
import type { RecoveryView } from "../recovery/read.ts";
import { groundName, recoveryStateName } from "../recovery/recovery.ts";
import { daysOf, RecoveryText } from "./recovery.tsx";

const list = "/svb/terugvorderingen";

const debtorOf = ({ debtor, holder, provider }: RecoveryView): string => (debtor === "holder" ? holder : provider).name;

const lead = (rows: readonly RecoveryView[]): string =>
  rows.length === 0
    ? "Er staat niets open."
    : `${rows.length === 1 ? "1 terugvordering" : `${String(rows.length)} terugvorderingen`}, samen ${inEuros(total(rows.map(({ left }) => left)))}.`;

type ListProps = { frame: Frame; said: string | null; rows: readonly RecoveryView[]; today: Day };

/** What is claimed back and not paid yet, what is due first comes first. */
export const RecoveryListPage = ({ frame, said, rows, today }: ListProps) => (
  <Page {...frame} title="Terugvorderingen" current={list} crumbs={[{ label: "Werk", href: "/" }, { label: "Vorderingen" }]}>
    <PageHeading title="Terugvorderingen" lead={lead(rows)} />
    <Said said={said} />
    {rows.length === 0 ? (
      <EmptyState title="Er staat niets open" icon="tray">
        <p>Zodra iemand iets moet terugbetalen, staat dat hier tot het betaald is.</p>
      </EmptyState>
    ) : (
      <StaffTable
        caption="Terugvorderingen die openstaan"
        captionHidden
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { head: "Nummer", rowHead: true, cell: ({ id, number }) => <a href={`${list}/${id}`}>{number}</a> },
          { head: "Van", cell: debtorOf },
          { head: "Waarom", wrap: true, cell: ({ ground }) => groundName[ground] },
          { head: "Bedrag", number: true, cell: ({ amount }) => inEuros(amount) },
          { head: "Nog open", number: true, cell: ({ left }) => inEuros(left) },
          { head: "Uiterlijk", cell: ({ dueBy }) => <time dateTime={dueBy}>{inWords(dueBy)}</time> },
          { head: "Nog", cell: ({ dueBy }) => <DaysLeft days={daysBetween(today, dueBy)} /> },
        ]}
      />
    )}
  </Page>
);

type Props = {
  frame: Frame;
  of: RecoveryView;
  today: Day;
  mayPlan: boolean;
  said: string | null;
  errors: readonly FieldError[];
  fields: Fields;
};

const PlanForm = ({ frame, of, errors, fields }: Props) => (
  <Card title="In delen laten betalen" level={2}>
    <Form action={`${list}/${of.id}/regeling`} csrf={frame.csrf}>
      <TextField
        name="keren"
        label="In hoeveel maanden?"
        inputMode="numeric"
        width="short"
        value={textOf(fields, "keren")}
        error={errorAt(errors, "keren")}
      />
      <DateFields name="eerste" label="Eerste betaling uiterlijk" value={datePartsIn(fields, "eerste")} error={errorAt(errors, "eerste")} />
      <ButtonRow>
        <Button>Regeling vastleggen</Button>
      </ButtonRow>
    </Form>
  </Card>
);

/** One recovery for staff: what it is about, what came in, and a plan to pay it in parts. */
export const RecoveryPage = (props: Props) => {
  const { frame, of, today, mayPlan, said, errors } = props;
  const declarations = new Map(of.lines.map(({ declaration, number }) => [declaration, number]));
  return (
    <Page
      {...frame}
      title={`Terugvordering ${of.number}`}
      current={list}
      errors={errors}
      crumbs={[{ label: "Werk", href: "/" }, { label: "Vorderingen", href: list }, { label: of.number }]}
    >
      <PageHeading title={`Terugvordering ${of.number}`} lead={`${inEuros(of.amount)}. ${recoveryStateName[of.state]}.`} />
      <Columns kind="side">
        <Stack>
          <Said said={said} />
          <RecoveryText of={of} reader="staff" today={today} />
          {mayPlan && of.state === "open" && <PlanForm {...props} />}
        </Stack>
        <Aside>
          <Card title="Waarover dit gaat" level={2}>
            <DataSummary
              lines={[
                { label: "Budgethouder", value: of.holder.name },
                { label: "Zorgverlener", value: of.provider.name },
                { label: "Dagen", value: daysOf(of) },
                { label: "Declaratie", value: [...declarations.values()].join(", ") },
                ...(of.decidedOn === null ? [] : [{ label: "Besluit van de verstrekker", value: inWords(of.decidedOn) }]),
              ]}
            />
            <ActionLink href={`/besluiten/${of.receipt}`} icon="document">
              Hoe dit is berekend
            </ActionLink>
          </Card>
        </Aside>
      </Columns>
    </Page>
  );
};
