import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import type { SuspensionGround } from "./suspension.ts";

export type SuspensionRow = {
  id: string;
  agreement: string;
  ground: SuspensionGround;
  from: Day;
  until: Day;
  liftedOn: Day | null;
  words: string;
  receipt: string;
};

/** Every time that payments under these agreements were put off, whatever their version, the oldest first. `agreement` is the one asked for. */
export const suspensionsOf = async (tx: Tx, agreements: readonly string[]): Promise<SuspensionRow[]> => {
  if (agreements.length === 0) return [];
  const { rows } = await sql<SuspensionRow>`
    select s.id, asked.id as agreement, s.ground, s.from_day as "from", s.until_day as "until", s.lifted_on as "liftedOn",
      s.words, s.receipt_id as receipt
    from agreement.agreement asked
    join agreement.agreement a on a.number = asked.number
    join agreement.suspension s on s.agreement_id = a.id
    where asked.id = any (${[...agreements]}::uuid[])
    order by s.from_day, s.id`.execute(tx);
  return rows;
};

export const insertSuspension = (
  tx: Tx,
  row: {
    id: string;
    agreement_id: string;
    ground: SuspensionGround;
    from_day: Day;
    until_day: Day;
    asked_by: string;
    words: string;
    receipt_id: string;
  },
) => tx.insertInto("agreement.suspension").values(row).execute();

export const setLifted = (tx: Tx, id: string, { on, by }: { on: Day; by: string }) =>
  tx.updateTable("agreement.suspension").set({ lifted_on: on, lifted_by: by }).where("id", "=", id).execute();

/** The agreements of a holder on which a funder has money, of which something may still be paid: those that run and those that ended. */
export const payableAgreements = async (tx: Tx, holder: string, funder: string): Promise<string[]> => {
  const rows = await tx
    .selectFrom("agreement.agreement")
    .select("id")
    .where("holder_id", "=", holder)
    .where("funder_code", "=", funder)
    .where("state", "=", "approved")
    .orderBy("number")
    .execute();
  return rows.map(({ id }) => id);
};
