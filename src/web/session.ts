import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { CookieSerializeOptions } from "@fastify/cookie";
import type { Scope } from "../kernel/actor.ts";
import { dayOf, type Day } from "../kernel/day.ts";
import type { Door } from "../db/command.ts";
import { jotting, noting, reading, type Tx } from "../db/pool.ts";
import { hereNow } from "../db/queries.ts";
import { seal, unseal } from "../db/seal.ts";
import { citizen, staffMember, whoIs, type Claims, type SignedIn } from "../party/who.ts";
import { isSecure, type WebConfig } from "./config.ts";
import {
  actFor,
  deleteDeadSessions,
  deleteSession,
  insertSession,
  liveSession,
  saySession,
  touchSession,
  unreadFor,
  type SessionRow,
} from "./queries.ts";

/** The holder for whom somebody acts: himself, or one he represents, with how far the mandate reaches today. */
export type ActingFor = { id: string; own: boolean; name: string; salutation: string; scopes: readonly Scope[] };

/** Somebody who is signed in, as he may act today. */
export type Session = {
  idHash: string;
  csrf: string;
  said: string | null;
  who: SignedIn;
  holder: ActingFor | null;
  unread: number;
  today: Day;
};

// Staff sit at a desk and read nothing of a dossier while away: everybody gets the same fifteen minutes, see queries.ts.
const sightOfDoor = { scope: "sign-in" } as const;

/** `__Host-` ties the cookie to this very host over TLS; without TLS a browser would not take it. */
export const cookieName = (config: WebConfig, name: string): string => (isSecure(config) ? `__Host-${name}` : name);

/** How our cookies are set: unreadable for scripts, not sent along from other sites except by following a link. */
export const cookieOptions = (config: WebConfig): CookieSerializeOptions => ({
  path: "/",
  httpOnly: true,
  sameSite: "lax",
  secure: isSecure(config),
});

const hashOf = (id: string): string => createHash("sha256").update(id).digest("hex");

/** Makes a session for who signed in; returns the id for the cookie, or null when nobody registered this person. */
export const startSession = (door: Door, claims: Claims, idToken: string | null): Promise<{ id: string; who: SignedIn } | null> =>
  noting(door.db, sightOfDoor, async (tx) => {
    const who = await whoIs(tx, door.seals, claims, dayOf(await hereNow(tx)));
    if (who === null) return null;
    const id = randomBytes(32).toString("base64url");
    await deleteDeadSessions(tx);
    await insertSession(tx, {
      id_hash: hashOf(id),
      person_id: who.actor.person,
      staff_subject: claims.staff,
      csrf: randomBytes(32).toString("base64url"),
      id_token: idToken === null ? null : seal(door.seals, idToken),
    });
    return { id, who };
  });

const holderOf = ({ actor, name, salutation, represents }: SignedIn, chosen: string | null): ActingFor | null => {
  const reach =
    actor.reach.find(({ holder }) => holder === chosen) ?? actor.reach.find(({ holder }) => holder === actor.person) ?? actor.reach[0];
  if (!reach) return null;
  const own = reach.holder === actor.person;
  const called = own ? { name, salutation } : represents.get(reach.holder);
  return called === undefined ? null : { id: reach.holder, own, ...called, scopes: reach.scopes };
};

/** Whose messages somebody reads (berichten): his own, and those of the holder for whom he acts. */
export const mailboxes = ({ actor }: SignedIn, holder: ActingFor | null): string[] => [
  ...new Set([actor.person, ...(holder === null ? [] : [holder.id])]),
];

/** How many messages wait in these mailboxes together. */
export const unreadIn = (unread: ReadonlyMap<string, number>, people: readonly string[]): number =>
  people.reduce((sum, person) => sum + (unread.get(person) ?? 0), 0);

const signedIn = async (tx: Tx, row: SessionRow): Promise<Session | null> => {
  const today = dayOf(row.here_now);
  // Again on every request: a mandate may have ended, or staff have left, since the sign-in.
  const [who, unread] = await Promise.all([
    row.staff_subject === null ? citizen(tx, row.person_id, today) : staffMember(tx, row.staff_subject),
    unreadFor(tx, row.person_id),
  ]);
  if (who?.actor.person !== row.person_id) return null;
  const holder = holderOf(who, row.acting_for);
  return { idHash: row.id_hash, csrf: row.csrf, said: row.said, who, holder, unread: unreadIn(unread, mailboxes(who, holder)), today };
};

// The session, who that is, and how many messages wait.
const statementsOfSession = 3;

/** The session of a request, or null for the public. */
export const sessionOf = async (door: Door, config: WebConfig, request: FastifyRequest): Promise<Session | null> => {
  const id = request.cookies[cookieName(config, "sessie")];
  if (id === undefined || !/^[\w-]{43}$/.test(id)) return null;
  const idHash = hashOf(id);
  const found = await reading(
    door.db,
    sightOfDoor,
    async (tx) => {
      const row = await liveSession(tx, idHash);
      return row && { stale: row.stale, session: await signedIn(tx, row) };
    },
    statementsOfSession,
  );
  if (found?.stale === true) await jotting(door.db, sightOfDoor, (tx) => touchSession(tx, idHash));
  return found?.session ?? null;
};

/** Gives the browser its session. */
export const setSession = (reply: FastifyReply, config: WebConfig, id: string): void => {
  void reply.setCookie(cookieName(config, "sessie"), id, cookieOptions(config));
};

/** Ends a session and forgets its cookie; returns what the sign-in service wants to see at sign-out. */
export const endSession = async (door: Door, config: WebConfig, idHash: string, reply: FastifyReply): Promise<string | null> => {
  void reply.clearCookie(cookieName(config, "sessie"), cookieOptions(config));
  const ended = await noting(door.db, sightOfDoor, (tx) => deleteSession(tx, idHash));
  return ended?.id_token ? unseal(door.seals, ended.id_token) : null;
};

/** What the next page is to tell, or null when it has been told. */
export const say = (door: Door, { idHash }: Session, text: string | null) =>
  jotting(door.db, sightOfDoor, (tx) => saySession(tx, idHash, text));

/** A representative chooses for whom he acts. The caller has checked that he may. */
export const chooseHolder = (door: Door, { idHash }: Session, holder: string) =>
  noting(door.db, sightOfDoor, (tx) => actFor(tx, idHash, holder));

/** The day it is in the house, for who is not signed in. */
export const todayHere = (door: Door): Promise<Day> => reading(door.db, sightOfDoor, async (tx) => dayOf(await hereNow(tx)));
