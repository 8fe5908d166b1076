import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { unconfirmed } from "../law/catalogue.ts";
import { terminateAgreement } from "../agreement/end.ts";
import { approved } from "../agreement/fixtures.ts";
import { judgeKept } from "../agreement/kept.ts";
import { openLife, takeAward, type Life } from "../agreement/life-for-tests.ts";
import { reading } from "../db/pool.ts";
import { awardHistory } from "../budget/read.ts";
import { wlz501 } from "../budget/messages/fixtures.ts";
import { letAgreementsFollow } from "../agreement/follow-award.ts";
import { reportPartyEnd } from "../agreement/report-party-end.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { freeSomeThatWasKept } from "./free-kept.ts";
import { prepareDeclaration, rejectDeclaration } from "./submit.ts";

// The month of the last day ends on 30 November; six weeks of the provider and four of the holder later it is 8 February.
const [intime, over] = [day("2027-02-08"), day("2027-02-09")];

describe("what is left of an agreement", () => {
  const agreement = { ...approved(), endedOn: day("2026-11-30") };
  const facts = {
    agreement,
    standings: [{ budgetLine: "line-1", left: cents(12_345), used: cents(1) }],
    confirmed: unconfirmed(),
    release: "t",
  };

  for (const [why, changes, freed] of [
    ["stays on the last day of the terms", { today: intime }, null],
    ["comes free the day after", { today: over }, 12_345],
    ["comes free to nothing when nothing is left", { today: over, standings: [] }, 0],
    [
      "counts from the end of the month, whatever its last day",
      { today: intime, agreement: { ...agreement, endedOn: day("2026-11-01") } },
      null,
    ],
    ["stays where nobody confirmed the term", { today: over, confirmed: [] }, null],
    [
      "stays while there is no last day",
      { today: over, agreement: { ...agreement, endedOn: null, period: { from: agreement.period.from, until: null } } },
      null,
    ],
  ] as const)
    test(why, () => {
      expect(judgeKept({ ...facts, ...changes })?.freed ?? null).toBe(freed);
    });
});

const more = [{ code: "99", amount: 9_000_000, from: "2026-01-01", until: "2026-12-31" }];

describe("in a house", () => {
  let life: Life;
  beforeAll(async () => {
    life = await openLife();
  });
  afterAll(() => life.close());

  const ended = async (): Promise<string> => {
    const agreement = await life.running();
    const because = { cause: "De zorg is niet meer nodig." };
    await life.run(terminateAgreement, { agreement, ground: "mutual", lastDay: "2026-11-02", personal: because }, life.as.holder);
    return agreement;
  };

  test("it comes free once nothing waits any more, is told, and a later award leaves it so", async () => {
    const [quiet, waits, ranOut] = [await ended(), await ended(), await life.running({ until: day("2026-10-31") })];
    const kept = await life.committed(quiet);
    expect(kept).toBeGreaterThan(0);
    const claim = {
      agreement: waits,
      month: "2026-10",
      lines: [{ day: "2026-10-05", rateAt: 0, minutes: 60, quantity: 1, rate: null, amount: null }],
    };
    const { declaration } = await life.run(prepareDeclaration, claim, life.as.provider);
    const before = await life.free();
    const all = 2 * kept + (await life.committed(ranOut));

    life.at(instant("2027-02-08T08:00:00Z"));
    await freeSomeThatWasKept(life.door, intime);
    expect([await life.committed(ranOut), await life.committed(quiet)]).toEqual([0, kept]);
    life.at(instant("2027-02-09T08:00:00Z"));
    for (const _twice of [1, 2]) await freeSomeThatWasKept(life.door, over);
    expect([await life.committed(quiet), await life.committed(waits), await life.free()]).toEqual([0, kept, before + all - kept]);
    const [told] = await life.told(quiet, "agreement-freed");
    // The budget was of 2026: nothing new is paid from it.
    expect(told?.kind).toBe("agreement-freed-late");
    expect(JSON.stringify(told)).toContain("kon worden gedeclareerd tot en met 8\u00a0februari");

    const rejection = { declaration, personal: { reason: "Deze uren kloppen niet, er was niemand." } };
    await life.run(rejectDeclaration, rejection, life.as.holder);
    await freeSomeThatWasKept(life.door, over);
    expect(await life.free()).toBe(before + all);
    await takeAward(life.door, wlz501({ identification: "A00000000009", number: "BUDGET-9", previous: "BUDGET-1", functions: more }));
    for (const { id } of await reading(life.door.db, { scope: "svb" }, (tx) => awardHistory(tx, life.line)))
      await letAgreementsFollow(life.door, id);
    expect(await life.committed(ranOut)).toBe(0);
  });

  test("of a budget that still runs it can be used again, and so it is told", async () => {
    life.at(instant("2026-11-02T08:00:00Z"));
    const [summer, spring] = [
      await life.running({ from: day("2026-06-01"), until: day("2026-07-31") }),
      await life.running({ from: day("2026-04-01"), until: day("2026-05-31") }),
    ];
    const [free, kept] = [await life.free(), (await life.committed(summer)) + (await life.committed(spring))];
    // One at a time, the oldest first.
    expect(await freeSomeThatWasKept(life.door, day("2026-11-02"), 1)).toBe(true);
    expect([await life.committed(spring), (await life.committed(summer)) > 0]).toEqual([0, true]);
    expect(await freeSomeThatWasKept(life.door, day("2026-11-02"), 1)).toBe(false);
    expect(await life.free()).toBe(free + kept);
    expect((await life.told(summer, "agreement-freed")).map(({ kind }) => kind)).toEqual(["agreement-freed"]);
  });

  test("of who died it comes free too, and nobody writes him about it", async () => {
    const agreement = await life.running();
    const died = { agreement, event: "holder-died", on: "2026-11-01", personal: { source: "Bericht van de burgerlijke stand" } };
    await life.run(reportPartyEnd, died, life.as.funder);
    expect(await life.committed(agreement)).toBeGreaterThan(0);
    life.at(instant("2027-02-09T08:00:00Z"));
    await freeSomeThatWasKept(life.door, over);
    expect([await life.committed(agreement), await life.told(agreement, "agreement-freed")]).toEqual([0, []]);
  });

  test("the books prove it and the log rebuilds it", async () => {
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
  });
});
