import pg from "pg";
import type { Kysely, Transaction } from "kysely";
import type { Actor } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import type { Database } from "./tables.ts";
import { onPool, transaction, type Opening } from "./transaction.ts";

/** The database, and a transaction on it. */
export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

// Text as PostgreSQL writes it becomes our own kinds of value; anything that would lose precision is a defect.
const types = new pg.TypeOverrides();
const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is beyond a safe integer`);
  return value;
};
types.setTypeParser(pg.types.builtins.INT8, wholeNumber);
types.setTypeParser(pg.types.builtins.NUMERIC, (text: string) => {
  throw new Error(`numeric ${text} reached the program: cast it back to bigint`);
});
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
const stored = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/;
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) => {
  // As our tables hold them, to the millisecond and in UTC, they need no calendar to be read.
  const [, on, time, fraction = ""] = stored.exec(text) ?? [];
  if (on !== undefined && time !== undefined) return `${on}T${time}.${fraction.padEnd(3, "0")}Z`;
  return instant(text.replace(" ", "T").replace(/\+00$/, "Z"));
});

/** How a connection acts: `pgb_app` owns nothing and sees what its scope allows; the owner migrates. */
export type Connection = { url: string; as: "app" | "owner"; most?: number; pipeline?: boolean };

/** A pool of connections to one PostgreSQL. It is not the caller's worry when the server restarts: the next query connects anew. */
export const openPool = ({ url, as, most = 10, pipeline = false }: Connection): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    types,
    pipeline,
    connectionTimeoutMillis: 5_000,
    options: `-c timezone=UTC ${as === "app" ? "-c role=pgb_app" : ""} ${pipeline ? "-c plan_cache_mode=force_generic_plan" : ""}`,
  });
  // A connection that dies, idle or at work, is replaced; without listeners it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

/** The typed query builder on a pool. Ending it ends the pool. */
export const openDb = (connection: Connection): Db => onPool(openPool({ ...connection, pipeline: true }));

/** What a reader may see: chosen by the door from who is signed in, held by row security. */
export type Sight = {
  scope: "citizen" | "funder" | "svb" | "sign-in";
  organisation?: string;
  person?: string;
  provider?: string;
  holders?: readonly string[];
};

/** What this actor may see. Staff of the SVB see all dossiers, staff of a funder their own, citizens what is theirs. */
export const sightOf = (actor: Actor): Sight => {
  if (actor.roles.includes("service") || actor.organisation === "SVB") return { scope: "svb" };
  if (actor.organisation !== null) return { scope: "funder", organisation: actor.organisation, person: actor.person };
  return {
    scope: "citizen",
    person: actor.person,
    holders: actor.reach.map(({ holder }) => holder),
    ...(actor.provider === null ? {} : { provider: actor.provider }),
  };
};

// What is not said is nothing.
const sayingOf = ({ scope, organisation = "", person = "", provider = "", holders = [] }: Sight): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      "pgb.scope": scope,
      "pgb.organisation": organisation,
      "pgb.person": person,
      "pgb.provider": provider,
      "pgb.holders": holders.length === 0 ? "" : `{${holders.join(",")}}`,
    }).filter(([, value]) => value !== ""),
  );

const looking = <T>(db: Db, opening: Opening, sight: Sight, work: (tx: Tx) => Promise<T>): Promise<T> =>
  transaction(db, { ...opening, says: { ...opening.says, ...sayingOf(sight) } }, work);

/** Reads with the sight of one actor, in one transaction that cannot write. `asks` is the most statements that it asks, for who counts them. */
export const reading = <T>(db: Db, sight: Sight, read: (tx: Tx) => Promise<T>, asks?: number): Promise<T> =>
  looking(db, { accessMode: "read only", ...(asks === undefined ? {} : { asks }) }, sight, read);

/** The same, with all queries seeing one moment: for proofs and exports while others go on working. */
export const readingOneMoment = <T>(db: Db, sight: Sight, read: (tx: Tx) => Promise<T>): Promise<T> =>
  looking(db, { accessMode: "read only", isolationLevel: "repeatable read" }, sight, read);

/** Writes what lies outside the log (drafts, sessions), with the sight of one actor. */
export const noting = <T>(db: Db, sight: Sight, write: (tx: Tx) => Promise<T>): Promise<T> => looking(db, {}, sight, write);

/**
 * The same with one statement, for what may be lost when the machine falls over, such as what the next page is to tell. Everybody sees
 * it at once, and nobody waits for the disk.
 */
export const jotting = <T>(db: Db, sight: Sight, write: (tx: Tx) => Promise<T>): Promise<T> =>
  looking(db, { says: { synchronous_commit: "off" }, asks: 1 }, sight, write);
