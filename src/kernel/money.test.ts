import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  cents,
  hoursOnly,
  inDecimals,
  inEuros,
  inHours,
  least,
  minus,
  minutes,
  perHour,
  plus,
  readEuros,
  readHours,
  share,
  total,
} from "./money.ts";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");
const safe = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
  test(`${String(bad)} is no amount and no time`, () => {
    expect(() => cents(bad)).toThrow(/whole number of cents/);
    expect(() => minutes(bad)).toThrow(/whole number of minutes/);
  });
}

test("zero has no sign", () => expect(Object.is(cents(-0), 0)).toBe(true));

test("adding up stays exact, or fails", () => {
  expect(plus(cents(1), cents(2))).toBe(3);
  expect(minus(cents(1), cents(2))).toBe(-1);
  expect(least(cents(1), cents(2))).toBe(1);
  expect(total([])).toBe(0);
  expect(() => plus(cents(Number.MAX_SAFE_INTEGER), cents(1))).toThrow(/whole number/);
  expect(() => total([cents(Number.MAX_SAFE_INTEGER), cents(1), cents(-1)])).toThrow(/whole number/);
});

for (const [rate, worked, amount] of [
  [2500, 60, 2500],
  [2500, 0, 0],
  [2502, 15, 626],
  [2501, 15, 625],
  [1, 30, 1],
  [1, 29, 0],
  [Number.MAX_SAFE_INTEGER, 60, Number.MAX_SAFE_INTEGER],
] as const) {
  test(`${String(worked)} minutes at ${String(rate)} an hour cost ${String(amount)}`, () =>
    expect(perHour(cents(rate), minutes(worked))).toBe(amount));
}

test("time and rates below zero have no price", () => {
  expect(() => perHour(cents(-1), minutes(1))).toThrow(/cannot price/);
  expect(() => share(cents(1), -1, 2)).toThrow(/cannot price/);
});

test("half a cent goes up, and only then", () => {
  fc.assert(
    fc.property(fc.nat(100_000_000), fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (amount, numerator, denominator) => {
      const exact = BigInt(amount) * BigInt(numerator);
      const rounded = BigInt(share(cents(amount), numerator, denominator)) * BigInt(denominator);
      const off = 2n * (rounded - exact);
      expect(off > -BigInt(denominator) && off <= BigInt(denominator)).toBe(true);
    }),
    { seed: 20266, verbose: true },
  );
});

describe("amounts as people read and type them", () => {
  for (const [amount, euros, decimals] of [
    [0, "€ 0,00", "0.00"],
    [5, "€ 0,05", "0.05"],
    [110_200, "€ 1.102,00", "1102.00"],
    [-110_200, "−€ 1.102,00", "-1102.00"],
    [123_456_789_012, "€ 1.234.567.890,12", "1234567890.12"],
  ] as const) {
    test(euros, () => {
      expect(plain(inEuros(cents(amount)))).toBe(euros);
      expect(inDecimals(cents(amount))).toBe(decimals);
    });
  }
  for (const [text, amount] of [
    ["12", 1200],
    ["12,5", 1250],
    ["12.50", 1250],
    ["€ 1.250,00", 125_000],
    ["1.250", 125_000],
    ["0,01", 1],
    ["", null],
    ["-1", null],
    ["1,234", null],
    ["1.2.3", null],
    ["12,", null],
    ["1e3", null],
    ["999999999999", null],
  ] as const) {
    test(`"${text}" is ${String(amount)}`, () => expect(readEuros(text)).toBe(amount));
  }
  test("what is shown reads back", () => {
    fc.assert(
      fc.property(
        safe.filter((amount) => amount >= 0),
        (amount) => {
          expect(readEuros(inEuros(cents(amount)))).toBe(amount);
        },
      ),
      { seed: 20267, verbose: true },
    );
  });
});

describe("hours as people read and type them", () => {
  for (const [worked, text] of [
    [0, "0 uur"],
    [15, "0,25 uur"],
    [150, "2,5 uur"],
    [2280, "38 uur"],
    [60_000, "1.000 uur"],
    [1, "0,02 uur"],
  ] as const) {
    test(text, () => expect(plain(inHours(minutes(worked)))).toBe(text));
  }
  for (const [text, worked] of [
    ["2", 120],
    ["2,5", 150],
    ["2.25", 135],
    ["2:15", 135],
    [" 2,5 ", 150],
    ["2,1", 126],
    ["2,01", null],
    ["2:60", null],
    ["", null],
    ["-1", null],
    ["1000", null],
  ] as const) {
    test(`"${text}" is ${String(worked)} minutes`, () => expect(readHours(text)).toBe(worked));
  }
  test("quarters that are shown read back", () => {
    fc.assert(
      fc.property(fc.nat(3999), (quarters) => {
        expect(readHours(hoursOnly(minutes(quarters * 15)))).toBe(quarters * 15);
      }),
      { seed: 20268, verbose: true },
    );
  });
});
