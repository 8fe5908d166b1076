import { sql } from "kysely";
import type { Actor } from "../kernel/actor.ts";
import type { Day, Instant } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { BatchState } from "./batch.ts";
import type { OrderState } from "./order.ts";

// What the pages of the payment clerks show. Nothing here decides anything.

/** A page of a list. */
export type Slice = { skip: number; most: number };

export type BatchRow = {
  id: string;
  state: BatchState;
  made_by: string;
  made_at: Instant;
  execution_day: Day | null;
  booked_on: Day | null;
  count: number;
  sum: Cents;
};

// Until a batch is frozen, its count and sum stand nowhere: they are counted.
const counted = sql`
  cross join lateral (
    select count(*)::int as count, coalesce(sum(o.amount), 0)::bigint as sum
    from payment.batch_order bo join payment.order o on o.id = bo.order_id
    where bo.batch_id = b.id and b.count is null) n`;

const ofState = (state: BatchState | null) => (state === null ? sql`true` : sql`b.state = ${state}`);

export const batchRows = async (tx: Tx, state: BatchState | null, { skip, most }: Slice): Promise<BatchRow[]> => {
  const { rows } = await sql<BatchRow>`
    select b.id, b.state, b.made_by, b.made_at, b.execution_day, b.booked_on, coalesce(b.count, n.count) as count, coalesce(b.sum, n.sum)::bigint as sum
    from (select * from payment.batch b where ${ofState(state)} order by b.made_at desc, b.id limit ${most} offset ${skip}) b ${counted}
    order by b.made_at desc, b.id`.execute(tx);
  return rows;
};

export type StateCount = { state: BatchState; count: number };

export const batchCounts = async (tx: Tx): Promise<StateCount[]> => {
  const { rows } = await sql<StateCount>`select b.state, count(*)::int as count from payment.batch b group by b.state`.execute(tx);
  return rows;
};

export type OrderRow = {
  id: string;
  number: string;
  end_to_end: string;
  amount: Cents;
  /** What had been paid ahead of the declaration, and what of that was given in all. */
  settled: Cents;
  ahead: Cents | null;
  state: OrderState;
  reason: string | null;
  payee: string | null;
  iban: string | null;
  promised_on: Day;
};

export const orderRows = async (tx: Tx, batch: string, { skip, most }: Slice): Promise<OrderRow[]> => {
  const { rows } = await sql<OrderRow>`
    select o.id, coalesce(d.number, m.number) as number, o.end_to_end, o.amount, o.settled, s.ahead, o.state, o.reason, a.name as payee, a.iban, o.promised_on
    from payment.batch_order bo
    join payment.order o on o.id = bo.order_id
    left join declaration.declaration d on d.id = o.declaration_id
    left join payment.emergency m on m.id = o.emergency_id
    left join lateral (
      select sum(g.amount)::bigint as ahead
      from payment.settlement t join payment.emergency g on g.id = t.emergency_id where t.order_id = o.id) s on true
    left join party.bank_account a on a.id = bo.bank_account_id
    where bo.batch_id = ${batch}
    order by o.end_to_end
    limit ${most} offset ${skip}`.execute(tx);
  return rows;
};

export const orderTotals = async (tx: Tx, batch: string): Promise<{ count: number; sum: Cents }> => {
  const { rows } = await sql<{ count: number; sum: Cents }>`
    select count(*)::int as count, coalesce(sum(o.amount), 0)::bigint as sum
    from payment.batch_order bo join payment.order o on o.id = bo.order_id
    where bo.batch_id = ${batch}`.execute(tx);
  return rows[0] ?? { count: 0, sum: 0 as Cents };
};

/** Who gave an account number that is in the batch: these people may not release it. */
export const accountChangers = async (tx: Tx, batch: string): Promise<string[]> => {
  const { rows } = await sql<{ changed_by: string }>`
    select distinct a.changed_by
    from payment.batch_order bo join party.bank_account a on a.id = bo.bank_account_id
    where bo.batch_id = ${batch}`.execute(tx);
  return rows.map(({ changed_by }) => changed_by);
};

