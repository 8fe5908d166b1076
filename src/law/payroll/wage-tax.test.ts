import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { cents, type Cents } from "../../kernel/money.ts";
import { specialTable, withheldOnReward } from "./special-rewards.ts";
import { periodsInYear, withheldAnonymously, withheldByTable, type TaxedWage } from "./wage-tax.ts";
import { ageGroups, wageTaxFigures, type AgeGroup } from "./wage-tax-figures.ts";

const figuresOf = (year: number) => {
  const found = wageTaxFigures.on(day(`${String(year)}-06-01`));
  if (!found.known) throw new Error(`no figures of ${String(year)}`);
  return found.value;
};
const white = (year: number, wage: number, more: Partial<TaxedWage> = {}) =>
  withheldByTable(figuresOf(year), {
    colour: "white",
    period: "month",
    ageGroup: "below-pension-age",
    credits: true,
    wage: cents(wage),
    ...more,
  });

describe("wage tax by the month, below pension age", () => {
  test.each([
    [2024, 179_550, 66_375, 3_950, 34_408],
    [2024, 359_550, 132_917, 70_650, 44_375],
    [2025, 179_550, 64_308, 7_108, 31_633],
    [2025, 359_550, 129_433, 65_025, 46_625],
    [2026, 99_900, 35_708, 1_383, 8_367],
    [2026, 179_550, 64_183, 5_167, 33_058],
    [2026, 264_600, 94_592, 24_567, 45_133],
    [2026, 399_600, 144_217, 81_867, 46_100],
    [2026, 1_109_250, 465_167, 465_167, 0],
  ])("%i: a wage of %i cents", (year, wage, without, tax, labourCredit) => {
    expect(white(year, wage, { credits: false })).toEqual({ tax: without, labourCredit: 0 });
    expect(white(year, wage)).toEqual({ tax, labourCredit });
  });
});

test.each([
  ["nothing", 0, 0],
  ["less than nothing", -100, 0],
  ["the last row of the table", 1_109_250, 465_167],
  ["above the table", 1_200_000, 510_088],
])("%s", (_why, wage, tax) => {
  expect(white(2026, wage).tax).toBe(tax);
});

test("below the second row nothing is withheld, and the row begins on its cent", () => {
  expect([white(2026, 449, { credits: false }).tax, white(2026, 450, { credits: false }).tax]).toEqual([0, 158]);
});

test("a wage without a name is taxed with one rate, down to the cent", () => {
  expect([
    withheldAnonymously(figuresOf(2026), cents(800_000)),
    withheldAnonymously(figuresOf(2026), cents(101)),
    withheldAnonymously(figuresOf(2026), cents(-5)),
  ]).toEqual([416_000, 52, 0]);
});

test("holiday allowance paid at once, and a transition payment after the work ended", () => {
  const reward = { ageGroup: "below-pension-age", credits: true, yearly: cents(5_184_000) } as const;
  expect(withheldOnReward(figuresOf(2026), { ...reward, colour: "white", amount: cents(160_000) })).toBe(80_752);
  expect(withheldOnReward(figuresOf(2026), { ...reward, colour: "green", amount: cents(1_000_000) })).toBe(439_600);
});

test("a day before 2024 has no figures, and those of 2027 are provisional", () => {
  expect(wageTaxFigures.on(day("2023-12-31")).known).toBe(false);
  expect(wageTaxFigures.on(day("2027-01-01"))).toMatchObject({ known: true, confidence: "provisional" });
});

test("a higher wage is never taxed with less, credits never raise the tax, and there is always something left", () => {
  const any = fc.record({
    year: fc.constantFrom(2024, 2025, 2026, 2027),
    colour: fc.constantFrom("white" as const, "green" as const),
    period: fc.constantFrom(...(Object.keys(periodsInYear) as (keyof typeof periodsInYear)[])),
    ageGroup: fc.constantFrom(...ageGroups),
    wage: fc.integer({ min: 0, max: 3_000_000 }),
    more: fc.integer({ min: 0, max: 50_000 }),
  });
  fc.assert(
    fc.property(any, ({ year, wage, more, ...rest }) => {
      const tax = (of: number, credits: boolean) => withheldByTable(figuresOf(year), { ...rest, wage: cents(of), credits }).tax;
      expect(tax(wage + more, false)).toBeGreaterThanOrEqual(tax(wage, false));
      expect(tax(wage, true)).toBeLessThanOrEqual(tax(wage, false));
      expect(tax(wage, false)).toBeLessThanOrEqual(wage);
    }),
    { seed: 20_281, numRuns: 2_000, verbose: true },
  );
});

test("the table for special rewards begins at nothing and rises by its bounds", () => {
  for (const group of ageGroups)
    for (const colour of ["white", "green"] as const) {
      const rows = specialTable(figuresOf(2026), group, colour);
      expect(rows[0]).toMatchObject({ from: 0, withCredits: 0 });
      expect(rows.map(({ from }) => from)).toEqual(rows.map(({ from }) => from).toSorted((a, b) => a - b));
    }
});

const file = new URL("../../../../shared/data/payroll-vectors-sample.csv", import.meta.url);
const groups: Readonly<Record<string, AgeGroup>> = {
  below_aow: "below-pension-age",
  aow_born_1946_or_later: "pension-age-born-1946-or-later",
  aow_born_1945_or_earlier: "pension-age-born-1945-or-earlier",
};
const inCents = (text: string): Cents => cents(Math.round(Number(text) * 100));

describe.skipIf(!existsSync(file))("rows of the official tables (skipped where ../shared is absent)", () => {
  const rows = existsSync(file)
    ? readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","))
    : [];
  const table = rows.filter(([, kind]) => kind?.startsWith("period_") === true || kind === "above_lmax" || kind === "arbeidskorting_week");
  test("more than a hundred of them, each to the cent", () => {
    expect(table.length).toBeGreaterThan(100);
    const wrong = table.flatMap(([id = "", , year = "", , period, group = "", credits, wage = "", , tax = "", labour = ""]) => {
      const ours = white(Number(year), inCents(wage), {
        period: period === "week" ? "week" : "month",
        ageGroup: groups[group] ?? "below-pension-age",
        credits: credits === "J",
      });
      const right = (tax === "" || ours.tax === inCents(tax)) && (labour === "" || ours.labourCredit === inCents(labour));
      return right ? [] : [{ id, tax, labour, ours }];
    });
    expect(wrong).toEqual([]);
  });
});
