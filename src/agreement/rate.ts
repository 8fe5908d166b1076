import { cents, minutes, perHour, share, zero, type Cents, type Minutes } from "../kernel/money.ts";
import { weekdayOf, type Day } from "../kernel/day.ts";

/** What is paid: an hour of work, a part of a day, a day and night, a month, or a piece such as a ride (uur, dagdeel, etmaal, maand, stuk). */
export const units = ["hour", "daypart", "day", "month", "piece"] as const;
export type Unit = (typeof units)[number];

/** Units of which whole numbers are counted. */
export type CountedUnit = Exclude<Unit, "hour" | "month">;
export const isCounted = (unit: Unit): unit is CountedUnit => unit !== "hour" && unit !== "month";

/** Minutes in a day: the end of a window that runs until midnight. */
export const wholeDay = minutes(24 * 60);

/**
 * When a rate holds (venster): from and until a time of the day, in minutes after midnight, over midnight where `until` is not
 * after `from`; on these days of the week, of which 1 is Monday. The day is that on which the window begins.
 */
export type Window = { from: Minutes; until: Minutes; weekdays: readonly number[] };

/** One price of an agreement (tarief): in cents per unit, what it is for in the words of the parties, and when it holds; `window` null is always. */
export type Rate = { unit: Unit; cents: Cents; label: string; window: Window | null };

/** The most rates that an agreement has: what a list of rates of an institution needs. */
export const mostRates = 40;

/** Exactly a rate, whatever else the object at hand carries. */
export const onlyRate = ({ unit, cents: price, label, window }: Rate): Rate => ({
  unit,
  cents: price,
  label,
  window: window === null ? null : { from: window.from, until: window.until, weekdays: [...window.weekdays] },
});

/** The base rate (basistarief): the first, by which expected cost is reckoned. Throws for an agreement without a rate. */
export const baseRate = ({ rates }: { rates: readonly Rate[] }): Rate => {
  const [first] = rates;
  if (!first) throw new Error("an agreement without a rate");
  return first;
};

/** How many minutes of one day a window holds. */
export const minutesIn = ({ from, until }: Window): Minutes => minutes(until > from ? until - from : until - from + wholeDay);

/** True when a rate may be used for work that begins on a day. */
export const holdsOn = ({ window }: Pick<Rate, "window">, on: Day): boolean => window === null || window.weekdays.includes(weekdayOf(on));

/** Amount of a fixed month payment for the days of one month that count: the whole rate, or its share by days, half a cent up. */
export const monthAmount = (rate: Cents, days: number, daysInMonth: number): Cents =>
  days === daysInMonth ? rate : share(rate, days, daysInMonth);

/** Price of a whole number of parts of a day, days or pieces, in cents; nothing for a number below zero. */
export const countedAmount = (rate: Cents, count: number): Cents => (count > 0 && rate > zero ? cents(rate * count) : zero);

/** Hours a month on which a fixed amount rests, for comparing it with a rate per hour: hours a week × 52 ÷ 12, half a minute up. */
export const minutesPerMonth = (perWeek: Minutes): Minutes => minutes(Math.round((perWeek * 52) / 12));

/** The highest month amount that a maximum per hour allows, in cents; null when a fixed amount names no hours. */
export const monthCeiling = (maximumPerHour: Cents, minutesPerWeek: Minutes | null): Cents | null =>
  minutesPerWeek === null ? null : perHour(maximumPerHour, minutesPerMonth(minutesPerWeek));

/** "per uur". */
export const unitName: Readonly<Record<Unit, string>> = {
  hour: "per uur",
  daypart: "per dagdeel",
  day: "per etmaal",
  month: "per maand",
  piece: "per stuk",
};

const counted: Readonly<Record<CountedUnit, readonly [one: string, many: string]>> = {
  daypart: ["dagdeel", "dagdelen"],
  day: ["etmaal", "etmalen"],
  piece: ["stuk", "stuks"],
};

/** "3 dagdelen". */
export const countInWords = (unit: CountedUnit, count: number): string => `${String(count)}\u00a0${counted[unit][count === 1 ? 0 : 1]}`;
