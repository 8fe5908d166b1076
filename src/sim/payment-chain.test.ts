import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { command, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { bankAt, type Bank } from "../payment/bank.ts";
import { differencesNow, paymentDifferences } from "../payment/differences.ts";
import { explainEntry } from "../payment/explain-entry.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, openTestAccount, ownIban, releasedBatch, seedClaims, type Seeded } from "../payment/fixtures.ts";
import { sendBatch } from "../payment/send.ts";
import { replay } from "../replay.ts";
import { openBank } from "./bank/queries.ts";
import { bankServer } from "./bank/routes.ts";

// Payment against the simulated bank, over HTTP: what happens at the bank ends in our books, to the cent.

let door: Door;
let url: string;
let closeDoor: () => Promise<void>;
let pool: pg.Pool;
let server: Server;
let address: string;
let bank: Bank;
let account: string;

const ask = async (method: string, path: string, body: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(`${address}${path}`, { method, body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
};

beforeEach(async () => {
  ({ door, url, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00.000Z")));
  pool = openBank(url);
  server = bankServer(pool, () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  bank = bankAt(address);
  account = await openTestAccount(door);
  await ask("PUT", `/rekeningen/${ownIban}`, { name: "SVB Pgb", day: "2026-11-02" });
  await ask("POST", "/storting", { iban: ownIban, amountCents: 1_000_000, remittance: "BEVOORSCHOTTING 0363", day: "2026-11-02", key: "first" });
});
afterEach(async () => {
  await new Promise((done) => server.close(done));
  await pool.end();
  await closeDoor();
});

const asClerk = <T>(read: Parameters<typeof reading<T>>[2]): Promise<T> => reading(door.db, { scope: "svb" }, read);
const closeDays = (before: string) => ask("POST", "/dag", { day: before });
const ordersNow = () => asClerk(async (tx) => (await tx.selectFrom("payment.order").select(["state", "reason"]).orderBy("amount").execute()).map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`)));
const batchState = () => asClerk(async (tx) => (await tx.selectFrom("payment.batch").select(["state", "booking"]).execute())[0]);
const lineStates = () => asClerk(async (tx) => (await tx.selectFrom("declaration.line").select("state").orderBy("amount").execute()).map(({ state }) => state));
const spent = ({ commitment }: Seeded) => asClerk(async (tx) => {
  const row = await tx.selectFrom("ledger.account").selectAll().where("id", "=", commitment).executeTakeFirstOrThrow();
  return row.debits_posted + row.debits_pending - (row.credits_posted - 5_000_000);
});
const closes = async () => {
  expect(await asClerk((tx) => differencesNow(tx, day("2026-11-30")))).toEqual([]);
  expect(await asClerk(paymentDifferences)).toEqual([]);
  const { balanceCents } = (await (await fetch(`${address}/rekeningen/${ownIban}`)).json()) as { balanceCents: number };
  const { sum } = await asClerk((tx) => tx.selectFrom("payment.entry").select(({ fn }) => fn.sum<string>("amount").as("sum")).executeTakeFirstOrThrow()).catch(() => ({ sum: "?" }));
  void sum;
  expect((await asClerk((tx) => tx.selectFrom("payment.statement").select("closing").orderBy("sequence", "desc").executeTakeFirst()))?.closing).toBe(balanceCents);
};

const send = async (amounts: number[], behave: (seeded: Seeded[]) => Promise<unknown> = () => Promise.resolve()) => {
  const seeded = await seedClaims(door, amounts.map((amount, n) => ({ number: n + 1, amount: cents(amount) })));
  await behave(seeded);
  const { batch } = await releasedBatch(door, account, seeded.map(({ declaration }) => declaration));
  await sendBatch(door, bank, batch);
  return { seeded, batch };
};
const conduct = (iban: string, body: Record<string, unknown>) => ask("PUT", `/gedrag/${iban}`, body);

describe("a batch at the simulated bank", () => {
  test("is booked, its lines are paid, and nothing is in transit", async () => {
    const { seeded } = await send([1_000, 2_000, 3_000]);
    expect(await ordersNow()).toEqual(["sent", "sent", "sent"]);
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    expect(await batchState()).toEqual({ state: "booked", booking: "gross" });
    expect(await lineStates()).toEqual(["paid", "paid", "paid"]);
    expect(await spent(seeded[2]!)).toBe(3_000);
    await closes();
  });
});
