import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { day, daysIn, month } from "../kernel/day.ts";
import { cents, minutes, total } from "../kernel/money.ts";
import { tableOfChecks } from "../law/check.ts";
import { canonical, hashOf, verify, type Receipt } from "../law/receipt.ts";
import { checks, judge } from "./checks.ts";
import type { ClaimLine } from "./declaration.ts";
import type { Facts } from "./facts.ts";
import { perHourOf } from "../agreement/fixtures.ts";
import { factsOf, hours } from "./fixtures.ts";
import { drawn, quartersWithin, totalRoom } from "./room.ts";

const october = daysIn(month("2026-10"));

/** Lines of which many are right and some wrong in every way that a line can be. */
const lineOf = (id: string): fc.Arbitrary<ClaimLine> =>
  fc
    .record({
      day: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...october) },
        { weight: 1, arbitrary: fc.constantFrom(day("2026-09-30"), day("2026-11-02"), null) },
      ),
      worked: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }).map((count) => count * 15) },
        { weight: 1, arbitrary: fc.integer({ min: -30, max: 1500 }) },
      ),
      rate: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(2500, 2501) }),
      amount: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.integer({ min: -1, max: 50_000 }) }),
      unit: fc.oneof({ weight: 12, arbitrary: fc.constant("hour" as const) }, { weight: 1, arbitrary: fc.constant("month" as const) }),
    })
    .map(({ day: on, worked, rate, amount, unit }) => ({
      id,
      day: on,
      rateAt: 0,
      unit,
      minutes: minutes(worked),
      quantity: 1,
      rate: rate === null ? null : cents(rate),
      amount: amount === null ? null : cents(amount),
    }));

const anyLines = fc
  .integer({ min: 1, max: 12 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => lineOf(`l${String(at)}`))));
const anyRoom = fc.array(
  fc.record({ commitment: fc.integer({ min: -1000, max: 60_000 }), free: fc.integer({ min: -1000, max: 60_000 }) }),
  { minLength: 1, maxLength: 3 },
);

const anyFacts: fc.Arbitrary<Facts> = fc
  .tuple(anyLines, anyRoom, fc.boolean(), fc.boolean(), fc.constantFrom(2500, 2699))
  .map(([lines, rooms, beyondCommitment, confirmed, rate]) => {
    const base = factsOf(lines, {}, { beyondCommitment, rates: perHourOf(rate) });
    return {
      ...base,
      confirmed: confirmed ? base.confirmed : [],
      budgetLines: rooms.map(({ commitment, free }, at) => ({
        id: `line-${String(at)}`,
        awarded: [{ from: day("2026-01-01"), until: day(at === 1 ? "2026-10-15" : "2026-12-31") }],
        commitment: cents(commitment),
        free: cents(free),
      })),
    };
  });

const runs = { seed: 20265, numRuns: 300, verbose: true } as const;
const outcomes = (facts: Facts) => judge(facts).lines.map(({ id, outcome, amount }) => ({ id, outcome, amount }));

