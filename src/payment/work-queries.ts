import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { OrderState } from "./order.ts";
import { retried } from "./reasons.ts";
import type { Decision, WorkKind, WorkState } from "./work.ts";

export type NewWork = {
  id: string;
  kind: WorkKind;
  order: string | null;
  batch: string | null;
  details: string | null;
  reason: string | null;
  on: Day;
};

/** Opens work, each once while it is open. */
export const insertWork = async (tx: Tx, rows: readonly NewWork[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into payment.work (id, kind, state, order_id, batch_id, details_id, reason, opened_on)
    select g.id, g.kind, 'open', g.order_id, g.batch_id, g.details_id, g.reason, g.opened_on
    from unnest(
      ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ order }) => order)}::uuid[],
      ${rows.map(({ batch }) => batch)}::uuid[], ${rows.map(({ details }) => details)}::uuid[], ${rows.map(({ reason }) => reason)}::text[],
      ${rows.map(({ on }) => on)}::date[]
    ) g (id, kind, order_id, batch_id, details_id, reason, opened_on)
    on conflict do nothing`.execute(tx);
};

export const workRow = (tx: Tx, id: string) => tx.selectFrom("payment.work").selectAll().where("id", "=", id).executeTakeFirst();

/** Open work of these kinds about these orders. */
export const openWorkOn = async (
  tx: Tx,
  orders: readonly string[],
  kinds: readonly WorkKind[],
): Promise<{ id: string; order_id: string }[]> => {
  const { rows } = await sql<{ id: string; order_id: string }>`
    select id, order_id from payment.work
    where state = 'open' and order_id = any (${[...orders]}::uuid[]) and kind = any (${[...kinds]}::text[])
    order by id`.execute(tx);
  return rows;
};

/** Open work of a kind about these details. */
export const openWorkOnDetails = async (tx: Tx, details: readonly string[], kind: WorkKind): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from payment.work
    where state = 'open' and details_id = any (${[...details]}::uuid[]) and kind = ${kind}
    order by id`.execute(tx);
  return rows.map(({ id }) => id);
};

export const endWork = (
  tx: Tx,
  ids: readonly string[],
  set: {
    state: WorkState;
    decision: Decision | "came-back" | "paid-again" | "statement-came";
    decided_by: string;
    decided_on: Day;
    why: string | null;
  },
) =>
  sql`
    update payment.work
    set state = ${set.state}, decision = ${set.decision}, decided_by = ${set.decided_by}, decided_on = ${set.decided_on}::date, why = ${set.why}
    where id = any (${[...ids]}::uuid[]) and state = 'open'`.execute(tx);

export type Followed = {
  id: string;
  batch: string;
  batch_state: string;
  declaration: string | null;
  emergency: string | null;
  holder: string;
  provider: string;
  amount: Cents;
  number: string;
  bank_account: string | null;
  state: OrderState;
};

/** Of which batch, payee and account orders are. */
export const followedOrders = async (tx: Tx, ids: readonly string[]): Promise<Followed[]> => {
  const { rows } = await sql<Followed>`
    select o.id, bo.batch_id as batch, b.state as batch_state, o.declaration_id as declaration, o.emergency_id as emergency,
      o.holder_id as holder, o.provider_id as provider, o.amount, coalesce(d.number, m.number) as number, bo.bank_account_id as bank_account, o.state
    from payment.order o
    left join declaration.declaration d on d.id = o.declaration_id
    left join payment.emergency m on m.id = o.emergency_id
    join payment.batch_order bo on bo.order_id = o.id and bo.live
    join payment.batch b on b.id = bo.batch_id
    where o.id = any (${[...ids]}::uuid[])
    order by o.id`.execute(tx);
  return rows;
};

