import pg from "pg";
import type { Day } from "../../kernel/day.ts";
import type { Account, AccountStyle, Batch, Behaviour, Entry, Fate, Payment } from "./bank.ts";
import type { OrderBatch } from "./order-file.ts";

// All SQL of the bank. It has a connection and a role of its own; whole numbers and days come out as we use them.
const types = new pg.TypeOverrides();
const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is beyond a safe integer`);
  return value;
};
types.setTypeParser(pg.types.builtins.INT8, wholeNumber);
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

/** The bank's own pool of connections, under the bank's own role. */
export const openBank = (url: string): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    types,
    connectionTimeoutMillis: 5_000,
    options: "-c timezone=UTC -c role=pgb_bank",
  });
  // A connection that dies, idle or at work, is replaced; without listeners it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

type Client = pg.Pool | pg.PoolClient;

const rows = async <T extends pg.QueryResultRow>(client: Client, text: string, values: unknown[] = []): Promise<T[]> =>
  (await client.query<T>(text, values)).rows;
const first = async <T extends pg.QueryResultRow>(client: Client, text: string, values: unknown[] = []): Promise<T | undefined> =>
  (await rows<T>(client, text, values))[0];

/** One change of the books: all or nothing, and one at a time, so that numbers have no gaps and files go out in the order of their number. */
export async function change<T>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  try {
    await tx.query("begin");
    await tx.query("select pg_advisory_xact_lock(hashtext('bank'))");
    const outcome = await work(tx);
    await tx.query("commit");
    tx.release();
    return outcome;
  } catch (error) {
    await tx.query("rollback").catch(() => undefined);
    tx.release(true);
    throw error;
  }
}

export const closedThrough = async (client: Client): Promise<Day | null> =>
  (await first<{ closed_through: Day | null }>(client, "select closed_through from bank.calendar"))?.closed_through ?? null;
export const saveClosedThrough = (tx: pg.PoolClient, day: Day): Promise<unknown> =>
  tx.query("update bank.calendar set closed_through = $1", [day]);

export const accounts = (client: Client): Promise<Account[]> =>
  rows(
    client,
    "select iban, name, opened_on, status_version, statement_version, page_entries, details_apart, splits, batch_details, twice, reordered from bank.account order by iban",
  );
export const accountBalance = async (client: Client, iban: string, through: Day): Promise<number> =>
  (
    await first<{ balance: number }>(
      client,
      "select coalesce(sum(amount), 0)::bigint as balance from bank.entry where iban = $1 and booked_on <= $2",
      [iban, through],
    )
  )?.balance ?? 0;
export const saveAccount = (tx: pg.PoolClient, { iban, name, opened_on }: Pick<Account, "iban" | "name" | "opened_on">): Promise<unknown> =>
  tx.query("insert into bank.account (iban, name, opened_on) values ($1, $2, $3) on conflict (iban) do update set name = excluded.name", [
    iban,
    name,
    opened_on,
  ]);

export const saveStyle = (tx: pg.PoolClient, iban: string, style: AccountStyle): Promise<unknown> =>
  tx.query(
    `update bank.account set status_version = $2, statement_version = $3, page_entries = $4, details_apart = $5, twice = $6, reordered = $7, splits = $8, batch_details = $9 where iban = $1`,
    [
      iban,
      style.status_version,
      style.statement_version,
      style.page_entries,
      style.details_apart,
      style.twice,
      style.reordered,
      style.splits,
      style.batch_details,
    ],
  );

export const behaviours = (client: Client, ibans: readonly string[]): Promise<Behaviour[]> =>
  rows(client, "select iban, outcome, reason, booking, days, charges, part, anonymous, once from bank.behaviour where iban = any ($1)", [
    ibans,
  ]);
export const saveBehaviour = (tx: pg.PoolClient, given: Behaviour): Promise<unknown> =>
  tx.query(
    `insert into bank.behaviour (iban, outcome, reason, booking, days, charges, part, anonymous, once) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (iban) do update set outcome = $2, reason = $3, booking = $4, days = $5, charges = $6, part = $7, anonymous = $8, once = $9`,
    [given.iban, given.outcome, given.reason, given.booking, given.days, given.charges, given.part, given.anonymous, given.once],
  );

/** A file that came in, without its bytes. */
export const holderName = (client: Client, iban: string): Promise<{ name: string | null } | undefined> =>
  first(client, "select name from bank.holder_name where iban = $1", [iban]);
export const saveHolderName = (tx: pg.PoolClient, iban: string, name: string | null): Promise<unknown> =>
  tx.query("insert into bank.holder_name (iban, name) values ($1, $2) on conflict (iban) do update set name = excluded.name", [iban, name]);

export type FileIn = {
  sha256: string;
  receipt: string;
  name: string;
  message_id: string;
  status: "accepted" | "rejected";
  reason: string | null;
  count: number;
  sum: number;
  received_on: Day;
};
const fileColumns = "sha256, receipt, name, message_id, status, reason, count, sum, received_on";
export const fileBySha256 = (client: Client, sha256: string): Promise<FileIn | undefined> =>
  first(client, `select ${fileColumns} from bank.file_in where sha256 = $1`, [sha256]);
/** The file with this message identification: the accepted one, or else the one rejected last. */
export const fileByMessage = (client: Client, messageId: string): Promise<FileIn | undefined> =>
  first(client, `select ${fileColumns} from bank.file_in where message_id = $1 order by status, receipt desc limit 1`, [messageId]);
export const nextReceipt = async (tx: pg.PoolClient): Promise<string> => {
  const counted = await first<{ count: number }>(tx, "select count(*) from bank.file_in");
  return `ONTV-${String((counted?.count ?? 0) + 1).padStart(8, "0")}`;
};
export const saveFileIn = (tx: pg.PoolClient, file: FileIn, bytes: Uint8Array): Promise<unknown> =>
  tx.query(`insert into bank.file_in (${fileColumns}, bytes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
    file.sha256,
    file.receipt,
    file.name,
    file.message_id,
    file.status,
    file.reason,
    file.count,
    file.sum,
    file.received_on,
    bytes,
  ]);

