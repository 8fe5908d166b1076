import { describe, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { batchAfter, batchMoves, batchStates, contentHashOf, messageIdOf, whyNotSign, type BatchMove, type BatchState } from "./batch.ts";
import { detailsAfter, detailsMoves, detailsStates, isMissed, type DetailsMove, type DetailsState } from "./details.ts";
import { base32Of, endToEndOf, orderAfter, orderMoves, orderStates, type OrderMove, type OrderState } from "./order.ts";
import { isSepaIdentifier } from "./messages/sepa-text.ts";
import { divide, type Candidate, type Room } from "./plan.ts";
import { decisions, workAfter, workStates } from "./work.ts";

const orderTable: Record<OrderState, Partial<Record<OrderMove, OrderState>>> = {
  batched: { send: "sent", withdraw: "withdrawn" },
  sent: { book: "booked", reject: "rejected", return: "returned" },
  booked: { reject: "rejected", return: "returned" },
  rejected: {},
  returned: { "explain-return": "rejected" },
  withdrawn: {},
};

const batchTable: Record<BatchState, Partial<Record<BatchMove, BatchState>>> = {
  draft: { freeze: "frozen", withdraw: "withdrawn" },
  frozen: { release: "released", withdraw: "withdrawn" },
  released: { send: "sent" },
  sent: { book: "booked", reject: "rejected" },
  booked: {},
  rejected: { book: "booked" },
  withdrawn: {},
};

const detailsTable: Record<DetailsState, Partial<Record<DetailsMove, DetailsState>>> = {
  waiting: { agree: "agrees", contradict: "contradicts" },
  agrees: {},
  contradicts: { putRight: "put-right" },
  "put-right": {},
};

describe("every state times every move", () => {
  for (const state of detailsStates)
    for (const move of Object.keys(detailsMoves) as DetailsMove[]) {
      const to = detailsTable[state][move] ?? null;
      test(`details ${state}, ${move}: ${to ?? "impossible"}`, () => expect(detailsAfter(state, move)).toBe(to));
    }
  test("work is decided about while it is open, and writing leaves it open", () => {
    for (const state of workStates)
      for (const decision of decisions)
        expect(workAfter(state, decision)).toBe(state === "done" ? null : decision.startsWith("write-") ? "open" : "done");
  });
  for (const state of orderStates)
    for (const move of Object.keys(orderMoves) as OrderMove[]) {
      const to = orderTable[state][move] ?? null;
      test(`order ${state}, ${move}: ${to ?? "impossible"}`, () => expect(orderAfter(state, move)).toBe(to));
    }
  for (const state of batchStates)
    for (const move of Object.keys(batchMoves) as BatchMove[]) {
      const to = batchTable[state][move] ?? null;
      test(`batch ${state}, ${move}: ${to ?? "impossible"}`, () => expect(batchAfter(state, move)).toBe(to));
    }
});

describe("a statement that stays away is missed", () => {
  for (const [why, since, bankDays, today, missed] of [
    ["on the day of booking", "2026-11-06", 1, "2026-11-06", false],
    ["at the weekend", "2026-11-06", 1, "2026-11-08", false],
    ["on the next bank day", "2026-11-06", 1, "2026-11-09", false],
    ["after the next bank day", "2026-11-06", 1, "2026-11-10", true],
    ["on the bank day after Christmas", "2026-12-24", 1, "2026-12-28", false],
    ["after that day", "2026-12-24", 1, "2026-12-29", true],
    ["booked on a Saturday, on Monday", "2026-11-07", 1, "2026-11-09", false],
    ["booked on a Saturday, on Tuesday", "2026-11-07", 1, "2026-11-10", true],
    ["on the second of two bank days", "2026-11-06", 2, "2026-11-10", false],
    ["after the second", "2026-11-06", 2, "2026-11-11", true],
  ] as const)
    test(`${why}: ${missed ? "yes" : "no"}`, () => expect(isMissed({ since: day(since) }, bankDays, day(today))).toBe(missed));
});

describe("references", () => {
  test("are one to one with the id and fit every bank", () => {
    expect(base32Of("00000000-0000-0000-0000-000000000000")).toBe("0".repeat(26));
    expect(base32Of("ffffffff-ffff-ffff-ffff-ffffffffffff")).toBe(`7${"Z".repeat(25)}`);
    expect(base32Of("00000000-0000-0000-0000-000000000021")).toBe(`${"0".repeat(24)}11`);
    expect(endToEndOf("ffffffff-ffff-ffff-ffff-ffffffffffff")).toHaveLength(29);
    expect(isSepaIdentifier(messageIdOf("ffffffff-ffff-ffff-ffff-ffffffffffff"))).toBe(true);
  });
});

describe("what two people sign", () => {
  const order = { id: "a", endToEnd: "PGB1", amount: cents(100), account: "x" };
  const content = {
    batch: "b",
    messageId: "m",
    executionDay: day("2026-11-03"),
    file: "f",
    count: 2,
    sum: cents(300),
    orders: [order, { ...order, id: "c", amount: cents(200) }],
  };
  const hash = contentHashOf(content);
  test("does not depend on the order of the orders", () =>
    expect(contentHashOf({ ...content, orders: [...content.orders].reverse() })).toBe(hash));
  for (const [what, changed] of [
    ["an amount", { ...content, orders: [{ ...order, amount: cents(101) }, ...content.orders.slice(1)] }],
    ["an account", { ...content, orders: [{ ...order, account: "y" }, ...content.orders.slice(1)] }],
    ["a reference", { ...content, orders: [{ ...order, endToEnd: "PGB2" }, ...content.orders.slice(1)] }],
    ["the day", { ...content, executionDay: day("2026-11-04") }],
    ["the file", { ...content, file: "g" }],
    ["an order less", { ...content, orders: [order] }],
  ] as const)
    test(`changes with ${what}`, () => expect(contentHashOf(changed)).not.toBe(hash));
});

describe("who may sign", () => {
  const batch = { maker: "maker", signed: ["first"], changers: ["changer"] };
  for (const [person, may] of [
    ["maker", false],
    ["first", false],
    ["changer", false],
    ["second", true],
  ] as const)
    test(`${person}: ${may ? "yes" : "no"}`, () => expect(whyNotSign(person, batch) === null).toBe(may));
});

describe("what comes into a batch", () => {
  const today = day("2026-11-10");
  const one: Candidate = {
    declaration: "d",
    amount: cents(100),
    underWay: false,
    blocked: false,
    account: { from: day("2026-01-01"), replaces: false },
    elsewhere: false,
  };
  const room: Room = { count: 2, sum: cents(1_000) };
  for (const [why, candidate, reason] of [
    ["an ordinary one", one, undefined],
    ["nothing open", { ...one, amount: cents(0) }, "nothing-open"],
    ["an earlier order under way", { ...one, underWay: true }, "under-way"],
    ["a blocked payee", { ...one, blocked: true }, "blocked"],
    ["no account", { ...one, account: null }, "no-account"],
    ["a first account of today", { ...one, account: { from: today, replaces: false } }, undefined],
    ["an account changed today", { ...one, account: { from: today, replaces: true } }, "account-held"],
    ["an account changed yesterday", { ...one, account: { from: day("2026-11-09"), replaces: true } }, "account-held"],
    ["an account changed the day before", { ...one, account: { from: day("2026-11-08"), replaces: true } }, undefined],
    ["one that another account pays", { ...one, elsewhere: true }, "other-account"],
    ["alone more than the limit: somebody with a higher mandate signs", { ...one, amount: cents(1_001) }, undefined],
  ] as const)
    test(`${why}: ${reason ?? "taken"}`, () => expect(divide([candidate], today, room).leftOut[0]?.reason).toBe(reason));

  test("one that does not fit leaves room for a smaller one", () => {
    const { taken, leftOut } = divide(
      [
        { ...one, declaration: "a", amount: cents(950) },
        { ...one, declaration: "b" },
        { ...one, declaration: "c", amount: cents(50) },
        { ...one, declaration: "d", amount: cents(0) },
      ],
      today,
      room,
    );
    expect(taken.map(({ declaration }) => declaration)).toEqual(["a", "c"]);
    expect(leftOut).toEqual([
      { declaration: "b", reason: "batch-full" },
      { declaration: "d", reason: "nothing-open" },
    ]);
  });

  test("no more than the number that fits, whatever the amount", () => {
    const three = ["a", "b", "c"].map((declaration) => ({ ...one, declaration }));
    expect(divide(three, today, room).leftOut).toEqual([{ declaration: "c", reason: "batch-full" }]);
    expect(divide(three, today).leftOut).toEqual([]);
  });
});
