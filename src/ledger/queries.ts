import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { AccountKind, Counters, Resolution, Transfer } from "./account.ts";

export const insertAccounts = (tx: Tx, rows: { id: string; kind: AccountKind; owner: string; holder_id: string | null }[]) =>
  tx.insertInto("ledger.account").values(rows).execute();

export const sharedAccount = (tx: Tx, kind: AccountKind, owner: string) =>
  tx.selectFrom("ledger.account").select("id").where("kind", "=", kind).where("owner", "=", owner).executeTakeFirst();

const counters = ["debits_pending", "debits_posted", "credits_pending", "credits_posted"] as const;

export const countersOf = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Counters>> => {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("ledger.account")
    .select(["id", ...counters])
    .where("id", "in", ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        debitsPending: row.debits_pending,
        debitsPosted: row.debits_posted,
        creditsPending: row.credits_pending,
        creditsPosted: row.credits_posted,
      },
    ]),
  );
};

// Each account is looked up by its id, in id order: however many accounts there are, a posting costs what it moves.
const movedAccounts = sql`
      from (select * from moved order by account offset 0) m
      cross join lateral (
        select a.id from ledger.account a where a.id = m.account and a.kind in ('budget-line', 'commitment', 'conflict') for update
      ) l`;

/** One statement for one transfer or for four hundred thousand: insert them, then move each counter once, in id order. */
export const insertTransfers = async (tx: Tx, command: string, on: Day, transfers: readonly Transfer[]) => {
  await sql`
    with given as (
      insert into ledger.transfer (id, command_id, debit_id, credit_id, amount, phase, code, day, reference)
      select g.id, ${command}::uuid, g.debit, g.credit, g.amount, g.phase, g.code, ${on}::date, g.reference
      from unnest(
        ${transfers.map(({ id }) => id)}::uuid[], ${transfers.map(({ debit }) => debit)}::uuid[], ${transfers.map(({ credit }) => credit)}::uuid[],
        ${transfers.map(({ amount }) => amount)}::bigint[], ${transfers.map(({ phase }) => phase)}::text[],
        ${transfers.map(({ code }) => code)}::text[], ${transfers.map(({ reference }) => reference)}::uuid[]
      ) g (id, debit, credit, amount, phase, code, reference)
      returning debit_id, credit_id, amount, phase
    ),
    moved as (
      select account, sum(dp)::bigint as dp, sum(d)::bigint as d, sum(cp)::bigint as cp, sum(c)::bigint as c
      from (
        select debit_id as account,
          case phase when 'pending' then amount else 0 end as dp, case phase when 'posted' then amount else 0 end as d, 0 as cp, 0 as c
        from given
        union all
        select credit_id, 0, 0, case phase when 'pending' then amount else 0 end, case phase when 'posted' then amount else 0 end
        from given
      ) sides
      group by account
    ),
    locked as (
      select m.*${movedAccounts}
    )
    update ledger.account a
    set debits_pending = a.debits_pending + m.dp, debits_posted = a.debits_posted + m.d,
      credits_pending = a.credits_pending + m.cp, credits_posted = a.credits_posted + m.c
    from locked m
    where a.id = m.account`.execute(tx);
};

/** Resolves reservations: each post or void is a transfer of its own, equal to what it resolves. Answers how many it found. */
export const resolvePending = async (tx: Tx, command: string, on: Day, resolutions: readonly Resolution[]): Promise<number> => {
  const { rows } = await sql<{ found: number }>`
    with given as (
      insert into ledger.transfer (id, command_id, debit_id, credit_id, amount, phase, pending_id, code, day, reference)
      select g.id, ${command}::uuid, p.debit_id, p.credit_id, p.amount, g.phase, p.id, g.code, ${on}::date, coalesce(g.reference, p.reference)
      from unnest(
        ${resolutions.map(({ id }) => id)}::uuid[], ${resolutions.map(({ pending }) => pending)}::uuid[],
        ${resolutions.map(({ phase }) => phase)}::text[], ${resolutions.map(({ code }) => code)}::text[], ${resolutions.map(({ reference }) => reference)}::uuid[]
      ) g (id, pending, phase, code, reference)
      join ledger.transfer p on p.id = g.pending and p.phase = 'pending'
      returning debit_id, credit_id, amount, phase
    ),
    moved as (
      select account, sum(dp)::bigint as dp, sum(d)::bigint as d, sum(cp)::bigint as cp, sum(c)::bigint as c
      from (
        select debit_id as account, -amount as dp, case phase when 'post' then amount else 0 end as d, 0 as cp, 0 as c from given
        union all
        select credit_id, 0, 0, -amount, case phase when 'post' then amount else 0 end from given
      ) sides
      group by account
    ),
    locked as (
      select m.*${movedAccounts}
    ),
    counted as (
      update ledger.account a
      set debits_pending = a.debits_pending + m.dp, debits_posted = a.debits_posted + m.d,
        credits_pending = a.credits_pending + m.cp, credits_posted = a.credits_posted + m.c
      from locked m
      where a.id = m.account
      returning 1
    )
    select (select count(*) from given)::int as found from (select count(*) from counted) c`.execute(tx);
  return rows[0]?.found ?? 0;
};

