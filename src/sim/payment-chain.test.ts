import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { command, keepUpload, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { bankAt, type Bank } from "../payment/bank.ts";
import { differencesNow, paymentDifferences } from "../payment/differences.ts";
import { explainEntry } from "../payment/explain-entry.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, openTestAccount, ownIban, releasedBatch, releasers, seedClaims, type Seeded } from "../payment/fixtures.ts";
import { importBankFile, takeBankFile } from "../payment/import-bank-file.ts";
import { releaseBatch } from "../payment/release-batch.ts";
import { sendBatch } from "../payment/send.ts";
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

  test("a payment that the bank rejects and books gross goes back to its commitment", async () => {
    const { seeded } = await send([1_000, 2_000], ([first]) => conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "gross" }));
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["rejected AC04", "booked"]);
    expect(await batchState()).toEqual({ state: "booked", booking: "gross" });
    expect(await lineStates()).toEqual(["returned", "paid"]);
    expect([await spent(seeded[0]!), await spent(seeded[1]!)]).toEqual([0, 2_000]);
    await closes();
  });

  test("a payment that the bank leaves out of the debit (net) does so too", async () => {
    const { seeded } = await send([1_000, 2_000], ([first]) => conduct(first!.iban, { outcome: "reject", reason: "MS03", booking: "net" }));
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["rejected MS03", "booked"]);
    expect(await batchState()).toEqual({ state: "booked", booking: "net" });
    expect(await spent(seeded[0]!)).toBe(0);
    await closes();
  });

  test("gross and net rejections in one batch close together", async () => {
    await send([1_000, 2_000, 4_000], async ([first, second]) => {
      await conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "gross" });
      await conduct(second!.iban, { outcome: "reject", reason: "AC06", booking: "net" });
    });
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["rejected AC04", "rejected AC06", "booked"]);
    await closes();
  });

  test("a batch of which everything is rejected ends as rejected", async () => {
    const { seeded } = await send([1_000], ([first]) => conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "net" }));
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    expect(await batchState()).toEqual({ state: "rejected", booking: null });
    expect(await spent(seeded[0]!)).toBe(0);
    await closes();
  });

  test("the statement may come before the status report, gross or net", async () => {
    await send([1_000, 2_000, 4_000], async ([first, second]) => {
      await conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "gross" });
      await conduct(second!.iban, { outcome: "reject", reason: "AC06", booking: "net" });
    });
    await closeDays("2026-11-05");
    const files = await bank.outgoing(0);
    const bytes = await Promise.all(files.map(({ sequence }) => bank.outgoingFile(sequence)));
    const isStatement = (content: Buffer) => content.includes("camt.053");
    for (const content of [...bytes.filter(isStatement), ...bytes.filter((one) => !isStatement(one))]) await takeBankFile(door, content, service("test"));
    expect(await ordersNow()).toEqual(["returned AC04", "rejected AC06", "booked"]);
    await closes();
  });

  test("a payment that comes back days later goes back to its commitment", async () => {
    const { seeded } = await send([1_000, 2_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "AC04", days: 3 }));
    await closeDays("2026-11-04");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["booked", "booked"]);
    expect(await lineStates()).toEqual(["paid", "paid"]);
    await closes();
    await closeDays("2026-11-12");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["returned AC04", "booked"]);
    expect(await lineStates()).toEqual(["returned", "paid"]);
    expect([await spent(seeded[0]!), await spent(seeded[1]!)]).toEqual([0, 2_000]);
    await closes();
  });

  test("what the bank keeps of a return is not taken from the budget", async () => {
    const { seeded } = await send([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "AC04", days: 1, chargesCents: 50 }));
    await closeDays("2026-11-12");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["returned AC04"]);
    expect(await spent(seeded[0]!)).toBe(0);
    await closes();
  });

  test("a return without a reference waits for a clerk, and blocks until then", async () => {
    const { seeded } = await send([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "MS03", days: 1, anonymous: true }));
    await closeDays("2026-11-12");
    await fetchBank(door, bank);
    const differences = await asClerk((tx) => differencesNow(tx, day("2026-11-12")));
    expect(differences.map(({ what }) => what).sort()).toEqual(["suspense", "unexplained-entries"]);
    const entry = await asClerk((tx) => tx.selectFrom("payment.entry").select("id").where("meaning", "=", "unexplained").executeTakeFirstOrThrow());
    const { end_to_end: endToEnd } = await asClerk((tx) => tx.selectFrom("payment.order").select("end_to_end").executeTakeFirstOrThrow());
    await command(door, explainEntry, { entry: entry.id, as: { kind: "return", endToEnd }, personal: { reason: "Gebeld met de bank" } }, { actor: maker });
    expect(await ordersNow()).toEqual(["returned MS03"]);
    expect(await spent(seeded[0]!)).toBe(0);
    await closes();
  });
});

