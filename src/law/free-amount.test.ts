import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { confirmationKey } from "./dated.ts";
import { freeAmount, freeAmountRule } from "./free-amount.ts";
import { worksheet } from "./worksheet.ts";

const year = ["2026-01-01", "2026-12-31"] as const;
const half = ["2026-07-02", "2026-12-31"] as const; // 183 of 365 days

for (const [why, granted, spent, [from, until], expected] of [
  ["1,5% between the bounds", 4_000_000, 100, year, 60_000],
  ["just under half a cent of the share goes down", 4_000_099, 100, year, 60_001],
  ["half a cent of the share goes up", 4_000_100, 100, year, 60_002],
  ["just below the least", 1_666_600, 100, year, 25_000],
  ["just above the least", 1_666_734, 100, year, 25_001],
  ["on the most", 8_333_333, 100, year, 125_000],
  ["above the most", 20_000_000, 100, year, 125_000],
  ["the least shrinks with the days: 183 of 365", 500_000, 100, half, 12_534],
  ["the most shrinks with the days", 20_000_000, 100, half, 62_671],
  ["the share of a part of a year is not cut twice", 2_000_000, 100, half, 30_000],
  ["days of another year do not count", 20_000_000, 100, ["2025-07-01", "2027-06-30"], 125_000],
  ["one day of the year", 20_000_000, 100, ["2026-12-31", "2027-12-31"], 342],
  ["no day of the year", 20_000_000, 100, ["2027-01-01", "2027-12-31"], 0],
  ["nothing spent, nothing free", 4_000_000, 0, year, 0],
  ["never more than was granted", 10_000, 100, year, 10_000],
] as const) {
  test(why, () => {
    const awarded = { from: day(from), until: day(until) };
    expect(freeAmount(worksheet("budget", day("2026-10-01")), { granted: cents(granted), spent: cents(spent), awarded })?.amount).toBe(
      expected,
    );
  });
}

test("a leap year counts 366 days", () => {
  const awarded = { from: day("2024-12-31"), until: null };
  expect(freeAmount(worksheet("budget", day("2024-12-31")), { granted: cents(9_000_000), spent: cents(1), awarded })?.amount).toBe(342);
  const february = { from: day("2024-02-29"), until: day("2024-12-31") };
  expect(
    freeAmount(worksheet("budget", day("2024-12-31")), { granted: cents(9_000_000), spent: cents(1), awarded: february })?.amount,
  ).toBe(104_850);
});

test("the figure is not settled until it is confirmed, and before 2018 the law is not known", () => {
  const facts = { granted: cents(4_000_000), spent: cents(1), awarded: { from: day("2017-01-01"), until: null } };
  const key = confirmationKey({ name: freeAmountRule.name, from: day("2018-01-01") });
  expect(freeAmount(worksheet("budget", day("2026-01-01")), facts)?.settled).toBe(false);
  expect(freeAmount(worksheet("budget", day("2026-01-01"), new Set([key])), facts)?.settled).toBe(true);
  expect(freeAmount(worksheet("budget", day("2017-12-31")), facts)).toBeNull();
});
