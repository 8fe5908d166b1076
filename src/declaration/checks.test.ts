import { describe, expect, test } from "vitest";
import { day, month } from "../kernel/day.ts";
import { cents, minutes } from "../kernel/money.ts";
import type { Agreement } from "../agreement/agreement.ts";
import type { ClaimLine, LineState } from "./declaration.ts";
import type { BudgetRoom, DeclaredLine, Facts } from "./facts.ts";
import { perHourOf } from "../agreement/fixtures.ts";
import { factsOf, hours, monthFacts, monthLine, told } from "./fixtures.ts";

const on = (lines: ClaimLine[], changes: Partial<Facts> = {}, agreement: Partial<Agreement> = {}) => factsOf(lines, changes, agreement);
const one = (changes: Partial<Facts> = {}, agreement: Partial<Agreement> = {}, line: Partial<ClaimLine> = {}) =>
  on([hours("a", "2026-10-05", 120, line)], changes, agreement);
const month1 = (changes: Partial<Facts> = {}, agreement: Partial<Agreement> = {}, line: Partial<ClaimLine> = {}) =>
  monthFacts([monthLine(line)], changes, agreement);

const award = (from: string, until: string | null): Pick<BudgetRoom, "awarded"> => ({
  awarded: [{ from: day(from), until: until === null ? null : day(until) }],
});
const budget = (changes: Partial<BudgetRoom>, id = "line-1"): BudgetRoom => ({
  id,
  awarded: [{ from: day("2026-01-01"), until: day("2026-12-31") }],
  commitment: cents(100_000),
  free: cents(50_000),
  ...changes,
});
const before = (date: string | null, worked: number, state: LineState = "paid"): DeclaredLine => ({
  id: "old",
  declaration: "claim-0",
  day: date === null ? null : day(date),
  month: month("2026-10"),
  rateAt: 0,
  unit: date === null ? "month" : "hour",
  minutes: minutes(worked),
  quantity: 1,
  state,
});
const alive = { known: true, died: null, blocked: false };
const ended = { state: "ended", endedOn: day("2026-10-15") } as const;
const until = (last: string) => ({ period: { from: day("2026-10-01"), until: day(last) } });
const policy = (from: string, rate: number) => [{ from: day(from), value: cents(rate), source: "verordening" }];

