import { earliest, monthOf, previousMonth, type Day, type Month } from "../kernel/day.ts";
import { termOf, type Agreement } from "../agreement/agreement.ts";

// Five years back: longer ago nothing can be declared any more in any case.
const mostMonths = 60;

/** The months of an agreement for which hours can be written: within its term, up to now; the newest first. */
export const monthsOf = (agreement: Pick<Agreement, "period" | "endedOn">, today: Day): Month[] => {
  const { from, until } = termOf(agreement);
  const last = earliest(until ?? today, today);
  const months: Month[] = [];
  for (let month = monthOf(last); from <= last && month >= monthOf(from) && months.length < mostMonths; month = previousMonth(month))
    months.push(month);
  return months;
};

/** True for a day on which hours can be written: under the agreement, and not in the future. */
export const isOpenDay =
  (agreement: Pick<Agreement, "period" | "endedOn">, today: Day) =>
  (on: Day): boolean => {
    const { from, until } = termOf(agreement);
    return on >= from && on <= (until ?? on) && on <= today;
  };
