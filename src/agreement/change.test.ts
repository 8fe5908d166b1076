import { afterAll, beforeAll, describe, expect, test } from "vitest";
import fc from "fast-check";
import { day, instant } from "../kernel/day.ts";
import { overlap } from "../kernel/period.ts";
import { dryRun } from "../db/dry-run.ts";
import { tryClaim } from "../declaration/submit.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { costOver, termOf } from "./agreement.ts";
import { assessAsFunder, assessAsSvb } from "./assess.ts";
import { consents } from "./change.ts";
import { terminateAgreement } from "./end.ts";
import { openLife, type Life } from "./life-for-tests.ts";
import { concernOf } from "./load.ts";
import { shareAgreement, type GivenTerms } from "./share.ts";
import { declineAgreement, signAsHolder, signAsProvider, withdrawAgreement } from "./sign.ts";

describe("on the database", () => {
  let life: Life;
  beforeAll(async () => {
    life = await openLife();
  });
  afterAll(() => life.close());

  const propose = async (replaces: string, changes: Partial<GivenTerms>, actor = life.as.holder) => {
    const { agreement } = await life.run(shareAgreement, life.terms({ from: day("2026-12-01"), replaces, ...changes }), actor);
    const stored = await life.stored(agreement);
    const about = { agreement, contentHash: stored.contentHash };
    return { agreement, about, stored, approval: { ...about, outcome: "approved", personal: { reason: "" } } };
  };
  const cheaper = { rates: [{ unit: "hour" as const, cents: 2400, label: "", window: null }] };

  test("a rate takes four consents; until the last nothing changes, then money and versions move at once", async () => {
    const old = await life.running();
    const [free, committed] = [await life.free(), await life.committed(old)];
    const { agreement, about, stored, approval } = await propose(old, cheaper);
    expect([stored.number, stored.version, stored.needs]).toEqual([(await life.stored(old)).number, 2, [...consents]]);
    await expect(propose(old, cheaper)).rejects.toMatchObject({ faults: [{ field: "A133" }] });
    await expect(life.run(signAsHolder, about, life.as.holder)).rejects.toMatchObject({ code: "agreement-not-now" });
    await life.run(signAsProvider, about, life.as.provider);
    await life.run(signAsHolder, about, life.as.holder);
    await life.run(assessAsFunder, approval, life.as.funder);
    expect([(await life.stored(old)).state, await life.committed(old), await life.free()]).toEqual(["approved", committed, free]);
    await life.run(assessAsSvb, approval, life.as.svb);
    const replaced = await life.stored(old);
    expect([replaced.state, replaced.endedOn, (await life.stored(agreement)).state]).toEqual(["ended", "2026-11-30", "approved"]);
    // 61 days of 10 hours a week at € 25,00, and 31 days at € 24,00.
    expect([await life.committed(old), await life.committed(agreement)]).toEqual([217_875, 106_320]);
    expect(await life.free()).toBe(free + committed - 217_875 - 106_320);
  });

  test("a later end is for the holder alone and holds when he signs; an amount set aside too", async () => {
    const old = await life.running({ until: day("2026-11-30"), minutesPerWeek: 60 });
    const { agreement, about, stored } = await propose(old, { minutesPerWeek: 60 });
    expect(stored.needs).toEqual(["holder"]);
    await expect(life.run(signAsProvider, about, life.as.provider)).rejects.toMatchObject({ code: "agreement-not-now" });
    await life.run(signAsHolder, about, life.as.holder);
    expect([(await life.stored(agreement)).state, (await life.stored(old)).endedOn]).toEqual(["approved", "2026-11-30"]);
  });

  test("an earlier end takes two signatures and no approval", async () => {
    const old = await life.running({ minutesPerWeek: 60 });
    const { agreement, about, stored } = await propose(old, { minutesPerWeek: 60, until: day("2026-12-20") });
    expect(stored.needs).toEqual(["provider", "holder"]);
    await life.run(signAsProvider, about, life.as.provider);
    await life.run(signAsHolder, about, life.as.holder);
    expect((await life.stored(agreement)).state).toBe("approved");
  });

  test("it is declined by the provider, withdrawn by the holder, rejected by the funder; each time the old terms stay", async () => {
    const old = await life.running({ minutesPerWeek: 60 });
    const change = { ...cheaper, minutesPerWeek: 60 };
    const declined = await propose(old, change);
    const no = { agreement: declined.agreement, personal: { reason: "Ik wil niet minder verdienen." } };
    await expect(life.run(declineAgreement, no, life.as.holder)).rejects.toMatchObject({ code: "not-allowed" });
    await life.run(declineAgreement, no, life.as.provider);
    await expect(life.run(declineAgreement, no, life.as.provider)).rejects.toMatchObject({ code: "agreement-not-now" });
    const withdrawn = await propose(old, change);
    await life.run(withdrawAgreement, { agreement: withdrawn.agreement }, life.as.holder);
    const rejected = await propose(old, change);
    await life.run(signAsProvider, rejected.about, life.as.provider);
    await life.run(signAsHolder, rejected.about, life.as.holder);
    const rejection = { ...rejected.approval, outcome: "rejected", personal: { reason: "Dit past niet bij het budgetplan." } };
    await life.run(assessAsFunder, rejection, life.as.funder);
    const states = [declined, withdrawn, rejected].map(async (one) => (await life.stored(one.agreement)).state);
    expect(await Promise.all(states)).toEqual(["rejected", "withdrawn", "rejected"]);
    // A number names one text, also one that never held.
    expect([declined, withdrawn, rejected].map(({ stored }) => stored.version)).toEqual([2, 3, 4]);
    expect((await life.stored(old)).state).toBe("approved");
  });

  test("whoever waits for an agreement or a change of it is told of each step", async () => {
    const kindsOf = async (id: string, kinds = ""): Promise<string[]> => (await life.told(id, kinds)).map(({ kind }) => kind);
    const about = async (id: string) => ({ agreement: id, contentHash: (await life.stored(id)).contentHash });
    const shared = async () => (await life.run(shareAgreement, life.terms({ minutesPerWeek: 60 }), life.as.holder)).agreement;
    const [withdrawn, rejected, old] = [await shared(), await shared(), await life.running({ minutesPerWeek: 60 })];
    await life.run(withdrawAgreement, { agreement: withdrawn }, life.as.holder);
    await life.run(signAsProvider, await about(rejected), life.as.provider);
    await life.run(signAsHolder, await about(rejected), life.as.holder);
    const no = { ...(await about(rejected)), outcome: "rejected", personal: { reason: "Dit past niet bij het budgetplan." } };
    await life.run(assessAsFunder, no, life.as.funder);
    expect(await kindsOf(withdrawn)).toEqual(["agreement-proposed", "agreement-withdrawn"]);
    expect(await kindsOf(rejected)).toEqual(["agreement-proposed", "agreement-rejected", "agreement-rejected", "agreement-to-sign"]);
    expect(await kindsOf(old)).toEqual(["agreement-approved", "agreement-approved-provider", "agreement-proposed", "agreement-to-sign"]);
    const change = await propose(old, { ...cheaper, minutesPerWeek: 60 });
    await life.run(signAsProvider, change.about, life.as.provider);
    expect(await kindsOf(old, "change")).toEqual(["change-proposed", "change-to-sign"]);
  });

  test("a change falls away when the agreement ends, and another's agreement cannot be changed", async () => {
    const old = await life.running({ minutesPerWeek: 60 });
    const { agreement } = await propose(old, { ...cheaper, minutesPerWeek: 60 });
    const cause = { cause: "Wij gaan verhuizen naar een andere stad." };
    await life.run(terminateAgreement, { agreement: old, ground: "mutual", lastDay: "2026-11-20", personal: cause }, life.as.holder);
    expect((await life.stored(agreement)).state).toBe("withdrawn");
    await expect(propose(old, cheaper)).rejects.toMatchObject({ faults: [{ field: "A130" }, { field: "A132" }] });
    await expect(propose("00000000-0000-4000-8000-000000000000", cheaper)).rejects.toMatchObject({ code: "agreement-unknown" });
  });

  test("an agreement that ends before its change begins ends in the version that runs, with its money", async () => {
    const old = await life.running({ minutesPerWeek: 60 });
    const change = await propose(old, { ...cheaper, minutesPerWeek: 60 });
    await life.run(signAsProvider, change.about, life.as.provider);
    await life.run(signAsHolder, change.about, life.as.holder);
    await life.run(assessAsFunder, change.approval, life.as.funder);
    await life.run(assessAsSvb, change.approval, life.as.svb);
    const [free, aside] = [await life.free(), (await life.committed(old)) + (await life.committed(change.agreement))];
    const end = { agreement: change.agreement, personal: { cause: "Wij gaan verhuizen naar een andere stad." } };
    const soon = life.run(terminateAgreement, { ...end, ground: "notice", lastDay: "2026-11-20" }, life.as.holder);
    await expect(soon).rejects.toMatchObject({ faults: [{ field: "A151" }] });
    await life.run(terminateAgreement, { ...end, ground: "mutual", lastDay: "2026-11-15" }, life.as.holder);
    const [ended, never] = [await life.stored(old), await life.stored(change.agreement)];
    expect([ended.endedOn, never.state, await life.committed(change.agreement)]).toEqual(["2026-11-15", "ended", 0]);
    // 1 October to 15 November, an hour a week at € 25,00: 46 days, 395 minutes.
    expect([await life.committed(old), await life.free()]).toEqual([16_458, free + aside - 16_458]);
  });

  test("whatever is changed, approved, withdrawn and rejected: each version has aside what its own days cost, and no cent is lost", async () => {
    const awarded = [{ from: day("2026-01-01"), until: day("2026-12-31") }];
    const costOf = (version: Awaited<ReturnType<Life["stored"]>>): number => {
      const term = overlap(termOf(version), version.period);
      return version.state === "withdrawn" || version.state === "rejected" || term === null
        ? 0
        : (costOver({ ...version, period: term }, awarded) ?? Number.NaN);
    };
    const oneChange = fc.record({
      month: fc.constantFrom("2026-10-01", "2026-11-01", "2026-12-01"),
      cents: fc.integer({ min: 2000, max: 2500 }),
      quarters: fc.integer({ min: 1, max: 8 }),
      ends: fc.constantFrom("approve", "approve", "approve", "withdraw", "reject"),
    });
    const lastDays = fc.constantFrom("2026-11-02", "2026-11-15", "2026-11-30", "2026-12-01", "2026-12-20");
    await fc.assert(
      fc.asyncProperty(fc.array(oneChange, { minLength: 1, maxLength: 4 }), lastDays, async (sequence, lastDay) => {
        const begin = await life.free();
        const versions = [await life.running({ minutesPerWeek: 60 })];
        let current = await life.stored(versions[0] ?? "");
        for (const { month, cents, quarters, ends } of sequence) {
          const from = day(month) < current.period.from ? current.period.from : day(month);
          const rates = [{ unit: "hour" as const, cents, label: "", window: null }];
          // A care description that differs makes every draw a change, also where its rate and hours are those of before.
          const personal = { care: `Fatma helpt met opstaan en aankleden, afspraak ${String(versions.length)} van ${month}.` };
          const next = await propose(current.id, { from, rates, minutesPerWeek: quarters * 15, personal });
          versions.push(next.agreement);
          if (ends === "withdraw") await life.run(withdrawAgreement, { agreement: next.agreement }, life.as.holder);
          else {
            await life.run(signAsProvider, next.about, life.as.provider);
            await life.run(signAsHolder, next.about, life.as.holder);
            const rejection = { ...next.approval, outcome: "rejected", personal: { reason: "Dit past niet bij het budgetplan." } };
            await life.run(assessAsFunder, ends === "reject" ? rejection : next.approval, life.as.funder);
            if (ends === "approve") await life.run(assessAsSvb, next.approval, life.as.svb);
          }
          const stored = await Promise.all(versions.map((one) => life.stored(one)));
          const aside = await Promise.all(versions.map((one) => life.committed(one)));
          expect(aside).toEqual(stored.map(costOf));
          expect((await life.free()) + aside.reduce((sum, one) => sum + one, 0)).toBe(begin);
          current = ends === "approve" ? await life.stored(next.agreement) : await life.stored(current.id);
        }
        const end = { agreement: current.id, ground: "mutual", lastDay, personal: { cause: "Wij stoppen er samen mee." } };
        await life.run(terminateAgreement, end, life.as.holder);
        const stored = await Promise.all(versions.map((one) => life.stored(one)));
        expect(stored.filter(({ endedOn, period }) => endedOn !== null && endedOn > lastDay && endedOn >= period.from)).toEqual([]);
        const aside = await Promise.all(versions.map((one) => life.committed(one)));
        expect(aside).toEqual(stored.map(costOf));
        expect((await life.free()) + aside.reduce((sum, one) => sum + one, 0)).toBe(begin);
      }),
      { seed: 20264, numRuns: 6, verbose: true },
    );
  });

  test("hours on either side of a change are declared, each at its own rate, with the version of their day and no other", async () => {
    const old = await life.running({ minutesPerWeek: 60 });
    const { agreement, about, approval } = await propose(old, { from: day("2026-11-01"), minutesPerWeek: 60, ...cheaper });
    await life.run(signAsProvider, about, life.as.provider);
    await life.run(signAsHolder, about, life.as.holder);
    await life.run(assessAsFunder, approval, life.as.funder);
    await life.run(assessAsSvb, approval, life.as.svb);
    const declared = async (version: string, on: string): Promise<string[]> => {
      const line = { day: on, rateAt: 0, minutes: 60, quantity: 1, rate: null, amount: null };
      const { lines } = await dryRun(life.door, life.as.provider, {
        action: "declaration.draft",
        concern: (tx) => concernOf(tx, version),
        ask: (context) => tryClaim(context, { agreement: version, month: on.slice(0, 7), lines: [line] }),
      });
      return lines.map(({ amount, findings }) => [String(amount), ...findings.map(({ code }) => code)].join(" "));
    };
    expect([await declared(old, "2026-10-31"), await declared(agreement, "2026-11-01")]).toEqual([["2500"], ["2400"]]);
    expect([await declared(old, "2026-11-01"), await declared(agreement, "2026-10-31")]).toEqual([["0 D102"], ["0 D102"]]);
  });

  test("a third version follows the second, and the books and the log agree with it all", async () => {
    life.at(instant("2026-11-03T08:00:00Z"));
    const old = await life.running({ minutesPerWeek: 60 });
    const second = await propose(old, { minutesPerWeek: 60, setAside: 10_000 });
    await life.run(signAsHolder, second.about, life.as.holder);
    const third = await propose(second.agreement, { minutesPerWeek: 60, setAside: 5_000 });
    await life.run(signAsHolder, third.about, life.as.holder);
    expect([third.stored.version, await life.committed(second.agreement), await life.committed(third.agreement)]).toEqual([3, 0, 5_000]);
    expect((await prove(life.door)).differences).toEqual([]);
    expect(await replay(life.url, life.door, () => undefined)).toMatchObject({ ok: true });
  });
});
