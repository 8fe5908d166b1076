import type { Tx } from "../../db/pool.ts";
import { touchedBy, type Touched } from "../../agreement/touched.ts";
import { ratesOf } from "../../party/read-policy.ts";

/** A maximum rate of a funder that somebody has in mind. */
export type RateInMind = Omit<Parameters<typeof touchedBy>[1], "except">;

/** Whom a rate would touch (wie een tarief raakt): one for all functions leaves out those that have one of their own by then. */
export const touchedByRate = async (tx: Tx, rate: RateInMind): Promise<Touched> => {
  const own = (await ratesOf(tx, rate.funder)).filter(
    ({ law, standing, versions }) => law === rate.law && standing === rate.standing && versions.some(({ from }) => from <= rate.from),
  );
  return touchedBy(tx, { ...rate, except: rate.careFunction === null ? own.flatMap(({ careFunction }) => careFunction ?? []) : [] });
};
