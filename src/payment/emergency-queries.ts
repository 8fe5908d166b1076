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
