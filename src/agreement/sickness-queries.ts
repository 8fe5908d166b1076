import { sql } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import type { AgreementRow } from "./queries.ts";

export const insertSickness = (
  tx: Tx,
  row: { id: string; agreement_id: string; from_day: Day; recovered_on: Day | null; reported_by: string; reported_at: Instant },
) => tx.insertInto("agreement.sickness").values(row).execute();

/** The times of sickness of the provider of an agreement, whatever its version, the oldest first. */
export const sicknessRows = (tx: Tx, number: string) =>
  tx
    .selectFrom("agreement.sickness as s")
    .innerJoin("agreement.agreement as a", "a.id", "s.agreement_id")
    .select(["s.id", "s.from_day", "s.recovered_on", "s.recovery_reported_at"])
    .where("a.number", "=", number)
    .orderBy("s.from_day")
    .execute();

export const setRecovered = (tx: Tx, id: string, { on, by, at }: { on: Day; by: string; at: Instant }) =>
  tx
    .updateTable("agreement.sickness")
    .set({ recovered_on: on, recovery_reported_by: by, recovery_reported_at: at })
    .where("id", "=", id)
    .execute();

/** The agreements that stand in for an agreement, whatever its version: those that run, and those that somebody must still consent to. */
export const standInsFor = async (tx: Tx, number: string): Promise<AgreementRow[]> => {
  const { rows } = await sql<AgreementRow>`
    select a.* from agreement.agreement a
    where a.state not in ('rejected', 'withdrawn', 'ended')
      and a.stand_in_for in (select id from agreement.agreement where number = ${number})
    order by a.shared_at, a.id`.execute(tx);
  return rows;
};
