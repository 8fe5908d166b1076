import { Temporal } from "temporal-polyfill";

declare const brand: unique symbol;

/** A calendar day in the Netherlands, as "2026-10-31". Days compare as text. */
export type Day = string & { readonly [brand]: "Day" };

/** A calendar month, as "2026-10". Months compare as text. */
export type Month = string & { readonly [brand]: "Month" };

/** A moment, as ISO 8601 in UTC with milliseconds, "2026-11-02T09:00:00.000Z". Instants compare as text. */
export type Instant = string & { readonly [brand]: "Instant" };

const plain = (value: Day): Temporal.PlainDate => Temporal.PlainDate.from(value);
const asDay = (date: Temporal.PlainDate): Day => date.toString() as Day;

// A day as the number of days since 1 January 1970. Whoever counts days does so for each line of each declaration, so what is mere
// arithmetic of the calendar is done here, and the calendar of `Temporal` is asked for the rest.
const dayLength = 86_400_000;
const numberOf = (value: Day): number =>
  Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)) - 1, Number(value.slice(8))) / dayLength;
const dayAt = (count: number): Day => new Date(count * dayLength).toISOString().slice(0, 10) as Day;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const lengthOfMonth = (year: number, nth: number): number =>
  nth === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (monthLengths[nth - 1] ?? 0);

/** Reads a day, or null when the text is no existing day between 1900 and 2199. */
export const readDay = (text: string): Day | null => {
  const [, year, nth, on] = /^((?:19|20|21)\d{2})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || on === "00") return null;
  return Number(on) <= lengthOfMonth(Number(year), Number(nth)) ? (text as Day) : null;
};

/** A day. Throws when the text is none. */
export const day = (text: string): Day => {
  const read = readDay(text);
  if (read === null) throw new Error(`${text} is not a day`);
  return read;
};

/** Reads a month, or null when the text is none. */
export const readMonth = (text: string): Month | null => (readDay(`${text}-01`) === null ? null : (text as Month));

/** A month. Throws when the text is none. */
export const month = (text: string): Month => {
  const read = readMonth(text);
  if (read === null) throw new Error(`${text} is not a month`);
  return read;
};

/** A moment, normalised to UTC milliseconds. Throws when the text is none. */
export const instant = (text: string): Instant =>
  Temporal.Instant.from(text).round("millisecond").toString({ smallestUnit: "millisecond" }) as Instant;

// Since 1996 it is summer from the last Sunday of March to that of October, from one o'clock UTC. Directive 2000/84/EC art. 2 and 3.
const lastSundayAtOne = (year: number, nth: number): number => {
  const last = new Date(Date.UTC(year, nth, 0));
  return last.getTime() - last.getUTCDay() * dayLength + 3_600_000;
};
const inSummer = (year: number, milliseconds: number): boolean =>
  milliseconds >= lastSundayAtOne(year, 3) && milliseconds < lastSundayAtOne(year, 10);

/** The day on which a moment falls in Europe/Amsterdam. */
export const dayOf = (at: Instant): Day => {
  const year = Number(at.slice(0, 4));
  if (!(year >= 1996 && year <= 2100 && at.length === 24))
    return asDay(Temporal.Instant.from(at).toZonedDateTimeISO("Europe/Amsterdam").toPlainDate());
  const hours = Number(at.slice(11, 13)) + Number(at.slice(14, 16)) / 60 + Number(at.slice(17, 23)) / 3_600;
  const milliseconds = numberOf(at.slice(0, 10) as Day) * dayLength + Math.round(hours * 3_600_000);
  return new Date(milliseconds + (inSummer(year, milliseconds) ? 2 : 1) * 3_600_000).toISOString().slice(0, 10) as Day;
};

/** A time of day in Europe/Amsterdam as a moment: `at(day, "09:00")`. */
export const momentOn = (on: Day, time: string): Instant =>
  instant(plain(on).toZonedDateTime({ timeZone: "Europe/Amsterdam", plainTime: time }).toInstant().toString());

export const plusMilliseconds = (at: Instant, count: number): Instant =>
  instant(Temporal.Instant.from(at).add({ milliseconds: count }).toString());
export const millisecondsBetween = (from: Instant, to: Instant): number =>
  Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds;

export const plusDays = (from: Day, count: number): Day => dayAt(numberOf(from) + count);
/** The same day so many months later, or the last day of that month. */
export const plusMonths = (from: Day, count: number): Day => {
  const months = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + count;
  const [year, nth] = [Math.floor(months / 12), (months % 12) + 1];
  return dayAt(Date.UTC(year, nth - 1, Math.min(Number(from.slice(8)), lengthOfMonth(year, nth))) / dayLength);
};
export const plusYears = (from: Day, count: number): Day => plusMonths(from, count * 12);
/** Days from one day to another, negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);
export const earliest = (a: Day, b: Day): Day => (a < b ? a : b);
export const latest = (a: Day, b: Day): Day => (a > b ? a : b);

export const monthOf = (value: Day): Month => value.slice(0, 7) as Month;
export const firstDay = (of: Month): Day => `${of}-01` as Day;
export const lastDay = (of: Month): Day => plusDays(plusMonths(firstDay(of), 1), -1);
export const nextMonth = (of: Month): Month => monthOf(plusMonths(firstDay(of), 1));
export const previousMonth = (of: Month): Month => monthOf(plusMonths(firstDay(of), -1));
export const daysIn = (of: Month): Day[] =>
  Array.from(
    { length: lengthOfMonth(Number(of.slice(0, 4)), Number(of.slice(5))) },
    (_, n) => `${of}-${String(n + 1).padStart(2, "0")}` as Day,
  );

/** ISO week number of a day, 1 to 53. */
export const weekOf = (value: Day): number => plain(value).weekOfYear ?? 0;
/** Day of the week, 1 Monday to 7 Sunday. */
export const weekdayOf = (value: Day): number => ((((numberOf(value) + 3) % 7) + 7) % 7) + 1;
/** Whole years old on a day. */
export const ageOn = (born: Day, on: Day): number => plain(born).until(plain(on), { largestUnit: "years" }).years;

const monthNames = [
  "januari",
  "februari",
  "maart",
  "april",
  "mei",
  "juni",
  "juli",
  "augustus",
  "september",
  "oktober",
  "november",
  "december",
];
const weekdayNames = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

export const monthName = (of: Month): string => monthNames[Number(of.slice(5)) - 1] ?? "";
export const weekdayName = (value: Day): string => weekdayByNumber(weekdayOf(value));
/** Name of a day of the week, of which 1 is Monday. */
export const weekdayByNumber = (weekday: number): string => weekdayNames[weekday - 1] ?? "";
/** A day in words, "31 oktober 2026", with spaces that do not break. */
export const inWords = (value: Day): string =>
  `${String(Number(value.slice(8)))}\u00a0${monthName(monthOf(value))}\u00a0${value.slice(0, 4)}`;
/** A month in words, "oktober 2026". */
export const monthInWords = (of: Month): string => `${monthName(of)}\u00a0${of.slice(0, 4)}`;
/** A moment in words, "2 november 2026, 9:05 uur", in Europe/Amsterdam. */
export const momentInWords = (at: Instant): string => {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO("Europe/Amsterdam");
  return `${inWords(dayOf(at))}, ${String(local.hour)}:${String(local.minute).padStart(2, "0")}\u00a0uur`;
};
