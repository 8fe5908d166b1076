import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";

/** A thing that must hold and does not: what, about which object, what should be there and what is. */
export type Difference = { what: string; about: string; expected: string; found: string };

/** The closing balance of the newest statement of an account; undefined before the first. */
export const lastStatement = (tx: Tx, account: string) =>
  tx
    .selectFrom("payment.statement")
    .select(["id", "statement_id", "sequence", "page", "last", "day", "closing"])
    .where("own_account_id", "=", account)
    .orderBy("sequence", "desc")
    .orderBy("page", "desc")
    .limit(1)
    .executeTakeFirst();

/** How many entries nobody explained yet. They may add up to nothing, and must be explained all the same. */
export const unexplainedCount = async (tx: Tx, account: string | null = null): Promise<number> => {
  const { count } = await tx
    .selectFrom("payment.entry as e")
    .innerJoin("payment.statement as s", "s.id", "e.statement_id")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("e.meaning", "=", "unexplained")
    .$if(account !== null, (query) => query.where("s.own_account_id", "=", account))
    .executeTakeFirstOrThrow();
  return count;
};

const live = sql`
  payment.order o
  join payment.batch_order bo on bo.order_id = o.id and bo.live
  join payment.batch b on b.id = bo.batch_id`;

// The bank debited this order although it rejected it, and has not given the money back yet.
const giveBackExpected = sql`
  o.state = 'rejected'
  and (b.booking = 'gross' or exists (select from payment.entry e where e.order_id = o.id and e.meaning = 'payment'))
  and not exists (select from payment.entry e where e.order_id = o.id and (e.meaning = 'return' or e.explained_as = 'return'))`;

/** What must be in transit: what was released and has no outcome yet, less what the bank debited and must still give back. */
export const explainedTransit = async (tx: Tx, account: string): Promise<Cents> => {
  const { rows } = await sql<{ amount: Cents }>`
    select coalesce(sum(case
      when o.state in ('batched', 'sent') and b.state in ('released', 'sent') then o.amount
      when ${giveBackExpected} then -o.amount
      else 0 end), 0)::bigint as amount
    from ${live}
    where o.own_account_id = ${account}`.execute(tx);
  return rows[0]?.amount ?? (0 as Cents);
};

/** Orders that the bank rejected, debited, and has not given back: of one account, or of all. */
export const awaitedGiveBacks = async (
  tx: Tx,
  account: string | null = null,
): Promise<{ id: string; end_to_end: string; amount: Cents; changed_on: Day }[]> => {
  const { rows } = await sql<{ id: string; end_to_end: string; amount: Cents; changed_on: Day }>`
    select o.id, o.end_to_end, o.amount, o.changed_on from ${live}
    where ${giveBackExpected} and (${account}::uuid is null or o.own_account_id = ${account}::uuid) order by o.end_to_end`.execute(tx);
  return rows;
};

const orderRows = sql`
  select 'order-claims' as what, o.id::text as about, (o.amount + o.settled)::text as expected, coalesce(sum(c.amount), 0)::text as found
  from payment.order o left join payment.order_claim c on c.order_id = o.id
  group by o.id having o.amount + o.settled <> coalesce(sum(c.amount), 0)
  union all
  select 'order-lines', o.id::text, (o.amount + o.settled)::text, coalesce(sum(l.amount), 0)::text
  from payment.order o left join payment.order_line ol on ol.order_id = o.id left join declaration.line l on l.id = ol.line_id
  where o.declaration_id is not null
  group by o.id having o.amount + o.settled <> coalesce(sum(l.amount), 0)
  union all
  select 'order-line-state', l.id::text, case o.state when 'booked' then 'paid' else 'ordered' end, l.state
  from payment.order o join payment.order_line ol on ol.order_id = o.id join declaration.line l on l.id = ol.line_id
  where o.state in ('batched', 'sent', 'booked') and l.state <> case o.state when 'booked' then 'paid' else 'ordered' end
    and not (o.state = 'booked' and l.state = 'credited')
  union all
  select 'order-claim-transfer', c.order_id::text, concat_ws(' ', c.account_id, own.id, c.amount, 'pending'), concat_ws(' ', t.debit_id, t.credit_id, t.amount, t.phase)
  from payment.order_claim c
  join payment.order o on o.id = c.order_id
  join ledger.account own on own.kind = 'transit' and own.owner = 'main'
  join ledger.transfer t on t.id = c.transfer_id
  where (t.debit_id, t.credit_id, t.amount, t.phase) is distinct from (c.account_id, own.id, c.amount, 'pending')
  union all
  select 'order-paid', o.id::text, case when b.state in ('released', 'sent', 'booked', 'rejected') then o.amount + o.settled else 0 end::text, coalesce(p.paid, 0)::text
  from payment.order o
  join payment.batch_order bo on bo.order_id = o.id
  join payment.batch b on b.id = bo.batch_id
  left join lateral (
    select sum(r.amount)::bigint as paid
    from payment.order_claim c join ledger.transfer r on r.pending_id = c.transfer_id and r.phase = 'post' and r.code = 'pay'
    where c.order_id = o.id) p on true
  where o.state <> 'withdrawn' and (case when b.state in ('released', 'sent', 'booked', 'rejected') then o.amount + o.settled else 0 end) <> coalesce(p.paid, 0)
  union all
  select 'order-reversed', o.id::text, case when o.state in ('rejected', 'returned') then o.amount + o.settled else 0 end::text, coalesce(r.back, 0)::text
  from payment.order o
  left join lateral (select sum(t.amount)::bigint as back from ledger.transfer t where t.reference = o.id and t.code = 'reverse') r on true
  where (case when o.state in ('rejected', 'returned') then o.amount + o.settled else 0 end) <> coalesce(r.back, 0)`;

