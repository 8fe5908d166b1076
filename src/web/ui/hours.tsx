import { daysIn, inWords, monthName, monthOf, weekOf, weekdayName, weekdayOf, type Day, type Month } from "../../kernel/day.ts";
import { hoursOnly, inHours, minutes, readHours, type Minutes } from "../../kernel/money.ts";
import { errorAt, type FieldError } from "./alert.tsx";
import { Icon } from "./icon.tsx";

/** The days of one week that fall in a month. */
export type WeekInMonth = { week: number; days: readonly Day[] };

/** The weeks of a month, cut at its ends: 1 October 2026 is a Thursday, so the first week has four days. */
export const weeksIn = (of: Month): WeekInMonth[] => {
  const weeks: { week: number; days: Day[] }[] = [];
  for (const on of daysIn(of)) {
    const last = weeks.at(-1);
    if (!last || weekdayOf(on) === 1) weeks.push({ week: weekOf(on), days: [on] });
    else last.days.push(on);
  }
  return weeks;
};

/** Name (and id) of the control for one day: "uren-2026-10-05", and at another rate than the first "uren-2026-10-05-1". */
export const hourFieldName = (on: Day, rateAt = 0): string => (rateAt === 0 ? `uren-${on}` : `uren-${on}-${String(rateAt)}`);

/** Something to look at in one week; shown in the tinted week, explained in a FindingBlock elsewhere. */
export type WeekFinding = { week: number; text: string };

/** What stands behind a total: hours, or "stuks" where numbers are written. */
type SheetProps = { month: Month; findings?: readonly WeekFinding[] | undefined; word?: string | undefined };

const totalText = (amount: Minutes, word: string | undefined): string =>
  word === undefined ? inHours(amount) : `${hoursOnly(amount)}\u00a0${word}`;

const hoursOn = (worked: ReadonlyMap<Day, Minutes>, days: readonly Day[]): Minutes =>
  minutes(days.reduce((sum, on) => sum + (worked.get(on) ?? 0), 0));

const daysInWords = (days: readonly Day[]): string => {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return "";
  const end = `${String(Number(last.slice(8)))} ${monthName(monthOf(last))}`;
  return first === last ? end : `${String(Number(first.slice(8)))} t/m ${end}`;
};

// Only the first day of a week is placed; the rest follow.
const startClass = (on: Day, index: number): string | undefined =>
  index === 0 && weekdayOf(on) > 1 ? `starts-${String(weekdayOf(on))}` : undefined;

const DayLabel = ({ on }: { on: Day }) => (
  <>
    <span aria-hidden="true">
      {weekdayName(on).slice(0, 2)} <b>{Number(on.slice(8))}</b>
    </span>
    <span className="hidden-text">
      {weekdayName(on)} {inWords(on).replace(/\s\d{4}$/, "")}
    </span>
  </>
);

const WorkedDay = ({ on, index, worked }: { on: Day; index: number; worked: Minutes }) => (
  <li className={startClass(on, index)}>
    <span className="day-label">
      <DayLabel on={on} />
    </span>
    <span className={worked > 0 ? "day-hours day-worked" : "day-hours day-none"}>
      <span aria-hidden="true">{worked > 0 ? hoursOnly(worked) : "–"}</span>
      <span className="hidden-text">{worked > 0 ? `: ${inHours(worked)}` : ": geen uren"}</span>
    </span>
  </li>
);

const WeekName = ({ week, days }: WeekInMonth) => (
  <>
    <b>Week {week}</b>
    <span className="small">{daysInWords(days)}</span>
  </>
);

const MonthTotal = ({ month, text }: { month: Month; text: string }) => (
  <p className="month-total">
    <span>Samen in {monthName(month)}</span>
    <span data-month-total="true">{text}</span>
  </p>
);

/** The hours of a month to read (urenoverzicht): a row per week, cut at month ends; a week with a finding is tinted. */
export const HourSheet = ({ month, worked, findings = [], word }: SheetProps & { worked: ReadonlyMap<Day, Minutes> }) => (
  <div className="hour-sheet card card-flush">
    {weeksIn(month).map(({ week, days }) => {
      const finding = findings.find((found) => found.week === week);
      return (
        <section key={week} className={finding ? "week week-finding" : "week"} aria-label={`Week ${String(week)}`}>
          <div className="week-grid">
            <p className="week-name">
              <WeekName week={week} days={days} />
            </p>
            <ol className="days">
              {days.map((on, index) => (
                <WorkedDay key={on} on={on} index={index} worked={worked.get(on) ?? minutes(0)} />
              ))}
            </ol>
            <p className="week-total">
              {finding && <Icon name="warning" />}
              {totalText(hoursOn(worked, days), word)}
            </p>
            {finding && <p className="week-note">{finding.text}</p>}
          </div>
        </section>
      );
    })}
    <MonthTotal month={month} text={totalText(hoursOn(worked, daysIn(month)), word)} />
  </div>
);

