import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { day, plusDays } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { fetchBank } from "../payment/fetch.ts";
import { paymentDifferences } from "../payment/differences.ts";
import { ownIban, releasedBatch, seedClaims } from "../payment/fixtures.ts";
import { sendBatch } from "../payment/send.ts";
import {
  account,
  afterTampering,
  asClerk,
  ask,
  bank,
  closeDays,
  closes,
  conduct,
  door,
  ordersNow,
  pool,
  send,
  useHouseAndBank,
} from "./payment-for-tests.ts";

useHouseAndBank();

describe("the proof of payments", () => {
  test("finds whatever was changed by a cent, a state or a row", async () => {
    await send([1_000, 2_000, 4_000], async ([first, second]) => {
      await conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "net" });
      await conduct(second!.iban, { outcome: "return", reason: "AC04", days: 1 });
    });
    await closeDays("2026-11-09");
    await fetchBank(door, bank);
    await closes();
    for (const [statement, what] of [
      ["update payment.order set amount = amount + 1 where state = 'booked'", "order-claims"],
      ["update payment.order_claim set amount = amount + 1", "order-claim-transfer"],
      ["update payment.order set state = 'booked' where state = 'returned'", "order-reversed"],
      ["update payment.order set state = 'returned' where state = 'booked'", "order-reversed"],
      ["update payment.order set state = 'sent' where state = 'booked'", "order-and-batch"],
      ["delete from payment.batch_order where order_id in (select id from payment.order where state = 'booked')", "order-in-one-batch"],
      ["update payment.batch set sum = sum + 1", "batch-sum"],
      ["update payment.batch set state = 'frozen'", "order-paid"],
      ["update payment.entry set amount = amount + 1 where meaning = 'batch'", "batch-booked"],
      ["update payment.entry set amount = amount + 1 where meaning = 'return'", "statement-sum"],
      ["update payment.entry set meaning = 'unexplained' where meaning = 'return'", "unexplained-entries"],
      ["delete from payment.entry where meaning = 'funding'", "statement-sum"],
      ["update payment.statement set opening = opening + 1, closing = closing + 1 where sequence = 2", "statement-chain"],
      ["update payment.statement set closing = closing + 1 where sequence = (select max(sequence) from payment.statement)", "bank-balance"],
      ["delete from ledger.transfer where code = 'reverse'", "transit"],
      ["update ledger.transfer set amount = amount + 1 where code = 'pay'", "transit"],
      ["delete from ledger.transfer where code = 'funding'", "bank-balance"],
      ["update declaration.line set state = 'approved' where state = 'paid'", "order-line-state"],
      ["update declaration.line set amount = amount + 1 where state = 'paid'", "order-lines"],
      ["update payment.order set state = 'booked' where state = 'returned'", "work-order-state"],
      ["update payment.order set state = 'booked' where state = 'returned'", "account-blocked"],
      [
        "update payment.order o set retries = (select n.id from payment.order n where n.id <> o.id limit 1) where state = 'booked'",
        "retry-reference",
      ],
      ["delete from payment.release", "batch-released"],
      ["update ledger.account set owner = 'other' where kind = 'transit'", "batch-routed"],
      ["update payment.statement set last = false where sequence = (select max(sequence) from payment.statement)", "statement-pages"],
      ["delete from ledger.transfer where code = 'pay'", "transit-negative"],
      ["update ledger.transfer set credit_id = (select id from ledger.account where kind = 'suspense') where code = 'funding'", "suspense"],
    ] as const)
      expect([statement, await afterTampering(statement)]).toEqual([statement, expect.arrayContaining([what])]);
    expect(await afterTampering("select 1")).toEqual([]);
  }, 60_000);
});

describe("any history at the bank", () => {
  const reason = fc.constantFrom("AC04", "AC06", "MD07", "MS03");
  const behaviour = fc.oneof(
    fc.constant({ outcome: "accept" as const }),
    fc.record({ outcome: fc.constant("reject" as const), reason, booking: fc.constantFrom("gross", "net") }),
    fc.record({
      outcome: fc.constant("return" as const),
      reason,
      days: fc.integer({ min: 0, max: 12 }),
      chargesCents: fc.integer({ min: 0, max: 200 }),
      partCents: fc.option(fc.integer({ min: 1, max: 9_999 })),
      once: fc.boolean(),
    }),
  );
  const style = fc.record({
    status: fc.constantFrom("10", "03"),
    statement: fc.constantFrom("08", "02"),
    pageEntries: fc.option(fc.integer({ min: 1, max: 3 })),
    detailsApart: fc.boolean(),
    twice: fc.boolean(),
    reordered: fc.boolean(),
  });
  const payment = fc.record({ amount: fc.integer({ min: 1, max: 9_999 }), behaviour });
  const history = fc.array(
    fc.record({ payments: fc.array(payment, { minLength: 1, maxLength: 6 }), days: fc.integer({ min: 1, max: 4 }) }),
    { minLength: 3, maxLength: 5 },
  );

  for (const seed of [20261102, 7, 1917])
    test(`closes to the cent, and every payment has one outcome at the bank and with us (seed ${String(seed)})`, async () => {
      let number = 0;
      let today = day("2026-11-02");
      await ask("PUT", `/rekeningen/${ownIban}/gedrag`, fc.sample(style, { seed, numRuns: 1 })[0]);
      for (const { payments, days } of fc.sample(history, { seed, numRuns: 1 })[0] ?? []) {
        const seeded = await seedClaims(
          door,
          payments.map(({ amount }) => ({ number: ++number, amount: cents(amount) })),
        );
        for (const [n, one] of payments.entries()) await conduct(seeded[n]!.iban, one.behaviour);
        await sendBatch(
          door,
          bank,
          (
            await releasedBatch(
              door,
              account,
              seeded.map(({ declaration }) => declaration),
            )
          ).batch,
        );
        today = plusDays(today, days);
        await closeDays(today);
        await fetchBank(door, bank);
        expect(await asClerk(paymentDifferences)).toEqual([]);
      }
      await closeDays(plusDays(today, 40));
      await fetchBank(door, bank);
      await closes();
      const { rows } = await pool.query<{ state: string; reason: string | null }>(
        "select state, reason from bank.payment order by amount, end_to_end",
      );
      const ours = await ordersNow();
      const atTheBank = rows.map((row) => (row.state === "settled" ? "booked" : `${row.state} ${row.reason ?? ""}`));
      expect([...ours].sort()).toEqual(atTheBank.sort());
    }, 90_000);
});
