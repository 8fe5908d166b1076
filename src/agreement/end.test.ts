import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { disapproveAgreement } from "./disapprove.ts";
import { terminateAgreement } from "./end.ts";
import { freedBy, judgeEnding, type EndingFacts } from "./ending.ts";
import { approved, hourly } from "./fixtures.ts";
import { kinds } from "./kinds.ts";
import { disapprovalFindings, partyEndFindings, type PartyEndFacts } from "./party-end.ts";
import { followProvider, reportPartyEnd } from "./report-party-end.ts";
import { learningToken, testApp } from "../test-app.ts";
import { openLife, type Life } from "./life-for-tests.ts";
import { unconfirmed } from "../law/catalogue.ts";

const year = [{ from: day("2026-01-01"), until: day("2026-12-31") }];

const facts = (changes: Partial<EndingFacts> = {}): EndingFacts => ({
  today: day("2026-11-02"),
  agreement: approved(),
  begun: day("2026-10-01"),
  by: "holder",
  ground: "notice",
  lastDay: day("2026-12-02"),
  sick: false,
  awarded: year,
  standings: [{ budgetLine: "line-1", left: cents(300_000), used: cents(0) }],
  running: [],
  confirmed: unconfirmed(),
  release: "test",
  ...changes,
});

// What a change makes of it from December on; the agreement itself began in October.
const job = { ...approved(), kind: "employment" as const, period: { from: day("2026-10-01"), until: null } };
const later = { ...approved(), period: { from: day("2026-12-01"), until: day("2026-12-31") } };

const codes = (changes: Partial<EndingFacts>): string[] =>
  judgeEnding(facts(changes)).findings.map(({ code, outcome }) => `${code} ${outcome}`);

describe("an end that the holder chooses", () => {
  for (const [why, changes, found] of [
    ["a month after notice", {}, []],
    ["a day too early", { lastDay: day("2026-12-01") }, ["A151 repair"]],
    ["a day too early, when nobody confirmed the term", { lastDay: day("2026-12-01"), confirmed: [] }, ["A151 notice"]],
    ["today, in consent", { lastDay: day("2026-11-02"), ground: "mutual" }, []],
    ["today, for an urgent cause", { lastDay: day("2026-11-02"), ground: "urgent" }, []],
    ["a day too early, by the provider", { by: "provider", lastDay: day("2026-12-01") }, ["A151 repair"]],
    ["a month after notice by the provider", { by: "provider" }, []],
    ["an employee to the end of the month", { by: "provider", agreement: job, lastDay: day("2026-12-31") }, []],
    ["an employee a day sooner", { by: "provider", agreement: job, lastDay: day("2026-12-30") }, ["A151 repair"]],
    ["an employee who is sick may give notice", { by: "provider", agreement: job, lastDay: day("2026-12-31"), sick: true }, []],
    ["an employer may not", { agreement: job, lastDay: day("2026-12-31"), sick: true }, ["A152 repair"]],
    ["today in consent, as the provider says", { by: "provider", lastDay: day("2026-11-02"), ground: "mutual" }, ["A153 repair"]],
    ["today, for an urgent cause, by the provider", { by: "provider", lastDay: day("2026-11-02"), ground: "urgent" }, ["A153 repair"]],
    ["yesterday", { lastDay: day("2026-11-01"), ground: "urgent" }, ["A150 repair"]],
    ["on the last day of the term", { lastDay: day("2026-12-31") }, []],
    ["a day after the term", { lastDay: day("2027-01-01") }, ["A150 repair"]],
    ["before it began no notice is needed", { today: day("2026-09-20"), lastDay: day("2026-09-30") }, []],
    ["on the day that it begins it is", { today: day("2026-09-20"), lastDay: day("2026-10-01") }, ["A151 repair"]],
    ["so it is where only a later version has not begun", { agreement: later, lastDay: day("2026-11-20") }, ["A151 repair"]],
  ] as const) {
    test(why, () => {
      expect(codes(changes)).toEqual(found);
    });
  }
});

