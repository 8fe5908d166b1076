import { dayOf, inWords, monthInWords, type Day } from "../../kernel/day.ts";
import { inEuros, inHours } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { lawName } from "../../law/laws.ts";
import { functionName } from "../../budget/award.ts";
import { baseRate } from "../../agreement/rate.ts";
import { textOf, type Fields } from "../../web/form.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, errorAt, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, Details, EmptyState, StatusBadge } from "../../web/ui/card.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { FindingBlock } from "../../web/ui/decision.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, Aside, Columns, PageHeading, Section, Stack, Text } from "../../web/ui/text.tsx";
import { lineStateName } from "../declaration.ts";
import type { DeclarationSummary, DeclarationView, LineView } from "../read.ts";
import type { RecoveryView } from "../recovery/read.ts";
import { worthOf } from "../worth.ts";
import { CorrectForm, RecoveryCard } from "./recovery.tsx";
import { dayInWords, said as told } from "./words.ts";

const list = "/svb/declaraties";
const inReview = ({ lines }: { lines: readonly LineView[] }): LineView[] => lines.filter(({ state }) => state === "review");

const countWords = (count: number): string =>
  count === 0 ? "Er wacht niets." : count === 1 ? "1 declaratie wacht op u." : `${String(count)} declaraties wachten op u.`;

/** Declarations with lines that wait for an assessor. */
export const ReviewListPage = ({ frame, said, waiting }: { frame: Frame; said: string | null; waiting: readonly DeclarationSummary[] }) => (
  <Page {...frame} title="Declaraties beoordelen" current={list} crumbs={[{ label: "Werk", href: "/" }, { label: "Declaraties" }]}>
    <PageHeading title="Declaraties beoordelen" lead={countWords(waiting.length)} />
    <Said said={said} />
    {waiting.length === 0 ? (
      <EmptyState title="Er zijn geen regels om naar te kijken" icon="tray">
        <p>Zodra een regel een oordeel van een mens nodig heeft, staat hij hier.</p>
      </EmptyState>
    ) : (
      <StaffTable
        caption="Declaraties met regels die wachten"
        captionHidden
        rows={waiting}
        rowKey={({ id }) => id}
        columns={[
          { head: "Nummer", rowHead: true, cell: ({ id, number }) => <a href={`${list}/${id}`}>{number}</a> },
          { head: "Maand", cell: ({ month }) => monthInWords(month) },
          { head: "Budgethouder", cell: ({ holder }) => holder.name },
          { head: "Zorgverlener", cell: ({ provider }) => provider.name },
          { head: "Regels", number: true, cell: (one) => String(inReview(one).length) },
          {
            head: "Waarom",
            wrap: true,
            cell: (one) =>
              [...new Set(inReview(one).flatMap(({ findings }) => findings.map((found) => told(found, "staff").title)))].join(", "),
          },
          {
            head: "Betalen uiterlijk",
            cell: ({ promisedOn }) => (promisedOn === null ? null : <time dateTime={promisedOn}>{inWords(promisedOn)}</time>),
          },
        ]}
      />
    )}
  </Page>
);

const options = [
  { value: "approve", label: "Goedkeuren", description: "Wij betalen deze regel." },
  { value: "returnForRepair", label: "Terugsturen", description: "De budgethouder kan de regel verbeteren." },
  { value: "refuse", label: "Weigeren", description: "Wij betalen deze regel niet." },
];

const lineTitle = ({ day, unit }: LineView): string => (unit === "month" ? "Het maandbedrag" : capital(dayInWords(day)));

type FormProps = { frame: Frame; view: DeclarationView; line: LineView; errors: readonly FieldError[]; fields: Fields };

const AssessForm = ({ frame, view, line, errors, fields }: FormProps) => {
  const mine = textOf(fields, "regel") === line.id;
  const own = mine ? errors : [];
  return (
    <Form action={`${list}/${view.id}`} csrf={frame.csrf}>
      <input type="hidden" name="regel" value={line.id} />
      <RadioGroup
        name="besluit"
        label="Wat besluit u?"
        options={options}
        value={mine ? textOf(fields, "besluit") : ""}
        error={errorAt(own, "besluit")}
      />
      <TextArea
        name="reden"
        label="Waarom?"
        description="De budgethouder en de zorgverlener lezen dit. Bij goedkeuren mag u dit leeg laten."
        value={mine ? textOf(fields, "reden") : ""}
        error={errorAt(own, "reden")}
      />
      <ButtonRow>
        <Button>Besluiten</Button>
      </ButtonRow>
    </Form>
  );
};

