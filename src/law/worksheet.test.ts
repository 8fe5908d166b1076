import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents, minutes, perHour, type Cents } from "../kernel/money.ts";
import { dated } from "./dated.ts";
import { asMinutes, asPercent, asText, asWeeks, valueInDutch } from "./value.ts";
import { unsettledLines, worksheet } from "./worksheet.ts";

const rate = dated<Cents>("rate", "Wet art. 1", [
  { from: day("2024-01-01"), value: cents(1327), source: "Stcrt. A" },
  { from: day("2025-01-01"), value: cents(1400), source: "our index", confidence: "derived" },
]);

test("what a rule takes and computes is written down in order", () => {
  const sheet = worksheet("line-1", day("2024-03-01"));
  const gross = sheet.line("gross", perHour(sheet.take(rate), minutes(90)), "BW 7:617");
  expect(gross).toBe(1991);
  expect(sheet.lines.map(({ what, value, origin }) => [what, value, origin])).toEqual([
    ["rate", { unit: "cents", amount: 1327 }, "law"],
    ["gross", { unit: "cents", amount: 1991 }, "calculation"],
  ]);
  expect(sheet.lines[0]).toMatchObject({
    about: "line-1",
    legalDay: "2024-03-01",
    inForceSince: "2024-01-01",
    source: "Stcrt. A",
    settled: true,
  });
});

test("a derived figure is written down as unsettled until it is confirmed", () => {
  const open = worksheet("line-1", day("2025-03-01"));
  expect(open.consult(rate)).toMatchObject({ known: true, value: 1400, settled: false, confidence: "derived" });
  expect(unsettledLines(open.lines)).toHaveLength(1);

  const confirmed = worksheet("line-1", day("2025-03-01"), new Set(["rate@2025-01-01"]));
  expect(confirmed.consult(rate)).toMatchObject({ settled: true, confidence: "derived" });
  expect(unsettledLines(confirmed.lines)).toHaveLength(0);
});

test("a day without law is a defect for who takes and an answer for who consults", () => {
  const sheet = worksheet("line-1", day("2023-12-31"));
  expect(() => sheet.take(rate)).toThrow("rate (Wet art. 1) is unknown on 2023-12-31");
  expect(sheet.consult(rate)).toMatchObject({ known: false, ended: false });
  expect(sheet.lines).toEqual([]);
});

for (const [value, dutch] of [
  [asMinutes(minutes(150)), "2,5 uur"],
  [asWeeks(1), "1 week"],
  [asWeeks(6), "6 weken"],
  [asPercent(517, 10_000), "5,17%"],
  [asPercent(-1, 8), "−12,5%"],
  [asText("uur"), "uur"],
] as const) {
  test(`a value reads as ${dutch}`, () => expect(valueInDutch(value).replaceAll("\u00a0", " ")).toBe(dutch));
}
