import { fork, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../db/test-database.ts";
import { day, instant } from "../kernel/day.ts";
import { readIban, type Iban } from "../kernel/iban.ts";
import { cents } from "../kernel/money.ts";
import { pain001 } from "../payment/messages/pain001.ts";

const iban = (text: string): Iban =>
  readIban(text) ??
  (() => {
    throw new Error(text);
  })();
const own = iban("NL44RABO0123456789");
const creditor = iban("NL91ABNA0417164300");
const program = fileURLToPath(new URL("./bank-process.ts", import.meta.url));

let database: TestDatabase;
let port = 0;
let bank: ChildProcess | undefined;

const start = async (): Promise<void> => {
  bank = fork(program, {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, DATABASE_URL: database.url, BANK_PORT: String(port) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  for (;;) {
    const ready = await call("GET", "/gezondheid").then(
      ({ status }) => status === 200,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 50));
  }
};
const kill = (signal: NodeJS.Signals): Promise<void> =>
  new Promise((done) => {
    bank?.once("exit", () => {
      done();
    });
    bank?.kill(signal);
  });
const call = async (method: string, path: string, body?: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, { method, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

beforeAll(async () => {
  database = await testDatabase();
  port = await new Promise<number>((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const found = (probe.address() as AddressInfo).port;
      probe.close(() => {
        done(found);
      });
    });
  });
});
afterAll(async () => {
  await kill("SIGTERM");
  await database.drop();
});

test("killed at any moment, the bank has a file and a day whole or not at all, and the sender can ask", async () => {
  await start();
  await call("PUT", `/rekeningen/${own}`, JSON.stringify({ name: "SVB pgb", day: "2026-11-02" }));
  await call("POST", "/storting", JSON.stringify({ iban: own, amountCents: 100_000_000, remittance: "aanvulling", day: "2026-11-02" }));
  await call("PUT", `/gedrag/${creditor}`, JSON.stringify({ outcome: "return", reason: "AC04", days: 1 }));

  const count = 500;
  const files = [1, 2, 3].map((n) => {
    const messageId = `PGB-${String(n)}`;
    const payments = Array.from({ length: count }, (_, rank) => ({
      endToEndId: `${messageId}-${String(rank)}`,
      amount: cents(100),
      creditor: { name: "J. Bakker", iban: creditor },
      remittance: "pgb",
    }));
    const order = {
      messageId,
      createdAt: instant("2026-11-02T09:00:00Z"),
      executeOn: day("2026-11-03"),
      debtor: { name: "SVB pgb", iban: own, bic: null },
      categoryPurpose: null,
      payments,
    };
    return { messageId, xml: pain001(order).xml };
  });
  // Ever later: in the reading, in the storing, after the commit.
  for (const [n, { messageId, xml }] of files.entries()) {
    const sent = call("PUT", `/bestanden/${messageId}.xml`, xml).catch(() => null);
    await new Promise((done) => setTimeout(done, 15 + n * 60));
    await kill("SIGKILL");
    await sent;
    await start();
    const asked = await call("GET", `/bestanden/${messageId}`);
    expect([200, 404]).toContain(asked.status);
    expect((await call("PUT", `/bestanden/${messageId}.xml`, xml)).body).toMatchObject({ status: "accepted", count });
  }
  for (const wait of [10, 60, 120]) {
    const closing = call("POST", "/dag", '{"day":"2026-11-06"}').catch(() => null);
    await new Promise((done) => setTimeout(done, wait));
    await kill("SIGKILL");
    await closing;
    await start();
  }
  expect((await call("POST", "/dag", '{"day":"2026-11-06"}')).body.closedThrough).toBe("2026-11-05");

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    "select kind, count(*)::int as count, sum(amount)::int as sum from bank.entry group by kind order by kind",
  );
  const out = await client.query("select count(*)::int as count, max(sequence)::int as last from bank.file_out");
  await client.end();
  expect(rows).toEqual([
    { kind: "batch", count: 3, sum: -3 * count * 100 },
    { kind: "deposit", count: 1, sum: 100_000_000 },
    { kind: "return", count: 3 * count, sum: 3 * count * 100 },
  ]);
  // Three acceptances, three executions, and statements of the three days with bookings; none lost, none twice.
  expect(out.rows).toEqual([{ count: 9, last: 9 }]);
}, 60_000);
