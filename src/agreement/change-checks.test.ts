import { describe, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents, minutes } from "../kernel/money.ts";
import { changedParts, changeParts, consents, needsOf, partsInWords, type ChangePart, type Version } from "./change.ts";
import type { ChangeFacts } from "./change-checks.ts";
import { judge } from "./checks.ts";
import { agreementFacts, approved, hourly, perHourOf } from "./fixtures.ts";

const before: Version = { ...hourly, family: false, care: "care-1" };
const november = { from: day("2026-11-01"), until: day("2026-12-31") };
const employment = { daysPerWeek: 3, trialMonths: 0, endTold: false, taxCredit: false, idCopy: true };

describe("what a change is made of, and whose consent it takes", () => {
  const all = [...consents];
  for (const [part, changes, needs] of [
    ["rates", { rates: perHourOf(2600) }, all],
    ["work", { minutesPerWeek: minutes(615) }, all],
    ["work", { schedule: "irregular", minutesPerWeek: null }, all],
    ["care", { care: "care-2" }, all],
    ["budget", { budgetLines: ["line-1", "line-2"] }, all],
    ["standing", { standing: "formal" }, all],
    ["model", { model: "opdracht-wlz-2" }, all],
    ["earlierEnd", { period: { from: november.from, until: day("2026-12-30") } }, ["provider", "holder"]],
    ["laterEnd", { period: { from: november.from, until: day("2027-01-01") } }, ["holder"]],
    ["laterEnd", { period: { from: november.from, until: null } }, ["holder"]],
    ["setAside", { setAside: cents(100_000) }, ["holder"]],
    ["setAside", { beyondCommitment: false }, ["holder"]],
  ] as const satisfies readonly (readonly [ChangePart, Partial<Version>, readonly string[]])[]) {
    test(`${part} by ${Object.keys(changes).join(" and ")}`, () => {
      const parts = changedParts(before, { ...before, period: november, ...changes });
      expect([parts, needsOf(parts)]).toEqual([[part], needs]);
    });
  }

  test("terms of employment ask both parties, but days of work are the amount of work", () => {
    const now = { ...before, employment };
    expect(changedParts(now, { ...now, employment: { ...employment, taxCredit: true } })).toEqual(["employment"]);
    expect(needsOf(["employment"])).toEqual(["provider", "holder"]);
    expect(changedParts(now, { ...now, employment: { ...employment, daysPerWeek: 4 } })).toEqual(["work"]);
  });

  test("several parts take the consent of all of them together; no part is no change", () => {
    for (const part of Object.keys(changeParts) as ChangePart[])
      for (const other of Object.keys(changeParts) as ChangePart[])
        expect(needsOf([part, other])).toEqual(consents.filter((one) => needsOf([part]).includes(one) || needsOf([other]).includes(one)));
    expect(changedParts(before, { ...before, period: november })).toEqual([]);
    expect(partsInWords(["rates", "work", "laterEnd"])).toBe("het tarief, de hoeveelheid werk en een latere einddatum");
  });
});

describe("the checks of a change", () => {
  const change = (changes: Partial<ChangeFacts> = {}): ChangeFacts => ({
    before: { ...approved(), family: false, care: "care-1" },
    care: "care-1",
    lastDeclared: null,
    otherOpen: false,
    awarded: [{ from: day("2026-01-01"), until: day("2026-12-31") }],
    freed: [],
    ...changes,
  });
  const codes = (terms: object, changes: Partial<ChangeFacts> = {}, sharedOn = "2026-11-02"): string[] =>
    judge(
      agreementFacts(
        { ...hourly, period: november, rates: perHourOf(2400), ...terms },
        { change: change(changes), sharedOn: day(sharedOn) },
      ),
    ).findings.map(({ code, outcome }) => `${code} ${outcome}`);
  const from = (first: string, until: string | null = "2026-12-31") => ({
    period: { from: day(first), until: until === null ? null : day(until) },
  });
  const ended = { ...approved(), family: false, care: "care-1" };

  for (const [why, terms, changes, found] of [
    ["from the first of the month", {}, {}, []],
    ["from the second", from("2026-11-02"), {}, ["A130 repair"]],
    ["from the last day of a month", from("2026-11-30"), {}, ["A130 repair"]],
    ["from its own first day", from("2026-10-01"), {}, ["A136 notice"]],
    ["from the month before it began", from("2026-09-01"), {}, ["A130 repair", "A136 notice"]],
    ["from the day after its end", from("2027-01-01", null), {}, ["A105 repair"]],
    ["a month later", from("2027-02-01", null), {}, ["A105 repair", "A130 repair"]],
    ["the month after the last of which hours were sent", {}, { lastDeclared: "2026-10" }, []],
    ["the last month of which hours were sent", {}, { lastDeclared: "2026-11" }, ["A131 repair"]],
    ["of a version that ended", {}, { before: { ...ended, state: "ended" } }, ["A132 repair"]],
    ["while another one waits", {}, { otherOpen: true }, ["A133 repair"]],
    ["with another provider", { provider: "provider-2" }, {}, ["A134 repair"]],
    ["in which nothing changes", { rates: hourly.rates }, {}, ["A135 repair"]],
    ["with a rate above the maximum", { rates: perHourOf(99_900) }, {}, ["A103 repair", "A108 repair"]],
  ] as const) {
    test(why, () => expect(codes(terms, changes as Partial<ChangeFacts>)).toEqual(found));
  }

  test("this month is not late, the month before is", () => {
    expect(codes({}, {}, "2026-11-30")).toEqual([]);
    expect(codes({}, {}, "2026-12-01")).toEqual(["A136 notice"]);
  });

  test("what it costs before and after is reckoned from its first day", () => {
    const { money } = judge(agreementFacts({ ...hourly, period: november, rates: perHourOf(2000) }, { change: change() })).change ?? {};
    // 61 days of 10 hours a week: 5 229 minutes at € 25,00 and at € 20,00.
    expect(money).toMatchObject({ before: 217_875, after: 174_300, afterUntil: "2026-12-31", freed: 0 });
  });
});
