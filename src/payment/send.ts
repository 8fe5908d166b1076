import { service } from "../kernel/actor.ts";
import { sha256 } from "../kernel/id.ts";
import { command, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { payloadOf } from "../db/queries.ts";
import type { Bank } from "./bank.ts";
import { batchRow } from "./queries.ts";
import { recordSent } from "./send-batch.ts";

const sender = service("send-batch");

/** What a batch has for the bank, or null when there is nothing to send any more. */
const released = (door: Door, batch: string): Promise<{ messageId: string; bytes: Buffer } | null> =>
  reading(door.db, { scope: "svb" }, async (tx) => {
    const row = await batchRow(tx, batch);
    if (!row) throw new Error(`no batch ${batch}`);
    if (row.state !== "released") return null;
    const bytes = row.file === null ? null : (await payloadOf(tx, row.file))?.content;
    if (!bytes || row.message_id === null) throw new Error(`batch ${batch} was released without a file`);
    return { messageId: row.message_id, bytes };
  });

/**
 * Sends a released batch to the bank (job `send-batch`). The release is the intent; the bytes were stored when the batch was frozen.
 * An earlier attempt may have died anywhere, so the bank is asked first whether it has the file, and only these very bytes are
 * ever sent. Throws when the bank does not answer: the job is done again.
 */
export const sendBatch = async (door: Door, bank: Bank, batch: string): Promise<void> => {
  const file = await released(door, batch);
  if (file === null) return;
  const receipt = (await bank.receiptOf(file.messageId)) ?? (await bank.put(`${file.messageId}.xml`, file.bytes));
  if (receipt.messageId !== file.messageId || receipt.sha256 !== sha256(file.bytes)) {
    throw new Error(`the bank has another file under ${file.messageId}: ${receipt.sha256}`);
  }
  await command(door, recordSent, { batch, receipt: receipt.receipt }, { actor: sender, key: `sent:${batch}` });
};
