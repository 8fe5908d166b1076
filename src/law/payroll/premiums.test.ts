import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { cents, total } from "../../kernel/money.ts";
import { premiumFigures } from "./premium-figures.ts";
import { countedWage, mostIn, premiumsOn, type PremiumBase } from "./premiums.ts";

const figuresOf = (year: number) => {
  const found = premiumFigures.on(day(`${String(year)}-06-01`));
  if (!found.known) throw new Error(`no figures of ${String(year)}`);
  return found.value;
};
const base: PremiumBase = {
  wage: cents(400_000),
  period: "month",
  wageBefore: cents(0),
  periodsBefore: 0,
  anonymous: false,
  awf: "low",
  aof: "low",
  disability: 116,
  health: "employer",
};

describe("premiums on a wage of 2026", () => {
  test("€ 4.000 in a month", () => {
    expect(premiumsOn(figuresOf(2026), base)).toEqual({
      base: 400_000,
      awf: 10_960,
      aof: 25_080,
      childCare: 2_000,
      disability: 4_640,
      healthEmployer: 24_400,
      healthWithheld: 0,
      employer: 67_080,
    });
  });

  test("no more than the highest wage counts, and each premium is rounded down", () => {
    expect(premiumsOn(figuresOf(2026), { ...base, wage: cents(700_000) })).toMatchObject({ base: 661_741, awf: 18_131 });
  });

  test("from pension age on only the contribution for health care is owed", () => {
    expect(premiumsOn(figuresOf(2026), { ...base, wage: cents(350_000), awf: "none", aof: "none", disability: 0 })).toMatchObject({
      awf: 0,
      aof: 0,
      childCare: 0,
      healthEmployer: 21_350,
      employer: 21_350,
    });
  });

  test("without a name there is no highest wage", () => {
    expect(premiumsOn(figuresOf(2026), { ...base, wage: cents(800_000), anonymous: true }).base).toBe(800_000);
  });

  test("who opted in has the contribution withheld, and costs the budget nothing more", () => {
    expect(premiumsOn(figuresOf(2026), { ...base, awf: "none", aof: "none", disability: 0, health: "withheld" })).toMatchObject({
      healthWithheld: 19_400,
      employer: 0,
    });
  });

  test("what the SVB charges on gross wages of 2026 is the sum of these rates with 1,93% for the Werkhervattingskas", () => {
    const of = (awf: "low" | "high") => premiumsOn(figuresOf(2026), { ...base, wage: cents(100_000), awf, disability: 193 }).employer;
    expect([of("low"), of("high")]).toEqual([17_540, 22_540]);
  });
});

test.each([
  ["quarter", 1_985_225],
  ["month", 661_741],
  ["four-weeks", 610_838],
  ["week", 152_709],
  ["day", 30_541],
] as const)("the highest wage of a %s of 2026", (period, most) => {
  expect(mostIn(figuresOf(2026), period)).toBe(most);
});

test("three months of which the first left room: the second and third fill it", () => {
  const months = [500_000, 800_000, 800_000];
  const counted = months.map((wage, at) =>
    countedWage(figuresOf(2026), { ...base, wage: cents(wage), periodsBefore: at, wageBefore: total(months.slice(0, at).map(cents)) }),
  );
  expect(counted).toEqual([500_000, 800_000, 685_223]);
});

test("over a year no more counts than the highest wage, whatever the order of the months", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_500_000 }), { minLength: 1, maxLength: 12 }), (months) => {
      const counted = months.map((wage, at) =>
        countedWage(figuresOf(2026), { ...base, wage: cents(wage), periodsBefore: at, wageBefore: total(months.slice(0, at).map(cents)) }),
      );
      expect(total(counted)).toBe(Math.min(total(months.map(cents)), mostIn(figuresOf(2026), "month") * months.length));
    }),
    { seed: 20_282, verbose: true },
  );
});
