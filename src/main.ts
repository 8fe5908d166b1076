import { createServer, type AddressInfo } from "node:net";
import pg from "pg";
import { startEmbedded } from "./db/embedded.ts";
import { parentOf } from "./db/embedded-process.ts";
import { migrate } from "./db/migrate.ts";
import { keysOf } from "./house.ts";
import { Refusal, type RefusalCode } from "./kernel/refusal.ts";
import { fillHouse, howToSignIn } from "./fill.ts";
import { outliveTerminal } from "./supervised.ts";
import { useSchemas } from "./payment/messages/xsd.ts";
import { supervise, type ProcessDefinition } from "./supervisor.ts";

/** Every process of the product. */
const processes: readonly ProcessDefinition[] = [
  ["achtergrondwerk", "./worker-process.ts"],
  ["portaal", "./portal-process.ts"],
];

/** What the learning environment (leeromgeving) has besides. */
const learningProcesses: readonly ProcessDefinition[] = [["gesimuleerde bank", "./sim/bank-process.ts"]];

/** What `npm start` reads from the environment. Without an address the embedded database is used. */
type Settings = {
  port: number;
  host: string;
  folder: string;
  databaseUrl: string | undefined;
  environment: "production" | "leer";
  demo: boolean;
};

const mostPortals = 64;

const say = (text: string) => void process.stdout.write(`${text}\n`);

const refuse = (code: RefusalCode, field: string, problem: string, remedy: string) => new Refusal(code, [{ field, problem, remedy }]);

function settings({
  PORT: port = "8080",
  HOST: host = "127.0.0.1",
  PGB_DATA,
  PGB_ENV: environment = "leer",
  PGB_DEMO: demo = "ja",
  PGB_PORTALS: portals = "",
  DATABASE_URL,
}: NodeJS.ProcessEnv): Settings {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw refuse("setting-invalid", "PORT", `PORT is ${JSON.stringify(port)}.`, "Kies een getal van 0 tot en met 65535.");
  }
  if (environment !== "leer" && environment !== "production") {
    throw refuse("setting-invalid", "PGB_ENV", `PGB_ENV is ${JSON.stringify(environment)}.`, "Kies leer (leeromgeving) of production.");
  }
  if (demo !== "ja" && demo !== "nee") {
    throw refuse("setting-invalid", "PGB_DEMO", `PGB_DEMO is ${JSON.stringify(demo)}.`, "Kies ja (met verzonnen mensen) of nee (leeg).");
  }
  if (portals !== "" && !(/^\d{1,2}$/.test(portals) && Number(portals) >= 1 && Number(portals) <= mostPortals)) {
    throw refuse(
      "setting-invalid",
      "PGB_PORTALS",
      `PGB_PORTALS is ${JSON.stringify(portals)}.`,
      `Kies een getal van 1 tot en met ${String(mostPortals)}, of laat het weg: dan één per processorkern, ten hoogste vier.`,
    );
  }
  const databaseUrl = DATABASE_URL === "" ? undefined : DATABASE_URL;
  if (databaseUrl !== undefined && !(/^postgres(ql)?:\/\//.test(databaseUrl) && URL.canParse(databaseUrl))) {
    throw refuse("setting-invalid", "DATABASE_URL", "DATABASE_URL is geen adres.", "Geef een adres dat begint met postgres://.");
  }
  return {
    port: Number(port),
    host,
    folder: PGB_DATA === undefined || PGB_DATA === "" ? ".data" : PGB_DATA,
    databaseUrl,
    environment,
    demo: demo === "ja",
  };
}

/** The port that is asked for, or a free one for 0. Throws `port-in-use` when it is taken or not ours to take. */
const freePort = ({ host, port }: Settings) =>
  new Promise<number>((done, fail) => {
    const server = createServer();
    server.once("error", ({ code }: NodeJS.ErrnoException) => {
      const problem =
        code === "EACCES" ? `U mag poort ${port} niet gebruiken.` : `Poort ${port} van ${host} is niet vrij (${code ?? "onbekend"}).`;
      fail(
        refuse(
          "port-in-use",
          "PORT",
          problem,
          `Stop het programma dat deze poort gebruikt, of kies een andere: PORT=${port + 1} npm start.`,
        ),
      );
    });
    server.listen(port, host, () => {
      const chosen = (server.address() as AddressInfo).port;
      server.close(() => done(chosen));
    });
  });

