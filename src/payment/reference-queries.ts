import { sql } from "kysely";
import type { Instant } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";

export const insertReference = (
  tx: Tx,
  row: { id: string; provider_id: string; reference: string | null; set_by: string; set_at: Instant },
) => tx.insertInto("payment.payee_reference").values(row).execute();

export type ReferenceRow = { provider: string; reference: string; set_by: string; set_at: Instant };

const latest = sql`
  select distinct on (r.provider_id) r.provider_id as provider, r.reference, r.set_by, r.set_at
  from payment.payee_reference r
  order by r.provider_id, r.set_at desc, r.id desc`;

/** The reference of each of these payees that asked for one. */
export const referencesOf = async (tx: Tx, providers: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<ReferenceRow>`
    select * from (${latest}) x where x.reference is not null and x.provider = any (${[...providers]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ provider, reference }) => [provider, reference]));
};

/** Every reference that holds, the newest first. */
export const referenceRows = async (tx: Tx, most: number): Promise<ReferenceRow[]> => {
  const { rows } = await sql<ReferenceRow>`
    select * from (${latest}) x where x.reference is not null order by x.set_at desc, x.provider limit ${most}`.execute(tx);
  return rows;
};