export type Step = { kind: string; instant: Instant; actor: Actor; answer: unknown };

/** What was done to a batch, and by whom, from the log. */
export const batchHistory = async (tx: Tx, batch: string): Promise<Step[]> => {
  const { rows } = await sql<Step>`
    select c.kind, c.instant, c.actor, c.answer
    from log.command c
    where coalesce(c.answer ->> 'batch', c.input ->> 'batch') = ${batch}
      and c.kind in ('payment.make-batch', 'payment.freeze-batch', 'payment.release-batch', 'payment.withdraw-batch', 'payment.send-batch')
      and c.outcome = 'done'
    order by c.sequence`.execute(tx);
  return rows;
};

/** The batch that was made from exactly this list, the last one; undefined when there is none. */
export const batchMadeOf = async (tx: Tx, list: string): Promise<string | undefined> => {
  const { rows } = await sql<{ batch: string }>`
    select c.answer ->> 'batch' as batch
    from log.command c
    where c.input_hash = ${list} and c.kind = 'payment.make-batch' and c.outcome = 'done'
    order by c.sequence desc
    limit 1`.execute(tx);
  return rows[0]?.batch;
};

// The bank.

export type StatementRow = {
  id: string;
  statement_id: string;
  sequence: number;
  day: Day;
  opening: Cents;
  closing: Cents;
  entries: number;
  unexplained: number;
};

const statements = sql`
  select s.id, s.statement_id, s.sequence, s.day, s.opening, s.closing, n.entries, n.unexplained
  from payment.statement s
  cross join lateral (
    select count(distinct e.rank)::int as entries, (count(*) filter (where e.meaning = 'unexplained'))::int as unexplained
    from payment.entry e where e.statement_id = s.id) n`;

export const statementRows = async (tx: Tx, { skip, most }: Slice): Promise<StatementRow[]> => {
  const { rows } = await sql<StatementRow>`${statements} order by s.sequence desc, s.page desc, s.id limit ${most} offset ${skip}`.execute(
    tx,
  );
  return rows;
};

export const statementRowById = async (tx: Tx, id: string): Promise<StatementRow | undefined> => {
  const { rows } = await sql<StatementRow>`${statements} where s.id = ${id}`.execute(tx);
  return rows[0];
};

export const statementTotal = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from payment.statement`.execute(tx);
  return rows[0]?.count ?? 0;
};

export type EntryRow = {
  id: string;
  statement: string;
  statement_name: string;
  amount: Cents;
  meaning: "batch" | "payment" | "return" | "funding" | "unexplained" | "explained";
  batch: string | null;
  order_batch: string | null;
  end_to_end: string | null;
  number: string | null;
  funder: string | null;
  reference: string | null;
  shown: string | null;
  booked_on: Day;
  explained_as: "funding" | "bank-costs" | "return" | "emergency" | "recovery" | null;
  explained_by: string | null;
  explanation: string | null;
};

const entries = sql`
  select e.id, e.statement_id as statement, s.statement_id as statement_name, e.amount, e.meaning, e.batch_id as batch, bo.batch_id as order_batch,
    o.end_to_end, coalesce(d.number, m.number) as number, f.name as funder, e.reference, e.shown, e.booked_on, e.explained_as, e.explained_by, e.explanation
  from payment.entry e
  join payment.statement s on s.id = e.statement_id
  left join payment.order o on o.id = e.order_id
  left join payment.batch_order bo on bo.order_id = o.id and bo.live
  left join declaration.declaration d on d.id = o.declaration_id
  left join payment.emergency m on m.id = coalesce(o.emergency_id, (select t.emergency_id from payment.settlement t where t.entry_id = e.id limit 1))
  left join party.funder f on f.code = e.funder_code`;

export const statementEntries = async (tx: Tx, statement: string, { skip, most }: Slice): Promise<EntryRow[]> => {
  const { rows } =
    await sql<EntryRow>`${entries} where e.statement_id = ${statement} order by e.rank, e.part limit ${most} offset ${skip}`.execute(tx);
  return rows;
};

export const statementParts = async (tx: Tx, statement: string): Promise<number> => {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from payment.entry e where e.statement_id = ${statement}`.execute(tx);
  return rows[0]?.count ?? 0;
};

