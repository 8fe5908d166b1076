import { expect, test } from "vitest";
import fc from "fast-check";
import { day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { canonical, hashOf, receipt, verify, type Json, type Receipt } from "./receipt.ts";
import { worksheet } from "./worksheet.ts";

const sheet = worksheet("line-1", day("2026-10-05"));
sheet.line("amount", cents(5000), "Wet art. 1");

const parts: Omit<Receipt, "form"> = {
  subject: "declaration-1",
  legalDay: day("2026-11-02"),
  release: "0.1.0",
  given: { month: "2026-10", lines: [{ id: "line-1", minutes: 60 }] },
  rules: [{ code: "D101", about: "line-1", outcome: "pass", article: "Wet art. 1" }],
  sheet: sheet.lines,
  findings: [],
  outcome: "pay",
};

test("a receipt verifies against its hash, also after a journey through JSON with its keys in another order", () => {
  const made = receipt(parts);
  const hash = hashOf(made);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const turned = Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(made)) as object).reverse()) as Receipt;
  expect(verify(turned, hash)).toBe(true);
});

test("any change breaks the hash", () => {
  const hash = hashOf(receipt(parts));
  expect(verify(receipt({ ...parts, outcome: "refuse" }), hash)).toBe(false);
  expect(verify(receipt({ ...parts, release: "0.1.1" }), hash)).toBe(false);
});

for (const [why, text] of [
  ["a citizen service number", "burger 999990019"],
  ["an account number", "NL91ABNA0417164300"],
] as const) {
  test(`a receipt refuses to hold ${why}`, () => expect(() => receipt({ ...parts, given: { text } })).toThrow(/BSN or an IBAN/));
}

test("an opaque id with many digits is no BSN", () => {
  expect(() => receipt({ ...parts, subject: "0b999990-0199-4990-8199-a999990019bc" })).not.toThrow();
});

for (const [why, value] of [
  ["a fraction", 0.5],
  ["a number beyond safe", 2 ** 53],
  ["negative zero", -0],
  ["undefined", undefined],
  ["a date", new Date(0)],
] as const) {
  test(`canonical text refuses ${why}`, () => expect(() => canonical({ value } as unknown as Json)).toThrow(/canonical form/));
}

test("canonical text does not depend on the order of keys and reads back as the same data", () => {
  const value = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.string(),
      fc.array(tie("json"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("json"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).json;
  const reversed = (json: Json): Json =>
    Array.isArray(json)
      ? json.map(reversed)
      : typeof json === "object" && json !== null
        ? Object.fromEntries(
            Object.entries(json)
              .reverse()
              .map(([key, held]) => [key, reversed(held)]),
          )
        : json;
  fc.assert(
    fc.property(value, (json) => {
      expect(canonical(reversed(json))).toBe(canonical(json));
      expect(JSON.parse(canonical(json))).toEqual(json);
    }),
    { seed: 20262, verbose: true },
  );
});

test("a text is written as JSON writes it, whatever it holds", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\ud800", '"', "\\", "\u2028", "")), (text) => {
      expect(canonical({ [text]: text })).toBe(JSON.stringify({ [text]: text }));
    }),
    { seed: 20273, verbose: true },
  );
});
