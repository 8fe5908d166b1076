import { expect, test } from "vitest";
import { answerNameCheck, compareNames } from "./name-check.ts";

for (const [asked, real, result] of [
  ["J. de Vries", "J. de Vries", "match"],
  ["mevrouw J de vries", "J. de Vries", "match"],
  ["Vries, J. de", "J. de Vries", "match"],
  ["Zoë Bakker", "Zoe Bakker", "match"],
  ["Zorg BV", "Zorg B.V.", "match"],
  ["J. Vriess", "J. de Vries", "close-match"],
  ["Fatma Yilmaz", "F. Yilmaz", "close-match"],
  ["P. Jansen", "J. de Vries", "no-match"],
  ["A. Jansen", "A. Bakker", "no-match"],
] as const)
  test(`${asked} against ${real}: ${result}`, () => {
    expect(compareNames(asked, real)).toEqual({ result, name: result === "close-match" ? real : null });
  });

test("what the bank does not know: a Dutch account is whose it is said to be, a foreign bank is not reached", () => {
  expect(answerNameCheck("NL91ABNA0417164300", "J.", undefined).result).toBe("match");
  expect(answerNameCheck("BE68539007547034", "J.", undefined).result).toBe("not-possible");
  expect(answerNameCheck("NL91ABNA0417164300", "J.", { name: null }).result).toBe("not-possible");
});
