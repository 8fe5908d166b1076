import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";

export type DifferenceRow = { what: string; about: string; expected: string; found: string };

/**
 * What must hold of budgets: a line got from its funder exactly what the award that stands says, and
 * nothing when none stands; and who saw a signal is who said so. */
export const budgetDifferences = async (tx: Tx): Promise<DifferenceRow[]> => {
  const { rows } = await sql<DifferenceRow>`
    with standing as (
      select f.line_id, sum(f.amount)::bigint as amount
      from budget.function_award f join budget.award a on a.id = f.award_id
      where not exists (select from budget.award next where next.previous_id = a.id and next.from_day <= a.until_day)
      group by f.line_id
    ),
    given as (
      select l.id as line_id, sum(case when t.credit_id in (l.account_id, l.conflict_account_id) then t.amount else -t.amount end)::bigint as amount
      from budget.line l
      join ledger.transfer t on t.credit_id in (l.account_id, l.conflict_account_id) or t.debit_id in (l.account_id, l.conflict_account_id)
      join ledger.account f on f.kind = 'funder' and f.id in (t.debit_id, t.credit_id)
      group by l.id
    )
    select 'award-granted' as what, l.id::text as about, coalesce(s.amount, 0)::text as expected, coalesce(g.amount, 0)::text as found
    from budget.line l left join standing s on s.line_id = l.id left join given g on g.line_id = l.id
    where coalesce(s.amount, 0) <> coalesce(g.amount, 0)
    union all
    select 'signal-seen', s.id::text, concat_ws(' ', c.actor ->> 'person', c.instant), concat_ws(' ', s.seen_by, s.seen_at)
    from budget.signal s
    left join log.command c on c.kind = 'signal.see' and c.outcome = 'done' and c.input ->> 'signal' = s.id::text
    where s.state = 'seen' and (c.actor ->> 'person', c.actor ->> 'organisation', c.instant) is distinct from (s.seen_by, s.seen_for, s.seen_at)
    order by about`.execute(tx);
  return rows;
};
