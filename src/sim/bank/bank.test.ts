import { expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { pain001 } from "../../payment/messages/pain001.ts";
import { schemaFaults, schemasPresent } from "../../payment/messages/xsd-for-tests.ts";
import {
  asOwner,
  call,
  close,
  complaints,
  creditors,
  expectBooksAreStatements,
  files,
  newBank,
  orderOf,
  own,
  pool,
  put,
  reports,
  statements,
  useBank,
} from "./bank-for-tests.ts";
import { change } from "./queries.ts";

useBank();

test("a file that goes well: accepted, executed on its day, one debit, settled", async () => {
  const order = orderOf([1000, 2000, 3000]);
  expect(await put(order)).toMatchObject({
    status: 202,
    body: { messageId: "PGB-1", receipt: "ONTV-00000001", status: "accepted", reason: null, count: 3, sumCents: 6000 },
  });
  expect(await close("2026-11-03")).toMatchObject({ status: 200, body: { closedThrough: "2026-11-02", closed: ["2026-11-02"] } });
  expect(await close("2026-11-05")).toMatchObject({ body: { closed: ["2026-11-03", "2026-11-04"] } });

  const read = await statements();
  expect(read.map(({ statements: [s] }) => [s?.statementId, s?.sequence, s?.day, s?.opening, s?.closing, s?.count])).toEqual([
    [`${own}-000001`, 1, "2026-11-02", 0, 100_000, 1],
    [`${own}-000002`, 2, "2026-11-03", 100_000, 94_000, 1],
  ]);
  expect(read[0]?.entries[0]?.entry).toMatchObject({
    amount: 100_000,
    transactions: [{ endToEndId: null, remittance: "aanvulling gemeente", counterparty: { name: "Gemeente Utrecht", iban: creditors[1] } }],
  });
  expect(read[1]?.entries[0]?.entry).toMatchObject({
    amount: -6000,
    bookedOn: "2026-11-03",
    batch: { messageId: "PGB-1", paymentInformationId: "PGB-1", count: 3 },
    transactions: [],
    code: { domain: "PMNT", family: "ICDT", subFamily: "ESCT" },
  });
  expect(
    (await reports()).map(({ originalMessageId, groupStatus, batches }) => [
      originalMessageId,
      groupStatus,
      batches.map(({ counts }) => counts),
    ]),
  ).toEqual([
    ["PGB-1", "ACCP", []],
    ["PGB-1", "ACSC", [[{ status: "ACSC", count: 3, sum: 6000 }]]],
  ]);
  await expectBooksAreStatements();
});

for (const [booking, amounts] of [
  ["gross", [-6000, 2000]],
  ["net", [-4000]],
] as const)
  test(`a rejection booked ${booking}`, async () => {
    await call("PUT", `/gedrag/${creditors[1]}`, { outcome: "reject", reason: "AC04", booking });
    await put(orderOf([1000, 2000, 3000]));
    await close("2026-11-04");
    const [, statement] = await statements();
    expect(statement?.entries.map(({ entry }) => entry.amount)).toEqual(amounts);
    if (booking === "gross")
      expect(statement?.entries[1]?.entry.transactions).toMatchObject([
        { endToEndId: "PGB-1-1", amount: 2000, returnReason: "AC04", counterparty: { iban: creditors[1], name: "Zorgverlener 1" } },
      ]);
    expect((await reports()).at(-1)).toMatchObject({
      groupStatus: "PART",
      batches: [{ status: "PART", transactions: [{ endToEndId: "PGB-1-1", status: "RJCT", reasons: [{ code: "AC04" }] }] }],
    });
    await expectBooksAreStatements();
  });

test("a return comes days later, with charges and without a reference when so told", async () => {
  await call("PUT", `/gedrag/${creditors[0]}`, { outcome: "return", reason: "AC06", days: 3, chargesCents: 50, anonymous: true });
  await call("PUT", `/gedrag/${creditors[1]}`, { outcome: "return", reason: "MD07", days: 1 });
  await put(orderOf([1000, 2000, 3000]));
  await close("2026-11-07");
  const entries = (await statements()).flatMap((read) => read.entries.map(({ entry }) => entry)).slice(2);
  expect(entries).toMatchObject([
    {
      amount: 2000,
      bookedOn: "2026-11-04",
      transactions: [{ endToEndId: "PGB-1-1", returnReason: "MD07", instructedAmount: null }],
      code: { subFamily: "RRTN" },
    },
    {
      amount: 950,
      bookedOn: "2026-11-06",
      transactions: [{ endToEndId: null, returnReason: "AC06", instructedAmount: 1000, counterparty: { iban: creditors[0] } }],
    },
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
  expect(new Set(told.map(({ body }) => body.receipt))).toEqual(new Set(["ONTV-00000001"]));
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
  expect((await reports()).at(-1)).toMatchObject({
    groupStatus: "RJCT",
    batches: [{ status: "RJCT", reasons: [{ code: "AM04" }], transactions: [] }],
  });
  await expectBooksAreStatements();
});

test("a month passes over weekends and holidays: a statement of each day on which something was booked, bank days only", async () => {
  await put(orderOf([1000], { executeOn: day("2026-12-25") }));
  await close("2027-01-05");
  const days = (await statements()).map(({ statements: [statement] }) => statement?.day);
  // Ordered for Christmas Day, a Friday; the next bank day is Monday the 28th.
  expect(days).toEqual(["2026-11-02", "2026-12-28"]);
  expect((await statements()).flatMap(({ entries }) => entries.map(({ entry }) => entry.bookedOn))).toEqual(["2026-11-02", "2026-12-28"]);
  await expectBooksAreStatements();
});

test("a crash in the middle of a day leaves the day open and whole", async () => {
  await put(orderOf([1000, 2000]));
  await close("2026-11-03");
  await asOwner("create function bank.crash() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$");
  await asOwner(
    "create trigger crash before insert on bank.statement for each row when (new.day = '2026-11-03') execute function bank.crash()",
  );
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

test.skipIf(!schemasPresent)(
  "all that the bank sends is valid under the official schemas (skipped without ../shared/data/xsd)",
  async () => {
    await call("PUT", `/gedrag/${creditors[0]}`, { outcome: "reject", reason: "AC04" });
    await call("PUT", `/gedrag/${creditors[1]}`, { outcome: "return", reason: "MD07", days: 1, chargesCents: 10, anonymous: true });
    await put(orderOf([1000, 2000, 3000]));
    await put(orderOf([2000]));
    await put(orderOf([99_999_999], { messageId: "PGB-2" }));
    await call(
      "PUT",
      "/bestanden/single.xml",
      pain001(orderOf([10, 20, 30], { messageId: "PGB-3" })).xml.replace("<BtchBookg>true", "<BtchBookg>false"),
    );
    await close("2026-11-06");
    const sent = await files();
    expect(sent.length).toBeGreaterThan(8);
    for (const { kind, xml } of sent) expect([kind, schemaFaults(kind, xml)]).toEqual([kind, []]);
    await expectBooksAreStatements();
  },
);