const cases: [code: string, rows: [why: string, facts: Facts, expected: string[]][]][] = [
  [
    "D101",
    [
      ["a day within", one(), ["a pay 5000"]],
      ["the first day", one({ budgetLines: [budget(award("2026-10-05", "2026-12-31"))] }), ["a pay 5000"]],
      ["the day before", one({ budgetLines: [budget(award("2026-10-06", "2026-12-31"))] }), ["a repair D101"]],
      ["the last day", one({ budgetLines: [budget(award("2026-01-01", "2026-10-05"))] }), ["a pay 5000"]],
      ["the day after", one({ budgetLines: [budget(award("2026-01-01", "2026-10-04"))] }), ["a repair D101"]],
      ["an award without an end", one({ budgetLines: [budget(award("2026-01-01", null))] }), ["a pay 5000"]],
      [
        "a second award of the same line",
        one({ budgetLines: [budget({ awarded: [...award("2026-01-01", "2026-03-31").awarded, ...award("2026-10-01", null).awarded] })] }),
        ["a pay 5000"],
      ],
      ["no budget at all", one({ budgetLines: [] }), ["a repair D101"]],
      ["a month without one awarded day", month1({ budgetLines: [budget(award("2026-11-01", null))] }), ["m repair D101"]],
    ],
  ],
  [
    "D102",
    [
      ["the first day", on([hours("a", "2026-10-01", 60)]), ["a pay 2500"]],
      [
        "the day before",
        on([hours("a", "2026-09-30", 60)], { claim: { ...on([hours("a", "2026-09-30", 60)]).claim, month: month("2026-09") } }),
        ["a repair D102"],
      ],
      ["the last day of one that ended early", on([hours("a", "2026-10-15", 60)], {}, ended), ["a pay 2500"]],
      ["the day after", on([hours("a", "2026-10-16", 60)], {}, ended), ["a repair D102"]],
      ["not approved yet", one({}, { state: "funder-approved" }), ["a repair D102"]],
      [
        "a month in which award and agreement share no day",
        month1({ budgetLines: [budget(award("2026-10-16", null))] }, until("2026-10-15")),
        ["m repair D102"],
      ],
    ],
  ],
  [
    "D103",
    [
      ["an unknown provider", one({ provider: { ...alive, known: false } }), ["a repair D103"]],
      ["an unknown holder", one({ holder: { ...alive, known: false } }), ["a repair D103"]],
      ["care on the day of death", one({ holder: { ...alive, died: day("2026-10-05") } }), ["a pay 5000"]],
      ["care the day after", one({ holder: { ...alive, died: day("2026-10-04") } }), ["a repair D103"]],
      ["a stop on payments goes to a person", one({ provider: { ...alive, blocked: true } }), ["a review D103"]],
      [
        "a month in which the agreement began after the death",
        month1({ holder: { ...alive, died: day("2026-10-10") } }, { period: { from: day("2026-10-16"), until: null } }),
        ["m repair D103"],
      ],
      ["a month after the death", month1({ holder: { ...alive, died: day("2026-09-30") } }), ["m repair D103"]],
    ],
  ],
  [
    "D104",
    [
      ["the rate of the agreement", one({}, {}, { rate: cents(2500) }), ["a pay 5000"]],
      ["a cent more", one({}, {}, { rate: cents(2501) }), ["a repair D104"]],
      ["a cent less", one({}, {}, { rate: cents(2499) }), ["a repair D104"]],
      ["hours under a month amount", monthFacts([hours("a", "2026-10-05", 60)]), ["a repair D104"]],
      ["a month amount under a rate per hour", on([monthLine()]), ["m repair D104"]],
      ["hours without a day", one({}, {}, { day: null }), ["a repair D104"]],
    ],
  ],
  [
    "D105",
    [
      ["the right amount", one({}, {}, { amount: cents(5000) }), ["a pay 5000"]],
      ["a cent more", one({}, {}, { amount: cents(5001) }), ["a repair D105"]],
      ["a cent less", one({}, {}, { amount: cents(4999) }), ["a repair D105"]],
      ["half a cent is rounded up", one({}, { rates: perHourOf(2502) }, { minutes: minutes(15), amount: cents(626) }), ["a pay 626"]],
      ["and not down", one({}, { rates: perHourOf(2502) }, { minutes: minutes(15), amount: cents(625) }), ["a repair D105"]],
    ],
  ],
  [
    "D106",
    [
      ["the same day and time, paid before", one({ declared: [before("2026-10-05", 120)] }), ["a repair D106"]],
      ["the same, but refused before", one({ declared: [before("2026-10-05", 120, "refused")] }), ["a pay 5000"]],
      ["the same, but rejected by the holder", one({ declared: [before("2026-10-05", 120, "rejected")] }), ["a pay 5000"]],
      ["the same, returned by the bank", one({ declared: [before("2026-10-05", 120, "returned")] }), ["a repair D106"]],
      ["the same day, another time: a person looks", one({ declared: [before("2026-10-05", 60)] }), ["a review D106"]],
      ["exactly a day in all: a person looks", one({ declared: [before("2026-10-05", 1320)] }), ["a review D106"]],
      ["more than a day holds in all", one({ declared: [before("2026-10-05", 1335)] }), ["a repair D106"]],
      ["another day", one({ declared: [before("2026-10-06", 120)] }), ["a pay 5000"]],
      [
        "a line that is being mended is not its own double",
        one({ declared: [{ ...before("2026-10-05", 120, "repair"), id: "a" }] }),
        ["a pay 5000"],
      ],
      [
        "a line of this declaration that is not judged again",
        one({ declared: [{ ...before("2026-10-05", 120, "approved"), declaration: "claim-1" }] }),
        ["a repair D106"],
      ],
      [
        "twice the same day here: the second is double",
        on([hours("a", "2026-10-05", 60), hours("b", "2026-10-05", 60)]),
        ["a pay 2500", "b repair D106"],
      ],
      [
        "a month amount twice",
        monthFacts([monthLine(), monthLine({ id: "n" })], { budgetLines: [budget({ free: cents(200_000) })] }),
        ["m pay 100000", "n repair D106"],
      ],
      ["a month amount paid before", month1({ declared: [before(null, 0)] }), ["m repair D106"]],
    ],
  ],
  [
    "D107",
    [
      ["yesterday", one({ today: day("2026-10-06") }), ["a pay 5000"]],
      ["today", one({ today: day("2026-10-05") }), ["a repair D107"]],
      ["tomorrow", one({ today: day("2026-10-04") }), ["a repair D107"]],
      ["a month on its last day", month1({ today: day("2026-10-31") }), ["m repair D107"]],
      ["a month on the first day after", month1({ today: day("2026-11-01") }), ["m pay 100000"]],
    ],
  ],
  [
    "D108",
    [
      ["another declaration for the month", one({ siblings: [{ id: "claim-0", supplementTo: null }] }), ["D108", "a repair "]],
      [
        "a supplement to it",
        one({ siblings: [{ id: "claim-0", supplementTo: null }], claim: { ...one().claim, supplementTo: "claim-0" } }),
        ["a pay 5000"],
      ],
      ["a supplement to nothing", one({ claim: { ...one().claim, supplementTo: "claim-9" } }), ["D108", "a repair "]],
      ["judged again beside itself", one({ siblings: [{ id: "claim-1", supplementTo: null }] }), ["a pay 5000"]],
      ["beside its own supplement", one({ siblings: [{ id: "claim-2", supplementTo: "claim-1" }] }), ["a pay 5000"]],
      ["nothing declared", on([]), ["D108"]],
      [
        "a day of another month",
        on([hours("a", "2026-10-31", 60), hours("b", "2026-11-01", 60)], { today: day("2026-11-10") }),
        ["a pay 2500", "b repair D108"],
      ],
    ],
  ],
  [
    "D109",
    [
      ["to the last cent", one({ budgetLines: [budget({ commitment: cents(4000), free: cents(1000) })] }), ["a pay 5000"]],
      ["a cent short", one({ budgetLines: [budget({ commitment: cents(4000), free: cents(999) })] }), ["a repair D109"]],
      [
        "free room that the agreement may not use",
        one({ budgetLines: [budget({ commitment: cents(4999), free: cents(999) })] }, { beyondCommitment: false }),
        ["a repair D109"],
      ],
      [
        "a line below zero counts as none",
        one({ budgetLines: [budget({ commitment: cents(-5000), free: cents(4999) })] }),
        ["a repair D109"],
      ],
      [
        "used up in order, a smaller one still fits",
        on([hours("a", "2026-10-05", 120), hours("b", "2026-10-06", 120), hours("c", "2026-10-07", 60)], {
          budgetLines: [budget({ commitment: cents(7500), free: cents(0) })],
        }),
        ["a pay 5000", "b repair D109", "c pay 2500"],
      ],
      [
        "over two budget lines",
        one({
          budgetLines: [budget({ commitment: cents(2000), free: cents(0) }), budget({ commitment: cents(0), free: cents(3000) }, "line-2")],
        }),
        ["a pay 5000"],
      ],
      [
        "not from a budget line of other days",
        one({
          budgetLines: [
            budget({ commitment: cents(2000), free: cents(0) }),
            budget({ ...award("2026-10-06", null), commitment: cents(9000) }, "line-2"),
          ],
        }),
        ["a repair D109"],
      ],
      [
        "a wrong line takes no room",
        on([hours("a", "2026-10-05", 125), hours("b", "2026-10-06", 120)], {
          budgetLines: [budget({ commitment: cents(5000), free: cents(0) })],
        }),
        ["a repair D111", "b pay 5000"],
      ],
      [
        "a line in review holds its room",
        on([hours("a", "2026-10-05", 120), hours("b", "2026-10-06", 120)], {
          declared: [before("2026-10-05", 60)],
          budgetLines: [budget({ commitment: cents(5000), free: cents(0) })],
        }),
        ["a review D106", "b repair D109"],
      ],
    ],
  ],
  [
    "D110",
    [
      ["on the maximum", one({}, { rates: perHourOf(2698) }), ["a pay 5396"]],
      ["a cent above a confirmed maximum", one({}, { rates: perHourOf(2699) }), ["a repair D110"]],
      ["a cent above a derived maximum goes to a person", one({ confirmed: [] }, { rates: perHourOf(2699) }), ["a review D110"]],
      ["formal", one({}, { rates: perHourOf(8499), standing: "formal" }), ["a pay 16998"]],
      ["no policy of the municipality", one({}, { law: "jeugdwet", rates: perHourOf(9999) }), ["a pay 19998"]],
      ["on the policy of the day", one({ policy: policy("2026-10-05", 2500) }, { law: "wmo" }), ["a pay 5000"]],
      ["above it", one({ policy: policy("2026-10-05", 2499) }, { law: "wmo" }), ["a repair D110"]],
      ["a policy that begins a day later", one({ policy: policy("2026-10-06", 2500) }, { law: "wmo" }), ["a review D110"]],
      ["a month amount above the policy for its hours", month1({ policy: policy("2026-01-01", 4615) }), ["m repair D110"]],
      ["a month amount on it", month1({ policy: policy("2026-01-01", 4616) }), ["m pay 100000"]],
    ],
  ],
  [
    "D111",
    [
      ["one quarter", one({}, {}, { minutes: minutes(15) }), ["a pay 625"]],
      ["a minute more", one({}, {}, { minutes: minutes(16) }), ["a repair D111"]],
      ["nothing", one({}, {}, { minutes: minutes(0) }), ["a repair D111"]],
      ["less than nothing", one({}, {}, { minutes: minutes(-15) }), ["a repair D111"]],
      ["a whole day", one({}, {}, { minutes: minutes(1440) }), ["a pay 60000"]],
      ["more than a day", one({}, {}, { minutes: minutes(1455) }), ["a repair D111"]],
    ],
  ],
  [
    "D112",
    [
      ["the whole month", month1(), ["m pay 100000"]],
      ["the whole amount filled in", month1({}, {}, { amount: cents(100_000) }), ["m pay 100000"]],
      ["another amount", month1({}, {}, { amount: cents(99_999) }), ["m repair D112"]],
      ["two months at once", month1({}, {}, { quantity: 2 }), ["m repair D112"]],
      ["on one day", month1({}, {}, { day: day("2026-10-05") }), ["m repair D112"]],
      ["an agreement for a part of the month is paid by days", month1({}, until("2026-10-15")), ["m pay 48387"]],
      ["the whole amount for a part of the month", month1({}, until("2026-10-15"), { amount: cents(100_000) }), ["m repair D112"]],
      ["the amount for those days", month1({}, until("2026-10-15"), { amount: cents(48_387) }), ["m pay 48387"]],
      ["until the death of the holder", month1({ holder: { ...alive, died: day("2026-10-10") } }), ["m pay 32258"]],
    ],
  ],
];

for (const [code, rows] of cases) {
  describe(code, () => {
    for (const [why, facts, expected] of rows) test(why, () => expect(told(facts)).toEqual(expected));
  });
}
