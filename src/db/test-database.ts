import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { startTestCluster } from "./embedded.ts";
import { migrate, migrations, schemaHash } from "./migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    testCluster: { url: string; template: string } | { problem: string };
  }
}

/** A database of its own for one test file, with every migration applied and nothing in it. */
export type TestDatabase = { url: string; drop: () => Promise<void> };

/** What a database of a test begins with, when it is more than the empty schema; made once per cluster and cloned for each file. */
export type Filling = { name: string; fill: (url: string) => Promise<void> };

/** Makes the test database of this file. Call `drop` in `afterAll`. */
export async function testDatabase(filling?: Filling): Promise<TestDatabase> {
  const cluster = inject("testCluster");
  if ("problem" in cluster) throw new Error(cluster.problem);
  const { url, template } = cluster;
  const name = `pgb_test_${randomBytes(6).toString("hex")}`;
  await execute(url, `create database ${name} template ${filling ? await filledTemplate(url, template, filling) : template}`);
  return { url: withDatabase(url, name), drop: () => execute(url, `drop database if exists ${name} with (force)`) };
}

/** A template of this schema with something in it. Test files that want it at once wait for the first to make it. */
async function filledTemplate(url: string, template: string, { name, fill }: Filling): Promise<string> {
  const filled = `${template}_${name}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7420003)");
    if ((await client.query("select from pg_database where datname = $1", [filled])).rowCount === 1) return filled;
    await client.query(`drop database if exists ${filled}_new with (force)`);
    await client.query(`create database ${filled}_new template ${template}`);
    await fill(withDatabase(url, `${filled}_new`));
    await client.query(`alter database ${filled}_new rename to ${filled}`);
    return filled;
  } finally {
    await client.end();
  }
}

/** Vitest's global set-up: one PostgreSQL for all files (`DATABASE_URL`, or one in a temporary folder), and the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const cluster = given === undefined || given === "" ? await startTestCluster() : { url: given, stop: () => Promise.resolve() };
  // Rules need no database: when a migration is broken, only the tests that ask for one fail.
  const made = await template(cluster.url).catch((error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }));
  project.provide("testCluster", typeof made === "string" ? { url: cluster.url, template: made } : made);
  return cluster.stop;
}

/** The template of this very schema; its name holds the hash of the migrations, so that a stale one is never used. */
async function template(url: string): Promise<string> {
  const steps = migrations();
  const name = `pgb_template_${schemaHash(steps).slice(0, 16)}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Two test runs on one PostgreSQL make it once; it gets its name only when it is complete.
    await client.query("select pg_advisory_lock(7420002)");
    if ((await client.query("select from pg_database where datname = $1", [name])).rowCount === 1) return name;
    await client.query(`drop database if exists ${name}_new with (force)`);
    await client.query(
      `create database ${name}_new template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'`,
    );
    await migrate(withDatabase(url, `${name}_new`), steps);
    await client.query(`alter database ${name}_new rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
