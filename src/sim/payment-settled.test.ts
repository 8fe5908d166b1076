import { describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { differencesNow, paymentDifferences } from "../payment/differences.ts";
import { releasedBatch, seedClaims } from "../payment/fixtures.ts";
import { takeBankFile } from "../payment/import-bank-file.ts";
import {
  account,
  asClerk,
  bank,
  closeDays,
  closes,
  conduct,
  door,
  lineStates,
  ordersNow,
  send,
  spent,
  useHouseAndBank,
} from "./payment-for-tests.ts";

// What the bank said it carried out, stays carried out until a statement brings the money back.
useHouseAndBank();

const files = async (): Promise<string[]> =>
  Promise.all((await bank.outgoing(0)).map(async ({ sequence }) => (await bank.outgoingFile(sequence)).toString("utf8")));
const take = (text: string) => takeBankFile(door, Buffer.from(text), service("test"));
const isStatement = (text: string): boolean => text.includes("camt.053");
const settledReport = async (): Promise<string> => (await files()).find((text) => text.includes("<GrpSts>ACSC"))!;
const again = (text: string): string => text.replace(/<MsgId>BANK-STATUS-\d+/, "<MsgId>ANDER-BERICHT-1");
const standings = () =>
  asClerk((tx) =>
    tx.selectFrom("ledger.account").select(["id", "debits_posted", "credits_posted", "debits_pending"]).orderBy("id").execute(),
  );

const refused = {
  code: "bank-file-refused",
  faults: [{ problem: expect.stringContaining("De bank meldde eerder dat deze betaling is uitgevoerd") as string }],
};

describe("a rejection of what the bank carried out", () => {
  test("is refused whole after its booking, and changes nothing", async () => {
    await send([1_000, 2_000, 3_000]);
    await closeDays("2026-11-05");
    for (const text of await files()) await take(text);
    const before = await standings();
    const rejecting = again((await settledReport()).replaceAll("ACSC", "RJCT"));
    await expect(take(rejecting)).rejects.toMatchObject({
      ...refused,
      faults: [{ ...refused.faults[0], field: "OrgnlGrpInfAndSts/GrpSts", remedy: expect.stringContaining("Vraag de bank") as string }],
    });
    expect(await ordersNow()).toEqual(["booked", "booked", "booked"]);
    expect(await lineStates()).toEqual(["paid", "paid", "paid"]);
    expect(await standings()).toEqual(before);
    await closes();
  });

  test("is refused as well before the statement, and for one payment of a batch", async () => {
    const { seeded } = await send([1_000, 2_000]);
    await closeDays("2026-11-05");
    const all = await files();
    for (const text of all.filter((one) => !isStatement(one))) await take(text);
    const [{ end_to_end: reference }] = (await asClerk((tx) => tx.selectFrom("payment.order").select("end_to_end").execute())) as [
      { end_to_end: string },
    ];
    const one = (await settledReport())
      .replaceAll(/<NbOfTxsPerSts>.*?<\/NbOfTxsPerSts>/g, "")
      .replaceAll("ACSC", "PART")
      .replace(
        "</OrgnlPmtInfAndSts>",
        `<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>`,
      );
    await expect(take(again(one))).rejects.toMatchObject({ ...refused, faults: [{ field: "TxInfAndSts/TxSts" }] });
    expect(await ordersNow()).toEqual(["sent", "sent"]);
    for (const text of all.filter(isStatement)) await take(text);
    expect(await spent(seeded[0]!)).toBe(1_000);
    await closes();
  });

  test("is refused for what a report in part counted as carried out, and not for what that same report rejected", async () => {
    await send([1_000, 2_000], ([first]) => conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "gross" }));
    await closeDays("2026-11-05");
    for (const text of await files()) await take(text);
    expect(await ordersNow()).toEqual(["rejected AC04", "booked"]);
    const part = (await files()).find((text) => text.includes("<GrpSts>PART"))!;
    expect(await take(again(part))).toMatchObject({ kind: "status", rejected: 0 });
    const whole = part.replace(/<OrgnlPmtInfAndSts>[^]*<\/OrgnlPmtInfAndSts>/, "").replace("PART", "RJCT");
    await expect(take(whole.replace(/<MsgId>BANK-STATUS-\d+/, "<MsgId>ANDER-BERICHT-2"))).rejects.toMatchObject(refused);
    expect(await ordersNow()).toEqual(["rejected AC04", "booked"]);
    await closes();
  });
});

test("a rejection after the debit takes effect when the bank never said otherwise, and blocks until the money is back", async () => {
  const { seeded } = await send([1_000, 2_000]);
  await closeDays("2026-11-05");
  const all = await files();
  for (const text of all.filter(isStatement)) await take(text);
  expect(await ordersNow()).toEqual(["booked", "booked"]);
  await take((await settledReport()).replaceAll("ACSC", "RJCT"));
  expect(await ordersNow()).toEqual(["rejected MS03", "rejected MS03"]);
  expect([await spent(seeded[0]!), await spent(seeded[1]!)]).toEqual([0, 0]);
  const negative = { what: "transit-negative", expected: "0", found: "-3000" };
  expect(await asClerk((tx) => differencesNow(tx, day("2026-11-02")))).toMatchObject([negative]);
  expect(await asClerk(paymentDifferences)).toMatchObject([negative]);
  const [next] = await seedClaims(door, [{ number: 7, amount: cents(500) }]);
  await expect(releasedBatch(door, account, [next!.declaration])).rejects.toThrow("payment-differences");
});
