import { sql } from "kysely";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";
import type { State } from "./agreement.ts";

// What was refused or withdrawn is touched by nothing any more; what ended may still run for a while.
const liveStates: readonly State[] = ["shared", "provider-signed", "signed", "funder-approved", "approved", "ended"];

/** A maximum rate that somebody has in mind. `except` are the functions that have a rate of their own, where it is for all of them. */
export type RateInMind = {
  funder: string;
  law: Law;
  standing: string;
  careFunction: string | null;
  except: readonly string[];
  from: Day;
  value: Cents;
};

export type TouchedRow = { id: string; number: string; holder_id: string; provider_id: string; rate: Cents };

/** Agreements that run on or after a day, for which a maximum rate would hold: how many, and those of them with a higher rate per hour. */
export const agreementsUnder = async (
  tx: Tx,
  { funder, law, standing, careFunction, except, from, value }: RateInMind,
  most: number,
): Promise<{ all: number; above: number; rows: TouchedRow[] }> => {
  const { rows } = await sql<TouchedRow & { all: number; above: number }>`
    with under as (
      select a.id, a.number, a.holder_id, a.provider_id,
        (select max((r ->> 'cents')::bigint) from jsonb_array_elements(a.rates) r where r ->> 'unit' = 'hour') as rate
      from agreement.agreement a
      where a.funder_code = ${funder} and a.law = ${law} and a.standing = ${standing}
        and a.state = any (${[...liveStates]}::text[])
        and coalesce(least(a.until_day, a.ended_on), 'infinity') >= ${from}::date
        and (${careFunction}::text is null or a.function = ${careFunction}::text)
        and not (${careFunction}::text is null and a.function = any (${[...except]}::text[]))
    ),
    counted as (
      select count(*)::int as "all", (count(*) filter (where rate > ${value}))::int as above from under
    )
    select c."all", c.above, u.* from counted c left join under u on u.rate > ${value}
    order by u.rate desc, u.id limit ${most}`.execute(tx);
  const [first] = rows;
  if (!first) throw new Error("a count gave no row");
  return { all: first.all, above: first.above, rows: first.above === 0 ? [] : rows };
};
