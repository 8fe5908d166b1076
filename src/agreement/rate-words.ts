import { weekdayByNumber } from "../kernel/day.ts";
import { inEuros, type Minutes } from "../kernel/money.ts";
import type { AgreementKind } from "./kinds.ts";
import { baseRate, isCounted, minutesIn, unitName, wholeDay, type Rate, type Unit, type Window } from "./rate.ts";

const clock = (time: Minutes): string => `${String(Math.floor(time / 60))}.${String(time % 60).padStart(2, "0")}`;

/** "van 22.00 tot 6.00 uur op zaterdag, zondag". */
const windowInWords = ({ from, until, weekdays }: Window): string => {
  const times = minutesIn({ from, until, weekdays }) === wholeDay ? [] : [`van ${clock(from)} tot ${clock(until)} uur`];
  const days = weekdays.length === 7 ? [] : [`op ${weekdays.map(weekdayByNumber).join(", ")}`];
  return [...times, ...days].join(" ");
};

/** "€ 25,00 per uur", with what it is for and when it holds where the parties said so. */
export const oneRateInWords = ({ unit, cents, label, window }: Rate): string =>
  [`${inEuros(cents)} ${unitName[unit]}`, label, window === null ? "" : windowInWords(window)].filter((part) => part !== "").join(", ");

const counted: Readonly<Record<Unit, string | undefined>> = {
  hour: undefined,
  daypart: "dagdelen",
  day: "etmalen",
  month: undefined,
  piece: "stuks",
};

/**
 * What a rate counts, as a word behind a number: "dagdelen"; undefined where it counts hours or months. The pieces of a carrier are
 * rides, and those of a rate for kilometres are kilometres.
 */
export const rateWord = ({ unit, label }: Rate, kind: AgreementKind): string | undefined => {
  if (unit !== "piece") return counted[unit];
  if (/kilometer|\bkm\b/i.test(label)) return "km";
  return kind === "transport" ? "ritten" : counted.piece;
};

/** What the base rate counts, as a word behind a number; undefined where it counts hours or months. */
const countWord = (of: { kind: AgreementKind; rates: readonly Rate[] }): string | undefined => rateWord(baseRate(of), of.kind);

/** What is declared under an agreement, in one word for a heading: "uren" where any rate counts hours, else what the base rate counts. */
export const workWord = (of: { kind: AgreementKind; rates: readonly Rate[] }): string =>
  of.rates.every(({ unit }) => isCounted(unit)) ? (countWord(of) ?? "uren") : "uren";
