import fc from "fast-check";
import { expect, test } from "vitest";
import { plusDays, day } from "../../kernel/day.ts";
import { call, close, creditors, expectBooksAreStatements, newBank, orderOf, put, reports, statements, useBank } from "./bank-for-tests.ts";

useBank();

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

const conduct = fc.oneof(
  fc.constant({ outcome: "accept" as const }),
  fc.record({
    outcome: fc.constant("reject" as const),
    reason: fc.constant("AC04"),
    booking: fc.constantFrom("gross" as const, "net" as const),
  }),
  fc.record({
    outcome: fc.constant("return" as const),
    reason: fc.constant("MD07"),
    days: fc.integer({ min: 0, max: 4 }),
    chargesCents: fc.constantFrom(0, 25),
    anonymous: fc.boolean(),
  }),
);
const history = fc.record({
  conducts: fc.tuple(conduct, conduct, conduct),
  files: fc.array(
    fc.record({
      amounts: fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 6 }),
      wait: fc.integer({ min: 0, max: 3 }),
      again: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

// What must be left in the end, said without days, files or entries: the other way round from how the bank does it.
const leftOf = ({ conducts, files }: typeof history extends fc.Arbitrary<infer T> ? T : never): number =>
  files
    .flatMap(({ amounts }) => amounts.map((amount, n) => ({ amount, conduct: conducts[n % 3] })))
    .reduce((left, { amount, conduct: how }) => {
      if (how === undefined || how.outcome === "accept") return left - amount;
      return how.outcome === "reject" ? left : left - Math.min(how.chargesCents, amount - 1);
    }, 100_000_000);

test(`whatever happens, the books are the statements and every cent is where it belongs, seed ${String(seed)}`, async () => {
  const property = fc.asyncProperty(history, async (given) => {
    await newBank(100_000_000);
    for (const [n, how] of given.conducts.entries()) await call("PUT", `/gedrag/${creditors[n] ?? ""}`, how);
    let today = day("2026-11-02");
    for (const [n, { amounts, wait, again }] of given.files.entries()) {
      const order = orderOf(amounts, { messageId: `PGB-${String(n)}`, executeOn: plusDays(today, wait) });
      const told = await put(order);
      expect(told.body.status).toBe("accepted");
      today = plusDays(today, wait);
      await close(today);
      if (again) expect(await put(order)).toEqual(told);
    }
    await close(plusDays(today, 20));
    await expectBooksAreStatements();
    expect((await statements()).at(-1)?.statements[0]?.closing).toBe(leftOf(given));
    expect(await reports()).toHaveLength(given.files.length * 2);
  });
  await fc.assert(property, { seed, numRuns: 8, endOnFailure: true });
}, 120_000);
