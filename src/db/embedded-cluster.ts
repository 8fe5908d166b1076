import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { binariesFor, plainEnvironment, type Binaries } from "./embedded-binaries.ts";
import { clusterName, goneWithin, lives, markOf, pause, processesOf, signal, textOf, type ProcessName } from "./embedded-process.ts";

/** A running PostgreSQL: its postmaster, its port on 127.0.0.1 and its address for clients. */
export type Cluster = ProcessName & { port: number; url: string };

/** How a cluster runs: `real` survives a power cut, `test` is fast and dies with the process that started it. */
export type Manner = "real" | "test";

const logLimitBytes = 20_000_000;

const settings = {
  real: { wal_compression: "on", log_min_duration_statement: "2s" },
  test: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_wal_senders: "0", wal_level: "minimal" },
} as const;

const common = {
  listen_addresses: "127.0.0.1",
  // No socket file anywhere: everyone, we included, comes by address and password.
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
} as const;

/** Makes the folder ours alone, hands it to the account of the database, and makes an empty cluster in it when there is none. */
export async function prepareCluster(folder: string, manner: Manner): Promise<Binaries> {
  const binaries = await binariesFor(folder);
  chmodSync(folder, 0o700);
  own(folder, binaries);
  if (existsSync(join(folder, "postgresql", "PG_VERSION"))) return binaries;

  // Made aside and renamed: a cluster that was cut short while it was made is never taken for a real one.
  const fresh = join(folder, "postgresql.new");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  own(fresh, binaries);
  const password = join(folder, "password");
  writeFileSync(password, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  own(password, binaries);
  initialise(fresh, binaries, manner);
  renameSync(fresh, join(folder, "postgresql"));
  return binaries;
}

const own = (path: string, { account: { uid, gid } }: Binaries) => {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
};

/**
 * The name by which PostgreSQL calls its own data folder. Under another account than ours the way down to that folder may
 * be closed (/root); the folder that a process stands in always stays open to it.
 */
const ownName = (data: string, { account }: Binaries) => (account.uid === undefined ? data : "/proc/self/cwd");

function initialise(data: string, binaries: Binaries, manner: Manner): void {
  const order = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"];
  const access = ["--username=postgres", "--auth=scram-sha-256", "--pwfile=../password"];
  const speed = manner === "test" ? ["--no-sync"] : [];
  const made = spawnSync(join(binaries.native, "bin", "initdb"), ["-D", ownName(data, binaries), ...order, ...access, ...speed], {
    ...binaries.account,
    cwd: data,
    env: plainEnvironment(),
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed in ${data}: ${made.stderr || (made.error?.message ?? "")}`);
}

/** Where clients find a database of the cluster in this folder. */
export const urlOf = (folder: string, port: number, database = "pgb") =>
  `postgres://postgres:${(textOf(join(folder, "password")) ?? "").trim()}@127.0.0.1:${port}/${database}`;

/** The running and accepting cluster of a folder, if there is one. */
export async function runningCluster(folder: string): Promise<Cluster | undefined> {
  const data = join(folder, "postgresql");
  const lines = textOf(join(data, "postmaster.pid"))?.split("\n");
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const mark = pid > 0 ? markOf(pid) : undefined;
  const ours = processesOf(clusterName(data));
  if (mark === undefined || lines[7]?.trim() !== "ready") return undefined;
  if (process.platform === "linux" && ours[0]?.pid !== pid) return undefined;
  const url = urlOf(folder, port);
  return (await answers(urlOf(folder, port, "postgres"))) ? { pid, mark, port, url } : undefined;
}

/** Starts PostgreSQL in a prepared folder, preferably on a given port, and waits until it accepts connections. */
export async function startCluster(folder: string, binaries: Binaries, manner: Manner, preferredPort?: number): Promise<Cluster> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = await freePort(attempt === 0 ? preferredPort : undefined);
    const cluster = await tryStart(folder, binaries, manner, port);
    if (cluster) {
      await ensureDatabase(urlOf(folder, port, "postgres"), "pgb");
      return cluster;
    }
  }
  throw new Error("PostgreSQL found no free port on 127.0.0.1");
}

async function tryStart(folder: string, binaries: Binaries, manner: Manner, port: number): Promise<Cluster | undefined> {
  const data = join(folder, "postgresql");
  const logPath = join(folder, "postgresql.log");
  if ((statSync(logPath, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes) renameSync(logPath, `${logPath}.1`);
  const offset = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(logPath, "a", 0o600);
  const chosen = { ...common, ...settings[manner], port: String(port), cluster_name: clusterName(data) };
  const options = Object.entries(chosen).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const program = [join(binaries.native, "bin", "postgres"), "-D", ownName(data, binaries), ...options];
  const [file = "", ...rest] = manner === "test" && diesWithParent() ? ["setpriv", "--pdeathsig", "QUIT", ...program] : program;

  // In a group of its own: Ctrl-C in the terminal is for us, and we stop the database last.
  const child = spawn(file, rest, { ...binaries.account, cwd: data, env: plainEnvironment(), detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const state = { ended: false };
  child.once("exit", () => (state.ended = true));
  child.once("error", () => (state.ended = true));
  child.unref();
  while (!state.ended) {
    const lines = textOf(join(data, "postmaster.pid"))?.split("\n") ?? [];
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") {
      return { pid: child.pid ?? 0, mark: markOf(child.pid ?? 0) ?? "", port, url: urlOf(folder, port) };
    }
    await pause(15);
  }
  const said = (textOf(logPath) ?? "").slice(offset).trim();
  if (/could not bind|could not create any TCP/.test(said)) return undefined;
  throw new Error(`PostgreSQL did not start in ${data}:\n${said}`);
}

let canDieWithParent: boolean | undefined;
const diesWithParent = () => (canDieWithParent ??= spawnSync("setpriv", ["--pdeathsig", "QUIT", "true"]).status === 0);

/**
 * Ends every process of the cluster, also one whose postmaster was killed, and clears the file that a dead postmaster
 * left behind. Fast but clean: clients are cut off, changes that were committed stay.
 */
export async function stopCluster(folder: string, manner: Manner = "real"): Promise<void> {
  const data = join(folder, "postgresql");
  if (!existsSync(data)) return;
  const steps = [...(manner === "real" ? [["SIGINT", 15_000] as const] : []), ["SIGQUIT", 5_000] as const, ["SIGKILL", 5_000] as const];
  for (const [name, patience] of steps) {
    const running = processesOf(clusterName(data));
    const known = recordedPostmaster(data);
    const targets = running.length > 0 ? running.slice(0, 1) : known ? [known] : [];
    if (targets.length === 0) break;
    for (const { pid } of name === "SIGINT" ? targets : running) signal(pid, name);
    if (await goneWithin(patience, () => processesOf(clusterName(data)).length === 0 && !targets.some(lives))) break;
  }
  rmSync(join(data, "postmaster.pid"), { force: true });
}

/** Only where /proc is absent must the file of the postmaster be believed. */
function recordedPostmaster(data: string): ProcessName | undefined {
  if (process.platform === "linux") return undefined;
  const pid = Number(textOf(join(data, "postmaster.pid"))?.split("\n")[0]);
  const mark = pid > 0 ? markOf(pid) : undefined;
  return mark === undefined ? undefined : { pid, mark };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

const freePort = (preferred = 0) =>
  new Promise<number>((done, fail) => {
    const server = createServer();
    server.once("error", () => (preferred === 0 ? fail(new Error("no free port")) : done(freePort())));
    server.listen(preferred, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