const batchRows = sql`
  select 'order-in-one-batch' as what, o.id::text as about, '1' as expected, count(bo.batch_id)::text as found
  from payment.order o left join payment.batch_order bo on bo.order_id = o.id and bo.live = (o.state <> 'withdrawn')
  group by o.id having count(bo.batch_id) <> 1
  union all
  select 'order-and-batch', o.id::text, 'a state that goes with ' || b.state, o.state
  from payment.order o join payment.batch_order bo on bo.order_id = o.id join payment.batch b on b.id = bo.batch_id
  where o.state <> all (case b.state
    when 'sent' then array['sent', 'booked', 'rejected', 'returned']
    when 'booked' then array['booked', 'rejected', 'returned']
    when 'rejected' then array['rejected', 'returned']
    when 'withdrawn' then array['withdrawn']
    else array['batched'] end)
  union all
  select 'batch-sum', b.id::text, concat_ws(' ', b.count, b.sum), concat_ws(' ', count(o.id), sum(o.amount))
  from payment.batch b join payment.batch_order bo on bo.batch_id = b.id join payment.order o on o.id = bo.order_id
  where b.content_hash is not null
  group by b.id having (b.count, b.sum) is distinct from (count(o.id)::integer, sum(o.amount)::bigint)
  union all
  select 'batch-routed', b.id::text, case when b.state in ('released', 'sent', 'booked', 'rejected') and a.owner <> 'main' then b.sum else 0 end::text, coalesce(r.amount, 0)::text
  from payment.batch b
  join payment.own_account own on own.id = b.own_account_id
  join ledger.account a on a.id = own.transit_account_id
  left join lateral (select sum(t.amount)::bigint as amount from ledger.transfer t where t.reference = b.id and t.code = 'route' and t.credit_id = a.id) r on true
  where (case when b.state in ('released', 'sent', 'booked', 'rejected') and a.owner <> 'main' then b.sum else 0 end) <> coalesce(r.amount, 0)
  union all
  select 'batch-released', b.id::text, case when b.needs_head = '{}' then '2 0' else '2 1' end, concat_ws(' ', s.releasers, s.heads)
  from payment.batch b
  cross join lateral (
    select count(distinct r.person) filter (where r.mandate = 'releaser')::int as releasers, count(distinct r.person) filter (where r.mandate = 'head')::int as heads
    from payment.release r where r.batch_id = b.id and r.content_hash = b.content_hash and r.person <> b.made_by) s
  where b.state in ('released', 'sent', 'booked', 'rejected') and (s.releasers < 2 or (b.needs_head <> '{}' and s.heads < 1))
  union all
  select 'batch-booked', b.id::text, (b.sum - case b.booking when 'net' then coalesce(n.amount, 0) else 0 end)::text, coalesce(e.amount, 0)::text
  from payment.batch b
  left join lateral (
    select sum(o.amount)::bigint as amount
    from payment.batch_order bo join payment.order o on o.id = bo.order_id
    where bo.batch_id = b.id and o.state = 'rejected'
      and not exists (select from payment.entry e where e.order_id = o.id and (e.meaning = 'return' or e.explained_as = 'return'))) n on true
  left join lateral (select -sum(e.amount)::bigint as amount from payment.entry e where e.batch_id = b.id and e.meaning in ('batch', 'payment')) e on true
  where b.booking in ('gross', 'net') and b.sum - case b.booking when 'net' then coalesce(n.amount, 0) else 0 end <> coalesce(e.amount, 0)`;

const statementRows = sql`
  select 'statement-sum' as what, s.id::text as about, (s.closing - s.opening)::text as expected, coalesce(sum(e.amount), 0)::text as found
  from payment.statement s left join payment.entry e on e.statement_id = s.id
  group by s.id having s.closing - s.opening <> coalesce(sum(e.amount), 0)
  union all
  select 'statement-chain', s.id::text, concat_ws(' ', p.next_sequence, p.next_page, p.closing), concat_ws(' ', s.sequence, s.page, s.opening)
  from (select *, lag(id) over (partition by own_account_id order by sequence, page) as before from payment.statement) s
  join lateral (
    select b.closing, b.sequence + case when b.last then 1 else 0 end as next_sequence, case when b.last then 1 else b.page + 1 end as next_page
    from payment.statement b where b.id = s.before) p on true
  where (s.sequence, s.page, s.opening) is distinct from (p.next_sequence, p.next_page, p.closing)`;

/** What must hold of orders, batches and statements among themselves and with the ledger. */
export const recordDifferences = async (tx: Tx): Promise<Difference[]> => {
  const { rows } = await sql<Difference>`${orderRows} union all ${batchRows} union all ${statementRows} order by 1, 2`.execute(tx);
  return rows;
};
