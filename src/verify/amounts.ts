import { monthOf, nextMonth, firstDay, lastDay, daysBetween, type Day } from "../kernel/day.ts";
import type { Period } from "../kernel/period.ts";

// Written anew, on purpose: an amount that two programs find is more certain than one that is found twice by the same.

/** Price × numerator ÷ denominator, half a cent up. */
export const halfUp = (price: number, numerator: number, denominator: number): number => {
  const doubled = 2n * BigInt(price) * BigInt(numerator) + BigInt(denominator);
  return Number((doubled - (doubled % (2n * BigInt(denominator)))) / (2n * BigInt(denominator)));
};

export type GivenRate = {
  unit: "hour" | "daypart" | "day" | "month" | "piece";
  cents: number;
  label: string;
  window: { from: number; until: number; weekdays: readonly number[] } | null;
};

/** A month amount for some of the days of a month. */
export const monthPrice = (rate: number, days: number, all: number): number => (days === all ? rate : halfUp(rate, days, all));

/** Days of a closed period. */
export const lengthOf = ({ from, until }: { from: Day; until: Day }): number => daysBetween(from, until) + 1;

export const shared = (a: Period, b: Period): Period | null => {
  const from = a.from > b.from ? a.from : b.from;
  const until = a.until === null || (b.until !== null && b.until < a.until) ? b.until : a.until;
  return until !== null && until < from ? null : { from, until };
};

export const covers = ({ from, until }: Period, on: Day): boolean => from <= on && (until === null || on <= until);

/** Stretches of days that hang together, oldest first. */
export const united = (periods: readonly Period[]): Period[] => {
  const all: Period[] = [];
  for (const next of [...periods].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = all.at(-1);
    if (last === undefined || (last.until !== null && daysBetween(last.until, next.from) > 1)) all.push({ ...next });
    else if (last.until !== null && (next.until === null || next.until > last.until)) last.until = next.until;
  }
  return all;
};

type Work = { rates: readonly GivenRate[]; schedule: string; minutesPerWeek: number | null; quantityPerWeek: number | null };

const stretchCost = (work: Work, from: Day, until: Day): number | null => {
  const [base] = work.rates;
  if (base === undefined) return null;
  const days = lengthOf({ from, until });
  if (base.unit === "month") {
    let sum = 0;
    for (let month = monthOf(from); month <= monthOf(until); month = nextMonth(month)) {
      const whole = { from: firstDay(month), until: lastDay(month) };
      const part = { from: from > whole.from ? from : whole.from, until: until < whole.until ? until : whole.until };
      for (const rate of work.rates) if (rate.unit === "month") sum += monthPrice(rate.cents, lengthOf(part), lengthOf(whole));
    }
    return sum;
  }
  if (work.schedule === "irregular") return null;
  if (base.unit === "hour")
    return work.minutesPerWeek === null ? null : halfUp(base.cents, Math.ceil((work.minutesPerWeek * days) / 7), 60);
  return work.quantityPerWeek === null ? null : base.cents * Math.ceil((work.quantityPerWeek * days) / 7);
};

/** What fixed work costs over its awarded days; null where nobody can say. */
export const workCost = (work: Work & { period: Period }, awarded: readonly Period[]): number | null => {
  const irregular = work.schedule === "irregular" && work.rates[0]?.unit !== "month";
  if (irregular) return null;
  let sum = 0;
  for (const { from, until } of united(awarded.flatMap((one) => shared(one, work.period) ?? []))) {
    if (until === null) continue;
    const cost = stretchCost(work, from, until);
    if (cost === null) return null;
    sum += cost;
  }
  return sum;
};
