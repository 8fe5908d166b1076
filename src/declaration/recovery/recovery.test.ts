import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, month } from "../../kernel/day.ts";
import { cents, minutes, total, type Cents } from "../../kernel/money.ts";
import { laws } from "../../law/laws.ts";
import { verify, hashOf } from "../../law/receipt.ts";
import type { LineState } from "../declaration.ts";
import { perHourOf } from "../../agreement/fixtures.ts";
import { worthOf } from "../worth.ts";
import { recoveryFacts } from "./fixtures.ts";
import {
  checks,
  givenBack,
  grounds,
  instalmentsOf,
  judgeRecovery,
  recoveryAfter,
  recoveryMoves,
  recoveryStates,
  type RecoveryFacts,
  type Taken,
} from "./recovery.ts";

const [first, second] = recoveryFacts().lines;
const withState = (state: LineState): Partial<RecoveryFacts> => ({ lines: [first!, { ...second!, state }] });
const onHolder = (law: RecoveryFacts["agreement"]["law"], intent: boolean): Partial<RecoveryFacts> => ({
  agreement: { ...recoveryFacts().agreement, law },
  ground: "wrong-data",
  decidedOn: day("2026-11-12"),
  intent,
});
const onProvider = (changes: Partial<RecoveryFacts> = {}): Partial<RecoveryFacts> => ({
  ground: "attributable-act",
  decidedOn: day("2026-11-01"),
  ...changes,
});

describe("what is claimed back", () => {
  const codes = (changes: Partial<RecoveryFacts>): string[] =>
    judgeRecovery(recoveryFacts(changes)).findings.map(({ code, outcome }) => `${code} ${outcome}`);

  for (const [why, changes, expected] of [
    ["is what the provider corrects of his own", {}, []],
    ["is something", { lines: [] }, ["R110 repair"]],
    ["was paid", withState("approved"), ["R111 repair"]],
    ["was paid, and did not come back", withState("returned"), ["R111 repair"]],
    ["was not under way to be paid", withState("ordered"), ["R111 repair"]],
    ["was not corrected before", withState("credited"), ["R112 repair"]],
    ["may be what the SVB paid in error", { ground: "paid-in-error" }, []],
    ["of a holder takes intent under the Wmo", onHolder("wmo", false), ["R113 repair"]],
    ["of a holder with intent under the Wmo", onHolder("wmo", true), []],
    ["of a holder takes intent under the Wlz", onHolder("wlz", false), ["R113 repair"]],
    ["of a holder takes wrong data alone under the Jeugdwet", onHolder("jeugdwet", false), []],
    ["of a provider takes the third-party clause", onProvider(), []],
    [
      "of a provider without that clause is for a judge",
      onProvider({ agreement: { ...recoveryFacts().agreement, accepted: ["care-description"] } }),
      ["R114 repair"],
    ],
    ["by himself takes no clause", { agreement: { ...recoveryFacts().agreement, accepted: [] } }, []],
    ["by a funder follows a decision on the award, of today at the latest", onProvider({ decidedOn: day("2026-11-12") }), []],
    ["by a funder does not come before that decision", onProvider({ decidedOn: day("2026-11-13") }), ["R115 repair"]],
    ["by a funder names that decision", onProvider({ decidedOn: null }), ["R115 repair"]],
  ] as const)
    test(why, () => {
      expect(codes(changes)).toEqual(expected);
    });

  test("is the sum of the lines, and six weeks are given to pay it", () => {
    const { amount, dueBy, receipt } = judgeRecovery(recoveryFacts());
    expect([amount, dueBy, receipt.outcome]).toEqual([7_500, "2026-12-24", "claimed-back"]);
    expect(verify(receipt, hashOf(receipt))).toBe(true);
    expect(receipt.sheet.map(({ what }) => what)).toEqual([
      "betaald voor 5\u00a0oktober\u00a02026",
      "betaald voor 6\u00a0oktober\u00a02026",
      "terug te betalen",
      "betaaltermijn terugvordering",
      "betalen uiterlijk",
    ]);
  });

  test("has an article under each law for each check", () => {
    for (const [code, { article }] of Object.entries(checks))
      for (const law of laws) expect([code, law, article[law].length > 5]).toEqual([code, law, true]);
  });

  test("is owed by the holder on one ground alone", () => {
    expect(Object.entries(grounds).filter(([, { debtor }]) => debtor === "holder")).toEqual([
      ["wrong-data", { by: "funder", debtor: "holder" }],
    ]);
  });
});

test("every move from every state is as the table says", () => {
  for (const state of recoveryStates) expect([state, recoveryAfter(state, "settle")]).toEqual([state, state === "open" ? "settled" : null]);
  expect(Object.keys(recoveryMoves)).toEqual(["settle"]);
});

test("a line that was credited is worth nothing", () => {
  const line = (state: LineState) => ({ rateAt: 0, minutes: minutes(60), quantity: 1, state });
  const terms = { rates: perHourOf(2_500), period: { from: day("2026-01-01"), until: null }, endedOn: null };
  expect(worthOf(terms, month("2026-10"), [line("paid"), line("credited")])).toBe(2_500);
});

describe("money that goes back", () => {
  const taken = fc.uniqueArray(
    fc.record({
      account: fc.constantFrom("a", "b", "c", "d"),
      fromLine: fc.boolean(),
      amount: fc.integer({ min: 0, max: 1_000 }).map(cents),
    }),
    { selector: ({ account }) => account, minLength: 1 },
  );
  const sumOf = (parts: readonly { amount: Cents }[]): Cents => total(parts.map(({ amount }) => amount));

  test("is divided to the cent, never more on an account than it gave, and free room before the commitment", () => {
    fc.assert(
      fc.property(taken, fc.integer({ min: 0, max: 100 }), (from: Taken[], share) => {
        const amount = cents(Math.floor((sumOf(from) * share) / 100));
        const parts = givenBack(amount, from);
        expect(sumOf(parts)).toBe(amount);
        const given = new Map(parts.map(({ account, amount: part }) => [account, part]));
        for (const one of from) expect(given.get(one.account) ?? 0).toBeLessThanOrEqual(one.amount);
        const lines = from.filter(({ fromLine }) => fromLine);
        const onLines = sumOf(parts.filter(({ account }) => lines.some((one) => one.account === account)));
        expect(onLines).toBe(Math.min(amount, sumOf(lines)));
      }),
      { seed: 20281, verbose: true },
    );
  });

  test("is no more than was taken", () => {
    expect(() => givenBack(cents(11), [{ account: "a", fromLine: false, amount: cents(10) }])).toThrow("more goes back");
  });

  test("is paid in parts that sum to it, a month apart, and differ by less than a cent each", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 60 }), (owed, times) => {
        fc.pre(owed >= times);
        const parts = instalmentsOf(cents(owed), times, day("2026-12-31"));
        expect(parts).toHaveLength(times);
        expect(sumOf(parts)).toBe(owed);
        for (const { amount } of parts) expect(amount).toBeGreaterThan(0);
        expect((parts[0]?.amount ?? 0) - (parts.at(-1)?.amount ?? 0)).toBeLessThan(times);
      }),
      { seed: 20282, verbose: true },
    );
    expect(instalmentsOf(cents(100), 3, day("2026-11-30")).map(({ dueOn, amount }) => `${dueOn} ${String(amount)}`)).toEqual([
      "2026-11-30 34",
      "2026-12-30 33",
      "2027-01-30 33",
    ]);
  });
});
