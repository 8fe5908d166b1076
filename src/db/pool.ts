import pg from "pg";
import { HandleEmptyInListsPlugin, Kysely, PostgresDialect, replaceWithNoncontingentExpression, sql, type Transaction } from "kysely";
import type { Actor } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import type { Database } from "./tables.ts";

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
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) => instant(text.replace(" ", "T").replace(/\+00$/, "Z")));

/** How a connection acts: `pgb_app` owns nothing and sees what its scope allows; the owner migrates. */
export type Connection = { url: string; as: "app" | "owner"; most?: number };

/** A pool of connections to one PostgreSQL. It is not the caller's worry when the server restarts: the next query connects anew. */
export const openPool = ({ url, as, most = 10 }: Connection): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    types,
    connectionTimeoutMillis: 5_000,
    options: `-c timezone=UTC ${as === "app" ? "-c role=pgb_app" : ""}`,
  });
  // A connection that dies, idle or at work, is replaced; without listeners it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

/** The typed query builder on a pool. Ending it ends the pool. */
export const openDb = (connection: Connection): Db =>
  new Kysely<Database>({
    dialect: new PostgresDialect({ pool: openPool(connection) }),
    // Nothing is in an empty list: a query on one finds no rows.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });

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

const look = (tx: Tx, sight: Sight) =>
  sql`select set_config('pgb.scope', ${sight.scope}, true), set_config('pgb.organisation', ${sight.organisation ?? ""}, true),
    set_config('pgb.person', ${sight.person ?? ""}, true),
    set_config('pgb.provider', ${sight.provider ?? ""}, true), set_config('pgb.holders', ${`{${(sight.holders ?? []).join(",")}}`}, true)`.execute(
    tx,
  );

/** Reads with the sight of one actor, in one transaction that cannot write. */
export const reading = <T>(db: Db, sight: Sight, read: (tx: Tx) => Promise<T>): Promise<T> =>
  db
    .transaction()
    .setAccessMode("read only")
    .execute(async (tx) => {
      await look(tx, sight);
      return read(tx);
    });

/** The same, with all queries seeing one moment: for proofs and exports while others go on working. */
export const readingOneMoment = <T>(db: Db, sight: Sight, read: (tx: Tx) => Promise<T>): Promise<T> =>
  db
    .transaction()
    .setAccessMode("read only")
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      await look(tx, sight);
      return read(tx);
    });

/** Writes what lies outside the log (drafts, sessions), with the sight of one actor. */
export const noting = <T>(db: Db, sight: Sight, write: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (tx) => {
    await look(tx, sight);
    return write(tx);
  });
