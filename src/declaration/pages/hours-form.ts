import { inWords, monthInWords, monthOf, readDay, weekdayName, type Day, type Month } from "../../kernel/day.ts";
import { hoursOnly, readHours, type Minutes } from "../../kernel/money.ts";
import { isCounted, type Unit } from "../../agreement/rate.ts";
import type { Fault } from "../../kernel/refusal.ts";
import { textOf, type Fields } from "../../web/form.ts";
import { hourFieldName } from "../../web/ui/hours.tsx";

/** Hours of a month as they were typed, what they mean, and what could not be read. */
export type TypedHours = { values: ReadonlyMap<Day, string>; hours: readonly { day: Day; minutes: Minutes }[]; faults: readonly Fault[] };

// Longer than any time of a day; what is kept to show again need not be a book.
const longestShown = 40;
const wholeSheet = "inhoud";

const dayNames = (fields: Fields): string[] => Object.keys(fields).filter((name) => name.startsWith("uren-"));

const hourFault = (on: Day): Fault => ({
  field: hourFieldName(on),
  problem: `Vul bij ${weekdayName(on)} ${inWords(on).replace(/\s\d{4}$/, "")} een getal in van 0 tot en met 24.`,
  remedy: "Gebruik kwartieren, bijvoorbeeld 2,5 of 2:15.",
});

const strangeDay = (month: Month): Fault => ({
  field: wholeSheet,
  problem: `U stuurde uren voor een dag waarop dat niet kan in ${monthInWords(month)}.`,
  remedy: "Laad de pagina opnieuw en vul de uren nog eens in.",
});

/**
 * Reads the sheet of a month, one field per day: "2", "2,5", "2.25", "2:15"; empty or nought is no hours. Days outside the
 * month, and days that are not open, may not carry any.
 */
export const typedHours = (fields: Fields, month: Month, isOpen: (on: Day) => boolean): TypedHours => {
  const values = new Map<Day, string>();
  const hours: { day: Day; minutes: Minutes }[] = [];
  const faults: Fault[] = [];
  for (const name of dayNames(fields).sort()) {
    const text = textOf(fields, name).trim();
    if (text === "") continue;
    const on = readDay(name.slice("uren-".length));
    if (on === null || monthOf(on) !== month || !isOpen(on)) {
      if (!faults.some(({ field }) => field === wholeSheet)) faults.push(strangeDay(month));
      continue;
    }
    values.set(on, text.slice(0, longestShown));
    const read = readHours(text);
    if (read === null || read > 24 * 60) faults.push(hourFault(on));
    else if (read > 0) hours.push({ day: on, minutes: read });
  }
  return { values, hours, faults };
};

/** Hours as the sheet shows them to be changed. */
export const shownHours = (hours: readonly { day: Day; unit: Unit; minutes: Minutes; quantity: number }[]): ReadonlyMap<Day, string> =>
  new Map(hours.map(({ day, unit, minutes, quantity }) => [day, isCounted(unit) ? String(quantity) : hoursOnly(minutes)]));

/** Values that were kept as a draft, without what no longer belongs to the month. */
export const draftHours = (draft: Readonly<Record<string, string>>, isOpen: (on: Day) => boolean): ReadonlyMap<Day, string> =>
  new Map(
    Object.entries(draft).flatMap(([name, text]) => {
      const on = readDay(name.replace(/^uren-/, ""));
      return on === null || !isOpen(on) ? [] : [[on, text] as const];
    }),
  );

/** What a person was shown of these hours: the same text means that nothing changed since. */
export const seenText = (hours: readonly { day: Day; minutes: Minutes }[]): string =>
  hours.map(({ day, minutes }) => `${day.slice(8)}.${minutes}`).join("_");
