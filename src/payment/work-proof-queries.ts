import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";
import type { Difference } from "./proof-queries.ts";

/** What must hold of work and blocks: a refused account is blocked or was lifted, orders and details on which work is open are where it says, and only a person who judged a contradiction puts details right. */
export const workDifferences = async (tx: Tx): Promise<Difference[]> => {
  const { rows } = await sql<Difference>`
    select 'work-order-state' as what, w.id::text as about, 'an order that came back' as expected, o.state as found
    from payment.work w join payment.order o on o.id = w.order_id
    where w.state = 'open' and w.kind in ('account-refused', 'payee-died', 'regulatory', 'unspecified') and o.state not in ('rejected', 'returned')
    union all
    select 'work-details-state', w.id::text, case w.kind when 'details' then 'contradicts' else 'waiting' end, x.state
    from payment.work w join payment.details x on x.id = w.details_id
    where w.state = 'open' and x.state <> case w.kind when 'details' then 'contradicts' else 'waiting' end
    union all
    select 'details-put-right', x.id::text, 'details that contradicted their statement', 'nobody decided so'
    from payment.details x
    where x.state = 'put-right'
      and (x.entry_statement is null
        or not exists (select from payment.work w where w.details_id = x.id and w.kind = 'details' and w.state = 'done'))
    union all
    select 'retry-reference', o.id::text, f.end_to_end, o.end_to_end
    from payment.order o join payment.order f on f.id = o.retries
    where (o.end_to_end, o.amount, o.declaration_id) is distinct from (f.end_to_end, f.amount, f.declaration_id) or f.state <> 'rejected'
    union all
    select 'account-blocked', k.order_id::text, 'an order that the bank refused', o.state
    from payment.account_block k join payment.order o on o.id = k.order_id
    where o.state not in ('rejected', 'returned')
    order by 1, 2`.execute(tx);
  return rows;
};
