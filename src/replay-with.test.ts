import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./cli-run.ts";
import { Refusal } from "./kernel/refusal.ts";
import { day } from "./kernel/day.ts";
import { wlzMaximumPerHour } from "./law/care-rates.ts";
import { underOtherLaw } from "./law/dated.ts";
import { readOtherLaw } from "./other-law.ts";
import { differencesOf, reportOf, type Decided, type Outcomes } from "./replay-report.ts";
import { replayWith } from "./replay-with.ts";
import { seededHouse, type SeededHouse } from "./sim/seeded-for-tests.ts";

const rate = "maximumtarief Wlz informeel per uur";
const lowered = { rule: rate, from: "2026-01-01", value: 2_000, source: "voorstel" };
const policy = { funder: "0090", law: "wmo", standing: "informal", from: "2025-01-01", value: 2_000 };

describe("a file with another law", () => {
  const faultsOf = (text: string): string[] => {
    try {
      readOtherLaw(text);
      return [];
    } catch (error) {
      return error instanceof Refusal ? error.faults.map(({ field }) => field) : ["a defect"];
    }
  };
  for (const [why, given, fields] of [
    ["is taken", [lowered, policy], []],
    ["ends a rule", [{ ...lowered, value: "ended" }], []],
    ["is no list", {}, ["bestand"]],
    ["is empty", [], ["bestand"]],
    ["names a rule that is none", [{ ...lowered, rule: "maximumtarief Wlz" }], ["0.rule"]],
    ["has half a cent", [{ ...lowered, value: 20.5 }], ["0.value"]],
    ["has less than nothing", [{ ...lowered, value: -1 }], ["0.value"]],
    ["has words for an amount", [{ ...lowered, value: "20 euro" }], ["0.value"]],
    ["misses a part", [{ ...lowered, rule: "verantwoordingsvrij bedrag, Wlz", value: { thousandths: 15, least: 0 } }], ["0.value"]],
    ["has no such day, and no source", [{ ...lowered, from: "2026-02-30", source: "" }], ["0.from", "0.source"]],
    ["has something more", [{ ...lowered, note: "x" }], ["0"]],
    ["says a thing twice", [lowered, lowered], ["1"]],
    [
      "is wrong in two places",
      [
        { ...lowered, value: -1 },
        { ...lowered, rule: "x" },
      ],
      ["0.value", "1.rule"],
    ],
    ["ends what never began", [{ ...lowered, from: "2017-01-01", value: "ended" }], [rate]],
    ["has a policy under the Wlz", [{ ...policy, law: "wlz" }], ["0.law"]],
    ["has a policy in euros", [{ ...policy, value: 20.5 }], ["0.value"]],
  ] as const)
    test(why, () => {
      expect(faultsOf(JSON.stringify(given))).toEqual(fields);
    });

  test("holds as long as the work, and law is what it was afterwards", async () => {
    const { rules } = readOtherLaw(JSON.stringify([lowered]));
    const on = () => wlzMaximumPerHour.informal.on(day("2026-06-01"));
    const before = on();
    await underOtherLaw(rules, () => {
      expect(on()).toMatchObject({ value: 2_000, from: "2026-01-01", source: "voorstel", confidence: "published" });
      expect(wlzMaximumPerHour.informal.on(day("2025-06-01"))).toMatchObject({ known: true, from: "2025-01-01" });
      return Promise.resolve();
    });
    expect(on()).toEqual(before);
    await expect(underOtherLaw(rules, () => Promise.reject(new Error("stops")))).rejects.toThrow("stops");
    expect(on()).toEqual(before);
  });
});

test("every grouping of what differs sums to the total, to the cent", () => {
  const decided: fc.Arbitrary<Decided[]> = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e"),
      holder: fc.constantFrom("h1", "h2"),
      law: fc.constantFrom("wlz", "wmo"),
      funder: fc.constantFrom("0090", "5501"),
      state: fc.constantFrom("approved", "repair"),
      amount: fc.nat(100_000),
      codes: fc.subarray(["A103", "D110"]),
    }),
    { selector: ({ id }) => id },
  );
  const outcomes: fc.Arbitrary<Outcomes> = fc.record({
    award: decided,
    agreement: decided,
    "declaration-line": decided,
    commands: fc.constant(1),
    refusedBy: fc.constant(new Map([["b", "A103"]])),
  });
  fc.assert(
    fc.property(outcomes, outcomes, (before, after) => {
      expect(differencesOf(before, before)).toEqual([]);
      const report = reportOf(1, differencesOf(before, after));
      for (const kind of ["award", "agreement", "declaration-line"] as const) {
        const sum = (all: typeof report.byRule) => all.reduce((soFar, group) => soFar + group[kind].difference, 0);
        for (const groups of [report.byRule, report.byLaw, report.byFunder, report.byHolder])
          expect(sum(groups)).toBe(report.total[kind].difference);
        const all = (side: Outcomes) => side[kind].reduce((soFar, { amount }) => soFar + amount, 0);
        expect(report.total[kind].difference).toBe(all(after) - all(before));
      }
    }),
    { seed: 20_261_127, numRuns: 300 },
  );
});

describe("a year under another law", () => {
  let house: SeededHouse;
  beforeAll(async () => {
    house = await seededHouse();
  }, 120_000);
  afterAll(() => house.close());

  test("decides again, tells what differs by rule, and touches nobody whom the law does not touch", async () => {
    const midway = { ...lowered, from: "2026-09-01" };
    const report = await replayWith(house.url, house.door, readOtherLaw(JSON.stringify([midway, policy])), () => undefined);
    const touched = report.differences.map(({ law, funder }) => (law === "wlz" ? "wlz" : funder));
    expect([...new Set(touched)].sort()).toEqual(["0090", "wlz"]);
    expect(report.byRule.map(({ key }) => key)).toEqual(["A103", "D110"]);
    // Hours of September above the new maximum go back to be mended: they differ by their own check, and not by the agreement.
    const back = report.differences.filter(({ rule }) => rule === "D110");
    expect(back.every(({ law, before, after }) => law === "wlz" && before?.state === "approved" && after?.state === "repair")).toBe(true);
    expect(report.total.award.difference).toBe(0);
    expect(report.total.agreement.difference).toBeLessThan(0);
    expect(report.total["declaration-line"].difference).toBeLessThan(0);
    expect(report.byHolder.reduce((sum, group) => sum + group["declaration-line"].difference, 0)).toBe(
      report.total["declaration-line"].difference,
    );
  }, 120_000);

  test("refuses a policy that nobody set, and says which", async () => {
    const never = readOtherLaw(JSON.stringify([{ ...policy, from: "2025-01-02" }]));
    await expect(replayWith(house.url, house.door, never, () => undefined)).rejects.toMatchObject({
      code: "input-invalid",
      faults: [{ field: "0090 wmo informal 2025-01-02" }],
    });
    expect(await run(["replay", "--with"], {})).toBe(1);
    expect(await run(["replay", "--with", "/nergens/wet.json"], {})).toBe(1);
  });
});
