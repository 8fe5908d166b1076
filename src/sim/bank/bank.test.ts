import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/test-database.ts";
import { day, instant } from "../../kernel/day.ts";
import { readIban, type Iban } from "../../kernel/iban.ts";
import { cents } from "../../kernel/money.ts";
import { readCamt053 } from "../../payment/messages/camt053.ts";
import { pain001, type PaymentOrder } from "../../payment/messages/pain001.ts";
import { readPain002 } from "../../payment/messages/pain002.ts";
import { schemaFaults, schemasPresent } from "../../payment/messages/xsd-for-tests.ts";
import { change, openBank } from "./queries.ts";
import { bankServer } from "./routes.ts";

const iban = (text: string): Iban => readIban(text) ?? (() => { throw new Error(text); })(); // prettier-ignore
const own = iban("NL44RABO0123456789");
const creditors = [iban("NL91ABNA0417164300"), iban("NL20INGB0001234567"), iban("NL39RABO0300065264")] as const;
const orderOf = (amounts: readonly number[], changes: Partial<PaymentOrder> = {}): PaymentOrder => {
  const messageId = changes.messageId ?? "PGB-1";
  return {
    messageId,
    createdAt: instant("2026-11-02T09:00:00.000Z"),
    executeOn: day("2026-11-03"),
    debtor: { name: "SVB pgb", iban: own, bic: null },
    categoryPurpose: null,
    payments: amounts.map((amount, n) => ({ endToEndId: `${messageId}-${String(n)}`, amount: cents(amount), creditor: { name: `Zorgverlener ${String(n)}`, iban: creditors[n % 3] ?? own }, remittance: "pgb oktober & meer" })),
    ...changes,
  };
};

let database: TestDatabase;
let server: Server;
let pool: pg.Pool;
let address: string;
const complaints: unknown[] = [];
const migration = readFileSync(new URL("../../../migrations/0009_bank.sql", import.meta.url), "utf8");

const asOwner = async (statement: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(statement);
  await owner.end();
};

beforeAll(async () => {
  database = await testDatabase();
  pool = openBank(database.url);
  server = bankServer(pool, (error) => complaints.push(error));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await pool.end();
  await database.drop();
  expect(complaints).toEqual([]);
});

/** A bank that opens today, with € 1.000,00 on our account. */
const newBank = async (): Promise<void> => {
  await asOwner(`drop schema bank cascade; ${migration}`);
  await call("PUT", `/rekeningen/${own}`, { name: "SVB pgb", day: "2026-11-02" });
  await call("POST", "/storting", { iban: own, amountCents: 100_000, remittance: "aanvulling gemeente", day: "2026-11-02", key: "first", fromName: "Gemeente Utrecht", fromIban: creditors[1] });
};
beforeEach(newBank);

