import { sql } from "kysely";
import { plusDays, type Day } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";

export const insertSignal = (
  tx: Tx,
  row: {
    id: string;
    holder_id: string;
    funder_code: string | null;
    kind: "turning-18" | "budget-conflict" | "agreement-ended" | "agreement-short";
    about_id: string | null;
    show_from: Day;
    due: Day;
  },
) => tx.insertInto("budget.signal").values(row).execute();

export const signalsOf = (tx: Tx, holder: string, on: Day) =>
  tx.selectFrom("budget.signal").selectAll().where("holder_id", "=", holder).where("show_from", "<=", on).orderBy("due").execute();

// That an agreement ended needs nothing of the funder: it is news for a month.
const newsDays = 31;

export const signalsFor = (tx: Tx, funder: string, on: Day) =>
  tx
    .selectFrom("budget.signal")
    .selectAll()
    .where("funder_code", "=", funder)
    .where("show_from", "<=", on)
    .where((where) => where.or([where("kind", "<>", "agreement-ended"), where("show_from", ">", plusDays(on, -newsDays))]))
    .orderBy("due")
    .execute();

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
