import { daysIn, monthInWords, type Day } from "../../kernel/day.ts";
import { inEuros, hoursOnly, minutes, perHour, readHours, total, type Cents } from "../../kernel/money.ts";
import { functionName } from "../../budget/award.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, type FieldError } from "../../web/ui/alert.tsx";
import { Verdict } from "../../web/ui/budget-line.tsx";
import { Card } from "../../web/ui/card.tsx";
import { AmountLines, type AmountLine } from "../../web/ui/decision.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { HourSheetFields } from "../../web/ui/hours.tsx";
import { Aside, Columns, PageHeading, Small, Stack } from "../../web/ui/text.tsx";
import { Faults, Told, weekFindings } from "./faults.tsx";
import { alreadyDeclared, otherParty, type SheetView } from "./sheet.ts";
import { baseRate, countWord, isCounted, unitName } from "../../agreement/rate.ts";
import type { Trial } from "./trial.ts";
import { capital } from "./words.ts";

type Props = {
  frame: Frame;
  sheet: SheetView;
  values: ReadonlyMap<Day, string>;
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
      <Told said={said} />
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
  const read = [...values.values()].map((text) => (text === "" ? minutes(0) : readHours(text)));
  const known = read.filter((one) => one !== null);
  const unclear = known.length < read.length;
  const hours = known.reduce((sum, one) => minutes(sum + one), minutes(0));
  const { unit, cents: rate } = baseRate(agreement);
  // A number of what is counted is typed as hours are, so its price is that of as many hours.
  const worth: Cents = total(known.map((one) => perHour(rate, one)));
  const word = countWord(agreement) ?? "uur";
  return [
    { what: isCounted(unit) ? "Aantal" : "Uren", value: `${unclear ? "?" : hoursOnly(hours)}\u00a0${word}` },
    { what: `Tarief ${unitName[unit]}`, value: rate },
    { what: "Totaal", value: unclear ? "?" : worth, total: true },
    ...pay,
    ...after,
  ];
};

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
          : `${capital(otherParty(sheet))} controleert ${hourly ? "de uren" : "het bedrag"}. Daarna betalen wij u.`}
      </Small>
    </Card>
  );
};

const Sheet = ({ sheet, values, errors, trial }: Pick<Props, "sheet" | "values" | "errors" | "trial">) => (
  <>
    <HourSheetFields
      month={sheet.month}
      values={values}
      errors={errors}
      word={countWord(sheet.agreement)}
      closed={new Set(daysIn(sheet.month).filter((on) => !sheet.isOpen(on)))}
      findings={weekFindings(trial?.groups ?? [])}
    />
    <ButtonRow>
      <Button variant="secondary" name="doen" value="controleren">
        Controleren
      </Button>
    </ButtonRow>
  </>
);

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
  const closed = daysIn(month).some((on) => !isOpen(on));
  return `${start} ${isCounted(baseRate(agreement).unit) ? "Vul per dag een heel getal in." : "Een half uur schrijft u als 0,5."}${closed ? " Op een dag met × kunt u geen uren schrijven." : ""}`;
};

/** The hours of a month to fill in, or a month amount to confirm, by holder or provider. */
export const FillPage = ({ frame, sheet, values, errors, trial, seen, said, crumbs, heldBack = false }: Props) => {
  const { agreement, month, side } = sheet;
  const hourly = baseRate(agreement).unit !== "month";
  const other = otherParty(sheet);
  const title = side === "holder" ? `Vul de uren in van ${other}` : `Vul uw uren in voor ${other}`;
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
