import type pg from "pg";

/** A declared line as a replay left it: whose, under which law, by which funder, and what is payable of it in cents. */
export type LineRow = {
  id: string;
  agreement: string;
  holder: string;
  law: string;
  funder: string;
  state: string;
  amount: number;
  codes: readonly string[];
};

/** Every declared line of a database, in order of id. Nothing of a line is payable but what was approved. */
export const declaredLines = async (pool: pg.Pool): Promise<LineRow[]> =>
  (
    await pool.query<LineRow>(`
      select l.id, l.agreement_id as agreement, a.holder_id as holder, a.law, a.funder_code as funder, l.state,
        case when l.state = 'approved' then l.amount else 0 end as amount,
        array(
          select f ->> 'code' from jsonb_array_elements(l.findings) f where coalesce(f ->> 'outcome', '') <> 'notice' order by 1
        ) as codes
      from declaration.line l
      join agreement.agreement a on a.id = l.agreement_id
      order by l.id`)
  ).rows;

/** An agreement as a replay left it, with what was put aside for it in all, less what came free again, in cents. */
export type AgreementRow = {
  id: string;
  holder: string;
  law: string;
  funder: string;
  state: string;
  amount: number;
  codes: readonly string[];
};

/** Every agreement of a database, in order of id. */
export const agreements = async (pool: pg.Pool): Promise<AgreementRow[]> =>
  (
    await pool.query<AgreementRow>(`
      select a.id, a.holder_id as holder, a.law, a.funder_code as funder, a.state,
        coalesce((
          select sum(case when t.credit_id = al.account_id then t.amount else -t.amount end)::int8
          from agreement.allocation al
          join ledger.transfer t on al.account_id in (t.credit_id, t.debit_id)
          where al.agreement_id = a.id and t.code in ('commit', 'release-commitment')
        ), 0) as amount,
        coalesce((
          select array(
            select f ->> 'code' from jsonb_array_elements(r.content -> 'findings') f where f ->> 'outcome' <> 'notice' order by 1
          )
          from log.receipt r
          join log.command c on c.id = r.command_id
          where r.subject_kind = 'agreement' and r.subject_id = a.id
          order by c.sequence desc
          limit 1
        ), '{}') as codes
      from agreement.agreement a
      order by a.id`)
  ).rows;

/** A budget line as a replay left it, with what is awarded on it, in cents. */
export type AwardRow = { id: string; holder: string; law: string; funder: string; state: string; amount: number; codes: readonly string[] };

/** Every budget line of a database, in order of id. */
export const awardedLines = async (pool: pg.Pool): Promise<AwardRow[]> =>
  (
    await pool.query<AwardRow>(`
      select l.id, l.holder_id as holder, l.law, l.funder_code as funder, 'awarded' as state,
        coalesce((
          select sum(case when t.credit_id = l.account_id then t.amount else -t.amount end)::int8
          from ledger.transfer t
          where l.account_id in (t.credit_id, t.debit_id) and t.code in ('award', 'award-lowered')
        ), 0) as amount,
        '{}'::text[] as codes
      from budget.line l
      order by l.id`)
  ).rows;
