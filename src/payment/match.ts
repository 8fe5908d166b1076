import { cents, type Cents } from "../kernel/money.ts";
import type { BatchState } from "./batch.ts";
import type { EntryTransaction, StatementEntry } from "./messages/camt-entry.ts";
import type { OrderState } from "./order.ts";

/** An order as far as an entry can be about it. `givenBack`: an earlier entry already brought its money back. */
export type KnownOrder = { id: string; amount: Cents; state: OrderState; givenBack: boolean };

/** A batch as far as an entry can be about it. `debited` is what earlier entries took for it, in cents, zero or more. */
export type KnownBatch = { id: string; state: BatchState; sum: Cents; debited: Cents };

/** What is known when a statement is read: orders by EndToEndId, batches by MsgId, codes of funders. */
export type Known = { orders: ReadonlyMap<string, KnownOrder>; batches: ReadonlyMap<string, KnownBatch>; funders: ReadonlySet<string> };

/** What an entry, or a part of it, stands for (betekenis van een boeking). The amount is negative for money that went out. */
export type Meaning =
  | { meaning: "batch"; amount: Cents; batch: string }
  | { meaning: "payment"; amount: Cents; order: string }
  | { meaning: "return"; amount: Cents; order: string; reason: string }
  | { meaning: "funding"; amount: Cents; funder: string }
  | { meaning: "unexplained"; amount: Cents };

const sentOrLater: readonly OrderState[] = ["batched", "sent"];
const mayComeBack: readonly OrderState[] = ["batched", "sent", "booked", "rejected"];
const debitable: readonly BatchState[] = ["released", "sent", "rejected"];

/** Can this amount be what comes back of this order? Whole or less charges, once, and not of what was never sent. */
export const canComeBack = (amount: Cents, order: KnownOrder): boolean =>
  amount > 0 && amount <= order.amount && mayComeBack.includes(order.state) && !order.givenBack;

/** What earlier entries of the same statements used up, and what the entry in hand would use, which counts when all of it is understood. */
type Used = { returned: Set<string>; paid: Set<string>; debited: Map<string, number> };
type Attempt = { before: Used; returned: Set<string>; paid: Set<string> };

const batchMeaning = (entry: StatementEntry, { batches }: Known, used: Used): Meaning | null => {
  const id = entry.batch?.messageId ?? entry.batch?.paymentInformationId ?? null;
  const batch = id === null ? undefined : batches.get(id);
  if (!batch || !debitable.includes(batch.state)) return null;
  const before = used.debited.get(batch.id) ?? batch.debited;
  if (before - entry.amount > batch.sum) return null;
  used.debited.set(batch.id, before - entry.amount);
  return { meaning: "batch", amount: entry.amount, batch: batch.id };
};

const paymentMeaning = ({ endToEndId, amount, direction }: EntryTransaction, { orders }: Known, attempt: Attempt): Meaning | null => {
  const order = endToEndId === null ? undefined : orders.get(endToEndId);
  if (!order || direction !== "debit" || amount !== order.amount || !sentOrLater.includes(order.state)) return null;
  if (attempt.before.paid.has(order.id) || attempt.paid.has(order.id)) return null;
  attempt.paid.add(order.id);
  return { meaning: "payment", amount: cents(0 - amount), order: order.id };
};

const funderIn = (remittance: string | null, funders: ReadonlySet<string>): string | null => {
  const code = /^BEVOORSCHOTTING (\d{4})(?!\d)/i.exec(remittance?.trim() ?? "")?.[1];
  return code !== undefined && funders.has(code) ? code : null;
};

const creditMeaning = (
  { endToEndId, amount, direction, returnReason, remittance }: EntryTransaction,
  { orders, funders }: Known,
  attempt: Attempt,
): Meaning | null => {
  if (direction !== "credit" || amount === null || amount === 0) return null;
  const order = endToEndId === null ? undefined : orders.get(endToEndId);
  if (order) {
    if (!canComeBack(amount, order) || attempt.before.returned.has(order.id) || attempt.returned.has(order.id)) return null;
    attempt.returned.add(order.id);
    return { meaning: "return", amount, order: order.id, reason: returnReason ?? "MS03" };
  }
  const funder = returnReason === null ? funderIn(remittance, funders) : null;
  return funder === null ? null : { meaning: "funding", amount, funder };
};

/** The parts of one entry: all of them are understood and add up to it, or it is unexplained as a whole. */
const partsOf = (entry: StatementEntry, known: Known, used: Used): Meaning[] => {
  const unexplained: Meaning[] = [{ meaning: "unexplained", amount: entry.amount }];
  if (entry.reversal) return unexplained;
  if (entry.direction === "debit" && entry.batch !== null) {
    const batch = batchMeaning(entry, known, used);
    return batch === null ? unexplained : [batch];
  }
  const attempt: Attempt = { before: used, returned: new Set(), paid: new Set() };
  const parts = entry.transactions.map((one) =>
    entry.direction === "debit" ? paymentMeaning(one, known, attempt) : creditMeaning(one, known, attempt),
  );
  const understood = parts.filter((part) => part !== null);
  const sum = understood.reduce((soFar, { amount }) => soFar + amount, 0);
  if (understood.length === 0 || understood.length !== parts.length || sum !== entry.amount) return unexplained;
  for (const order of attempt.returned) used.returned.add(order);
  for (const order of attempt.paid) used.paid.add(order);
  return understood;
};

/**
 * What each entry of a statement means, in its parts, in order. A debit is a batch of ours, up to what is still owed for it, or
 * single payments of ours; a credit is a payment that came back, whole or less charges and once only, or money of a funder
 * ("BEVOORSCHOTTING" and its code). All else is unexplained, and waits for a person. Pure.
 */
export const meaningsOf = (entries: readonly StatementEntry[], known: Known): Meaning[][] => {
  const used: Used = { returned: new Set(), paid: new Set(), debited: new Map() };
  return entries.map((entry) => partsOf(entry, known, used));
};

/** How a batch ends when the bank debited so much of it. */
export type Settlement = "gross" | "net" | "single" | "rejected" | "open";

/** The orders of a batch when it is settled: what each came to. */
export type SettlingOrder = { amount: Cents; state: OrderState; givenBack: boolean; paidAlone: boolean };

/**
 * Is a batch explained by what was debited? Gross: the bank debited all of it, and credits what it rejected. Net: it left
 * out what it rejected and did not give back. Single: it debited each payment by itself. Rejected: nothing of it was carried out.
 * Otherwise it stays open, until the statement or the status report that explains it comes in.
 */
export const settlementOf = (debited: Cents, orders: readonly SettlingOrder[]): Settlement => {
  const sum = orders.reduce((soFar, { amount }) => soFar + amount, 0);
  const leftOut = orders.reduce((soFar, { amount, state, givenBack }) => soFar + (state === "rejected" && !givenBack ? amount : 0), 0);
  if (debited === 0) {
    if (orders.every(({ state }) => state === "rejected")) return "rejected";
    return orders.some(({ paidAlone }) => paidAlone) && orders.every(({ state, paidAlone }) => paidAlone || state === "rejected")
      ? "single"
      : "open";
  }
  if (debited === sum) return "gross";
  return debited === sum - leftOut ? "net" : "open";
};
