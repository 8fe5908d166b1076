// Promised is promised: whatever happens to a budget, hours within what stands aside for an agreement are never refused for money.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { day, instant, plusDays, type Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { minutes } from "../kernel/money.ts";
import { openLife, takeAward, type Life } from "../agreement/life-for-tests.ts";
import { letAgreementsFollow } from "../agreement/follow-award.ts";
import { wlz501 } from "../budget/messages/fixtures.ts";
import { awardHistory } from "../budget/read.ts";
import { reading } from "../db/pool.ts";
import { openTestAccount } from "../payment/fixtures.ts";
import { prove } from "../prove.ts";
import { declarationView } from "./read.ts";
import { submitDeclaration } from "./submit.ts";

let life: Life;
beforeAll(async () => {
  life = await openLife();
  await openTestAccount(life.door);
  life.at(instant("2027-01-04T08:00:00Z"));
});
afterAll(() => life.close());

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant("agree" as const), hours: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 8, arbitrary: fc.record({ what: fc.constant("claim" as const), which: fc.nat(), share: fc.integer({ min: 1, max: 130 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("award" as const), amount: fc.integer({ min: 100_000, max: 4_000_000 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Own = { id: string; next: Day };

const rate = 2_000;
const read = <T>(what: Parameters<typeof reading<T>>[2]): Promise<T> => reading(life.door.db, { scope: "svb" }, what);

const agree = async (hours: number): Promise<Own | null> => {
  try {
    const id = await life.running({
      ...{
        rates: [{ unit: "hour" as const, cents: rate, label: "", window: null }],
        minutesPerWeek: minutes(hours * 60),
        beyondCommitment: false,
      },
      ...{ from: day("2026-10-01"), until: day("2026-12-31") },
    });
    return { id, next: day("2026-10-01") };
  } catch (error) {
    // What does not fit is not agreed.
    if (error instanceof Refusal && error.code === "agreement-needs-repair") return null;
    throw error;
  }
};

/** Claims a share of what stands aside, in quarters on one day; tells what it was and what came of it. */
const claim = async (own: Own, share: number): Promise<{ within: boolean; codes: string[]; state: string } | null> => {
  const left = await life.committed(own.id);
  const quarters = Math.min(Math.floor((left * share) / 100 / (rate / 4)), 80);
  if (quarters === 0 || own.next > "2026-12-31") return null;
  const line = { day: own.next, rateAt: 0, minutes: quarters * 15, quantity: 1, rate: null, amount: null };
  own.next = plusDays(own.next, 1);
  const input = { agreement: own.id, month: line.day.slice(0, 7), lines: [line] };
  const { declaration } = await life.run(submitDeclaration, input, life.as.holder);
  const found = (await read((tx) => declarationView(tx, declaration))).lines.find((one) => one.day === line.day);
  return { within: quarters * (rate / 4) <= left, codes: (found?.findings ?? []).map(({ code }) => code), state: found?.state ?? "" };
};

const awardAgain = async (number: number, amount: number): Promise<void> => {
  const functions = [{ code: "99", amount, from: "2026-01-01", until: "2026-12-31" }];
  const previous = number === 2 ? "BUDGET-1" : `BUDGET-${String(number - 1)}`;
  await takeAward(
    life.door,
    wlz501({ identification: `A0000000${String(1000 + number)}`, number: `BUDGET-${String(number)}`, previous, functions }),
  );
  for (const { id } of await read((tx) => awardHistory(tx, life.line))) await letAgreementsFollow(life.door, id);
};

test("hours within what stands aside are never refused for money, however the budget is raised or lowered", async () => {
  const seed = Number(process.env.PGB_SEED ?? 20_261_127);
  const steps: Step[] = fc.sample(step, { seed, numRuns: 45 });
  const agreements: Own[] = [];
  const seen = { within: 0, beyond: 0, awards: 0 };
  for (const one of steps) {
    if (one.what === "agree") {
      const made = await agree(one.hours);
      if (made !== null) agreements.push(made);
    } else if (one.what === "award") {
      seen.awards += 1;
      await awardAgain(seen.awards + 1, one.amount);
    } else if (agreements.length > 0) {
      const own = agreements[one.which % agreements.length];
      const outcome = own === undefined ? null : await claim(own, one.share);
      if (outcome === null) continue;
      seen[outcome.within ? "within" : "beyond"] += 1;
      expect([seed, outcome.within, outcome.codes]).toEqual([seed, outcome.within, outcome.within ? [] : ["D109"]]);
      expect(outcome.state).toBe(outcome.within ? "approved" : "repair");
    }
  }
  // A sample in which nothing of interest happened would prove nothing.
  expect(seen.within).toBeGreaterThan(5);
  expect(seen.beyond).toBeGreaterThan(0);
  expect(seen.awards).toBeGreaterThan(2);
  expect((await prove(life.door)).differences).toEqual([]);
}, 120_000);
