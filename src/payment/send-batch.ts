import { z } from "zod";
import type { Command, Context } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { batchConcern, batchFor } from "./concern.ts";
import { orderMoves } from "./order.ts";
import { batchRow, ordersInBatch, setBatch, setOrderStates } from "./queries.ts";

/**
 * Writes down that the bank has the file (verzonden). `receipt` is what the bank calls it, null when only its answer tells.
 * The same again changes nothing.
 */
export const recordSent: Command<{ batch: string; receipt: string }, { sent: boolean }> = {
  kind: "payment.send-batch",
  input: z.strictObject({ batch: idField, receipt: z.string().min(1).max(100) }),
  concern: (tx, { batch }) => batchConcern(tx, batch),
  handle: async (context, { batch, receipt }) => {
    const row = await batchRow(context.tx, batch);
    if (row !== undefined && row.sent_at !== null) return { sent: false };
    await markSent(context, batch, receipt);
    return { sent: true };
  },
};

/** The bank has the file: by its receipt, or because it answers it. Throws `batch-not-possible` for what was never released. */
export const markSent = async (context: Context, batch: string, receipt: string | null): Promise<void> => {
  const { to } = await batchFor(context, batch, "send");
  await setBatch(context.tx, batch, { state: to, sent_at: context.at, receipt });
  const orders = await ordersInBatch(context.tx, batch);
  await setOrderStates(
    context.tx,
    orders.map(({ id }) => id),
    { ...orderMoves.send, on: context.today },
  );
};
