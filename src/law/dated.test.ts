import { expect, test } from "vitest";
import fc from "fast-check";
import { day, daysBetween, plusDays } from "../kernel/day.ts";
import { cents, minutes, type Cents, type Minutes } from "../kernel/money.ts";
import { confirmationKey, dated, settled, type Version } from "./dated.ts";
import { asMinutes } from "./value.ts";

const rate = dated<Cents>("rate", "Wet art. 1", [
  { from: day("2024-01-01"), value: cents(100), source: "Stcrt. A" },
  { from: day("2025-01-01"), value: cents(110), source: "Stcrt. B", confidence: "derived" },
  { from: day("2026-01-01"), value: "ended", source: "Stcrt. C" },
]);

for (const [why, on, known, value] of [
  ["the day before the first version has no law", "2023-12-31", false, false],
  ["the first day of a version is that version", "2024-01-01", true, 100],
  ["the last day before the next is still the old one", "2024-12-31", true, 100],
  ["the first day of the next", "2025-01-01", true, 110],
  ["the last day before the end", "2025-12-31", true, 110],
  ["the day it ended has no law", "2026-01-01", false, true],
] as const) {
  test(why, () => {
    const found = rate.on(day(on));
    expect(found.known).toBe(known);
    expect(found.known ? found.value : found.ended).toBe(value);
  });
}

test("a version says where it was read and how sure it is", () => {
  expect(rate.on(day("2024-06-01"))).toMatchObject({ source: "Stcrt. A", confidence: "published", article: "Wet art. 1", name: "rate" });
  expect(rate.on(day("2025-06-01"))).toMatchObject({ confidence: "derived" });
});

const version = (from: string, value: Cents | "ended", source = "x"): Version<Cents> => ({ from: day(from), value, source });
for (const [why, versions, problem] of [
  ["no version at all", [], /has no version/],
  ["out of order", [version("2024-01-01", cents(1)), version("2023-01-01", cents(2))], /does not follow/],
  ["twice the same day", [version("2024-01-01", cents(1)), version("2024-01-01", cents(2))], /does not follow/],
  ["no source", [version("2024-01-01", cents(1), " ")], /no source/],
  ["ended before it began", [version("2024-01-01", "ended")], /nothing to end/],
  ["ended twice", [version("2024-01-01", cents(1)), version("2025-01-01", "ended"), version("2026-01-01", "ended")], /nothing to end/],
] as const) {
  test(`a definition is refused: ${why}`, () => expect(() => dated<Cents>("x", "art. 1", versions)).toThrow(problem));
}

test("a figure that is not published is settled only when an operator confirmed that version", () => {
  const found = rate.on(day("2025-06-01"));
  if (!found.known) throw new Error("the figure of 2025 is known");
  expect(settled(found, new Set())).toBe(false);
  expect(settled(found, new Set(["rate@2024-01-01"]))).toBe(false);
  expect(settled(found, new Set([confirmationKey(found)]))).toBe(true);
});

test("another type than cents says how it is written", () => {
  const quarter = dated<Minutes>("quarter", "art. 1", [version("2024-01-01", cents(15)) as unknown as Version<Minutes>], asMinutes);
  expect(quarter.written(minutes(15))).toEqual({ unit: "minutes", amount: 15 });
});

test("on any day the law is the latest version that began, or unknown", () => {
  const start = day("2015-01-01");
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: -10, max: 5100 }),
      (steps, probe) => {
        const ordered = [...steps].sort((a, b) => a - b);
        const rule = dated<Cents>(
          "any",
          "art. 1",
          ordered.map((step) => version(plusDays(start, step), cents(step))),
        );
        const found = rule.on(plusDays(start, probe));
        const expected = ordered.filter((step) => step <= probe).at(-1);
        expect(found.known ? found.value : undefined).toBe(expected);
        if (found.known) expect(daysBetween(found.from, plusDays(start, probe))).toBeGreaterThanOrEqual(0);
      },
    ),
    { seed: 20261, verbose: true },
  );
});
