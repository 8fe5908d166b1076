import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../kernel/actor.ts";
import { day, instant } from "../../kernel/day.ts";
import { openLife, type Life } from "../../agreement/life-for-tests.ts";
import { reading } from "../../db/pool.ts";
import { notices } from "../../party/notice.ts";
import { openTestAccount } from "../../payment/fixtures.ts";
import { prove } from "../../prove.ts";
import { replay } from "../../replay.ts";
import { verifyReceipts } from "../../verify-receipts.ts";
import { assessLine } from "../assess.ts";
import { watchRepairTerms } from "../lapse.ts";
import { declarationView } from "../read.ts";
import { submitDeclaration } from "../submit.ts";
import { askForDecision, objectToDecision, withdrawRedress } from "./ask.ts";
import { decideObjection, decideRedress, postponeObjection } from "./decide.ts";
import { redressFacts } from "./fixtures.ts";
import { redressOf, redressView, waitingRedress } from "./read.ts";
import { explainRedress, redressAfter, redressMoves, redressStates, type RedressMove, type RedressState } from "./redress.ts";

describe("the terms of redress", () => {
  const late = (...[days, outcome, today]: Parameters<typeof redressFacts>): string[] =>
    explainRedress(redressFacts(days, outcome, today)).findings.map(({ code }) => code);

  for (const [why, days, today, expected] of [
    ["each is kept on its last day", {}, "2027-06-16", []],
    ["a request the day after its term", { askedOn: day("2027-01-28") }, "2027-06-16", ["R101"]],
    ["a decision the day after its term", { decidedOn: day("2027-03-25") }, "2027-06-16", ["R102"]],
    ["an objection the day after its term", { objectedOn: day("2027-05-06") }, "2027-06-16", ["R103"]],
    ["a decision on it the day after its term", {}, "2027-06-17", ["R104"]],
    ["a decision that was put off, on its last day", { postponed: true }, "2027-07-28", []],
    ["a decision that was put off, the day after", { postponed: true }, "2027-07-29", ["R104"]],
    ["no decision yet, on the last day for it", { decidedOn: null, objectedOn: null }, "2027-03-24", []],
    ["no decision yet, the day after", { decidedOn: null, objectedOn: null }, "2027-03-25", ["R102"]],
  ] as const)
    test(why, () => {
      expect(late(days, "unfounded", today)).toEqual(expected);
    });
});

test("every move from every state is as the table says", () => {
  const allowed: Record<RedressMove, Partial<Record<RedressState, RedressState>>> = {
    decide: { asked: "decided" },
    object: { decided: "objected" },
    close: { objected: "closed" },
    withdraw: { asked: "withdrawn", objected: "withdrawn" },
  };
  for (const move of Object.keys(redressMoves) as RedressMove[])
    for (const state of redressStates)
      expect([move, state, redressAfter(state, move)]).toEqual([move, state, allowed[move][state] ?? null]);
});