describe("a report that a party is no more", () => {
  const reported = (changes: Partial<PartyEndFacts>): string[] =>
    partyEndFindings({
      today: day("2026-11-10"),
      agreement: "agreement-1",
      law: "wmo",
      event: "provider-died",
      on: day("2026-11-10"),
      provider: "person",
      known: null,
      ...changes,
    }).map(({ code }) => code);
  for (const [why, changes, found] of [
    ["died today", {}, []],
    ["will die tomorrow", { on: day("2026-11-11") }, ["A160"]],
    ["an institution stops tomorrow", { event: "provider-ended", provider: "institution", on: day("2026-11-11") }, []],
    ["a person does not stop", { event: "provider-ended" }, ["A161"]],
    ["an institution does not die", { provider: "institution" }, ["A161"]],
    ["the holder of an institution dies", { event: "holder-died", provider: "institution" }, []],
    ["the same day again", { known: day("2026-11-10") }, []],
    ["another day", { known: day("2026-11-09") }, ["A162"]],
  ] as const)
    test(why, () => expect(reported(changes)).toEqual(found));

  test("an employment is not ended by disapproval, every other kind is", () => {
    for (const kind of kinds)
      expect(disapprovalFindings({ ...approved(), kind }).map(({ code }) => code)).toEqual(kind === "employment" ? ["A164"] : []);
  });
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

  test("a provider gives notice too, at once is for the holder alone, and the provider is not shown the budget", async () => {
    const agreement = await life.running();
    const end = (ground: string, lastDay: string) =>
      life.run(terminateAgreement, { agreement, ground, lastDay, personal: because }, life.as.provider);
    await expect(end("mutual", "2026-11-02")).rejects.toMatchObject({ code: "agreement-needs-repair", faults: [{ field: "A153" }] });
    await expect(end("notice", "2026-11-15")).rejects.toMatchObject({ code: "agreement-needs-repair", faults: [{ field: "A151" }] });
    const site = await testApp(life.door);
    try {
      const path = `/overeenkomsten/${agreement}/beeindigen`;
      const provider = await site.signedIn({ bsn: "999900018" });
      expect(await (await provider.get(path)).text()).not.toContain("dringend");
      const given = { hoe: "opzeggen", reden: because.cause };
      const shown = await (await provider.post(path, { ...given, besluit: "controleren" }, path)).text();
      expect(shown).toContain("De overeenkomst eindigt op 2\u00a0december\u00a02026");
      expect(shown).not.toContain("€");
    } finally {
      await site.close();
    }
    await end("notice", "2026-12-02");
    expect(await life.stored(agreement)).toMatchObject({ state: "ended", endedOn: "2026-12-02" });
    expect(JSON.stringify(await life.told(agreement, "agreement-ended"))).toContain("opgezegd door de zorgverlener");
  });

  test("only the parties end, only the funder disapproves afterwards", async () => {
    const agreement = await life.running();
    const end = { agreement, ground: "urgent", lastDay: "2026-11-02", personal: because };
    for (const actor of [life.as.funder, life.as.svb])
      await expect(life.run(terminateAgreement, end, actor)).rejects.toMatchObject({ code: "not-allowed" });
    const no = { agreement, personal: { reason: "De zorg past niet bij wat wij toekenden." } };
    for (const actor of [life.as.holder, life.as.provider, life.as.svb])
      await expect(life.run(disapproveAgreement, no, actor)).rejects.toMatchObject({ code: "not-allowed" });
    await life.run(disapproveAgreement, no, life.as.funder);
    expect((await life.stored(agreement)).endedOn).toBe("2026-11-02");
  });

  test("both parties and the funder are told that it ends, why, and what it means", async () => {
    const agreement = await life.running();
    const reason = "De zorg past niet bij wat wij toekenden.";
    await life.run(disapproveAgreement, { agreement, personal: { reason } }, life.as.funder);
    const about = await life.told(agreement, "agreement-ended");
    expect(about.map(({ kind }) => kind)).toEqual(["agreement-ended", "agreement-ended-provider"]);
    for (const { paragraphs } of about) {
      expect(paragraphs.join(" ")).toContain(
        "afkeurde. De reden: De zorg past niet bij wat wij toekenden. De laatste dag is 2\u00a0november\u00a02026.",
      );
      expect(paragraphs.join(" ")).not.toMatch(/[{}]/);
    }
    expect(about[1]?.paragraphs.join(" ")).toContain("binnen 6 weken");
    expect(about[1]?.paragraphs.join(" ")).not.toContain("€");
  });

  test("a funder sees at its desk what it would bring about, and only then ends it; so does its program", async () => {
    const [shown, asked] = [await life.running(), await life.running()];
    const site = await testApp(life.door);
    try {
      await life.staff("einde", "5515", "funder-assessor");
      const funder = await site.signedIn({ staff: "einde" });
      const path = `/verstrekker/overeenkomsten/${shown}/einde`;
      expect(await (await funder.get(`/verstrekker/overeenkomsten/${shown}`)).text()).toContain(path);
      const wrong = await funder.post(path, { besluit: "controleren", wat: "budgethouder", reden: "Bericht van de gemeente" }, path);
      expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining("Vul in op welke dag dat was.") as string]);
      const given = { wat: "afkeuren", reden: "De zorg past niet bij wat wij toekenden." };
      const before = await (await funder.post(path, { besluit: "controleren", ...given }, path)).text();
      expect(before).toContain("Alsnog afkeuren");
      expect((await life.stored(shown)).state).toBe("approved");
      expect((await funder.post(path, { besluit: "bevestigen", ...given }, path)).status).toBe(303);
      expect((await life.stored(shown)).state).toBe("ended");
      const again = await funder.post(path, { besluit: "bevestigen", ...given }, "/verstrekker");
      expect([again.status, again.headers.get("location")]).toEqual([303, `/verstrekker/overeenkomsten/${shown}`]);
      const call = async (what: string, body: unknown): Promise<number> =>
        (
          await fetch(`${site.origin}/v1/overeenkomsten/${asked}/${what}`, {
            method: "POST",
            headers: {
              authorization: `Bearer ${await learningToken(site.origin, "verstrekker-5515")}`,
              "content-type": "application/json",
            },
            body: JSON.stringify(body),
          })
        ).status;
      expect(await call("meldingen", { gebeurtenis: "zorgverlener-overleden", dag: "2027-01-01", bron: "Burgerlijke stand" })).toBe(409);
      expect(await call("meldingen", { gebeurtenis: "zorgverlener-overleden", dag: "2026-02-30", bron: "x" })).toBe(400);
      expect(await call("afkeuringen", { reden: given.reden })).toBe(204);
      expect(await call("afkeuringen", { reden: given.reden })).toBe(409);
    } finally {
      await site.close();
    }
  });

  test("a report that a party is no more is judged, and ends every agreement of that party", async () => {
    life.at(instant("2026-11-10T08:00:00Z"));
    const [first, second] = [await life.running(), await life.running()];
    const report = (event: string, on: string, agreement = first) => ({
      agreement,
      event,
      on,
      personal: { source: "Bericht van de burgerlijke stand" },
    });
    for (const [event, on, code] of [
      ["provider-died", "2026-11-11", "A160"],
      ["provider-ended", "2026-11-10", "A161"],
    ] as const)
      await expect(life.run(reportPartyEnd, report(event, on), life.as.svb)).rejects.toMatchObject({ faults: [{ field: code }] });
    await expect(life.run(reportPartyEnd, report("provider-died", "2026-11-08"), life.as.holder)).rejects.toMatchObject({
      code: "not-allowed",
    });
    const free = await life.free();
    await life.run(reportPartyEnd, report("provider-died", "2026-11-08"), life.as.funder);
    expect((await life.stored(first)).endedOn).toBe("2026-11-08");
    // Care of 39 days stays paid for: 10 hours a week at € 25,00 is 3 343 minutes.
    expect(await life.committed(first)).toBe(139_292);
    expect(await life.free()).toBeGreaterThan(free);
    await expect(life.run(reportPartyEnd, report("provider-died", "2026-11-07", second), life.as.svb)).rejects.toMatchObject({
      faults: [{ field: "A162" }],
    });
    expect(await followProvider(life.door, life.as.provider.provider ?? "")).toBe(1);
    expect(await followProvider(life.door, life.as.provider.provider ?? "")).toBe(0);
    const ended = await life.stored(second);
    expect([ended.state, ended.endedOn]).toEqual(["ended", "2026-11-08"]);
    // Nobody can begin anew with who is no more.
    await expect(life.running()).rejects.toMatchObject({ faults: [{ field: "A163" }] });
  });

  test("the books and the log agree with it", async () => {
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
  });
});
