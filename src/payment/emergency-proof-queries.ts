import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";
import type { Difference } from "./proof-queries.ts";

// Whether the money of an order left what was reserved for it.
const released = sql`b.state in ('released', 'sent', 'booked', 'rejected')`;

const standingRows = sql`
    with given as (
      select e.account_id, sum(o.amount) filter (where ${released} and o.state in ('batched', 'sent', 'booked'))::bigint as amount
      from payment.emergency e
      join payment.order o on o.emergency_id = e.id
      join payment.batch_order bo on bo.order_id = o.id
      join payment.batch b on b.id = bo.batch_id
      group by e.account_id
    ),
    set_off as (
      select e.account_id, sum(s.amount)::bigint as amount
      from payment.settlement s
      join payment.emergency e on e.id = s.emergency_id
      left join payment.batch_order bo on bo.order_id = s.order_id
      left join payment.batch b on b.id = bo.batch_id
      where s.live and (s.order_id is null or ${released})
      group by e.account_id
    ),
    standing as (
      select a.id as account_id, coalesce(sum(case when t.debit_id = a.id then t.amount else -t.amount end), 0)::bigint as amount
      from ledger.account a
      left join ledger.transfer t on a.id in (t.debit_id, t.credit_id) and t.phase in ('posted', 'post')
      where a.kind = 'emergency'
      group by a.id
    ),
    left_of as (
      select e.id, e.state, e.amount - coalesce(sum(s.amount) filter (where s.live), 0)::bigint as left
      from payment.emergency e left join payment.settlement s on s.emergency_id = e.id
      group by e.id
    )
    select 'emergency-ledger' as what, s.account_id::text as about, (coalesce(g.amount, 0) - coalesce(o.amount, 0))::text as expected, s.amount::text as found
    from standing s left join given g using (account_id) left join set_off o using (account_id)
    where coalesce(g.amount, 0) - coalesce(o.amount, 0) <> s.amount
    union all
    select 'emergency-left', l.id::text, case l.state when 'settled' then 'nothing' else 'something' end, l.left::text
    from left_of l
    where l.left < 0 or (l.state = 'settled') <> (l.left = 0) and l.state in ('open', 'settled')
    union all
    select 'emergency-state', e.id::text, e.state, string_agg(o.state, ' ' order by o.state)
    from payment.emergency e left join payment.order o on o.emergency_id = e.id
    group by e.id
    having case e.state
      when 'ordered' then count(*) filter (where o.state in ('batched', 'sent')) <> 1
      when 'open' then count(*) filter (where o.state = 'booked') <> 1
      when 'settled' then count(*) filter (where o.state = 'booked') <> 1
      else count(*) filter (where o.state in ('batched', 'sent', 'booked')) > 0 end`;

const settlementRows = sql`
    select 'order-settled', o.id::text, o.settled::text, coalesce(sum(s.amount), 0)::text
    from payment.order o left join payment.settlement s on s.order_id = o.id
    group by o.id having o.settled <> coalesce(sum(s.amount), 0)
    union all
    select 'settlement-live', s.id::text, case when o.state in ('rejected', 'returned', 'withdrawn') then 'ended' else 'live' end, case when s.live then 'live' else 'ended' end
    from payment.settlement s join payment.order o on o.id = s.order_id
    where s.live = (o.state in ('rejected', 'returned', 'withdrawn'))
    union all
    select 'settlement-declaration', d.id::text, coalesce(sum(r.amount), 0)::text, coalesce(max(s.amount), 0)::text
    from (
      select declaration_id, sum(amount)::bigint as amount from payment.settlement where order_id is null and declaration_id is not null group by 1) s
    join declaration.declaration d on d.id = s.declaration_id
    left join declaration.claim c on c.declaration_id = d.id and c.state = 'ordered'
      and not exists (select from payment.order_claim oc where oc.transfer_id = c.transfer_id)
    left join ledger.transfer r on r.pending_id = c.transfer_id and r.phase = 'post' and r.code = 'pay'
    group by d.id having coalesce(sum(r.amount), 0) <> coalesce(max(s.amount), 0)`;

/**
 * What must hold of what was paid ahead: it stands in the ledger as what went out and did not come back, less what was set off; never
 * is more set off than was given; each state is what its orders and settlements say; an order that pays the rest says how much was set off.
 */
export const emergencyDifferences = async (tx: Tx): Promise<Difference[]> => {
  const { rows } = await sql<Difference>`(${standingRows}) union all (${settlementRows}) order by 1, 2`.execute(tx);
  return rows;
};