/** The database of DATABASE_URL. It must be PostgreSQL 18 or later, and answer now. */
async function givenDatabase(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}${port === "" ? "" : `:${port}`}${pathname}`;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version");
    if ((rows[0]?.version ?? 0) < 180_000) {
      throw refuse(
        "database-unreachable",
        "DATABASE_URL",
        `De database ${place} is ouder dan PostgreSQL 18.`,
        "Gebruik PostgreSQL 18 of nieuwer.",
      );
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw refuse(
      "database-unreachable",
      "DATABASE_URL",
      `De database ${place} antwoordt niet: ${why}.`,
      "Controleer het adres en of de database draait.",
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  return { url, stop: () => Promise.resolve() };
}

/** Starts everything, in order; what was started is put in `started`, so that it can be stopped in the reverse order. */
async function start(started: (() => Promise<void>)[], stopping: () => boolean, giveUp: (name: string) => void): Promise<void> {
  const wanted = settings(process.env);
  // Said here and now, rather than by each part that needs them.
  keysOf(process.env);
  useSchemas(process.env.PGB_SCHEMAS);
  const port = await freePort(wanted);
  const { host, folder, environment } = wanted;
  const database =
    wanted.databaseUrl === undefined ? await startEmbedded({ folder, httpPort: port }) : await givenDatabase(wanted.databaseUrl);
  started.push(database.stop);
  if (stopping()) return;
  await migrate(database.url);
  if (stopping()) return;
  const bankPort = environment === "leer" ? await freePort({ ...wanted, host: "127.0.0.1", port: 0 }) : undefined;
  if (environment === "leer" && wanted.demo) await fillHouse(database.url, process.env, say, stopping);
  if (stopping()) return;

  const definitions = environment === "leer" ? [...processes, ...learningProcesses] : processes;
  const env = {
    ...process.env,
    // Libraries watch themselves while one builds with them, React most of all; who uses the portal need not wait for that.
    NODE_ENV: process.env.NODE_ENV ?? "production",
    DATABASE_URL: database.url,
    PORT: String(port),
    HOST: host,
    PGB_DATA: folder,
    PGB_ENV: environment,
    ...(bankPort === undefined ? {} : { BANK_PORT: String(bankPort), PGB_BANK_URL: `http://127.0.0.1:${String(bankPort)}` }),
  };
  const children = supervise(definitions, env, { say, giveUp });
  started.push(children.stop);
  await answering(`http://${host.includes(":") ? `[${host}]` : host}:${port}/gezondheid`, stopping);
  if (stopping()) return;
  children.settled();
  say(`Het pgb-portaal staat klaar op http://${host === "127.0.0.1" ? "localhost" : host}:${port}`);
  if (environment === "leer" && wanted.demo) for (const line of howToSignIn) say(line);
  say("U stopt het met Ctrl-C.");
}

/** Waits until the address answers 200. */
async function answering(url: string, stopping: () => boolean): Promise<void> {
  while (!stopping()) {
    const ready = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [error.text, ...error.faults.map(({ problem, remedy }) => `${problem} ${remedy}`)].join("\n");
}

function run(): void {
  const started: (() => Promise<void>)[] = [];
  const state = { stopping: false };

  outliveTerminal();
  // Ctrl-C reaches us twice, from the terminal and from npm; the first one counts.
  const stop = async (code: number): Promise<void> => {
    if (state.stopping) return;
    state.stopping = true;
    if (code === 0) say("Wij stoppen.");
    await starting.catch(() => undefined);
    for (const end of started.reverse()) {
      await end().catch((error: unknown) => {
        process.stderr.write(`${explain(error)}\n`);
      });
    }
    process.exit(code);
  };
  const giveUp = (name: string) => {
    process.stderr.write(`Het onderdeel ${name} start niet. Hierboven staat waarom. Wij stoppen.\n`);
    void stop(1);
  };
  const starting = start(started, () => state.stopping, giveUp);
  starting.catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    void stop(1);
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  process.on("uncaughtException", (error) => {
    process.stderr.write(`${explain(error)}\n`);
    void stop(1);
  });
  whenNpmVanishes(() => void stop(0));
}

/** Under npm we end with npm, also when it was killed and could not tell us. Between npm and us stands a shell. */
function whenNpmVanishes(stop: () => void): void {
  if (process.env.npm_lifecycle_event !== "start") return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid) ?? ""}`;
  const atStart = ancestors();
  setInterval(() => {
    if (ancestors() !== atStart) stop();
  }, 500).unref();
}

run();
