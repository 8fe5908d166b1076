import { sql } from "kysely";
import type { Tx } from "../db/pool.ts";

/** Whose agreements: of these holders, of this provider, or paid by this funder. */
export type Whose = { holders: readonly string[]; provider: string | null; funder: string | null };

/** Agreements after a place in their order, the newest first. */
export const agreementsAfter = (
  tx: Tx,
  { holders, provider, funder }: Whose,
  states: readonly string[] | null,
  after: readonly [sharedAt: string, id: string] | null,
  most: number,
) =>
  tx
    .selectFrom("agreement.agreement as a")
    .selectAll("a")
    .where(
      sql<boolean>`(a.holder_id = any (${[...holders]}::uuid[]) or a.provider_id = ${provider}::uuid or a.funder_code = ${funder}::text)`,
    )
    .$if(states !== null, (query) => query.where("a.state", "in", states ?? []))
    .$if(after !== null, (query) => query.where(sql<boolean>`(a.shared_at, a.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy("a.shared_at", "desc")
    .orderBy("a.id", "desc")
    .limit(most)
    .execute();