describe("whatever dies on the way to the bank", () => {
  const counted = () => pool.query<{ files: number; debits: number }>("select (select count(*)::int from bank.file_in) as files, (select count(*)::int from bank.entry where kind = 'batch') as debits");
  const release = async () => {
    const [seeded] = await seedClaims(door, [{ number: 1, amount: cents(1_000) }]);
    return (await releasedBatch(door, account, [seeded!.declaration])).batch;
  };
  const dies = () => Promise.reject(new Error("the worker died"));

  for (const [when, faulty] of [
    ["before the bank was asked", (): Bank => ({ ...bank, receiptOf: dies })],
    ["before the file went out", (): Bank => ({ ...bank, put: dies })],
    ["after the bank took the file, before its receipt came", (): Bank => ({ ...bank, put: async (...file) => { await bank.put(...file); return dies(); } })],
  ] as const) {
    test(`${when}: the bank has the file once`, async () => {
      const batch = await release();
      await expect(sendBatch(door, faulty(), batch)).rejects.toThrow("the worker died");
      expect(await batchState()).toEqual({ state: "released", booking: null });
      await sendBatch(door, bank, batch);
      await sendBatch(door, bank, batch);
      await closeDays("2026-11-05");
      await fetchBank(door, bank);
      expect((await counted()).rows[0]).toEqual({ files: 1, debits: 1 });
      expect(await ordersNow()).toEqual(["booked"]);
      await closes();
    });
  }

  test("after the receipt, before it was written down: the bank has the file once", async () => {
    const batch = await release();
    const deaf: Door = { ...door, mintId: () => { throw new Error("the worker died"); } };
    await expect(sendBatch(deaf, bank, batch)).rejects.toThrow("the worker died");
    await sendBatch(door, bank, batch);
    expect((await counted()).rows[0]?.files).toBe(1);
    expect(await ordersNow()).toEqual(["sent"]);
  });

  test("before the receipt was ever written down: the answers of the bank tell as much", async () => {
    const batch = await release();
    const lost: Bank = { ...bank, put: async (...file) => { await bank.put(...file); return dies(); } };
    await expect(sendBatch(door, lost, batch)).rejects.toThrow("the worker died");
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["booked"]);
    await sendBatch(door, bank, batch);
    expect((await counted()).rows[0]).toEqual({ files: 1, debits: 1 });
    await closes();
  });

  test("two workers at once: the bank has the file once", async () => {
    const batch = await release();
    await Promise.all([sendBatch(door, bank, batch), sendBatch(door, bank, batch), sendBatch(door, bank, batch)]);
    expect((await counted()).rows[0]?.files).toBe(1);
    expect(await ordersNow()).toEqual(["sent"]);
  });

  test("another file under our identification at the bank is never taken for ours", async () => {
    const batch = await release();
    const other: Bank = { ...bank, receiptOf: (messageId) => Promise.resolve({ messageId, receipt: "R1", sha256: "0".repeat(64) }) };
    await expect(sendBatch(door, other, batch)).rejects.toThrow("another file");
    expect(await batchState()).toEqual({ state: "released", booking: null });
  });

  test("in the middle of fetching: nothing is taken twice", async () => {
    const batch = await release();
    await sendBatch(door, bank, batch);
    await closeDays("2026-11-05");
    let left = 1;
    const dying: Bank = { ...bank, outgoingFile: (sequence) => (left-- > 0 ? bank.outgoingFile(sequence) : dies()) };
    await expect(fetchBank(door, dying)).rejects.toThrow("the worker died");
    await fetchBank(door, bank);
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["booked"]);
    await closes();
  });
});

