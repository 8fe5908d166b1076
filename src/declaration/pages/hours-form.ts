import { inWords, monthInWords, monthOf, readDay, weekdayName, type Day, type Month } from "../../kernel/day.ts";
import { hoursOnly, readHours, type Minutes } from "../../kernel/money.ts";
import { isCounted, type Unit } from "../../agreement/rate.ts";
import type { Fault } from "../../kernel/refusal.ts";
import { textOf, type Fields } from "../../web/form.ts";
import { hourFieldName } from "../../web/ui/hours.tsx";

/** What stands in one field of the sheet: the day, and the place of its rate in the agreement. */
type Place = { day: Day; rateAt: number };

/** Where hours may be written: on which days, and at which rates on a day. */
export type OpenAt = (on: Day, rateAt: number) => boolean;

/** What is typed on the sheet, by the name of its field. */
export type Typed = ReadonlyMap<string, string>;

/** Hours of a month as they were typed, what they mean, and what could not be read. */
export type TypedHours = { values: Typed; hours: readonly (Place & { minutes: Minutes })[]; faults: readonly Fault[] };

// Longer than any time of a day; what is kept to show again need not be a book.
const longestShown = 40;
const wholeSheet = "inhoud";

const fieldNames = (fields: Fields): string[] => Object.keys(fields).filter((name) => name.startsWith("uren-"));

/** The day and rate of a field, "uren-2026-10-05" for the base rate and "uren-2026-10-05-2" for the third; null for another name. */
const placeOf = (name: string): Place | null => {
  const [, text = "", rate = "0"] = /^uren-(\d{4}-\d{2}-\d{2})(?:-([1-9]\d?))?$/.exec(name) ?? [];
  const day = readDay(text);
  return day === null ? null : { day, rateAt: Number(rate) };
};

const hourFault = (on: Day, rateAt: number): Fault => ({
  field: hourFieldName(on, rateAt),
  problem: `Vul bij ${weekdayName(on)} ${inWords(on).replace(/\s\d{4}$/, "")} een getal in van 0 tot en met 24.`,
  remedy: "Gebruik kwartieren, bijvoorbeeld 2,5 of 2:15.",
});

const strangeDay = (month: Month): Fault => ({
  field: wholeSheet,
  problem: `U stuurde uren voor een dag waarop dat niet kan in ${monthInWords(month)}.`,
  remedy: "Laad de pagina opnieuw en vul de uren nog eens in.",
});

/**
 * Reads the sheet of a month, one field per day and rate: "2", "2,5", "2.25", "2:15"; empty or nought is no hours. Days outside the
 * month, and days or rates that are not open, may not carry any.
 */
export const typedHours = (fields: Fields, month: Month, isOpen: OpenAt): TypedHours => {
  const values = new Map<string, string>();
  const hours: (Place & { minutes: Minutes })[] = [];
  const faults: Fault[] = [];
  for (const name of fieldNames(fields).sort()) {
    const text = textOf(fields, name).trim();
    if (text === "") continue;
    const place = placeOf(name);
    if (place === null || monthOf(place.day) !== month || !isOpen(place.day, place.rateAt)) {
      if (!faults.some(({ field }) => field === wholeSheet)) faults.push(strangeDay(month));
      continue;
    }
    values.set(name, text.slice(0, longestShown));
    const read = readHours(text);
    if (read === null || read > 24 * 60) faults.push(hourFault(place.day, place.rateAt));
    else if (read > 0) hours.push({ ...place, minutes: read });
  }
  return { values, hours, faults };
};

/** What is typed for the days at one rate. */
export const typedAt = (values: Typed, rateAt: number): ReadonlyMap<Day, string> =>
  new Map(
    [...values].flatMap(([name, text]) => {
      const place = placeOf(name);
      return place?.rateAt === rateAt ? [[place.day, text] as const] : [];
    }),
  );

/** Hours as the sheet shows them to be changed. */
export const shownHours = (hours: readonly { day: Day; rateAt: number; unit: Unit; minutes: Minutes; quantity: number }[]): Typed =>
  new Map(
    hours.map(({ day, rateAt, unit, minutes, quantity }) => [
      hourFieldName(day, rateAt),
      isCounted(unit) ? String(quantity) : hoursOnly(minutes),
    ]),
  );

/** Values that were kept as a draft, without what no longer belongs to the month. */
export const draftHours = (draft: Readonly<Record<string, string>>, isOpen: OpenAt): Typed =>
  new Map(
    Object.entries(draft).flatMap(([kept, text]) => {
      // Drafts of before there were several rates name the day alone.
      const name = kept.startsWith("uren-") ? kept : `uren-${kept}`;
      const place = placeOf(name);
      return place !== null && isOpen(place.day, place.rateAt) ? [[name, text] as const] : [];
    }),
  );

/** What a person was shown of these hours: the same text means that nothing changed since. */
export const seenText = (hours: readonly (Place & { minutes: Minutes })[]): string =>
  hours.map(({ day, rateAt, minutes }) => `${day.slice(8)}.${rateAt === 0 ? "" : `${String(rateAt)}.`}${String(minutes)}`).join("_");
