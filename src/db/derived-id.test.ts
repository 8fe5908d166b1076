import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { derivedId } from "../kernel/id.ts";
import { openPool } from "./pool.ts";
import { testDatabase, type TestDatabase } from "./test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("the program and the database derive the same id", async () => {
  const pool = openPool({ url: database.url, as: "owner", most: 1 });
  const text = fc.string({ unit: "binary", maxLength: 30 }).filter((one) => !one.includes("\0"));
  await fc.assert(
    fc.asyncProperty(fc.uuid(), text, text, async (command, kind, key) => {
      const { rows } = await pool.query<{ id: string }>("select log.derived_id($1, $2, $3) as id", [command, kind, key]);
      expect(rows[0]?.id).toBe(derivedId(command, kind, key));
    }),
  );
  await pool.end();
});
