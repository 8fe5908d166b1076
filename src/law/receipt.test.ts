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

test("a receipt is written as any plain data is, whatever its rules and working hold, and however often", () => {
  const text = fc.oneof(fc.string(), fc.constantFrom("Wet art. 1", "een woord", "", '"', "\\", "\u2028"));
  const rule = fc.record({ code: text, about: text, outcome: fc.constantFrom("pass" as const, "repair" as const), article: text });
  const value = fc.oneof(
    fc.record({ unit: fc.constant("cents" as const), amount: fc.integer().map(cents) }),
    fc.record({ unit: fc.constant("text" as const), text }),
    fc.record({ unit: fc.constant("percent" as const), numerator: fc.integer(), denominator: fc.integer() }),
  );
  const line = fc.record({
    ...{ about: text, what: text, value, article: text, settled: fc.boolean() },
    legalDay: fc.constantFrom(day("2026-10-05"), day("2026-11-02")),
    inForceSince: fc.constantFrom(null, day("2026-01-01")),
    source: fc.option(text),
    confidence: fc.constantFrom("published" as const, "derived" as const),
    origin: fc.constantFrom("law" as const, "ledger" as const),
  });
  const finding = fc.record({ code: text, about: text, outcome: fc.constant("repair" as const), article: text, text, remedy: text });
  const whole = fc.record({
    ...{ subject: text, release: text, outcome: text, given: fc.dictionary(text, text, { noNullPrototype: true }) },
    ...{ rules: fc.array(rule), sheet: fc.array(line), findings: fc.array(finding), legalDay: fc.constant(day("2026-11-02")) },
  });
  fc.assert(
    fc.property(whole, (of) => {
      const made = receipt(of);
      const read = JSON.parse(JSON.stringify(made)) as Receipt;
      expect(canonical(made)).toBe(canonical(read));
      expect(hashOf(receipt(of))).toBe(hashOf(read));
    }),
    { seed: 20283, verbose: true },
  );
});

for (const [where, changes] of [
  ["a rule", { rules: [{ code: "D101", about: "999990019", outcome: "pass", article: "Wet art. 1" }] }],
  ["the working", { sheet: [{ ...sheet.lines[0], what: "rekening NL91ABNA0417164300" }] }],
  ["a finding", { findings: [{ code: "D101", about: "a", outcome: "repair", article: "b", text: "burger 999990019", remedy: "c" }] }],
  ["its subject", { subject: "999990019" }],
] as const)
  test(`a receipt refuses a number of a person in ${where}, every time`, () => {
    for (const _ of [1, 2]) expect(() => receipt({ ...parts, ...(changes as object) })).toThrow(/BSN or an IBAN/);
  });
