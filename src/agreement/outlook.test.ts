import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, daysBetween, plusDays } from "../kernel/day.ts";
import { cents, minutes, plus, total, zero } from "../kernel/money.ts";
import { costOver, type Agreement } from "./agreement.ts";
import { approved, perHourOf } from "./fixtures.ts";
import { outlookOf, type OutlookFacts } from "./outlook.ts";

const year = [{ from: day("2026-01-01"), until: day("2026-12-31") }];
// Seven hours a week at € 10,00: ten euros a day.
const tenADay = (from: string, until: string | null, id = "own", changes: Partial<Agreement> = {}): Agreement => ({
  ...approved(),
  id,
  rates: perHourOf(1000),
  minutesPerWeek: minutes(420),
  period: { from: day(from), until: until === null ? null : day(until) },
  ...changes,
});
const facts = (changes: Partial<OutlookFacts> = {}): OutlookFacts => ({
  today: day("2026-12-01"),
  agreement: tenADay("2026-12-01", null),
  commitment: cents(31_000),
  awarded: year,
  free: cents(31_000),
  others: [],
  ...changes,
});
const other = (left: number, agreement = tenADay("2026-01-01", null, "other")) => ({
  id: "other",
  provider: "p",
  agreement,
  left: cents(left),
});
const irregular = { schedule: "irregular", minutesPerWeek: null } as const;

describe("before a signature", () => {
  for (const [why, changes, expected] of [
    ["what fits to the cent lasts as long as the award", {}, { runsOut: null, left: 0, short: 0 }],
    ["with a cent less it is empty on the last day", { free: cents(30_999) }, { runsOut: "2026-12-31", left: 0, short: 1 }],
    ["with half of it, halfway", { free: cents(15_000) }, { runsOut: "2026-12-16", left: 0, short: 16_000 }],
    ["with nothing, on the first day", { free: zero }, { runsOut: "2026-12-01", left: 0, short: 31_000 }],
    ["what is more stays free", { free: cents(40_000) }, { runsOut: null, left: 9_000, short: 0 }],
    [
      "it begins to cost when it begins",
      { agreement: tenADay("2026-12-22", null), commitment: cents(10_000), free: cents(5_000) },
      { runsOut: "2026-12-27", left: 0, short: 5_000 },
    ],
    [
      "another that is covered changes nothing",
      { others: [other(31_000)] },
      { runsOut: null, left: 0, othersCovered: true, others: [{ need: 31_000, uncovered: 0 }] },
    ],
    [
      "another that is not covered takes from what is free",
      { free: cents(41_000), others: [other(21_000)] },
      { runsOut: null, left: 10_000, othersCovered: true, others: [{ need: 31_000, uncovered: 10_000 }] },
    ],
    [
      "another that is not covered is short with this one",
      { others: [other(21_000)] },
      { runsOut: "2026-12-27", left: 0, othersCovered: false, others: [{ uncovered: 10_000 }] },
    ],
    [
      "another that nobody can foresee spends what stands aside for it",
      { others: [other(500, tenADay("2026-01-01", null, "other", irregular))] },
      { runsOut: null, others: [{ need: null, uncovered: 0, left: 500 }] },
    ],
    [
      "irregular work of one's own spends what is put aside",
      { agreement: tenADay("2026-12-01", null, "own", irregular), commitment: cents(20_000), others: [other(20_000)] },
      { expected: null, runsOut: null, left: 11_000, othersCovered: true },
    ],
    ["an award that is over is not looked at", { today: day("2027-01-01") }, { runsOut: null }],
    [
      "one that ends sooner stops costing",
      { agreement: tenADay("2026-12-01", "2026-12-10"), commitment: cents(10_000), free: cents(10_000) },
      { runsOut: null, left: 0, until: "2026-12-10" },
    ],
  ] as const)
    test(why, () => {
      expect(outlookOf(facts(changes))).toMatchObject(expected);
    });

  test("the day on which it is empty is the first on which more was spent than there is", () => {
    const seed = Number(process.env.PGB_SEED ?? 20_261_127);
    const arbitrary = fc.record({
      free: fc.integer({ min: 0, max: 80_000 }),
      left: fc.integer({ min: 0, max: 40_000 }),
      begins: fc.integer({ min: 0, max: 30 }),
      perWeek: fc.integer({ min: 1, max: 40 }).map((hours) => minutes(hours * 60)),
    });
    fc.assert(
      fc.property(arbitrary, ({ free, left, begins, perWeek }) => {
        const today = day("2026-11-15");
        const agreement = tenADay(plusDays(today, begins), null, "own", { minutesPerWeek: perWeek });
        const beside = tenADay("2026-01-01", null, "other");
        const given = facts({ today, agreement, free: cents(free), others: [other(left, beside)] });
        const there = plus(cents(free), cents(left));
        const spent = (until: number) => {
          const on = plusDays(today, until);
          const over = (one: Agreement) => {
            const from = one.period.from > today ? one.period.from : today;
            return on < from ? zero : (costOver({ ...one, period: { from, until: on } }, year) ?? zero);
          };
          return total([over(agreement), over(beside)]);
        };
        const days = Array.from({ length: daysBetween(today, day("2026-12-31")) + 1 }, (_, at) => at);
        const first = days.find((at) => spent(at) > there);
        expect(outlookOf(given).runsOut).toBe(first === undefined ? null : plusDays(today, first));
      }),
      { seed, numRuns: 300 },
    );
  });
});
