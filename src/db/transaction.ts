import type { Writable } from "node:stream";
import pg from "pg";
import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  replaceWithNoncontingentExpression,
  Transaction,
  type CompiledQuery,
  type DatabaseConnection,
  type KyselyConfig,
  type QueryExecutor,
  type QueryResult,
} from "kysely";
import type { Database } from "./tables.ts";

// Kysely sends a statement when the one before it was answered, and each is planned anew. Here statements have a name, so that
// PostgreSQL plans them once per connection; and those that do not wait for each other go out together, in the order in which
// they were asked. Each still fails on its own: after a failure PostgreSQL refuses the rest of the transaction.

/**
 * How a transaction is opened: without an access mode it may write. `says` are settings that hold as long as it lasts. `asks` tells how
 * many statements its work asks at most: with the last of them the commit goes out too, instead of after its answer.
 */
export type Opening = {
  accessMode?: "read only";
  isolationLevel?: "repeatable read";
  says?: Readonly<Record<string, string>>;
  asks?: number;
};

/** Leaves a statement to go out together with the commit; the transaction fails when it does. Ask for nothing after it. */
export type Leave = (statement: Promise<unknown>) => void;

type Known = { pool: pg.Pool; config: KyselyConfig };
const pools = new WeakMap<Kysely<Database>, Known>();

// Nothing is in an empty list: a query on one finds no rows.
const emptyLists = new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression });

/** The typed query builder on a pool whose connections take statements before they answered the earlier ones. */
export const onPool = (pool: pg.Pool): Kysely<Database> => {
  const config = { dialect: new PostgresDialect({ pool }) };
  const db = new Kysely<Database>({ ...config, plugins: [emptyLists] });
  pools.set(db, { pool, config });
  // Kysely ends a pool only when it asked something itself.
  const destroy = async (): Promise<void> => {
    if (!pool.ending) await pool.end();
  };
  return Object.assign(db, { destroy });
};

const mostNames = 1_000;
type Names = Map<string, string | null>;
const namesByRole = new Map<string, Names>();
let named = 0;

// What a role may see is part of a plan: the same text in the hands of another role is another statement.
const namesFor = ({ says }: Opening): Names => {
  const role = says?.role ?? "";
  const known = namesByRole.get(role) ?? new Map<string, string | null>();
  namesByRole.set(role, known);
  return known;
};

// A text gets its name when it comes back: lists of every length make texts that are never seen again.
const nameOf = (names: Names, text: string): string | undefined => {
  const name = names.get(text);
  if (typeof name === "string") return name;
  if (name === undefined) {
    if (names.size < mostNames) names.set(text, null);
    return undefined;
  }
  named += 1;
  const given = `pgb_${String(named)}`;
  names.set(text, given);
  return given;
};

// What is asked in one go leaves in one go, instead of a system call each. The driver keeps its socket to itself, in `connection`.
const together = (client: pg.PoolClient): void => {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => {
    stream.uncork();
  });
};

const ask = (client: pg.PoolClient, query: pg.QueryConfig): Promise<pg.QueryResult> => {
  together(client);
  return client.query(query);
};

type Send = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

const changing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

// To look through each query for an empty list costs more than to write it again in the rare case that it has one.
const withoutEmptyLists = (query: CompiledQuery, executor: QueryExecutor): CompiledQuery =>
  query.sql.includes(" in ()")
    ? executor.compileQuery(emptyLists.transformQuery({ node: query.query, queryId: query.queryId }), query.queryId)
    : query;

const connectionOn = (send: Send, names: Names, executor: QueryExecutor): DatabaseConnection => ({
  executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
    const { sql: text, parameters } = withoutEmptyLists(query, executor);
    const name = nameOf(names, text);
    const values = parameters as unknown[];
    const { command, rowCount, rows } = await send(name === undefined ? { text, values } : { name, text, values });
    const answer = rows as Row[];
    return changing.has(command) ? { rows: answer, numAffectedRows: BigInt(rowCount ?? 0) } : { rows: answer };
  },
  streamQuery: () => {
    throw new Error("a transaction reads whole answers; ask for a page at a time");
  },
});

// One message: what the transaction says of itself holds before its first statement is looked at.
const openingOf = ({ accessMode, isolationLevel, says = {} }: Opening): string =>
  [
    ["begin", ...(isolationLevel === undefined ? [] : [`isolation level ${isolationLevel}`]), accessMode ?? ""].join(" ").trim(),
    ...Object.entries(says).map(([name, value]) => `set local ${name} = ${pg.escapeLiteral(value)}`),
  ].join("; ");

// A table that changed while this process lives: what a connection has planned of it is of no use any more.
const isStale = (error: unknown): boolean => error instanceof Error && error.message.includes("cached plan must not change result type");

/** How the statements of a transaction are sent, and how it ends: once, after the last of so many statements or when asked. */
const statementsOn = (client: pg.PoolClient, asks = Infinity): { send: Send; end: () => Promise<pg.QueryResult> } => {
  let count = 0;
  let committed: Promise<pg.QueryResult> | null = null;
  const end = (): Promise<pg.QueryResult> => {
    committed ??= ask(client, { text: "commit" });
    // When a statement failed, the commit takes back instead, and what failed says why.
    committed.catch(() => undefined);
    return committed;
  };
  const send: Send = (query) => {
    if (count === asks) throw new Error(`a transaction that asks ${String(asks)} statements asked another`);
    const sent = ask(client, query);
    count += 1;
    if (count === asks) void end();
    return sent;
  };
  return { send, end };
};

type Work<T> = (tx: Transaction<Database>, leave: Leave) => Promise<T>;

const once = async <T>(db: Kysely<Database>, opening: Opening, work: Work<T>): Promise<T> => {
  const known = pools.get(db);
  if (!known) throw new Error("this database was not opened by openDb");
  const client = await known.pool.connect();
  const plain = db.getExecutor().withoutPlugins();
  const { send, end } = statementsOn(client, opening.asks);
  const connection = connectionOn(send, namesFor(opening), plain);
  const tx = new Transaction<Database>({
    config: known.config,
    dialect: known.config.dialect,
    driver: known.config.dialect.createDriver(),
    executor: plain.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) }),
  });
  const left: Promise<unknown>[] = [];
  const leave: Leave = (statement) => {
    statement.catch(() => undefined);
    left.push(statement);
  };
  let broken: Error | boolean = false;
  try {
    leave(ask(client, { text: openingOf(opening) }));
    const answer = await work(tx, leave);
    const ended = end();
    await Promise.all(left);
    // What was only read is not less true when its transaction does not end well: nobody waits for that.
    if (opening.accessMode === "read only") return answer;
    if ((await ended).command === "ROLLBACK") throw new Error("a statement failed, and its error was passed over");
    return answer;
  } catch (error) {
    await ask(client, { text: "rollback" }).catch(() => (broken = true));
    broken ||= isStale(error);
    throw error;
  } finally {
    client.release(broken);
  }
};

/**
 * Does work in one transaction: all of it or nothing. What the work throws is thrown on, after the transaction was taken back.
 * The work is done again, on another connection, when a table changed under the statements of this one.
 */
export const transaction = async <T>(db: Kysely<Database>, opening: Opening, work: Work<T>): Promise<T> => {
  for (;;) {
    try {
      return await once(db, opening, work);
    } catch (error) {
      if (!isStale(error)) throw error;
    }
  }
};
