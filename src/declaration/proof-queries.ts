import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";
import { isWages } from "./queries.ts";

export type DifferenceRow = { what: string; about: string; expected: string; found: string };

/** What must hold of declarations and their money: the claims of a declaration are what its lines are worth, each claim is a reservation. */
export const declarationDifferences = async (tx: Tx): Promise<DifferenceRow[]> => {
  const { rows } = await sql<DifferenceRow>`
    with worth as (
      select declaration_id, sum(amount)::bigint as amount
      from declaration.line where state in ('approved', 'ordered', 'paid') group by declaration_id
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
    order by what, about`.execute(tx);
  return rows;
};