type FillProps = SheetProps & {
  /** What the person typed, as text, per day. */
  values: ReadonlyMap<Day, string>;
  /** Errors with fields named by `hourFieldName`. */
  errors?: readonly FieldError[] | undefined;
  /** Days on which no hours can be written: outside the agreement or in the future. */
  closed?: ReadonlySet<Day> | undefined;
  /** The place of the rate in the agreement, where it has several; each has a sheet of its own. */
  rateAt?: number | undefined;
};

// A total of hours that are wrong would mislead.
type TypedSheet = { values: ReadonlyMap<Day, string>; errors: readonly FieldError[]; word: string | undefined; rateAt: number };

const typedMinutes = ({ values, errors, word, rateAt }: TypedSheet, days: readonly Day[]): string => {
  if (days.some((on) => errorAt(errors, hourFieldName(on, rateAt)) !== undefined)) return `?\u00a0${word ?? "uur"}`;
  let sum = 0;
  for (const on of days) {
    const text = values.get(on)?.trim() ?? "";
    const read = text === "" ? minutes(0) : readHours(text);
    if (read === null) return `?\u00a0${word ?? "uur"}`;
    sum += read;
  }
  return totalText(minutes(sum), word);
};

type DayInputProps = { on: Day; name: string; index: number; value: string; error: string | undefined };

const DayInput = ({ on, name, index, value, error }: DayInputProps) => (
  <li className={startClass(on, index)}>
    <label className="day-label" htmlFor={name}>
      <DayLabel on={on} />
    </label>
    <input
      className="input day-input"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      id={name}
      name={name}
      defaultValue={value}
      aria-invalid={error === undefined ? undefined : "true"}
      aria-describedby={error === undefined ? undefined : `${name}-fout`}
    />
  </li>
);

const ClosedDay = ({ on, index }: { on: Day; index: number }) => (
  <li className={startClass(on, index)}>
    <span className="day-label">
      <DayLabel on={on} />
    </span>
    <span className="day-hours day-closed">
      <span aria-hidden="true">×</span>
      <span className="hidden-text">: hier kunt u geen uren schrijven</span>
    </span>
  </li>
);

/** The hours of a month to fill in (urenstaat), inside a Form. Sends `uren-2026-10-05` per day; read with `readHours`, empty is none. */
export const HourSheetFields = ({ month, values, errors = [], findings = [], closed = new Set(), word, rateAt = 0 }: FillProps) => (
  <div className="hour-sheet card card-flush" data-hours={word === undefined ? "true" : undefined}>
    {weeksIn(month).map(({ week, days }) => {
      const finding = findings.find((found) => found.week === week);
      const wrong = days.flatMap((on) => {
        const message = errorAt(errors, hourFieldName(on, rateAt));
        return message === undefined ? [] : [{ on, message }];
      });
      const className = ["week", finding ? "week-finding" : "", wrong.length > 0 ? "week-invalid" : ""].filter(Boolean).join(" ");
      return (
        <fieldset key={week} className={className} data-week="true">
          <legend className="hidden-text">
            Week {week}, {daysInWords(days)}
          </legend>
          <div className="week-grid">
            <p className="week-name" aria-hidden="true">
              <WeekName week={week} days={days} />
            </p>
            <ol className="days">
              {days.map((on, index) =>
                closed.has(on) ? (
                  <ClosedDay key={on} on={on} index={index} />
                ) : (
                  <DayInput
                    key={on}
                    on={on}
                    name={hourFieldName(on, rateAt)}
                    index={index}
                    value={values.get(on) ?? ""}
                    error={errorAt(errors, hourFieldName(on, rateAt))}
                  />
                ),
              )}
            </ol>
            <p className="week-total">
              {finding && <Icon name="warning" />}
              <span data-week-total="true">{typedMinutes({ values, errors, word, rateAt }, days)}</span>
            </p>
            {finding && <p className="week-note">{finding.text}</p>}
            {wrong.map(({ on, message }) => (
              <p key={on} className="week-note error-message" id={`${hourFieldName(on, rateAt)}-fout`}>
                <Icon name="error" />
                <span>{message}</span>
              </p>
            ))}
          </div>
        </fieldset>
      );
    })}
    <MonthTotal month={month} text={typedMinutes({ values, errors, word, rateAt }, daysIn(month))} />
  </div>
);