/** Stores a batch of an accepted file with all its payments, waiting. */
export async function saveBatch(tx: pg.PoolClient, sha256: string, batch: OrderBatch, sum: number): Promise<void> {
  const inserted = await first<{ id: number }>(
    tx,
    `insert into bank.batch (id, sha256, payment_info, iban, execution_day, batch_booking, count, sum, state)
     select coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, 'waiting' from bank.batch returning id`,
    [sha256, batch.paymentInfo, batch.iban, batch.executionDay, batch.batchBooking, batch.orders.length, sum],
  );
  await tx.query(
    `insert into bank.payment (id, batch_id, end_to_end, amount, creditor_name, creditor_iban, remittance, state)
     select (select coalesce(max(id), 0) from bank.payment) + rank, $1, end_to_end, amount, name, iban, remittance, 'waiting'
     from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) with ordinality as o (end_to_end, amount, name, iban, remittance, rank)`,
    [
      inserted?.id,
      batch.orders.map((o) => o.endToEnd),
      batch.orders.map((o) => o.cents),
      batch.orders.map((o) => o.creditorName),
      batch.orders.map((o) => o.creditorIban),
      batch.orders.map((o) => o.remittance),
    ],
  );
}

export const dueBatches = (tx: pg.PoolClient, through: Day): Promise<Batch[]> =>
  rows(
    tx,
    `select b.id, b.sha256, f.message_id, b.payment_info, b.iban, b.execution_day, b.batch_booking, b.count, b.sum,
       (select count(*) from bank.batch other where other.sha256 = b.sha256)::int as batches_in_file
     from bank.batch b join bank.file_in f using (sha256)
     where b.state = 'waiting' and b.execution_day <= $1
     order by b.id`,
    [through],
  );
const paymentColumns =
  "id, batch_id, end_to_end, amount, creditor_name, creditor_iban, remittance, state, reason, return_on, charges, anonymous";
export const paymentsOf = (client: Client, batchId: number): Promise<Payment[]> =>
  rows(client, `select ${paymentColumns} from bank.payment where batch_id = $1 order by id`, [batchId]);
export const paymentsById = (client: Client, ids: readonly number[]): Promise<Payment[]> =>
  rows(client, `select ${paymentColumns} from bank.payment where id = any ($1) order by id`, [ids]);
export const dueReturns = (tx: pg.PoolClient, through: Day): Promise<(Payment & { iban: string })[]> =>
  rows(
    tx,
    `select ${paymentColumns
      .split(", ")
      .map((column) => `p.${column}`)
      .join(", ")}, b.iban from bank.payment p join bank.batch b on b.id = p.batch_id
     where p.state = 'returning' and p.return_on <= $1 order by p.return_on, p.id`,
    [through],
  );
export const saveBatchState = (tx: pg.PoolClient, id: number, state: "executed" | "rejected", on: Day): Promise<unknown> =>
  tx.query("update bank.batch set state = $2, executed_on = $3 where id = $1", [id, state, on]);
export const saveFates = (tx: pg.PoolClient, fates: readonly Fate[]): Promise<unknown> =>
  tx.query(
    `update bank.payment p set state = f.state, reason = f.reason, return_on = f.return_on, charges = f.charges, anonymous = f.anonymous
     from unnest($1::bigint[], $2::text[], $3::text[], $4::date[], $5::bigint[], $6::boolean[]) as f (id, state, reason, return_on, charges, anonymous)
     where p.id = f.id`,
    [
      fates.map((f) => f.id),
      fates.map((f) => f.state),
      fates.map((f) => f.reason),
      fates.map((f) => f.return_on),
      fates.map((f) => f.charges),
      fates.map((f) => f.anonymous),
    ],
  );
