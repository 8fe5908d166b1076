import { sql } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { BatchState, Mandate } from "./batch.ts";
import type { OrderState } from "./order.ts";
import type { HeadReason } from "./rule.ts";

// Our own accounts.

export const insertOwnAccount = (
  tx: Tx,
  row: { id: string; iban: Iban; bic: string | null; name: string; bank_account_id: string; transit_account_id: string },
) => tx.insertInto("payment.own_account").values(row).execute();

export const ownAccount = (tx: Tx, id: string) => tx.selectFrom("payment.own_account").selectAll().where("id", "=", id).executeTakeFirst();
export const ownAccountByIban = (tx: Tx, iban: string) =>
  tx.selectFrom("payment.own_account").selectAll().where("iban", "=", iban).executeTakeFirst();
export const ownAccountRows = (tx: Tx) => tx.selectFrom("payment.own_account").selectAll().orderBy("name").orderBy("id").execute();

// Declarations, as far as an order repeats them. They never change.

export type DeclarationFacts = {
  id: string;
  number: string;
  agreement_id: string;
  holder_id: string;
  provider_id: string;
  month: string;
  promised_on: Day | null;
  funder: string;
  law: string;
};

export const declarationFacts = async (tx: Tx, ids: readonly string[]): Promise<DeclarationFacts[]> => {
  const { rows } = await sql<DeclarationFacts>`
    select d.id, d.number, d.agreement_id, d.holder_id, d.provider_id, d.month, d.promised_on, a.funder_code as funder, a.law
    from declaration.declaration d join agreement.agreement a on a.id = d.agreement_id
    where d.id = any (${[...ids]}::uuid[])`.execute(tx);
  return rows;
};

/** Which of these declarations have an order that is on its way. */
export const underWay = async (tx: Tx, declarations: readonly string[]): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ declaration_id: string }>`
    select declaration_id from payment.order
    where declaration_id = any (${[...declarations]}::uuid[]) and state in ('batched', 'sent')`.execute(tx);
  return new Set(rows.map(({ declaration_id }) => declaration_id));
};

// Batches and their orders.

export const insertBatch = (
  tx: Tx,
  row: { id: string; own_account_id: string; state: "draft"; made_by: string; made_at: Instant; instant?: boolean },
) => tx.insertInto("payment.batch").values(row).execute();

export type NewOrder = {
  id: string;
  declaration: string;
  agreement: string;
  holder: string;
  provider: string;
  amount: Cents;
  endToEnd: string;
  retries: string | null;
  promisedOn: Day;
  bankAccount: string;
  /** How much of the declaration was paid ahead, and is not in the amount. */
  settled: Cents;
};

/** All orders of a new batch at once. */
export const insertOrders = async (
  tx: Tx,
  { batch, account, on }: { batch: string; account: string; on: Day },
  orders: readonly NewOrder[],
) => {
  await sql`
    insert into payment.order (id, declaration_id, agreement_id, holder_id, provider_id, own_account_id, amount, end_to_end, retries, state, promised_on, changed_on, settled)
    select g.id, g.declaration, g.agreement, g.holder, g.provider, ${account}::uuid, g.amount, g.end_to_end, g.retries, 'batched', g.promised_on, ${on}::date, g.settled
    from unnest(
      ${orders.map(({ id }) => id)}::uuid[], ${orders.map(({ declaration }) => declaration)}::uuid[], ${orders.map(({ agreement }) => agreement)}::uuid[],
      ${orders.map(({ holder }) => holder)}::uuid[], ${orders.map(({ provider }) => provider)}::uuid[], ${orders.map(({ amount }) => amount)}::bigint[],
      ${orders.map(({ endToEnd }) => endToEnd)}::text[], ${orders.map(({ retries }) => retries)}::uuid[], ${orders.map(({ promisedOn }) => promisedOn)}::date[],
      ${orders.map(({ settled }) => settled)}::bigint[]
    ) g (id, declaration, agreement, holder, provider, amount, end_to_end, retries, promised_on, settled)`.execute(tx);
  await sql`
    insert into payment.batch_order (batch_id, order_id, bank_account_id)
    select ${batch}::uuid, g.id, g.bank_account
    from unnest(${orders.map(({ id }) => id)}::uuid[], ${orders.map(({ bankAccount }) => bankAccount)}::uuid[]) g (id, bank_account)`.execute(
    tx,
  );
};

export type OrderClaim = { order: string; transfer: string; account: string; amount: Cents };

export const insertOrderClaims = (tx: Tx, claims: readonly OrderClaim[]) =>
  sql`
    insert into payment.order_claim (order_id, transfer_id, account_id, amount)
    select * from unnest(
      ${claims.map(({ order }) => order)}::uuid[], ${claims.map(({ transfer }) => transfer)}::uuid[],
      ${claims.map(({ account }) => account)}::uuid[], ${claims.map(({ amount }) => amount)}::bigint[])`.execute(tx);

export const insertOrderLines = (tx: Tx, lines: readonly { order: string; line: string }[]) =>
  sql`
    insert into payment.order_line (order_id, line_id)
    select * from unnest(${lines.map(({ order }) => order)}::uuid[], ${lines.map(({ line }) => line)}::uuid[])`.execute(tx);

