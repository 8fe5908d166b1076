import type pg from "pg";
import type { TransferCode } from "./ledger/account.ts";
import type { Decided } from "./replay-report.ts";

/** What came onto each account by two kinds of transfer, less what they took from it. */
const movedWith = (on: TransferCode, off: TransferCode): string => `
  select account_id, sum(amount)::int8 as amount
  from (
    select credit_id as account_id, amount from ledger.transfer where code in ('${on}', '${off}')
    union all
    select debit_id, -amount from ledger.transfer where code in ('${on}', '${off}')
  ) both_sides
  group by 1`;

/** Every declared line of a database, in order of id. Nothing of a line is payable but what was approved. */
export const declaredLines = async (pool: pg.Pool): Promise<Decided[]> =>
  (
    await pool.query<Decided>(`
      select l.id, l.agreement_id as agreement, a.holder_id as holder, a.law, a.funder_code as funder, l.state,
        case when l.state = 'approved' then l.amount else 0 end as amount,
        array(
          select f ->> 'code' from jsonb_array_elements(l.findings) f where coalesce(f ->> 'outcome', '') <> 'notice' order by 1
        ) as codes
      from declaration.line l
      join agreement.agreement a on a.id = l.agreement_id
      order by l.id`)
  ).rows;

/** Every agreement of a database, in order of id, with what was put aside for it in all, less what came free again. */
export const agreements = async (pool: pg.Pool): Promise<Decided[]> =>
  (
    await pool.query<Decided>(`
      with moved as (${movedWith("commit", "release-commitment")}),
      aside as (
        select al.agreement_id, sum(m.amount)::int8 as amount
        from agreement.allocation al
        join moved m using (account_id)
        group by 1
      ),
      last as (
        select distinct on (r.subject_id) r.subject_id,
          array(
            select f ->> 'code' from jsonb_array_elements(r.content -> 'findings') f where f ->> 'outcome' <> 'notice' order by 1
          ) as codes
        from log.receipt r
        join log.command c on c.id = r.command_id
        where r.subject_kind = 'agreement'
        order by r.subject_id, c.sequence desc
      )
      select a.id, a.holder_id as holder, a.law, a.funder_code as funder, a.state, coalesce(s.amount, 0) as amount,
        coalesce(l.codes, '{}') as codes
      from agreement.agreement a
      left join aside s on s.agreement_id = a.id
      left join last l on l.subject_id = a.id
      order by a.id`)
  ).rows;

/** Every budget line of a database, in order of id, with what is awarded on it. */
export const awardedLines = async (pool: pg.Pool): Promise<Decided[]> =>
  (
    await pool.query<Decided>(`
      with moved as (${movedWith("award", "award-lowered")})
      select l.id, l.holder_id as holder, l.law, l.funder_code as funder, 'awarded' as state, coalesce(m.amount, 0) as amount,
        '{}'::text[] as codes
      from budget.line l
      left join moved m using (account_id)
      order by l.id`)
  ).rows;