describe("in a house", () => {
  let life: Life;
  let declaration: string;
  let redress: string;
  const nobody = "6f2c9a34-0000-4000-8000-000000000000";
  const other: Actor = { person: "svb-other", roles: ["svb-assessor"], organisation: "SVB", reach: [], provider: null };
  const words = (reason: string) => ({ personal: { reason } });
  const why = words("Ik heb die dag wel gewerkt, de bus reed niet.");
  const because = words("Wij hebben het opnieuw bekeken en blijven erbij.");
  const read = <T>(what: (tx: Parameters<typeof redressOf>[0]) => Promise<T>): Promise<T> => reading(life.door.db, { scope: "svb" }, what);
  const state = async (): Promise<string> => (await read((tx) => redressView(tx, redress))).state;
  const on = (today: string): void => {
    life.at(instant(`${today}T08:00:00Z`));
  };

  beforeAll(async () => {
    life = await openLife();
    await openTestAccount(life.door);
    const agreement = await life.running();
    const line = (of: string, minutes: number) => ({ day: of, rateAt: 0, minutes, quantity: 1, rate: null, amount: null });
    const claim = { agreement, month: "2026-10", lines: [line("2026-10-05", 60), line("2026-10-06", 50)] };
    declaration = (await life.run(submitDeclaration, claim, life.as.holder)).declaration;
    on("2026-12-01");
    await watchRepairTerms(life.door, day("2026-12-01"));
  });
  afterAll(() => life.close());

  test("a party asks for a decision; not twice, not a stranger, and who asked can take it back", async () => {
    const ask = { declaration, ...why };
    const stranger: Actor = { ...life.as.provider, person: nobody, provider: nobody };
    await expect(life.run(askForDecision, ask, stranger)).rejects.toMatchObject({ code: "not-found" });
    await expect(life.run(askForDecision, { declaration, ...words("kort") }, life.as.holder)).rejects.toMatchObject({
      code: "input-invalid",
    });
    redress = (await life.run(askForDecision, ask, life.as.provider)).redress;
    await expect(life.run(askForDecision, ask, life.as.holder)).rejects.toMatchObject({ code: "redress-open" });
    await expect(life.run(withdrawRedress, { redress }, life.as.holder)).rejects.toMatchObject({ code: "redress-not-yours" });
    await expect(life.run(objectToDecision, { redress, ...why }, life.as.holder)).rejects.toMatchObject({ code: "redress-not-now" });
    await life.run(withdrawRedress, { redress }, life.as.provider);
    expect(await state()).toBe("withdrawn");

    redress = (await life.run(askForDecision, ask, life.as.holder)).redress;
    expect(await read((tx) => waitingRedress(tx))).toMatchObject([{ id: redress, objected: false, due: "2027-01-26" }]);
  });

  test("the SVB decides with reasons, either party objects, and somebody else decides on that", async () => {
    on("2027-01-26");
    await expect(life.run(decideRedress, { redress, outcome: "stands", ...words("nee") }, life.as.svb)).rejects.toMatchObject({
      code: "input-invalid",
    });
    await life.run(decideRedress, { redress, outcome: "stands", ...because }, life.as.svb);
    await expect(life.run(askForDecision, { declaration, ...why }, life.as.provider)).rejects.toMatchObject({ code: "redress-open" });
    // Six weeks after 26 January is 9 March: a late objection is taken in, for a person weighs why it was late.
    on("2027-03-10");
    await life.run(objectToDecision, { redress, ...why }, life.as.provider);
    await expect(life.run(decideObjection, { redress, verdict: "founded", ...because }, life.as.svb)).rejects.toMatchObject({
      code: "redress-not-independent",
    });
    await life.run(postponeObjection, { redress }, other);
    await expect(life.run(postponeObjection, { redress }, other)).rejects.toMatchObject({ code: "redress-not-now" });
    expect(await read((tx) => waitingRedress(tx))).toMatchObject([{ id: redress, objected: true, due: "2027-06-01" }]);

    await life.run(decideObjection, { redress, verdict: "founded", ...because }, other);
    expect(await state()).toBe("closed");
    const view = await read((tx) => declarationView(tx, declaration));
    expect(view.lines.map((one) => one.state)).toEqual(["approved", "review"]);
    const story = await read((tx) => redressOf(tx, declaration));
    expect(story.map((one) => one.state).sort()).toEqual(["closed", "withdrawn"]);
    expect(story.find(({ id }) => id === redress)).toMatchObject({
      request: why.personal.reason,
      decision: { outcome: "stands", reasons: because.personal.reason },
      objection: { for: "provider", postponed: true },
      closing: { verdict: "founded" },
    });
  });

  test("what is judged again goes the normal way, and both parties were told of each step", async () => {
    const [, line] = (await read((tx) => declarationView(tx, declaration))).lines;
    const refuse = { declaration, line: line?.id, decision: "refuse", ...words("Vijftig minuten zijn geen kwartieren.") };
    await life.run(assessLine, refuse, life.as.svb);
    expect((await read((tx) => declarationView(tx, declaration))).lines[1]).toMatchObject({ state: "refused", lapsed: false });
    const people = [life.as.holder.person, life.as.provider.person];
    const told = (await read((tx) => notices(tx, people, 100))).map(({ kind }) => kind).filter((kind) => kind.startsWith("redress"));
    const count = (kind: string): number => told.filter((one) => one === kind).length;
    expect(["asked", "decided", "objected", "closed"].map((step) => count(`redress-${step}`))).toEqual([4, 2, 4, 2]);
  });

  test("the books prove it, the log rebuilds it, and every decision is found again", async () => {
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
    expect(await verifyReceipts(life.door.db, () => undefined)).toMatchObject({ ok: true, differing: 0 });
  });
});
