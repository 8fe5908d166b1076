import type pg from "pg";
import type { Migration } from "./migrate.ts";

/** The parts that must be well before the product may be used. */
export type Part = "database" | "migrations" | "worker";

/** How often a worker says that it lives, and after how long silence it counts as gone. */
export const beatMilliseconds = 2_000;
const silenceSeconds = 10;

/** Which parts are not ready, and why, in Dutch. Empty when everything is. */
export async function notReady(pool: pg.Pool, steps: readonly Migration[]): Promise<Partial<Record<Part, string>>> {
  try {
    const applied = await pool.query<{ name: string; sha256: string }>("select name, sha256 from ops.migration order by name");
    const complete =
      applied.rows.length === steps.length &&
      steps.every(({ name, sha256 }, index) => applied.rows[index]?.name === name && applied.rows[index].sha256 === sha256);
    if (!complete) return { migrations: "De database heeft nog niet de vorm die dit programma nodig heeft." };

    const beats = await pool.query("select from ops.heartbeat where beat_at > now() - make_interval(secs => $1) limit 1", [silenceSeconds]);
    return beats.rowCount === 0 ? { worker: "Het werk op de achtergrond staat stil." } : {};
  } catch (error) {
    const undefinedTable = (error as { code?: unknown }).code === "42P01";
    return undefinedTable ? { migrations: "De database is nog niet ingericht." } : { database: "De database antwoordt niet." };
  }
}

/** A worker says that it lives. Names that have been silent for a day are cleared. */
export async function beat(pool: pg.Pool, worker: string): Promise<void> {
  await pool.query(
    `insert into ops.heartbeat (worker, beat_at) values ($1, now())
     on conflict (worker) do update set beat_at = excluded.beat_at`,
    [worker],
  );
  await pool.query("delete from ops.heartbeat where beat_at < now() - interval '1 day'");
}

/** A worker says that it stops. */
export const lastBeat = async (pool: pg.Pool, worker: string): Promise<void> => {
  await pool.query("delete from ops.heartbeat where worker = $1", [worker]);
};
