import { expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { cents, minutes } from "../../kernel/money.ts";
import { compensated, lastPaidDay, monthWithout, paidStretches, reportedLate, sickPayOver } from "./sick-pay.ts";

const long = { weeks: 104, firstYear: 100, secondYear: 70 };
const short = { weeks: 6, firstYear: 100, secondYear: 70 };
const sick = (from: string, until: string | null = null) => ({
  from: day(from),
  until: until === null ? null : day(until),
  share: 100,
  maternity: false,
});
const month = { from: day("2026-03-01"), until: day("2026-03-31") };

for (const [why, rule, sickness, stretches] of [
  ["no employment, no sick pay", null, sick("2026-03-10"), []],
  ["from a day in the month", long, sick("2026-03-10"), [["2026-03-10", "2026-03-31", 100]]],
  ["until a day in the month", long, sick("2026-02-01", "2026-03-04"), [["2026-03-01", "2026-03-04", 100]]],
  ["better before the month", long, sick("2026-02-01", "2026-02-28"), []],
  ["six weeks end within the month: 42 days from 1 February", short, sick("2026-02-01"), [["2026-03-01", "2026-03-14", 100]]],
  ["six weeks were over", short, sick("2026-01-01"), []],
  [
    "the second year begins within the month: 364 days after 16 March",
    long,
    sick("2025-03-17"),
    [
      ["2026-03-01", "2026-03-15", 100],
      ["2026-03-16", "2026-03-31", 70],
    ],
  ],
  ["the whole month in the second year", long, sick("2024-12-01"), [["2026-03-01", "2026-03-31", 70]]],
  ["after 104 weeks nothing", long, sick("2024-03-03"), []],
  ["the last day of 104 weeks is paid", long, sick("2024-03-04"), [["2026-03-01", "2026-03-01", 70]]],
] as const) {
  test(why, () => {
    expect(paidStretches(rule, sickness, month).map(({ period, percent }) => [period.from, period.until, percent])).toStrictEqual(
      stretches.map((one) => [...one]),
    );
  });
}

test("from pregnancy the employer pays nothing: the benefits agency does", () => {
  expect(paidStretches(long, { ...sick("2026-03-01"), maternity: true }, month)).toStrictEqual([]);
});

test("six weeks are 42 days", () => {
  expect(lastPaidDay(short, day("2026-02-01"))).toBe("2026-03-14");
});

for (const [why, wage, percent, firstYear, expected] of [
  ["the whole wage in the first year", 20_000, 100, true, 20_000],
  ["seventy percent, half a cent up", 20_005, 70, false, 14_004],
  ["seventy percent below the minimum in the first year: the minimum", 16_000, 70, true, 14_990],
  ["never more than the wage itself", 14_000, 70, true, 14_000],
  ["no minimum in the second year", 16_000, 70, false, 11_200],
] as const) {
  test(why, () => {
    expect(sickPayOver({ wage: cents(wage), lost: minutes(600), percent, minimum: cents(1499) }, firstYear)).toBe(expected);
  });
}

test("a report within 24 hours is on time", () => {
  expect([
    reportedLate(day("2026-03-10"), day("2026-03-10")),
    reportedLate(day("2026-03-10"), day("2026-03-11")),
    reportedLate(day("2026-03-10"), day("2026-03-12")),
  ]).toStrictEqual([false, false, true]);
});

test("the budget gets back up to the maximum rate", () => {
  expect(compensated(cents(30_000), minutes(600), cents(2_698))).toStrictEqual({ back: 26_980, own: 3_020 });
  expect(compensated(cents(20_000), minutes(600), cents(2_698))).toStrictEqual({ back: 20_000, own: 0 });
  expect(compensated(cents(30_000), minutes(600), null)).toStrictEqual({ back: 30_000, own: 0 });
});

test("a month amount without employment is cut by the sick days", () => {
  expect([monthWithout(cents(100_000), 0, 31), monthWithout(cents(100_000), 1, 31), monthWithout(cents(100_000), 31, 31)]).toStrictEqual([
    100_000, 96_775, 0,
  ]);
});
