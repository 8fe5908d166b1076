import { afterAll, beforeAll, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { reading } from "../db/pool.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { conductAt } from "../sim/bank-conduct.ts";
import type { Fate, Step } from "./crash-child-for-tests.ts";
import { crashDoor, fillForCrash } from "./crash-claims-for-tests.ts";
import { openCrashHouse, type CrashHouse } from "./crash-for-tests.ts";
import { differencesNow } from "./differences.ts";
import { maker, releasedBatch, releasers } from "./fixtures.ts";

// A payment batch from declaration to booked statement, while whoever works on it is killed (kill -9), again and again, in every
// state that this may leave: at each commit and each file for the bank, and at a message on the way there. With PGB_CRASH=all it
// is killed at every single message; that takes some minutes.
const everyMessage = process.env.PGB_CRASH === "all";

let house: CrashHouse;
let base: { account: string; declarations: string[] };

beforeAll(async () => {
  house = await openCrashHouse();
  const bank = await house.openBank("pgb");
  base = await fillForCrash(house.urlOf("pgb"), bank.address);
  await bank.close();
  await house.copy("pgb", "processes");
  await house.copy("pgb", "databases");
  await house.copy("pgb", "workers");
}, 120_000);
afterAll(() => house.close(), 60_000);

/** How far the payment is: the batch, its orders, what was signed, left to do, sent and fetched. Whatever a step changes shows in it. */
const standing = async (database: string): Promise<string> => {
  const [row] = await house.ask(
    database,
    `select concat_ws(' ',
       coalesce((select string_agg(state, '+') from payment.batch), '-'),
       coalesce((select string_agg(state, ',' order by amount) from payment.order), '-'),
       'signed', (select count(*) from payment.release),
       'job', (select count(*) from pgboss.job where name = 'send-batch'),
       'at-bank', (select count(*) from bank.file_in),
       'read', (select count(*) from vault.payload where hash in (select encode(sha256(bytes), 'hex') from bank.file_out)),
       'taken', (select count(*) from log.command where kind = 'payment.import-bank-file'),
       'noted', (select count(*) from ops.bank_inbox)) as line`,
  );
  return String(row?.line);
};

/** What every step may leave behind when it dies, and in which order: all of what one commit does, or nothing of it. */
const expected: Record<string, string[]> = {
  make: [
    "- - signed 0 job 0 at-bank 0 read 0 taken 0 noted 0",
    "draft batched,batched,batched signed 0 job 0 at-bank 0 read 0 taken 0 noted 0",
  ],
  freeze: [
    "draft batched,batched,batched signed 0 job 0 at-bank 0 read 0 taken 0 noted 0",
    "frozen batched,batched,batched signed 0 job 0 at-bank 0 read 0 taken 0 noted 0",
  ],
  "release 1": [
    "frozen batched,batched,batched signed 0 job 0 at-bank 0 read 0 taken 0 noted 0",
    "frozen batched,batched,batched signed 1 job 0 at-bank 0 read 0 taken 0 noted 0",
  ],
  "release 2": [
    "frozen batched,batched,batched signed 1 job 0 at-bank 0 read 0 taken 0 noted 0",
    "released batched,batched,batched signed 2 job 1 at-bank 0 read 0 taken 0 noted 0",
  ],
  send: [
    "released batched,batched,batched signed 2 job 1 at-bank 0 read 0 taken 0 noted 0",
    "released batched,batched,batched signed 2 job 1 at-bank 1 read 0 taken 0 noted 0",
    "sent sent,sent,sent signed 2 job 1 at-bank 1 read 0 taken 0 noted 0",
  ],
  accepted: [
    "sent sent,sent,sent signed 2 job 1 at-bank 1 read 0 taken 0 noted 0",
    "sent sent,sent,sent signed 2 job 1 at-bank 1 read 1 taken 0 noted 0",
    "sent sent,sent,sent signed 2 job 1 at-bank 1 read 1 taken 1 noted 0",
    "sent sent,sent,sent signed 2 job 1 at-bank 1 read 1 taken 1 noted 1",
  ],
  booked: [
    "sent sent,sent,sent signed 2 job 1 at-bank 1 read 1 taken 1 noted 1",
    "sent sent,sent,sent signed 2 job 1 at-bank 1 read 2 taken 1 noted 1",
    "sent sent,rejected,sent signed 2 job 1 at-bank 1 read 2 taken 2 noted 1",
    "sent sent,rejected,sent signed 2 job 1 at-bank 1 read 2 taken 2 noted 2",
    "sent sent,rejected,sent signed 2 job 1 at-bank 1 read 3 taken 2 noted 2",
    "booked booked,rejected,booked signed 2 job 1 at-bank 1 read 3 taken 3 noted 2",
    "booked booked,rejected,booked signed 2 job 1 at-bank 1 read 3 taken 3 noted 3",
    "booked booked,rejected,booked signed 2 job 1 at-bank 1 read 4 taken 3 noted 3",
    "booked booked,rejected,returned signed 2 job 1 at-bank 1 read 4 taken 4 noted 3",
    "booked booked,rejected,returned signed 2 job 1 at-bank 1 read 4 taken 4 noted 4",
  ],
};

type Deaths = (step: string, state: number) => Generator<Fate>;
type Survived = { deaths: number; stood: string[]; answer: unknown };

/** Does a step until it lives to the end, killing on the way; tells how often, what stood after each, and what the step answered. */
const survive = async (database: string, bank: string, [name, step]: [string, Step], fates: Deaths): Promise<Survived> => {
  const stood = [await standing(database)];
  let deaths = 0;
  for (let pending = fates(name, 0); ;) {
    const { value: fate } = pending.next() as { value: Fate | undefined };
    const outcome = await house.perform(database, bank, step, fate ?? { at: "message", nth: 0, postgresql: null });
    if (outcome === null || outcome.killed) deaths += 1;
    if (outcome?.failed === null && outcome.refused === null) return { deaths, stood, answer: outcome.answer };
    // Who lives while its database dies is told to try again later, or fails as a job does, which is done again.
    if (outcome !== null && fate?.postgresql === null) throw new Error(outcome.failed ?? outcome.refused ?? "");
    if (outcome?.refused) expect(outcome.refused).toBe("busy");
    const now = await standing(database);
    if (now === stood.at(-1)) continue;
    stood.push(now);
    pending = fates(name, stood.length - 1);
  }
};

/** Everything that a payment goes through. */
const wholeWay = async (database: string, fates: Deaths): Promise<Record<string, Survived>> => {
  const bank = await house.openBank(database);
  const survived: Record<string, Survived> = {};
  const take = async (name: string, step: Step) => {
    survived[name] = await survive(database, bank.address, [name, step], fates);
    return survived[name].answer as { batch: string; contentHash: string };
  };
  const { batch } = await take("make", { step: "make", ...base, actor: maker, key: "make" });
  const { contentHash } = await take("freeze", { step: "freeze", batch, actor: maker, key: "freeze" });
  for (const [n, actor] of releasers.entries())
    await take(`release ${String(n + 1)}`, { step: "release", batch, contentHash, actor, key: `release-${String(n)}` });
  await take("send", { step: "send", batch });
  await take("accepted", { step: "fetch" });
  await conductAt(bank.address).closeBefore("2026-11-04");
  await take("booked", { step: "fetch" });
  await bank.close();
  return survived;
};

const allIsWell = async (database: string): Promise<void> => {
  const url = house.urlOf(database);
  expect(
    await house.ask(
      database,
      "select count(*)::int as files, (select count(*)::int from bank.entry where kind = 'batch') as debits from bank.file_in",
    ),
  ).toEqual([{ files: 1, debits: 1 }]);
  expect(
    await house.ask(
      database,
      `select o.amount::int as amount, o.state, count(p.id)::int as at_bank, min(p.state) as there
       from payment.order o left join bank.payment p on p.end_to_end = o.end_to_end group by o.id order by o.amount`,
    ),
  ).toEqual([
    { amount: 4000, state: "booked", at_bank: 1, there: "settled" },
    { amount: 8000, state: "rejected", at_bank: 1, there: "rejected" },
    { amount: 12000, state: "returned", at_bank: 1, there: "returned" },
  ]);
  expect(await house.ask(database, "select kind, sum(amount)::int as sum from bank.entry group by kind order by kind")).toEqual([
    { kind: "batch", sum: -24000 },
    { kind: "deposit", sum: 1_000_000 },
    { kind: "rejection", sum: 8000 },
    { kind: "return", sum: 12000 },
  ]);
  expect(
    await house.ask(
      database,
      "select (credits_posted - debits_posted)::int as transit from ledger.account where kind = 'transit' and owner = 'main'",
    ),
  ).toEqual([{ transit: 0 }]);
  const door = crashDoor(url);
  expect(await prove(door)).toEqual({ ok: true, differences: [] });
  expect(await reading(door.db, { scope: "svb" }, (tx) => differencesNow(tx, day("2026-11-06")))).toEqual([]);
  expect(await replay(url, door, () => undefined)).toMatchObject({ ok: true, differences: [] });
  await door.db.destroy();
};

// No transaction that writes has ended within the first ten messages.
function* processDies(_step: string, state: number): Generator<Fate> {
  if (!everyMessage) yield { at: "message", nth: 1 + ((state * 3 + 4) % 10), postgresql: null };
  for (let nth = 1; ; nth += 1) yield { at: everyMessage ? "message" : "change", nth, postgresql: null };
}

test(
  "killed in every state of a payment, web and worker lose nothing and double nothing",
  async () => {
    const survived = await wholeWay("processes", processDies);
    expect(Object.fromEntries(Object.entries(survived).map(([name, { stood }]) => [name, stood]))).toEqual(expected);
    for (const { deaths, stood } of Object.values(survived)) expect(deaths).toBeGreaterThanOrEqual(stood.length);
    await allIsWell("processes");
  },
  everyMessage ? 1_200_000 : 300_000,
);

// Once in each step, at the change that matters most: the last one, of which nobody heard whether it came through.
function* databaseDies(step: string, state: number): Generator<Fate> {
  if (state === 0) yield { at: "change", nth: step === "accepted" || step === "booked" ? 2 : 1, postgresql: house.folder };
}

test("killed at each step of a payment, PostgreSQL keeps what it said yes to, and nothing is done twice", async () => {
  const survived = await wholeWay("databases", databaseDies);
  for (const [name, { deaths, stood }] of Object.entries(survived)) {
    expect(expected[name]).toEqual(expect.arrayContaining(stood));
    expect([name, deaths > 0]).toEqual([name, true]);
  }
  await allIsWell("databases");
}, 300_000);

test("killed with a batch in its hands, the worker is followed by another that sends it once", async () => {
  const door = crashDoor(house.urlOf("workers"));
  await releasedBatch(door, base.account, base.declarations);
  await door.db.destroy();
  const state = async (): Promise<unknown> =>
    (await house.ask("workers", "select state from pgboss.job where name = 'send-batch'"))[0]?.state;
  const deaf = await house.openDeafBank();
  const first = house.startWorker("workers", deaf.address);
  await until(async () => (await state()) === "active");
  first.kill("SIGKILL");
  await deaf.close();
  const bank = await house.openBank("workers");
  const second = house.startWorker("workers", bank.address);
  await until(async () => standing("workers").then((line) => line.startsWith("sent ")));
  expect(await house.ask("workers", "select count(*)::int as files from bank.file_in")).toEqual([{ files: 1 }]);
  second.kill("SIGTERM");
  await bank.close();
}, 120_000);

/** Asks until it is so; the test's own time limit ends what never is. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 200));
};
