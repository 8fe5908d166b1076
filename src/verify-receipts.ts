import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Db } from "./db/pool.ts";
import { readingOneMoment } from "./db/pool.ts";
import { allReceipts } from "./db/queries.ts";
import { Refusal } from "./kernel/refusal.ts";
import type { Receipt } from "./law/receipt.ts";
import { publishedChecks } from "./verify/published.ts";
import type { Fault, KeptReceipt } from "./verify/receipt.ts";
import { faultsIn } from "./verify/verify.ts";

/** A receipt that is not what it must be. */
export type Differing = { receipt: string; about: string; faults: readonly Fault[] };

/** What came of verifying: how many receipts were equal, and the first that differ. */
export type Verified = { ok: boolean; verified: number; differing: number; first: readonly Differing[] };

const shown = 10;
const catalogue = () => publishedChecks(readFileSync(new URL("../docs/generated/checks.json", import.meta.url), "utf8"));

const tally = (progress: (done: number) => void) => {
  const published = catalogue();
  const first: Differing[] = [];
  let verified = 0;
  let differing = 0;
  return {
    take: (kept: KeptReceipt): void => {
      const faults = faultsIn(kept, published);
      if (faults.length === 0) verified += 1;
      else {
        differing += 1;
        if (first.length < shown) first.push({ receipt: kept.id, about: kept.subjectKind, faults });
      }
      if ((verified + differing) % 500 === 0) progress(verified + differing);
    },
    outcome: (): Verified => ({ ok: differing === 0, verified, differing, first }),
  };
};

type Row = { id: string; subject_kind: string; content: unknown; hash: string };
const keptIn = ({ id, subject_kind: subjectKind, content, hash }: Row): KeptReceipt => ({
  id,
  subjectKind,
  hash,
  content: content as Receipt,
});

/** Verifies every receipt of a database as it is at one moment. */
export const verifyReceipts = (db: Db, progress: (done: number) => void): Promise<Verified> =>
  readingOneMoment(db, { scope: "svb" }, async (tx) => {
    const { take, outcome } = tally(progress);
    for await (const row of allReceipts(tx)) take(keptIn(row));
    return outcome();
  });

const readLine = (line: string, number: number): KeptReceipt => {
  try {
    const read = JSON.parse(line) as Partial<KeptReceipt> | null;
    if (typeof read?.id === "string" && typeof read.hash === "string" && typeof read.content === "object")
      return { id: read.id, subjectKind: read.subjectKind ?? "", hash: read.hash, content: read.content };
  } catch {
    // Said below, with the line: what is not JSON is no receipt either.
  }
  throw new Refusal("input-invalid", [
    {
      field: `regel ${String(number)}`,
      problem: "Dit is geen besluit als JSON, met id, hash en content.",
      remedy: "Geef een bestand dat “export receipts” maakte.",
    },
  ]);
};

/** Verifies receipts that were exported, one JSON object a line, without any database. Throws `input-invalid` on a line that is none. */
export const verifyFile = async (path: string, progress: (done: number) => void): Promise<Verified> => {
  const { take, outcome } = tally(progress);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() !== "") take(readLine(line, number));
  }
  return outcome();
};

/** Writes every receipt as one JSON object a line; answers how many. */
export const exportReceipts = (db: Db, write: (line: string) => Promise<void>): Promise<number> =>
  readingOneMoment(db, { scope: "svb" }, async (tx) => {
    let count = 0;
    for await (const row of allReceipts(tx)) {
      await write(`${JSON.stringify(keptIn(row))}\n`);
      count += 1;
    }
    return count;
  });
