import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import { namesOf } from "../party/funders.ts";
import { agreementsUnder, type RateInMind } from "./touched-queries.ts";

/** Whom a maximum rate would touch (wie een tarief raakt): for how many agreements it would hold, and which of them are above it. */
export type Touched = {
  all: number;
  above: number;
  rows: readonly { id: string; number: string; holder: string; provider: string; rate: Cents }[];
};

/** Whom a maximum rate would touch; of those above it at most so many are named, the highest rates first. */
export const touchedBy = async (tx: Tx, rate: RateInMind, most = 100): Promise<Touched> => {
  const { all, above, rows } = await agreementsUnder(tx, rate, most);
  const names = await namesOf(
    tx,
    rows.flatMap(({ holder_id, provider_id }) => [holder_id, provider_id]),
  );
  const nameOf = (id: string): string => names.get(id)?.name ?? "(naam verwijderd)";
  return {
    all,
    above,
    rows: rows.map(({ id, number, holder_id, provider_id, rate: agreed }) => ({
      ...{ id, number, rate: agreed },
      holder: nameOf(holder_id),
      provider: nameOf(provider_id),
    })),
  };
};
