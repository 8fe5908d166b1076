import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { BatchState } from "./batch.ts";
import type { Meaning } from "./match.ts";
import type { OrderState } from "./order.ts";

const givenBack = sql<boolean>`exists (select from payment.entry e where e.order_id = o.id and (e.meaning = 'return' or e.explained_as = 'return'))`;

export type ReferencedOrder = {
  id: string;
  batch: string;
  holder: string;
  provider: string;
  end_to_end: string;
  amount: Cents;
  state: OrderState;
  given_back: boolean;
  /** Payments in transit of the account that paid it. */
  transit: string;
};

/** Orders by the reference that the bank quotes. */
export const ordersByReference = async (tx: Tx, references: readonly string[]): Promise<ReferencedOrder[]> => {
  const { rows } = await sql<ReferencedOrder>`
    select o.id, bo.batch_id as batch, o.holder_id as holder, o.provider_id as provider,
      o.end_to_end, o.amount, o.state, ${givenBack} as given_back, own.transit_account_id as transit
    from payment.order o
    join payment.own_account own on own.id = o.own_account_id
    join payment.batch_order bo on bo.order_id = o.id and bo.live
    where o.end_to_end = any (${[...references]}::text[])
      and not exists (select from payment.order n where n.retries = o.id and n.state <> 'withdrawn')
    order by o.end_to_end`.execute(tx);
  return rows;
};

export type ReferencedBatch = { id: string; message_id: string; state: BatchState; count: number; sum: Cents; debited: Cents };

/** Frozen batches by the identification of their file, with what statements debited for them. */
export const batchesByMessage = async (tx: Tx, messages: readonly string[]): Promise<ReferencedBatch[]> => {
  const { rows } = await sql<ReferencedBatch>`
    select b.id, b.message_id, b.state, b.count, b.sum,
      coalesce((select -sum(e.amount) from payment.entry e where e.batch_id = b.id and e.meaning = 'batch'), 0)::bigint as debited
    from payment.batch b
    where b.message_id = any (${[...messages]}::text[])
    order by b.id`.execute(tx);
  return rows;
};

/** Everybody whose money is in one of these batches. */
export const peopleInBatches = async (tx: Tx, batches: readonly string[]): Promise<{ holders: string[]; providers: string[] }> => {
  const { rows } = await sql<{ holders: string[]; providers: string[] }>`
    select coalesce(array_agg(distinct o.holder_id), '{}') as holders, coalesce(array_agg(distinct o.provider_id), '{}') as providers
    from payment.batch_order bo join payment.order o on o.id = bo.order_id
    where bo.batch_id = any (${[...batches]}::uuid[])`.execute(tx);
  return rows[0] ?? { holders: [], providers: [] };
};

export type SettlingRow = { id: string; amount: Cents; state: OrderState; given_back: boolean; paid_alone: boolean };

/** What each order of a batch came to so far. */
export const settlingOrders = async (tx: Tx, batch: string): Promise<SettlingRow[]> => {
  const { rows } = await sql<SettlingRow>`
    select o.id, o.amount, o.state, ${givenBack} as given_back,
      exists (select from payment.entry e where e.order_id = o.id and e.meaning = 'payment') as paid_alone
    from payment.batch_order bo join payment.order o on o.id = bo.order_id
    where bo.batch_id = ${batch} and bo.live
    order by o.id`.execute(tx);
  return rows;
};

/** What was debited for a batch in one amount or more, and the last day of that; single payments count for the day only. */
export const debitsOf = async (tx: Tx, batch: string): Promise<{ debited: Cents; last: Day | null }> => {
  const { rows } = await sql<{ debited: Cents; last: Day | null }>`
    select coalesce(-sum(e.amount) filter (where e.meaning = 'batch'), 0)::bigint as debited, max(e.booked_on) as last
    from payment.entry e
    where e.batch_id = ${batch} and e.meaning in ('batch', 'payment')`.execute(tx);
  return rows[0] ?? { debited: 0 as Cents, last: null };
};

// Files of the bank.

export const statusReport = (tx: Tx, message: string) =>
  tx.selectFrom("payment.status_report").selectAll().where("message_id", "=", message).executeTakeFirst();