/** What these orders cover of their declarations. An emergency payment covers none. */
export const coveredBy = async (
  tx: Tx,
  orders: readonly string[],
): Promise<{ declaration: string; lines: string[]; claims: string[] }[]> => {
  const { rows } = await sql<{ declaration: string; lines: string[]; claims: string[] }>`
    select o.declaration_id as declaration,
      array(select l.line_id from payment.order_line l where l.order_id = o.id order by l.line_id) as lines,
      array(select c.transfer_id from payment.order_claim c where c.order_id = o.id order by c.transfer_id) as claims
    from payment.order o
    where o.id = any (${[...orders]}::uuid[]) and o.declaration_id is not null
    order by o.id`.execute(tx);
  return rows;
};

/** What these orders spend; `declaration` is what they pay, which may be an emergency payment. */
export const orderClaims = async (tx: Tx, orders: readonly string[]): Promise<(OrderClaim & { declaration: string })[]> => {
  const { rows } = await sql<OrderClaim & { declaration: string }>`
    select c.order_id as "order", c.transfer_id as transfer, c.account_id as account, c.amount, coalesce(o.declaration_id, o.emergency_id) as declaration
    from payment.order_claim c join payment.order o on o.id = c.order_id
    where c.order_id = any (${[...orders]}::uuid[])
    order by c.order_id, c.transfer_id`.execute(tx);
  return rows;
};

/** What these orders pay, by declaration. */
export const orderAmounts = async (tx: Tx, orders: readonly string[]): Promise<ReadonlyMap<string, Cents>> => {
  const { rows } = await sql<{ declaration: string; amount: Cents }>`
    select o.declaration_id as declaration, o.amount from payment.order o
    where o.id = any (${[...orders]}::uuid[]) and o.declaration_id is not null`.execute(tx);
  return new Map(rows.map(({ declaration, amount }) => [declaration, amount]));
};

export const batchRow = (tx: Tx, id: string) => tx.selectFrom("payment.batch").selectAll().where("id", "=", id).executeTakeFirst();

export const ordersInBatch = (tx: Tx, batch: string) =>
  tx
    .selectFrom("payment.batch_order as b")
    .innerJoin("payment.order as o", "o.id", "b.order_id")
    .leftJoin("payment.emergency as e", "e.id", "o.emergency_id")
    .selectAll("o")
    .select("e.number as emergency")
    .select("b.bank_account_id")
    .where("b.batch_id", "=", batch)
    .orderBy("o.end_to_end")
    .execute();

/** Whose money is in a batch: the holders and providers of its orders, which never change. */
export const peopleInBatch = async (tx: Tx, batch: string): Promise<{ holders: string[]; providers: string[] }> => {
  const { rows } = await sql<{ holders: string[]; providers: string[] }>`
    select coalesce(array_agg(distinct o.holder_id), '{}') as holders, coalesce(array_agg(distinct o.provider_id), '{}') as providers
    from payment.batch_order b join payment.order o on o.id = b.order_id
    where b.batch_id = ${batch}`.execute(tx);
  return rows[0] ?? { holders: [], providers: [] };
};

export const setBatch = (
  tx: Tx,
  id: string,
  set: {
    state: BatchState;
    execution_day?: Day;
    count?: number;
    sum?: Cents;
    message_id?: string;
    content_hash?: string;
    file?: string;
    needs_head?: HeadReason[];
    frozen_on?: Day;
    sent_at?: Instant;
    receipt?: string | null;
    booked_on?: Day;
    booking?: "gross" | "net" | "single";
  },
) => tx.updateTable("payment.batch").set(set).where("id", "=", id).execute();

/** Gives orders their next state. Throws when one was not in a state from which that is possible. */
export const setOrderStates = async (
  tx: Tx,
  ids: readonly string[],
  change: { from: readonly OrderState[]; to: OrderState; on: Day; reasons?: ReadonlyMap<string, string> },
): Promise<void> => {
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    update payment.order o
    set state = ${change.to}, changed_on = ${change.on}::date, reason = coalesce(g.reason, o.reason)
    from unnest(${[...ids]}::uuid[], ${ids.map((id) => change.reasons?.get(id) ?? null)}::text[]) g (id, reason)
    where o.id = g.id and o.state = any (${[...change.from]}::text[])
    returning o.id`.execute(tx);
  if (rows.length !== ids.length) throw new Error(`${String(rows.length)} of ${String(ids.length)} orders could become ${change.to}`);
};

export const leaveBatch = (tx: Tx, batch: string) =>
  tx.updateTable("payment.batch_order").set({ live: false }).where("batch_id", "=", batch).execute();

export const releasesOf = (tx: Tx, batch: string) =>
  tx.selectFrom("payment.release").selectAll().where("batch_id", "=", batch).orderBy("released_at").execute();

export const insertRelease = (
  tx: Tx,
  row: { batch_id: string; person: string; content_hash: string; released_at: Instant; mandate: Mandate },
) => tx.insertInto("payment.release").values(row).execute();
