import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "./db/test-database.ts";
import { filesBelow, textOf } from "./files-for-tests.ts";
import { documents } from "./generate.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("what is generated is what lies in the project", async () => {
  const made = await documents(database.url);
  const stale = [...made].filter(([path, text]) => !existsSync(path) || textOf(path) !== text).map(([path]) => path);
  expect(stale.map((path) => `${path} is stale: run npm run -s pgb -- generate`)).toEqual([]);
  expect(filesBelow("docs/generated").filter((path) => !made.has(path))).toEqual([]);
});
