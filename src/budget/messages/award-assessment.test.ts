import { describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { assessAwardMessage, formOutcome, type AwardFacts, type Predecessor } from "./award-assessment.ts";
import { readAwardMessage } from "./award-reader.ts";
import { jw501, wlz501, wmo501, type FixtureFields } from "./fixtures.ts";

const knows: AwardFacts["knows"] = (code, law) => code !== "9999" && (law === "wlz") === code.startsWith("55");
const none: AwardFacts = {
  today: day("2026-11-02"),
  knows,
  identificationUsed: false,
  budgetNumberUsed: false,
  predecessor: null,
  grantedElsewhere: [],
};

const refusals = (xml: string, facts: Partial<AwardFacts> = {}): string[] => {
  const outcome = assessAwardMessage(readAwardMessage(Buffer.from(xml)), { ...none, ...facts });
  const refused = outcome.codes.filter(({ code }) => code !== "0200").map((each) => `${each.class} ${each.code}`);
  expect(outcome.accepted).toBe(refused.length === 0);
  return refused;
};

const year = { from: "2026-01-01", until: "2026-12-31" };
const help = { code: "01", amount: 100, ...year };
const before: Predecessor = {
  sameFunder: true,
  sameHolder: true,
  sameLaw: true,
  replaced: false,
  functions: [{ code: "01", amount: 500 }],
};
const elsewhere = (code: string, from: string, until: string) => ({ grantedElsewhere: [{ code, from: day(from), until: day(until) }] });

describe("the sender", () => {
  test.each([
    ["a municipality, Wmo", wmo501(), []],
    ["a municipality, Jeugdwet", jw501(), []],
    ["a care office, Wlz", wlz501(), []],
    ["nobody, Wmo", wmo501({ sender: "9999" }), ["Header S300"]],
    ["nobody, Wlz", wlz501({ sender: "9999" }), ["Header P010"]],
    ["a care office, Wmo", wmo501({ sender: "5515" }), ["Header IV046"]],
    ["a municipality, Wlz", wlz501({ sender: "0363" }), ["Header IV046"]],
  ])("%s", (_why, xml, expected) => {
    expect(refusals(xml)).toEqual(expected);
  });

  test("whom we do not know learns nothing about holders or budgets", () => {
    expect(
      refusals(wmo501({ sender: "9999", previous: "B0" }), { ...elsewhere("01", "2026-01-01", "2026-12-31"), budgetNumberUsed: true }),
    ).toEqual(["Header S300"]);
  });

  test("and hears what is wrong with the form all the same", () => {
    expect(refusals(wmo501({ sender: "9999", bsn: "999990021" }))).toEqual(["Header S300", "Client P004"]);
    expect(formOutcome(readAwardMessage(Buffer.from("geen xml")), knows).codes.map(({ code }) => code)).toEqual(["0001"]);
  });
});

describe("what we already have", () => {
  const rows: [string, FixtureFields, Partial<AwardFacts>, string[]][] = [
    ["dated today", { dated: "2026-11-02" }, {}, []],
    ["dated tomorrow", { dated: "2026-11-03" }, {}, ["Header 8848"]],
    ["the identification used for something else", {}, { identificationUsed: true }, ["Header 9056"]],
    ["the budget number used", {}, { budgetNumberUsed: true }, ["Budget 9332"]],
    ["no predecessor named, one there", { functions: [help] }, { predecessor: before }, []],
    ["a predecessor that we know", { previous: "B0", functions: [help] }, { predecessor: before }, []],
    ["one that we do not know", { previous: "B0" }, {}, ["Budget 9063"]],
    ["one of another funder", { previous: "B0" }, { predecessor: { ...before, sameFunder: false } }, ["Budget 9063"]],
    ["one of another holder", { previous: "B0" }, { predecessor: { ...before, sameHolder: false } }, ["Budget 9063"]],
    ["one under another law", { previous: "B0" }, { predecessor: { ...before, sameLaw: false } }, ["Budget 9063"]],
    ["one already replaced", { previous: "B0" }, { predecessor: { ...before, replaced: true } }, ["Budget P011"]],
    ["a function left out", { previous: "B0", functions: [{ ...help, code: "02" }] }, { predecessor: before }, ["Budget OP501"]],
    ["a function withdrawn", { previous: "B0", functions: [{ ...help, amount: 0, until: "2026-01-01" }] }, { predecessor: before }, []],
    [
      "a function that was withdrawn before left out",
      { previous: "B0", functions: [{ ...help, code: "02" }] },
      { predecessor: { ...before, functions: [{ code: "01", amount: 0 }] } },
      [],
    ],
    ["the function granted elsewhere", { functions: [help] }, elsewhere("01", "2026-01-01", "2026-12-31"), ["FunctieBudget OP508"]],
    ["elsewhere until the day it begins", { functions: [help] }, elsewhere("01", "2025-01-01", "2026-01-01"), ["FunctieBudget OP508"]],
    ["elsewhere until the day before", { functions: [help] }, elsewhere("01", "2025-01-01", "2025-12-31"), []],
    ["elsewhere from the last day", { functions: [help] }, elsewhere("01", "2026-12-31", "2027-12-31"), ["FunctieBudget OP508"]],
    ["elsewhere from the day after", { functions: [help] }, elsewhere("01", "2027-01-01", "2027-12-31"), []],
    ["another function elsewhere", { functions: [help] }, elsewhere("02", "2026-01-01", "2026-12-31"), []],
    [
      "withdrawn here, granted elsewhere",
      { functions: [{ ...help, amount: 0, until: "2026-01-01" }] },
      elsewhere("01", "2026-01-01", "2026-12-31"),
      [],
    ],
  ];
  test.each(rows)("%s", (_why, given, facts, expected) => {
    expect(refusals(wmo501(given), facts)).toEqual(expected);
  });

  test("each function left out is named", () => {
    const functions = ["01", "02", "03"].map((code) => ({ code, amount: 1 }));
    const reading = readAwardMessage(Buffer.from(wmo501({ previous: "B0", functions: [help] })));
    const { codes } = assessAwardMessage(reading, { ...none, predecessor: { ...before, functions } });
    expect(codes.filter(({ code }) => code === "OP501").map(({ text }) => text.slice(0, 14))).toEqual(["Zorgfunctie 02", "Zorgfunctie 03"]);
  });
});

test("classes that are not there are not judged", () => {
  const reading = readAwardMessage(Buffer.from(wmo501().replace(/<wmo501:Client>[^]*<\/wmo501:Client>/, "")));
  expect(assessAwardMessage(reading, none).codes.map((each) => `${each.class} ${each.code}`)).toEqual([
    "Header 0200",
    "Client P001",
    "Budget 0233",
    "FunctieBudget 0233",
  ]);
});