describe("files of the bank", () => {
  test("the same file twice has no effect the second time, by whatever door", async () => {
    await send([1_000]);
    await closeDays("2026-11-05");
    for (const { sequence } of await bank.outgoing(0)) {
      const bytes = await bank.outgoingFile(sequence);
      const first = await takeBankFile(door, bytes, service("test"));
      expect(await takeBankFile(door, bytes, service("test"))).toEqual(first);
      const upload = await keepUpload(door, bytes, "application/xml");
      expect(await command(door, importBankFile, { upload }, { actor: maker })).toEqual(first);
    }
    await closes();
  });

  test("out of order, they are taken in as soon as they fit", async () => {
    await send([1_000]);
    await closeDays("2026-11-05");
    const all = (await bank.outgoing(0)).length;
    const reversed: Bank = {
      ...bank,
      outgoing: async (after) => (await bank.outgoing(0)).map(({ sequence, sha256 }) => ({ sequence: all + 1 - sequence, sha256 })).filter(({ sequence }) => sequence > after),
      outgoingFile: (sequence) => bank.outgoingFile(all + 1 - sequence),
    };
    const { imported, refused } = await fetchBank(door, reversed);
    expect(imported).toBe(all);
    expect(refused).toBe(0);
    expect(await ordersNow()).toEqual(["booked"]);
    await closes();
  });

  test("a statement with a changed cent, another name or another account is refused whole", async () => {
    await closeDays("2026-11-04");
    const [first, second] = await bank.outgoing(0);
    const bytes = (await bank.outgoingFile(first!.sequence)).toString("utf8");
    const refusedWith = async (text: string) => expect(takeBankFile(door, Buffer.from(text), service("test"))).rejects.toThrow("bank-file-refused");
    await refusedWith(bytes.replaceAll("10000.00", "10000.01").replace("0.00", "0.01"));
    await refusedWith(bytes.replaceAll(ownIban, "NL91ABNA0417164300"));
    await refusedWith(bytes.slice(0, -40));
    await refusedWith(bytes.replace("<Document", '<!DOCTYPE x [<!ENTITY y "z">]><Document'));
    await refusedWith(bytes.replace("camt.053.001.08", "camt.053.001.02"));
    await takeBankFile(door, Buffer.from(bytes), service("test"));
    await refusedWith(bytes.replace("</BkToCstmrStmt>", "<!-- other --></BkToCstmrStmt>"));
    if (second) await refusedWith((await bank.outgoingFile(second.sequence)).toString("utf8").replace(/<ElctrncSeqNb>\d+/, "<ElctrncSeqNb>9"));
    expect(await asClerk((tx) => tx.selectFrom("payment.statement").select("sequence").execute())).toEqual([{ sequence: 1 }]);
  });

  test("money from nobody known blocks the next release by its last cent", async () => {
    await ask("POST", "/storting", { iban: ownIban, amountCents: 1, remittance: "?", day: "2026-11-02", key: "cent" });
    await closeDays("2026-11-03");
    await fetchBank(door, bank);
    const [seeded] = await seedClaims(door, [{ number: 7, amount: cents(500) }]);
    await expect(releasedBatch(door, account, [seeded!.declaration])).rejects.toThrow("payment-differences");
    const entry = await asClerk((tx) => tx.selectFrom("payment.entry").select("id").where("meaning", "=", "unexplained").executeTakeFirstOrThrow());
    const explain = { entry: entry.id, as: { kind: "bank-costs" }, personal: { reason: "Rente van de bank" } };
    await command(door, explainEntry, explain, { actor: maker });
    await expect(command(door, explainEntry, explain, { actor: maker })).rejects.toThrow("entry-not-open");
    await closes();
    const batch = await asClerk((tx) => tx.selectFrom("payment.batch").select(["id", "content_hash"]).executeTakeFirstOrThrow());
    for (const actor of releasers) await command(door, releaseBatch, { batch: batch.id, contentHash: batch.content_hash }, { actor });
    expect(await batchState()).toEqual({ state: "released", booking: null });
  });
});
