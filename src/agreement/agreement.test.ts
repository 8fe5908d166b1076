import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { day } from "../kernel/day.ts";
import { cents, total, zero } from "../kernel/money.ts";
import { laws } from "../law/laws.ts";
import { allocated, costOver, expectedCost, inForce, moved, moves, states, type Move, type State } from "./agreement.ts";
import { approved, hourly, monthly } from "./fixtures.ts";
import { monthAmount } from "./rate.ts";
import { clausesOf, kindExists, kinds, type AgreementKind } from "./kinds.ts";
import { filled, modelById, modelFor, modelTexts, placeholders, type Placeholder } from "./model-texts.ts";

describe("the table of moves", () => {
  const allowed: Record<Move, Partial<Record<State, State>>> = {
    decline: { shared: "rejected" },
    revise: { shared: "shared", "provider-signed": "shared" },
    providerSign: { shared: "provider-signed" },
    holderSign: { "provider-signed": "signed" },
    holderSignPart: { "provider-signed": "provider-signed" },
    holderSignLast: { "provider-signed": "approved" },
    holderSignAlone: { shared: "approved" },
    holderSignAlonePart: { shared: "shared" },
    funderApprove: { signed: "funder-approved" },
    funderApproveAlone: { signed: "approved" },
    funderReject: { signed: "rejected" },
    svbApprove: { "funder-approved": "approved" },
    svbReject: { "funder-approved": "rejected" },
    withdraw: { shared: "withdrawn", "provider-signed": "withdrawn", signed: "withdrawn", "funder-approved": "withdrawn" },
    end: { approved: "ended" },
  };
  for (const move of Object.keys(moves) as Move[]) {
    for (const state of states) {
      const to = allowed[move][state] ?? null;
      test(`${move} from ${state} ${to === null ? "is impossible" : `leads to ${to}`}`, () => expect(moved(state, move)).toBe(to));
    }
  }
});

for (const [why, changes, on, holds] of [
  ["the day before it starts", {}, "2026-09-30", false],
  ["its first day", {}, "2026-10-01", true],
  ["its last day", {}, "2026-12-31", true],
  ["the day after", {}, "2027-01-01", false],
  ["without an end it runs on", { period: { from: day("2026-10-01"), until: null } }, "2031-01-01", true],
  ["the last day when ended early", { state: "ended", endedOn: day("2026-11-15") }, "2026-11-15", true],
  ["the day after it was ended early", { state: "ended", endedOn: day("2026-11-15") }, "2026-11-16", false],
  ["not before it is approved", { state: "signed" }, "2026-10-05", false],
] as const) {
  test(`in force: ${why}`, () => expect(inForce({ ...approved(), ...changes }, day(on))).toBe(holds));
}

for (const [why, terms, from, until, cost] of [
  ["four weeks of ten hours", hourly, "2026-10-01", "2026-10-28", 100_000],
  ["a single day of a week, up to the whole minute", hourly, "2026-10-01", "2026-10-01", 3583],
  ["three whole months", monthly, "2026-10-01", "2026-12-31", 300_000],
  ["a month and half of November", monthly, "2026-10-01", "2026-11-15", 150_000],
  [
    "irregular work has no expected cost",
    { ...hourly, schedule: "irregular", minutesPerWeek: null } as const,
    "2026-10-01",
    "2026-10-31",
    null,
  ],
  ["nor when its hours were guessed", { ...hourly, schedule: "irregular" } as const, "2026-10-01", "2026-10-31", null],
] as const) {
  test(`expected cost: ${why}`, () => expect(expectedCost(terms, { from: day(from), until: day(until) })).toBe(cost));
}

test("cost counts awarded days only, and a day awarded twice once", () => {
  const awarded = [
    { from: day("2026-01-01"), until: day("2026-10-31") },
    { from: day("2026-10-15"), until: day("2026-11-30") },
    { from: day("2027-01-01"), until: null },
  ];
  expect(costOver(monthly, awarded)).toBe(200_000);
  expect(costOver(monthly, [])).toBe(0);
});

test("the share of a month, half a cent up", () => {
  expect(monthAmount(cents(100_001), 31, 31)).toBe(100_001);
  expect(monthAmount(cents(100), 1, 31)).toBe(3);
  expect(monthAmount(cents(1), 1, 2)).toBe(1);
});

test("a commitment is divided over its lines in order, no cent lost, and only the first may fall short", () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.array(fc.integer({ min: -500, max: 50_000 }), { minLength: 1, maxLength: 5 }), (amount, frees) => {
      const lines = frees.map((free, at) => ({ id: String(at), free: cents(free) }));
      const parts = allocated(cents(amount), lines);
      expect(total(parts.map((part) => part.amount))).toBe(amount);
      for (const [at, part] of parts.entries()) {
        expect(part.amount).toBeGreaterThanOrEqual(0);
        if (at > 0) expect(part.amount).toBeLessThanOrEqual(Math.max(frees[at] ?? 0, 0));
      }
      const later = parts.findIndex((part, at) => at > 0 && part.amount > zero);
      if (later > 0) expect(parts[0]?.amount).toBeGreaterThanOrEqual(Math.max(frees[0] ?? 0, 0));
    }),
    { seed: 20263, verbose: true },
  );
});

const ofEmployment = ["dagen", "proeftijd", "aanzegging", "loonheffing"] as const;
const leftOut: Readonly<Record<AgreementKind, readonly Placeholder[]>> = {
  assignment: ofEmployment,
  institution: ofEmployment,
  family: ofEmployment,
  employment: [],
  transport: ofEmployment,
  network: [...ofEmployment, "verstrekker", "uren"],
};

describe("model texts", () => {
  const values = Object.fromEntries(placeholders.map((name) => [name, `<${name}>`])) as Record<Placeholder, string>;
  for (const kind of kinds) {
    for (const law of laws.filter((one) => kindExists(kind, one))) {
      test(`${kind} under the ${law} has each required clause once and leaves nothing open`, () => {
        const text = modelFor(kind, law, day("2026-10-01"));
        if (!text) throw new Error("there is a model");
        expect(text.clauses.flatMap(({ accepts }) => accepts ?? []).sort()).toEqual([...clausesOf(kind)].sort());
        const whole = filled(text, values)
          .clauses.map((clause) => clause.text)
          .join("\n");
        expect(whole).not.toMatch(/[{}]/);
        const open = placeholders.filter((name) => whole.includes(`<${name}>`));
        expect(open).toEqual(placeholders.filter((name) => !leftOut[kind].includes(name)));
      });
    }
  }
  test("every version has its own id, and is found by it", () => {
    expect(new Set(modelTexts.map(({ id }) => id)).size).toBe(modelTexts.length);
    for (const text of modelTexts) expect(modelById(text.id)).toBe(text);
    expect(modelById("unknown")).toBeNull();
    expect(modelFor("assignment", "wlz", day("2017-12-31"))).toBeNull();
  });
  test("a text that leaves something unknown open is a defect", () => {
    const [text] = modelTexts;
    if (!text) throw new Error("there is a model");
    expect(() => filled({ ...text, clauses: [{ title: "x", text: "{onbekend}", accepts: null }] }, values)).toThrow("{onbekend}");
  });
});
