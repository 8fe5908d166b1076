import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { joinOrStart } from "./db/embedded.ts";

type Started = { process: ChildProcess; port: number; folder: string; said: () => string; exit: Promise<number | null> };

const folders: string[] = [];
const servers: Started[] = [];

const newFolder = () => {
  const folder = join(mkdtempSync(join(tmpdir(), "pgb-main-")), "data");
  folders.push(folder);
  return folder;
};

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

function start(folder: string, port: number, more: Record<string, string> = {}): Started {
  const env = {
    ...process.env,
    PORT: String(port),
    PGB_DATA: folder,
    DATABASE_URL: "",
    PGB_ENV: "leer",
    PGB_DEMO: "nee",
    npm_lifecycle_event: "",
    ...more,
  };
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += String(chunk)));
  const exit = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  const started = { process: child, port, folder, said: () => text, exit };
  servers.push(started);
  return started;
}

async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const patience = performance.now() + 40_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > patience) throw new Error(`${what} did not come; said: ${servers.map(({ said }) => said()).join("\n")}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const health = (port: number) =>
  fetch(`http://127.0.0.1:${port}/gezondheid`).then(
    ({ status }) => status,
    () => 0,
  );
const ready = ({ port }: Started) => until("health", async () => ((await health(port)) === 200 ? true : undefined));

/** The processes of one server: those that have its port in their environment, and its database. */
function processes({ folder }: Started): { pid: number; command: string }[] {
  const listed = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).stdout.trim().split("\n");
  const all = listed.map((line) => ({ pid: Number(line.trim().split(" ")[0]), command: line.trim().replace(/^\d+ /, "") }));
  return all.filter(({ pid, command }) => /src\/(main|.*-process)\.ts/.test(command) && environment(pid).includes(`PGB_DATA=${folder}\0`));
}

function environment(pid: number): string {
  try {
    return `${readFileSync(`/proc/${pid}/environ`, "utf8")}\0`;
  } catch {
    return "";
  }
}

type FolderRecord = { database: { pid: number; port: number }; users: { pid: number; httpPort?: number }[] };
const record = ({ folder }: Started) => JSON.parse(readFileSync(join(folder, "server.json"), "utf8")) as FolderRecord;
const runs = (pid: number) =>
  spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
    .stdout.trim()
    .replace(/^Z.*/, "") !== "";

async function note(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function stop(server: Started): Promise<number | null> {
  server.process.kill("SIGINT");
  return server.exit;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(stop));
  for (const folder of folders.splice(0)) rmSync(join(folder, ".."), { recursive: true, force: true });
});

const isLinux = process.platform === "linux";

test.runIf(isLinux)(
  "starts, answers, and stops at Ctrl-C without leaving a process, however often it is pressed",
  { timeout: 90_000 },
  async () => {
    const server = start(newFolder(), await freePort(), { PGB_PORTALS: "2" });
    await ready(server);
    const { database, users } = record(server);
    expect(users).toMatchObject([{ pid: server.process.pid, httpPort: server.port }]);
    await until("both processes of the portal", () => (processes(server).length === 6 ? true : undefined));

    server.process.kill("SIGINT");
    server.process.kill("SIGINT");
    server.process.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    expect(processes(server)).toEqual([]);
    expect(runs(database.pid)).toBe(false);
  },
);

test.runIf(isLinux)("recovers from kill -9 of the worker, of the portal, of PostgreSQL, and of itself", { timeout: 180_000 }, async () => {
  const server = start(newFolder(), await freePort());
  await ready(server);
  for (const name of ["worker-process", "web-process", "portal-process"]) {
    const victim = processes(server).find(({ command }) => command.includes(name));
    process.kill(victim?.pid ?? 0, "SIGKILL");
    await until(`a new ${name}`, () => processes(server).find(({ pid, command }) => command.includes(name) && pid !== victim?.pid));
  }
  await ready(server);

  const verb = await joinOrStart(server.folder);
  await note(verb.url, "create table public.kept (id int); insert into public.kept values (7)");
  await verb.release();

  const { database } = record(server);
  process.kill(database.pid, "SIGKILL");
  await until("a new postmaster", () => (record(server).database.pid !== database.pid ? true : undefined));
  expect(record(server).database.port).toBe(database.port);
  await ready(server);

  const orphan = record(server).database.pid;
  server.process.kill("SIGKILL");
  await server.exit;
  await until("the end of its processes", () => (processes(server).length === 0 ? true : undefined));
  expect(runs(orphan)).toBe(true);

  const next = start(server.folder, server.port);
  await ready(next);
  expect(runs(orphan)).toBe(false);
  const joined = await joinOrStart(next.folder);
  expect(await note(joined.url, "select id from public.kept")).toEqual([{ id: 7 }]);
  await joined.release();
  await ready(next);
});

