import type { Tx } from "../db/pool.ts";
import type { Instant } from "../kernel/day.ts";

export const lastFetched = async (tx: Tx): Promise<number> => {
  const row = await tx
    .selectFrom("ops.bank_inbox")
    .select(({ fn }) => fn.max("sequence").as("last"))
    .executeTakeFirst();
  return row?.last ?? 0;
};

/** Files that were fetched and refused, oldest first: another file may make them fit. */
export const refusedFiles = (tx: Tx) =>
  tx.selectFrom("ops.bank_inbox").select(["sequence", "sha256"]).where("imported", "=", false).orderBy("sequence").execute();

export const noteFile = (
  tx: Tx,
  row: { sequence: number; sha256: string; imported: boolean; refusal: string | null; fetched_at: Instant },
) =>
  tx
    .insertInto("ops.bank_inbox")
    .values(row)
    .onConflict((conflict) => conflict.column("sequence").doUpdateSet({ imported: row.imported, refusal: row.refusal }))
    .execute();

export const inboxRows = (tx: Tx, most: number) =>
  tx.selectFrom("ops.bank_inbox").selectAll().orderBy("sequence", "desc").limit(most).execute();
