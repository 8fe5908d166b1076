import type { Day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { markPaid, markReturned } from "../declaration/claims.ts";
import type { Transfer } from "../ledger/account.ts";
import { batchAfter, type BatchState } from "./batch.ts";
import { settlementOf } from "./match.ts";
import { settlementsOfOrders } from "./emergency-queries.ts";
import { moveEmergencies } from "./order-emergency.ts";
import { orderMoves, type OrderMove } from "./order.ts";
import { batchRow, coveredBy, orderClaims, setBatch, setOrderStates } from "./queries.ts";
import { debitsOf, settlingOrders } from "./statement-queries.ts";

/** An order and the day on which the bank moved its money (boekdag), which is not the day on which we read its file. */
export type Dated = { id: string; on: Day };

/** An order that came back, with the bank's reason. */
export type CameBack = Dated & { reason: string };

/** What goes from transit back to the accounts from which these orders were taken; what they set off is paid ahead again. */
export const reversals = async (context: Context, transit: string, orders: readonly string[]): Promise<Transfer[]> => [
  ...(await settlementsOfOrders(context.tx, orders)).map(({ id, account, amount }): Transfer => ({
    ...{ id: context.mintFor("transfer", `unsettle ${id}`), debit: account, credit: transit, amount },
    ...{ phase: "posted", code: "unsettle", reference: id },
  })),
  ...(await orderClaims(context.tx, orders)).map(({ order, transfer, account, amount }): Transfer => ({
    ...{ id: context.mintFor("transfer", `reverse ${transfer}`), debit: transit, credit: account, amount },
    ...{ phase: "posted", code: "reverse", reference: order },
  })),
];

/** Makes one move of orders, those of each day together, and answers their days with what the orders of that day cover. */
const moveOn = async (context: Context, move: OrderMove, orders: readonly (Dated & { reason?: string })[]) => {
  const days = [...Map.groupBy(orders, ({ on }) => on)].map(([on, same]) => ({ on, same, ids: same.map(({ id }) => id) }));
  const moved = [];
  for (const { on, same, ids } of days) {
    const reasons = new Map(same.flatMap(({ id, reason }) => (reason === undefined ? [] : [[id, reason] as const])));
    await setOrderStates(context.tx, ids, { ...orderMoves[move], on, reasons });
    moved.push({ on, covered: await coveredBy(context.tx, ids) });
  }
  return moved;
};

/** Ends orders whose money went back to the budget, each on its own day, and says so to their declarations. */
export const endOrders = async (
  context: Context,
  move: Extract<OrderMove, "reject" | "return">,
  orders: readonly CameBack[],
): Promise<void> => {
  for (const { on, covered } of await moveOn(context, move, orders)) await markReturned(context, covered, on);
  await moveEmergencies(
    context,
    orders.map(({ id }) => id),
    "come-back",
  );
};

/** What came back turns out to have been rejected: the money moved already, on the day that stays. */
export const explainReturns = async (context: Context, orders: readonly CameBack[]): Promise<void> => {
  await moveOn(context, "explain-return", orders);
};

/** Books orders that the bank debited, each on the day of its booking, and says so to their declarations. */
export const bookOrders = async (context: Context, orders: readonly Dated[]): Promise<void> => {
  for (const { on, covered } of await moveOn(context, "book", orders)) await markPaid(context, covered, on);
  await moveEmergencies(
    context,
    orders.map(({ id }) => id),
    "pay",
  );
};

/** Ends a batch when what the bank debited explains it: called after every file of the bank that says something of the batch. */
export const settleBatch = async (context: Context, id: string): Promise<void> => {
  const { tx } = context;
  const state = (await batchRow(tx, id))?.state as BatchState;
  const orders = await settlingOrders(tx, id);
  const { debited, last } = await debitsOf(tx, id);
  const outcome = settlementOf(
    debited,
    orders.map((order) => ({ amount: cents(order.amount), state: order.state, givenBack: order.given_back, paidAlone: order.paid_alone })),
  );
  if (outcome === "open") return;
  const to = batchAfter(state, outcome === "rejected" ? "reject" : "book");
  if (to === null) return;
  if (outcome === "rejected") {
    await setBatch(tx, id, { state: to });
    return;
  }
  if (last === null) throw new Error(`batch ${id} was booked on no day`);
  await setBatch(tx, id, { state: to, booked_on: last, booking: outcome });
  await bookOrders(
    context,
    orders.filter(({ state: now }) => now === "sent").map((order) => ({ id: order.id, on: last })),
  );
};
