import type { ReactNode } from "react";
import { daysBetween, inWords, lastDay, monthInWords, monthName, monthOf, plusMonths, type Day } from "../../kernel/day.ts";
import { inEuros, type Cents } from "../../kernel/money.ts";
import { Icon } from "./icon.tsx";
import { toneIcon, type Tone } from "./alert.tsx";

/** What was left of a budget at the end of a day. */
export type LinePoint = { on: Day; left: Cents };

/**
 * The course of one budget: its period, what was left on past days (oldest first, the last one today), and where it is
 * expected to end: with money left on the last day, or with nothing on the day when the money runs out.
 */
export type BudgetCourse = { from: Day; until: Day; awarded: Cents; past: readonly LinePoint[]; expected: LinePoint };

/** True when the money is expected to run out before the end of the period. */
export const runsOut = ({ until, expected }: BudgetCourse): boolean => expected.left <= 0 && expected.on < until;

/** True when nothing is left today. */
const isSpent = ({ past }: BudgetCourse): boolean => (past.at(-1)?.left ?? 1) <= 0;

const dayAndMonth = (on: Day): string => `${String(Number(on.slice(8)))}\u00a0${monthName(monthOf(on))}`;

// The chart is 168 px high; the line lives between these two heights, in parts of 168, labels above and below it.
const height = 168;
const top = 32;
const bottom = 136;

type Spot = { x: number; y: number };

