import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { DetailsState } from "./details.ts";

export type DetailsRow = {
  id: string;
  notification: string;
  rank: number;
  reference: string | null;
  amount: Cents;
  booked_on: Day;
  batch_message: string | null;
  content: string;
  state: DetailsState;
};

/** Details that wait for an entry with one of these references of the bank, or about one of these files of ours. */
export const waitingDetails = async (
  tx: Tx,
  account: string,
  { references, messages }: { references: readonly string[]; messages: readonly string[] },
): Promise<DetailsRow[]> => {
  if (references.length + messages.length === 0) return [];
  const { rows } = await sql<DetailsRow>`
    select id, notification, rank, reference, amount, booked_on, batch_message, content, state
    from payment.details
    where own_account_id = ${account} and state = 'waiting'
      and (reference = any (${[...references]}::text[]) or reference is null and batch_message = any (${[...messages]}::text[]))
    order by id`.execute(tx);
  return rows;
};

export const detailsState = async (tx: Tx, id: string): Promise<DetailsState> =>
  (await tx.selectFrom("payment.details").select("state").where("id", "=", id).executeTakeFirstOrThrow()).state as DetailsState;

export type Overdue = { id: string; account: string; since: Day };

/**
 * Details without a statement about which no person decides yet, the longest first: since their day of booking, or since a person
 * chose to wait once more. Those of which a person said that no statement comes are not asked about again.
 */
export const withoutStatement = async (tx: Tx, most: number): Promise<Overdue[]> => {
  const { rows } = await sql<Overdue>`
    select x.id, x.own_account_id as account, greatest(x.booked_on, w.decided_on) as since
    from payment.details x
    left join lateral (
      select state, decision, decided_on from payment.work
      where details_id = x.id and kind = 'details-waiting'
      order by state = 'open' desc, decided_on desc
      limit 1) w on true
    where x.state = 'waiting' and w.state is distinct from 'open' and w.decision is distinct from 'close'
    order by since, x.id
    limit ${most}`.execute(tx);
  return rows;
};

export const detailsNamed = (tx: Tx, account: string, notifications: readonly string[]) =>
  tx
    .selectFrom("payment.details")
    .select(["notification", "rank", "amount", "content"])
    .where("own_account_id", "=", account)
    .where("notification", "in", notifications)
    .orderBy("notification")
    .orderBy("rank")
    .execute();

export type NewDetails = Omit<DetailsRow, "state"> & { own_account_id: string; file: string; read_on: Day };

export const insertDetails = async (tx: Tx, rows: readonly NewDetails[]): Promise<void> => {
  if (rows.length === 0) return;
  await tx
    .insertInto("payment.details")
    .values(rows.map((row) => ({ ...row, state: "waiting" as const })))
    .execute();
};

export const setDetails = (
  tx: Tx,
  id: string,
  set: { state: DetailsState; entry_statement?: string; entry_rank?: number; told?: string | null },
) => tx.updateTable("payment.details").set(set).where("id", "=", id).execute();

export type PartRow = {
  id: string;
  statement: string;
  rank: number;
  amount: Cents;
  meaning: "batch" | "payment" | "return" | "funding" | "unexplained" | "explained";
  batch: string | null;
  end_to_end: string | null;
  booked_on: Day;
};

/** The parts of the entries that the bank gave this name on an account. */
export const partsNamed = async (tx: Tx, account: string, reference: string): Promise<PartRow[]> => {
  const { rows } = await sql<PartRow>`
    select e.id, e.statement_id as statement, e.rank, e.amount, e.meaning, e.batch_id as batch, o.end_to_end, e.booked_on
    from payment.entry e
    join payment.statement s on s.id = e.statement_id
    left join payment.order o on o.id = e.order_id
    where s.own_account_id = ${account} and e.reference = ${reference}
    order by s.sequence, s.page, e.rank, e.part`.execute(tx);
  return rows;
};
