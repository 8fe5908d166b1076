import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { sql } from "kysely";
import { afterEach, beforeEach, expect } from "vitest";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import type { Door } from "../db/command.ts";
import { openDb, reading } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { bankAt, type Bank } from "../payment/bank.ts";
import { differencesNow, paymentDifferences } from "../payment/differences.ts";
import { openTestAccount, ownIban, releasedBatch, seedClaims, type Seeded } from "../payment/fixtures.ts";
import { sendBatch } from "../payment/send.ts";
import { openBank } from "./bank/queries.ts";
import { bankServer } from "./bank/routes.ts";

// Our house and the simulated bank beside each other, for tests of what goes between them.

let closeDoor: () => Promise<void>;
let server: Server;
/** Where the bank answers. */
export let address: string;
/** Our house, on a database of its own. */
export let door: Door;
/** Our database, for who must come in as its owner. */
export let url: string;
/** The books of the bank itself. */
export let pool: pg.Pool;
/** The bank, over HTTP. */
export let bank: Bank;
/** Our account at the bank. */
export let account: string;

export const ask = async (method: string, path: string, body: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(`${address}${path}`, { method, body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
};

const open = async (): Promise<void> => {
  ({ door, url, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00.000Z")));
  pool = openBank(url);
  server = bankServer(pool, () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  bank = bankAt(address);
  account = await openTestAccount(door);
  await ask("PUT", `/rekeningen/${ownIban}`, { name: "SVB Pgb", day: "2026-11-02" });
  await ask("POST", "/storting", {
    iban: ownIban,
    amountCents: 1_000_000,
    remittance: "BEVOORSCHOTTING 0363",
    day: "2026-11-02",
    key: "first",
  });
};

const closeAll = async (): Promise<void> => {
  await new Promise((done) => server.close(done));
  await pool.end();
  await closeDoor();
};

/** Gives every test a house and a bank of its own, with € 10.000,00 of a funder on our account. */
export const useHouseAndBank = (): void => {
  beforeEach(open);
  afterEach(closeAll);
};

export const asClerk = <T>(read: Parameters<typeof reading<T>>[2]): Promise<T> => reading(door.db, { scope: "svb" }, read);
export const closeDays = (before: string) => ask("POST", "/dag", { day: before });
export const ordersNow = () =>
  asClerk(async (tx) =>
    (await tx.selectFrom("payment.order").select(["state", "reason"]).orderBy("amount").execute()).map(({ state, reason }) =>
      reason === null ? state : `${state} ${reason}`,
    ),
  );
export const batchState = () => asClerk(async (tx) => (await tx.selectFrom("payment.batch").select(["state", "booking"]).execute())[0]);
export const lineStates = () =>
  asClerk(async (tx) => (await tx.selectFrom("declaration.line").select("state").orderBy("amount").execute()).map(({ state }) => state));
export const spent = ({ commitment }: Seeded) =>
  asClerk(async (tx) => {
    const row = await tx.selectFrom("ledger.account").selectAll().where("id", "=", commitment).executeTakeFirstOrThrow();
    return row.debits_posted + row.debits_pending - (row.credits_posted - 5_000_000);
  });
export const closes = async () => {
  expect(await asClerk((tx) => differencesNow(tx, day("2026-11-30")))).toEqual([]);
  expect(await asClerk(paymentDifferences)).toEqual([]);
  const { balanceCents } = (await (await fetch(`${address}/rekeningen/${ownIban}`)).json()) as { balanceCents: number };
  expect(
    (
      await asClerk((tx) =>
        tx.selectFrom("payment.statement").select("closing").orderBy("sequence", "desc").orderBy("page", "desc").executeTakeFirst(),
      )
    )?.closing,
  ).toBe(balanceCents);
};

export const send = async (amounts: number[], behave: (seeded: Seeded[]) => Promise<unknown> = () => Promise.resolve()) => {
  const seeded = await seedClaims(
    door,
    amounts.map((amount, n) => ({ number: n + 1, amount: cents(amount) })),
  );
  await behave(seeded);
  const { batch } = await releasedBatch(
    door,
    account,
    seeded.map(({ declaration }) => declaration),
  );
  await sendBatch(door, bank, batch);
  return { seeded, batch };
};
export const conduct = (iban: string, body: Record<string, unknown>) => ask("PUT", `/gedrag/${iban}`, body);

/** What the proof says when the owner of the database changed something behind the back of every guard; nothing stays changed. */
export const afterTampering = async (statement: string, proof = paymentDifferences): Promise<string[]> => {
  const owner = openDb({ url, as: "owner", most: 1 });
  const seen: string[] = [];
  await owner
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql.raw(statement).execute(tx);
      seen.push(...(await proof(tx)).map(({ what }) => what));
      throw new Error("enough seen");
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== "enough seen") throw error;
    });
  await owner.destroy();
  return [...new Set(seen)];
};