export const insertBlocks = async (
  tx: Tx,
  rows: readonly { bank_account_id: string; order_id: string; reason: string; blocked_on: Day }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx
    .insertInto("payment.account_block")
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** A person found out that the bank was wrong about the account of this order. */
export const liftBlocks = (tx: Tx, order: string, on: Day) =>
  tx.updateTable("payment.account_block").set({ lifted_on: on }).where("order_id", "=", order).where("lifted_on", "is", null).execute();

/** Which of these accounts have a number that a bank refused for the same payee, also when it was given again. */
export const blockedAccounts = async (tx: Tx, accounts: readonly string[]): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`
    select a.id
    from party.bank_account a
    where a.id = any (${[...accounts]}::uuid[]) and exists (
      select from payment.account_block k
      join party.bank_account b on b.id = k.bank_account_id
      where k.lifted_on is null and b.person_id = a.person_id and b.iban = a.iban)`.execute(tx);
  return new Set(rows.map(({ id }) => id));
};

/** True when a bank refused this number for this payee and nobody lifted that. */
export const refusedIban = async (tx: Tx, person: string, iban: string): Promise<boolean> => {
  const { rows } = await sql`
    select from payment.account_block k join party.bank_account b on b.id = k.bank_account_id
    where k.lifted_on is null and b.person_id = ${person}::uuid and b.iban = ${iban} limit 1`.execute(tx);
  return rows.length > 0;
};

export type Retry = { declaration: string; order: string; end_to_end: string; amount: Cents; rejected_on: Day };

/** Orders that a bank rejected because of the day or the money, and that go again under their own reference. */
export const retries = async (tx: Tx, declarations: readonly string[]): Promise<ReadonlyMap<string, Retry>> => {
  const { rows } = await sql<Retry>`
    select o.declaration_id as declaration, o.id as order, o.end_to_end, o.amount, o.changed_on as rejected_on
    from payment.order o
    where o.declaration_id = any (${[...declarations]}::uuid[]) and o.state = 'rejected' and o.reason = any (${[...retried]}::text[])
      and not exists (select from payment.order n where n.retries = o.id and n.state <> 'withdrawn')
    order by o.changed_on, o.id`.execute(tx);
  return new Map(rows.map((row) => [row.declaration, row]));
};

/** Rejected orders of these that the bank debited and has not given back: their reference is still in use. */
export const stillOwed = async (tx: Tx, orders: readonly string[]): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`
    select o.id from payment.order o
    join payment.batch_order bo on bo.order_id = o.id and bo.live
    join payment.batch b on b.id = bo.batch_id
    where o.id = any (${[...orders]}::uuid[]) and o.state = 'rejected'
      and (b.state = 'sent'
        or (b.booking = 'gross' or exists (select from payment.entry e where e.order_id = o.id and e.meaning = 'payment'))
          and not exists (select from payment.entry e where e.order_id = o.id and (e.meaning = 'return' or e.explained_as = 'return')))`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
};

export type Returned = { order: string; declaration: string; holder: string; provider: string; state: OrderState };

/** Orders whose money is on the budget again and whose lines wait, with those who must be locked. */
export const returnedOrders = async (tx: Tx, ids: readonly string[]): Promise<Returned[]> => {
  const { rows } = await sql<Returned>`
    select o.id as order, o.declaration_id as declaration, o.holder_id as holder, o.provider_id as provider, o.state
    from payment.order o
    where o.id = any (${[...ids]}::uuid[])
    order by o.id`.execute(tx);
  return rows;
};

/** Orders with a refused account whose payee has another one now that holds, so that they can be paid again. */
export const payableAgain = async (tx: Tx, before: Day, most: number): Promise<string[]> => {
  const { rows } = await sql<{ order_id: string }>`
    select w.order_id
    from payment.work w
    join payment.order o on o.id = w.order_id
    join party.person p on p.id = o.provider_id and not p.blocked
    join lateral (
      select a.id, a.iban, a.from_day from party.bank_account a
      where a.person_id = o.provider_id
      order by a.from_day desc, a.version desc, a.id desc limit 1) a on a.from_day <= ${before}::date
    where w.state = 'open' and w.kind = 'account-refused'
      and not exists (
        select from payment.account_block k join party.bank_account b on b.id = k.bank_account_id
        where k.lifted_on is null and b.person_id = o.provider_id and b.iban = a.iban)
      and not exists (
        select from party.account_check c
        where c.account_id = a.id and c.result is distinct from 'match' and c.released_on is null)
    order by w.opened_on, w.order_id
    limit ${most}`.execute(tx);
  return rows.map(({ order_id }) => order_id);
};

