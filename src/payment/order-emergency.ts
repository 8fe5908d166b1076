import type { Context } from "../db/command.ts";
import { inEuros } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { accountOf, post, resolve } from "../ledger/post.ts";
import { accountsOn, mayBeUsed } from "../party/bank-accounts.ts";
import { notify } from "../party/notice.ts";
import { emergencyAfter, type EmergencyMove } from "./emergency.ts";
import {
  emergencyOrders,
  emergencyRow,
  endSettlements,
  insertEmergencyOrder,
  openEmergency,
  putInBatch,
  setEmergency,
  settlementsOfOrders,
  type EmergencyRow,
} from "./emergency-queries.ts";
import { ledgerOwner } from "./open-account.ts";
import { endToEndOf } from "./order.ts";
import { insertBatch, insertOrderClaims, orderClaims } from "./queries.ts";
import { ruled } from "./rule.ts";
import { ruleRows } from "./rule-queries.ts";
import { isHeld } from "./plan.ts";

// How an emergency payment goes through the same orders and batches as every other payment.

type Payable = Pick<EmergencyRow, "id" | "agreement_id" | "holder_id" | "provider_id" | "account_id" | "amount">;

/**
 * Reserves the money of an emergency payment and orders it, alone in a batch of its own, so that the bank can pay it at once (INST).
 * `route` says whose rule decides which account of ours pays. Answers the batch. The payee must have an account that may be paid.
 */
export const orderEmergency = async (context: Context, of: Payable, route: { funder: string; law: string }): Promise<string> => {
  const { tx, today } = context;
  const account = (await accountsOn(tx, [of.provider_id], today)).get(of.provider_id);
  if (account === undefined || !mayBeUsed(account.check) || isHeld(account, today))
    throw new Refusal("payment-not-again", [
      { field: "besluit", problem: "De zorgverlener heeft nu geen rekeningnummer waarop wij mogen betalen.", remedy: "Wacht een dag." },
    ]);
  const own = ruled(await ruleRows(tx), "route", route, today).account;
  const order = context.mint("order");
  const transfer = context.mint("transfer");
  const batch = context.mint("batch");
  await post(context, [
    {
      ...{ id: transfer, debit: of.account_id, credit: await accountOf(tx, "transit", ledgerOwner), amount: of.amount },
      ...{ phase: "pending", code: "emergency", reference: of.id },
    },
  ]);
  await insertBatch(tx, {
    id: batch,
    own_account_id: own,
    state: "draft",
    made_by: context.actor.person,
    made_at: context.at,
    instant: true,
  });
  await insertEmergencyOrder(tx, {
    ...{ id: order, emergency_id: of.id, agreement_id: of.agreement_id, holder_id: of.holder_id, provider_id: of.provider_id },
    ...{ own_account_id: own, amount: of.amount, end_to_end: endToEndOf(order), promised_on: today, changed_on: today },
  });
  await insertOrderClaims(tx, [{ order, transfer, account: of.account_id, amount: of.amount }]);
  await putInBatch(tx, { batch_id: batch, order_id: order, bank_account_id: account.id });
  return batch;
};

/** Makes a move of an emergency payment. Throws when the table does not allow it: that is a defect of the caller. */
export const moveEmergency = async (context: Context, id: string, move: EmergencyMove): Promise<void> => {
  const row = await emergencyRow(context.tx, id);
  const to = row === undefined ? null : emergencyAfter(row.state, move);
  if (to === null) throw new Error(`emergency payment ${id} is ${row?.state ?? "unknown"}: ${move} is not possible`);
  await setEmergency(context.tx, id, { state: to, changed_on: context.today });
};

/** Says of what orders came to what that means for emergency payments: those that they pay, and those that they were set off against. */
export const moveEmergencies = async (
  context: Context,
  orders: readonly string[],
  move: "pay" | "come-back" | "withdraw",
): Promise<void> => {
  for (const { emergency } of await emergencyOrders(context.tx, orders)) {
    await moveEmergency(context, emergency, move);
    if (move === "pay") await tellPaid(context, emergency);
  }
  if (move === "pay") return;
  const undone = await settlementsOfOrders(context.tx, orders);
  await endSettlements(
    context.tx,
    undone.map(({ id }) => id),
  );
  for (const id of [...new Set(undone.map(({ emergency }) => emergency))].sort()) await followLeft(context, id);
};

/** Tells provider and holder what was paid ahead, and that later hours are set off against it. */
const tellPaid = async (context: Context, id: string): Promise<void> => {
  const row = await emergencyRow(context.tx, id);
  if (!row) throw new Error(`emergency payment ${id} went away`);
  const values = { bedrag: inEuros(row.amount), nummer: row.number };
  const about = { kind: "emergency", id };
  await notify(context, { person: row.provider_id, kind: "emergency-paid", about, values });
  await notify(context, { person: row.holder_id, kind: "emergency-paid-holder", about, values });
};

/** Settled when nothing is left, open again when something is. What came back stays so, whatever was set off against it. */
export const followLeft = async (context: Context, id: string): Promise<void> => {
  const row = await openEmergency(context.tx, id);
  if (row === undefined) throw new Error(`emergency payment ${id} went away`);
  if (row.state === "open" && row.left === 0) await moveEmergency(context, id, "settle");
  if (row.state === "settled" && row.left > 0) await moveEmergency(context, id, "unsettle");
};

/** An emergency payment that was taken back before it was released: its reservation ends. */
export const cancelEmergencies = async (context: Context, orders: readonly string[]): Promise<void> => {
  const own = (await emergencyOrders(context.tx, orders)).map(({ order }) => order);
  await resolve(
    context,
    (await orderClaims(context.tx, own)).map(({ transfer, order }) => ({
      ...{ id: context.mintFor("transfer", transfer), pending: transfer, phase: "void", code: "cancel", reference: order },
    })),
  );
};