describe("whatever is declared", () => {
  test("no more is paid or held than there is room, on each budget line", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { lines, totals } = judge(facts);
        const draws = lines.flatMap((line) => line.draws);
        for (const budget of facts.budgetLines) {
          const own = draws.filter(({ budgetLine }) => budgetLine === budget.id);
          expect(total(own.map(({ commitment }) => commitment))).toBeLessThanOrEqual(Math.max(budget.commitment, 0));
          expect(total(own.map(({ free }) => free))).toBeLessThanOrEqual(facts.agreement.beyondCommitment ? Math.max(budget.free, 0) : 0);
        }
        expect(totals.pay).toBeLessThanOrEqual(
          totalRoom(
            facts.budgetLines.map((line) => ({
              ...line,
              commitment: cents(Math.max(line.commitment, 0)),
              free: cents(Math.max(line.free, 0)),
            })),
          ),
        );
      }),
      runs,
    );
  });

  test("a paid line draws exactly its amount, a line to be mended draws nothing", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const line of judge(facts).lines) {
          expect(drawn(line.draws)).toBe(line.outcome === "pay" || line.outcome === "review" ? line.right : 0);
          expect(line.amount).toBe(line.outcome === "pay" ? line.right : 0);
        }
      }),
      runs,
    );
  });

  test("a line added behind changes nothing for the lines before it", () => {
    fc.assert(
      fc.property(anyFacts, lineOf("extra"), (facts, extra) => {
        const longer = { ...facts, claim: { ...facts.claim, lines: [...facts.claim.lines, extra] } };
        expect(outcomes(longer).slice(0, -1)).toEqual(outcomes(facts));
      }),
      runs,
    );
  });

  test("a wrong line put in front takes nothing from the lines behind it, other than on its own day", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const wrong = hours("wrong", "2026-10-05", 7);
        const lines = facts.claim.lines.filter((line) => line.day !== wrong.day);
        const plain = { ...facts, claim: { ...facts.claim, lines } };
        const longer = { ...facts, claim: { ...facts.claim, lines: [wrong, ...lines] } };
        expect(outcomes(longer).slice(1)).toEqual(outcomes(plain));
      }),
      runs,
    );
  });

  test("more room never pays less in all on a single line", () => {
    fc.assert(
      fc.property(lineOf("a"), fc.nat(60_000), fc.nat(60_000), (line, room, more) => {
        const paid = (free: number) =>
          judge(
            factsOf([line], {
              budgetLines: [{ id: "b", awarded: [{ from: day("2026-01-01"), until: null }], commitment: cents(0), free: cents(free) }],
            }),
          ).totals.pay;
        expect(paid(room + more)).toBeGreaterThanOrEqual(paid(room));
      }),
      runs,
    );
  });

  test("nothing is refused by the checks alone, and each line that is not paid says why and what to do", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { outcome, findings } of judge(facts).lines) {
          expect(outcome).not.toBe("refuse");
          if (outcome === "pay") expect(findings).toEqual([]);
          else expect(findings.length).toBeGreaterThan(0);
          for (const found of findings) {
            expect(found.text).toMatch(/[A-Z0-9].*\.$/);
            expect(found.remedy).toMatch(/^[A-Z].*\.$/);
            expect(found.article).toMatch(/art\. /);
          }
        }
      }),
      runs,
    );
  });

  test("the receipt holds enough to judge again to the same hash", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const made = judge(facts).receipt;
        const stored = JSON.parse(canonical(made)) as Receipt;
        expect(verify(stored, hashOf(made))).toBe(true);
        expect(hashOf(judge(stored.given as unknown as Facts).receipt)).toBe(hashOf(made));
      }),
      { ...runs, numRuns: 100 },
    );
  });

  test("a receipt keeps nothing else that the facts carry", () => {
    const facts = factsOf([hours("a", "2026-10-05", 60)]);
    const laden = { ...facts, agreement: { ...facts.agreement, care: "helpt met wassen" }, claim: { ...facts.claim, note: "tot morgen" } };
    expect(hashOf(judge(laden).receipt)).toBe(hashOf(judge(facts).receipt));
  });

  test("the sums by outcome are what was claimed, where nothing was claimed for another amount", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const lines = facts.claim.lines.map((line) => ({ ...line, amount: null, rate: null }));
        const { totals } = judge({ ...facts, claim: { ...facts.claim, lines } });
        expect(totals.pay + totals.repair + totals.review + totals.refuse).toBe(totals.claimed);
      }),
      runs,
    );
  });
});

test("the most quarters that fit: one more would not", () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 100, max: 20_000 }), (amount, rate) => {
      const fitting = quartersWithin(cents(amount), cents(rate), minutes(15));
      const cost = (worked: number) => Math.floor((rate * worked * 2 + 60) / 120);
      expect(cost(fitting)).toBeLessThanOrEqual(amount);
      expect(cost(fitting + 15)).toBeGreaterThan(amount);
    }),
    runs,
  );
});

test("the catalogue has the checks in order, each with a title and an article under each law", () => {
  const table = tableOfChecks(checks);
  expect(table.map(({ code }) => code)).toEqual([
    "D101",
    "D102",
    "D103",
    "D104",
    "D105",
    "D106",
    "D107",
    "D108",
    "D109",
    "D110",
    "D111",
    "D112",
    "D113",
    "D114",
    "D115",
    "D116",
    "D117",
    "D190",
    "D150",
    "D120",
  ]);
  for (const { title, articles } of table)
    expect([title, articles.wmo, articles.jeugdwet, articles.wlz].every((text) => text.length > 5)).toBe(true);
});

test("facts that do not belong together are a defect", () => {
  expect(() => judge(factsOf([], {}, { id: "agreement-2" }))).toThrow(/is for agreement agreement-1/);
});
