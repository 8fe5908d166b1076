import { readdirSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/test-database.ts";
import { day, instant } from "../../kernel/day.ts";
import { readIban, type Iban } from "../../kernel/iban.ts";
import { cents } from "../../kernel/money.ts";
import { readCamt053 } from "../../payment/messages/camt053.ts";
import { pain001, type PaymentOrder } from "../../payment/messages/pain001.ts";
import { readPain002 } from "../../payment/messages/pain002.ts";
import { openBank, type FileKind } from "./queries.ts";
import { bankServer } from "./routes.ts";

const notAn = (text: string): never => {
  throw new Error(`${text} is not an IBAN`);
};
const iban = (text: string): Iban => readIban(text) ?? notAn(text);
export const own = iban("NL44RABO0123456789");
export const creditors = [iban("NL91ABNA0417164300"), iban("NL20INGB0001234567"), iban("NL39RABO0300065264")] as const;
export const orderOf = (amounts: readonly number[], changes: Partial<PaymentOrder> = {}): PaymentOrder => {
  const messageId = changes.messageId ?? "PGB-1";
  return {
    messageId,
    createdAt: instant("2026-11-02T09:00:00.000Z"),
    executeOn: day("2026-11-03"),
    debtor: { name: "SVB pgb", iban: own, bic: null },
    categoryPurpose: null,
    payments: amounts.map((amount, n) => ({
      endToEndId: `${messageId}-${String(n)}`,
      amount: cents(amount),
      creditor: { name: `Zorgverlener ${String(n)}`, iban: creditors[n % 3] ?? own },
      remittance: "pgb oktober & meer",
    })),
    ...changes,
  };
};

let database: TestDatabase;
let server: Server;
/** The connections of the bank itself. */
export let pool: pg.Pool;
let address: string;
/** What went wrong inside the bank, and had to be told. */
export const complaints: unknown[] = [];
// Found by what they are called: their numbers may change.
const folder = new URL("../../../migrations/", import.meta.url);
const migration = readdirSync(folder)
  .filter((file) => /^\d+_bank(_conduct|_details|_splits)?\.sql$/.test(file))
  .sort()
  .map((file) => readFileSync(new URL(file, folder), "utf8"))
  .join("\n");

export const asOwner = async (statement: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(statement);
  await owner.end();
};

/** Gives every test of a file a new bank behind its own door, over HTTP. */
export const useBank = (): void => {
  beforeAll(async () => {
    database = await testDatabase();
    pool = openBank(database.url);
    server = bankServer(pool, (error) => complaints.push(error));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  beforeEach(() => newBank());
  afterAll(async () => {
    await new Promise((done) => server.close(done));
    await pool.end();
    await database.drop();
    expect(complaints).toEqual([]);
  });
};

/** A request as a page in a browser sends it. */
export const fromBrowser = (method: string, path: string, body: string): Promise<Response> =>
  fetch(`${address}${path}`, { method, headers: { origin: "http://localhost:8080" }, body });

/** A bank that opens today, with € 1.000,00 on our account unless told otherwise. */
export const newBank = async (funding = 100_000): Promise<void> => {
  await asOwner(`drop schema bank cascade; ${migration}`);
  await call("PUT", `/rekeningen/${own}`, { name: "SVB pgb", day: "2026-11-02" });
  await call("POST", "/storting", {
    iban: own,
    amountCents: funding,
    remittance: "aanvulling gemeente",
    day: "2026-11-02",
    key: "first",
    fromName: "Gemeente Utrecht",
    fromIban: creditors[1],
  });
};

type Told = { status: number; body: Record<string, unknown> };
export const call = async (method: string, path: string, body?: string | Record<string, unknown>): Promise<Told> => {
  const response = await fetch(`${address}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (response.headers.get("content-type") ?? "").includes("json") ? (JSON.parse(text) as Record<string, unknown>) : { text },
  };
};
export const close = (before: string): Promise<Told> => call("POST", "/dag", { day: before });
type Out = { sequence: number; kind: FileKind; day: string };
export const files = async (after = 0): Promise<(Out & { xml: string })[]> => {
  const { body } = await call("GET", `/uitgaand?na=${String(after)}`);
  return Promise.all(
    (body.files as Out[]).map(async (out) => ({
      ...out,
      xml: String((await call("GET", `/uitgaand/${String(out.sequence)}`)).body.text),
    })),
  );
};
export const statements = async () =>
  Promise.all((await files()).filter(({ kind }) => kind === "camt.053.001.08").map(({ xml }) => readCamt053(xml)));
export const reports = async () =>
  Promise.all((await files()).filter(({ kind }) => kind === "pain.002.001.10").map(({ xml }) => readPain002(xml)));
export const put = (order: PaymentOrder): Promise<Told> => call("PUT", `/bestanden/${order.messageId}.xml`, pain001(order).xml);

/** The books are the statements: entry for entry, sequence without gaps, each opening the previous closing. */
export const expectBooksAreStatements = async (): Promise<void> => {
  const all = (await statements()).map(({ statements: [statement], entries }) => ({ ...statement, entries }));
  const { rows } = await pool.query<{ amount: number; reference: string }>(
    "select amount, reference from bank.entry where booked_on <= (select closed_through from bank.calendar) order by id",
  );
  expect(all.flatMap(({ entries }) => entries.map(({ entry }) => [entry.amount, entry.bankReference])).sort()).toEqual(
    rows.map(({ amount, reference }) => [amount, reference]).sort(),
  );
  for (const [n, statement] of all.entries()) expect([statement.sequence, statement.opening]).toEqual([n + 1, all[n - 1]?.closing ?? 0]);
  expect((await call("GET", `/rekeningen/${own}`)).body.balanceCents).toBe(all.at(-1)?.closing);
};
