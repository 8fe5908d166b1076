import { dayOf, monthInWords, type Day } from "../../kernel/day.ts";
import { inEuros, inHours, minus, total, zero, type Cents } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { functionName } from "../../budget/award.ts";
import type { Fields } from "../../web/form.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, StatusBadge } from "../../web/ui/card.tsx";
import { AmountLines, type AmountLine } from "../../web/ui/decision.tsx";
import { ButtonLink } from "../../web/ui/form.tsx";
import { Timeline, type TimelineStep } from "../../web/ui/progress.tsx";
import { ActionLink, Aside, Columns, DayText, PageHeading, Section, Small, Stack } from "../../web/ui/text.tsx";
import type { Side } from "../../web/side.ts";
import { declarationStateName, type LineState } from "../declaration.ts";
import { baseRate, unitName } from "../../agreement/rate.ts";
import { workWord } from "../../agreement/rate-words.ts";
import type { DeclarationView } from "../read.ts";
import { Faults, weekFindings } from "./faults.tsx";
import type { AgreementView } from "../../agreement/read.ts";
import type { RecoveryView } from "../recovery/read.ts";
import type { RedressView } from "../redress/read.ts";
import { CorrectForm, RecoveryCard } from "./recovery.tsx";
import { RedressCard } from "./redress.tsx";
import { LapsedLines, RepairTerm, Suspended } from "./repair.tsx";
import { setOffOf, SetOffText } from "./set-off.tsx";
import { worthOf } from "../worth.ts";
import { faultGroups, monthOfDeclaration, stateTone, type FaultGroup } from "./words.ts";
import { Words } from "./status-words.tsx";
import { WorkedSheets } from "./worked.tsx";

type Props = {
  frame: Frame;
  view: DeclarationView;
  side: Side;
  said: string | null;
  errors: readonly FieldError[];
  mendHref: string | null;
  /** True for who may ask that a person looks at what was not mended in time. */
  mayAsk: boolean;
  fields: Fields;
  redress: readonly RedressView[];
  /** True for who may ask for a decision on the payment. */
  mayRedress: boolean;
  suspended: AgreementView["suspended"];
  recoveries: readonly RecoveryView[];
  today: Day;
  /** True for the provider, who may say that he was paid what he should not have declared. */
  mayCorrect: boolean;
  place: { start: string; list: string };
};

const has = ({ lines }: DeclarationView, ...states: LineState[]): boolean => lines.some(({ state }) => states.includes(state));
const sumOf = ({ lines }: DeclarationView, ...states: LineState[]): Cents =>
  total(lines.filter(({ state }) => states.includes(state)).map(({ amount }) => amount));

const lastDayOf = ({ events }: DeclarationView, what: string): Day | undefined => {
  const event = events.findLast((one) => one.what === what);
  return event && dayOf(event.at);
};

const thing = ({ terms }: DeclarationView): string => (baseRate(terms).unit !== "month" ? "de uren" : "het maandbedrag");

const holderStep = (view: DeclarationView, side: Side): TimelineStep => {
  const it = thing(view);
  const who = side === "holder" ? `U controleert ${it}` : `${capital(view.holder.salutation)} controleert ${it}`;
  if (view.state === "rejected")
    return { what: who, state: "stopped", on: lastDayOf(view, "rejected"), detail: "Dit kwam terug om te verbeteren." };
  if (view.submittedAt !== null && !has(view, "prepared")) {
    const done = side === "holder" ? `U diende ${it} in` : `${capital(view.holder.salutation)} diende ${it} in`;
    return { what: done, state: "done", on: dayOf(view.submittedAt) };
  }
  return { what: who, state: "now" };
};

