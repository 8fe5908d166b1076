import { sql } from "kysely";
import type { Instant, Month } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";

/** Every version of an agreement that was in force or is (versies), the oldest first. */
export const versionsOf = (tx: Tx, number: string) =>
  tx
    .selectFrom("agreement.agreement")
    .selectAll()
    .where("number", "=", number)
    .where("state", "in", ["approved", "ended"])
    .orderBy("from_day")
    .execute();

/** The last version of an agreement that runs or ran; where none did, the last that was not given up. */
export const newestVersion = (tx: Tx, number: string) =>
  tx
    .selectFrom("agreement.agreement")
    .select("id")
    .where("number", "=", number)
    .orderBy(sql`state in ('rejected', 'withdrawn')`)
    .orderBy(sql`state not in ('approved', 'ended')`)
    .orderBy("from_day", "desc")
    .orderBy("shared_at", "desc")
    .limit(1)
    .executeTakeFirst();

/** The change of a version that waits for somebody, and the last month of which lines were sent in under that version. */
export const changeAround = async (
  tx: Tx,
  version: string,
): Promise<{ open: { id: string; provider_id: string } | null; last_month: Month | null }> => {
  const { rows } = await sql<{ id: string | null; provider_id: string | null; last_month: Month | null }>`
    select c.id, c.provider_id, d.last_month
    from (select max(d.month) as last_month
          from declaration.declaration d join declaration.line l on l.declaration_id = d.id
          where d.agreement_id = ${version} and l.state not in ('withdrawn', 'refused')) d
    left join agreement.agreement c
      on c.replaces = ${version} and c.state in ('shared', 'provider-signed', 'signed', 'funder-approved')`.execute(tx);
  const [row] = rows;
  return {
    open: row?.id && row.provider_id ? { id: row.id, provider_id: row.provider_id } : null,
    last_month: row?.last_month ?? null,
  };
};

/** Whose agreement this is, where the reader may see it. */
export const seenAgreement = (tx: Tx, id: string) =>
  tx.selectFrom("agreement.agreement").select(["id", "number", "provider_id"]).where("id", "=", id).executeTakeFirst();

/** Why a provider declined what was shared, and when. */
export const insertDecline = (tx: Tx, row: { agreement_id: string; reason: string; person: string; declined_at: Instant }) =>
  tx.insertInto("agreement.decline").values(row).execute();

export const declineOf = (tx: Tx, agreement: string) =>
  tx.selectFrom("agreement.decline").selectAll().where("agreement_id", "=", agreement).executeTakeFirst();

/** All versions under a number, whatever became of them, the oldest first. */
export const allVersions = (tx: Tx, number: string) =>
  tx
    .selectFrom("agreement.agreement")
    .select(["id", "version", "replaces", "state", "from_day", "until_day", "ended_on", "shared_at"])
    .where("number", "=", number)
    .orderBy("version")
    .orderBy("shared_at")
    .orderBy("id")
    .execute();
