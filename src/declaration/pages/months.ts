import { earliest, firstDay, lastDay, monthOf, previousMonth, type Day, type Month } from "../../kernel/day.ts";
import { daysIn as lengthOf, overlap, type Period } from "../../kernel/period.ts";
import { perHour, total, zero, type Cents } from "../../kernel/money.ts";
import { monthAmount, termOf, type Agreement } from "../../agreement/agreement.ts";
import type { LineView } from "../read.ts";

// Five years back: longer ago nothing can be declared any more in any case.
const mostMonths = 60;

/** The months of an agreement for which hours can be written: within its term, up to now; the newest first. */
export const monthsOf = (agreement: Pick<Agreement, "period" | "endedOn">, today: Day): Month[] => {
  const { from, until } = termOf(agreement);
  const last = earliest(until ?? today, today);
  const months: Month[] = [];
  for (let month = monthOf(last); from <= last && month >= monthOf(from) && months.length < mostMonths; month = previousMonth(month)) months.push(month);
  return months;
};

/** True for a day on which hours can be written: under the agreement, and not in the future. */
export const isOpenDay = (agreement: Pick<Agreement, "period" | "endedOn">, today: Day) => (on: Day): boolean => {
  const { from, until } = termOf(agreement);
  return on >= from && on <= (until ?? on) && on <= today;
};

/** What lines that nobody judged yet are worth by the agreement, in cents; the checks may find less. */
export const worthOf = (agreement: Pick<Agreement, "unit" | "rate" | "period" | "endedOn">, month: Month, lines: readonly Pick<LineView, "minutes">[]): Cents => {
  if (agreement.unit === "hour") return total(lines.map((line) => perHour(agreement.rate, line.minutes)));
  if (lines.length === 0) return zero;
  const whole: Period = { from: firstDay(month), until: lastDay(month) };
  const within = overlap(whole, termOf(agreement));
  return within === null ? zero : monthAmount(agreement.rate, lengthOf(within), lengthOf(whole));
};
