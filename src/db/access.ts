import { isId } from "../kernel/id.ts";
import type { Actor } from "../kernel/actor.ts";
import { noting, sightOf, type Db } from "./pool.ts";
import { insertAccess, insertAccesses } from "./queries.ts";

/**
 * Notes that staff looked into the dossier of a holder, and for what (inzage), so that the holder can see it. Says nothing of
 * citizens who read what is their own. A purpose is a short Dutch phrase without personal data: "overeenkomst beoordelen".
 */
export const looked = async (db: Db, actor: Actor, holder: string, purpose: string): Promise<void> => {
  const { person, organisation } = actor;
  if (organisation === null || !isId(holder)) return;
  await noting(db, sightOf(actor), (tx) => insertAccess(tx, { person, organisation, holder_id: holder, purpose }));
};

/** The same for a document about many holders at once. */
export const lookedAll = async (db: Db, actor: Actor, holders: readonly string[], purpose: string): Promise<void> => {
  const { person, organisation } = actor;
  if (organisation === null || holders.length === 0) return;
  await noting(db, sightOf(actor), (tx) => insertAccesses(tx, { person, organisation, purpose }, holders));
};
