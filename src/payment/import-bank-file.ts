import { z } from "zod";
import type { Command, Concern, Context, Door } from "../db/command.ts";
import { command, keepUpload } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { payloadOf } from "../db/queries.ts";
import type { Actor } from "../kernel/actor.ts";
import { importStatements, quoted, type StatementAnswer } from "./import-statement.ts";
import { importStatus, type StatusAnswer } from "./import-status.ts";
import { refuseFile } from "./messages/bank-file.ts";
import { camt053Namespace, readCamt053 } from "./messages/camt053.ts";
import { pain002Namespace, readPain002 } from "./messages/pain002.ts";
import { paymentLock } from "./open-account.ts";
import { batchesByMessage, ordersByReference, peopleInBatches } from "./statement-queries.ts";

export type BankFileAnswer = StatusAnswer | StatementAnswer;

type BankFile =
  | { kind: "status"; report: Awaited<ReturnType<typeof readPain002>> }
  | { kind: "statement"; statements: Awaited<ReturnType<typeof readCamt053>> };

// Far enough for a declaration, a comment and the root element. What follows is judged by the reader itself.
const headBytes = 4096;

const readFile = async (tx: Tx, upload: string): Promise<BankFile> => {
  const bytes = (await payloadOf(tx, upload))?.content;
  if (!bytes) throw new Error(`the vault has no upload ${upload}`);
  const head = bytes.subarray(0, headBytes).toString("latin1");
  if (head.includes(pain002Namespace)) return { kind: "status", report: await readPain002(bytes) };
  if (head.includes(camt053Namespace)) return { kind: "statement", statements: await readCamt053(bytes) };
  return refuseFile(
    "Document",
    "Dit is geen statusbericht (pain.002.001.10) en geen afschrift (camt.053.001.08).",
    "Kies een bestand dat u bij de bank hebt opgehaald.",
  );
};

/** Everybody whose money the file may move: all of the batches that it names, or of which it names an order. */
const peopleIn = async (tx: Tx, file: BankFile): Promise<Concern> => {
  if (file.kind === "status")
    return peopleInBatches(
      tx,
      (await batchesByMessage(tx, [file.report.originalMessageId])).map(({ id }) => id),
    );
  const { orders, batches } = quoted(file.statements.entries);
  const named = [
    ...(await batchesByMessage(tx, batches)).map(({ id }) => id),
    ...(await ordersByReference(tx, orders)).map(({ batch }) => batch),
  ];
  return peopleInBatches(tx, [...new Set(named)]);
};

/**
 * Takes in a file of the bank: a status report (pain.002) or a statement (camt.053). Whole or not at all; the same file again
 * has no second effect and the same answer. Throws `bank-file-refused` with what is wrong.
 */
export const importBankFile: Command<{ upload: string }, BankFileAnswer> = {
  kind: "payment.import-bank-file",
  input: z.strictObject({ upload: z.string().regex(/^[0-9a-f]{64}$/) }),
  concern: async (tx, { upload }) => ({ named: [paymentLock], ...(await peopleIn(tx, await readFile(tx, upload))) }),
  handle: async (context: Context, { upload }) => {
    const file = await readFile(context.tx, upload);
    return file.kind === "status" ? importStatus(context, file.report, upload) : importStatements(context, file.statements, upload);
  },
};

/** The same for a door that has the bytes: keeps them, and imports them under a key that follows from them. */
export const takeBankFile = async (door: Door, bytes: Buffer, actor: Actor): Promise<BankFileAnswer> => {
  const upload = await keepUpload(door, bytes, "application/xml");
  return command(door, importBankFile, { upload }, { actor, key: `bank-file:${upload}` });
};
