import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";
import { rateIn, rateOf, type RateTopic } from "./policy-proposal.ts";
import { allPolicies, openProposals } from "./policy-queries.ts";

/** One maximum rate of a funder with its versions, the oldest first. */
export type RateView = RateTopic & { law: Law; versions: readonly { from: Day; value: Cents; source: string }[] };

/** A proposal that waits for somebody else, as its funder reads it. `by` is who proposed it. */
export type ProposalView = RateTopic & { id: string; law: Law; from: Day; value: Cents; source: string; by: string; on: Day };

/** The maximum rates that a funder set, by law, kind of provider and function. */
export const ratesOf = async (tx: Tx, funder: string): Promise<RateView[]> => {
  const rows = (await allPolicies(tx, funder)).flatMap((row) => {
    const topic = rateIn(row.name);
    return topic === null ? [] : [{ ...row, topic }];
  });
  return [...Map.groupBy(rows, ({ law, name }) => `${law} ${name}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const versions = same.map(({ from_day, value, source }) => ({ from: from_day, value: rateOf(value), source }));
    return [{ ...first.topic, law: first.law, versions }];
  });
};

/** What waits to be adopted. */
export const proposalsOf = async (tx: Tx, funder: string): Promise<ProposalView[]> =>
  (await openProposals(tx, funder)).flatMap((row) => {
    const topic = rateIn(row.name);
    if (topic === null) return [];
    return [
      {
        ...{ ...topic, id: row.id, law: row.law, from: row.from_day, value: rateOf(row.value) },
        ...{ source: row.source, by: row.proposed_by, on: row.proposed_on },
      },
    ];
  });
