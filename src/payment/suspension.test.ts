import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service, type Actor } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import { cents, zero } from "../kernel/money.ts";
import { suspensionFacts } from "../agreement/fixtures.ts";
import { openLife, takeAward, type Life } from "../agreement/life-for-tests.ts";
import { agreementView } from "../agreement/read.ts";
import { resumePayments, suspendPayments } from "../agreement/suspend.ts";
import { judgeSuspension, suspendedDays, type Suspension } from "../agreement/suspension.ts";
import { wlz501 } from "../budget/messages/fixtures.ts";
import { command } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { declarationView } from "../declaration/read.ts";
import { submitDeclaration } from "../declaration/submit.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { verifyReceipts } from "../verify-receipts.ts";
import { changeAccount } from "./change-account.ts";
import { maker, openTestAccount, testIban } from "./fixtures.ts";
import { freezeBatch } from "./freeze-batch.ts";
import { candidates, makeBatch } from "./make-batch.ts";
import { divide } from "./plan.ts";
import { recordVerification } from "./verify-account.ts";

describe("a request to put payments off", () => {
  const codes = (changes: Parameters<typeof suspensionFacts>[0]): string[] =>
    judgeSuspension(suspensionFacts(changes)).findings.map(({ code, outcome }) => `${code} ${outcome}`);
  const known = (from: string, until: string, liftedOn: string | null, ground: Suspension["ground"] = "conditions"): Suspension => ({
    ...{ from: day(from), until: day(until), ground },
    liftedOn: liftedOn === null ? null : day(liftedOn),
  });
  const until = (last: string) => ({ until: day(last), ground: "conditions" as const });
  const agreement = { id: "a", law: "wmo" as const, state: "approved" };

  for (const [why, changes, expected] of [
    ["may last thirteen weeks to the day", {}, []],
    ["may not last a day longer", { asked: until("2027-02-01") }, ["S104 repair"]],
    ["is only told so where nobody confirmed the term", { asked: until("2027-02-01"), confirmed: [] }, ["S104 notice"]],
    ["may end today", { asked: until("2026-11-02") }, []],
    ["may not have ended yesterday", { asked: until("2026-11-01") }, ["S103 repair"]],
    [
      "may follow another that is over, within the same weeks",
      { known: [known("2026-09-01", "2026-09-07", null)], asked: until("2027-01-24") },
      [],
    ],
    [
      "may not go round the weeks by asking again",
      { known: [known("2026-09-01", "2026-09-07", null)], asked: until("2027-01-25") },
      ["S104 repair"],
    ],
    ["counts a sooner end", { known: [known("2026-09-01", "2026-12-01", "2026-09-02")], asked: until("2027-01-30") }, []],
    ["counts no other ground", { known: [known("2026-08-01", "2026-09-30", null, "wrong-data")] }, []],
    ["waits for the one that runs", { known: [known("2026-10-30", "2026-11-02", null)], asked: until("2026-11-20") }, ["S102 repair"]],
    ["may follow one that ended yesterday", { known: [known("2026-10-30", "2026-11-01", null)], asked: until("2026-11-20") }, []],
    [
      "because of a budget in conflict lasts as long as it takes",
      { conflict: cents(1), asked: { until: day("2027-12-31"), ground: "budget-conflict" } },
      [],
    ],
    ["because of a conflict takes one", { asked: { until: day("2026-11-20"), ground: "budget-conflict" } }, ["S105 repair"]],
    ["on a suspicion takes no conflict", { conflict: zero, asked: until("2026-11-20") }, []],
    ["is for an agreement that was approved", { agreement: { ...agreement, state: "signed" } }, ["S101 repair"]],
    ["may also be for one that ended", { agreement: { ...agreement, state: "ended" } }, []],
    [
      "has the same weeks under the Jeugdwet",
      { agreement: { ...agreement, law: "jeugdwet" }, asked: until("2027-02-01") },
      ["S104 repair"],
    ],
    ["has the same weeks under the Wlz", { agreement: { ...agreement, law: "wlz" }, asked: until("2027-02-01") }, ["S104 repair"]],
  ] as const)
    test(why, () => {
      expect(codes(changes)).toEqual(expected);
    });

  test("names the last day that is possible, or says that the weeks are over", () => {
    const [first] = judgeSuspension(suspensionFacts({ asked: until("2027-02-01") })).findings;
    expect(first?.remedy).toContain("31\u00a0januari\u00a02027");
    const all = [known("2026-07-01", "2026-09-29", null)];
    const [over] = judgeSuspension(suspensionFacts({ known: all, asked: until("2026-11-02") })).findings;
    expect(over?.remedy).toContain("Die zijn om");
  });

  test("that was lifted on its first day never held anything", () => {
    expect(suspendedDays(known("2026-11-02", "2026-11-30", "2026-11-02"))).toBeNull();
    expect(suspendedDays(known("2026-11-02", "2026-11-30", "2026-11-10"))?.until).toBe("2026-11-09");
  });
});

