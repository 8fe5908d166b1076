import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { readingOneMoment } from "./db/pool.ts";
import type { Door } from "./db/command.ts";
import { accountsAfter, transfersAfter } from "./ledger/export.ts";

const page = 5_000;

async function* all<Row extends { id: string }>(
  next: (after: string) => Promise<Row[]>,
  counted: (rows: number) => void,
): AsyncGenerator<Row> {
  for (let after = ""; ;) {
    const rows = await next(after);
    const last = rows.at(-1);
    if (!last) return;
    counted(rows.length);
    yield* rows;
    after = last.id;
  }
}

/**
 * Writes the books as two files that an outsider can redo them with: `accounts.csv` and `transfers.csv`, as docs/ledger-export.md
 * describes. One consistent moment; holds opaque ids, no personal data. Answers how many rows each has.
 */
export const exportLedger = (door: Pick<Door, "db">, folder: string): Promise<{ accounts: number; transfers: number }> =>
  readingOneMoment(door.db, { scope: "svb" }, async (tx) => {
    const counts = { accounts: 0, transfers: 0 };
    const write = <Row extends { id: string }>(
      name: "accounts" | "transfers",
      columns: string[],
      next: (after: string) => Promise<Row[]>,
    ) =>
      pipeline(
        Readable.from(all(next, (rows) => void (counts[name] += rows))),
        stringify({ header: true, columns }),
        createWriteStream(join(folder, `${name}.csv`)),
      );
    await write("accounts", ["id", "kind", "owner", "holder_id"], (after) => accountsAfter(tx, after, page));
    await write(
      "transfers",
      ["id", "command_id", "debit_id", "credit_id", "amount_cents", "phase", "pending_id", "code", "day", "reference"],
      (after) => transfersAfter(tx, after, page),
    );
    return counts;
  });
