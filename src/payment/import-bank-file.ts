import { z } from "zod";
import type { Command, Concern, Context, Door } from "../db/command.ts";
import { command, keepUpload } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { payloadSlices } from "../db/queries.ts";
import type { Actor } from "../kernel/actor.ts";
import { importDetails, type DetailsAnswer } from "./import-details.ts";
import { importStatements, portion, type StatementAnswer } from "./import-statement.ts";
import { importStatus, type StatusAnswer } from "./import-status.ts";
import { quotedIn } from "./known.ts";
import { refuseFile } from "./messages/bank-file.ts";
import type { StatementEntry } from "./messages/camt-entry.ts";
import { camt053Namespaces, checkCamt053, type Reopen } from "./messages/camt053.ts";
import { camt054Namespaces, readCamt054 } from "./messages/camt054.ts";
import { pain002Namespaces, readPain002 } from "./messages/pain002.ts";
import { paymentLock } from "./open-account.ts";
import { batchesByMessage, ordersByReference, peopleInBatches } from "./statement-queries.ts";

export type BankFileAnswer = StatusAnswer | StatementAnswer | DetailsAnswer;

type Kind = "status" | "statement" | "details";

// Far enough for a declaration, a comment and the root element. What follows is judged by the reader itself.
const headBytes = 4096;

const kinds: readonly (readonly [Kind, readonly string[]])[] = [
  ["status", pain002Namespaces],
  ["statement", camt053Namespaces],
  ["details", camt054Namespaces],
];

const open = async (tx: Tx, upload: string): Promise<{ kind: Kind; bytes: Reopen }> => {
  const first = await payloadSlices(tx, upload).next();
  if (first.done === true) throw new Error(`the vault has no upload ${upload}`);
  const head = first.value.subarray(0, headBytes).toString("latin1");
  const found = kinds.find(([, namespaces]) => namespaces.some((namespace) => head.includes(namespace)));
  if (found === undefined)
    return refuseFile(
      "Document",
      "Dit is geen statusbericht (pain.002.001.10 of .03), geen afschrift (camt.053.001.08 of .02) en geen boekingsmelding (camt.054.001.08, .04 of .02).",
      "Kies een bestand dat u bij de bank hebt opgehaald.",
    );
  return { kind: found[0], bytes: () => payloadSlices(tx, upload) };
};

/** Gathers the batches that the entries name, or of which they name an order, portion by portion. */
const batchesNamed = (tx: Tx) => {
  const batches = new Set<string>();
  let waiting: StatementEntry[] = [];
  const flush = async (): Promise<void> => {
    const { orders, messages } = quotedIn(waiting);
    waiting = [];
    for (const { id } of await batchesByMessage(tx, messages)) batches.add(id);
    for (const { batch } of await ordersByReference(tx, orders)) batches.add(batch);
  };
  return { batches, flush, look: (entry: StatementEntry): Promise<void> | null => (waiting.push(entry) < portion ? null : flush()) };
};

/** Everybody whose money the file may move: all of the batches that it names, or of which it names an order. */
const peopleIn = async (tx: Tx, { kind, bytes }: Awaited<ReturnType<typeof open>>): Promise<Concern> => {
  if (kind === "status") {
    const { originalMessageId } = await readPain002(bytes());
    return peopleInBatches(
      tx,
      (await batchesByMessage(tx, [originalMessageId])).map(({ id }) => id),
    );
  }
  const named = batchesNamed(tx);
  if (kind === "statement") await checkCamt053(bytes(), named.look);
  else for (const { entry } of (await readCamt054(bytes())).details) await named.look(entry);
  await named.flush();
  return peopleInBatches(tx, [...named.batches]);
};

/**
 * Takes in a file of the bank: a status report (pain.002), a statement (camt.053) or details of entries (camt.054). Whole or not
 * at all; the same file again has no second effect and the same answer. Throws `bank-file-refused` with what is wrong.
 */
export const importBankFile: Command<{ upload: string }, BankFileAnswer> = {
  kind: "payment.import-bank-file",
  input: z.strictObject({ upload: z.string().regex(/^[0-9a-f]{64}$/) }),
  concern: async (tx, { upload }) => ({ named: [paymentLock], ...(await peopleIn(tx, await open(tx, upload))) }),
  handle: async (context: Context, { upload }) => {
    const { kind, bytes } = await open(context.tx, upload);
    switch (kind) {
      case "status":
        return importStatus(context, await readPain002(bytes()), upload);
      case "statement":
        return importStatements(context, bytes, upload);
      case "details":
        return importDetails(context, await readCamt054(bytes()), upload);
    }
  },
};

/** The same for a door that has the bytes: keeps them, and imports them under a key that follows from them. */
export const takeBankFile = async (door: Door, bytes: Buffer, actor: Actor): Promise<BankFileAnswer> => {
  const upload = await keepUpload(door, bytes, "application/xml");
  return command(door, importBankFile, { upload }, { actor, key: `bank-file:${upload}` });
};
