import { inWords, monthInWords, type Day } from "../../kernel/day.ts";
import { inHours, minutes, type Cents } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { functionName } from "../../budget/award.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { baseRate, unitName } from "../../agreement/rate.ts";
import { workWord } from "../../agreement/rate-words.ts";
import { textOf, type Fields } from "../../web/form.ts";
import { errorAt, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Verdict } from "../../web/ui/budget-line.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { AmountLines, type AmountLine } from "../../web/ui/decision.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Aside, Columns, PageHeading, Section, Small, Stack } from "../../web/ui/text.tsx";
import type { DeclarationView } from "../read.ts";
import { Faults, weekFindings } from "./faults.tsx";
import type { Trial } from "./trial.ts";
import { monthOfDeclaration } from "./words.ts";
import { WorkedSheets } from "./worked.tsx";

/** Why a holder sends hours back. */
export const rejectReasons = {
  uren: "De uren kloppen niet",
  zorg: "Deze zorg heb ik niet gekregen",
  anders: "Iets anders",
} as const;

type Props = {
  frame: Frame;
  view: DeclarationView;
  trial: Trial;
  /** The last day on which the holder can send it in on time; null when no term is known. */
  before: Day | null;
  mayDecide: boolean;
  said: string | null;
  errors: readonly FieldError[];
  fields: Fields;
};

const payLines = ({ view, trial }: Pick<Props, "view" | "trial">): AmountLine[] => {
  const { terms } = view;
  const { verdict, left } = trial;
  const paid = verdict.lines.flatMap(({ outcome }, at) => (outcome === "pay" ? [view.lines[at]?.minutes ?? minutes(0)] : []));
  const hours = paid.reduce((sum, one) => minutes(sum + one), minutes(0));
  const review: AmountLine[] = verdict.totals.review > 0 ? [{ what: "Kijkt een medewerker naar", value: verdict.totals.review }] : [];
  const start: AmountLine[] =
    baseRate(terms).unit !== "month"
      ? [
          ...(view.minutes > 0 ? [{ what: `Uren die ${view.provider.salutation} schreef`, value: inHours(view.minutes) }] : []),
          ...(hours === view.minutes ? [] : [{ what: "Uren die wij betalen", value: inHours(hours) }]),
          { what: `Tarief ${unitName[baseRate(terms).unit]}`, value: baseRate(terms).cents },
        ]
      : [{ what: "Vast bedrag per maand", value: baseRate(terms).cents }];
  return [
    ...start,
    ...review,
    { what: "Totaal", value: verdict.totals.pay, total: true },
    ...(left === null ? [] : [{ what: "Over na deze betaling", value: left satisfies Cents }]),
  ];
};

const RejectForm = ({ frame, view, errors, fields }: Pick<Props, "frame" | "view" | "errors" | "fields">) => {
  const who = view.provider.salutation;
  return (
    <Details summary="Er klopt iets niet" open={errors.some(({ field }) => field === "reden" || field === "uitleg")}>
      <Form action={`/uren/${view.id}/afwijzen`} csrf={frame.csrf}>
        <RadioGroup
          name="reden"
          label="Wat klopt er niet?"
          value={textOf(fields, "reden")}
          error={errorAt(errors, "reden")}
          options={Object.entries(rejectReasons).map(([value, label]) => ({ value, label }))}
        />
        <TextArea
          name="uitleg"
          label={`Wat moet ${who} verbeteren?`}
          description={`${capital(who)} leest dit.`}
          value={textOf(fields, "uitleg")}
          error={errorAt(errors, "uitleg")}
        />
        <ButtonRow>
          <Button variant="danger">Afwijzen en terugsturen</Button>
        </ButtonRow>
      </Form>
    </Details>
  );
};

const Decide = ({
  frame,
  view,
  trial,
  errors,
  fields,
  mayDecide,
}: Pick<Props, "frame" | "view" | "trial" | "errors" | "fields" | "mayDecide">) => (
  <Card title="Dit betalen wij" level={2}>
    <AmountLines lines={payLines({ view, trial })} />
    {mayDecide ? (
      <>
        <Form action={`/uren/${view.id}/goedkeuren`} csrf={frame.csrf}>
          <input type="hidden" name="regels" value={view.lines.map(({ id }) => id).join(" ")} />
          <ButtonRow>
            <Button icon="check-circle">Goedkeuren</Button>
          </ButtonRow>
        </Form>
        <Small>Met goedkeuren geeft u ons opdracht om te betalen.</Small>
        <RejectForm frame={frame} view={view} errors={errors} fields={fields} />
      </>
    ) : (
      <Small>U mag deze uren bekijken. Goedkeuren mag alleen wie daarvoor gemachtigd is.</Small>
    )}
  </Card>
);

/** A holder or representative reads what the provider sent, and approves it or sends it back. */
export const ApprovePage = ({ frame, view, trial, before, mayDecide, said, errors, fields }: Props) => {
  const hourly = baseRate(view.terms).unit !== "month";
  const who = view.provider.salutation;
  const title = hourly ? `Controleer de ${workWord(view.terms)} van ${who}` : `Controleer de declaratie van ${who}`;
  const what = functionName(view.terms.law, view.terms.careFunction.code).toLowerCase();
  return (
    <Page
      {...frame}
      title={title}
      current="/uren"
      errors={errors}
      crumbs={[
        { label: "Start", href: "/start" },
        { label: "Uren", href: "/uren" },
        { label: `${capital(who)}, ${monthInWords(view.month)}` },
      ]}
    >
      <PageHeading
        title={title}
        lead={`${capital(monthOfDeclaration(view))}, ${what}.${before === null ? "" : ` Controleer dit uiterlijk ${inWords(before)}.`}`}
      />
      <Columns kind="side">
        <Stack>
          <Said said={said} />
          {trial.groups.length === 0 ? (
            <Verdict tone="ok">Wij hebben dit nagerekend. Het past bij de overeenkomst en in uw budget.</Verdict>
          ) : (
            <Faults groups={trial.groups} />
          )}
          {hourly ? (
            <Section title={`De ${workWord(view.terms)} per dag`}>
              <WorkedSheets view={view} findings={weekFindings(trial.groups)} />
            </Section>
          ) : (
            <Card title={`Een vast bedrag voor ${monthInWords(view.month)}`} level={2}>
              <p>In de overeenkomst staat een vast bedrag per maand. Kreeg u deze maand de zorg die u afsprak?</p>
            </Card>
          )}
        </Stack>
        <Aside>
          <Decide frame={frame} view={view} trial={trial} errors={errors} fields={fields} mayDecide={mayDecide} />
        </Aside>
      </Columns>
    </Page>
  );
};
