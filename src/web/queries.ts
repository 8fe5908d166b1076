import { sql } from "kysely";
import type { Instant } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";

// Session times run on the real clock: a learning environment that jumps a month must not sign everybody out.
const idle = sql`clock_timestamp() - interval '15 minutes'`;
const oldest = sql`clock_timestamp() - interval '8 hours'`;

export type SessionRow = {
  id_hash: string;
  person_id: string;
  staff_subject: string | null;
  acting_for: string | null;
  csrf: string;
  said: string | null;
  stale: boolean;
  /** What time it is in the house. */
  here_now: Instant;
};

export const insertSession = (
  tx: Tx,
  row: { id_hash: string; person_id: string; staff_subject: string | null; csrf: string; id_token: Buffer | null },
) => tx.insertInto("web.session").values(row).execute();

/** A session that still holds. `stale`: it is time to note that it was seen. */
export const liveSession = async (tx: Tx, idHash: string): Promise<SessionRow | undefined> => {
  const { rows } = await sql<SessionRow>`
    select id_hash, person_id, staff_subject, acting_for, csrf, said, seen_at < clock_timestamp() - interval '20 seconds' as stale,
      log.now() as here_now
    from web.session
    where id_hash = ${idHash} and seen_at > ${idle} and created_at > ${oldest}`.execute(tx);
  return rows[0];
};

export const touchSession = (tx: Tx, idHash: string) =>
  sql`update web.session set seen_at = clock_timestamp() where id_hash = ${idHash}`.execute(tx);

export const saySession = (tx: Tx, idHash: string, said: string | null) =>
  tx.updateTable("web.session").set({ said }).where("id_hash", "=", idHash).execute();

export const actFor = (tx: Tx, idHash: string, holder: string) =>
  tx.updateTable("web.session").set({ acting_for: holder }).where("id_hash", "=", idHash).execute();

/** Ends a session; answers what the sign-in service asks for at sign-out. */
export const deleteSession = (tx: Tx, idHash: string) =>
  tx.deleteFrom("web.session").where("id_hash", "=", idHash).returning("id_token").executeTakeFirst();

export const deleteDeadSessions = (tx: Tx) => sql`delete from web.session where seen_at <= ${idle} or created_at <= ${oldest}`.execute(tx);

/** How many messages to himself, and to each holder whom he represents or did represent, a reader has not opened. */
export const unreadFor = async (tx: Tx, reader: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ person_id: string; count: number }>`
    select n.person_id, count(*)::int as count from party.notice n
    where n.person_id in (select ${reader}::uuid union select m.holder_id from party.mandate m where m.representative_id = ${reader})
      and not exists (select from web.notice_read r where r.reader_id = ${reader} and r.notice_id = n.id)
    group by n.person_id`.execute(tx);
  return new Map(rows.map(({ person_id, count }) => [person_id, count]));
};

/** Which of these messages the reader has opened before. */
export const readBefore = (tx: Tx, reader: string, notices: readonly string[]) =>
  tx.selectFrom("web.notice_read").select("notice_id").where("reader_id", "=", reader).where("notice_id", "in", notices).execute();

export const insertRead = (tx: Tx, reader: string, notices: readonly string[]) =>
  sql`
    insert into web.notice_read (notice_id, reader_id, read_at)
    select n, ${reader}::uuid, clock_timestamp() from unnest(${notices}::uuid[]) n
    on conflict do nothing`.execute(tx);
