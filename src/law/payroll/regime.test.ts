import { describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { dated } from "../dated.ts";
import { regimeTable, rulesFor, sickWeeksFromPensionAge, type RegimeTable } from "./regime.ts";

const tableOn = (on: string, rule = regimeTable): RegimeTable => {
  const found = rule.on(day(on));
  if (!found.known) throw new Error(`no regime on ${on}`);
  return found.value;
};

describe("the regime of work", () => {
  test.each([
    ["employment", 3, false, "2025-12-31", "gross", 6],
    ["employment", 3, true, "2025-12-31", "opted-in", 6],
    ["employment", 4, false, "2025-12-31", "insured", 104],
    ["employment", 4, true, "2025-12-31", "insured", 104],
    ["employment", null, false, "2025-12-31", "insured", 104],
    ["employment", 3, false, "2026-01-01", "insured", 104],
    ["employment", 1, true, "2026-01-01", "insured", 104],
    ["employment", 4, false, "2026-01-01", "insured", 104],
    ["family", null, false, "2026-01-01", "gross", undefined],
    ["family", null, true, "2026-01-01", "opted-in", undefined],
    ["own-account", 5, false, "2026-01-01", "gross", undefined],
    ["own-account", 5, true, "2025-01-01", "opted-in", undefined],
    ["business", 5, true, "2026-01-01", "invoice", undefined],
  ] as const)("%s, %s days a week, payroll chosen %s, on %s: %s", (work, daysPerWeek, chosen, on, regime, weeks) => {
    const rules = rulesFor(tableOn(on), { work, daysPerWeek, chosen });
    expect([rules.regime, rules.sickPay?.weeks]).toEqual([regime, weeks]);
  });

  test("the switch of 2026 rests on a bill, and says so", () => {
    expect(regimeTable.on(day("2026-01-01"))).toMatchObject({ confidence: "provisional" });
  });

  test("the switch can be moved to another day without touching code", () => {
    const [before, after] = regimeTable.versions;
    if (!before || !after) throw new Error("two versions");
    const moved = dated("verplaatst", "proef", [before, { ...after, from: day("2027-01-01") }], () => ({ unit: "text", text: "" }));
    const three = { work: "employment", daysPerWeek: 3, chosen: false } as const;
    expect([rulesFor(tableOn("2026-12-31", moved), three).regime, rulesFor(tableOn("2027-01-01", moved), three).regime]).toEqual([
      "gross",
      "insured",
    ]);
  });

  test.each([
    ["2023-06-30", 13],
    ["2023-07-01", 6],
  ])("sick pay from pension age on %s: %i weeks", (on, weeks) => {
    expect(sickWeeksFromPensionAge.on(day(on))).toMatchObject({ value: weeks });
  });
});
