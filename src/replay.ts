import { randomBytes } from "node:crypto";
import pg from "pg";
import { sql } from "kysely";
import type { Actor } from "./kernel/actor.ts";
import type { Instant } from "./kernel/day.ts";
import type { Action } from "./kernel/may.ts";
import { Refusal } from "./kernel/refusal.ts";
import { command, type Command, type Door } from "./db/command.ts";
import { migrate } from "./db/migrate.ts";
import { openDb, openPool, type Db } from "./db/pool.ts";
import { openInput } from "./db/sealed-input.ts";
import { stateHash, tableHashes } from "./db/state-hash.ts";
import { commandOf } from "./commands.ts";

/** What a replay found: both hashes, how many commands ran, and where the two states or outcomes differ. */
export type Replayed = { ok: boolean; hash: string; replayedHash: string; commands: number; differences: string[] };

/** A command as the log has it. */
export type LogRow = {
  sequence: number;
  release: string;
  id: string;
  kind: Action;
  actor: Actor;
  key: string;
  instant: Instant;
  input: unknown;
  outcome: "done" | "refused";
  answer: unknown;
  refusal: { code: string; by: string } | null;
};

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

/** Rebuilds the state of a database from its log alone, in a second database beside it that is dropped afterwards. */
export const replay = (url: string, door: Pick<Door, "seals">, progress: (done: number) => void): Promise<Replayed> =>
  besideIt(url, (beside) => replayInto(url, beside, door, progress));

/** Makes an empty database beside another, works with it, and drops it. */
export const besideIt = async <T>(url: string, work: (beside: string) => Promise<T>): Promise<T> => {
  const name = `pgb_replay_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`create database ${name} template template0`);
    return await work(withDatabase(url, name));
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
};

const replayInto = async (
  from: string,
  to: string,
  { seals }: Pick<Door, "seals">,
  progress: (done: number) => void,
): Promise<Replayed> => {
  await migrate(to);
  const source = openPool({ url: from, as: "owner", most: 2 });
  const target = openPool({ url: to, as: "owner", most: 2 });
  const db = openDb({ url: to, as: "app", most: 2 });
  try {
    await copyPayloads(source, target);
    const outcomes = await runLog(source, db, seals, progress);
    const before = await tableHashes(source);
    const after = await tableHashes(target);
    const tables = Object.keys(before).filter((table) => before[table] !== after[table]);
    const differences = [...outcomes.differences, ...tables.map((table) => `${table}: other rows after the replay`)];
    const hash = stateHash(before);
    const replayedHash = stateHash(after);
    return { ok: hash === replayedHash && differences.length === 0, hash, replayedHash, commands: outcomes.count, differences };
  } finally {
    await Promise.all([source.end(), target.end(), db.destroy()]);
  }
};

type PayloadRow = { hash: string; person_id: string | null; media: string; content: Buffer | null; removed_at: string | null };

/** Uploads and personal parts are input, not state: the log names them by hash. */
export const copyPayloads = async (source: pg.Pool, target: pg.Pool): Promise<void> => {
  for (let after = ""; ;) {
    const { rows } = await source.query<PayloadRow>("select * from vault.payload where hash > $1 order by hash limit 500", [after]);
    const last = rows.at(-1);
    if (!last) return;
    await target.query(
      `insert into vault.payload (hash, person_id, media, content, removed_at)
       select (r).* from unnest($1::vault.payload[]) r`,
      [rows.map(payloadLiteral)],
    );
    after = last.hash;
  }
};

const payloadLiteral = (row: PayloadRow): string => {
  const field = (value: string | Buffer | null): string => {
    if (value === null) return "";
    const text = Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : value;
    return `"${text.replace(/["\\]/g, (found) => `\\${found}`)}"`;
  };
  return `(${[row.hash, row.person_id, row.media, row.content, row.removed_at].map(field).join(",")})`;
};

/** The log in its order, some rows at a time. */
export const logged = async function* (source: pg.Pool): AsyncGenerator<readonly LogRow[]> {
  for (let after = -1; ;) {
    const { rows } = await source.query<LogRow>("select * from log.command where sequence > $1 order by sequence limit 500", [after]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.sequence;
  }
};

const runLog = async (source: pg.Pool, db: Db, seals: Door["seals"], progress: (done: number) => void) => {
  const differences: string[] = [];
  let count = 0;
  for await (const rows of logged(source)) {
    for (const row of rows) {
      count += 1;
      const difference = await runAgain({ db, seals, release: row.release, mintId: () => row.id }, row);
      if (difference !== null) differences.push(`${String(row.sequence)} ${row.kind}: ${difference}`);
    }
    progress(count);
  }
  return { count, differences };
};

/** Runs one logged command again, as it was asked, and tells how its outcome differs; null when it does not. */
const runAgain = async (door: Door, row: LogRow): Promise<string | null> => {
  // The door's own no was given before any lock: whether the thing was there yet is no matter of the log's order.
  if (row.refusal?.by === "door") return null;
  try {
    const answer = await carriedOut(door, row);
    if (row.outcome === "refused") return `was refused with ${row.refusal?.code ?? "?"} and is done now`;
    return JSON.stringify(sorted(answer ?? null)) === JSON.stringify(sorted(row.answer)) ? null : "gives another answer";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (row.outcome === "done") return `was done and is refused with ${error.code} now`;
    return error.code === row.refusal?.code ? null : `was refused with ${row.refusal?.code ?? "?"} and is refused with ${error.code} now`;
  }
};

/** Carries out a command as it was logged, or with another input. Throws the refusal with which it is refused now. */
export const carriedOut = async (door: Door, row: LogRow, change: (input: unknown) => unknown = (input) => input): Promise<unknown> => {
  const spec = commandOf(row.kind) as Command<unknown, unknown>;
  const input = await door.db.transaction().execute(async (tx) => {
    await sql`select set_config('pgb.scope', 'command', true)`.execute(tx);
    return openInput(tx, row.input);
  });
  return command(door, spec, change(input), { actor: row.actor, key: row.key, again: { id: row.id, at: row.instant, replay: true } });
};

// jsonb keeps keys in an order of its own.
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => [key, sorted(held)]),
  );
};
