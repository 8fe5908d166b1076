import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { EmergencyState } from "./emergency.ts";
import type { OrderState } from "./order.ts";

export type EmergencyRow = {
  id: string;
  number: string;
  agreement_id: string;
  holder_id: string;
  provider_id: string;
  account_id: string;
  amount: Cents;
  state: EmergencyState;
  reason: string;
  rule_id: string;
  receipt_id: string;
  made_by: string;
  made_on: Day;
  changed_on: Day;
  looked_on: Day | null;
};

export const insertEmergency = (tx: Tx, row: EmergencyRow) => tx.insertInto("payment.emergency").values(row).execute();

export const emergencyRow = (tx: Tx, id: string): Promise<EmergencyRow | undefined> =>
  tx.selectFrom("payment.emergency").selectAll().where("id", "=", id).executeTakeFirst() as Promise<EmergencyRow | undefined>;

export const emergencyByNumber = (tx: Tx, number: string): Promise<EmergencyRow | undefined> =>
  tx.selectFrom("payment.emergency").selectAll().where("number", "=", number).executeTakeFirst() as Promise<EmergencyRow | undefined>;

export const setEmergency = (tx: Tx, id: string, set: { state?: EmergencyState; changed_on?: Day; looked_on?: Day }) =>
  tx.updateTable("payment.emergency").set(set).where("id", "=", id).execute();

/** An emergency payment with what is left of it: what was paid ahead less what was set off. */
export type OpenEmergency = EmergencyRow & { left: Cents };

const withLeft = sql`
  select e.*, (e.amount - coalesce((select sum(s.amount) from payment.settlement s where s.emergency_id = e.id and s.live), 0))::bigint as left
  from payment.emergency e`;

/** What is under way or open under each of these agreements, whichever version of it, the oldest first. */
export const emergenciesOf = async (tx: Tx, agreements: readonly string[]): Promise<(OpenEmergency & { under: string })[]> => {
  const { rows } = await sql<OpenEmergency & { under: string }>`
    select x.*, a.id as under
    from agreement.agreement a
    join agreement.agreement v on v.number = a.number
    join (${withLeft}) x on x.agreement_id = v.id
    where a.id = any (${[...agreements]}::uuid[]) and x.state in ('ordered', 'open')
    order by x.made_on, x.id`.execute(tx);
  return rows;
};

/** The account in the ledger of what was paid ahead under an agreement; undefined before the first time. */
export const emergencyAccount = async (tx: Tx, agreement: string): Promise<string | undefined> => {
  const { rows } = await sql<{ account_id: string }>`
    select e.account_id
    from payment.emergency e
    join agreement.agreement v on v.id = e.agreement_id
    join agreement.agreement a on a.number = v.number
    where a.id = ${agreement} limit 1`.execute(tx);
  return rows[0]?.account_id;
};

export const openEmergency = async (tx: Tx, id: string): Promise<OpenEmergency | undefined> => {
  const { rows } = await sql<OpenEmergency>`${withLeft} where e.id = ${id}`.execute(tx);
  return rows[0];
};

/** Emergency payments that wait to be set off, the oldest change first. */
export const waitingEmergencies = async (tx: Tx, most: number): Promise<OpenEmergency[]> => {
  const { rows } = await sql<OpenEmergency>`${withLeft} where e.state = 'open' order by e.changed_on, e.id limit ${most}`.execute(tx);
  return rows;
};

export type NewSettlement = {
  id: string;
  emergency: string;
  declaration: string | null;
  order: string | null;
  entry: string | null;
  amount: Cents;
};

export const insertSettlements = async (tx: Tx, rows: readonly NewSettlement[], on: Day): Promise<void> => {
  if (rows.length === 0) return;
  await tx
    .insertInto("payment.settlement")
    .values(
      rows.map(({ id, emergency, declaration, order, entry, amount }) => ({
        ...{ id, emergency_id: emergency, declaration_id: declaration, order_id: order, entry_id: entry, amount, settled_on: on },
      })),
    )
    .execute();
};

export type SettlementRow = {
  id: string;
  emergency: string;
  account: string;
  order: string;
  declaration: string;
  amount: Cents;
  given: Cents;
};