type Told = { status: number; body: Record<string, unknown> };
const call = async (method: string, path: string, body?: string | Record<string, unknown>): Promise<Told> => {
  const response = await fetch(`${address}${path}`, { method, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: (response.headers.get("content-type") ?? "").includes("json") ? (JSON.parse(text) as Record<string, unknown>) : { text } };
};
const close = (before: string): Promise<Told> => call("POST", "/dag", { day: before });
type Out = { sequence: number; kind: "pain.002.001.10" | "camt.053.001.08"; day: string };
const files = async (after = 0): Promise<(Out & { xml: string })[]> => {
  const { body } = await call("GET", `/uitgaand?na=${String(after)}`);
  return Promise.all((body["files"] as Out[]).map(async (out) => ({ ...out, xml: String((await call("GET", `/uitgaand/${String(out.sequence)}`)).body["text"]) })));
};
const statements = async () => Promise.all((await files()).filter(({ kind }) => kind === "camt.053.001.08").map(({ xml }) => readCamt053(xml)));
const reports = async () => Promise.all((await files()).filter(({ kind }) => kind === "pain.002.001.10").map(({ xml }) => readPain002(xml)));
const put = (order: PaymentOrder): Promise<Told> => call("PUT", `/bestanden/${order.messageId}.xml`, pain001(order).xml);

/** The books are the statements: entry for entry, sequence without gaps, each opening the previous closing. */
const expectBooksAreStatements = async (): Promise<void> => {
  const all = (await statements()).map(({ statements: [statement], entries }) => ({ ...statement, entries }));
  const { rows } = await pool.query<{ amount: number; reference: string }>("select amount, reference from bank.entry where booked_on <= (select closed_through from bank.calendar) order by id");
  expect(all.flatMap(({ entries }) => entries.map(({ entry }) => [entry.amount, entry.bankReference])).sort()).toEqual(rows.map(({ amount, reference }) => [amount, reference]).sort());
  for (const [n, statement] of all.entries()) expect([statement.sequence, statement.opening]).toEqual([n + 1, all[n - 1]?.closing ?? 0]);
  expect((await call("GET", `/rekeningen/${own}`)).body["balanceCents"]).toBe(all.at(-1)?.closing);
};

test("a file that goes well: accepted, executed on its day, one debit, settled", async () => {
  const order = orderOf([1000, 2000, 3000]);
  expect(await put(order)).toMatchObject({ status: 202, body: { messageId: "PGB-1", receipt: "ONTV-00000001", status: "accepted", reason: null, count: 3, sumCents: 6000 } });
  expect(await close("2026-11-03")).toMatchObject({ status: 200, body: { closedThrough: "2026-11-02", closed: ["2026-11-02"] } });
  expect(await close("2026-11-05")).toMatchObject({ body: { closed: ["2026-11-03", "2026-11-04"] } });

  const read = await statements();
  expect(read.map(({ statements: [s] }) => [s?.statementId, s?.sequence, s?.day, s?.opening, s?.closing, s?.count])).toEqual([
    [`${own}-000001`, 1, "2026-11-02", 0, 100_000, 1],
    [`${own}-000002`, 2, "2026-11-03", 100_000, 94_000, 1],
    [`${own}-000003`, 3, "2026-11-04", 94_000, 94_000, 0],
  ]);
  expect(read[0]?.entries[0]?.entry).toMatchObject({ amount: 100_000, transactions: [{ endToEndId: null, remittance: "aanvulling gemeente", counterparty: { name: "Gemeente Utrecht", iban: creditors[1] } }] });
  expect(read[1]?.entries[0]?.entry).toMatchObject({ amount: -6000, bookedOn: "2026-11-03", batch: { messageId: "PGB-1", paymentInformationId: "PGB-1", count: 3 }, transactions: [], code: { domain: "PMNT", family: "ICDT", subFamily: "ESCT" } });
  expect((await reports()).map(({ originalMessageId, groupStatus, batches }) => [originalMessageId, groupStatus, batches.map(({ counts }) => counts)])).toEqual([
    ["PGB-1", "ACCP", []],
    ["PGB-1", "ACSC", [[{ status: "ACSC", count: 3, sum: 6000 }]]],
  ]);
  await expectBooksAreStatements();
});

for (const [booking, amounts] of [["gross", [-6000, 2000]], ["net", [-4000]]] as const)
  test(`a rejection booked ${booking}`, async () => {
    await call("PUT", `/gedrag/${creditors[1]}`, { outcome: "reject", reason: "AC04", booking });
    await put(orderOf([1000, 2000, 3000]));
    await close("2026-11-04");
    const [, statement] = await statements();
    expect(statement?.entries.map(({ entry }) => entry.amount)).toEqual(amounts);
    if (booking === "gross") expect(statement?.entries[1]?.entry.transactions).toMatchObject([{ endToEndId: "PGB-1-1", amount: 2000, returnReason: "AC04", counterparty: { iban: creditors[1], name: "Zorgverlener 1" } }]);
    expect((await reports()).at(-1)).toMatchObject({ groupStatus: "PART", batches: [{ status: "PART", transactions: [{ endToEndId: "PGB-1-1", status: "RJCT", reasons: [{ code: "AC04" }] }] }] });
    await expectBooksAreStatements();
  });

test("a return comes days later, with charges and without a reference when so told", async () => {
  await call("PUT", `/gedrag/${creditors[0]}`, { outcome: "return", reason: "AC06", days: 3, chargesCents: 50, anonymous: true });
  await call("PUT", `/gedrag/${creditors[1]}`, { outcome: "return", reason: "MD07", days: 1 });
  await put(orderOf([1000, 2000, 3000]));
  await close("2026-11-07");
  const entries = (await statements()).flatMap((read) => read.entries.map(({ entry }) => entry)).slice(2);
  expect(entries).toMatchObject([
    { amount: 2000, bookedOn: "2026-11-04", transactions: [{ endToEndId: "PGB-1-1", returnReason: "MD07", instructedAmount: null }], code: { subFamily: "RRTN" } },
    { amount: 950, bookedOn: "2026-11-06", transactions: [{ endToEndId: null, returnReason: "AC06", instructedAmount: 1000, counterparty: { iban: creditors[0] } }] },
  ]);
  expect((await reports()).at(-1)).toMatchObject({ groupStatus: "ACSC" });
  await expectBooksAreStatements();
});

test("the same bytes again give the same receipt and book nothing twice", async () => {
  const first = await put(orderOf([1000]));
  expect(await put(orderOf([1000]))).toEqual(first);
  await close("2026-11-04");
  expect(await put(orderOf([1000]))).toEqual(first);
  await close("2026-11-06");
  expect((await statements()).flatMap(({ entries }) => entries.map(({ entry }) => entry.amount))).toEqual([100_000, -1000]);
  expect(await reports()).toHaveLength(2);
});

test("eight at once give one receipt", async () => {
  const told = await Promise.all(Array.from({ length: 8 }, () => put(orderOf([1000, 2000]))));
  expect(new Set(told.map(({ body }) => body["receipt"]))).toEqual(new Set(["ONTV-00000001"]));
  await Promise.all(Array.from({ length: 4 }, () => close("2026-11-05")));
  expect((await statements()).flatMap(({ entries }) => entries.map(({ entry }) => entry.amount))).toEqual([100_000, -3000]);
  await expectBooksAreStatements();
});

test("the same message identification with other bytes is rejected, and the first one stands", async () => {
  await put(orderOf([1000]));
  expect(await put(orderOf([2000]))).toMatchObject({ status: 202, body: { status: "rejected", reason: "DU01" } });
  expect(await call("GET", "/bestanden/PGB-1")).toMatchObject({ status: 200, body: { status: "accepted", sumCents: 1000 } });
  await close("2026-11-04");
  expect((await statements()).flatMap(({ entries }) => entries.map(({ entry }) => entry.amount))).toEqual([100_000, -1000]);
  expect((await reports())[1]).toMatchObject({ groupStatus: "RJCT", reasons: [{ code: "DU01" }] });
});

test("without enough money the batch is rejected whole, and may be paid later", async () => {
  await put(orderOf([100_001]));
  await close("2026-11-04");
  expect((await reports()).at(-1)).toMatchObject({ groupStatus: "RJCT", batches: [{ status: "RJCT", reasons: [{ code: "AM04" }], transactions: [] }] });
  await expectBooksAreStatements();
});

const good = pain001(orderOf([1000, 2000])).xml;
for (const [why, xml, reason] of [
  ["a wrong total in the header", good.replace("<CtrlSum>30.00", "<CtrlSum>30.01"), "AM10"],
  ["a wrong count in the header", good.replace("<NbOfTxs>2", "<NbOfTxs>3"), "AM19"],
  ["an unknown account", good.replace(`<DbtrAcct><Id><IBAN>${own}`, `<DbtrAcct><Id><IBAN>${creditors[2]}`), "AC02"],
  ["dollars", good.replace('Ccy="EUR"', 'Ccy="USD"'), "AM11"],
  ["three decimals", good.replace(">10.00<", ">10.001<"), "AM12"],
  ["nothing", good.replace(">10.00<", ">0.00<"), "AM01"],
  ["a day too far", good.replace("2026-11-03", "2027-11-30"), "CH03"],
  ["another service", good.replace("SEPA", "URGP"), "FF03"],
  ["an accent", good.replace("Zorgverlener 0", "Zorgverlenér 0"), "FF01"],
  ["the same reference twice", good.replace("PGB-1-1", "PGB-1-0"), "DU04"],
] as const)
  test(`the bank rejects ${why}`, async () => {
    expect(await call("PUT", "/bestanden/x.xml", xml)).toMatchObject({ status: 202, body: { status: "rejected", reason } });
    expect(await reports()).toMatchObject([{ groupStatus: "RJCT", reasons: [{ code: reason }] }]);
    expect(await put(orderOf([1000, 2000]))).toMatchObject({ body: { status: "accepted" } });
  });

test("a creditor that does not exist is rejected by itself, and the rest is paid", async () => {
  expect(await call("PUT", "/bestanden/x.xml", good.replace(creditors[0], "NL00ABNA0417164300"))).toMatchObject({ body: { status: "accepted" } });
  await close("2026-11-04");
  expect((await statements())[1]?.entries.map(({ entry }) => [entry.amount, entry.batch?.count])).toEqual([[-2000, 1]]);
  expect((await reports()).at(-1)).toMatchObject({ batches: [{ status: "PART", transactions: [{ endToEndId: "PGB-1-0", reasons: [{ code: "AC01" }] }] }] });
});

test("what is no payment file, or no good question, is refused with a reason and changes nothing", async () => {
  for (const [method, path, body, status] of [
    ["PUT", "/bestanden/x.xml", "<!DOCTYPE x><x/>", 422],
    ["PUT", "/bestanden/x.xml", good.slice(0, -40), 422],
    ["PUT", "/bestanden/x.xml", "", 422],
    ["PUT", "/bestanden/..%2Fx", good, 400],
    ["PUT", "/bestanden/%00", good, 400],
    ["PUT", "/bestanden/%ff", good, 400],
    ["GET", "/bestanden/PGB-9", undefined, 404],
    ["GET", "/uitgaand?na=x", undefined, 400],
    ["GET", "/uitgaand/7777", undefined, 404],
    ["POST", "/dag", "niets", 400],
    ["POST", "/dag", '{"day":"2026-02-30"}', 400],
    ["POST", "/dag", '{"day":"2099-01-01"}', 422],
    ["POST", "/storting", { iban: creditors[0], amountCents: 1, remittance: "x", day: "2026-11-02" }, 404],
    ["POST", "/storting", { iban: own, amountCents: 1, remittance: "x", day: "2026-10-01" }, 409],
    ["POST", "/storting", { iban: own, amountCents: 1, remittance: "x", day: "2026-11-02", key: "first" }, 409],
    ["POST", "/storting", { iban: own, amountCents: -1, remittance: "x", day: "2026-11-02" }, 400],
    ["POST", "/storting", { iban: own, amountCents: 1, remittance: "\0", day: "2026-11-02" }, 400],
    ["PUT", `/gedrag/${own}`, { outcome: "reject" }, 400],
    ["PUT", "/rekeningen/BE71096123456769", { name: "x", day: "2026-11-02" }, 400],
    ["DELETE", "/dag", undefined, 405],
    ["GET", "/anders", undefined, 404],
  ] as const)
    expect([method, path, (await call(method, path, body)).status]).toEqual([method, path, status]);
  const browser = await fetch(`${address}/dag`, { method: "POST", headers: { origin: "http://localhost:8080" }, body: '{"day":"2026-12-01"}' });
  expect(browser.status).toBe(403);
  expect(await files()).toEqual([]);
});

test("a month passes over weekends and holidays: a statement for every bank day and for no other", async () => {
  await put(orderOf([1000], { executeOn: day("2026-12-25") }));
  await close("2027-01-05");
  const days = (await statements()).map(({ statements: [statement] }) => statement?.day);
  expect(days).toHaveLength(44);
  for (const holiday of ["2026-12-25", "2026-12-26", "2027-01-01", "2027-01-02"]) expect(days).not.toContain(holiday);
  expect((await statements()).flatMap(({ entries }) => entries.map(({ entry }) => entry.bookedOn))).toEqual(["2026-11-02", "2026-12-28"]);
  await expectBooksAreStatements();
});

test("a crash in the middle of a day leaves the day open and whole", async () => {
  await put(orderOf([1000, 2000]));
  await close("2026-11-03");
  await asOwner("create function bank.crash() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$");
  await asOwner("create trigger crash before insert on bank.statement for each row when (new.day = '2026-11-03') execute function bank.crash()");
  expect((await close("2026-11-06")).status).toBe(503);
  expect(complaints.splice(0)).toHaveLength(1);
  expect((await statements()).at(-1)?.statements[0]?.day).toBe("2026-11-02");
  await expectBooksAreStatements();
  await asOwner("drop trigger crash on bank.statement");
  expect(await close("2026-11-06")).toMatchObject({ body: { closed: ["2026-11-03", "2026-11-04", "2026-11-05"] } });
  expect((await statements()).flatMap(({ entries }) => entries.map(({ entry }) => entry.amount))).toEqual([100_000, -3000]);
  await expectBooksAreStatements();
});

test("the same history gives the same files", async () => {
  const history = async (): Promise<string[]> => {
    await call("PUT", `/gedrag/${creditors[1]}`, { outcome: "return", reason: "MD07", days: 2 });
    await put(orderOf([1000, 2000, 3000]));
    await put(orderOf([4000], { messageId: "PGB-2", executeOn: day("2026-11-05") }));
    await close("2026-11-10");
    return (await files()).map(({ xml }) => xml);
  };
  const once = await history();
  await newBank();
  expect(await history()).toEqual(once);
});

test("the books cannot be rewritten, and the bank sees nothing but itself", async () => {
  await expect(change(pool, (tx) => tx.query("update bank.entry set amount = 1"))).rejects.toThrow(/permission denied|append-only/);
  await expect(change(pool, (tx) => tx.query("select from ledger.account"))).rejects.toThrow("permission denied");
});

test.skipIf(!schemasPresent)("all that the bank sends is valid under the official schemas (skipped without ../shared/data/xsd)", async () => {
  await call("PUT", `/gedrag/${creditors[0]}`, { outcome: "reject", reason: "AC04" });
  await call("PUT", `/gedrag/${creditors[1]}`, { outcome: "return", reason: "MD07", days: 1, chargesCents: 10, anonymous: true });
  await put(orderOf([1000, 2000, 3000]));
  await put(orderOf([2000]));
  await put(orderOf([99_999_999], { messageId: "PGB-2" }));
  await call("PUT", "/bestanden/single.xml", pain001(orderOf([10, 20, 30], { messageId: "PGB-3" })).xml.replace("<BtchBookg>true", "<BtchBookg>false"));
  await close("2026-11-06");
  const sent = await files();
  expect(sent.length).toBeGreaterThan(8);
  for (const { kind, xml } of sent) expect([kind, schemaFaults(kind, xml)]).toEqual([kind, []]);
  await expectBooksAreStatements();
});
