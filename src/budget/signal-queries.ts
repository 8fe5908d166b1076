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