/** Remembers which report said first that these orders of a batch were carried out; one that we know as rejected stays so. */
export const setSettled = (tx: Tx, batch: string, references: readonly string[], report: string) =>
  sql`
    update payment.order o
    set settled_by = ${report}::uuid
    from payment.batch_order bo
    where bo.order_id = o.id and bo.batch_id = ${batch}::uuid and bo.live
      and o.end_to_end = any (${[...references]}::text[]) and o.settled_by is null and o.state <> 'rejected'`.execute(tx);

export const insertStatusReport = (
  tx: Tx,
  row: { id: string; message_id: string; batch_id: string; file: string; status: string | null; rejected: number; read_on: Day },
) => tx.insertInto("payment.status_report").values(row).execute();

export const statementsNamed = (tx: Tx, account: string, names: readonly string[]) =>
  tx
    .selectFrom("payment.statement")
    .selectAll()
    .where("own_account_id", "=", account)
    .where("statement_id", "in", names)
    .orderBy("sequence")
    .orderBy("page")
    .execute();

export const insertStatement = (
  tx: Tx,
  row: {
    id: string;
    own_account_id: string;
    statement_id: string;
    sequence: number;
    page: number;
    last: boolean;
    day: Day;
    opening: Cents;
    closing: Cents;
    file: string;
  },
) => tx.insertInto("payment.statement").values(row).execute();

export const statementCounts = async (tx: Tx, statement: string): Promise<{ entries: number; unexplained: number }> => {
  const { rows } = await sql<{ entries: number; unexplained: number }>`
    select count(distinct rank)::int as entries, (count(*) filter (where meaning in ('unexplained', 'explained')))::int as unexplained
    from payment.entry where statement_id = ${statement}`.execute(tx);
  return rows[0] ?? { entries: 0, unexplained: 0 };
};

export type NewEntry = {
  id: string;
  statement: string;
  rank: number;
  part: number;
  amount: Cents;
  meaning: Meaning["meaning"];
  batch: string | null;
  order: string | null;
  funder: string | null;
  reference: string | null;
  shown: string | null;
  bookedOn: Day;
};

export const insertEntries = async (tx: Tx, entries: readonly NewEntry[]): Promise<void> => {
  if (entries.length === 0) return;
  await sql`
    insert into payment.entry (id, statement_id, rank, part, amount, meaning, batch_id, order_id, funder_code, reference, shown, booked_on)
    select * from unnest(
      ${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ statement }) => statement)}::uuid[], ${entries.map(({ rank }) => rank)}::integer[],
      ${entries.map(({ part }) => part)}::integer[], ${entries.map(({ amount }) => amount)}::bigint[], ${entries.map(({ meaning }) => meaning)}::text[],
      ${entries.map(({ batch }) => batch)}::uuid[], ${entries.map(({ order }) => order)}::uuid[], ${entries.map(({ funder }) => funder)}::text[],
      ${entries.map(({ reference }) => reference)}::text[], ${entries.map(({ shown }) => shown)}::text[], ${entries.map(({ bookedOn }) => bookedOn)}::date[])`.execute(
    tx,
  );
};

/** Says what an entry is that nobody understood: it takes the place of what was stored. */
export const understandEntry = (tx: Tx, { id, amount, part, meaning, batch, order, funder }: NewEntry) =>
  tx
    .updateTable("payment.entry")
    .set({ amount, part, meaning, batch_id: batch, order_id: order, funder_code: funder, shown: null })
    .where("id", "=", id)
    .execute();

/** Gives an entry what a clerk may read of it. */
export const setShown = (tx: Tx, id: string, shown: string) =>
  tx.updateTable("payment.entry").set({ shown }).where("id", "=", id).execute();

export const entryRow = (tx: Tx, id: string) => tx.selectFrom("payment.entry").selectAll().where("id", "=", id).executeTakeFirst();

export const setExplained = (
  tx: Tx,
  id: string,
  set: {
    explained_by: string;
    explained_as: "funding" | "bank-costs" | "return" | "emergency" | "recovery";
    explanation: string;
    funder_code: string | null;
    order_id: string | null;
  },
) =>
  tx
    .updateTable("payment.entry")
    .set({ meaning: "explained", ...set })
    .where("id", "=", id)
    .execute();
