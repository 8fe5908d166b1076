import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, instant } from "../kernel/day.ts";
import { cents, minutes } from "../kernel/money.ts";
import { reading } from "../db/pool.ts";
import { wlz501 } from "../budget/messages/fixtures.ts";
import { awardHistory, linesOfHolder } from "../budget/read.ts";
import { funderSignals } from "../budget/read-signals.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { approved, hourly } from "./fixtures.ts";
import { followed, type FollowedLine, type FollowFacts } from "./follow.ts";
import { letAgreementsFollow } from "./follow-award.ts";
import { openLife, takeAward, type Life } from "./life-for-tests.ts";
import type { Terms } from "./agreement.ts";

const span = (from: string, until: string) => ({ from: day(from), until: day(until) });
const this2026 = span("2026-01-01", "2026-12-31");
const next2027 = span("2027-01-01", "2027-12-31");
const line = (changes: Partial<FollowedLine> = {}): FollowedLine => ({
  id: "line-1",
  function: "99",
  awarded: this2026,
  before: null,
  ofAward: false,
  drawn: true,
  free: cents(0),
  // 10 hours a week at € 25,00 from 1 October to 31 December 2026.
  set: cents(328_583),
  left: cents(328_583),
  ...changes,
});
const second = (changes: Partial<FollowedLine> = {}): FollowedLine =>
  line({ id: "line-2", awarded: next2027, ofAward: true, drawn: false, free: cents(9_000_000), set: cents(0), left: cents(0), ...changes });
const facts = (lines: FollowedLine[], terms: Partial<Terms> = {}): FollowFacts => ({
  today: day("2026-12-01"),
  agreement: approved({ ...hourly, period: { from: day("2026-10-01"), until: null }, ...terms }),
  lines,
  release: "test",
});
const told = (given: FollowFacts) => {
  const outcome = followed(given);
  if (outcome.kind === "ends") return outcome.lastDay;
  return {
    joins: outcome.joins,
    set: outcome.commits.map(({ budgetLine, amount }) => `${budgetLine} ${String(amount)}`),
    freed: outcome.frees.map(({ budgetLine, freed }) => `${budgetLine} ${String(freed)}`),
    short: outcome.short,
    codes: outcome.findings.map(({ code, outcome: how }) => `${code} ${how}`),
  };
};
const nothing = { joins: [], set: [], freed: [], short: 0, codes: [] };
const irregular: Partial<Terms> = { schedule: "irregular", minutesPerWeek: null, setAside: cents(92_000) };

describe("what a new award does to a running agreement", () => {
  for (const [why, given, outcome] of [
    ["nothing where nothing changed", facts([line({ ofAward: true, before: day("2026-12-31") })]), nothing],
    // 457 days of 10 hours a week at € 25,00 are 39 172 minutes, in all € 16.321,67.
    ["a next year takes over", facts([line(), second()]), { ...nothing, joins: ["line-2"], set: ["line-2 1303584"] }],
    [
      "as far as there is room, and the rest is told",
      facts([line(), second({ free: cents(1_000_000) })]),
      { joins: ["line-2"], set: ["line-2 1000000"], freed: [], short: 303_584, codes: ["A165 notice"] },
    ],
    ["not beyond the last day of the agreement", facts([line(), second()], { period: span("2026-10-01", "2026-12-31") }), nothing],
    ["not for another function", facts([line(), second({ function: "02" })]), nothing],
    ["not for days that another budget pays", facts([line(), second({ awarded: this2026 })]), nothing],
    [
      "what was chosen goes along by days",
      facts([line({ set: cents(92_000) }), second()], irregular),
      {
        ...nothing,
        joins: ["line-2"],
        // 365 days at the € 920,00 of 92 days.
        set: ["line-2 365000"],
      },
    ],
    [
      "an award made longer",
      facts([line({ ofAward: true, before: day("2026-12-31"), awarded: span("2026-01-01", "2027-01-31"), free: cents(500_000) })]),
      // 31 days more: 123 days of 10 hours a week are 10 543 minutes.
      { ...nothing, set: ["line-1 110709"] },
    ],
    [
      "an award made shorter ends it",
      facts([line({ ofAward: true, before: day("2026-12-31"), awarded: span("2026-01-01", "2026-11-30") })]),
      "2026-11-30",
    ],
    [
      "but not when the agreement ends before",
      facts([line({ ofAward: true, before: day("2026-12-31"), awarded: span("2026-01-01", "2026-11-30") })], {
        period: span("2026-10-01", "2026-11-30"),
      }),
      { ...nothing, freed: ["line-1 110708"] },
    ],
    ["an award that runs out ends nothing", facts([line({ ofAward: true })]), nothing],
    ["a withdrawn award ends it today", facts([line({ ofAward: true, before: day("2026-12-31"), awarded: null })]), "2026-12-01"],
    [
      "not while a next budget pays",
      facts([
        line({ ofAward: true, before: day("2026-12-31"), awarded: null }),
        second({ ofAward: false, drawn: true, set: cents(1_303_583) }),
      ]),
      { ...nothing, freed: ["line-1 328583"] },
    ],
    ["an award of something else does nothing", facts([line(), second({ ofAward: true, function: "01" })]), nothing],
  ] as const)
    test(why, () => expect(told(given)).toEqual(outcome));

  test("the same facts give the same receipt, and free text never gets into it", () => {
    const given = facts([line(), second()]);
    const [one, two] = [followed(given), followed({ ...given, agreement: { ...given.agreement, ...{ care: "helpt met wassen" } } })];
    expect(one).toEqual(two);
    expect(minutes(600)).toBe(given.agreement.minutesPerWeek);
  });
});

