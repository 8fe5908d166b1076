import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Door } from "../src/db/command.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { day } from "../src/kernel/day.ts";
import { openDoor } from "../src/house.ts";
import { testIssuer, type Issuer } from "../src/issuer-for-tests.ts";
import { startClock } from "../src/sim/clock.ts";

/** A house to measure: the embedded PostgreSQL as the product runs it (nothing that was committed is lost), its portal as a process, and who issues the tokens for its API. */
export type BenchHouse = { url: string; door: Door; origin: string; issuer: Issuer; close(): Promise<void> };

const portal = fileURLToPath(new URL("../src/portal-process.ts", import.meta.url));

const audience = "https://bench.example/v1";

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

/** Starts one in a temporary folder. `options` go to the portal's Node, for a profile. */
export const openBenchHouse = async (options: readonly string[] = []): Promise<BenchHouse> => {
  const folder = mkdtempSync(join(tmpdir(), "pgb-bench-"));
  const embedded = await startEmbedded({ folder: join(folder, "data"), quiet: true });
  await migrate(embedded.url);
  const env = { ...process.env, PGB_ENV: "leer", PGB_LOOK_SECRET: undefined, PGB_SEAL_SECRETS: undefined };
  const door = openDoor(embedded.url, env);
  // After a whole year, so that hours of each of its months can be declared.
  await startClock(door.db, day("2027-01-04"));
  const port = await freePort();
  const issuer = await testIssuer(audience);
  const tokens = issuer.config(audience);
  const web = fork(portal, {
    execArgv: [...options, "--import", "tsx"],
    env: {
      ...env,
      NODE_ENV: "production",
      DATABASE_URL: embedded.url,
      PORT: String(port),
      HOST: "127.0.0.1",
      PGB_REQUESTS_PER_MINUTE: "0",
      PGB_TOKEN_ISSUER: tokens.issuer,
      PGB_TOKEN_KEYS: tokens.keys,
      PGB_TOKEN_AUDIENCE: audience,
    },
  });
  const origin = `http://127.0.0.1:${String(port)}`;
  await listening(origin, web);
  const end = async (): Promise<void> => {
    const gone = new Promise((done) => web.once("exit", done));
    if (web.exitCode === null && web.signalCode === null) {
      web.kill("SIGTERM");
      await gone;
    }
    await issuer.close();
    await door.db.destroy();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  let ended: Promise<void> | null = null;
  return {
    url: embedded.url,
    door,
    origin,
    issuer,
    // Asked twice, by who measures and by who stops him, it ends once.
    close: () => (ended ??= end()),
  };
};

const listening = async (origin: string, web: ChildProcess): Promise<void> => {
  while (web.exitCode === null) {
    const up = await fetch(`${origin}/gezondheid`).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the portal ended before it listened");
};
