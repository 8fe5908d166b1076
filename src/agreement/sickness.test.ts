import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import type { Refusal } from "../kernel/refusal.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { prepareDeclaration, tryClaim } from "../declaration/submit.ts";
import { openPool } from "../db/pool.ts";
import { dryRun } from "../db/dry-run.ts";
import { registerPerson } from "../party/register.ts";
import { testBsn } from "../sim/test-numbers.ts";
import { assessAsFunder, assessAsSvb } from "./assess.ts";
import { tryEnding } from "./end.ts";
import { approved } from "./fixtures.ts";
import { kinds } from "./kinds.ts";
import { openLife, type Life } from "./life-for-tests.ts";
import { concernOf } from "./load.ts";
import { reportRecovered, reportSick } from "./report-sick.ts";
import { shareAgreement } from "./share.ts";
import { signAsHolder, signAsProvider } from "./sign.ts";
import { sickFindings, type Sickness, type SickFacts } from "./sickness.ts";

// The agreement of these cases runs from 1 October to 31 December 2026; today is 2 November.
const facts = (what: "sick" | "recovered", on: string, known: readonly Sickness[] = [], changes: Partial<SickFacts["agreement"]> = {}) => ({
  today: day("2026-11-02"),
  agreement: { ...approved(), period: { from: day("2026-10-01"), until: day("2026-12-31") }, ...changes },
  report: { what, on: day(on) },
  known,
});
const open: Sickness[] = [{ from: day("2026-10-12"), recoveredOn: null, recoveryReportedOn: null }];
const over: Sickness[] = [{ from: day("2026-10-12"), recoveredOn: day("2026-10-19"), recoveryReportedOn: day("2026-10-21") }];

describe("what may be reported", () => {
  for (const [why, given, codes] of [
    ["sick today", facts("sick", "2026-11-02"), []],
    ["sick tomorrow", facts("sick", "2026-11-03"), ["A167"]],
    ["sick on the first day", facts("sick", "2026-10-01"), []],
    ["sick before it began", facts("sick", "2026-09-30"), ["A167"]],
    ["sick on its last day", facts("sick", "2026-10-20", [], { endedOn: day("2026-10-20") }), []],
    ["sick after it ended", facts("sick", "2026-10-21", [], { endedOn: day("2026-10-20") }), ["A167"]],
    ["sick again while sick", facts("sick", "2026-10-20", open), ["A168"]],
    ["sick on the last day of another time", facts("sick", "2026-10-18", over), ["A168"]],
    ["sick on the day of work after it", facts("sick", "2026-10-19", over), []],
    ["sick from before another time, which it would run across", facts("sick", "2026-10-05", over), ["A168"]],
    ["better without being sick", facts("recovered", "2026-10-20", over), ["A168"]],
    ["better before the first day of sickness", facts("recovered", "2026-10-11", open), ["A169"]],
    ["better on the first day: the report was a mistake", facts("recovered", "2026-10-12", open), []],
    ["better on the day after it", facts("recovered", "2026-10-13", open), []],
    ["better tomorrow", facts("recovered", "2026-11-03", open), ["A167"]],
  ] as const)
    test(`${why}: ${codes.join() || "fits"}`, () => expect(sickFindings(given).map(({ code }) => code)).toEqual(codes));

  test("by the kinds that know a person who can be ill", () => {
    const found = kinds.filter((kind) => sickFindings(facts("sick", "2026-11-02", [], { kind })).length === 0);
    expect(found).toEqual(["assignment", "family", "employment"]);
  });
});

