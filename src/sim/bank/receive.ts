import { createHash } from "node:crypto";
import type pg from "pg";
import { plusDays, type Day } from "../../kernel/day.ts";
import { rejectionOf, sumOf } from "./judge.ts";
import { readOrderFile, type OrderFile } from "./order-file.ts";
import {
  accounts,
  change,
  closedThrough,
  fileByMessage,
  fileBySha256,
  nextReceipt,
  nextSequence,
  saveBatch,
  saveFileIn,
  saveFileOut,
  type FileIn,
  type FileKind,
} from "./queries.ts";
import { fileReport } from "./status-report.ts";

/** What a sender learns: the file as the bank has it, or why it is no payment file. */
export type Received = { file: FileIn; again: boolean } | { unreadable: string };

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The day that is open at the bank: the one after the last closed day. A bank that has never closed a day goes by the file. */
const openDay = (closed: Day | null, file: OrderFile): Day | null =>
  closed === null ? (file.created ?? file.batches[0]?.executionDay ?? null) : plusDays(closed, 1);

/**
 * Takes a payment file. The same bytes again get the same receipt and book nothing; the same message identification on
 * other bytes is rejected as a duplicate (DU01). Every file that can be read is answered by a status report.
 */
export async function receive(pool: pg.Pool, name: string, bytes: Uint8Array): Promise<Received> {
  const sha256 = sha256Of(bytes);
  const known = await fileBySha256(pool, sha256);
  if (known !== undefined) return { file: known, again: true };
  const read = await readOrderFile(bytes);
  if ("unreadable" in read) return read;

  return change(pool, async (tx) => {
    const meanwhile = await fileBySha256(tx, sha256);
    if (meanwhile !== undefined) return { file: meanwhile, again: true };
    const today = openDay(await closedThrough(tx), read.file);
    if (today === null) return { unreadable: "De datum van het bestand (CreDtTm) ontbreekt." };
    return { file: await take(tx, { name, sha256, bytes }, read.file, today), again: false };
  });
}

async function take(
  tx: pg.PoolClient,
  { name, sha256, bytes }: { name: string; sha256: string; bytes: Uint8Array },
  orders: OrderFile,
  today: Day,
): Promise<FileIn> {
  const sum = sumOf(orders.batches);
  const open = await accounts(tx);
  const earlier = await fileByMessage(tx, orders.messageId);
  const rejection =
    earlier?.status === "accepted"
      ? { code: "DU01", text: `MsgId is al gebruikt in bestand ${earlier.receipt}` }
      : rejectionOf(orders, today, new Set(open.map(({ iban }) => iban)));
  const file: FileIn = {
    sha256,
    receipt: await nextReceipt(tx),
    name,
    message_id: orders.messageId,
    status: rejection === null ? "accepted" : "rejected",
    reason: rejection === null ? null : rejection.code,
    count: orders.batches.reduce((count, batch) => count + batch.orders.length, 0),
    sum: sum > BigInt(Number.MAX_SAFE_INTEGER) ? 0 : Number(sum),
    received_on: today,
  };
  await saveFileIn(tx, file, bytes);
  if (rejection === null) for (const batch of orders.batches) await saveBatch(tx, sha256, batch, Number(sumOf([batch])));

  const sequence = await nextSequence(tx);
  const kind: FileKind = `pain.002.001.${open.find(({ iban }) => iban === orders.batches[0]?.iban)?.status_version ?? "10"}`;
  const answer = Buffer.from(
    fileReport({ kind, sequence, day: today, messageId: file.message_id, count: file.count, sum: file.sum }, rejection),
  );
  await saveFileOut(
    tx,
    { sequence, kind, name: `pain.002-${String(sequence).padStart(8, "0")}.xml`, day: today, sha256: sha256Of(answer) },
    answer,
  );
  return file;
}
