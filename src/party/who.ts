import { scopes, type Actor, type Reach, type Role } from "../kernel/actor.ts";
import type { Day } from "../kernel/day.ts";
import type { Keys } from "../db/seal.ts";
import type { Tx } from "../db/pool.ts";
import { holdsOn, ownScopes, type DatedMandate } from "./mandate.ts";
import { citizenRow, staffBySubject } from "./queries.ts";
import { knownPerson } from "./register.ts";

/**
 * What the sign-in service says of somebody: a citizen by BSN, an organisation by its number at the chamber of commerce,
 * staff by the name that their own organisation gave them.
 */
export type Claims = { bsn: string | null; chamber: string | null; staff: string | null };

/** How somebody is called in full, and how he is addressed. */
export type Addressed = { name: string; salutation: string };

/** Somebody who signed in: how he acts, how he is addressed, and how the holders are whom he represents. */
export type SignedIn = Addressed & { actor: Actor; represents: ReadonlyMap<string, Addressed> };

/** Staff by the name that their own organisation gave them; null for who is none. Asks one statement. */
export const staffMember = async (tx: Tx, subject: string): Promise<SignedIn | null> => {
  const staff = await staffBySubject(tx, subject);
  if (!staff) return null;
  const { person_id: person, roles, organisation, name, salutation } = staff;
  return { actor: { person, roles: roles as Role[], organisation, reach: [], provider: null }, name, salutation, represents: new Map() };
};

/**
 * Who signed in, on a day, with the roles and reach that hold on that day; null for somebody whom nobody registered.
 * Read with the sight of the sign-in.
 */
export const whoIs = async (tx: Tx, seals: Keys, claims: Claims, on: Day): Promise<SignedIn | null> => {
  if (claims.staff !== null) return staffMember(tx, claims.staff);
  const person = await knownPerson(tx, seals, { bsn: claims.bsn, chamber: claims.chamber });
  return person === null ? null : citizen(tx, person, on);
};

type Row = { holder_id: string; kind: string; scopes: string[]; from_day: Day; until_day: Day | null };

const datedOf = ({ kind, from_day, until_day }: Pick<Row, "kind" | "from_day" | "until_day">): DatedMandate => ({
  kind,
  from: from_day,
  until: until_day,
});

// Who has several mandates for one holder, an administrator who is mentor too, may what any of them gives.
const together = (mandates: readonly Row[]): Reach[] =>
  [...Map.groupBy(mandates, ({ holder_id }) => holder_id)].map(([holder, held]) => ({
    holder,
    scopes: scopes.filter((scope) => held.some((mandate) => mandate.scopes.includes(scope))),
  }));

/** A citizen or organisation as actor on a day. Used at sign-in and at each request, because a mandate may end in between. Asks one statement. */
export const citizen = async (tx: Tx, person: string, on: Day): Promise<SignedIn | null> => {
  const row = await citizenRow(tx, person, on);
  if (!row) return null;
  const { holder, provider, over, given } = row;
  const own = holder ? ownScopes(row.born, on, over.map(datedOf)) : [];
  const mandates = given.filter((mandate) => holdsOn(datedOf(mandate), mandate.born, on));
  const roles: Role[] = [
    ...(own.length > 0 ? (["holder"] as const) : []),
    ...(mandates.length > 0 ? (["representative"] as const) : []),
    ...(provider ? (["provider"] as const) : []),
  ];
  const actor: Actor = {
    person,
    roles,
    organisation: null,
    reach: [...(own.length > 0 ? [{ holder: person, scopes: own }] : []), ...together(mandates)],
    provider: provider ? person : null,
  };
  const represents = new Map(
    mandates.flatMap(({ holder_id, name, salutation }) =>
      name === null || salutation === null ? [] : [[holder_id, { name, salutation }]],
    ),
  );
  return { actor, name: row.name, salutation: row.salutation, represents };
};
