import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { Refusal } from "../kernel/refusal.ts";
import { prepareJobs } from "./jobs.ts";

/** One step of the database schema: a file `NNNN_name.sql` in `migrations/`. */
export type Migration = { name: string; sql: string; sha256: string };

const folder = new URL("../../migrations/", import.meta.url);

/** Any number will do, as long as nobody else on the database uses it. */
const lockKey = 7_420_001;

/** All migrations in order. Throws when a name or number is wrong: that is a mistake in the program. */
export function migrations(from: URL = folder): Migration[] {
  const names = readdirSync(from)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  return names.map((name, index) => {
    if (!/^\d{4}_[a-z0-9_-]+\.sql$/.test(name)) throw new Error(`migration ${name} is not named NNNN_name.sql`);
    if (names[index - 1]?.slice(0, 4) === name.slice(0, 4)) throw new Error(`two migrations have number ${name.slice(0, 4)}`);
    const sql = readFileSync(new URL(name, from), "utf8");
    return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
  });
}

/** One hash over all migrations: the version of the schema. */
export const schemaHash = (steps: readonly Migration[] = migrations()) =>
  createHash("sha256")
    .update(steps.map(({ name, sha256 }) => `${name} ${sha256}\n`).join(""))
    .digest("hex");

/**
 * Brings the database at this address to the newest schema: every new migration in order, each in a transaction of its
 * own, while no other process migrates. Forward only. Answers the names that were applied now.
 * Throws `migrations-differ` when an applied migration was changed, is missing, or was overtaken by a later number.
 */
export async function migrate(url: string, steps: readonly Migration[] = migrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query("create schema if not exists ops");
    await client.query(
      "create table if not exists ops.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<Applied>("select name, sha256 from ops.migration order by name");
    const fresh = newSteps(steps, rows);
    for (const step of fresh) await apply(client, step);
    await prepareJobs(url);
    await client.query("select log.let_commands_in()");
    return fresh.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

type Applied = { name: string; sha256: string };

/** The steps that the database does not have yet. */
function newSteps(steps: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  for (const [index, { name, sha256 }] of applied.entries()) {
    const step = steps.find((candidate) => candidate.name === name);
    if (!step) throw differs(name, "is al toegepast, maar ontbreekt in dit programma");
    if (step.sha256 !== sha256) throw differs(name, "is veranderd nadat de database hem had toegepast");
    const overtaken = steps[index];
    if (overtaken && overtaken.name !== name) throw differs(overtaken.name, `is nieuw, maar ${name} is al eerder toegepast`);
  }
  return steps.slice(applied.length);
}

const differs = (name: string, problem: string) =>
  new Refusal("migrations-differ", [
    {
      field: name,
      problem: `De migratie ${name} ${problem}.`,
      remedy: "Gebruik de versie van het programma die bij deze database hoort, of een lege database.",
    },
  ]);

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into ops.migration (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${name} failed${place(sql, error)}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The line of the file that PostgreSQL points at, if it does. */
function place(sql: string, error: unknown): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : NaN;
  return Number.isNaN(position) ? "" : ` at line ${sql.slice(0, position).split("\n").length}`;
}
