import { describe, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents, minutes } from "../kernel/money.ts";
import type { Period } from "../kernel/period.ts";
import { laws } from "../law/laws.ts";
import type { Terms } from "./agreement.ts";
import { judge } from "./checks.ts";
import type { AgreementFacts, OtherAgreement, ReplacedFacts } from "./facts.ts";
import { agreementFacts, hourly, monthly, perHourOf } from "./fixtures.ts";
import { clausesOf, kindExists, kinds, type AgreementKind, type Employment } from "./kinds.ts";
import { modelFor } from "./model-texts.ts";
import type { Rate, Unit } from "./rate.ts";

const found = (facts: AgreementFacts): string[] => judge(facts).findings.map(({ code, outcome }) => `${code} ${outcome}`);
const rate = (unit: Unit, price: number, label = ""): Rate => ({ unit, cents: cents(price), label, window: null });
const person = { kind: "person", registered: false, family: false, wageAge: 21 } as const;
const family = { ...person, family: true } as const;
const entrepreneur = { kind: "self-employed", registered: true, family: false, wageAge: 21 } as const;
const company = { kind: "institution", registered: true, family: false, wageAge: null } as const;
const employed: Employment = { daysPerWeek: 3, trialMonths: 0, endTold: false, taxCredit: true, idCopy: true };

/** Terms of a kind under the Wmo that are right, unless changed. */
const of = (kind: AgreementKind, changes: Partial<Terms> = {}): Terms => ({
  ...hourly,
  law: "wmo",
  kind,
  funder: "0363",
  model: modelFor(kind, "wmo", day("2026-09-15"))?.id ?? "",
  careFunction: { codeList: "WMO022", code: "02" },
  accepted: clausesOf(kind),
  employment: kind === "employment" ? employed : null,
  ...(kind === "network" ? { rates: [rate("month", 14_100, "de hulp")], minutesPerWeek: null } : {}),
  ...(kind === "transport" ? { rates: [rate("piece", 750, "rit")], minutesPerWeek: null, quantityPerWeek: 4 } : {}),
  ...(kind === "institution" ? { standing: "formal" as const } : {}),
  ...changes,
});
const providerOf = (kind: AgreementKind): AgreementFacts["provider"] =>
  kind === "institution" ? company : kind === "family" ? family : person;
const facts = (kind: AgreementKind, changes: Partial<Terms> = {}, more: Partial<AgreementFacts> = {}): AgreementFacts =>
  agreementFacts(of(kind, changes), { provider: providerOf(kind), ...more });
const until = (last: string | null) => ({
  period: { from: day("2026-10-01"), until: last === null ? null : day(last) },
  setAside: cents(0),
});
const trial = (trialMonths: number, last: string | null) =>
  found(facts("employment", { ...until(last), employment: { ...employed, trialMonths } })).filter((one) => one.startsWith("A118"));
const other = (changes: Partial<OtherAgreement> = {}): OtherAgreement => ({
  id: "agreement-0",
  provider: "provider-1",
  kind: "assignment",
  state: "approved",
  period: { from: day("2026-01-01"), until: day("2026-12-31") },
  ...changes,
});
const standIn = { standInFor: "agreement-0" };
const to = (last: string | null): Period[] => [{ from: day("2026-01-01"), until: last === null ? null : day(last) }];
const ill = (changes: Partial<ReplacedFacts> = {}): ReplacedFacts => ({
  provider: "provider-2",
  running: to("2026-12-31"),
  standIn: to(null),
  ...changes,
});

describe("every kind, when it is right, fits", () => {
  for (const kind of kinds) test(kind, () => expect(found(facts(kind))).toEqual([]));
});

