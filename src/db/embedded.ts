import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Refusal } from "../kernel/refusal.ts";
import { prepareCluster, runningCluster, startCluster, stopCluster, type Cluster } from "./embedded-cluster.ts";
import { alone, lives, markOf, pause, readRecord, writeRecord, type FolderRecord, type User } from "./embedded-process.ts";

/** How the running product uses its embedded database. */
export type EmbeddedOptions = {
  /** Data folder (`PGB_DATA`). */
  folder: string;
  /** Says nothing on stderr. */
  quiet?: boolean;
  /** Where the portal listens, for those who read `server.json`. */
  httpPort?: number;
};

/**
 * Starts the embedded PostgreSQL of a data folder for the running product, keeps it running when it dies, and stops it
 * at `stop`. What an earlier life left behind is cleared up first. Throws `data-folder-in-use` when another live server
 * has the folder.
 */
export async function startEmbedded({ folder, quiet = false, httpPort }: EmbeddedOptions) {
  const home = openFolder(folder);
  const user = { ...me("server"), ...(httpPort === undefined ? {} : { httpPort }) };
  let cluster = await enter(home, user);
  const state = { stopping: false };

  const watch = (async () => {
    while (!state.stopping) {
      await pause(250);
      if (lives(cluster)) continue;
      if (!quiet) process.stderr.write("De database is gestopt. Wij starten hem opnieuw.\n");
      try {
        cluster = await enter(home, user);
      } catch (error) {
        process.stderr.write(`De database start niet: ${error instanceof Error ? error.message : String(error)}\n`);
        await pause(2_000);
      }
    }
  })();

  return {
    url: cluster.url,
    port: cluster.port,
    stop: async () => {
      state.stopping = true;
      await watch;
      await leave(home, user);
    },
  };
}

/**
 * The database of a data folder for one command-line verb: that of the running server, or else one that is started for
 * the occasion. It stops again when the last one who uses it has called `release`.
 */
export async function joinOrStart(folder: string): Promise<{ url: string; release: () => Promise<void> }> {
  const home = openFolder(folder);
  const user = me("verb");
  const { url } = await enter(home, user);
  return { url, release: () => leave(home, user) };
}

/** A throw-away PostgreSQL for tests: fast, in a temporary folder, gone at `stop` or when this process dies. */
export async function startTestCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "pgb-test-"));
  const cluster = await startCluster(folder, await prepareCluster(folder, "test"), "test");
  const stop = async () => {
    await stopCluster(folder, "test");
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: cluster.url, stop };
}

function openFolder(folder: string): string {
  const home = resolve(folder);
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Refusal("data-folder-unusable", [
      { field: "PGB_DATA", problem: `${home}: ${String(error)}`, remedy: "Kies een map waarin u mag schrijven." },
    ]);
  }
  return home;
}

let turns = 0;
const me = (kind: User["kind"]): User => ({ pid: process.pid, mark: markOf(process.pid) ?? "", turn: ++turns, kind });

const others = ({ users }: FolderRecord, { pid, turn }: User) => users.filter((user) => user.pid !== pid || user.turn !== turn);

/** Adds us to the users of the folder, with the database running. */
const enter = (home: string, user: User): Promise<Cluster> =>
  alone(home, async () => {
    const record = readRecord(home);
    const beside = others(record, user);
    const server = beside.find(({ kind }) => kind === "server");
    if (server && user.kind === "server") throw inUse(home, server);

    const running = beside.length > 0 || user.kind === "verb" ? await runningCluster(home) : undefined;
    const cluster = running ?? (await freshCluster(home, record.database?.port));
    writeRecord(home, { database: { pid: cluster.pid, mark: cluster.mark, port: cluster.port }, users: [...beside, user] });
    return cluster;
  });

/** Nobody uses what may still run here, or it does not answer: end it, and start anew on the port that clients know. */
async function freshCluster(home: string, port: number | undefined): Promise<Cluster> {
  await stopCluster(home);
  return startCluster(home, await prepareCluster(home, "real"), "real", port);
}

const inUse = (home: string, server: User) =>
  new Refusal("data-folder-in-use", [
    {
      field: "PGB_DATA",
      problem: `De map ${home} wordt gebruikt door proces ${server.pid}${server.httpPort === undefined ? "" : ` (poort ${server.httpPort})`}.`,
      remedy: "Stop dat proces eerst, of kies met PGB_DATA een andere map.",
    },
  ]);

/** Takes us off the users of the folder; the last one stops the database. */
const leave = (home: string, user: User): Promise<void> =>
  alone(home, async () => {
    const record = readRecord(home);
    const staying = others(record, user);
    if (staying.length === 0) await stopCluster(home);
    writeRecord(home, staying.length === 0 ? { users: [] } : { ...record, users: staying });
  });
