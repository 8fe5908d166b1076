import type { Tx } from "../db/pool.ts";
import { namesOf } from "../party/funders.ts";
import { staffNames } from "./read.ts";
import { referenceRows, type ReferenceRow } from "./reference-queries.ts";

/** A reference that a payee asks for, with whose it is and who wrote it down. */
export type ReferenceView = ReferenceRow & { payee: string; setter: string };

export const referencesView = async (tx: Tx): Promise<readonly ReferenceView[]> => {
  const rows = await referenceRows(tx, 500);
  const names = await namesOf(
    tx,
    rows.map(({ provider }) => provider),
  );
  const staff = await staffNames(
    tx,
    rows.map(({ set_by }) => set_by),
  );
  return rows.map((row) => ({ ...row, payee: names.get(row.provider)?.name ?? "(naam verwijderd)", setter: staff(row.set_by) }));
};
