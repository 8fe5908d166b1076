import { cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { markPaid, markReturned } from "../declaration/claims.ts";
import type { Transfer } from "../ledger/account.ts";
import { batchAfter, type BatchState } from "./batch.ts";
import { settlementOf } from "./match.ts";
import { orderMoves, type OrderMove } from "./order.ts";
import { batchRow, coveredBy, orderClaims, setBatch, setOrderStates } from "./queries.ts";
import { debitsOf, settlingOrders } from "./statement-queries.ts";

/** An order that came back, with the bank's reason. */
export type CameBack = { id: string; reason: string };

/** What goes from transit back to the accounts from which these orders were taken. */
export const reversals = async (context: Context, transit: string, orders: readonly string[]): Promise<Transfer[]> =>
  (await orderClaims(context.tx, orders)).map(({ order, transfer, account, amount }) => ({
    id: context.mintFor("transfer", `reverse ${transfer}`),
    debit: transit,
    credit: account,
    amount,
    phase: "posted",
    code: "reverse",
    reference: order,
  }));

/** Ends orders whose money went back to the budget, and says so to their declarations. */
export const endOrders = async (
  context: Context,
  move: Extract<OrderMove, "reject" | "return">,
  orders: readonly CameBack[],
): Promise<void> => {
  if (orders.length === 0) return;
  await setOrderStates(
    context.tx,
    orders.map(({ id }) => id),
    { ...orderMoves[move], on: context.today, reasons: new Map(orders.map(({ id, reason }) => [id, reason])) },
  );
  await markReturned(
    context,
    await coveredBy(
      context.tx,
      orders.map(({ id }) => id),
    ),
  );
};

/** Books orders that the bank debited, and says so to their declarations. */
export const bookOrders = async (context: Context, orders: readonly { id: string }[]): Promise<void> => {
  if (orders.length === 0) return;
  await setOrderStates(
    context.tx,
    orders.map(({ id }) => id),
    { ...orderMoves.book, on: context.today },
  );
  await markPaid(
    context,
    await coveredBy(
      context.tx,
      orders.map(({ id }) => id),
    ),
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
    orders.filter((order) => order.state === "sent"),
  );
};
