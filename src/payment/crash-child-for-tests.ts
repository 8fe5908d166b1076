import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Actor } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Door } from "../db/command.ts";
import { clusterName, processesOf } from "../db/embedded-process.ts";
import { openDb } from "../db/pool.ts";
import { keysFrom } from "../db/seal.ts";
import { bankAt } from "./bank.ts";
import { fetchBank } from "./fetch.ts";
import { freezeBatch } from "./freeze-batch.ts";
import { makeBatch } from "./make-batch.ts";
import { releaseBatch } from "./release-batch.ts";
import { sendBatch } from "./send.ts";

// A process that does one step of a payment and is killed on the way: at a chosen message to the database or the bank, by the
// real kill -9, to itself or to PostgreSQL. It waits until it is told what to do, so that starting it costs the test no time.

/** One step of a payment. `key` is what a person who presses again sends again. */
export type Step =
  | { step: "make"; account: string; declarations: string[]; actor: Actor; key: string }
  | { step: "freeze"; batch: string; actor: Actor; key: string }
  | { step: "release"; batch: string; contentHash: string; actor: Actor; key: string }
  | { step: "send"; batch: string }
  | { step: "fetch" };

/**
 * Who dies (this process, or the PostgreSQL of this data folder) and when: once the nth message to the outside has left, or the
 * nth that may change something there (the commit of a transaction that wrote, a file for the bank). 0 is never.
 */
export type Fate = { at: "message" | "change"; nth: number; postgresql: string | null };

export type Task = { url: string; bank: string; step: Step; fate: Fate };

/** What came of a step whose process lived on: its answer, or the refusal's code, how many messages it took, and whether it killed. */
export type Report = { messages: number; killed: boolean; answer: unknown; refused: string | null; failed: string | null };

const testKeys = keysFrom("test-".repeat(10), [{ name: 1, secret: "seal-".repeat(10) }]);

const doStep = async (door: Door, bankAddress: string, step: Step): Promise<unknown> => {
  const bank = bankAt(bankAddress);
  if (step.step === "send") return sendBatch(door, bank, step.batch);
  if (step.step === "fetch") return fetchBank(door, bank);
  const asked = { actor: step.actor, key: step.key };
  if (step.step === "make") return command(door, makeBatch, { account: step.account, declarations: step.declarations }, asked);
  if (step.step === "freeze") return command(door, freezeBatch, { batch: step.batch }, asked);
  return command(door, releaseBatch, { batch: step.batch, contentHash: step.contentHash }, asked);
};

/** Counts a message before it leaves; what it returns is done when it has left, and is the end when its time has come. */
type Counter = { leaves: (changes: boolean) => () => void; messages: () => number; killed: () => boolean };

const counterFor = ({ at, nth, postgresql }: Fate): Counter => {
  const counts = { messages: 0, changes: 0 };
  let killed = false;
  const leaves = (changes: boolean): (() => void) => {
    counts.messages += 1;
    if (changes) counts.changes += 1;
    if (at === "message" ? counts.messages !== nth : !changes || counts.changes !== nth) return () => undefined;
    // Looked up beforehand: PostgreSQL must be dead before it can answer.
    const victims = postgresql === null ? [process.pid] : processesOf(clusterName(postgresql)).map(({ pid }) => pid);
    return () => {
      killed = true;
      for (const pid of victims) process.kill(pid, "SIGKILL");
    };
  };
  return { leaves, messages: () => counts.messages, killed: () => killed };
};

const textOf = (query: unknown): string => (typeof query === "string" ? query : ((query as { text?: string }).text ?? ""));

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** Counts each message to the database and to the bank, and each answer of the bank. */
const count = ({ leaves }: Counter): void => {
  const plainQuery = Reflect.get(pg.Client.prototype, "query") as unknown as Query;
  const plainFetch = fetch.bind(globalThis);
  const wrote = new WeakSet<pg.Client>();
  const query: Query = function (this: pg.Client, ...args: unknown[]): unknown {
    const text = textOf(args[0]);
    if (/^\s*(insert|update|delete)\b/i.test(text)) wrote.add(this);
    const left = leaves(/^commit\b/i.test(text) && wrote.delete(this));
    const answer = plainQuery.apply(this, args);
    // What is asked in one go leaves together, once the asking is over.
    process.nextTick(left);
    return answer;
  };
  Object.assign(pg.Client.prototype, { query });
  globalThis.fetch = async (...args) => {
    leaves(false)();
    const answer = await plainFetch(...args);
    leaves(args[1]?.method === "PUT")();
    return answer;
  };
};

const run = async ({ url, bank, step, fate }: Task): Promise<Report> => {
  const counter = counterFor(fate);
  const door: Door = { db: openDb({ url, as: "app" }), seals: testKeys, release: "test", mintId: () => randomUUID() };
  count(counter);
  const report = { answer: null as unknown, refused: null as string | null, failed: null as string | null };
  try {
    report.answer = await doStep(door, bank, step);
  } catch (error) {
    if (error instanceof Refusal) report.refused = error.code;
    else report.failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  await door.db.destroy();
  return { messages: counter.messages(), killed: counter.killed(), ...report };
};

process.once("message", (task) => {
  void run(task as Task).then((report) => process.send?.(report, () => process.disconnect()));
});
