import { daysIn, monthInWords } from "../../kernel/day.ts";
import { inEuros, hoursOnly, minutes, perHour, readHours, total, zero, type Cents } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { functionName } from "../../budget/award.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Verdict } from "../../web/ui/budget-line.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { AmountLines, type AmountLine } from "../../web/ui/decision.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { HourSheetFields } from "../../web/ui/hours.tsx";
import { Aside, Columns, PageHeading, Section, Small, Stack } from "../../web/ui/text.tsx";
import { Faults, weekFindings } from "./faults.tsx";
import { alreadyDeclared, otherParty, type SheetView } from "./sheet.ts";
import { baseRate, isCounted, unitName, type Rate } from "../../agreement/rate.ts";
import { oneRateInWords, rateWord, workWord } from "../../agreement/rate-words.ts";
import { typedAt, type Typed } from "./hours-form.ts";
import type { Trial } from "./trial.ts";

type Props = {
  frame: Frame;
  sheet: SheetView;
  values: Typed;
  errors: readonly FieldError[];
  trial: Trial | null;
  /** What was shown with the trial, so that sending what was seen needs no second press. */
  seen: string;
  said: string | null;
  crumbs: { start: string; list: string; action: string };
  /** True when somebody pressed send and must look at the faults first. */
  heldBack?: boolean;
};

const Hidden = ({ name, value }: { name: string; value: string }) => <input type="hidden" name={name} value={value} />;

/** What stands in the way, or is good to know, before somebody begins. */
const Notices = ({ sheet, said, heldBack }: Pick<Props, "sheet" | "said" | "heldBack">) => {
  const { open, side, month } = sheet;
  const declared = alreadyDeclared(sheet);
  return (
    <>
      <Said said={said} />
      {heldBack === true && (
        <Alert tone="warning" title="Er is nog niets verstuurd">
          <p>Lees eerst wat er niet klopt. Wilt u de uren toch zo versturen? Druk dan nog een keer op de knop.</p>
        </Alert>
      )}
      {open?.state === "rejected" && (
        <Alert tone="warning" title="Deze uren kwamen terug">
          {sheet.rejection !== null && <p>“{sheet.rejection}”</p>}
          <p>Verbeter de uren hieronder en verstuur ze opnieuw.</p>
        </Alert>
      )}
      {declared !== null && (
        <Alert title={`U maakt een aanvulling voor ${monthInWords(month)}`}>
          <p>
            {declared} Vul hier alleen in wat daar niet bij stond.{" "}
            {side === "holder" ? "Wat al is ingediend, verandert niet." : "Wat al is verstuurd, verandert niet."}
          </p>
        </Alert>
      )}
    </>
  );
};

const TrialVerdict = ({ trial, side }: { trial: Trial; side: SheetView["side"] }) => {
  const { outcome, totals } = trial.verdict;
  if (outcome === "pay")
    return (
      <Verdict tone="ok">{side === "holder" ? "Alles klopt. Dit past in uw budget." : "Alles klopt. Dit past in het budget."}</Verdict>
    );
  if (outcome === "review") return <Verdict tone="info">Een medewerker kijkt hier eerst naar.</Verdict>;
  const none = totals.pay === 0;
  return (
    <Verdict tone="warning">
      {none ? "Zo kunnen wij niets betalen. Lees wat er niet klopt." : "Een deel klopt nog niet. Lees wat er niet klopt."}
    </Verdict>
  );
};

const worthLines = ({ sheet, values, trial }: Pick<Props, "sheet" | "values" | "trial">): AmountLine[] => {
  const { agreement, side } = sheet;
  const pay: AmountLine[] =
    trial === null || trial.verdict.outcome === "pay"
      ? []
      : [{ what: side === "holder" ? "Dit kunnen wij nu betalen" : "Dit past", value: trial.verdict.totals.pay }];
  const left = trial?.left ?? null;
  const after: AmountLine[] = left === null || trial?.verdict.totals.pay === 0 ? [] : [{ what: "Over in uw budget daarna", value: left }];
  if (baseRate(agreement).unit === "month") {
    const right = trial === null ? total(agreement.rates.map(({ cents }) => cents)) : total(trial.verdict.lines.map((line) => line.right));
    return [
      { what: "Vast bedrag per maand", value: baseRate(agreement).cents },
      { what: "Totaal", value: right, total: true },
      ...pay,
      ...after,
    ];
  }
  return [...rateLines(sheet, values), ...pay, ...after];
};

