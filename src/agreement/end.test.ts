import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { disapproveAgreement, terminateAgreement } from "./end.ts";
import { freedBy, judgeEnding, type EndingFacts } from "./ending.ts";
import { approved, hourly } from "./fixtures.ts";
import { openLife, type Life } from "./life-for-tests.ts";
import { unconfirmed } from "../law/catalogue.ts";

const year = [{ from: day("2026-01-01"), until: day("2026-12-31") }];

const facts = (changes: Partial<EndingFacts> = {}): EndingFacts => ({
  today: day("2026-11-02"),
  agreement: approved(),
  begun: day("2026-10-01"),
  ground: "notice",
  lastDay: day("2026-12-02"),
  sick: false,
  awarded: year,
  standings: [{ budgetLine: "line-1", left: cents(300_000), used: cents(0) }],
  confirmed: unconfirmed(),
  release: "test",
  ...changes,
});

const codes = (changes: Partial<EndingFacts>): string[] =>
  judgeEnding(facts(changes)).findings.map(({ code, outcome }) => `${code} ${outcome}`);

describe("an end that the holder chooses", () => {
  for (const [why, changes, found] of [
    ["a month after notice", {}, []],
    ["a day too early", { lastDay: day("2026-12-01") }, ["A151 repair"]],
    ["a day too early, when nobody confirmed the term", { lastDay: day("2026-12-01"), confirmed: [] }, ["A151 notice"]],
    ["today, in consent", { lastDay: day("2026-11-02"), ground: "mutual" }, []],
    ["today, for an urgent cause", { lastDay: day("2026-11-02"), ground: "urgent" }, []],
    ["yesterday", { lastDay: day("2026-11-01"), ground: "urgent" }, ["A150 repair"]],
    ["on the last day of the term", { lastDay: day("2026-12-31") }, []],
    ["a day after the term", { lastDay: day("2027-01-01") }, ["A150 repair"]],
    ["before it began no notice is needed", { today: day("2026-09-20"), lastDay: day("2026-09-30") }, []],
  ] as const) {
    test(why, () => {
      expect(codes(changes)).toEqual(found);
    });
  }
});

describe("what stays set aside and what comes free", () => {
  // 10 hours a week at € 25,00 from 1 October: until 31 October 31 days, 2 658 minutes, € 1.107,50.
  for (const [why, left, used, until, kept] of [
    ["care until the last day is kept", 300_000, 0, "2026-10-31", 110_750],
    ["less what was claimed of it", 300_000, 100_000, "2026-10-31", 10_750],
    ["nothing is kept when all of it was claimed", 300_000, 110_750, "2026-10-31", 0],
    ["nothing is kept when more was claimed", 300_000, 200_000, "2026-10-31", 0],
    ["no more is kept than there is", 50_000, 0, "2026-10-31", 50_000],
    ["nothing before it began", 300_000, 0, "2026-09-30", 0],
  ] as const) {
    test(why, () => {
      const [money] = freedBy(hourly, year, [{ budgetLine: "line-1", left: cents(left), used: cents(used) }], day(until));
      expect(money).toEqual({ budgetLine: "line-1", kept: kept, freed: left - kept });
    });
  }

  test("irregular work keeps its share of what was put aside, by days", () => {
    const terms = { ...hourly, schedule: "irregular" as const, minutesPerWeek: null, setAside: cents(92_000) };
    const [money] = freedBy(terms, year, [{ budgetLine: "line-1", left: cents(92_000), used: cents(0) }], day("2026-10-31"));
    expect(money).toEqual({ budgetLine: "line-1", kept: 31_000, freed: 61_000 });
  });
});

describe("on the database", () => {
  let life: Life;
  beforeAll(async () => {
    life = await openLife();
  });
  afterAll(() => life.close());

  const because = { cause: "Wij gaan verhuizen naar een andere stad." };

  test("notice frees the rest, keeps what care until the last day may cost, and is refused when too short", async () => {
    const before = await life.free();
    const agreement = await life.running();
    const whole = await life.committed(agreement);
    await expect(
      life.run(terminateAgreement, { agreement, ground: "notice", lastDay: "2026-11-15", personal: because }, life.as.holder),
    ).rejects.toMatchObject({ code: "agreement-needs-repair", faults: [{ field: "A151" }] });
    expect(await life.committed(agreement)).toBe(whole);
    await life.run(terminateAgreement, { agreement, ground: "notice", lastDay: "2026-12-02", personal: because }, life.as.holder);
    const stored = await life.stored(agreement);
    expect([stored.state, stored.endedOn]).toEqual(["ended", "2026-12-02"]);
    // 63 days of 10 hours a week: 5 400 minutes at € 25,00.
    expect(await life.committed(agreement)).toBe(225_000);
    expect(await life.free()).toBe(before - 225_000);
    await expect(
      life.run(terminateAgreement, { agreement, ground: "notice", lastDay: "2026-12-02", personal: because }, life.as.holder),
    ).rejects.toMatchObject({ code: "agreement-not-now" });
  });

  test("only the holder ends, only the funder disapproves afterwards", async () => {
    const agreement = await life.running();
    const end = { agreement, ground: "urgent", lastDay: "2026-11-02", personal: because };
    for (const actor of [life.as.provider, life.as.funder, life.as.svb])
      await expect(life.run(terminateAgreement, end, actor)).rejects.toMatchObject({ code: "not-allowed" });
    const no = { agreement, personal: { reason: "De zorg past niet bij wat wij toekenden." } };
    for (const actor of [life.as.holder, life.as.provider, life.as.svb])
      await expect(life.run(disapproveAgreement, no, actor)).rejects.toMatchObject({ code: "not-allowed" });
    await life.run(disapproveAgreement, no, life.as.funder);
    expect((await life.stored(agreement)).endedOn).toBe("2026-11-02");
  });

  test("the books and the log agree with it", async () => {
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
  });
});
