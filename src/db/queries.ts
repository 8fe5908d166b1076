import { sql } from "kysely";
import type { Instant } from "../kernel/day.ts";
import type { Db, Tx } from "./pool.ts";

/** What a command takes before its first read. */
export type Keys = { holders: string[]; providers: string[]; named: string[]; changesReference: boolean };

export type Opened = { now: Instant; answered: unknown; answeredHash: string | null };

export const openCommand = async (tx: Tx, key: string, provider: string | null): Promise<Opened> => {
  const { rows } = await sql<{ now: Instant; answered: unknown; answered_hash: string | null }>`
    select now, answered, answered_hash from log.open_command(${provider}::uuid, ${key})`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("log.open_command answered nothing");
  return { now: row.now, answered: row.answered, answeredHash: row.answered_hash };
};

export const takeKeys = (tx: Tx, { holders, providers, named, changesReference }: Keys) =>
  sql`select log.take_keys(${changesReference}, ${named}::text[], ${holders}::uuid[], ${providers}::uuid[])`.execute(tx);

export const savepoint = (tx: Tx) => sql`savepoint work`.execute(tx);
export const backToSavepoint = (tx: Tx) => sql`rollback to savepoint work`.execute(tx);

export type Logged = {
  id: string;
  kind: string;
  actor: string;
  key: string;
  instant: Instant;
  input: string;
  inputHash: string;
  outcome: "done" | "refused";
  answer: string | null;
  refusal: string | null;
  release: string;
};

export const logCommand = (tx: Tx, { inputHash, ...row }: Logged) =>
  tx
    .insertInto("log.command")
    .values({ ...row, input_hash: inputHash })
    .execute();

export const keepPayload = (tx: Tx, payload: { hash: string; personId: string | null; media: string; content: Buffer }) =>
  tx
    .insertInto("vault.payload")
    .values({ hash: payload.hash, person_id: payload.personId, media: payload.media, content: payload.content })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .execute();

export const payloadOf = (tx: Tx | Db, hash: string) =>
  tx.selectFrom("vault.payload").select(["content", "media", "removed_at"]).where("hash", "=", hash).executeTakeFirst();

const sliceBytes = 1_048_576;

/** The content of a payload in slices, in order, so that a large file is never held whole; none when it is not there. */
export async function* payloadSlices(tx: Tx, hash: string): AsyncGenerator<Buffer, void, undefined> {
  for (let from = 1; ; from += sliceBytes) {
    const { rows } = await sql<{ slice: Buffer | null }>`
      select substring(content from ${from}::int for ${sliceBytes}::int) as slice from vault.payload where hash = ${hash}`.execute(tx);
    const slice = rows[0]?.slice ?? null;
    // An empty payload is one empty slice: it is there, and who reads it says what is wrong.
    if (slice === null || (slice.length === 0 && from > 1)) return;
    yield slice;
    if (slice.length < sliceBytes) return;
  }
}

export const payloadsOf = (tx: Tx, hashes: readonly string[]) =>
  tx.selectFrom("vault.payload").select(["hash", "content"]).where("hash", "in", hashes).execute();

export const saveReceipts = (
  tx: Tx,
  rows: {
    id: string;
    command_id: string;
    subject_kind: string;
    subject_id: string;
    holder_id: string | null;
    funder_code: string | null;
    content: string;
    hash: string;
  }[],
) => tx.insertInto("log.receipt").values(rows).execute();

export const confirmations = async (tx: Tx): Promise<ReadonlySet<string>> => {
  const rows = await tx.selectFrom("log.confirmation").select(["value_name", "from_day"]).execute();
  return new Set(rows.map(({ value_name, from_day }) => `${value_name}@${from_day}`));
};

export const saveConfirmation = (tx: Tx, row: { value_name: string; from_day: string; confirmed_by: string; confirmed_at: Instant }) =>
  tx
    .insertInto("log.confirmation")
    .values({ ...row, from_day: row.from_day as never })
    .onConflict((conflict) => conflict.columns(["value_name", "from_day"]).doNothing())
    .execute();

/** Who of the staff looked at whose dossier, at the time of the house. */
export const insertAccess = (tx: Tx, row: { person: string; organisation: string | null; holder_id: string; purpose: string }) =>
  tx
    .insertInto("log.access")
    .values({ ...row, at: sql<Instant>`log.now()` })
    .execute();

/** The same for many holders at once. */
export const insertAccesses = (
  tx: Tx,
  { person, organisation, purpose }: { person: string; organisation: string; purpose: string },
  holders: readonly string[],
) =>
  sql`
    insert into log.access (at, person, organisation, holder_id, purpose)
    select log.now(), ${person}, ${organisation}, g.id, ${purpose} from unnest(${[...holders]}::uuid[]) g (id)`.execute(tx);

export const hereNow = async (db: Db | Tx): Promise<Instant> => {
  const { rows } = await sql<{ now: Instant }>`select log.now() as now`.execute(db);
  if (!rows[0]) throw new Error("the clock gave no answer");
  return rows[0].now;
};

export const receiptRow = (tx: Tx, id: string) =>
  tx
    .selectFrom("log.receipt")
    .select(["id", "subject_kind", "subject_id", "holder_id", "funder_code", "content", "hash"])
    .where("id", "=", id)
    .executeTakeFirst();

const receiptsAfter = (tx: Tx, after: string, most: number) =>
  tx
    .selectFrom("log.receipt")
    .select(["id", "subject_kind", "content", "hash"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(most)
    .execute();

/** Every receipt in the order of ids, some hundreds in memory at a time. */
export const allReceipts = async function* (tx: Tx): AsyncGenerator<Awaited<ReturnType<typeof receiptsAfter>>[number]> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
    const rows = await receiptsAfter(tx, after, 200);
    const last = rows.at(-1);
    if (!last) return;
    yield* rows;
    after = last.id;
  }
};