/** What was typed at one rate comes to: the number in words, and the amount; null where something cannot be read. */
const workAt = ({ agreement }: SheetView, values: Typed, rateAt: number, rate: Rate): { count: string; worth: Cents } | null => {
  const read = [...typedAt(values, rateAt).values()].map((text) => (text === "" ? minutes(0) : readHours(text)));
  const known = read.filter((one) => one !== null);
  if (known.length < read.length) return null;
  const hours = known.reduce((sum, one) => minutes(sum + one), minutes(0));
  // A number of what is counted is typed as hours are, so its price is that of as many hours.
  return {
    count: `${hoursOnly(hours)}\u00a0${rateWord(rate, agreement.kind) ?? "uur"}`,
    worth: total(known.map((one) => perHour(rate.cents, one))),
  };
};

const rateLines = (sheet: SheetView, values: Typed): AmountLine[] => {
  const { rates, kind } = sheet.agreement;
  const all = rates.map((rate, at) => ({ rate, at, work: workAt(sheet, values, at, rate) }));
  const unclear = all.some(({ work }) => work === null);
  const worth = total(all.map(({ work }) => work?.worth ?? zero));
  const sum: AmountLine = { what: "Totaal", value: unclear ? "?" : worth, total: true };
  const [first] = all;
  if (all.length === 1 && first) {
    const word = rateWord(first.rate, kind) ?? "uur";
    return [
      { what: isCounted(first.rate.unit) ? "Aantal" : "Uren", value: first.work?.count ?? `?\u00a0${word}` },
      { what: `Tarief ${unitName[first.rate.unit]}`, value: first.rate.cents },
      sum,
    ];
  }
  const used = all.filter(({ at, work }) => work === null || work.worth > zero || at === 0);
  return [...used.map(({ rate, at, work }) => ({ what: `${rateName(rate, at)}: ${work?.count ?? "?"}`, value: work?.worth ?? "?" })), sum];
};

/** A rate by its name: what the parties wrote, or that it is the first. */
const rateName = ({ label }: Rate, at: number): string =>
  label === "" ? (at === 0 ? "Basistarief" : `Tarief ${String(at + 1)}`) : capital(label);

const SendCard = ({ sheet, values, trial }: Pick<Props, "sheet" | "values" | "trial">) => {
  const holder = sheet.side === "holder";
  const hourly = baseRate(sheet.agreement).unit !== "month";
  return (
    <Card title={hourly ? "Samen" : "Dit declareert u"} level={2}>
      <AmountLines lines={worthLines({ sheet, values, trial })} />
      {trial !== null && <TrialVerdict trial={trial} side={sheet.side} />}
      <ButtonRow>
        <Button name="doen" value="versturen">
          {holder ? "Indienen" : "Versturen"}
        </Button>
        {hourly && (
          <Button variant="secondary" name="doen" value="bewaren">
            Bewaren
          </Button>
        )}
      </ButtonRow>
      <Small>
        {holder
          ? "Met indienen geeft u ons opdracht om te betalen wat klopt."
          : `${capital(otherParty(sheet))} controleert ${hourly ? `de ${workWord(sheet.agreement)}` : "het bedrag"}. Daarna betalen wij u.`}
      </Small>
    </Card>
  );
};

type SheetProps = Pick<Props, "sheet" | "values" | "errors" | "trial">;

const RateSheet = ({ sheet, values, errors, trial, rate, at }: SheetProps & { rate: Rate; at: number }) => (
  <HourSheetFields
    month={sheet.month}
    values={typedAt(values, at)}
    errors={errors}
    word={rateWord(rate, sheet.agreement.kind)}
    closed={new Set(daysIn(sheet.month).filter((on) => !sheet.isOpen(on, at)))}
    findings={at === 0 ? weekFindings(trial?.groups ?? []) : []}
    rateAt={at}
  />
);

