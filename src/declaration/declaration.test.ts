import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  claims,
  declarationState,
  declarationStateName,
  lineStateName,
  lineStates,
  moved,
  moves,
  type LineState,
  type Move,
} from "./declaration.ts";

describe("the table of moves", () => {
  const allowed: Record<Move, Partial<Record<LineState, LineState>>> = {
    reject: { prepared: "rejected" },
    credit: { paid: "credited" },
    returnCredited: { credited: "withdrawn" },
    revise: { rejected: "prepared" },
    submit: { prepared: "submitted" },
    accept: { submitted: "approved" },
    askRepair: { submitted: "repair" },
    sendToReview: { submitted: "review" },
    approve: { review: "approved" },
    returnForRepair: { review: "repair" },
    refuse: { review: "refused" },
    mend: { repair: "submitted" },
    reopen: { refused: "review" },
    lapse: { repair: "refused" },
    leaveToReview: { repair: "review" },
    reconsider: { refused: "review" },
    withdraw: { prepared: "withdrawn", rejected: "withdrawn", repair: "withdrawn", review: "withdrawn" },
    order: { approved: "ordered", returned: "ordered" },
    payAgain: { returned: "approved" },
    dropOrder: { ordered: "approved" },
    pay: { ordered: "paid" },
    return: { ordered: "returned", paid: "returned" },
  };
  for (const move of Object.keys(moves) as Move[]) {
    for (const state of lineStates) {
      const to = allowed[move][state] ?? null;
      test(`${move} from ${state} ${to === null ? "is impossible" : `leads to ${to}`}`, () => expect(moved(state, move)).toBe(to));
    }
  }
});

test("the checks alone refuse nothing: only a person or the calendar does", () => {
  const refusing = Object.values(moves).filter(({ to }) => to === "refused");
  expect(refusing.map(({ by }) => by).sort()).toEqual(["calendar", "svb"]);
});

for (const [lines, state] of [
  [[], "withdrawn"],
  [["withdrawn"], "withdrawn"],
  [["prepared", "repair"], "prepared"],
  [["approved", "repair", "paid"], "repair"],
  [["approved", "review"], "in-assessment"],
  [["paid", "returned"], "returned"],
  [["paid", "paid", "withdrawn"], "paid"],
  [["paid", "ordered"], "partly-paid"],
  [["paid", "refused"], "partly-paid"],
  [["approved", "refused"], "approved"],
  [["ordered"], "approved"],
  [["refused", "rejected"], "refused"],
  [["rejected"], "rejected"],
] as [LineState[], string][]) {
  test(`a declaration with lines [${lines.join(", ")}] is ${state}`, () => expect(declarationState(lines)).toBe(state));
}

test("the state of a declaration has a name and does not depend on the order of its lines", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...lineStates), { maxLength: 8 }), (lines) => {
      expect(declarationStateName[declarationState(lines)]).not.toBe("");
      expect(declarationState([...lines].reverse())).toBe(declarationState(lines));
    }),
    { seed: 20264, verbose: true },
  );
});

test("every state has a name, and a dead line claims no day", () => {
  expect(lineStates.every((state) => lineStateName[state].length > 0)).toBe(true);
  expect(lineStates.filter((state) => !claims(state))).toEqual(["rejected", "refused", "withdrawn", "credited"]);
});
