import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { standingOf, type StandingFacts } from "./standing.ts";
import { worksheet } from "./worksheet.ts";

const nothing: StandingFacts = { careCompany: false, careSoleTrader: false, registeredProfession: false, closeFamily: false };
const on = day("2026-01-01");

for (const [why, facts, standing, ground] of [
  ["nobody in a register", {}, "informal", null],
  ["family, in no register", { closeFamily: true }, "informal", null],
  ["a care company", { careCompany: true }, "formal", "care-company"],
  ["a care company of family stays formal", { careCompany: true, closeFamily: true }, "formal", "care-company"],
  ["a sole trader", { careSoleTrader: true }, "formal", "self-employed"],
  ["a sole trader who is family", { careSoleTrader: true, closeFamily: true }, "informal", null],
  ["a registered nurse", { registeredProfession: true }, "formal", "registered-profession"],
  ["a registered nurse who is family", { registeredProfession: true, closeFamily: true }, "informal", null],
  ["both registers and family", { careSoleTrader: true, registeredProfession: true, closeFamily: true }, "informal", null],
  [
    "every ground and family: the company counts",
    { careCompany: true, careSoleTrader: true, registeredProfession: true, closeFamily: true },
    "formal",
    "care-company",
  ],
] as const) {
  test(why, () => {
    expect(standingOf(worksheet("agreement", on), { ...nothing, ...facts })).toStrictEqual({ standing, ground, settled: false });
  });
}

test("the sheet says what it rests on", () => {
  const sheet = worksheet("agreement", on);
  standingOf(sheet, { ...nothing, registeredProfession: true });
  expect(sheet.lines.map(({ what, value }) => [what, value])).toStrictEqual([
    [
      "wanneer een zorgverlener formeel is, Wlz",
      {
        unit: "text",
        text: "onderneming in het handelsregister die zorg verleent; zelfstandige zonder personeel in het handelsregister die zorg verleent (geen familie); inschrijving in het BIG-register (geen familie)",
      },
    ],
    ["soort zorgverlener", { unit: "text", text: "formeel: inschrijving in het BIG-register" }],
  ]);
});

test("before 2018 the law is not known", () => {
  expect(standingOf(worksheet("agreement", day("2017-12-31")), nothing)).toBeNull();
});