// The first rate is open, and each other where something was written on it; which days suit it follows from its window.
const RateSheets = (props: SheetProps) => {
  const { rates } = props.sheet.agreement;
  return rates.map((rate, at) => {
    const title = `${rateName(rate, at)}: ${oneRateInWords({ ...rate, label: "" })}`;
    const own = <RateSheet {...props} rate={rate} at={at} />;
    if (at === 0)
      return (
        <Section key={title} title={title}>
          {own}
        </Section>
      );
    const touched =
      typedAt(props.values, at).size > 0 || props.errors.some(({ field }) => field.endsWith(`-${String(at)}`) && field.length > 15);
    return (
      <Details key={title} summary={title} open={touched || rates.length <= 3}>
        {own}
      </Details>
    );
  });
};

const Sheet = (props: SheetProps) => {
  const [only, ...others] = props.sheet.agreement.rates;
  return (
    <>
      {only !== undefined && others.length === 0 ? <RateSheet {...props} rate={only} at={0} /> : <RateSheets {...props} />}
      <ButtonRow>
        <Button variant="secondary" name="doen" value="controleren">
          Controleren
        </Button>
      </ButtonRow>
    </>
  );
};

const MonthAmount = ({ sheet }: { sheet: SheetView }) => (
  <Card title={`Het vaste bedrag voor ${monthInWords(sheet.month)}`} level={2}>
    <p>
      In de overeenkomst staat {inEuros(baseRate(sheet.agreement).cents)} per maand. U hoeft geen uren in te vullen. Is de zorg deze maand
      gegeven zoals afgesproken? Dan kunt u het bedrag {sheet.side === "holder" ? "indienen" : "versturen"}.
    </p>
  </Card>
);

const leadOf = ({ agreement, month, isOpen }: SheetView): string => {
  const what = functionName(agreement.law, agreement.careFunction.code).toLowerCase();
  const start = `${capital(monthInWords(month))}, ${what}.`;
  if (baseRate(agreement).unit === "month") return start;
  const several = agreement.rates.length > 1;
  const closed = agreement.rates.some((_, at) => daysIn(month).some((on) => !isOpen(on, at)));
  const how = isCounted(baseRate(agreement).unit) ? "Vul per dag een heel getal in." : "Een half uur schrijft u als 0,5.";
  return `${start} ${how}${several ? " Elk tarief heeft een eigen vak: schrijf elk uur bij het tarief dat erbij hoort." : ""}${closed ? " Op een dag met × kunt u niets schrijven." : ""}`;
};

/** The hours of a month to fill in, or a month amount to confirm, by holder or provider. */
export const FillPage = ({ frame, sheet, values, errors, trial, seen, said, crumbs, heldBack = false }: Props) => {
  const { agreement, month, side } = sheet;
  const hourly = baseRate(agreement).unit !== "month";
  const other = otherParty(sheet);
  const work = workWord(agreement);
  const title = side === "holder" ? `Vul de ${work} in van ${other}` : `Vul uw ${work} in voor ${other}`;
  const heading = hourly ? title : side === "holder" ? `Declareer de maand van ${other}` : `Declareer uw maand bij ${other}`;
  return (
    <Page
      {...frame}
      title={heading}
      current={crumbs.list}
      errors={errors}
      crumbs={[
        { label: "Start", href: crumbs.start },
        { label: "Uren", href: crumbs.list },
        { label: `${capital(other)}, ${monthInWords(month)}` },
      ]}
    >
      <PageHeading title={heading} lead={leadOf(sheet)} />
      <Form action={crumbs.action} csrf={frame.csrf}>
        <Hidden name="overeenkomst" value={agreement.id} />
        <Hidden name="maand" value={month} />
        <Hidden name="gezien" value={seen} />
        <Columns kind="side">
          <Stack>
            <Notices sheet={sheet} said={said} heldBack={heldBack} />
            <Faults groups={trial?.groups ?? []} />
            {hourly ? <Sheet sheet={sheet} values={values} errors={errors} trial={trial} /> : <MonthAmount sheet={sheet} />}
          </Stack>
          <Aside>
            <SendCard sheet={sheet} values={values} trial={trial} />
            {sheet.hasDraft && <Small>U bewaarde deze uren eerder. Ze zijn nog niet verstuurd.</Small>}
          </Aside>
        </Columns>
      </Form>
    </Page>
  );
};
