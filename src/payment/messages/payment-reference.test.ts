import { expect, test } from "vitest";
import { isCreditorReference, isPaymentReference, referenceCheckDigit } from "./payment-reference.ts";

// The two examples that Betaalvereniging Nederland publishes.
for (const [digits, check] of [
  ["000056789012345", 5],
  ["2234534622567", 1],
] as const)
  test(`the check digit of ${digits} is ${String(check)}`, () => expect(referenceCheckDigit(digits)).toBe(check));

for (const [why, text, good] of [
  ["the published example of 16 digits", "5000056789012345", true],
  ["the published example of 14 digits", "12234534622567", true],
  ["another check digit", "22234534622567", false],
  ["another count", "13234534622567", false],
  ["two digits swapped", "12234543622567", false],
  ["7 digits have no check", "1234567", true],
  ["6 digits are too few", "123456", false],
  ["8 digits do not exist", "12345678", false],
  ["15 digits do not exist", "000056789012345", false],
  ["17 digits are too many", "50000567890123450", false],
  ["letters", "500005678901234A", false],
  ["nothing", "", false],
] as const)
  test(`a payment reference: ${why}`, () => expect(isPaymentReference(text)).toBe(good));

for (let count = 7; count <= 12; count += 1)
  test(`a reference of ${String(count)} digits behind its count`, () => {
    const tail = `${String(count % 10)}${"123456789012".slice(0, count)}`;
    const reference = `${String(referenceCheckDigit(tail))}${tail}`;
    expect(isPaymentReference(reference)).toBe(true);
    expect(isPaymentReference(`${String((Number(reference[0]) + 1) % 10)}${tail}`)).toBe(false);
  });

for (const [text, good] of [
  ["RF18539007547034", true],
  ["RF19539007547034", false],
  ["RF18", false],
  ["NL18539007547034", false],
] as const)
  test(`${text} is ${good ? "a" : "no"} creditor reference`, () => expect(isCreditorReference(text)).toBe(good));
