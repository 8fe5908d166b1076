import { ageOn, day, type Day } from "../../kernel/day.ts";
import { cents, type Cents } from "../../kernel/money.ts";
import { dated, type Dated } from "../dated.ts";

/** Ages that have a minimum of their own; from 21 on the full one holds. Below 15 nobody may be employed. */
export const wageAges = [15, 16, 17, 18, 19, 20, 21] as const;
export type WageAge = (typeof wageAges)[number];

// Read in several overviews each, which agree; the youth amounts are their share of the full one, half a cent up.
const full: readonly (readonly [from: string, cents: number, source: string])[] = [
  ["2024-01-01", 1327, "overzichten van de bedragen van SZW per 1 januari 2024, onderling gelijk"],
  ["2024-07-01", 1368, "overzichten van de bedragen van SZW per 1 juli 2024, onderling gelijk"],
  ["2025-01-01", 1406, "svb.nl, minimumlonen pgb vanaf 1 januari 2025"],
  ["2025-07-01", 1440, "overzichten van de bedragen van SZW per 1 juli 2025, onderling gelijk"],
  ["2026-01-01", 1471, "overzichten van de bedragen van SZW per 1 januari 2026, onderling gelijk"],
  ["2026-07-01", 1499, "overzichten van de bedragen van SZW per 1 juli 2026, onderling gelijk"],
];

/** Share of the full minimum by age, in 1/1000. Besluit minimumjeugdloonregeling art. 2. */
const shares: Readonly<Record<WageAge, number>> = { 15: 300, 16: 345, 17: 395, 18: 500, 19: 600, 20: 800, 21: 1000 };

const ofAge = (amount: number, age: WageAge): Cents => cents(Math.floor((amount * shares[age] * 2 + 1000) / 2000));

/** The lowest wage per hour by age (wettelijk minimumuurloon), gross, in cents. Wml art. 8; youth amounts art. 7 lid 3. */
export const minimumWage: Readonly<Record<WageAge, Dated<Cents>>> = Object.fromEntries(
  wageAges.map((age) => [
    age,
    dated<Cents>(
      age === 21 ? "minimumuurloon vanaf 21 jaar" : `minimumuurloon ${String(age)} jaar`,
      age === 21 ? "Wml art. 8" : "Wml art. 7 lid 3; Besluit minimumjeugdloonregeling art. 2",
      full.map(([from, amount, source]) => ({ from: day(from), value: ofAge(amount, age), source })),
    ),
  ]),
) as Record<WageAge, Dated<Cents>>;

/** The age whose minimum holds for somebody on a day; null for who is too young to be employed. */
export const wageAgeOn = (born: Day, on: Day): WageAge | null => {
  const age = Math.min(ageOn(born, on), 21);
  return wageAges.find((one) => one === age) ?? null;
};

/** The lowest rate per hour in which holiday allowance (vakantiegeld, 8%) is included, a part of a cent up. Wml art. 15. */
export const withAllowance = (minimum: Cents): Cents => cents(Math.ceil((minimum * 108) / 100));

/**
 * The lowest rate per hour in which holiday allowance and paid leave are included: 1,08 × 13/12, a part of a cent up. The formula
 * is derived: it gives every amount that the SVB published for 2025. BW 7:634, 7:639.
 */
export const withAllowanceAndLeave = (minimum: Cents): Cents => cents(Math.ceil((minimum * 117) / 100));
