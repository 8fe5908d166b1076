import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { day, plusDays, type Day } from "./day.ts";
import { daysIn, includes, joined, overlap, type Period } from "./period.ts";

const period = (from: string, until: string | null): Period => ({ from: day(from), until: until === null ? null : day(until) });
const october = period("2026-10-01", "2026-10-31");

for (const [on, inside] of [
  ["2026-09-30", false],
  ["2026-10-01", true],
  ["2026-10-31", true],
  ["2026-11-01", false],
] as const) {
  test(`October ${inside ? "includes" : "does not include"} ${on}`, () => expect(includes(october, day(on))).toBe(inside));
}
test("without an end it includes every later day", () => expect(includes(period("2026-10-01", null), day("2199-12-31"))).toBe(true));

describe("overlap", () => {
  for (const [why, other, shared] of [
    ["inside", period("2026-10-05", "2026-10-06"), period("2026-10-05", "2026-10-06")],
    ["one day at the edge", period("2026-10-31", null), period("2026-10-31", "2026-10-31")],
    ["the day after", period("2026-11-01", null), null],
    ["the day before", period("2026-09-01", "2026-09-30"), null],
    ["around", period("2026-01-01", null), october],
  ] as const) {
    test(why, () => {
      expect(overlap(october, other)).toEqual(shared);
      expect(overlap(other, october)).toEqual(shared);
    });
  }
  test("two without an end share one without an end", () =>
    expect(overlap(period("2026-01-01", null), period("2026-02-01", null))).toEqual(period("2026-02-01", null)));
});

test("length counts both ends", () => {
  expect(daysIn(october)).toBe(31);
  expect(daysIn(period("2026-10-01", "2026-10-01"))).toBe(1);
  expect(() => daysIn(period("2026-10-01", null))).toThrow(/has no end/);
});

describe("joined", () => {
  for (const [why, periods, joint] of [
    ["nothing", [], []],
    ["adjoining", [period("2026-11-01", "2026-11-30"), october], [period("2026-10-01", "2026-11-30")]],
    ["a day between", [october, period("2026-11-02", "2026-11-30")], [october, period("2026-11-02", "2026-11-30")]],
    ["one inside another", [period("2026-01-01", "2026-12-31"), october], [period("2026-01-01", "2026-12-31")]],
    ["without an end swallows what follows", [period("2026-01-01", null), october], [period("2026-01-01", null)]],
  ] as const) {
    test(why, () => expect(joined(periods)).toEqual(joint));
  }
  test("a day is in the joined periods exactly when it was in one of them, and in only one", () => {
    const start = day("2026-01-01");
    const any = fc
      .tuple(fc.nat(60), fc.nat(20))
      .map(([from, length]): Period => ({ from: plusDays(start, from), until: plusDays(start, from + length) }));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), fc.nat(90), (periods, step) => {
        const on: Day = plusDays(start, step);
        const hits = joined(periods).filter((each) => includes(each, on)).length;
        expect(hits).toBe(periods.some((each) => includes(each, on)) ? 1 : 0);
      }),
      { seed: 20271, verbose: true },
    );
  });
});
