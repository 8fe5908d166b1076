import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate, migrations, schemaHash } from "./migrate.ts";
import { testDatabase, type TestDatabase } from "./test-database.ts";

let db: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "pgb-migrations-"));
const from = pathToFileURL(`${folder}/`);
const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);

beforeAll(async () => {
  db = await testDatabase();
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  await client.query("delete from ops.migration");
  await client.end();
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

test("applies what is new, once, in order", async () => {
  write("0002_second.sql", "insert into probe_one values (1)");
  write("0001_first.sql", "create table probe_one (id int primary key)");
  expect(await migrate(db.url, migrations(from))).toEqual(["0001_first.sql", "0002_second.sql"]);
  expect(await migrate(db.url, migrations(from))).toEqual([]);
});

test("two processes that migrate at once apply each step once", async () => {
  write("0003_third.sql", "select pg_sleep(0.1); create table probe_three (id int)");
  const both = await Promise.all([migrate(db.url, migrations(from)), migrate(db.url, migrations(from))]);
  expect(both.flat()).toEqual(["0003_third.sql"]);
});

test("a step that fails changes nothing and is tried again", async () => {
  write("0004_fourth.sql", "create table probe_four (id int); select 1 / 0");
  await expect(migrate(db.url, migrations(from))).rejects.toThrow("migration 0004_fourth.sql failed: division by zero");
  write("0004_fourth.sql", "create table probe_four (id int)");
  expect(await migrate(db.url, migrations(from))).toEqual(["0004_fourth.sql"]);
});

test("an applied step that was changed, is missing or was overtaken is refused", async () => {
  const steps = migrations(from);
  const changed = steps.map((step, index) => (index === 1 ? { ...step, sha256: "0" } : step));
  const overtaken = steps.flatMap((step, index) => (index === 1 ? [{ ...step, name: "0001_late.sql" }, step] : [step]));
  for (const wrong of [changed, steps.slice(1), overtaken]) {
    await expect(migrate(db.url, wrong)).rejects.toMatchObject({ code: "migrations-differ" });
  }
});

test("two files with one number, or a file with an odd name, are a mistake", () => {
  write("0004_again.sql", "");
  expect(() => migrations(from)).toThrow("two migrations have number 0004");
  rmSync(join(folder, "0004_again.sql"));
  write("fifth.sql", "");
  expect(() => migrations(from)).toThrow("migration fifth.sql is not named");
  rmSync(join(folder, "fifth.sql"));
});

test("the version of the schema changes with every byte of it", () => {
  const steps = migrations();
  expect(schemaHash(steps)).not.toBe(schemaHash(steps.slice(1)));
});