const cases: [code: string, rows: [why: string, facts: AgreementFacts, findings: string[]][]][] = [
  [
    "A101",
    [
      ["an assignment with family", facts("assignment", {}, { provider: family }), ["A101 repair"]],
      ["a family agreement with a stranger", facts("family", {}, { provider: person }), ["A101 repair"]],
      ["family in employment", facts("employment", {}, { provider: family }), []],
      ["a company that drives", facts("transport", {}, { provider: company }), []],
      ["an employment contract with a company", facts("employment", {}, { provider: company }), ["A101 repair"]],
    ],
  ],
  [
    "A102",
    [
      [
        "the first model of an institution asks for holiday pay",
        facts("institution", { model: "zorginstelling-wmo-1" }),
        ["A101 repair", "A102 repair"],
      ],
      ["a network declaration without its clause", facts("network", { accepted: ["care-description"] }), ["A102 repair"]],
    ],
  ],
  [
    "A110",
    [
      [
        "a month amount and an hour",
        agreementFacts({ ...monthly, rates: [...monthly.rates, rate("hour", 2000, "nacht")] }),
        ["A110 repair"],
      ],
      ["two month amounts", agreementFacts({ ...monthly, rates: [...monthly.rates, rate("month", 100, "extra")] }), ["A110 repair"]],
      [
        "an allowance with costs",
        facts("network", { rates: [rate("month", 14_100, "hulp"), rate("month", 2500, "kosten")] }),
        ["A115 notice"],
      ],
    ],
  ],
  [
    "A111",
    [
      ["a day and night of an institution", facts("institution", { rates: [rate("day", 100)], quantityPerWeek: 1 }), []],
      ["of an entrepreneur", facts("assignment", { rates: [rate("day", 100)], quantityPerWeek: 1 }, { provider: entrepreneur }), []],
      [
        "of a person with a right to the minimum wage",
        facts("assignment", { rates: [rate("day", 100)], quantityPerWeek: 1 }),
        ["A111 repair"],
      ],
    ],
  ],
  [
    "A112",
    [
      ["travel of an institution", facts("institution", { rates: [...perHourOf(5000), rate("piece", 23, "reiskosten")] }), ["A112 repair"]],
      ["another piece", facts("institution", { rates: [...perHourOf(5000), rate("piece", 500, "maaltijd")] }), []],
      ["travel of a person", facts("assignment", { rates: [...perHourOf(2000), rate("piece", 23, "reiskosten")] }), []],
    ],
  ],
  [
    "A113",
    [
      ["an employee by the part of a day", facts("employment", { rates: [rate("daypart", 100)], quantityPerWeek: 1 }), ["A113 repair"]],
      ["a carrier by the hour", facts("transport", { rates: perHourOf(2000), minutesPerWeek: minutes(60) }), ["A113 repair"]],
    ],
  ],
  [
    "A114",
    [
      ["an organisation", facts("network", {}, { provider: company }), ["A114 repair"]],
      ["as formal care", facts("network", { standing: "formal" }, { provider: entrepreneur }), ["A114 repair"]],
    ],
  ],
  [
    "A115",
    [
      ["on the maximum", facts("network"), []],
      ["a cent more", facts("network", { rates: [rate("month", 14_101)] }), ["A115 repair"]],
    ],
  ],
  [
    "A116",
    [
      ["a declaration beside an agreement", facts("network", {}, { others: [other()] }), ["A116 repair"]],
      ["an agreement beside a declaration", facts("assignment", {}, { others: [other({ kind: "network" })] }), ["A116 repair"]],
      ["two agreements", facts("assignment", {}, { others: [other()] }), []],
      ["of another helper", facts("network", {}, { others: [other({ provider: "provider-2" })] }), []],
      [
        "the day before it begins",
        facts("network", {}, { others: [other({ period: { from: day("2026-01-01"), until: day("2026-09-30") } })] }),
        [],
      ],
      [
        "the day on which it begins",
        facts("network", {}, { others: [other({ period: { from: day("2026-01-01"), until: day("2026-10-01") } })] }),
        ["A116 repair"],
      ],
    ],
  ],
  [
    "A117",
    [
      ["no terms of employment", facts("employment", { employment: null }), ["A117 repair"]],
      ["those with an assignment", facts("assignment", { employment: employed }), ["A117 repair"]],
      ["seven days", facts("employment", { employment: { ...employed, daysPerWeek: 7 } }), []],
      ["eight days", facts("employment", { employment: { ...employed, daysPerWeek: 8 } }), ["A117 repair"]],
      ["no day", facts("employment", { employment: { ...employed, daysPerWeek: 0 } }), ["A117 repair"]],
      ["no copy of the proof of identity", facts("employment", { employment: { ...employed, idCopy: false } }), ["A117 repair"]],
    ],
  ],
  [
    "A119",
    [
      ["a second rate without a name", facts("assignment", { rates: [...perHourOf(2000), ...perHourOf(2100)] }), ["A119 repair"]],
      ["two of one name", facts("assignment", { rates: [rate("hour", 2000, "a"), rate("hour", 2100, "a")] }), ["A119 repair"]],
      ["one name for two units", facts("assignment", { rates: [rate("hour", 2000, "a"), rate("daypart", 2, "a")] }), []],
    ],
  ],
  [
    "A120",
    [
      ["for another who is ill", facts("assignment", standIn, { replaced: ill() }), []],
      ["for himself", facts("assignment", standIn, { replaced: ill({ provider: "provider-1" }) }), ["A120 repair"]],
      ["for nobody", facts("assignment", standIn), ["A120 repair"]],
      ["for who left", facts("assignment", standIn, { replaced: ill({ running: [] }) }), ["A120 repair"]],
      [
        "for whose agreement ended the day before",
        facts("assignment", standIn, { replaced: ill({ running: to("2026-09-30") }) }),
        ["A120 repair"],
      ],
      ["for whose agreement ends on the first day", facts("assignment", standIn, { replaced: ill({ running: to("2026-10-01") }) }), []],
      ["for who was not ill", facts("assignment", standIn, { replaced: ill({ standIn: [] }) }), ["A120 repair"]],
      [
        "for who was better the day before",
        facts("assignment", standIn, { replaced: ill({ standIn: to("2026-09-30") }) }),
        ["A120 repair"],
      ],
      ["for who was better after the first day", facts("assignment", standIn, { replaced: ill({ standIn: to("2026-10-01") }) }), []],
      [
        "by the part of a day",
        facts("assignment", { ...standIn, rates: [rate("daypart", 100)], quantityPerWeek: 1 }, { replaced: ill() }),
        ["A120 repair"],
      ],
    ],
  ],
];
for (const [code, rows] of cases) {
  describe(code, () => {
    for (const [why, given, findings] of rows) test(why, () => expect(found(given)).toEqual(findings));
  });
}

