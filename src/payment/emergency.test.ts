import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { day } from "../kernel/day.ts";
import { cents, total } from "../kernel/money.ts";
import { judgeEmergency, type EmergencyFacts } from "./emergency-checks.ts";
import {
  emergencyAfter,
  emergencyMoves,
  emergencyStates,
  isOverdue,
  setOff,
  type EmergencyMove,
  type EmergencyState,
} from "./emergency.ts";

const table: Record<EmergencyState, Partial<Record<EmergencyMove, EmergencyState>>> = {
  ordered: { pay: "open", "come-back": "returned", withdraw: "ended" },
  open: { settle: "settled", "come-back": "returned" },
  settled: { unsettle: "open", "come-back": "returned" },
  returned: { "order-again": "ordered", close: "ended" },
  ended: {},
};
for (const state of emergencyStates)
  for (const move of Object.keys(emergencyMoves) as EmergencyMove[]) {
    const to = table[state][move] ?? null;
    test(`emergency payment ${state}, ${move}: ${to ?? "impossible"}`, () => expect(emergencyAfter(state, move)).toBe(to));
  }

const today = day("2026-11-10");
const facts: EmergencyFacts = {
  emergency: "e",
  today,
  agreement: { id: "a", law: "wmo", kind: "assignment", state: "shared" },
  amount: cents(50_000),
  outstanding: cents(0),
  underWay: false,
  rule: { id: "r", mostCents: cents(250_000), from: day("2018-01-01"), source: "test" },
  account: { from: day("2026-01-01"), replaces: false, refused: false, check: "match" },
  blocked: false,
  suspended: false,
  release: "test",
};
const account = facts.account!;
const inState = (state: EmergencyFacts["agreement"]["state"]) => ({ agreement: { ...facts.agreement, state } });

describe("an emergency payment", () => {
  for (const [why, change, codes] of [
    ["for an agreement on its way", {}, []],
    ["for one in force", inState("approved"), []],
    ["for one that was rejected", inState("rejected"), ["P101"]],
    ["for one that was withdrawn", inState("withdrawn"), ["P101"]],
    ["for one that ended", inState("ended"), ["P101"]],
    ["of wages", { agreement: { ...facts.agreement, kind: "employment" as const } }, ["P102"]],
    ["of all that the rule allows", { amount: cents(250_000) }, []],
    ["a cent over the rule", { amount: cents(250_001) }, ["P103"]],
    ["up to the rule with what was paid before", { outstanding: cents(200_000) }, []],
    ["a cent over it with what was paid before", { outstanding: cents(200_001) }, ["P103"]],
    ["without an account", { account: null }, ["P104"]],
    ["to an account that a bank refused", { account: { ...account, refused: true } }, ["P104"]],
    ["to an account from before names were checked", { account: { ...account, check: "none" as const } }, []],
    ["to an account that a second person released", { account: { ...account, check: "released" as const } }, []],
    ["to an account of which the bank still has to answer", { account: { ...account, check: "asked" as const } }, ["P104"]],
    ["to an account under almost that name", { account: { ...account, check: "close-match" as const } }, ["P104"]],
    ["to an account under another name", { account: { ...account, check: "no-match" as const } }, ["P104"]],
    ["to an account whose name the bank cannot check", { account: { ...account, check: "not-possible" as const } }, ["P104"]],
    ["to an account changed yesterday", { account: { ...account, replaces: true, from: day("2026-11-09") } }, ["P104"]],
    ["to an account changed before that", { account: { ...account, replaces: true, from: day("2026-11-08") } }, []],
    ["to who is blocked", { blocked: true }, ["P105"]],
    ["beside another that is under way", { underWay: true }, ["P106"]],
    [
      "with everything wrong",
      { ...inState("ended"), blocked: true, underWay: true, account: null, amount: cents(250_001) },
      ["P101", "P103", "P104", "P105", "P106"],
    ],
  ] as const)
    test(`${why}: ${codes.join(", ") || "may be paid"}`, () => {
      const verdict = judgeEmergency({ ...facts, ...change });
      expect(verdict.findings.map(({ code }) => code)).toEqual(codes);
      expect(verdict.fits).toBe(codes.length === 0);
      expect(verdict.receipt.given).toMatchObject("account" in change ? { account: change.account } : { account });
      expect(verdict.receipt.rules.map(({ code }) => code)).toEqual(["P101", "P102", "P103", "P104", "P105", "P106"]);
    });

  for (const [since, lookedOn, overdue] of [
    ["2026-08-10", null, true],
    ["2026-08-11", null, false],
    ["2026-01-01", "2026-08-11", false],
    ["2026-01-01", "2026-08-10", true],
  ] as const)
    test(`paid on ${since}, looked at on ${lookedOn ?? "no day"}: ${overdue ? "goes to a person" : "waits"}`, () =>
      expect(isOverdue({ since: day(since), lookedOn: lookedOn === null ? null : day(lookedOn) }, 91, today)).toBe(overdue));

  test("is set off the oldest first, never more than there is, and nothing is lost (seed 20261125)", () => {
    const amount = fc.integer({ min: 0, max: 9_999 }).map(cents);
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 5 }), (sum, lefts) => {
        const open = lefts.map((left, n) => ({ id: String(n), left }));
        const { parts, rest } = setOff(sum, open);
        expect(total(parts.map((part) => part.amount)) + rest).toBe(sum);
        expect(rest === 0 || total(parts.map((part) => part.amount)) === total(lefts)).toBe(true);
        for (const part of parts) expect(part.amount).toBeLessThanOrEqual(lefts[Number(part.id)]!);
        // Only the last that was touched may have something left.
        for (const part of parts.slice(0, -1)) expect(part.amount).toBe(lefts[Number(part.id)]);
      }),
      { seed: 20261125 },
    );
  });
});