export type WorkRow = {
  id: string;
  kind: WorkKind;
  state: WorkState;
  reason: string | null;
  opened_on: Day;
  order: string | null;
  number: string | null;
  emergency: string | null;
  end_to_end: string | null;
  amount: Cents | null;
  /** What came back of the payment, as the bank booked it; null while nothing did. */
  came_back: Cents | null;
  order_state: OrderState | null;
  payee: string | null;
  iban: string | null;
  batch: string | null;
  batch_message: string | null;
  told: string | null;
  statement: string | null;
  booked_on: Day | null;
  bank_reference: string | null;
  own_account: string | null;
  decision: string | null;
  decided_by: string | null;
  decided_on: Day | null;
  why: string | null;
};

const workRows = sql`
  select w.id, w.kind, w.state, w.reason, w.opened_on, o.id as order, coalesce(d.number, m.number) as number, o.emergency_id as emergency, o.end_to_end, coalesce(o.amount, x.amount, b.sum) as amount,
    (select sum(e.amount)::bigint from payment.entry e where e.order_id = o.id and e.amount > 0) as came_back, o.state as order_state,
    a.name as payee, a.iban, coalesce(w.batch_id, bo.batch_id) as batch, b.message_id as batch_message, x.told, x.entry_statement as statement,
    x.booked_on, x.reference as bank_reference, y.name as own_account,
    w.decision, w.decided_by, w.decided_on, w.why
  from payment.work w
  left join payment.order o on o.id = w.order_id
  left join declaration.declaration d on d.id = o.declaration_id
  left join payment.emergency m on m.id = o.emergency_id
  left join payment.batch_order bo on bo.order_id = o.id and bo.live
  left join party.bank_account a on a.id = bo.bank_account_id
  left join payment.batch b on b.id = coalesce(w.batch_id, bo.batch_id)
  left join payment.details x on x.id = w.details_id
  left join payment.own_account y on y.id = x.own_account_id`;

export const openWork = async (tx: Tx, { skip, most }: { skip: number; most: number }): Promise<WorkRow[]> => {
  const { rows } = await sql<WorkRow>`${workRows} where w.state = 'open' order by w.opened_on, w.id limit ${most} offset ${skip}`.execute(
    tx,
  );
  return rows;
};

export const workById = async (tx: Tx, id: string): Promise<WorkRow | undefined> => {
  const { rows } = await sql<WorkRow>`${workRows} where w.id = ${id}`.execute(tx);
  return rows[0];
};

export const openWorkCount = async (tx: Tx): Promise<number> => {
  const { count } = await tx
    .selectFrom("payment.work")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("state", "=", "open")
    .executeTakeFirstOrThrow();
  return count;
};

export type Candidate = { end_to_end: string; number: string; amount: Cents; payee: string | null; iban: string | null; booked_on: Day };

/** Payments that an entry without a reference may be the return of: booked before, of this amount or a little more, the likeliest first. */
export const returnCandidates = async (
  tx: Tx,
  { amount, on, charges, ibans }: { amount: Cents; on: Day; charges: number; ibans: readonly string[] },
): Promise<Candidate[]> => {
  const { rows } = await sql<Candidate>`
    select o.end_to_end, coalesce(d.number, m.number) as number, o.amount, a.name as payee, a.iban, o.changed_on as booked_on
    from payment.order o
    join payment.batch_order bo on bo.order_id = o.id and bo.live
    left join declaration.declaration d on d.id = o.declaration_id
    left join payment.emergency m on m.id = o.emergency_id
    left join party.bank_account a on a.id = bo.bank_account_id
    where o.state in ('sent', 'booked') and o.amount between ${amount} and ${amount + charges} and o.changed_on <= ${on}::date
    order by (a.iban = any (${[...ibans]}::text[])) desc nulls last, o.amount - ${amount}, o.changed_on desc, o.end_to_end
    limit 10`.execute(tx);
  return rows;
};
