import { hostname } from "node:os";
import { openPool } from "./db/pool.ts";
import { beat, beatMilliseconds, lastBeat } from "./db/ready.ts";
import { setting, untilStopped } from "./supervised.ts";

const pool = openPool({ url: setting("DATABASE_URL"), as: "app" });
const name = `${hostname()}/${process.pid}`;

// A beat that fails is no reason to stop: the database may be starting again.
const sayAlive = () => void beat(pool, name).catch(() => undefined);
sayAlive();
const timer = setInterval(sayAlive, beatMilliseconds);

untilStopped(async () => {
  clearInterval(timer);
  await lastBeat(pool, name).catch(() => undefined);
  await pool.end();
});
