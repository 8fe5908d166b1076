import { describe, expect, test } from "vitest";
import { day, month } from "../kernel/day.ts";
import { cents, minutes } from "../kernel/money.ts";
import type { Rate } from "../agreement/rate.ts";
import { judge } from "./checks.ts";
import type { ClaimLine } from "./declaration.ts";
import type { DeclaredLine, Facts } from "./facts.ts";
import { factsOf, hours, monthFacts, monthLine, told } from "./fixtures.ts";

const rate = (unit: Rate["unit"], price: number, changes: Partial<Rate> = {}): Rate => ({
  unit,
  cents: cents(price),
  label: "",
  window: null,
  ...changes,
});
const night = { from: minutes(22 * 60), until: minutes(6 * 60), weekdays: [1, 2, 3, 4, 5, 6, 7] };
const weekend = { from: minutes(0), until: minutes(24 * 60), weekdays: [6, 7] };
const rates = [
  rate("hour", 2000),
  rate("hour", 2400, { label: "weekend", window: weekend }),
  rate("hour", 2200, { label: "nacht", window: night }),
  rate("daypart", 2600),
  rate("day", 15_000),
  rate("piece", 750, { label: "rit" }),
];
const counted = (rateAt: number, quantity: number, changes: Partial<ClaimLine> = {}): ClaimLine =>
  hours("a", "2026-10-05", 0, { rateAt, unit: rates[rateAt]?.unit ?? "hour", quantity, ...changes });
const at = (id: string, on: string, rateAt: number, worked: number): ClaimLine => hours(id, on, worked, { rateAt });
const on = (lines: ClaimLine[], changes: Partial<Facts> = {}) => factsOf(lines, changes, { rates });
const before = (rateAt: number, worked: number): DeclaredLine => ({
  id: "old",
  declaration: "claim-0",
  day: day("2026-10-05"),
  month: month("2026-10"),
  rateAt,
  unit: "hour",
  minutes: minutes(worked),
  quantity: 1,
  state: "paid",
});

const network = (changes: Partial<Facts>, price = 14_100, lines = [monthLine()]): Facts =>
  monthFacts(lines, changes, {
    kind: "network",
    standing: "informal",
    minutesPerWeek: null,
    rates: [rate("month", price), rate("month", 2500, { label: "kosten" })],
  });

const cases: [code: string, rows: [why: string, facts: Facts, expected: string[]][]][] = [
  [
    "D104 with several rates",
    [
      ["the last rate", on([counted(5, 2)]), ["a pay 1500"]],
      ["a rate that is not there", on([counted(6, 1, { unit: "hour", minutes: minutes(60) })]), ["a repair D104"]],
      ["hours at a rate per part of a day", on([at("a", "2026-10-05", 3, 60)]), ["a repair D104"]],
      ["rides without a day", on([counted(5, 1, { day: null })]), ["a repair D104"]],
    ],
  ],
  [
    "D105 with numbers",
    [
      ["number × rate", on([counted(5, 3, { amount: cents(2250) })]), ["a pay 2250"]],
      ["a cent more", on([counted(5, 3, { amount: cents(2251) })]), ["a repair D105"]],
    ],
  ],
  [
    "D106 per rate",
    [
      ["two rates on one day", on([at("a", "2026-10-05", 0, 60), at("b", "2026-10-05", 2, 60)]), ["a pay 2000", "b pay 2200"]],
      ["one rate twice on one day", on([at("a", "2026-10-05", 0, 60), at("b", "2026-10-05", 0, 60)]), ["a pay 2000", "b repair D106"]],
      ["declared before at another rate", on([at("a", "2026-10-05", 0, 60)], { declared: [before(2, 60)] }), ["a pay 2000"]],
    ],
  ],
  [
    "D110 per unit",
    [
      [
        "a part of a day has a maximum of its own",
        factsOf([hours("a", "2026-10-05", 0, { unit: "daypart" })], {}, { rates: [rate("daypart", 2699)] }),
        ["a repair D110"],
      ],
    ],
  ],
  [
    "D113",
    [
      ["one part of a day", on([counted(3, 1)]), ["a pay 2600"]],
      ["six parts fill a day", on([counted(3, 6)]), ["a pay 15600"]],
      ["seven do not fit", on([counted(3, 7)]), ["a repair D113"]],
      ["none", on([counted(3, 0)]), ["a repair D113"]],
      ["one day and night", on([counted(4, 1)]), ["a pay 15000"]],
      ["two on one day", on([counted(4, 2)]), ["a repair D113"]],
      ["as many kilometres as a line holds", on([counted(5, 100)]), ["a pay 75000"]],
      ["more than a line holds", on([counted(5, 1000)]), ["a repair D113"]],
    ],
  ],
  [
    "D116",
    [
      ["within four weeks after the month", network({ today: day("2026-11-28") }), ["m pay 14100"]],
      ["a day later a person looks", network({ today: day("2026-11-29") }), ["m review D116"]],
    ],
  ],
  [
    "D117",
    [
      ["a cent above the maximum", network({}, 14_101), ["m repair D117"]],
      ["costs beside it are for the college", network({}, 14_100, [monthLine({ id: "k", rateAt: 1 })]), ["k pay 2500"]],
    ],
  ],
  [
    "D114",
    [
      ["two rates that fill a day", on([at("a", "2026-10-03", 0, 960), at("b", "2026-10-03", 2, 480)]), ["a pay 32000", "b pay 17600"]],
      ["a quarter more", on([at("a", "2026-10-03", 0, 975), at("b", "2026-10-03", 2, 480)]), ["a pay 32500", "b repair D114"]],
      [
        "with what was declared before at another rate",
        on([at("a", "2026-10-05", 2, 480)], { declared: [before(0, 975)] }),
        ["a repair D114"],
      ],
      ["on two days", on([at("a", "2026-10-03", 0, 1440), at("b", "2026-10-04", 2, 480)]), ["a pay 48000", "b pay 17600"]],
    ],
  ],
  [
    "D115",
    [
      ["a Saturday at the rate of the weekend", on([at("a", "2026-10-03", 1, 60)]), ["a pay 2400"]],
      ["the Sunday", on([at("a", "2026-10-04", 1, 60)]), ["a pay 2400"]],
      ["the Monday", on([at("a", "2026-10-05", 1, 60)]), ["a repair D115"]],
      ["as many hours as the night has", on([at("a", "2026-10-05", 2, 480)]), ["a pay 17600"]],
      ["a quarter more", on([at("a", "2026-10-05", 2, 495)]), ["a repair D115"]],
    ],
  ],
];
for (const [code, rows] of cases) {
  describe(code, () => {
    for (const [why, facts, expected] of rows) test(why, () => expect(told(facts)).toEqual(expected));
  });
}

test("what is wrong with a rate names the rate, the days and what to do", () => {
  const { findings } = judge(on([at("a", "2026-10-05", 1, 60)]));
  expect(findings.map(({ text, remedy }) => `${text} | ${remedy}`)).toEqual([
    "5\u00a0oktober\u00a02026 is een maandag. Het tarief ‘weekend’ geldt op: zaterdag, zondag. | Kies een tarief dat op die dag geldt, of verbeter de dag.",
  ]);
});
