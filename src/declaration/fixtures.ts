import { day, month } from "../kernel/day.ts";
import { cents, minutes } from "../kernel/money.ts";
import type { Agreement } from "../agreement/agreement.ts";
import { approved, hourly, monthly } from "../agreement/fixtures.ts";
import { unconfirmed } from "../law/catalogue.ts";
import { judge } from "./checks.ts";
import type { ClaimLine } from "./declaration.ts";
import type { Facts } from "./facts.ts";
import type { LapseFacts } from "./repair.ts";

/** Worked hours on a day in October 2026, as tests start from. */
export const hours = (id: string, on: string, worked: number, changes: Partial<ClaimLine> = {}): ClaimLine => ({
  id,
  day: day(on),
  rateAt: 0,
  unit: "hour",
  minutes: minutes(worked),
  quantity: 1,
  rate: null,
  amount: null,
  ...changes,
});

/** One month amount. */
export const monthLine = (changes: Partial<ClaimLine> = {}): ClaimLine => ({
  id: "m",
  day: null,
  rateAt: 0,
  unit: "month",
  minutes: minutes(0),
  quantity: 1,
  rate: null,
  amount: null,
  ...changes,
});

/** A declaration of October 2026, judged on 2 November, with € 1.000,00 committed and € 500,00 free. */
export const factsOf = (lines: readonly ClaimLine[], changes: Partial<Facts> = {}, agreement: Partial<Agreement> = {}): Facts => ({
  today: day("2026-11-02"),
  release: "test",
  claim: { id: "claim-1", agreement: "agreement-1", month: month("2026-10"), supplementTo: null, lines },
  siblings: [],
  agreement: { ...approved(hourly), ...agreement },
  budgetLines: [
    { id: "line-1", awarded: [{ from: day("2026-01-01"), until: day("2026-12-31") }], commitment: cents(100_000), free: cents(50_000) },
  ],
  holder: { known: true, died: null, blocked: false },
  provider: { known: true, died: null, blocked: false },
  declared: [],
  sick: [],
  suspended: [],
  policy: [],
  confirmed: unconfirmed(),
  ownCare: false,
  ...changes,
});

/** The same for a month amount of € 1.000,00 under the Wmo. */
export const monthFacts = (lines: readonly ClaimLine[], changes: Partial<Facts> = {}, agreement: Partial<Agreement> = {}): Facts =>
  factsOf(lines, changes, { ...monthly, ...agreement });

/** What comes of each line, in short: "a pay 5000", "a repair D104+D110"; first what concerns the whole. */
export const told = (facts: Facts): string[] => {
  const { lines, findings } = judge(facts);
  const whole = findings.filter(({ about }) => about === facts.claim.id).map(({ code }) => code);
  return [
    ...whole,
    ...lines.map(
      ({ id, outcome, amount, findings: own }) =>
        `${id} ${outcome} ${outcome === "pay" ? String(amount) : own.map(({ code }) => code).join("+")}`,
    ),
  ];
};

/** Two lines that came back on 2 November 2026, seen on a day: one must be mended by 30 November, the other a week later. */
export const lapseFacts = (today = "2026-12-01", changes: Partial<LapseFacts> = {}): LapseFacts => ({
  today: day(today),
  release: "test",
  agreement: { id: "agreement-1", law: "wmo" },
  claim: {
    id: "claim-1",
    month: month("2026-10"),
    lines: [
      { id: "a", day: day("2026-10-05"), unit: "hour", from: day("2026-11-02"), until: day("2026-11-30") },
      { id: "b", day: day("2026-10-06"), unit: "hour", from: day("2026-11-09"), until: day("2026-12-07") },
    ],
  },
  confirmed: unconfirmed(),
  ...changes,
});
