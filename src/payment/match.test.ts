import { describe, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import type { EntryTransaction, StatementEntry } from "./messages/camt-entry.ts";
import { meaningsOf, settlementOf, type Known, type KnownBatch, type KnownOrder, type SettlingOrder } from "./match.ts";

const order = (id: string, change: Partial<KnownOrder> = {}): KnownOrder => ({
  id,
  amount: cents(1000),
  state: "booked",
  givenBack: false,
  ...change,
});
const batch = (change: Partial<KnownBatch> = {}): KnownBatch => ({
  id: "b",
  state: "sent",
  sum: cents(3000),
  debited: cents(0),
  ...change,
});
const known = (orders: Record<string, KnownOrder> = { E1: order("o1"), E2: order("o2") }, of = batch()): Known => ({
  orders: new Map(Object.entries(orders)),
  batches: new Map([["M1", of]]),
  funders: new Set(["0363"]),
});

const transaction = (change: Partial<EntryTransaction>): EntryTransaction => ({
  endToEndId: null,
  amount: cents(1000),
  direction: "credit",
  instructedAmount: null,
  returnReason: null,
  returnText: null,
  remittance: null,
  counterparty: { name: null, iban: null },
  ...change,
});
const entry = (amount: number, change: Partial<StatementEntry> = {}): StatementEntry => ({
  amount: cents(amount),
  direction: amount < 0 ? "debit" : "credit",
  reversal: false,
  bookedOn: day("2026-11-03"),
  valueOn: null,
  bankReference: null,
  batch: null,
  transactions: [],
  code: { domain: null, family: null, subFamily: null, proprietary: null },
  ...change,
});
const ofBatch = (amount: number, messageId = "M1") => entry(amount, { batch: { messageId, paymentInformationId: messageId, count: 3 } });
const back = (endToEndId: string | null, amount = 1000) =>
  entry(amount, { transactions: [transaction({ endToEndId, amount: cents(amount), returnReason: "AC04" })] });
const debit = (endToEndId: string, amount = 1000) =>
  entry(-amount, { transactions: [transaction({ endToEndId, amount: cents(amount), direction: "debit" })] });
const funding = (remittance: string, change: Partial<EntryTransaction> = {}) =>
  entry(1000, { transactions: [transaction({ remittance, ...change })] });

describe("an entry means", () => {
  for (const [why, read, context, meaning] of [
    ["a batch, whole", ofBatch(-3000), known(), "batch"],
    ["a batch, net of rejections", ofBatch(-2000), known(), "batch"],
    ["a cent more than the batch", ofBatch(-3001), known(), "unexplained"],
    ["a batch that is not ours", ofBatch(-3000, "M9"), known(), "unexplained"],
    ["a batch that was never released", ofBatch(-3000), known({}, batch({ state: "frozen" })), "unexplained"],
    ["a batch that was booked before", ofBatch(-3000), known({}, batch({ state: "booked", debited: cents(3000) })), "unexplained"],
    ["a batch of which the receipt is not recorded yet", ofBatch(-3000), known({}, batch({ state: "released" })), "batch"],
    ["a rejected batch, booked gross all the same", ofBatch(-3000), known({}, batch({ state: "rejected" })), "batch"],
    ["a batch that the bank takes back", { ...ofBatch(-3000), reversal: true }, known(), "unexplained"],
    ["a single payment", debit("E1"), known({ E1: order("o1", { state: "sent" }) }), "payment"],
    ["a single payment a cent short", debit("E1", 999), known({ E1: order("o1", { state: "sent" }) }), "unexplained"],
    ["a single payment of a booked order", debit("E1"), known(), "unexplained"],
    ["bank costs", entry(-250), known(), "unexplained"],
    ["a return, whole", back("E1"), known(), "return"],
    ["a return less charges", back("E1", 950), known(), "return"],
    ["a return of more than was paid", back("E1", 1001), known(), "unexplained"],
    ["a return without a reference", back(null), known(), "unexplained"],
    ["a return of an unknown reference", back("E9"), known(), "unexplained"],
    ["a return that came before", back("E1"), known({ E1: order("o1", { state: "returned", givenBack: true }) }), "unexplained"],
    ["what a rejected order was debited", back("E1"), known({ E1: order("o1", { state: "rejected" }) }), "return"],
    ["the same a second time", back("E1"), known({ E1: order("o1", { state: "rejected", givenBack: true }) }), "unexplained"],
    ["a return of a withdrawn order", back("E1"), known({ E1: order("o1", { state: "withdrawn" }) }), "unexplained"],
    ["money of a funder", funding("BEVOORSCHOTTING 0363 november"), known(), "funding"],
    ["money of an unknown funder", funding("BEVOORSCHOTTING 9999"), known(), "unexplained"],
    ["a code that is too long", funding("BEVOORSCHOTTING 03634"), known(), "unexplained"],
    ["a return that quotes funding", funding("BEVOORSCHOTTING 0363", { returnReason: "AC04" }), known(), "unexplained"],
    ["money from anybody", funding("terugbetaling"), known(), "unexplained"],
    ["a credit without details", entry(1000), known(), "unexplained"],
  ] as const)
    test(`${why}: ${meaning}`, () => expect(meaningsOf([read], context)[0]?.map((part) => part.meaning)).toEqual([meaning]));
});

describe("entries together", () => {
  const meanings = (entries: StatementEntry[], context = known()) =>
    meaningsOf(entries, context).map((parts) => parts.map(({ meaning }) => meaning).join("+"));

  test("the same return twice in one statement is a return once", () =>
    expect(meanings([back("E1"), back("E1")])).toEqual(["return", "unexplained"]));
  test("a batch in two debits is taken up to its sum", () =>
    expect(meanings([ofBatch(-1000), ofBatch(-2000), ofBatch(-1)])).toEqual(["batch", "batch", "unexplained"]));
  test("two returns in one entry are two parts", () => {
    const both = entry(2000, {
      transactions: [transaction({ endToEndId: "E1", returnReason: "AC04" }), transaction({ endToEndId: "E2", returnReason: "AC01" })],
    });
    expect(meanings([both])).toEqual(["return+return"]);
  });
  test("one unknown part makes the whole entry unexplained, and uses nothing up", () => {
    const half = entry(2000, {
      transactions: [transaction({ endToEndId: "E1", returnReason: "AC04" }), transaction({ endToEndId: "E9", returnReason: "AC01" })],
    });
    expect(meanings([half, back("E1")])).toEqual(["unexplained", "return"]);
  });
});

describe("a batch is settled", () => {
  const of = (state: SettlingOrder["state"], change: Partial<SettlingOrder> = {}): SettlingOrder => ({
    amount: cents(100),
    state,
    givenBack: false,
    paidAlone: false,
    ...change,
  });
  for (const [why, debited, orders, outcome] of [
    ["nothing debited yet", 0, [of("sent"), of("sent")], "open"],
    ["all debited", 200, [of("sent"), of("sent")], "gross"],
    ["all debited, one rejected and not back yet", 200, [of("sent"), of("rejected")], "gross"],
    ["all debited, one rejected and back", 200, [of("sent"), of("rejected", { givenBack: true })], "gross"],
    ["the rejected one left out", 100, [of("sent"), of("rejected")], "net"],
    ["one left out before its rejection is known", 100, [of("sent"), of("sent")], "open"],
    ["one rejection left out, one debited and back", 200, [of("sent"), of("rejected"), of("rejected", { givenBack: true })], "net"],
    ["a cent too little", 199, [of("sent"), of("sent")], "open"],
    ["all rejected, nothing debited", 0, [of("rejected"), of("rejected")], "rejected"],
    ["each debited by itself", 0, [of("booked", { paidAlone: true }), of("rejected")], "single"],
    ["some debited by themselves", 0, [of("booked", { paidAlone: true }), of("sent")], "open"],
  ] as const)
    test(`${why}: ${outcome}`, () => expect(settlementOf(cents(debited), orders)).toBe(outcome));
});
