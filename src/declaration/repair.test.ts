import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, instant, type Day } from "../kernel/day.ts";
import { laws } from "../law/laws.ts";
import { openLife, type Life } from "../agreement/life-for-tests.ts";
import { reading } from "../db/pool.ts";
import { notices } from "../party/notice.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { verifyReceipts } from "../verify-receipts.ts";
import { openTestAccount } from "../payment/fixtures.ts";
import { assessLine } from "./assess.ts";
import { lapseFacts } from "./fixtures.ts";
import { lapseRepair, remindOfRepair, watchRepairTerms } from "./lapse.ts";
import { declarationView } from "./read.ts";
import { reconsiderDeclaration } from "./reconsider.ts";
import { judgeLapse, repairSpan } from "./repair.ts";
import { submitDeclaration } from "./submit.ts";

describe("what waits to be mended", () => {
  const outcomes = (today: string, changes = {}) =>
    judgeLapse(lapseFacts(today, changes)).lines.map(({ id, outcome }) => `${id} ${outcome}`);

  for (const [why, today, changes, expected] of [
    ["waits on the last day", "2026-11-30", {}, ["a wait", "b wait"]],
    ["is refused the day after, each line by its own day", "2026-12-01", {}, ["a refuse", "b wait"]],
    ["is refused for both when both are over", "2026-12-08", {}, ["a refuse", "b refuse"]],
    ["goes to a person where nobody confirmed the term", "2026-12-01", { confirmed: [] }, ["a review", "b wait"]],
    ["goes by the same days under the Jeugdwet", "2026-12-01", { agreement: { id: "x", law: "jeugdwet" } }, ["a refuse", "b wait"]],
    ["goes by the same days under the Wlz", "2026-12-01", { agreement: { id: "x", law: "wlz" } }, ["a refuse", "b wait"]],
  ] as const)
    test(why, () => {
      expect(outcomes(today, changes)).toEqual(expected);
    });

  test("has four weeks under each law", () => {
    for (const law of laws) expect(repairSpan(law, day("2026-11-02")).until).toBe("2026-11-30");
    expect(() => repairSpan("wmo", day("2017-12-31"))).toThrow("no term");
  });

  test("names the day and what can still be done, and says so when the term is not certain", () => {
    const [sure] = judgeLapse(lapseFacts()).receipt.findings;
    expect(sure?.text).toContain("uiterlijk 30\u00a0november\u00a02026");
    expect(sure?.remedy).toContain("of een medewerker er nog eens naar kijkt");
    const [unsure] = judgeLapse(lapseFacts("2026-12-01", { confirmed: [] })).receipt.findings;
    expect(unsure?.text).toContain("nog niet vastgesteld");
  });
});

