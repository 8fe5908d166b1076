import { Refusal } from "../kernel/refusal.ts";
import type { Concern, Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { batchAfter, type BatchMove, type BatchState } from "./batch.ts";
import { paymentLock } from "./open-account.ts";
import { batchRow, peopleInBatch } from "./queries.ts";

/** What a command on a batch locks: all payments, and everybody whose money is in the batch. Throws `batch-unknown`. */
export const batchConcern = async (tx: Tx, batch: string): Promise<Concern> => {
  if (!(await batchRow(tx, batch))) throw new Refusal("batch-unknown");
  return { named: [paymentLock], ...(await peopleInBatch(tx, batch)) };
};

/** The batch and the state to which the move leads. Throws `batch-not-possible` where the table does not allow it. */
export const batchFor = async ({ tx }: Pick<Context, "tx">, id: string, move: BatchMove) => {
  const row = await batchRow(tx, id);
  if (!row) throw new Refusal("batch-unknown");
  const to = batchAfter(row.state as BatchState, move);
  if (to === null) throw new Refusal("batch-not-possible");
  return { row, to };
};
