import { describe, expect, test } from "vitest";
import { ibanInGroups, readIban } from "./iban.ts";

describe("an account number", () => {
  for (const [why, text, read] of [
    ["as a bank writes it", "NL91ABNA0417164300", "NL91ABNA0417164300"],
    ["in groups", "NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"],
    ["with dots, dashes and small letters", "nl91.abna-0417.1643.00", "NL91ABNA0417164300"],
    ["of Belgium, which is shorter", "BE68539007547034", "BE68539007547034"],
    ["with one digit wrong", "NL91ABNA0417164301", null],
    ["with two digits changed about", "NL91ABNA0417164030", null],
    ["a character too short", "NL91ABNA041716430", null],
    ["a character too long", "NL91ABNA04171643000", null],
    ["of a country outside SEPA", "TR330006100519786457841326", null],
    ["of no country", "XX91ABNA0417164300", null],
    ["empty", "", null],
    ["words", "mijn rekening", null],
    ["with letters that only look like ours", "ΝL91ABNA0417164300", null],
  ] as const)
    test(why, () => {
      expect(readIban(text)).toBe(read);
    });

  test("is read aloud in groups of four that stay on one line, and read back", () => {
    const iban = readIban("BE68539007547034");
    expect(iban && ibanInGroups(iban)).toBe("BE68\u00a05390\u00a00754\u00a07034");
    expect(readIban("BE68 5390 0754 7034")).toBe(iban);
    expect(readIban(iban === null ? "" : ibanInGroups(iban))).toBe(iban);
  });
});