/** What stands on an account that keeps no counter: posted debits less posted credits, from its transfers. */
export const summedBalance = async (tx: Tx, account: string): Promise<Cents> => {
  const { rows } = await sql<{ balance: Cents }>`
    select (
      coalesce((select sum(amount) from ledger.transfer where debit_id = ${account} and phase in ('posted', 'post')), 0)
      - coalesce((select sum(amount) from ledger.transfer where credit_id = ${account} and phase in ('posted', 'post')), 0)
    )::bigint as balance`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a sum gave no row");
  return row.balance;
};

export type ProofRow = { what: string; about: string; expected: string; found: string };

/** Every balance from the transfers alone, against the counters; and what must hold of transfers among themselves. */
export const ledgerDifferences = async (tx: Tx): Promise<ProofRow[]> => {
  const { rows } = await sql<ProofRow>`
    with sides as (
      select debit_id as account,
        case phase when 'pending' then amount when 'post' then -amount when 'void' then -amount else 0 end as dp,
        case when phase in ('posted', 'post') then amount else 0 end as d, 0::bigint as cp, 0::bigint as c
      from ledger.transfer
      union all
      select credit_id, 0, 0,
        case phase when 'pending' then amount when 'post' then -amount when 'void' then -amount else 0 end,
        case when phase in ('posted', 'post') then amount else 0 end
      from ledger.transfer
    ),
    summed as (
      select account, sum(dp)::bigint dp, sum(d)::bigint d, sum(cp)::bigint cp, sum(c)::bigint c from sides group by account
    )
    select 'account-counters' as what, a.id::text as about,
      concat_ws(' ', coalesce(s.dp, 0), coalesce(s.d, 0), coalesce(s.cp, 0), coalesce(s.c, 0)) as expected,
      concat_ws(' ', a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted) as found
    from ledger.account a left join summed s on s.account = a.id
    where a.kind in ('budget-line', 'commitment', 'conflict')
      and (a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted)
        is distinct from (coalesce(s.dp, 0), coalesce(s.d, 0), coalesce(s.cp, 0), coalesce(s.c, 0))
    union all
    select 'overspent', a.id::text, '0', (a.credits_posted - a.debits_posted - a.debits_pending)::text
    from ledger.account a
    where a.kind in ('budget-line', 'commitment') and a.debits_posted + a.debits_pending > a.credits_posted
    union all
    select 'resolution', r.id::text, concat_ws(' ', p.debit_id, p.credit_id, p.amount, 'pending'), concat_ws(' ', r.debit_id, r.credit_id, r.amount, p.phase)
    from ledger.transfer r join ledger.transfer p on p.id = r.pending_id
    where (r.debit_id, r.credit_id, r.amount, p.phase) is distinct from (p.debit_id, p.credit_id, p.amount, 'pending')
    union all
    select 'unknown-command', t.id::text, 'a command in the log', t.command_id::text
    from ledger.transfer t
    where not exists (select from log.command c where c.id = t.command_id and c.outcome = 'done')
    order by what, about`.execute(tx);
  return rows;
};

/** What stands on the commitments that were made from a budget line: paid out of them, and still reserved. */
export const commitmentsFrom = async (tx: Tx, line: string): Promise<{ paid: Cents; reserved: Cents }> => {
  const { rows } = await sql<{ paid: Cents; reserved: Cents }>`
    select (coalesce(sum(c.debits_posted), 0) - coalesce(sum(r.released), 0) - coalesce(sum(b.back), 0))::bigint as paid,
      coalesce(sum(c.credits_posted - c.debits_posted), 0)::bigint as reserved
    from ledger.account c
    left join lateral (
      select sum(t.amount) as released from ledger.transfer t where t.debit_id = c.id and t.code = 'release-commitment'
    ) r on true
    left join lateral (
      select sum(t.amount) as back from ledger.transfer t where t.credit_id = c.id and t.code in ('reverse', 'credit')
    ) b on true
    where c.kind = 'commitment' and c.owner like ${`%/${line}`}`.execute(tx);
  return rows[0] ?? { paid: 0 as Cents, reserved: 0 as Cents };
};

/** What stands on commitments in all: set aside, less what was returned to the budget line, whatever was claimed of it. */
export const committedToAccounts = async (tx: Tx, accounts: readonly string[]): Promise<ReadonlyMap<string, Cents>> => {
  const { rows } = await sql<{ id: string; committed: Cents }>`
    select a.id, (coalesce((select sum(amount) from ledger.transfer where credit_id = a.id and code = 'commit'), 0)
      - coalesce((select sum(amount) from ledger.transfer where debit_id = a.id and code = 'release-commitment'), 0))::bigint as committed
    from unnest(${[...accounts]}::uuid[]) as a (id)`.execute(tx);
  return new Map(rows.map(({ id, committed }) => [id, committed]));
};

const first = "00000000-0000-0000-0000-000000000000";

export const accountPage = (tx: Tx, after: string, most: number) =>
  tx
    .selectFrom("ledger.account")
    .select(["id", "kind", "owner", "holder_id"])
    .where("id", ">", after === "" ? first : after)
    .orderBy("id")
    .limit(most)
    .execute();

export const transferPage = (tx: Tx, after: string, most: number) =>
  tx
    .selectFrom("ledger.transfer")
    .select(["id", "command_id", "debit_id", "credit_id", "amount as amount_cents", "phase", "pending_id", "code", "day", "reference"])
    .where("id", ">", after === "" ? first : after)
    .orderBy("id")
    .limit(most)
    .execute();
