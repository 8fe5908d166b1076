import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { bsnTail, readBsn } from "./bsn.ts";
import { ibanInGroups, readIban } from "./iban.ts";

describe("citizen service numbers", () => {
  for (const [text, read] of [
    ["999990019", "999990019"],
    ["9999.90.019", "999990019"],
    ["999-990 019", "999990019"],
    ["999990018", null],
    ["000000000", null],
    ["99999001", null],
    ["9999900190", null],
    ["99999001x", null],
    ["", null],
  ] as const) {
    test(`"${text}" reads as ${String(read)}`, () => expect(readBsn(text)).toBe(read));
  }
  test("one changed digit is always noticed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 999_900_006, max: 999_999_990 }),
        (at, change, number) => {
          const right = readBsn(String(number));
          if (right === null) return;
          const wrong = `${right.slice(0, at)}${String((Number(right.charAt(at)) + change) % 10)}${right.slice(at + 1)}`;
          expect(readBsn(wrong)).toBeNull();
        },
      ),
      { seed: 20272, numRuns: 2000, verbose: true },
    );
  });
  test("a page shows three digits at most", () => {
    const bsn = readBsn("999990019");
    expect(bsn && bsnTail(bsn)).toBe("••••••019");
  });
});

describe("account numbers", () => {
  for (const [text, read] of [
    ["NL91ABNA0417164300", "NL91ABNA0417164300"],
    ["nl91 abna 0417 1643 00", "NL91ABNA0417164300"],
    ["NL91-ABNA-0417-1643-00", "NL91ABNA0417164300"],
    ["NL92ABNA0417164300", null],
    ["NL91ABNA041716430", null],
    ["DE89370400440532013000", "DE89370400440532013000"],
    ["BR1500000000000010932840814P2", null],
    ["", null],
    ["0417164300", null],
  ] as const) {
    test(`"${text}" reads as ${String(read)}`, () => expect(readIban(text)).toBe(read));
  }
  test("is shown in groups of four", () => {
    const iban = readIban("NL91ABNA0417164300");
    expect(iban && ibanInGroups(iban).replaceAll("\u00a0", " ")).toBe("NL91 ABNA 0417 1643 00");
  });
});
