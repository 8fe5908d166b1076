import { sql } from "kysely";
import type { AdapterPayload } from "oidc-provider";
import type { Tx } from "../../db/pool.ts";

/** What the stand-in asks to be kept under a name, for so many seconds. */
export type Kept = { kind: string; id: string; payload: AdapterPayload; seconds: number };

/** By which of its names something is looked for. */
export type Name = "id" | "uid" | "user_code";

/** Keeps it, in the place of what stood under this name. What is too old goes at the same time: nobody else cleans up. */
export const keep = (tx: Tx, { kind, id, payload, seconds }: Kept) =>
  sql`
    with gone as (delete from ops.stand_in where until < clock_timestamp() and (kind, id) <> (${kind}, ${id}))
    insert into ops.stand_in (kind, id, uid, user_code, grant_id, payload, until)
    values (${kind}, ${id}, ${payload.uid ?? null}, ${payload.userCode ?? null}, ${payload.grantId ?? null}, ${JSON.stringify(payload)}::jsonb,
      clock_timestamp() + ${seconds}::int * interval '1 second')
    on conflict (kind, id) do update set uid = excluded.uid, user_code = excluded.user_code, grant_id = excluded.grant_id,
      payload = excluded.payload, until = excluded.until`.execute(tx);

/** What is kept of this kind under this name, unless it is too old. */
export const kept = async (tx: Tx, kind: string, name: Name, value: string): Promise<AdapterPayload | undefined> => {
  const { rows } = await sql<{ payload: AdapterPayload }>`
    select payload from ops.stand_in
    where kind = ${kind} and ${sql.ref(name)} = ${value} and until > clock_timestamp()
    limit 1`.execute(tx);
  return rows[0]?.payload;
};

/** Notes that it was used, with the moment in seconds, as the stand-in writes moments. */
export const markUsed = (tx: Tx, kind: string, id: string) =>
  sql`
    update ops.stand_in
    set payload = payload || jsonb_build_object('consumed', floor(extract(epoch from clock_timestamp()))::bigint)
    where kind = ${kind} and id = ${id}`.execute(tx);

export const forget = (tx: Tx, kind: string, id: string) =>
  tx.deleteFrom("ops.stand_in").where("kind", "=", kind).where("id", "=", id).execute();

/** Forgets all that hangs on one consent. */
export const forgetGrant = (tx: Tx, grant: string) => tx.deleteFrom("ops.stand_in").where("grant_id", "=", grant).execute();
