import { reading, type Db, type Tx } from "../db/pool.ts";
import type { Keys } from "../db/seal.ts";
import { personalOf } from "./queries.ts";
import { knownPerson } from "./register.ts";
import { statuses } from "./status.ts";

/** A provider as somebody who makes an agreement gets to know him: who it is, and as what he is registered. */
export type FoundProvider = { id: string; name: string; kind: "person" | "institution"; formal: boolean };

/** How a holder names a provider: by the number at the chamber of commerce, or by BSN together with the family name. */
export type NamedProvider = { chamber: string } | { bsn: string; familyName: string };

// Names are compared as people type them: without accents, capitals and marks.
const bare = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ı/g, "i")
    .replace(/[^\p{L}]/gu, "");

/** Whether a family name is the one that somebody typed, however he spells it. */
export const sameName = (known: string, typed: string): boolean => {
  const given = bare(typed);
  return given !== "" && (bare(known) === given || bare(known.split(" ").at(-1) ?? known) === given);
};

const found = async (tx: Tx, seals: Keys, named: NamedProvider): Promise<FoundProvider | null> => {
  const id = await knownPerson(tx, seals, "chamber" in named ? { bsn: null, chamber: named.chamber } : { bsn: named.bsn, chamber: null });
  if (id === null) return null;
  const provider = (await statuses(tx, [id])).get(id)?.provider;
  const [personal] = await personalOf(tx, [id]);
  if (provider?.endedOn !== null || !personal) return null;
  if ("familyName" in named && !sameName(personal.family_name, named.familyName)) return null;
  return { id, name: personal.name, kind: provider.kind, formal: provider.formal };
};

/**
 * The provider whom a holder names, or null. Whoever asks learns nothing more when nobody is found: an unknown number, another
 * name and somebody who is no provider give the same answer.
 */
export const findProvider = (db: Db, seals: Keys, named: NamedProvider): Promise<FoundProvider | null> =>
  reading(db, { scope: "sign-in" }, (tx) => found(tx, seals, named));

/** What a provider whom somebody found before is called and registered as; null when he is a provider no more. */
export const foundProvider = (db: Db, id: string): Promise<FoundProvider | null> =>
  reading(db, { scope: "sign-in" }, async (tx) => {
    const provider = (await statuses(tx, [id])).get(id)?.provider;
    const [personal] = await personalOf(tx, [id]);
    return provider?.endedOn !== null || !personal ? null : { id, name: personal.name, kind: provider.kind, formal: provider.formal };
  });