test.runIf(isLinux)("a folder or a port that is in use is said plainly, and changes nothing", { timeout: 90_000 }, async () => {
  const server = start(newFolder(), await freePort());
  await ready(server);

  const sameFolder = start(server.folder, await freePort());
  expect(await sameFolder.exit).toBe(1);
  expect(sameFolder.said()).toContain(
    `De map ${server.folder} wordt gebruikt door proces ${String(server.process.pid)} (poort ${server.port})`,
  );
  expect(sameFolder.said()).toContain("PGB_DATA");
  expect(sameFolder.said()).not.toMatch(/^\s+at /m);

  const samePort = start(newFolder(), server.port);
  expect(await samePort.exit).toBe(1);
  expect(samePort.said()).toContain(`Poort ${server.port} van 127.0.0.1 is niet vrij`);
  expect(() => record(samePort)).toThrow("ENOENT");
  expect(await health(server.port)).toBe(200);
});

test("a setting that cannot be right is refused", { timeout: 60_000 }, async () => {
  const refusals = [
    [{ PORT: "tachtig" }, "PORT is"],
    [{ PGB_ENV: "proef" }, "PGB_ENV is"],
    [{ PGB_DEMO: "misschien" }, "PGB_DEMO is"],
    [{ PGB_PORTALS: "0" }, "PGB_PORTALS is"],
    [{ PGB_ENV: "production" }, "PGB_LOOK_SECRET ontbreekt"],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL is geen adres"],
    [{ DATABASE_URL: "postgres://u:hushhush@127.0.0.1:1/x" }, "De database 127.0.0.1:1/x antwoordt niet"],
  ] as const;
  const started = await Promise.all(refusals.map(async ([more, words]) => ({ server: start(newFolder(), await freePort(), more), words })));
  for (const { server, words } of started) {
    expect(await server.exit).toBe(1);
    expect(server.said()).toContain(words);
    expect(server.said()).not.toContain("hushhush");
  }
});

test.runIf(isLinux)("a part that cannot start is named, and everything stops", { timeout: 90_000 }, async () => {
  const server = start(newFolder(), await freePort(), {
    PGB_ENV: "production",
    PGB_OIDC_ISSUER: "",
    PGB_LOOK_SECRET: "x".repeat(32),
    PGB_SEAL_SECRETS: `1:${"y".repeat(32)}`,
  });
  expect(await server.exit).toBe(1);
  expect(server.said()).toContain("setting-invalid");
  expect(server.said()).toContain("Het onderdeel portaal start niet");
  expect(processes(server)).toEqual([]);
});

test.runIf(isLinux)("verbs share one database, and the last one stops it", { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const script = `
    import { joinOrStart } from "./src/db/embedded.ts";
    const { url, release } = await joinOrStart(process.argv[1]);
    console.log(new URL(url).port);
    process.stdin.on("data", () => release().then(() => process.exit(0)));
  `;
  const verb = () => {
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script, folder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const port = new Promise<string>((done) => child.stdout.once("data", (chunk) => done(String(chunk).trim())));
    const end = () =>
      new Promise<number | null>((done) => {
        child.once("close", done);
        child.stdin.write("stop\n");
      });
    return { port, end, kill: () => child.kill("SIGKILL") };
  };
  const [first, second] = [verb(), verb()];
  expect(await first.port).toBe(await second.port);
  expect(await first.end()).toBe(0);
  const third = verb();
  expect(await third.port).toBe(await second.port);
  // One that is killed cannot say goodbye; it is not counted any more.
  third.kill();
  const { database } = JSON.parse(readFileSync(join(folder, "server.json"), "utf8")) as FolderRecord;
  expect(runs(database.pid)).toBe(true);
  expect(await second.end()).toBe(0);
  expect(runs(database.pid)).toBe(false);
});
