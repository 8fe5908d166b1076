import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { inEuros } from "../kernel/money.ts";
import { setBlocked } from "../party/block.ts";
import { notify } from "../party/notice.ts";
import { idField } from "../party/person.ts";
import { detailsAfter } from "./details.ts";
import { detailsState, setDetails } from "./details-queries.ts";
import { paymentLock } from "./open-account.ts";
import { decideEmergency } from "./decide-emergency.ts";
import { payAgainNow } from "./pay-again.ts";
import { batchRow, ordersInBatch, ownAccount } from "./queries.ts";
import { reasonOf } from "./reasons.ts";
import { post } from "../ledger/post.ts";
import { endOrders, reversals, settleBatch } from "./settle.ts";
import { ordersByReference, peopleInBatches } from "./statement-queries.ts";
import { decisions, decisionsFor, workAfter, type Decision, type WorkKind, type WorkState } from "./work.ts";
import { endWork, followedOrders, insertWork, liftBlocks, workRow } from "./work-queries.ts";

const reasonField = z.strictObject({ reason: z.string().trim().min(5, "Schrijf in een zin waarom.").max(1000) });

const decideSchema = z.strictObject({ work: idField, decision: z.enum(decisions), personal: reasonField });

/**
 * A person decides about a piece of bank work: pay again, say whether the first was paid, or close it; the reason goes to the vault.
 * Paying again lifts the block on the account or payee that the bank caused. Throws `work-unknown`, `work-done`, `work-decision-unfit`
 * and `payment-not-again`.
 */
export const decideWork: Command<z.infer<typeof decideSchema>, { decided: true }> = {
  kind: "payment.decide-work",
  input: decideSchema,
  concern: async (tx, { work }) => {
    const row = await workRow(tx, work);
    if (!row) throw new Refusal("work-unknown");
    const orders = row.order_id === null ? [] : await followedOrders(tx, [row.order_id]);
    const batches = [...orders.map(({ batch }) => batch), ...(row.batch_id === null ? [] : [row.batch_id])];
    return { named: [paymentLock], ...(await peopleInBatches(tx, batches)) };
  },
  handle: async (context, { work, decision, personal }) => {
    const row = await workRow(context.tx, work);
    if (!row) throw new Refusal("work-unknown");
    const to = workAfter(row.state as WorkState, decision);
    if (to === null) throw new Refusal("work-done");
    if (!decisionsFor(row.kind as WorkKind, row.reason).includes(decision)) throw new Refusal("work-decision-unfit");
    if (to === "open") {
      await writeAbout(context, row, decision, personal.reason);
      return { decided: true };
    }
    const why = await context.keep(Buffer.from(personal.reason, "utf8"), "text/plain", null);
    await endWork(context.tx, [work], { state: to, decision, decided_by: context.actor.person, decided_on: context.today, why });
    if (row.order_id !== null) await decideOrder(context, row.order_id, decision, row.reason);
    if (row.batch_id !== null && decision === "pay-again")
      await payAgainNow(
        context,
        (await ordersInBatch(context.tx, row.batch_id)).filter(({ state }) => state === "rejected").map(({ id }) => id),
      );
    if (row.details_id !== null && row.kind === "details") await putRight(context, row.details_id);
    return { decided: true };
  },
};

/** A person found out who is right. Details that still wait stay as they are: only their statement says what was booked. */
const putRight = async ({ tx }: Context, details: string): Promise<void> => {
  const to = detailsAfter(await detailsState(tx, details), "putRight");
  if (to === null) throw new Error(`details ${details} do not contradict a statement`);
  await setDetails(tx, details, { state: to });
};

const decideOrder = async (context: Context, id: string, decision: Decision, reason: string | null): Promise<void> => {
  const [order] = await followedOrders(context.tx, [id]);
  if (!order) throw new Error(`work about order ${id}, which is in no batch`);
  if (decision === "pay-again") {
    await liftBlocks(context.tx, id, context.today);
    if (reasonOf(reason).effect === "block-payee") await setBlocked(context, order.provider, false);
    await payAgainNow(context, [id]);
  }
  if (order.emergency !== null) await decideEmergency(context, order.emergency, decision);
  if (decision !== "not-paid") return;
  if (order.state !== "sent" && order.state !== "booked") throw new Refusal("payment-not-again");
  const batch = await batchRow(context.tx, order.batch);
  const own = batch && (await ownAccount(context.tx, batch.own_account_id));
  if (!own) throw new Error(`batch ${order.batch} is paid from no account`);
  await post(context, await reversals(context, own.transit_account_id, [id]));
  await endOrders(context, "reject", [{ id, reason: reason ?? "AM05", on: context.today }]);
  await settleBatch(context, order.batch);
  await payAgainNow(context, [id]);
};

const letterTo = { "write-provider": "provider", "write-holder": "holder" } as const;

/** Writes to the provider or the holder about a piece of work: the message is the clerk's own, and what it is about is added. */
const writeAbout = async (
  context: Context,
  work: { id: string; order_id: string | null },
  decision: Decision,
  bericht: string,
): Promise<void> => {
  const [order] = work.order_id === null ? [] : await followedOrders(context.tx, [work.order_id]);
  if (!order || (decision !== "write-provider" && decision !== "write-holder")) throw new Error(`work ${work.id} concerns nobody`);
  await notify(context, {
    ...{ person: order[letterTo[decision]], kind: "payment-letter", about: { kind: "work", id: work.id } },
    values: {
      bericht,
      nummer: `${order.emergency === null ? "declaratie" : "spoedbetaling"} ${order.number}`,
      bedrag: inEuros(order.amount),
    },
  });
};

const recallSchema = z.strictObject({ endToEnd: z.string().trim().min(1).max(35), personal: reasonField });

/** Notes that we asked the bank to get a payment back (terugvragen). The bank is asked in its own portal; the answer stands on a statement. Throws `payment-unknown`. */
export const noteRecall: Command<z.infer<typeof recallSchema>, { work: string }> = {
  kind: "payment.note-recall",
  input: recallSchema,
  concern: async (tx, { endToEnd }) => {
    const [order] = await ordersByReference(tx, [endToEnd]);
    if (!order) throw new Refusal("payment-unknown");
    return { named: [paymentLock], holders: [order.holder], providers: [order.provider] };
  },
  handle: async (context, { endToEnd, personal }) => {
    const [order] = await ordersByReference(context.tx, [endToEnd]);
    if (!order) throw new Refusal("payment-unknown");
    if (order.state !== "sent" && order.state !== "booked") throw new Refusal("payment-not-again");
    await context.keep(Buffer.from(personal.reason, "utf8"), "text/plain", null);
    const work = context.mint("work");
    await insertWork(context.tx, [
      { id: work, kind: "recall", order: order.id, batch: null, details: null, reason: null, on: context.today },
    ]);
    return { work };
  },
};
