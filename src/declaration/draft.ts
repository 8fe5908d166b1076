import type { Actor } from "../kernel/actor.ts";
import type { Instant, Month } from "../kernel/day.ts";
import { noting, sightOf, type Db } from "../db/pool.ts";
import { agreementById } from "../agreement/load.ts";
import { saveDraft } from "./queries.ts";

/** Keeps hours that are being filled in (bewaren), by day as they were typed. Throws `agreement-unknown` for an agreement that is not the actor's. */
export const keepHours = (
  db: Db,
  actor: Actor,
  given: { agreement: string; month: Month; fields: Record<string, string>; at: Instant },
): Promise<void> =>
  noting(db, sightOf(actor), async (tx) => {
    await agreementById(tx, given.agreement);
    await saveDraft(tx, {
      agreement_id: given.agreement,
      month: given.month,
      made_by: actor.person,
      fields: JSON.stringify(given.fields),
      changed_at: given.at,
    });
  });
