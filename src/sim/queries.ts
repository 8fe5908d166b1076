import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";

export type SignInRow = { person_id: string; name: string; bsn_cipher: Buffer | null; holder: boolean; represents: boolean };

/** People with a BSN who play a part, the newest last; at most as many as a list can show. */
export const signInRows = async (tx: Tx): Promise<SignInRow[]> => {
  const { rows } = await sql<SignInRow>`
    select p.person_id, p.name, p.bsn_cipher,
      exists (select from party.holder h where h.person_id = p.person_id) as holder,
      exists (select from party.mandate m where m.representative_id = p.person_id) as represents
    from party.personal p
    where p.bsn_cipher is not null
    order by p.name, p.person_id
    limit 200`.execute(tx);
  return rows;
};

export const clockIsSet = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{ set: boolean }>`select exists (select from log.clock) as set`.execute(tx);
  return rows[0]?.set ?? false;
};

export const logIsEmpty = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{ empty: boolean }>`select not exists (select from log.command) as empty`.execute(tx);
  return rows[0]?.empty ?? false;
};
