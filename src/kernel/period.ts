import { daysBetween, earliest, latest, plusDays, type Day } from "./day.ts";

/** A stretch of days, both ends included (periode). `until` null means without an end (onbepaalde tijd). */
export type Period = { from: Day; until: Day | null };

export const includes = (period: Period, on: Day): boolean => period.from <= on && (period.until === null || on <= period.until);

/** The days that two periods share, or null when they share none. */
export const overlap = (a: Period, b: Period): Period | null => {
  const from = latest(a.from, b.from);
  const until = a.until === null ? b.until : b.until === null ? a.until : earliest(a.until, b.until);
  return until !== null && until < from ? null : { from, until };
};

/** Length of a period in days. Throws for a period without an end. */
export const daysIn = (period: Period): number => {
  if (period.until === null) throw new Error(`the period from ${period.from} has no end`);
  return daysBetween(period.from, period.until) + 1;
};

/** The same days as some periods, oldest first, with those that overlap or adjoin made one. */
export const joined = (periods: readonly Period[]): Period[] =>
  [...periods]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .reduce<Period[]>((soFar, next) => {
      const last = soFar.at(-1);
      if (!last || (last.until !== null && next.from > plusDays(last.until, 1))) return [...soFar, next];
      const until = last.until === null || next.until === null ? null : latest(last.until, next.until);
      return [...soFar.slice(0, -1), { from: last.from, until }];
    }, []);
