import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

/** Pause without blocking. */
export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** A file's text, or undefined when it does not exist or may not be read. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

const hasProc = process.platform === "linux" && textOf("/proc/self/stat") !== undefined;

/**
 * What sets one running process apart from a later one with the same number: the moment it started, in ticks since boot.
 * Undefined when it does not run (a zombie does not run). Where /proc is absent, only the number can be judged.
 */
export function markOf(pid: number): string | undefined {
  if (hasProc) {
    const fields = statOf(pid);
    return fields === undefined || fields[0] === "Z" ? undefined : fields[19];
  }
  try {
    process.kill(pid, 0);
    return "unknown";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "unknown" : undefined;
  }
}

/** The number of a process's parent, where /proc tells it. */
export const parentOf = (pid: number): number | undefined => {
  const parent = statOf(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
};

/** What /proc says of a process, from its state on: the name before it may hold anything. */
const statOf = (pid: number): string[] | undefined => {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
};

/** One running process, named so that the reuse of its number does not fool us. */
export type ProcessName = { pid: number; mark: string };

export const lives = ({ pid, mark }: ProcessName) => markOf(pid) === mark;

/** Sends a signal; a process that has gone in the meantime is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Whether the process is gone within the given time. */
export async function goneWithin(milliseconds: number, gone: () => boolean): Promise<boolean> {
  const until = performance.now() + milliseconds;
  while (!gone()) {
    if (performance.now() > until) return false;
    await pause(20);
  }
  return true;
}

/** A name for the data folder that a process can carry in its title. */
export function clusterName(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `pgb-${createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 12)}`;
}

/** All running processes of one cluster, postmaster first. Empty where /proc is absent. */
export function processesOf(cluster: string): ProcessName[] {
  if (!hasProc) return [];
  const found = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const [program = "", ...rest] = (textOf(`/proc/${entry}/cmdline`) ?? "").split("\0");
      const isMaster = /(^|\/)postgres(\.exe)?$/.test(program) && rest.includes(`cluster_name=${cluster}`);
      const isServant = program.startsWith(`postgres: ${cluster}:`);
      const mark = isMaster || isServant ? markOf(Number(entry)) : undefined;
      return mark === undefined ? [] : [{ pid: Number(entry), mark, isMaster }];
    });
  return found.sort((a, b) => Number(b.isMaster) - Number(a.isMaster) || a.pid - b.pid).map(({ pid, mark }) => ({ pid, mark }));
}

/**
 * Runs work while nobody else on this machine starts or stops the database of this folder. The lock is a listening
 * address, because the kernel takes it back the moment its holder dies: there is no stale lock to judge.
 */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + 90_000;
  let held: Server | undefined;
  while ((held = await take(lockAddress(clusterName(folder)))) === undefined) {
    if (performance.now() > until) throw new Error(`the lock of ${folder} was not free within 90 seconds`);
    await pause(40);
  }
  try {
    return await work();
  } finally {
    held.close();
  }
}

function lockAddress(name: string): { path: string } | { host: string; port: number } {
  if (process.platform === "linux") return { path: `\0${name}` };
  if (process.platform === "win32") return { path: `\\\\.\\pipe\\${name}` };
  return { host: "127.0.0.1", port: 49_152 + (parseInt(name.slice(4, 10), 16) % 16_000) };
}

const take = (address: ReturnType<typeof lockAddress>) =>
  new Promise<Server | undefined>((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") done(undefined);
      else fail(error);
    });
    server.listen(address, () => done(server));
  });

/** Who uses the database of a folder: the running product, or one command-line verb. `turn` tells uses by one process apart. */
export type User = ProcessName & { turn: number; kind: "server" | "verb"; httpPort?: number };

/** What `server.json` in the data folder tells: the running database and everyone who uses it. */
export type FolderRecord = { database?: ProcessName & { port: number }; users: User[] };

/** The record of a folder, with only those users that still live. */
export function readRecord(folder: string): FolderRecord {
  const text = textOf(join(folder, "server.json"));
  if (text === undefined) return { users: [] };
  try {
    const record = JSON.parse(text) as FolderRecord;
    return { ...record, users: record.users.filter(lives) };
  } catch {
    // Half a record cannot come from us, since it is renamed into place; a damaged one says nothing.
    return { users: [] };
  }
}

export function writeRecord(folder: string, record: FolderRecord): void {
  const path = join(folder, "server.json");
  if (record.users.length === 0 && record.database === undefined) {
    rmSync(path, { force: true });
    return;
  }
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}
