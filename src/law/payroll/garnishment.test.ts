import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "../../kernel/money.ts";
import { garnish, type Garnishment } from "./garnishment.ts";

const served = (id: string, rank: number, servedOn: string, open: number): Garnishment => ({ id, rank, servedOn, open: cents(open) });

for (const [why, net, kept, garnishments, paid, left] of [
  ["no garnishment", 200_000, 150_000, [], [], 200_000],
  ["a wage on the protected amount", 150_000, 150_000, [served("a", 1, "2026-01-01", 10)], [], 150_000],
  ["a cent above it", 150_001, 150_000, [served("a", 1, "2026-01-01", 10)], [["a", 1]], 150_000],
  ["below it", 100_000, 150_000, [served("a", 1, "2026-01-01", 10)], [], 100_000],
  ["a debt that is paid off", 200_000, 150_000, [served("a", 1, "2026-01-01", 20_000)], [["a", 20_000]], 180_000],
  [
    "rank before day",
    200_000,
    150_000,
    [served("b", 2, "2025-01-01", 40_000), served("a", 1, "2026-01-01", 20_000)],
    [
      ["a", 20_000],
      ["b", 30_000],
    ],
    150_000,
  ],
  [
    "the earlier day among equals",
    200_000,
    150_000,
    [served("a", 1, "2026-01-02", 60_000), served("b", 1, "2026-01-01", 60_000)],
    [["b", 50_000]],
    150_000,
  ],
  [
    "the same day: by name, so that twice is once",
    200_000,
    150_000,
    [served("b", 1, "2026-01-01", 60_000), served("a", 1, "2026-01-01", 60_000)],
    [["a", 50_000]],
    150_000,
  ],
] as const) {
  test(why, () => {
    const divided = garnish(cents(net), cents(kept), garnishments);
    expect(divided.paid.map(({ id, amount }) => [id, amount])).toStrictEqual(paid.map((one) => [...one]));
    expect(divided.left).toBe(left);
  });
}

test("never touches the protected amount, never pays more than is open, and sums to the wage", () => {
  const amount = fc.integer({ min: 0, max: 500_000 });
  const garnishments = fc.uniqueArray(
    fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), rank: fc.integer({ min: 1, max: 3 }), open: amount }),
    {
      selector: ({ id }) => id,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(amount, amount, garnishments, (net, kept, given) => {
      const all = given.map(({ id, rank, open }) => served(id, rank, "2026-01-01", open));
      const { paid, left } = garnish(cents(net), cents(kept), all);
      const sum = paid.reduce((so, { amount: one }) => so + one, 0);
      expect(sum + left).toBe(net);
      expect(left).toBeGreaterThanOrEqual(Math.min(net, kept));
      for (const one of paid) expect(one.amount).toBeLessThanOrEqual(all.find(({ id }) => id === one.id)?.open ?? 0);
    }),
    { seed: 20261125 },
  );
});