const Found = ({ line }: { line: LineView }) =>
  line.findings.map((found) => (
    <FindingBlock
      key={found.code}
      level={3}
      tone="info"
      title={told(found, "staff").title}
      facts={found.text}
      remedy={found.remedy}
      ground={`Controle ${found.code}, ${found.article}`}
    />
  ));

const Line = ({ frame, view, line, errors, fields }: FormProps) => (
  <Section title={lineTitle(line)}>
    <Stack>
      <p>
        {line.unit === "hour" && `${inHours(line.minutes)}, `}
        {inEuros(worthOf(view.terms, view.month, [line]))}
      </p>
      {line.request !== null && (
        <Alert title="De budgethouder vraagt om een herbeoordeling">
          <p className="quote">“{line.request}”</p>
        </Alert>
      )}
      <Found line={line} />
      <Card>
        <AssessForm frame={frame} view={view} line={line} errors={errors} fields={fields} />
      </Card>
    </Stack>
  </Section>
);

const Dossier = ({ view }: { view: DeclarationView }) => (
  <Card title="De declaratie" level={2}>
    <DataSummary
      lines={[
        { label: "Budgethouder", value: view.holder.name },
        { label: "Zorgverlener", value: view.provider.name },
        { label: "Zorg", value: `${functionName(view.terms.law, view.terms.careFunction.code)}, ${lawName[view.terms.law]}` },
        {
          label: "Tarief",
          value: `${inEuros(baseRate(view.terms).cents)} ${baseRate(view.terms).unit === "hour" ? "per uur" : "per maand"}`,
        },
        { label: "Overeenkomst", value: view.terms.number },
        { label: "Ingediend", value: view.submittedAt === null ? "nog niet" : inWords(dayOf(view.submittedAt)) },
        { label: "Betalen uiterlijk", value: view.promisedOn === null ? "geen datum" : inWords(view.promisedOn) },
      ]}
    />
    {view.receipt !== null && (
      <ActionLink href={`/besluiten/${view.receipt}`} icon="document">
        Hoe de controle besliste
      </ActionLink>
    )}
  </Card>
);

type ReviewProps = Omit<FormProps, "line"> & { said: string | null; recoveries: readonly RecoveryView[]; today: Day };

/** One declaration for an assessor of the SVB, with a decision per line that waits, and what can be corrected of what was paid. */
export const ReviewPage = ({ frame, view, recoveries, today, said, errors, fields }: ReviewProps) => {
  const waiting = inReview(view);
  const rest = view.lines.filter(({ state }) => state !== "review");
  // One form is open at a time: fields have one id on a page, and one decision is one thought.
  const [next, ...later] = [...waiting].sort((a) => (a.id === textOf(fields, "regel") ? -1 : 0));
  return (
    <Page
      {...frame}
      title={`Declaratie ${view.number}`}
      current={list}
      errors={errors}
      crumbs={[{ label: "Werk", href: "/" }, { label: "Declaraties", href: list }, { label: view.number }]}
    >
      <PageHeading
        title={`Declaratie ${view.number}`}
        lead={`${capital(monthInWords(view.month))}. ${waiting.length === 0 ? "Alle regels zijn beoordeeld." : `${String(waiting.length)} ${waiting.length === 1 ? "regel wacht" : "regels wachten"} op u.`}`}
      />
      <Columns kind="side">
        <Stack>
          <Said said={said} />
          {next && <Line frame={frame} view={view} line={next} errors={errors} fields={fields} />}
          {later.length > 0 && (
            <Text>
              <p>Daarna: {later.map((line) => lineTitle(line).toLowerCase()).join(", ")}.</p>
            </Text>
          )}
          {rest.length > 0 && (
            <Details summary="Regels waarover al is besloten" open={waiting.length === 0}>
              <StaffTable
                caption="Regels waarover al is besloten"
                captionHidden
                rows={rest}
                rowKey={({ id }) => id}
                columns={[
                  { head: "Regel", rowHead: true, cell: lineTitle },
                  { head: "Tijd", number: true, cell: ({ unit, minutes }) => (unit === "month" ? "maand" : inHours(minutes)) },
                  { head: "Bedrag", number: true, cell: ({ amount }) => inEuros(amount) },
                  { head: "Staat", cell: ({ state }) => <StatusBadge tone="neutral">{lineStateName[state]}</StatusBadge> },
                  { head: "Toelichting", wrap: true, cell: ({ note }) => note },
                ]}
              />
            </Details>
          )}
          <CorrectForm view={view} action={`${list}/${view.id}/corrigeren`} csrf={frame.csrf} staff errors={errors} fields={fields} />
        </Stack>
        <Aside>
          <Dossier view={view} />
          <RecoveryCard recoveries={recoveries} reader="staff" today={today} />
        </Aside>
      </Columns>
    </Page>
  );
};
