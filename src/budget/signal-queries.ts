import { sql, type RawBuilder } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import { lineRows } from "./queries.ts";
import type { SignalKind, SignalState } from "./signal.ts";

export const insertSignal = (
  tx: Tx,
  row: {
    id: string;
    holder_id: string;
    funder_code: string | null;
    kind: SignalKind;
    about_id: string | null;
    show_from: Day;
    due: Day;
  },
) => tx.insertInto("budget.signal").values(row).execute();

/** What must be seen well before a day, of one holder. */
export const signalsOf = (tx: Tx, holder: string, on: Day) =>
  tx.selectFrom("budget.signal").selectAll().where("holder_id", "=", holder).where("show_from", "<=", on).orderBy("due").execute();

export const signalRow = async (tx: Tx, id: string) => {
  const row = await tx.selectFrom("budget.signal").selectAll().where("id", "=", id).executeTakeFirst();
  return row && { ...row, state: row.state as SignalState };
};

export const setSeen = (
  tx: Tx,
  id: string,
  set: { state: SignalState; seen_by: string; seen_for: string | null; seen_at: Instant },
): Promise<unknown> => tx.updateTable("budget.signal").set(set).where("id", "=", id).execute();

/** Which signals: of a funder, shown on a day, in one state or in all. */
export type SignalsWanted = { funder: string; on: Day; state: SignalState | null };

/** A place in the order of signals: since when it is shown, and its id. */
export type SignalPlace = readonly [since: string, id: string];

export type SignalRow = {
  id: string;
  kind: SignalKind;
  holder_id: string;
  about_id: string | null;
  line_id: string | null;
  show_from: Day;
  due: Day;
  state: SignalState;
  seen_by: string | null;
  seen_at: Instant | null;
};

const ofFunder = ({ funder, on, state }: SignalsWanted) =>
  sql`s.funder_code = ${funder} and s.show_from <= ${on}::date and (${state}::text is null or s.state = ${state})`;

// The line of the award that it is about, or else the first budget that this funder gives the holder.
const signalRows = (condition: RawBuilder<unknown>) => sql<SignalRow>`
  select s.id, s.kind, s.holder_id, s.about_id, l.id as line_id, s.show_from, s.due, s.state, s.seen_by, s.seen_at
  from budget.signal s
  left join lateral (
    select o.id
    from (${lineRows(sql`l.holder_id = s.holder_id and l.funder_code = s.funder_code`)}) o
    order by (o.award_id = s.about_id) desc nulls last, o.law, o.function, o.from_day, o.id
    limit 1) l on true
  where ${condition}
  order by s.show_from desc, s.id desc`;

export const signalsSlice = async (tx: Tx, wanted: SignalsWanted, { most, skip }: { most: number; skip: number }): Promise<SignalRow[]> =>
  (await sql<SignalRow>`${signalRows(ofFunder(wanted))} limit ${most} offset ${skip}`.execute(tx)).rows;

export const signalsAfter = async (tx: Tx, wanted: SignalsWanted, place: SignalPlace | null, most: number): Promise<SignalRow[]> => {
  const [since, id] = place ?? [null, null];
  const beyond = sql`(${since}::date is null or (s.show_from, s.id) < (${since}::date, ${id}::uuid))`;
  return (await sql<SignalRow>`${signalRows(sql`${ofFunder(wanted)} and ${beyond}`)} limit ${most}`.execute(tx)).rows;
};

export const countSignals = async (tx: Tx, wanted: SignalsWanted): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from budget.signal s where ${ofFunder(wanted)}`.execute(tx);
  return rows[0]?.count ?? 0;
};

/** A signal that somebody comes of age, and when people were told of that birthday, by this row or another about the same. */
export const adulthoodSignal = async (tx: Tx, id: string) => {
  const { rows } = await sql<{ holder_id: string; due: Day; show_from: Day; told_ahead: Day | null; told_on_day: Day | null }>`
    select s.holder_id, s.due, s.show_from, max(o.told_ahead) as told_ahead, max(o.told_on_day) as told_on_day
    from budget.signal s
    join budget.signal o on o.holder_id = s.holder_id and o.kind = s.kind and o.due = s.due
    where s.id = ${id} and s.kind = 'turning-18'
    group by s.id`.execute(tx);
  return rows[0];
};

/** Signals of coming of age of which people must be told on a day: ahead, or on the day itself. */
export const untoldAdulthood = async (tx: Tx, on: Day, most: number): Promise<{ id: string }[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from budget.signal
    where kind = 'turning-18'
      and show_from <= ${on}
      and case when due <= ${on} then told_on_day is null else told_ahead is null end
    order by due, id
    limit ${most}`.execute(tx);
  return rows;
};

// Two funders, or two awards, may each have a row about the same birthday: people are told once.
export const markTold = (tx: Tx, signal: { holder_id: string; due: Day }, told: { told_ahead?: Day | null; told_on_day?: Day | null }) =>
  tx
    .updateTable("budget.signal")
    .set(told)
    .where("holder_id", "=", signal.holder_id)
    .where("kind", "=", "turning-18")
    .where("due", "=", signal.due)
    .execute();
