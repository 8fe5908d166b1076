import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { asksWhetherPaid, bankReason, reasonOf, reasons, retried } from "./reasons.ts";
import { decisions, decisionsFor, workAfter, workKinds, workOf, workStates } from "./work.ts";

const folder = new URL("../../../shared/data/codesets/", import.meta.url);

type CodeSet = { codes: Record<string, string> };
const codesOf = (name: string): string[] =>
  Object.keys((JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as CodeSet).codes);

test.skipIf(!existsSync(folder))("every code stands in the ISO 20022 code sets (skipped without ../shared/data/codesets)", () => {
  const known = new Set(
    ["external_status_reason_code", "external_return_reason_code", "external_payment_cancellation_rejection_code"].flatMap(codesOf),
  );
  expect(Object.keys(reasons).filter((code) => !known.has(code))).toEqual([]);
});

describe("what follows from a code", () => {
  for (const [code, money, effect, again, work] of [
    ["AC01", "back", "block-account", "new-account", "account-refused"],
    ["AC03", "back", "block-account", "new-account", "account-refused"],
    ["AC04", "back", "block-account", "new-account", "account-refused"],
    ["AC06", "back", "block-account", "new-account", "account-refused"],
    ["RC01", "back", "block-account", "new-account", "account-refused"],
    ["MD07", "back", "block-payee", "person", "payee-died"],
    ["BE04", "back", "none", "person", "regulatory"],
    ["RR01", "back", "none", "person", "regulatory"],
    ["RR04", "back", "none", "never", "regulatory"],
    ["AG01", "back", "none", "person", "batch-stopped"],
    ["AG02", "back", "none", "person", "batch-stopped"],
    ["FF01", "back", "none", "person", "batch-stopped"],
    ["CH20", "back", "none", "person", "batch-stopped"],
    ["CH21", "back", "none", "person", "batch-stopped"],
    ["AM10", "back", "none", "person", "batch-stopped"],
    ["DT01", "back", "none", "person", "batch-stopped"],
    ["AM05", "stays", "none", "never", "duplicate"],
    ["DU01", "stays", "none", "never", "duplicate"],
    ["DU05", "stays", "none", "never", "duplicate"],
    ["AM04", "back", "none", "next-day", null],
    ["ED05", "back", "none", "next-day", null],
    ["TM01", "back", "none", "next-day", null],
    ["MS02", "back", "none", "person", "unspecified"],
    ["MS03", "back", "none", "person", "unspecified"],
    ["FOCR", "back", "none", "person", null],
    ["ZZ99", "back", "none", "person", "unspecified"],
  ] as const)
    test(code, () => expect(reasonOf(code)).toMatchObject({ money, effect, again, work }));

  test("is said in words", () => {
    expect(bankReason("AC04")).toBe("De rekening is opgeheven. (AC04)");
    expect(bankReason("ZZ99")).toContain("ZZ99");
    expect(bankReason(null)).toBeNull();
    for (const { means, tells } of Object.values(reasons)) expect(Math.min(means.length, tells.length)).toBeGreaterThan(15);
  });
  test("of doubles only the money stays, and only what failed because of the day goes again by itself", () => {
    expect(Object.keys(reasons).filter(asksWhetherPaid)).toEqual(["AM05", "DU01", "DU02", "DU03", "DU04", "DU05"]);
    expect(retried).toEqual(["AM04", "ED05", "TM01"]);
  });
});

describe("work of the bank", () => {
  // Writing to somebody decides nothing: the answer has to come first.
  const left = (decision: string) => (decision.startsWith("write-") ? "open" : "done");
  for (const state of workStates)
    for (const decision of decisions)
      test(`${state}, ${decision}: ${state === "open" ? left(decision) : "impossible"}`, () =>
        expect(workAfter(state, decision)).toBe(state === "open" ? left(decision) : null));
  test("each kind says what to find out and what can be decided", () => {
    for (const kind of workKinds) {
      expect(workOf[kind].ask.length).toBeGreaterThan(20);
      expect(decisionsFor(kind, "MS03").length).toBeGreaterThan(0);
    }
  });
  test("what the bank may not pay at all is never paid again", () => {
    expect(decisionsFor("regulatory", "RR04")).toEqual(["write-provider", "write-holder", "close"]);
    expect(decisionsFor("regulatory", "RR01")).toEqual(["pay-again", "write-provider", "write-holder", "close"]);
  });
});