describe("A118", () => {
  for (const [why, months, last, codes] of [
    ["none in a short contract", 0, "2026-12-31", []],
    ["a month in a contract a day short of more than six months", 1, "2027-03-31", ["A118 repair"]],
    ["a month in one of six months and a day", 1, "2027-04-01", []],
    ["two months there", 2, "2027-04-01", ["A118 repair"]],
    ["two months a day short of two years", 2, "2028-09-29", ["A118 repair"]],
    ["two months in two years", 2, "2028-09-30", []],
    ["two months without an end", 2, null, []],
  ] as const)
    test(why, () => expect(trial(months, last)).toEqual(codes));
});

test("every kind that a law knows has a model text", () => {
  for (const kind of kinds)
    for (const law of laws) expect(modelFor(kind, law, day("2026-11-01")) !== null, `${kind} ${law}`).toBe(kindExists(kind, law));
});

describe("the minimum wage", () => {
  const lowest = (kind: AgreementKind, price: number, changes: Partial<Terms> = {}, provider: object = {}): string[] =>
    found(facts(kind, { rates: perHourOf(price), ...changes }, { provider: { ...providerOf(kind), ...provider } })).filter((one) =>
      one.startsWith("A121"),
    );
  const from = (first: string) => ({ period: { from: day(first), until: day("2026-12-31") } });

  // From 1 July 2026 it is € 14,99, with holiday allowance € 16,19 (16,1892, up).
  for (const [why, low, enough, changes, provider] of [
    ["of an adult", 1618, 1619, {}, {}],
    ["the day before it rose", 1588, 1589, from("2026-06-30"), {}],
    ["of somebody of eighteen: half of it", 809, 810, {}, { wageAge: 18 }],
  ] as const)
    test(`${why}, a cent below and exactly`, () => {
      for (const kind of ["assignment", "family", "employment"] as const)
        expect([kind, lowest(kind, low, changes, provider), lowest(kind, enough, changes, provider)]).toEqual([kind, ["A121 repair"], []]);
    });

  test("is asked of every rate, and says what is allowed", () => {
    const rates = [rate("hour", 2500), rate("hour", 1600, "nacht")];
    const [first] = judge(facts("assignment", { rates })).findings.filter(({ code }) => code === "A121");
    expect(first).toMatchObject({ remedy: "Spreek €\u00a016,19 per uur of meer af." });
    expect(first?.text).toContain("€\u00a016,00 per uur");
  });

  test("holds for an entrepreneur too who works as family", () => {
    expect(lowest("family", 1618, {}, { kind: "self-employed" })).toEqual(["A121 repair"]);
  });

  test("is looked at by a person where the age is not known, below that of an adult only", () => {
    const unknown = { wageAge: null };
    expect([lowest("assignment", 1618, {}, unknown), lowest("assignment", 1619, {}, unknown)]).toEqual([["A121 review"], []]);
  });

  test("does not hold for an entrepreneur by assignment, an institution, other units, or days before we know an amount", () => {
    expect(lowest("assignment", 1000, {}, entrepreneur)).toEqual([]);
    expect(lowest("institution", 1000)).toEqual([]);
    expect(lowest("transport", 750, { rates: [rate("piece", 750, "rit")] })).toEqual([]);
    expect(lowest("assignment", 1000, from("2023-12-31"))).toEqual([]);
  });
});