describe("in a house", () => {
  let life: Life;
  let agreement: string;
  let other: string;
  let account: string;
  let declaration: string;
  const because = { ground: "conditions", personal: { reason: "Wij vermoeden dat deze zorg niet is gegeven." } } as const;
  const line = (of: string) => ({ day: of, rateAt: 0, minutes: 60, quantity: 1, rate: null, amount: null });
  const read = <T>(what: Parameters<typeof reading<T>>[2]): Promise<T> => reading(life.door.db, { scope: "svb" }, what);
  const submit = (of: string, month: string, on: string) =>
    life.run(submitDeclaration, { agreement: of, month, lines: [line(on)] }, life.as.holder);
  const leftOut = (today: string): Promise<string[]> =>
    read(async (tx) => {
      const found = await candidates({ tx, today: day(today) }, account, [declaration]);
      return divide(found, day(today)).leftOut.map(({ reason }) => reason);
    });

  beforeAll(async () => {
    life = await openLife();
    account = await openTestAccount(life.door);
    const provider = life.as.provider.person;
    const iban = { iban: testIban(7), name: "Fatma Yılmaz" };
    const given = await command(life.door, changeAccount, { provider, personal: iban }, { actor: service("test") });
    const match = { account: given.account, result: "match", personal: { realName: null } };
    await command(life.door, recordVerification, match, { actor: service("test") });
    [agreement, other] = [await life.running(), await life.running()];
  });
  afterAll(() => life.close());

  test("payments wait: what is right is judged, set aside and not paid, and both parties read why", async () => {
    const stranger: Actor = { ...life.as.funder, organisation: "5501" };
    const ask = { agreement, until: "2026-12-31", whole: false, ...because };
    await expect(life.run(suspendPayments, ask, stranger)).rejects.toMatchObject({ code: "not-found" });
    await expect(life.run(suspendPayments, { ...ask, until: "2027-03-01" }, life.as.funder)).rejects.toMatchObject({
      code: "agreement-needs-repair",
    });
    expect(await life.run(suspendPayments, ask, life.as.funder)).toEqual({ agreements: 1 });
    await expect(life.run(suspendPayments, ask, life.as.funder)).rejects.toMatchObject({ code: "agreement-needs-repair" });

    const free = await life.committed(agreement);
    const { declaration: made, outcome } = await submit(agreement, "2026-10", "2026-10-05");
    declaration = made;
    expect(outcome).toBe("suspend");
    expect(free - (await life.committed(agreement))).toBe(2500);
    const [judged] = (await read((tx) => declarationView(tx, declaration))).lines;
    expect([judged?.state, judged?.amount, judged?.findings.map(({ code }) => code)]).toEqual(["approved", 2500, ["D150"]]);
    expect(await leftOut("2026-11-02")).toEqual(expect.arrayContaining(["suspended"]));
    const shown = await read((tx) => agreementView(tx, agreement, day("2026-11-02")));
    expect(shown.suspended).toMatchObject({ until: "2026-12-31", reason: because.personal.reason });
    expect((await life.told(agreement, "payment-suspended")).length).toBe(2);
  });

  test("it ends by itself after its last day, or when the funder lifts it", async () => {
    expect(await leftOut("2026-12-31")).toContain("suspended");
    expect(await leftOut("2027-01-01")).not.toContain("suspended");
    await life.run(resumePayments, { agreement }, life.as.funder);
    expect(await leftOut("2026-11-02")).not.toContain("suspended");
    await expect(life.run(resumePayments, { agreement }, life.as.funder)).rejects.toMatchObject({ code: "agreement-not-now" });
    expect((await life.told(agreement, "payment-resumed")).length).toBe(2);
  });

  test("all agreements of the holder can be put off at once, those that are already stay as they are", async () => {
    life.at(instant("2026-11-03T08:00:00Z"));
    await life.run(suspendPayments, { agreement: other, until: "2026-11-10", whole: false, ...because }, life.as.funder);
    const whole = { agreement, until: "2026-11-20", whole: true, ...because };
    expect(await life.run(suspendPayments, whole, life.as.funder)).toEqual({ agreements: 1 });
    const shown = await read((tx) => agreementView(tx, other, day("2026-11-03")));
    expect(shown.suspended?.until).toBe("2026-11-10");
    await life.run(resumePayments, { agreement }, life.as.funder);
  });

  test("what a batch holds by then is not frozen: nobody pays what was stopped meanwhile", async () => {
    const { batch } = await command(life.door, makeBatch, { account, declarations: [declaration] }, { actor: maker });
    await life.run(suspendPayments, { agreement, until: "2026-11-20", whole: false, ...because }, life.as.funder);
    await expect(command(life.door, freezeBatch, { batch }, { actor: maker })).rejects.toMatchObject({ code: "batch-changed" });
  });

  test("a budget in conflict is stopped for as long as it takes, and only then", async () => {
    await life.run(resumePayments, { agreement }, life.as.funder);
    const stop = { agreement, until: "2027-12-31", ground: "budget-conflict", whole: false, personal: because.personal };
    await expect(life.run(suspendPayments, stop, life.as.funder)).rejects.toMatchObject({ faults: [{ field: "S105" }] });
    const period = { from: "2026-01-01", until: "2026-12-31" };
    const lowered = { identification: "A00000000002", number: "BUDGET-2", previous: "BUDGET-1", period };
    await takeAward(life.door, wlz501({ ...lowered, functions: [{ code: "99", amount: 100_000, ...period }] }));
    expect(await life.run(suspendPayments, stop, life.as.funder)).toEqual({ agreements: 1 });
    const shown = await read((tx) => agreementView(tx, agreement, day("2026-11-03")));
    expect(shown.suspended).toMatchObject({ until: "2027-12-31", ground: "budget-conflict" });
    await life.run(resumePayments, { agreement }, life.as.funder);
  });

  test("the books prove it, the log rebuilds it, and every decision is found again", async () => {
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
    expect(await verifyReceipts(life.door.db, () => undefined)).toMatchObject({ ok: true, differing: 0 });
  });
});