export const unexplainedEntries = async (tx: Tx, most: number): Promise<EntryRow[]> => {
  const { rows } = await sql<EntryRow>`${entries} where e.meaning = 'unexplained' order by e.booked_on, e.id limit ${most}`.execute(tx);
  return rows;
};

export const entryById = async (tx: Tx, id: string): Promise<EntryRow | undefined> => {
  const { rows } = await sql<EntryRow>`${entries} where e.id = ${id}`.execute(tx);
  return rows[0];
};

export type StatusRow = {
  id: string;
  message_id: string;
  batch_id: string;
  batch_message: string | null;
  status: string | null;
  rejected: number;
  read_on: Day;
};

export const statusRows = async (tx: Tx, most: number): Promise<StatusRow[]> => {
  const { rows } = await sql<StatusRow>`
    select r.id, r.message_id, r.batch_id, b.message_id as batch_message, r.status, r.rejected, r.read_on
    from payment.status_report r join payment.batch b on b.id = r.batch_id
    order by r.read_on desc, r.message_id desc
    limit ${most}`.execute(tx);
  return rows;
};

// Reconciliation.

export type TransitRow = { batch: string; state: BatchState; execution_day: Day | null; count: number; amount: Cents };

/** What is under way from an account, by batch: released or sent, and no outcome yet. */
export const transitRows = async (tx: Tx, account: string): Promise<TransitRow[]> => {
  const { rows } = await sql<TransitRow>`
    select b.id as batch, b.state, b.execution_day, count(*)::int as count, sum(o.amount)::bigint as amount
    from payment.batch b
    join payment.batch_order bo on bo.batch_id = b.id and bo.live
    join payment.order o on o.id = bo.order_id and o.state in ('batched', 'sent')
    where b.state in ('released', 'sent') and b.own_account_id = ${account}
    group by b.id
    order by b.execution_day, b.id`.execute(tx);
  return rows;
};

export type CameBackRow = {
  id: string;
  batch: string;
  number: string;
  amount: Cents;
  state: OrderState;
  reason: string | null;
  changed_on: Day;
};

const notAgain = sql`not exists (
  select from payment.order n
  where (n.declaration_id = o.declaration_id or n.emergency_id = o.emergency_id) and n.state in ('batched', 'sent', 'booked'))`;

/** Payments that the bank rejected or gave back and that were not ordered again, the oldest first. */
export const cameBackRows = async (tx: Tx, most: number): Promise<CameBackRow[]> => {
  const { rows } = await sql<CameBackRow>`
    select o.id, bo.batch_id as batch, coalesce(d.number, m.number) as number, o.amount, o.state, o.reason, o.changed_on
    from payment.order o
    join payment.batch_order bo on bo.order_id = o.id and bo.live
    left join declaration.declaration d on d.id = o.declaration_id
    left join payment.emergency m on m.id = o.emergency_id
    where o.state in ('rejected', 'returned') and m.state is distinct from 'ended' and ${notAgain}
    order by o.changed_on, o.end_to_end
    limit ${most}`.execute(tx);
  return rows;
};

export type AgeRow = { age: "week" | "month" | "older"; count: number; sum: Cents };

/** The same, counted by how long ago the money came back. */
export const cameBackByAge = async (tx: Tx, today: Day): Promise<AgeRow[]> => {
  const { rows } = await sql<AgeRow>`
    select case when ${today}::date - o.changed_on <= 7 then 'week' when ${today}::date - o.changed_on <= 30 then 'month' else 'older' end as age,
      count(*)::int as count, sum(o.amount)::bigint as sum
    from payment.order o
    left join payment.emergency m on m.id = o.emergency_id
    where o.state in ('rejected', 'returned') and m.state is distinct from 'ended' and ${notAgain}
    group by 1`.execute(tx);
  return rows;
};