export const saveReturned = (tx: pg.PoolClient, ids: readonly number[]): Promise<unknown> =>
  tx.query("update bank.payment set state = 'returned' where id = any ($1)", [ids]);

/** Books entries in order; the number and the reference follow from how many there are. */
export const book = (tx: pg.PoolClient, entries: readonly Omit<Entry, "id" | "reference" | "value_on">[]): Promise<unknown> =>
  tx.query(
    `insert into bank.entry (id, iban, booked_on, value_on, amount, kind, reference, batch_id, payment_id, count, party_name, party_iban, remittance, deposit_key)
     select n.last + rank, iban, booked_on, booked_on, amount, kind, 'BOEK' || lpad((n.last + rank)::text, 12, '0'), batch_id, payment_id, count, party_name, party_iban, remittance, deposit_key
     from (select coalesce(max(id), 0) as last from bank.entry) n,
       unnest($1::text[], $2::date[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[])
         with ordinality as e (iban, booked_on, amount, kind, batch_id, payment_id, count, party_name, party_iban, remittance, deposit_key, rank)`,
    (
      [
        "iban",
        "booked_on",
        "amount",
        "kind",
        "batch_id",
        "payment_id",
        "count",
        "party_name",
        "party_iban",
        "remittance",
        "deposit_key",
      ] as const
    ).map((column) => entries.map((entry) => entry[column])),
  );
const entryColumns =
  "id, iban, booked_on, value_on, amount, kind, reference, batch_id, payment_id, count, party_name, party_iban, remittance, deposit_key";
export const entriesOn = (client: Client, iban: string, day: Day): Promise<Entry[]> =>
  rows(client, `select ${entryColumns} from bank.entry where iban = $1 and booked_on = $2 order by id`, [iban, day]);
export const depositByKey = (client: Client, key: string): Promise<Entry | undefined> =>
  first(client, `select ${entryColumns} from bank.entry where deposit_key = $1`, [key]);
export const lastEntry = (client: Client): Promise<Entry | undefined> =>
  first(client, `select ${entryColumns} from bank.entry order by id desc limit 1`);

export type StatementRow = { iban: string; sequence: number; day: Day; opening: number; closing: number; count: number };
export const lastStatement = (client: Client, iban: string): Promise<StatementRow | undefined> =>
  first(client, "select iban, sequence, day, opening, closing, count from bank.statement where iban = $1 order by sequence desc limit 1", [
    iban,
  ]);
export const saveStatement = (tx: pg.PoolClient, s: StatementRow): Promise<unknown> =>
  tx.query("insert into bank.statement (iban, sequence, day, opening, closing, count) values ($1, $2, $3, $4, $5, $6)", [
    s.iban,
    s.sequence,
    s.day,
    s.opening,
    s.closing,
    s.count,
  ]);
export const batchReferences = (
  client: Client,
  ids: readonly number[],
): Promise<{ id: number; message_id: string; payment_info: string }[]> =>
  rows(client, "select b.id, f.message_id, b.payment_info from bank.batch b join bank.file_in f using (sha256) where b.id = any ($1)", [
    ids,
  ]);

/** What a file is, with its version. */
export type FileKind = `pain.002.001.${"10" | "03"}` | `camt.05${"3" | "4"}.001.${"08" | "02"}`;

/** A file that goes out. */
export type FileOut = { sequence: number; kind: FileKind; name: string; day: Day; sha256: string };
export const nextSequence = async (tx: pg.PoolClient): Promise<number> =>
  (await first<{ next: number }>(tx, "select coalesce(max(sequence), 0) + 1 as next from bank.file_out"))?.next ?? 1;
export const saveFileOut = (tx: pg.PoolClient, file: FileOut, bytes: Uint8Array): Promise<unknown> =>
  tx.query("insert into bank.file_out (sequence, kind, name, day, sha256, bytes) values ($1, $2, $3, $4, $5, $6)", [
    file.sequence,
    file.kind,
    file.name,
    file.day,
    file.sha256,
    bytes,
  ]);
export const filesOut = (client: Client, after: number): Promise<FileOut[]> =>
  rows(client, "select sequence, kind, name, day, sha256 from bank.file_out where sequence > $1 order by sequence limit 1000", [after]);
export const fileOut = (client: Client, sequence: number): Promise<{ name: string; sha256: string; bytes: Buffer } | undefined> =>
  first(client, "select name, sha256, bytes from bank.file_out where sequence = $1", [sequence]);
