import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { wlz501 } from "./budget/messages/fixtures.ts";
import { run, verbs } from "./cli-run.ts";
import { openPool } from "./db/pool.ts";
import { tableHashes } from "./db/state-hash.ts";
import { testDatabase, type TestDatabase } from "./db/test-database.ts";
import { drawn, hostile, seed, tampered, tampering, wanted } from "./fuzz-for-tests.ts";

let database: TestDatabase;
let folder: string;
const back = process.cwd();
let out = "";
let err = "";

beforeAll(async () => {
  database = await testDatabase();
  // A verb that writes, such as `export ledger --out 0x10`, may do so here and nowhere else.
  folder = mkdtempSync(join(tmpdir(), "pgb-fuzz-"));
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(back);
  rmSync(folder, { recursive: true });
  await database.drop();
});
beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => vi.restoreAllMocks());

const state = async (): Promise<Record<string, string>> => {
  const pool = openPool({ url: database.url, as: "owner", most: 1 });
  const hashes = await tableHashes(pool);
  await pool.end();
  return { ...hashes, "budget.message": "" };
};

const call = async (words: readonly string[]) => {
  out = "";
  err = "";
  const code = await run(words, { ...process.env, DATABASE_URL: database.url });
  return { code, said: out + err, out };
};

// What each verb really takes is no bad input; a word too many, a slip in a flag or a wrong value is.
const slips = fc.oneof(
  { weight: 3, arbitrary: hostile.map((word) => [word]) },
  { weight: 2, arbitrary: fc.tuple(hostile, hostile) },
  { weight: 1, arbitrary: fc.constantFrom(["--jsn"], ["-json"], ["--json=ja"], ["--out"], ["--"], ["--help"], ["-h"]) },
  { weight: 1, arbitrary: hostile.map((word) => [`--${word}`]) },
);
/** A verb that reads files opens the database for each of them: some of these are enough. */
const readsFiles = (name: string): boolean => name.endsWith(" import");
const ofVerb = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...verbs.filter(({ name }) => !readsFiles(name))) },
  { weight: 1, arbitrary: fc.constantFrom(...verbs.filter(({ name }) => readsFiles(name))) },
);
const commandLine = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(ofVerb, slips).map(([{ name }, more]) => [...name.split(" "), ...more]) },
  { weight: 1, arbitrary: slips.map((words) => [...words]) },
  { weight: 1, arbitrary: ofVerb.chain(({ name }) => slips.map((more) => [...more, ...name.split(" ")])) },
  { weight: 1, arbitrary: ofVerb.chain(({ name }) => slips.map(([word = ""]) => [`${name.split(" ")[0] ?? ""}${word}`])) },
);

const mustHelp = (words: readonly string[], { code, said, out: printed }: Awaited<ReturnType<typeof call>>): void => {
  const about = JSON.stringify(words).slice(0, 300);
  expect([code === 1 || code === 2, said.trim().length > 20], about).toEqual([true, true]);
  expect(said, about).not.toMatch(/\n\s+at |node:internal/);
  if (!words.includes("--json")) return;
  for (const line of printed.trim().split("\n").filter(Boolean)) {
    const told = JSON.parse(line) as { ok?: boolean; errors?: { field: string; problem: string; remedy: string }[] };
    for (const { field, problem, remedy } of told.errors ?? [])
      expect(
        [field, problem, remedy].every((text) => text.length > 0),
        about,
      ).toBe(true);
  }
};

test(`${String(wanted)} wrong command lines are refused in words, seed ${String(seed)}`, async () => {
  const before = await state();
  let refused = 0;
  for (const [at, words] of drawn(commandLine, 2 * wanted, 3).entries()) {
    const given = at % 3 === 0 ? [...words, "--json"] : words;
    const outcome = await call(given);
    if (outcome.code === 0) continue;
    mustHelp(given, outcome);
    refused += 1;
    if (refused === wanted) break;
  }
  expect(refused).toBe(wanted);
  expect(await state()).toEqual(before);
}, 300_000);

test(`files that were tampered with are refused by name, and the next one is still read, seed ${String(seed)}`, async () => {
  const files = drawn(tampering, 100, 4).map((one, at) => {
    const file = join(folder, `bericht-${String(at)}.xml`);
    writeFileSync(file, tampered(wlz501(), one));
    return file;
  });
  for (const verb of ["award", "bank"]) {
    const outcome = await call([verb, "import", ...files, "--json"]);
    expect(outcome.code).toBe(1);
    const lines = outcome.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { file: string; accepted: boolean });
    expect(lines.map(({ file }) => file)).toEqual(files);
    expect(lines.filter(({ accepted }) => !accepted).length).toBeGreaterThan(90);
  }
}, 60_000);