describe("on the database", () => {
  let life: Life;
  beforeAll(async () => {
    life = await openLife();
  });
  afterAll(() => life.close());

  const said = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      (answer) => JSON.stringify(answer),
      (error: unknown) => [(error as Refusal).code, ...(error as Refusal).faults.map(({ field }) => field)].join(" "),
    );
  const claim = (agreement: string, on: string) => ({
    agreement,
    month: "2026-10",
    lines: [{ day: on, rateAt: 0, minutes: 60, quantity: 1, rate: null, amount: null }],
  });
  const judged = (agreement: string, on: string) =>
    dryRun(life.door, life.as.provider, {
      action: "declaration.draft",
      concern: (tx) => concernOf(tx, agreement),
      ask: (context) => tryClaim(context, claim(agreement, on) as never),
    });
  const codesOf = async (agreement: string, on: string): Promise<string[]> =>
    [...new Set((await judged(agreement, on)).lines.flatMap(({ findings }) => findings.map(({ code }) => code)))].filter(
      (code) => code === "D120",
    );

  // Somebody else, who takes over from a day on: it is signed, and waits for approval.
  const replacing = async (sick: string, nth: number, from: string): Promise<{ agreement: string; approve: () => Promise<void> }> => {
    const nothing = { firstNames: null, born: null, chamber: null, agb: null, address: null, email: null, phone: null, iban: null };
    const personal = { ...nothing, name: "J. Postma", salutation: "Jan Postma", familyName: "Postma", bsn: testBsn(nth) };
    const provider = { kind: "person", formal: false, formalWhy: null };
    const { person } = await life.run(registerPerson, { kind: "natural", provider, staff: null, personal }, service("test"));
    const terms = { provider: person, minutesPerWeek: 60, standInFor: sick, from: day(from) };
    const { agreement } = await life.run(shareAgreement, life.terms(terms), life.as.holder);
    const about = { agreement, contentHash: (await life.stored(agreement)).contentHash };
    await life.run(signAsProvider, about, { ...life.as.provider, person, provider: person });
    await life.run(signAsHolder, about, life.as.holder);
    const approval = { ...about, outcome: "approved", personal: { reason: "" } };
    return {
      agreement,
      approve: async () => {
        await life.run(assessAsFunder, approval, life.as.funder);
        await life.run(assessAsSvb, approval, life.as.svb);
      },
    };
  };

  test("hours on a sick day are not paid, the day before and the day of work are; both are told, and another stands in until then", async () => {
    const sick = await life.running({ minutesPerWeek: 60 });
    expect(await said(life.run(reportRecovered, { agreement: sick, on: "2026-10-20" }, life.as.holder))).toBe(
      "agreement-needs-repair A168",
    );
    expect(await said(life.run(reportSick, { agreement: sick, on: "2026-10-12" }, life.as.svb))).toBe("not-allowed");
    expect(await said(life.run(reportSick, { agreement: sick, on: "2026-10-12" }, life.as.provider))).toBe("null");
    expect(await said(life.run(reportSick, { agreement: sick, on: "2026-10-13" }, life.as.holder))).toBe("agreement-needs-repair A168");
    expect([await codesOf(sick, "2026-10-11"), await codesOf(sick, "2026-10-12"), await codesOf(sick, "2026-10-31")]).toEqual([
      [],
      ["D120"],
      ["D120"],
    ]);
    expect((await life.told(sick, "provider")).map(({ kind }) => kind)).toEqual(["provider-sick", "provider-sick"]);
    const standIn = await replacing(sick, 70, "2026-11-02");
    await standIn.approve();
    expect(await said(life.run(reportRecovered, { agreement: sick, on: "2026-10-19" }, life.as.holder))).toBe('{"replacements":1}');
    expect([await codesOf(sick, "2026-10-18"), await codesOf(sick, "2026-10-19")]).toEqual([["D120"], []]);
    // What the other worked until somebody said so is paid.
    expect(await life.stored(standIn.agreement)).toMatchObject({ state: "ended", endedOn: "2026-11-02" });
    await life.run(prepareDeclaration, claim(sick, "2026-10-19"), life.as.provider);
  });

  test("who is not sick is not replaced; what still waits for approval when he is better pays its days, or falls away", async () => {
    const sick = await life.running({ minutesPerWeek: 60 });
    expect(await said(replacing(sick, 71, "2026-11-02"))).toBe("agreement-needs-repair A120");
    await life.run(reportSick, { agreement: sick, on: "2026-10-12" }, life.as.holder);
    const begun = await replacing(sick, 72, "2026-11-02");
    const later = await replacing(sick, 73, "2026-11-03");
    expect(await said(life.run(reportRecovered, { agreement: sick, on: "2026-10-19" }, life.as.provider))).toBe('{"replacements":1}');
    expect((await life.stored(later.agreement)).state).toBe("withdrawn");
    expect((await life.told(later.agreement, "stand-in")).map(({ kind }) => kind)).toEqual(["stand-in-not-needed"]);
    const free = await life.free();
    await begun.approve();
    expect(await life.stored(begun.agreement)).toMatchObject({ state: "ended", endedOn: "2026-11-02" });
    // A day of a week of sixty minutes is nine minutes, counted up; at € 25,00 an hour.
    expect(free - (await life.free())).toBe(await life.committed(begun.agreement));
    expect(await life.committed(begun.agreement)).toBe(375);
    expect(await said(replacing(sick, 74, "2026-11-03"))).toBe("agreement-needs-repair A120");
  });

  test("an employee who is sick keeps the wage, and no notice can be given", async () => {
    const employment = { daysPerWeek: 2, trialMonths: 0, endTold: true, taxCredit: true, idCopy: true };
    const job = await life.running({ kind: "employment", minutesPerWeek: 60, employment });
    const notice = async () =>
      (
        await dryRun(life.door, life.as.holder, {
          action: "agreement.end",
          concern: (tx) => concernOf(tx, job),
          ask: (context) => tryEnding(context, job, { ground: "notice", lastDay: null }),
        })
      ).verdict.findings.map(({ code }) => code);
    expect(await notice()).not.toContain("A152");
    await life.run(reportSick, { agreement: job, on: "2026-10-12" }, life.as.holder);
    expect(await codesOf(job, "2026-10-14")).toEqual([]);
    expect(await notice()).toContain("A152");
    await life.run(reportRecovered, { agreement: job, on: "2026-10-15" }, life.as.holder);
    expect(await notice()).not.toContain("A152");
  });

  test("the books and the log agree with it, and two times of sickness on one day are found", async () => {
    life.at(instant("2026-11-03T08:00:00Z"));
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
    const owner = openPool({ url: life.url, as: "owner", most: 1 });
    await owner.query(
      `insert into agreement.sickness (id, agreement_id, from_day, recovered_on, reported_by, reported_at)
       select gen_random_uuid(), agreement_id, from_day + 1, recovered_on, reported_by, reported_at from agreement.sickness limit 1`,
    );
    await owner.end();
    expect((await prove(life.door)).differences.map(({ what }) => what)).toEqual(["sickness-overlaps"]);
  }, 60_000);
});