const checkStep = (view: DeclarationView): TimelineStep => {
  if (view.submittedAt === null || has(view, "prepared")) return { what: `Wij controleren ${thing(view)}`, state: "later" };
  if (has(view, "review", "submitted"))
    return { what: `Wij controleren ${thing(view)}`, state: "now", detail: "Een medewerker kijkt ernaar." };
  const on = dayOf(view.submittedAt);
  if (has(view, "repair"))
    return {
      what: `Wij controleerden ${thing(view)}`,
      state: sumOf(view, "approved", "ordered", "paid") > zero ? "done" : "stopped",
      on,
      detail: "Een deel moet eerst worden verbeterd.",
    };
  if (view.state === "refused") return { what: `Wij weigerden ${thing(view)}`, state: "stopped", on };
  return { what: `Wij keurden ${thing(view)} goed`, state: "done", on };
};

const payStep = (view: DeclarationView): TimelineStep => {
  const promised = view.promisedOn ?? undefined;
  if (has(view, "returned"))
    return {
      what: "De betaling kwam terug",
      state: "stopped",
      on: lastDayOf(view, "returned"),
      detail: "De bank kon niet uitbetalen. Wij zoeken uit waarom.",
    };
  if (has(view, "ordered"))
    return {
      what: "De betaling is onderweg",
      state: "now",
      detail: promised && (
        <>
          Uiterlijk <DayText of={promised} /> staat het geld op de rekening.
        </>
      ),
    };
  if (has(view, "approved"))
    return {
      what: "Wij betalen",
      state: "now",
      detail: promised && (
        <>
          Uiterlijk <DayText of={promised} />.
        </>
      ),
    };
  if (has(view, "paid", "credited"))
    return {
      what: "Betaald",
      state: "done",
      on: lastDayOf(view, "paid") ?? lastDayOf(view, "settled"),
      detail: inEuros(sumOf(view, "paid", "credited")),
    };
  return { what: "Wij betalen", state: "later" };
};

const stepsOf = (view: DeclarationView, side: Side): TimelineStep[] => {
  const made = side === "provider" ? `U verstuurde ${thing(view)}` : `${view.provider.salutation} verstuurde ${thing(view)}`;
  const first: TimelineStep[] = view.preparedBy === "provider" ? [{ what: made, state: "done", on: dayOf(view.preparedAt) }] : [];
  return [...first, holderStep(view, side), checkStep(view), payStep(view)];
};

const Progress = ({ view, side }: { view: DeclarationView; side: Side }) => (
  <Card title="Zo staat het ervoor" level={2}>
    <Timeline steps={stepsOf(view, side)} />
  </Card>
);

const groupsOf = (view: DeclarationView, side: Side): FaultGroup[] =>
  faultGroups(
    view.lines
      .filter(({ state }) => state === "repair" || state === "review" || state === "refused")
      .flatMap(({ day, unit, findings }) => findings.map((finding) => ({ day: unit === "month" ? null : day, finding }))),
    side,
  );

const amountsOf = (view: DeclarationView): AmountLine[] => {
  const { terms, lines, month } = view;
  const worth = worthOf(terms, month, lines);
  const hours: AmountLine[] =
    baseRate(terms).unit !== "month"
      ? [
          ...(view.minutes > 0 ? [{ what: "Uren", value: inHours(view.minutes) }] : []),
          { what: `Tarief ${unitName[baseRate(terms).unit]}`, value: baseRate(terms).cents },
        ]
      : [{ what: "Vast bedrag per maand", value: baseRate(terms).cents }];
  const paid = sumOf(view, "paid");
  const credited = sumOf(view, "credited");
  const coming = sumOf(view, "approved", "ordered");
  const repair = worthOf(
    terms,
    month,
    lines.filter(({ state }) => state === "repair"),
  );
  const review = worthOf(
    terms,
    month,
    lines.filter(({ state }) => state === "review" || state === "submitted"),
  );
  const some = (what: string, value: Cents): AmountLine[] => (value > zero ? [{ what, value }] : []);
  const [only] = [
    { what: "Betaald", value: paid },
    { what: "Dit betalen wij", value: coming },
  ].filter(({ value }) => value === worth && worth > zero);
  if (only && credited === zero) return [...hours, { ...only, total: true }];
  return [
    ...hours,
    ...some("Betaald en gecorrigeerd", credited),
    ...(credited > zero ? [{ what: "Terug te betalen", value: minus(zero, credited) }] : []),
    ...some("Eerst verbeteren", repair),
    ...some("Bij een medewerker", review),
    ...some("Wij betalen nog", coming),
    ...some("Betaald", paid),
    { what: "Totaal", value: worth, total: true },
  ];
};