describe("on the database", () => {
  let life: Life;
  beforeAll(async () => {
    life = await openLife();
  });
  afterAll(() => life.close());

  const at = { number: 1 };
  const award = async (amount: number, period: { from: string; until: string }, previous: string | null): Promise<string> => {
    at.number += 1;
    const number = `BUDGET-${String(at.number)}`;
    await takeAward(
      life.door,
      wlz501({
        identification: `A0000000000${String(at.number)}`,
        number,
        previous,
        period,
        // What is withdrawn has one day (OP505).
        functions: [{ code: "99", amount, from: period.from, until: amount === 0 ? period.from : period.until }],
      }),
    );
    await reading(life.door.db, { scope: "svb" }, async (tx) => {
      for (const { line: one } of await linesOfHolder(tx, life.as.holder.person))
        for (const given of await awardHistory(tx, one.id)) if (given.number === number) await letAgreementsFollow(life.door, given.id);
    });
    return number;
  };
  const committed = async (agreement: string): Promise<number[]> =>
    reading(life.door.db, { scope: "svb" }, async (tx) => {
      const { allocations } = await life.stored(agreement);
      const lines = new Map((await linesOfHolder(tx, life.as.holder.person)).map(({ line: one }) => [one.id, one]));
      expect(allocations.every(({ line: one }) => lines.has(one))).toBe(true);
      return Promise.all(allocations.map(({ line: one }) => life.committedOn(agreement, one)));
    });

  test("a next year is committed in order of approval, a raise fills what was short, a withdrawal ends", async () => {
    life.at(instant("2026-12-01T08:00:00Z"));
    const first = await life.running({ until: null });
    life.at(instant("2026-12-02T08:00:00Z"));
    const later = await life.running({ until: null });
    const next = { from: "2027-01-01", until: "2027-12-31" };
    const small = await award(2_000_000, next, null);
    expect([await committed(first), await committed(later)]).toEqual([
      [328_583, 1_303_584],
      [328_583, 696_416],
    ]);
    expect((await life.told(first, "award")).map(({ kind }) => kind)).toEqual(["award-followed"]);
    expect((await life.told(later, "award")).map(({ kind }) => kind)).toEqual(["award-short", "award-short-provider"]);
    const wanted = { funder: "5515", on: day("2026-12-02"), state: "unseen" } as const;
    const { rows } = await reading(life.door.db, { scope: "svb" }, (tx) => funderSignals(tx, wanted, { most: 9, skip: 0 }));
    expect(rows.map(({ kind, about }) => [kind, about])).toEqual([["agreement-short", later]]);

    const raised = await award(3_000_000, next, small);
    expect([await committed(first), await committed(later)]).toEqual([
      [328_583, 1_303_584],
      [328_583, 1_303_584],
    ]);
    // A lowering takes what is free; the rest is a conflict that holder and funder see, and nobody loses what was promised.
    const lowered = await award(2_000_000, next, raised);
    expect(await committed(later)).toEqual([328_583, 1_303_584]);
    const conflicts = await reading(life.door.db, { scope: "svb" }, (tx) => linesOfHolder(tx, life.as.holder.person));
    expect(conflicts.map(({ room }) => room.conflict)).toEqual([0, 607_168]);
    await award(0, next, lowered);
    const [one, other] = [await life.stored(first), await life.stored(later)];
    expect([one.state, one.endedOn, other.state]).toEqual(["ended", "2026-12-31", "ended"]);
    // What came back filled the conflict.
    const after = await reading(life.door.db, { scope: "svb" }, (tx) => linesOfHolder(tx, life.as.holder.person));
    expect(after.map(({ room }) => room.conflict)).toEqual([0, 0]);
  });

  test("the books and the log agree with it", async () => {
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
  });
});
