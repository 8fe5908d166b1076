import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { Rule } from "./rule.ts";

/** Every version of every rule, the newest first. There are few. */
export const ruleRows = async (tx: Tx): Promise<Rule[]> => {
  const { rows } = await sql<Rule>`
    select id, kind, own_account_id as account, funder_code as funder, law, from_day as "from", value, source, set_by as "setBy"
    from payment.rule
    order by kind, from_day desc, own_account_id nulls last, funder_code nulls last, law nulls last`.execute(tx);
  return rows;
};

export const insertRule = (tx: Tx, { account, funder, law, from, setBy, value, ...row }: Rule) =>
  sql`
    insert into payment.rule (id, kind, own_account_id, funder_code, law, from_day, value, source, set_by)
    values (${row.id}, ${row.kind}, ${account}, ${funder}, ${law}, ${from}::date, ${JSON.stringify(value)}::jsonb, ${row.source}, ${setBy})`.execute(
    tx,
  );

/** What goes out of an account on a day besides this batch: what was frozen for it and not taken back, in cents. */
export const goesOutOn = async (tx: Tx, account: string, on: Day, batch: string): Promise<Cents> => {
  const { rows } = await sql<{ sum: Cents }>`
    select coalesce(sum(b.sum), 0)::bigint as sum
    from payment.batch b
    where b.own_account_id = ${account} and b.execution_day = ${on}::date and b.state in ('frozen', 'released', 'sent', 'booked') and b.id <> ${batch}`.execute(
    tx,
  );
  return rows[0]?.sum ?? (0 as Cents);
};
