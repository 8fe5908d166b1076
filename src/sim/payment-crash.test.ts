import { describe, expect, test } from "vitest";
import { cents } from "../kernel/money.ts";
import type { Door } from "../db/command.ts";
import type { Bank } from "../payment/bank.ts";
import { fetchBank } from "../payment/fetch.ts";
import { releasedBatch, seedClaims } from "../payment/fixtures.ts";
import { sendBatch } from "../payment/send.ts";
import { account, bank, batchState, closeDays, closes, door, ordersNow, pool, useHouseAndBank } from "./payment-for-tests.ts";

// The worker may die between any two steps: the bank gets the file once, and our books say what it did.
useHouseAndBank();

describe("whatever dies on the way to the bank", () => {
  const counted = () =>
    pool.query<{ files: number; debits: number }>(
      "select (select count(*)::int from bank.file_in) as files, (select count(*)::int from bank.entry where kind = 'batch') as debits",
    );
  const release = async () => {
    const [seeded] = await seedClaims(door, [{ number: 1, amount: cents(1_000) }]);
    return (await releasedBatch(door, account, [seeded!.declaration])).batch;
  };
  const dies = () => Promise.reject(new Error("the worker died"));

  for (const [when, faulty] of [
    ["before the bank was asked", (): Bank => ({ ...bank, receiptOf: dies })],
    ["before the file went out", (): Bank => ({ ...bank, put: dies })],
    [
      "after the bank took the file, before its receipt came",
      (): Bank => ({
        ...bank,
        put: async (...file) => {
          await bank.put(...file);
          return dies();
        },
      }),
    ],
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
    const deaf: Door = {
      ...door,
      mintId: () => {
        throw new Error("the worker died");
      },
    };
    await expect(sendBatch(deaf, bank, batch)).rejects.toThrow("the worker died");
    await sendBatch(door, bank, batch);
    expect((await counted()).rows[0]?.files).toBe(1);
    expect(await ordersNow()).toEqual(["sent"]);
  });

  test("before the receipt was ever written down: the answers of the bank tell as much", async () => {
    const batch = await release();
    const lost: Bank = {
      ...bank,
      put: async (...file) => {
        await bank.put(...file);
        return dies();
      },
    };
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
