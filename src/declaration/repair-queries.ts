import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";

const declarationsIn = async (tx: Tx, condition: ReturnType<typeof sql>, most: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select l.declaration_id as id
    from declaration.line l
    where l.state = 'repair' and ${condition}
    group by l.declaration_id
    order by min(l.repair_until), l.declaration_id
    limit ${most}`.execute(tx);
  return rows.map(({ id }) => id);
};

/** Declarations with lines that should have been mended before today, the longest overdue first. */
export const repairOverdue = (tx: Tx, today: Day, most: number): Promise<string[]> =>
  declarationsIn(tx, sql`l.repair_until < ${today}`, most);

/** Declarations with lines that must be mended by this day, of which nobody was told yet. */
export const repairDueBy = (tx: Tx, by: Day, most: number): Promise<string[]> =>
  declarationsIn(tx, sql`l.repair_until <= ${by} and not l.repair_told`, most);

/** The parties know of the last days of these lines. */
export const markRepairTold = (tx: Tx, lines: readonly string[]) =>
  tx.updateTable("declaration.line").set({ repair_told: true }).where("id", "in", lines).execute();

/** Why lines of this declaration were no longer waited for. */
export const setLapseReceipt = (tx: Tx, id: string, receipt: string) =>
  tx.updateTable("declaration.declaration").set({ lapse_receipt_id: receipt }).where("id", "=", id).execute();