describe("in a house", () => {
  let life: Life;
  let agreement: string;
  beforeAll(async () => {
    life = await openLife();
    await openTestAccount(life.door);
    agreement = await life.running();
  });
  afterAll(() => life.close());

  const read = (id: string) => reading(life.door.db, { scope: "svb" }, (tx) => declarationView(tx, id));
  const states = async (id: string): Promise<string[]> => (await read(id)).lines.map(({ state }) => state);
  const line = (on: string, minutes: number) => ({ day: on, rateAt: 0, minutes, quantity: 1, rate: null, amount: null });
  const claim = (month: string, ...lines: ReturnType<typeof line>[]) => ({ agreement, month, lines });
  // Fifty minutes are no quarters.
  const halfWrong = () => claim("2026-10", line("2026-10-05", 60), line("2026-10-06", 50));
  const told = async (kind: string): Promise<string[]> => {
    const all = await reading(life.door.db, { scope: "svb" }, (tx) =>
      notices(tx, [life.as.holder.reach[0]?.holder ?? "", life.as.provider.person], 100),
    );
    return all.filter((one) => one.kind.startsWith(kind)).map((one) => one.kind);
  };
  const on = (today: string): Day => {
    life.at(instant(`${today}T08:00:00Z`));
    return day(today);
  };

  test("lines that came back wait four weeks, are told a week before, and are then refused; the rest is paid", async () => {
    const { declaration } = await life.run(submitDeclaration, halfWrong(), life.as.holder);
    expect(await states(declaration)).toEqual(["approved", "repair"]);
    expect((await read(declaration)).lines.map(({ repairUntil }) => repairUntil)).toEqual([null, "2026-11-30"]);

    await watchRepairTerms(life.door, on("2026-11-22"));
    expect(await told("repair-soon")).toEqual([]);
    for (const _twice of [1, 2]) await watchRepairTerms(life.door, on("2026-11-23"));
    expect((await told("repair-soon")).sort()).toEqual(["repair-soon", "repair-soon-provider"]);
    await watchRepairTerms(life.door, on("2026-11-30"));
    expect(await states(declaration)).toEqual(["approved", "repair"]);

    for (const _twice of [1, 2]) await watchRepairTerms(life.door, on("2026-12-01"));
    const view = await read(declaration);
    expect(view.lines.map(({ state, lapsed }) => [state, lapsed])).toEqual([
      ["approved", false],
      ["refused", true],
    ]);
    expect(view.lines[1]?.findings.map(({ code }) => code)).toEqual(["D111", "D130"]);
    expect(view.lapseReceipt).not.toBeNull();
    expect((await told("repair-lapsed")).sort()).toEqual(["repair-lapsed", "repair-lapsed-provider"]);
  });

  test("on request a person looks, who can send it back with a new term; asked once, not twice", async () => {
    const [declaration] = await reading(life.door.db, { scope: "svb" }, async (tx) =>
      (await tx.selectFrom("declaration.declaration").select("id").execute()).map(({ id }) => id),
    );
    const ask = { declaration, personal: { reason: "Ik lag in het ziekenhuis en kon niets doen." } };
    await expect(life.run(reconsiderDeclaration, { declaration, personal: { reason: "daarom" } }, life.as.holder)).rejects.toMatchObject({
      code: "input-invalid",
    });
    await expect(life.run(reconsiderDeclaration, ask, life.as.provider)).rejects.toMatchObject({ code: "not-allowed" });
    expect(await life.run(reconsiderDeclaration, ask, life.as.holder)).toEqual({ lines: 1 });
    await expect(life.run(reconsiderDeclaration, ask, life.as.holder)).rejects.toMatchObject({ code: "declaration-not-now" });

    const waiting = (await read(declaration!)).lines[1];
    expect(waiting).toMatchObject({ state: "review", lapsed: false, request: ask.personal.reason, note: null });
    const decide = (decision: string, reason: string) =>
      life.run(assessLine, { declaration, line: waiting?.id, decision, personal: { reason } }, life.as.svb);
    // What is wrong stays wrong: it is not paid because somebody asked.
    await expect(decide("approve", "")).rejects.toMatchObject({ code: "agreement-needs-repair" });
    on("2026-12-03");
    await decide("returnForRepair", "U krijgt nog een keer de tijd.");
    expect((await read(declaration!)).lines[1]).toMatchObject({
      ...{ state: "repair", repairUntil: "2026-12-31", note: "U krijgt nog een keer de tijd.", request: ask.personal.reason },
    });
    expect((await told("repair-wanted")).sort()).toEqual(["repair-wanted", "repair-wanted-provider"]);

    on("2026-12-31");
    await life.run(submitDeclaration, claim("2026-10", line("2026-10-06", 45)), life.as.holder);
    expect(await states(declaration!)).toEqual(["approved", "approved"]);
    await watchRepairTerms(life.door, on("2027-01-01"));
    expect(await states(declaration!)).toEqual(["approved", "approved"]);
  });

  test("a service that comes too soon, or too late, changes nothing", async () => {
    on("2026-12-03");
    const { declaration } = await life.run(submitDeclaration, claim("2026-11", line("2026-11-05", 50)), life.as.holder);
    const service = { person: "service:test", roles: ["service" as const], organisation: null, reach: [], provider: null };
    expect(await life.run(lapseRepair, { declaration }, service)).toEqual({ refused: 0, toReview: 0 });
    expect(await life.run(remindOfRepair, { declaration }, service)).toEqual({ told: 0 });
    await life.run(submitDeclaration, claim("2026-11", line("2026-11-05", 60)), life.as.holder);
    on("2027-02-01");
    expect(await life.run(lapseRepair, { declaration }, service)).toEqual({ refused: 0, toReview: 0 });
    expect(await states(declaration)).toEqual(["approved"]);
  });

  test("the books prove it, the log rebuilds it, and every decision is found again", async () => {
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
    expect(await verifyReceipts(life.door.db, () => undefined)).toMatchObject({ ok: true, differing: 0 });
  });
});