/** What these orders set off, with the account in the ledger of what was paid ahead, and how much that was. */
export const settlementsOfOrders = async (tx: Tx, orders: readonly string[]): Promise<SettlementRow[]> => {
  const { rows } = await sql<SettlementRow>`
    select s.id, s.emergency_id as emergency, e.account_id as account, s.order_id as "order", s.declaration_id as declaration, s.amount, e.amount as given
    from payment.settlement s join payment.emergency e on e.id = s.emergency_id
    where s.order_id = any (${[...orders]}::uuid[]) and s.live
    order by s.id`.execute(tx);
  return rows;
};

export const endSettlements = (tx: Tx, ids: readonly string[]) =>
  sql`update payment.settlement set live = false where id = any (${[...ids]}::uuid[])`.execute(tx);

/** The orders of these that pay an emergency payment, with it. */
export const emergencyOrders = async (tx: Tx, orders: readonly string[]): Promise<{ order: string; emergency: string }[]> => {
  const { rows } = await sql<{ order: string; emergency: string }>`
    select o.id as "order", o.emergency_id as emergency from payment.order o
    where o.id = any (${[...orders]}::uuid[]) and o.emergency_id is not null
    order by o.id`.execute(tx);
  return rows;
};

export const insertEmergencyOrder = (
  tx: Tx,
  row: {
    id: string;
    emergency_id: string;
    agreement_id: string;
    holder_id: string;
    provider_id: string;
    own_account_id: string;
    amount: Cents;
    end_to_end: string;
    promised_on: Day;
    changed_on: Day;
  },
) =>
  tx
    .insertInto("payment.order")
    .values({ ...row, declaration_id: null, retries: null, state: "batched" })
    .execute();

export const putInBatch = (tx: Tx, row: { batch_id: string; order_id: string; bank_account_id: string }) =>
  tx.insertInto("payment.batch_order").values(row).execute();

/** The last order of an emergency payment, with the batch that it is in. */
export const lastOrderOf = async (
  tx: Tx,
  emergency: string,
): Promise<{ id: string; state: OrderState; end_to_end: string; batch: string; reason: string | null } | undefined> => {
  const { rows } = await sql<{ id: string; state: OrderState; end_to_end: string; batch: string; reason: string | null }>`
    select o.id, o.state, o.end_to_end, bo.batch_id as batch, o.reason
    from payment.order o join payment.batch_order bo on bo.order_id = o.id
    where o.emergency_id = ${emergency}
    order by o.promised_on desc, (o.state in ('batched', 'sent')) desc, o.id
    limit 1`.execute(tx);
  return rows[0];
};

/** Declarations that wait for payment under an agreement with something open, the earliest promise first. */
export const declarationsToSettle = async (tx: Tx, most: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select d.id
    from declaration.declaration d
    join agreement.agreement a on a.id = d.agreement_id
    where exists (select from declaration.claim c where c.declaration_id = d.id and c.state = 'open')
      and exists (
        select from payment.emergency e join agreement.agreement v on v.id = e.agreement_id
        where v.number = a.number and e.state = 'open')
      and not exists (select from payment.order o where o.declaration_id = d.id and o.state in ('batched', 'sent'))
    order by d.promised_on, d.id
    limit ${most}`.execute(tx);
  return rows.map(({ id }) => id);
};

export type EmergencyDifference = { what: string; about: string; expected: string; found: string };

// Whether the money of an order left what was reserved for it.
const released = sql`b.state in ('released', 'sent', 'booked', 'rejected')`;

/**
 * What must hold of what was paid ahead: it stands in the ledger as what went out and did not come back, less what was set off; never
 * is more set off than was given; each state is what its orders and settlements say; an order that pays the rest says how much was set off.
 */
export const emergencyDifferences = async (tx: Tx): Promise<EmergencyDifference[]> => {
  const { rows } = await sql<EmergencyDifference>`
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
      else count(*) filter (where o.state in ('batched', 'sent', 'booked')) > 0 end
    union all
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
    group by d.id having coalesce(sum(r.amount), 0) <> coalesce(max(s.amount), 0)
    order by 1, 2`.execute(tx);
  return rows;
};
