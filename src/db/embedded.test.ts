import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { joinOrStart, startEmbedded } from "./embedded.ts";
import { markOf } from "./embedded-process.ts";

const parent = mkdtempSync(join(tmpdir(), "pgb-embedded-"));
const folder = join(parent, "data");
afterAll(() => rmSync(parent, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const settings = "fsync data_checksums synchronous_commit full_page_writes server_encoding unix_socket_directories listen_addresses".split(
  " ",
);

test("real use keeps what was committed, sorts the same everywhere, and lets nobody in without the password", async () => {
  const { url, release } = await joinOrStart(folder);
  const rows = await Promise.all(settings.map((name) => ask(url, `select current_setting('${name}') as value`)));
  expect(rows.flat()).toEqual(["on", "on", "on", "on", "UTF8", "", "127.0.0.1"].map((value) => ({ value })));
  expect(
    await ask(url, "select string_agg(w, ' ' order by w) as words, upper('ë') as upper from unnest('{b,B,a,é,Z,A}'::text[]) w"),
  ).toEqual([{ words: "A B Z a b é", upper: "Ë" }]);
  await expect(ask(url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow("password authentication failed");
  if (process.platform !== "win32") expect(statSync(join(folder, "password")).mode & 0o777).toBe(0o600);
  if (process.platform !== "win32") expect(statSync(folder).mode & 0o777).toBe(0o700);
  await release();
  expect(existsSync(join(folder, "server.json"))).toBe(false);
});

test("a process number that was given to another does not fool a start", async () => {
  // What a crash leaves behind: both files name a process that lives, but is not the one that wrote them.
  writeFileSync(join(folder, "postgresql", "postmaster.pid"), `${process.ppid}\n/elsewhere\n1\n5432\n\n127.0.0.1\n0 0\nready\n`);
  const ghost = { pid: process.ppid, mark: `${markOf(process.ppid) ?? ""}9`, turn: 1, kind: "server" };
  writeFileSync(join(folder, "server.json"), JSON.stringify({ users: [ghost] }));
  const { url, port, stop } = await startEmbedded({ folder, quiet: true });
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(JSON.parse(readFileSync(join(folder, "server.json"), "utf8"))).toMatchObject({
    database: { port },
    users: [{ pid: process.pid }],
  });
  await stop();
});

test("a second server on the folder is refused while the first lives, and a verb is not", async () => {
  const first = await startEmbedded({ folder, quiet: true, httpPort: 8123 });
  const again = startEmbedded({ folder, quiet: true });
  await expect(again).rejects.toMatchObject({ code: "data-folder-in-use" });
  const verb = await joinOrStart(folder);
  expect(verb.url).toBe(first.url);
  await first.stop();
  // The server has gone; the verb still works, and the last one turns off the light.
  expect(await ask(verb.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await verb.release();
  await expect(ask(verb.url, "select 1")).rejects.toThrow("ECONNREFUSED");
});

test("a cluster that was cut short while it was made is made anew; a damaged record says nothing", async () => {
  const cut = join(parent, "cut");
  const first = await joinOrStart(cut);
  await first.release();
  rmSync(join(cut, "postgresql", "PG_VERSION"));
  rmSync(join(cut, "postgresql"), { recursive: true });
  writeFileSync(join(cut, "server.json"), "{");
  const second = await joinOrStart(cut);
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await second.release();
});
