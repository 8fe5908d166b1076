import { describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { command } from "../db/command.ts";
import { differencesNow } from "../payment/differences.ts";
import { explainEntry } from "../payment/explain-entry.ts";
import { fetchBank } from "../payment/fetch.ts";
import { frozenBatch, maker, releasedBatch, seedSupplement } from "../payment/fixtures.ts";
import { takeBankFile } from "../payment/import-bank-file.ts";
import { sendBatch } from "../payment/send.ts";
import { withdrawBatch } from "../payment/withdraw-batch.ts";
import {
  account,
  asClerk,
  bank,
  batchState,
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

// What happens at the bank ends in our books, to the cent.
useHouseAndBank();

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
    const { seeded } = await send([1_000, 2_000], ([first]) =>
      conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "gross" }),
    );
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
    for (const content of [...bytes.filter(isStatement), ...bytes.filter((one) => !isStatement(one))])
      await takeBankFile(door, content, service("test"));
    // The report that comes last says what the money that came back was: the outcome does not hang on the order of the files.
    expect(await ordersNow()).toEqual(["rejected AC04", "rejected AC06", "booked"]);
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

  test("people read the day on which the bank booked, not the day on which we read its file", async () => {
    await send([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "AC04", days: 3 }));
    await closeDays("2026-11-12");
    // The bank is silent for weeks: all its files are read on one day.
    const late = { ...door, now: () => instant("2026-11-20T09:00:00.000Z") };
    await fetchBank(late, bank);
    const days = await asClerk(async (tx) => ({
      batch: await tx.selectFrom("payment.batch").select("booked_on").execute(),
      order: await tx.selectFrom("payment.order").select(["state", "changed_on"]).execute(),
      told: await tx
        .selectFrom("declaration.event")
        .select(["what", "at"])
        .where("what", "in", ["paid", "returned"])
        .orderBy("rank")
        .execute(),
    }));
    expect(days).toEqual({
      batch: [{ booked_on: "2026-11-02" }],
      order: [{ state: "returned", changed_on: "2026-11-05" }],
      told: [
        { what: "paid", at: "2026-11-01T23:00:00.000Z" },
        { what: "returned", at: "2026-11-04T23:00:00.000Z" },
      ],
    });
    await closes();
  });

  test("what the bank keeps of a return is not taken from the budget", async () => {
    const { seeded } = await send([1_000], ([first]) =>
      conduct(first!.iban, { outcome: "return", reason: "AC04", days: 1, chargesCents: 50 }),
    );
    await closeDays("2026-11-12");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["returned AC04"]);
    expect(await spent(seeded[0]!)).toBe(0);
    await closes();
  });

  test("a return without a reference waits for a clerk, and blocks until then", async () => {
    const { seeded } = await send([1_000], ([first]) =>
      conduct(first!.iban, { outcome: "return", reason: "MS03", days: 1, anonymous: true }),
    );
    await closeDays("2026-11-12");
    await fetchBank(door, bank);
    const differences = await asClerk((tx) => differencesNow(tx, day("2026-11-12")));
    expect(differences.map(({ what }) => what).sort()).toEqual(["suspense", "unexplained-entries"]);
    const entry = await asClerk((tx) =>
      tx.selectFrom("payment.entry").select("id").where("meaning", "=", "unexplained").executeTakeFirstOrThrow(),
    );
    const { end_to_end: endToEnd } = await asClerk((tx) => tx.selectFrom("payment.order").select("end_to_end").executeTakeFirstOrThrow());
    await command(
      door,
      explainEntry,
      { entry: entry.id, as: { kind: "return", endToEnd }, personal: { reason: "Gebeld met de bank" } },
      { actor: maker },
    );
    expect(await ordersNow()).toEqual(["returned MS03"]);
    expect(await spent(seeded[0]!)).toBe(0);
    await closes();
  });

  test("a declaration that was paid in two parts gets back only the part that came back", async () => {
    const { seeded } = await send([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "AC04", days: 4 }));
    await closeDays("2026-11-04");
    await fetchBank(door, bank);
    await conduct(seeded[0]!.iban, { outcome: "accept" });
    await seedSupplement(door, seeded[0]!, cents(300));
    const withdrawn = await frozenBatch(door, account, [seeded[0]!.declaration]);
    await command(door, withdrawBatch, { batch: withdrawn.batch }, { actor: maker });
    expect(await lineStates()).toEqual(["approved", "paid"]);
    const { batch } = await releasedBatch(door, account, [seeded[0]!.declaration]);
    await sendBatch(door, bank, batch);
    expect(await lineStates()).toEqual(["ordered", "paid"]);
    await closeDays("2026-11-16");
    await fetchBank(door, bank);
    expect(await lineStates()).toEqual(["paid", "returned"]);
    expect(await spent(seeded[0]!)).toBe(300);
    await closes();
  });
});