const spotOf = ({ from, until, awarded }: BudgetCourse, { on, left }: LinePoint): Spot => ({
  x: Math.min(100, Math.max(0, (daysBetween(from, on) * 100) / Math.max(1, daysBetween(from, until)))),
  y: bottom - Math.max(0, awarded === 0 ? 0 : left / awarded) * (bottom - top),
});

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
const across = (value: number): string => `${rounded(value)}%`;
const path = (spots: readonly Spot[]): string =>
  spots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${rounded(x * 10)} ${rounded(y)}`).join("");

const Lines = ({ past, end }: { past: readonly Spot[]; end: Spot }) => {
  const first = past[0] ?? end;
  const today = past.at(-1) ?? end;
  return (
    <svg viewBox={`0 0 1000 ${String(height)}`} preserveAspectRatio="none" width="100%" height="100%" overflow="visible">
      <path
        className="line-area"
        d={`${path(past)}L${rounded(today.x * 10)} ${String(bottom)}L${rounded(first.x * 10)} ${String(bottom)}Z`}
      />
      <path className="line-path" d={path(past)} vectorEffect="non-scaling-stroke" />
      <path className="line-path line-expected" d={path([today, end])} vectorEffect="non-scaling-stroke" />
    </svg>
  );
};

const anchorAt = (x: number): "start" | "middle" | "end" => (x < 8 ? "start" : x > 88 ? "end" : "middle");

// The word "vandaag" takes a quarter of a narrow chart, to the side where its anchor leaves room.
const clearOf = (todayX: number, x: number): boolean => {
  const anchor = anchorAt(todayX);
  if (anchor === "start") return x > todayX + 30;
  return anchor === "end" ? x < todayX - 30 : Math.abs(x - todayX) > 18;
};

/** First days of the three quarters of the period that leave room for "vandaag". */
const ticks = (course: BudgetCourse, todayX: number): { x: number; word: string }[] =>
  [0, 3, 6, 9]
    .map((months) => plusMonths(course.from, months))
    .filter((on) => on < course.until)
    .map((on) => ({ x: spotOf(course, { on, left: course.awarded }).x, word: monthName(monthOf(on)).slice(0, 3) }))
    .filter(({ x }) => clearOf(todayX, x));

const Note = ({ course }: { course: BudgetCourse }) => {
  const short = runsOut(course);
  const lines = isSpent(course)
    ? ["Het geld is op", ""]
    : short
      ? ["Het geld is op", `rond ${dayAndMonth(course.expected.on)}`]
      : [`Over op ${dayAndMonth(course.expected.on)}:`, wholeEuros(course.expected.left)];
  // Above a line that falls low; below one that stays high.
  const y = course.expected.left > course.awarded * 0.4 ? bottom - 32 : top + 20;
  return (
    <text className={short ? "line-note line-note-end line-note-short" : "line-note line-note-end"} textAnchor="end">
      <tspan x="100%" y={y}>
        {lines[0]}
      </tspan>
      <tspan x="100%" dy="1.25em">
        {lines[1]}
      </tspan>
    </text>
  );
};

const wholeEuros = (amount: Cents): string => inEuros((Math.round(amount / 100) * 100) as Cents).replace(/,00$/, "");

const inOneSentence = (course: BudgetCourse): string => {
  const now = course.past.at(-1);
  const end = runsOut(course)
    ? isSpent(course)
      ? "Het geld is op."
      : `Het geld is op rond ${inWords(course.expected.on)}.`
    : `Verwacht over op ${inWords(course.expected.on)}: ${inEuros(course.expected.left)}.`;
  return `Lijn van wat er over is, van ${monthInWords(monthOf(course.from))} tot ${inWords(course.until)}. ${now ? `Vandaag over: ${inEuros(now.left)}. ` : ""}${end}`;
};

/** What is left of a budget through its period: a falling line, dotted from today, with the expected end. Always with a verdict below it. */
export const BudgetLine = ({ course }: { course: BudgetCourse }) => {
  const past = course.past.map((point) => spotOf(course, point));
  const end = spotOf(course, course.expected);
  const today = past.at(-1) ?? end;
  return (
    <svg className="line-chart" role="img" aria-label={inOneSentence(course)}>
      <text x="0" y={top - 10}>
        {wholeEuros(course.awarded)}
      </text>
      <line className="line-top" x1="0" x2="100%" y1={top} y2={top} />
      <Lines past={past} end={end} />
      <line className="line-axis" x1="0" x2="100%" y1={bottom} y2={bottom} />
      <line className="line-today" x1={across(today.x)} x2={across(today.x)} y1={today.y} y2={bottom + 6} />
      <circle className="line-dot" cx={across(today.x)} cy={rounded(today.y)} r="5" />
      <circle className={runsOut(course) ? "line-end line-end-short" : "line-end"} cx={across(end.x)} cy={rounded(end.y)} r="6" />
      {ticks(course, today.x).map(({ x, word }) => (
        <text key={word} className="line-tick" x={across(x)} y={bottom + 24} textAnchor={anchorAt(x)}>
          {word}
        </text>
      ))}
      <text className="line-note" x={across(today.x)} y={bottom + 24} textAnchor={anchorAt(today.x)}>
        vandaag
      </text>
      <Note course={course} />
    </svg>
  );
};

/** One sentence of meaning under figures, with its sign. */
export const Verdict = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <div className={`verdict tone-${tone}`}>
    <Icon name={toneIcon[tone]} />
    <p>{children}</p>
  </div>
);

/** What the course of a budget means for the holder, and what to do when the money runs out. */
export const BudgetVerdict = ({ course }: { course: BudgetCourse }) => {
  const yearEnd = course.until === lastDay(monthOf(course.until)) && course.until.endsWith("12-31");
  if (runsOut(course) && isSpent(course)) {
    return (
      <Verdict tone="error">
        Het geld van dit budget is <strong>op</strong>. Wij kunnen er niets meer uit betalen. Bel wie u dit budget gaf als u meer zorg nodig
        heeft.
      </Verdict>
    );
  }
  if (runsOut(course)) {
    return (
      <Verdict tone="warning">
        Let op: het geld is rond <strong>{dayAndMonth(course.expected.on)}</strong> op. Bespreek met uw zorgverlener of het met minder uren
        kan.
      </Verdict>
    );
  }
  return (
    <Verdict tone="ok">
      Er is <strong>genoeg geld</strong> tot {yearEnd ? "het einde van het jaar" : `en met ${inWords(course.until)}`}.
    </Verdict>
  );
};