const Money = ({ view, side }: { view: DeclarationView; side: Side }) => (
  <Card title="Het bedrag" level={2}>
    <AmountLines lines={amountsOf(view)} />
    <SetOffText of={setOffOf(view.events)} side={side} />
    {side === "holder" && view.receipt !== null && (
      <ActionLink href={`/besluiten/${view.receipt}`} icon="document">
        Hoe wij dit berekenden
      </ActionLink>
    )}
    {side === "provider" && view.promisedOn !== null && !has(view, "returned") && (
      <Small>
        Wij beloven te betalen uiterlijk <DayText of={view.promisedOn} />.
      </Small>
    )}
  </Card>
);

/** What a party can do once it is paid: say that it should not have been, or that he does not agree with it. */
const AfterPayment = ({ frame, view, side, mayCorrect, redress, mayRedress, errors, fields }: Props) => (
  <>
    {mayCorrect && (
      <CorrectForm view={view} action={`/uren/${view.id}/corrigeren`} csrf={frame.csrf} staff={false} errors={errors} fields={fields} />
    )}
    <RedressCard view={view} side={side} redress={redress} csrf={frame.csrf} mayAsk={mayRedress} errors={errors} fields={fields} />
  </>
);

/** One declaration for holder or provider: where it is, what was found, what is paid, and when. */
export const StatusPage = (props: Props) => {
  const { frame, view, side, said, errors, fields, mendHref, mayAsk, suspended, place } = props;
  const other = side === "holder" ? view.provider.salutation : view.holder.salutation;
  const groups = groupsOf(view, side);
  const title = side === "holder" ? `${capital(workWord(view.terms))} van ${other}` : `Uw ${workWord(view.terms)} voor ${other}`;
  const heading =
    baseRate(view.terms).unit !== "month" ? title : side === "holder" ? `Maandbedrag van ${other}` : `Uw maandbedrag bij ${other}`;
  return (
    <Page
      {...frame}
      title={`${heading}, ${monthInWords(view.month)}`}
      current={place.list}
      errors={errors}
      crumbs={[
        { label: "Start", href: place.start },
        { label: "Uren", href: place.list },
        { label: `${capital(other)}, ${monthInWords(view.month)}` },
      ]}
    >
      <PageHeading
        title={heading}
        lead={`${capital(monthOfDeclaration(view))}, ${functionName(view.terms.law, view.terms.careFunction.code).toLowerCase()}. Nummer ${view.number}.`}
        above={<StatusBadge tone={stateTone[view.state]}>{declarationStateName[view.state]}</StatusBadge>}
      />
      <Columns kind="side">
        <Stack>
          <Said said={said} />
          <Words view={view} side={side} />
          {has(view, "approved", "returned") && <Suspended of={suspended} />}
          <RecoveryCard recoveries={props.recoveries} reader={side} today={props.today} />
          <RepairTerm view={view} side={side} />
          <Faults groups={groups} />
          <LapsedLines view={view} side={side} csrf={frame.csrf} mayAsk={mayAsk} errors={errors} fields={fields} />
          {mendHref !== null && (
            <p>
              <ButtonLink href={mendHref} icon="pencil">
                {baseRate(view.terms).unit !== "month" ? "Uren verbeteren" : "Opnieuw indienen"}
              </ButtonLink>
            </p>
          )}
          {baseRate(view.terms).unit !== "month" ? (
            <Section title={`De ${workWord(view.terms)} per dag`}>
              <WorkedSheets view={view} findings={weekFindings(groups)} />
            </Section>
          ) : (
            <Progress view={view} side={side} />
          )}
          <AfterPayment {...props} />
        </Stack>
        <Aside>
          {baseRate(view.terms).unit !== "month" && <Progress view={view} side={side} />}
          <Money view={view} side={side} />
        </Aside>
      </Columns>
    </Page>
  );
};
