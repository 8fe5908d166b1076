import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { EmergencyState } from "./emergency.ts";
import type { OrderState } from "./order.ts";
import type { Slice } from "./page-queries.ts";

// What the pages of emergency payments show. Nothing here decides anything.

export type ListedEmergency = {
  id: string;
  number: string;
  agreement: string;
  provider: string;
  amount: Cents;
  left: Cents;
  state: EmergencyState;
  made_on: Day;
  made_by: string;
  reason: string;
  receipt: string;
};

const listed = sql`
  select e.id, e.number, a.number as agreement, e.provider_id as provider, e.amount, e.state, e.made_on, e.made_by, e.reason, e.receipt_id as receipt,
    (e.amount - coalesce((select sum(s.amount) from payment.settlement s where s.emergency_id = e.id and s.live), 0))::bigint as left
  from payment.emergency e join agreement.agreement a on a.id = e.agreement_id`;

/** What needs attention first: what came back, what is under way or open, the oldest first; then what is done. */
export const emergencyPage = async (tx: Tx, { skip, most }: Slice): Promise<ListedEmergency[]> => {
  const { rows } = await sql<ListedEmergency>`
    ${listed}
    order by array_position(array['returned', 'open', 'ordered', 'settled', 'ended'], e.state), e.made_on, e.id
    limit ${most} offset ${skip}`.execute(tx);
  return rows;
};

export const listedEmergency = async (tx: Tx, id: string): Promise<ListedEmergency | undefined> => {
  const { rows } = await sql<ListedEmergency>`${listed} where e.id = ${id}`.execute(tx);
  return rows[0];
};

export const emergencyTotals = async (tx: Tx): Promise<{ count: number; open: { count: number; left: Cents; oldest: Day | null } }> => {
  const { rows } = await sql<{ count: number; open: number; left: Cents; oldest: Day | null }>`
    select count(*)::int as count, count(*) filter (where x.state = 'open')::int as open,
      coalesce(sum(x.left) filter (where x.state = 'open'), 0)::bigint as left, min(x.made_on) filter (where x.state = 'open') as oldest
    from (${listed}) x`.execute(tx);
  const { count, open, left, oldest } = rows[0] ?? { count: 0, open: 0, left: 0 as Cents, oldest: null };
  return { count, open: { count: open, left, oldest } };
};

export type SettlementView = { id: string; number: string | null; amount: Cents; settled_on: Day; live: boolean; rest: Cents | null };

/** What was set off against it, the newest first; without a number it was paid back. `rest` is what was still paid besides. */
export const settlementsOf = async (tx: Tx, id: string): Promise<SettlementView[]> => {
  const { rows } = await sql<SettlementView>`
    select s.id, d.number, s.amount, s.settled_on, s.live, o.amount as rest
    from payment.settlement s
    left join declaration.declaration d on d.id = s.declaration_id
    left join payment.order o on o.id = s.order_id
    where s.emergency_id = ${id}
    order by s.settled_on desc, s.id
    limit 200`.execute(tx);
  return rows;
};

/** Its payments: more than one when the first came back. */
export const ordersOfEmergency = async (
  tx: Tx,
  id: string,
): Promise<{ id: string; state: OrderState; batch: string; iban: string | null; end_to_end: string; changed_on: Day }[]> => {
  const { rows } = await sql<{ id: string; state: OrderState; batch: string; iban: string | null; end_to_end: string; changed_on: Day }>`
    select o.id, o.state, bo.batch_id as batch, a.iban, o.end_to_end, o.changed_on
    from payment.order o
    join payment.batch_order bo on bo.order_id = o.id
    left join party.bank_account a on a.id = bo.bank_account_id
    where o.emergency_id = ${id}
    order by o.promised_on, o.id`.execute(tx);
  return rows;
};
