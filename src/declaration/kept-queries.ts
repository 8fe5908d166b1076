import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";
import type { LineState } from "./declaration.ts";

// What may still be paid from the commitment, or waits for somebody who says so. What the holder sent back is for the provider to
// mend in time, like hours that he never wrote down.
const waiting: readonly LineState[] = ["prepared", "submitted", "approved", "repair", "review", "ordered", "returned"];

const waits = sql`exists (
  select from declaration.declaration d join declaration.line l on l.declaration_id = d.id
  where d.agreement_id = a.id and l.state = any (${[...waiting]}::text[]))`;

/** True when a line of this agreement may still be paid. */
export const waitsForPayment = async (tx: Tx, agreement: string): Promise<boolean> => {
  const { rows } = await sql<{ waits: boolean }>`select ${waits} as waits from agreement.agreement a where a.id = ${agreement}`.execute(tx);
  return rows[0]?.waits ?? false;
};

/** Agreements whose last day is over, on which money stands apart that nothing waits for. */
export const keptBefore = async (tx: Tx, today: Day): Promise<{ id: string; law: Law; last: Day }[]> => {
  const { rows } = await sql<{ id: string; law: Law; last: Day }>`
    select a.id, a.law, least(a.until_day, a.ended_on) as last
    from agreement.agreement a
    where a.state in ('approved', 'ended') and least(a.until_day, a.ended_on) < ${today}
      and exists (
        select from agreement.allocation al join ledger.account c on c.id = al.account_id
        where al.agreement_id = a.id and c.credits_posted > c.debits_posted + c.debits_pending)
      and not ${waits}
    order by last, a.id`.execute(tx);
  return rows;
};
