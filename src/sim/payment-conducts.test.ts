import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { fetchBank } from "../payment/fetch.ts";
import { ownIban } from "../payment/fixtures.ts";
import { workList } from "../payment/read-work.ts";
import { schemaFaults, schemasPresent } from "../payment/messages/xsd-for-tests.ts";
import { ask, asClerk, bank, closeDays, closes, conduct, door, ordersNow, pool, send, useHouseAndBank } from "./payment-for-tests.ts";

// Every way in which a bank may write to us: the same payments, with the same outcome in our books.
useHouseAndBank();

for (const [why, style] of [
  ["the older versions", { status: "03", statement: "02" }],
  ["pages", { pageEntries: 1 }],
  ["pages in the older version", { status: "03", statement: "02", pageEntries: 2 }],
  ["every file twice", { twice: true }],
  ["the last file first", { reordered: true }],
  ["what came back apart", { detailsApart: true }],
  ["what came back apart, in the older version and after the statement", { statement: "02", detailsApart: true, reordered: true }],
  ["a batch in two amounts", { splits: true }],
  ["the payments of a batch apart", { batchDetails: true }],
  ["everything apart and in two", { detailsApart: true, splits: true, batchDetails: true }],
  [
    "all of it at once",
    {
      ...{ status: "03", statement: "02", pageEntries: 1 },
      ...{ detailsApart: true, splits: true, batchDetails: true, twice: true, reordered: true },
    },
  ],
] as const)
  test(`a bank that writes ${why} is understood`, async () => {
    await ask("PUT", `/rekeningen/${ownIban}/gedrag`, style);
    await send([1_000, 2_000, 4_000, 8_000], async ([first, second, third]) => {
      await conduct(first!.iban, { outcome: "return", reason: "AC04", days: 1, chargesCents: 50 });
      await conduct(second!.iban, { outcome: "return", reason: "MS03", days: 1, partCents: 700 });
      await conduct(third!.iban, { outcome: "reject", reason: "AC06", booking: "gross" });
    });
    await closeDays("2026-11-06");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["returned AC04", "returned MS03", "rejected AC06", "booked"]);
    await closes();
    const { rows } = await pool.query<{ kind: string; bytes: Buffer }>("select kind, bytes from bank.file_out");
    const [status, statement] = ["status" in style ? style.status : "10", "statement" in style ? style.statement : "08"];
    const apart = "detailsApart" in style || "batchDetails" in style ? [`camt.054.001.${statement}`] : [];
    expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual([`camt.053.001.${statement}`, ...apart, `pain.002.001.${status}`]);
    const work = await asClerk((tx) => workList(tx, { skip: 0, most: 9 }, day("2026-11-06")));
    // Who must decide reads what came back of it.
    expect(work.rows.map(({ amount, came_back }) => [amount, came_back]).sort()).toEqual([
      [1_000, 950],
      [2_000, 700],
      [4_000, 4_000],
    ]);
    expect(await asClerk((tx) => tx.selectFrom("payment.details").select("id").where("state", "<>", "agrees").execute())).toEqual([]);
    if (schemasPresent) for (const { kind, bytes } of rows) expect(schemaFaults(kind, bytes.toString("utf8"))).toEqual([]);
  });

test("one payment that the bank debits in two amounts is one payment", async () => {
  await ask("PUT", `/rekeningen/${ownIban}/gedrag`, { splits: true, batchDetails: true, pageEntries: 1 });
  await send([1_001]);
  await closeDays("2026-11-06");
  await fetchBank(door, bank);
  expect(await ordersNow()).toEqual(["booked"]);
  const debits = await asClerk((tx) =>
    tx.selectFrom("payment.entry").select("amount").where("meaning", "=", "batch").orderBy("amount").execute(),
  );
  expect(debits.map(({ amount }) => amount)).toEqual([-501, -500]);
  await closes();
});

test("a conduct for the next payment only is over after it", async () => {
  const { seeded } = await send([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "AC04", days: 1, once: true }));
  await closeDays("2026-11-06");
  await fetchBank(door, bank);
  expect(await ordersNow()).toEqual(["returned AC04"]);
  const { rows } = await pool.query("select outcome, once from bank.behaviour where iban = $1", [seeded[0]!.iban]);
  expect(rows).toEqual([{ outcome: "accept", once: false }]);
  expect(await asClerk((tx) => tx.selectFrom("payment.statement").select("id").execute())).not.toEqual([]);
  await closes();
});
