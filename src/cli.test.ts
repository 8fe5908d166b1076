import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "./db/test-database.ts";
import { wlz501 } from "./budget/messages/fixtures.ts";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "pgb-cli-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const pgb = (...words: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", ...words], {
      env: { ...process.env, DATABASE_URL: database.url },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (text: Buffer) => (out += text.toString()));
    child.stderr.on("data", (text: Buffer) => (err += text.toString()));
    child.on("close", (code) => {
      done({ code, out, err });
    });
  });

describe("the command line", { timeout: 60_000 }, () => {
  test("takes in an award, proves the books, replays the log and writes the books", async () => {
    const file = join(folder, "bericht.xml");
    writeFileSync(file, wlz501());
    const taken = await pgb("award", "import", file, "--json");
    expect(taken.code).toBe(0);
    const line = JSON.parse(taken.out) as { file: string; accepted: boolean; codes: unknown[] };
    expect(Object.keys(line)).toEqual(["file", "accepted", "codes"]);
    expect(line).toMatchObject({ file, accepted: true });
    expect(JSON.parse((await pgb("prove", "--json")).out)).toEqual({ ok: true, differences: [] });
    const replayed = JSON.parse((await pgb("replay", "--json")).out) as { ok: boolean; hash: string; replayedHash: string };
    expect(replayed.ok).toBe(true);
    expect(replayed.replayedHash).toBe(replayed.hash);
    const books = join(folder, "boeken");
    expect((await pgb("export", "ledger", "--out", books, "--json")).code).toBe(0);
    expect(readFileSync(join(books, "accounts.csv"), "utf8")).toMatch(/^id,kind,owner,holder_id\n/);
  });

  for (const [why, words, code, said] of [
    ["an unknown verb", ["betaal", "alles"], 2, "Wij kennen de opdracht"],
    ["no file", ["award", "import"], 1, "U noemde geen bestand"],
    ["a file that is not there", ["award", "import", "/nergens.xml"], 1, ""],
    ["a mistyped setting", ["prove", "--jsn"], 1, 'kent "--jsn" niet'],
    ["a word too many", ["replay", "vandaag"], 1, 'kent "vandaag" niet'],
    ["a folder that is a file", ["export", "ledger", "--out", "package.json"], 1, "geen map"],
    ["no folder", ["export", "ledger"], 1, "--out ontbreekt"],
    ["a clock that goes three weeks", ["clock", "forward", "3w"], 1, "1d voor een dag"],
    ["a clock where there is none", ["clock", "forward", "1d"], 1, ""],
    ["a bank file that is none", ["bank", "import", "package.json"], 1, ""],
  ] as const) {
    test(`${why} is refused in words, without a stack trace`, async () => {
      const outcome = await pgb(...words);
      expect(outcome.code).toBe(code);
      expect(`${outcome.out}${outcome.err}`).toContain(said);
      expect(`${outcome.out}${outcome.err}`).not.toMatch(/\n\s+at /);
    });
  }
});
