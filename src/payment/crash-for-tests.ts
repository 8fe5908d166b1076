import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { startEmbedded } from "../db/embedded.ts";
import { migrate } from "../db/migrate.ts";
import { openBank } from "../sim/bank/queries.ts";
import { bankServer } from "../sim/bank/routes.ts";
import type { Fate, Report, Step } from "./crash-child-for-tests.ts";

// A PostgreSQL of its own as the product runs it (nothing that was committed may be lost), the simulated bank, and processes to kill.

const program = fileURLToPath(new URL("./crash-child-for-tests.ts", import.meta.url));

const worker = fileURLToPath(new URL("../worker-process.ts", import.meta.url));

/** The name by which PostgreSQL knows the connections of the processes that are killed. */
const processName = "pgb-crash";

/** What a process left behind: its report, or nothing when it was killed. */
export type Outcome = Report | null;

export type CrashHouse = {
  folder: string;
  /** The address of a database by its name. */
  urlOf(database: string): string;
  /** Asks PostgreSQL something about a database, also when it is just coming back. */
  ask(database: string, sql: string): Promise<Record<string, unknown>[]>;
  /** Copies a database to which nobody is connected. */
  copy(from: string, to: string): Promise<void>;
  /** Opens the bank on a database. */
  openBank(database: string): Promise<{ address: string; close(): Promise<void> }>;
  /** Opens a bank that takes everything and never answers. */
  openDeafBank(): Promise<{ address: string; close(): Promise<void> }>;
  /** Starts the worker of the product itself. */
  startWorker(database: string, bank: string): ChildProcess;
  /** Does a step in a process of its own, with its fate, and waits until it and its connections are gone. */
  perform(database: string, bank: string, step: Step, fate: Fate): Promise<Outcome>;
  close(): Promise<void>;
};

export const openCrashHouse = async (): Promise<CrashHouse> => {
  const folder = mkdtempSync(join(tmpdir(), "pgb-crash-"));
  const embedded = await startEmbedded({ folder: join(folder, "data"), quiet: true });
  await migrate(embedded.url);
  const urlOf = (database: string): string => Object.assign(new URL(embedded.url), { pathname: `/${database}` }).href;
  const waiting: ChildProcess[] = [];
  const keepWaiting = (): void => {
    // Straight from source, without a loader, and compiled once: a process to kill starts in a quarter of a second.
    const env = { ...process.env, PGAPPNAME: processName, NODE_COMPILE_CACHE: join(folder, "compiled") };
    while (waiting.length < 3) waiting.push(fork(program, { execArgv: [], env, stdio: ["ignore", "inherit", "inherit", "ipc"] }));
  };
  const next = (): ChildProcess => {
    keepWaiting();
    const child = waiting.shift();
    if (!child) throw new Error("no process waits");
    keepWaiting();
    return child;
  };
  return {
    folder: join(folder, "data", "postgresql"),
    urlOf,
    ask: (database, sql) => patiently(urlOf(database), async (client) => (await client.query<Record<string, unknown>>(sql)).rows),
    copy: (from, to) =>
      patiently(urlOf("postgres"), async (client) => {
        await client.query(`create database ${to} template ${from}`);
      }),
    openBank: (database) => openBankOn(urlOf(database)),
    openDeafBank: () => listeningBank(createServer()),
    startWorker: (database, bank) => {
      const secrets = { PGB_LOOK_SECRET: "test-".repeat(10), PGB_SEAL_SECRETS: `1:${"seal-".repeat(10)}` };
      const env = { ...process.env, ...secrets, PGB_ENV: "production", DATABASE_URL: urlOf(database), PGB_BANK_URL: bank };
      return fork(worker, { execArgv: ["--import", "tsx"], env });
    },
    perform: async (database, bank, step, fate) => {
      const url = urlOf(database);
      const outcome = await outcomeOf(next(), { url, bank, step, fate });
      await withoutConnections(urlOf("postgres"), database);
      return outcome;
    },
    close: async () => {
      for (const child of waiting) child.kill("SIGKILL");
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const outcomeOf = (child: ChildProcess, task: { url: string; bank: string; step: Step; fate: Fate }): Promise<Outcome> =>
  new Promise((done, fail) => {
    const heard: { report: Outcome } = { report: null };
    child.once("message", (report) => (heard.report = report as Report));
    child.once("error", fail);
    child.once("exit", (code, signal) => {
      if (heard.report !== null || signal === "SIGKILL") done(heard.report);
      else fail(new Error(`the process ended with ${String(code ?? signal)} and said nothing`));
    });
    child.send(task);
  });

const openBankOn = async (url: string) => {
  const pool = openBank(url);
  const { address, close } = await listeningBank(bankServer(pool, () => undefined));
  return {
    address,
    close: async () => {
      await close();
      await pool.end();
    },
  };
};

const listeningBank = async (server: Server) => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, close };
};

/** Asks PostgreSQL something, again and again while it is away or starting. */
const patiently = async <T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> => {
  for (const until = performance.now() + 20_000; ;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return await ask(client);
    } catch (error) {
      const away =
        error instanceof Error &&
        (/terminated|timeout/.test(error.message) || ("code" in error && /^(ECONN|57P0)/.test(String(error.code))));
      if (!away || performance.now() > until) throw error;
      await new Promise((done) => setTimeout(done, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
};

/** What a killed process had sent may still be at work in the database: waits until all of it has ended. */
const withoutConnections = (url: string, database: string): Promise<void> =>
  patiently(url, async (client) => {
    for (;;) {
      const { rowCount } = await client.query("select from pg_stat_activity where datname = $1 and application_name = $2", [
        database,
        processName,
      ]);
      if (rowCount === 0) return;
      await new Promise((done) => setTimeout(done, 5));
    }
  });
