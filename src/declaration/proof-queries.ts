import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";
import { isWages } from "./queries.ts";

export type DifferenceRow = { what: string; about: string; expected: string; found: string };

/**
 * What must hold of declarations and their money: the claims of a declaration are what its lines are worth, each claim is
 * a reservation, and what is claimed back is what was credited, owed on its own account but for what was paid on it.
 */
export const declarationDifferences = async (tx: Tx): Promise<DifferenceRow[]> => {
  const { rows } = await sql<DifferenceRow>`
    with worth as (
      select declaration_id, sum(amount)::bigint as amount
      from declaration.line where state in ('approved', 'ordered', 'paid', 'credited') group by declaration_id
    ),
    claimed as (
      select declaration_id, sum(amount)::bigint as amount
      from declaration.claim where state <> 'void' group by declaration_id
    )
    select 'declaration-claims' as what, coalesce(w.declaration_id, c.declaration_id)::text as about,
      coalesce(w.amount, 0)::text as expected, coalesce(c.amount, 0)::text as found
    from worth w full join claimed c using (declaration_id)
    where coalesce(w.amount, 0) <> coalesce(c.amount, 0)
    union all
    select 'claim-transfer', c.transfer_id::text, concat_ws(' ', c.account_id, c.amount, 'pending'), concat_ws(' ', t.debit_id, t.amount, t.phase)
    from declaration.claim c join ledger.transfer t on t.id = c.transfer_id
    where (t.debit_id, t.amount, t.phase) is distinct from (c.account_id, c.amount, 'pending')
    union all
    select 'wages-unpaid', c.declaration_id::text, 'open of void', c.state
    from declaration.claim c join declaration.declaration d on d.id = c.declaration_id
    where c.state = 'ordered' and ${isWages}
    union all
    select 'recovery-credits', r.id::text, r.amount::text, concat_ws(' ', c.amount, case when k.amount <> r.amount then k.amount end)
    from declaration.recovery r
    cross join lateral (select coalesce(sum(amount), 0) as amount from declaration.correction where recovery_id = r.id) c
    cross join lateral (select coalesce(sum(amount), 0) as amount from declaration.credit where recovery_id = r.id and amount > 0) k
    where (c.amount, k.amount) is distinct from (r.amount::numeric, r.amount::numeric)
    union all
    select 'recovery-account', r.id::text, (r.amount - p.amount)::text, b.amount::text
    from declaration.recovery r
    cross join lateral (select coalesce(sum(amount), 0) as amount from declaration.repayment where recovery_id = r.id) p
    cross join lateral (
      select coalesce(sum(case when t.debit_id = r.account_id then t.amount else -t.amount end), 0) as amount
      from ledger.transfer t where r.account_id in (t.debit_id, t.credit_id) and t.phase in ('posted', 'post')) b
    where b.amount <> r.amount - p.amount or (r.state = 'settled') <> (p.amount >= r.amount)
    union all
    select 'credit-transfer', k.transfer_id::text, concat_ws(' ', k.account_id, k.amount), concat_ws(' ', t.debit_id, t.credit_id, t.amount, t.code)
    from declaration.credit k join ledger.transfer t on t.id = k.transfer_id
    where (case when k.amount > 0 then t.credit_id else t.debit_id end, t.amount, t.code)
      is distinct from (k.account_id, abs(k.amount), case when k.amount > 0 then 'credit' else 'credit-met' end)
    union all
    select 'credited-line', c.line_id::text, 'credited of withdrawn', l.state
    from declaration.correction c join declaration.line l on l.id = c.line_id
    where l.state not in ('credited', 'withdrawn') or l.amount <> c.amount
    order by what, about`.execute(tx);
  return rows;
};
