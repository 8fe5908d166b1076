import { service } from "../kernel/actor.ts";
import { sha256 } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Door } from "../db/command.ts";
import { noting, reading } from "../db/pool.ts";
import { hereNow } from "../db/queries.ts";
import type { Bank } from "./bank.ts";
import { takeBankFile } from "./import-bank-file.ts";
import { lastFetched, noteFile, refusedFiles } from "./inbox-queries.ts";

/** What a round of fetching came to. */
export type Fetched = { imported: number; refused: number };

const fetcher = service("fetch-bank");
const sight = { scope: "svb" } as const;

/** Imports one file and notes how that went; true when it was taken. A refusal is noted for a person, and stops nothing else. */
const takeIn = async (door: Door, bank: Bank, sequence: number, expected: string): Promise<boolean> => {
  const bytes = await bank.outgoingFile(sequence);
  if (sha256(bytes) !== expected) throw new Error(`file ${String(sequence)} of the bank came in damaged`);
  const outcome = await takeBankFile(door, bytes, fetcher).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Refusal && error.code !== "busy") return error;
      throw error;
    },
  );
  const refusal = outcome === null ? null : [outcome.code, ...outcome.faults.map(({ problem }) => problem)].join(": ").slice(0, 500);
  await noting(door.db, sight, async (tx) =>
    noteFile(tx, { sequence, sha256: expected, imported: outcome === null, refusal, fetched_at: await hereNow(tx) }),
  );
  return outcome === null;
};

/**
 * Fetches what the bank has for us and imports it (job `fetch-bank`). What was refused is tried again when something else came in,
 * because files may come in another order than they were made. Throws when the bank or the database does not answer.
 */
export const fetchBank = async (door: Door, bank: Bank): Promise<Fetched> => {
  const after = await reading(door.db, sight, lastFetched);
  let imported = 0;
  // In the bank's own order, so that what was noted last tells where to go on after a crash.
  const files = [...(await bank.outgoing(after))].sort((a, b) => a.sequence - b.sequence);
  for (const { sequence, sha256: hash } of files) if (await takeIn(door, bank, sequence, hash)) imported += 1;
  for (let progress = imported > 0; progress;) {
    progress = false;
    for (const { sequence, sha256: hash } of await reading(door.db, sight, refusedFiles)) {
      if (!(await takeIn(door, bank, sequence, hash))) continue;
      imported += 1;
      progress = true;
    }
  }
  return { imported, refused: (await reading(door.db, sight, refusedFiles)).length };
};
