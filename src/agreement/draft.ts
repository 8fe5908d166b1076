import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import type { Instant } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { noting, sightOf, type Db, type Tx } from "../db/pool.ts";
import { deleteDraft, draftRow, draftsOf, saveDraft } from "./queries.ts";

/** What somebody filled in so far (concept), as it was typed, by the name of the field. Nothing is decided yet. */
export const draftSchema = z.record(z.string().max(60), z.union([z.string().max(5_000), z.array(z.string().max(200)).max(20)]));
export type DraftFields = z.infer<typeof draftSchema>;

export type Draft = { id: string; holder: string; fields: DraftFields; changedAt: Instant };

const draftFrom = (row: { id: string; holder_id: string; steps: unknown; changed_at: Instant }): Draft => ({
  id: row.id,
  holder: row.holder_id,
  fields: draftSchema.parse(row.steps),
  changedAt: row.changed_at,
});

/** Keeps a concept, also when it is far from complete. */
export const keepDraft = (db: Db, actor: Actor, draft: Draft): Promise<void> =>
  noting(db, sightOf(actor), async (tx) => {
    await saveDraft(tx, {
      id: draft.id,
      holder_id: draft.holder,
      made_by: actor.person,
      steps: JSON.stringify(draft.fields),
      changed_at: draft.changedAt,
    });
  });

/** A concept of a holder for whom the actor acts. Throws `draft-unknown`. */
export const draftById = async (tx: Tx, id: string): Promise<Draft> => {
  const row = await draftRow(tx, id);
  if (!row) throw new Refusal("draft-unknown");
  return draftFrom(row);
};

export const drafts = async (tx: Tx, holder: string): Promise<Draft[]> => (await draftsOf(tx, holder)).map(draftFrom);

export const dropDraft = (db: Db, actor: Actor, id: string): Promise<void> =>
  noting(db, sightOf(actor), async (tx) => {
    await deleteDraft(tx, id);
  });
