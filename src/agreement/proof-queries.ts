import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";

export type DifferenceRow = { what: string; about: string; expected: string; found: string };

/** What must hold of agreements that ended, and of those that nobody approved yet. */
export const agreementDifferences = async (tx: Tx): Promise<DifferenceRow[]> => {
  const { rows } = await sql<DifferenceRow>`
    with released as (
      select al.agreement_id, sum(t.amount)::bigint as amount
      from agreement.allocation al
      join ledger.transfer t on t.debit_id = al.account_id and t.code = 'release-commitment'
      group by al.agreement_id
    ),
    ended as (select distinct on (agreement_id) * from agreement.ending order by agreement_id, rank desc),
    adjusted as (
      select d.id, d.agreement_id, d.committed, d.freed,
        (select coalesce(sum(t.amount), 0) from ledger.transfer t
          where t.command_id = d.command_id and t.reference = d.agreement_id and t.code = 'commit')::bigint as set_aside,
        (select coalesce(sum(t.amount), 0) from ledger.transfer t
          where t.command_id = d.command_id and t.reference = d.agreement_id and t.code = 'release-commitment')::bigint as given_back
      from agreement.adjustment d
    ),
    freed_later as (select agreement_id, sum(freed)::bigint as amount from agreement.adjustment group by agreement_id)
    select 'ending-freed' as what, e.agreement_id::text as about, (e.freed + coalesce(l.amount, 0))::text as expected, coalesce(r.amount, 0)::text as found
    from (select agreement_id, sum(freed)::bigint as freed from agreement.ending group by agreement_id) e
    left join released r using (agreement_id) left join freed_later l using (agreement_id)
    where e.freed + coalesce(l.amount, 0) <> coalesce(r.amount, 0)
    union all
    select 'adjustment', id::text, concat_ws(' ', committed, freed), concat_ws(' ', set_aside, given_back)
    from adjusted where (committed, freed) <> (set_aside, given_back)
    union all
    select 'ending-missing', a.id::text, 'ended, with a last day and why', concat_ws(' ', a.state, a.ended_on, e.last_day)
    from agreement.agreement a left join ended e on e.agreement_id = a.id
    where (a.state = 'ended', a.ended_on) is distinct from (e.agreement_id is not null, e.last_day)
    union all
    select 'unapproved-commits', a.id::text, '0', sum(c.credits_posted)::text
    from agreement.agreement a
    join agreement.allocation al on al.agreement_id = a.id
    join ledger.account c on c.id = al.account_id
    where a.state not in ('approved', 'ended') and c.credits_posted <> 0
    group by a.id
    order by what, about`.execute(tx);
  return rows;
};

/** What must hold of the versions of one agreement: one on a day, each replaced by a later one, a number that names one text, none going on after the whole ended. */
export const versionDifferences = async (tx: Tx): Promise<DifferenceRow[]> => {
  const { rows } = await sql<DifferenceRow>`
    with lasting as (
      select id, number, daterange(from_day, least(coalesce(ended_on, until_day), coalesce(until_day, ended_on)), '[]') as term
      from agreement.agreement
      where state in ('approved', 'ended') and coalesce(ended_on, from_day) >= from_day
    ),
    sick as (
      select s.id, a.number, daterange(s.from_day, s.recovered_on) as days
      from agreement.sickness s join agreement.agreement a on a.id = s.agreement_id
    )
    select 'versions-overlap' as what, a.id::text as about, 'one version on a day' as expected, b.id::text as found
    from lasting a join lasting b on b.number = a.number and b.id > a.id and b.term && a.term
    union all
    select 'version-not-replaced', n.id::text, concat_ws(' ', 'ended', n.from_day - 1, 'replaced'), concat_ws(' ', o.state, o.ended_on, e.ground)
    from agreement.agreement n
    join agreement.agreement o on o.id = n.replaces
    left join agreement.ending e on e.agreement_id = o.id and e.rank = 1
    where n.state in ('approved', 'ended')
      and (o.state, e.last_day, e.ground, o.number, o.version < n.version) is distinct from ('ended', n.from_day - 1, 'replaced', n.number, true)
    union all
    select 'version-number-twice', b.id::text, concat(a.number, ' ', a.version, ' names one text'), a.id::text
    from agreement.agreement a join agreement.agreement b on b.number = a.number and b.version = a.version and b.id > a.id
    union all
    select 'outlives-agreement', o.id::text, concat('at most ', n.ended_on), o.ended_on::text
    from agreement.agreement n
    join agreement.ending e on e.agreement_id = n.id and e.ground not in ('replaced', 'disapproved')
    join agreement.agreement o on o.number = n.number and o.version < n.version and o.state = 'ended'
    where n.state = 'ended' and n.ended_on < n.from_day and o.ended_on > greatest(n.ended_on, o.from_day - 1)
    union all
    select 'sickness-overlaps', a.id::text, 'sick once on a day', b.id::text
    from sick a join sick b on b.number = a.number and b.id > a.id and b.days && a.days
    order by what, about`.execute(tx);
  return rows;
};

/** What must hold of what was signed and approved: every consent that an agreement needed is there, of the text as it stands. */
export const consentDifferences = async (tx: Tx): Promise<DifferenceRow[]> => {
  const { rows } = await sql<DifferenceRow>`
    select 'signature-missing' as what, a.id::text as about, p.party as expected, 'no signature' as found
    from agreement.agreement a cross join (values ('provider'), ('holder')) p(party)
    where p.party = any (a.needs) and (a.state in ('signed', 'funder-approved', 'approved', 'ended') or (a.state, p.party) = ('provider-signed', 'provider'))
      and not exists (select from agreement.signature s where s.agreement_id = a.id and s.party = p.party)
    union all
    select 'signature-hash', a.id::text, a.content_hash, s.content_hash
    from agreement.signature s join agreement.agreement a on a.id = s.agreement_id
    where s.content_hash <> a.content_hash
    union all
    select 'approval-missing', a.id::text, a.funder_code, 'no approval of the funder'
    from agreement.agreement a
    where 'funder' = any (a.needs) and a.state in ('funder-approved', 'approved', 'ended')
      and not exists (
        select from agreement.assessment s where s.agreement_id = a.id and s.body = a.funder_code and s.outcome = 'approved')
    order by what, about`.execute(tx);
  return rows;
};
