import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scopes, type Actor } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import type { Refusal } from "../kernel/refusal.ts";
import { reading } from "../db/pool.ts";
import { openLife, type Life } from "../agreement/life-for-tests.ts";
import { assessAsFunder, assessAsSvb } from "../agreement/assess.ts";
import { shareAgreement } from "../agreement/share.ts";
import { signAsHolder, signAsProvider, signForMoney } from "../agreement/sign.ts";
import { knownPerson } from "../party/register.ts";
import { grantMandate } from "../party/represent.ts";
import { citizen } from "../party/who.ts";
import { makersFor } from "../party/who-signs.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { testBsn } from "../sim/test-numbers.ts";
import { endMandate, registerMandate } from "./register-mandate.ts";

// A judge splits care and money between two people: the SVB writes both down, and an agreement needs both.
let life: Life;
const holderBsn = "999990019";

beforeAll(async () => {
  life = await openLife();
});
afterAll(() => life.close());

const given = (kind: string, nth: number, changes: Record<string, unknown> = {}) => ({
  kind,
  from: "2026-11-02",
  until: null,
  personal: {
    holder: holderBsn,
    name: `A. Helper ${"abc".charAt(nth)}`,
    familyName: `Helper ${"abc".charAt(nth)}`,
    bsn: testBsn(80 + nth),
    document: "C/10/2026-123",
  },
  ...changes,
});
const said = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "done",
    (error: unknown) => [(error as Refusal).code, ...(error as Refusal).faults.map(({ field }) => field)].join(" "),
  );
const register = (input: unknown, actor: Actor = life.as.svb) => life.run(registerMandate, input, actor);
const everything = <T>(read: Parameters<typeof reading<T>>[2]): Promise<T> => reading(life.door.db, { scope: "svb" }, read);
const actorOf = async (bsn: string): Promise<Actor> => {
  const signedIn = await everything(async (tx) =>
    citizen(tx, (await knownPerson(tx, life.door.seals, { bsn, chamber: null })) ?? "", day("2026-11-02")),
  );
  if (!signedIn) throw new Error(`nobody has ${bsn}`);
  return signedIn.actor;
};
const noticesOf = (person: string): Promise<string[]> =>
  everything(async (tx) =>
    (await tx.selectFrom("party.notice").select("kind").where("person_id", "=", person).orderBy("kind").execute()).map(({ kind }) => kind),
  );

describe("what is refused, and changes nothing", () => {
  test("each with its field", async () => {
    const otherFunder: Actor = { ...life.as.funder, organisation: "5501" };
    for (const [why, input, actor, expected] of [
      ["guaranteed help since its end", given("GH", 0), life.as.funder, "input-invalid soort"],
      ["a kind of the other registrar", given("PB", 0), life.as.svb, "not-allowed"],
      ["a judge's kind by a funder", given("14", 0), life.as.funder, "not-allowed"],
      ["another funder's holder", given("PB", 0), otherFunder, "not-found"],
      ["a guardian for an adult", given("11", 0), life.as.svb, "input-invalid soort"],
      ["an end before the beginning", given("14", 0, { until: "2026-11-01" }), life.as.svb, "input-invalid tot"],
      [
        "the holder himself",
        given("14", 0, { personal: { ...given("14", 0).personal, bsn: holderBsn } }),
        life.as.svb,
        "input-invalid bsn",
      ],
      [
        "an unknown holder",
        given("14", 0, { personal: { ...given("14", 0).personal, holder: testBsn(95) } }),
        life.as.svb,
        "input-invalid budgethouder",
      ],
      [
        "no document",
        given("14", 0, { personal: { ...given("14", 0).personal, document: " " } }),
        life.as.svb,
        "input-invalid personal.document",
      ],
      ["no kind", given("99", 0), life.as.svb, "input-invalid kind"],
      ["a parent, who comes with the award", given("10", 0), life.as.svb, "not-allowed"],
      ["the holder's own word", given("14", 0), life.as.holder, "not-allowed"],
    ] as const)
      expect([why, await said(register(input, actor))]).toEqual([why, expected]);
    expect(await noticesOf(life.as.holder.person)).toEqual([]);
  });
});

test("administrator and mentor are written down; both and the holder are told; twice is refused", async () => {
  await register(given("14", 0));
  await register(given("15", 1));
  expect(await said(register(given("14", 0)))).toBe("input-invalid bsn");
  expect(await noticesOf(life.as.holder.person)).toEqual(["mandate-begun", "mandate-begun"]);
  expect((await actorOf(testBsn(80))).reach).toEqual([{ holder: life.as.holder.person, scopes: ["read", "hours", "declare", "money"] }]);
  const own = await actorOf(holderBsn);
  expect(own.reach[0]?.scopes).toEqual(["read", "hours", "declare"]);
  // Whoever may not make an agreement himself reads who does.
  expect(await everything((tx) => makersFor(tx, life.as.holder.person, day("2026-11-02")))).toEqual(["A. Helper b"]);
});

test("an agreement goes on when care and money have both signed, and each signs once", async () => {
  const administrator = await actorOf(testBsn(80));
  const mentor = await actorOf(testBsn(81));
  const { agreement } = await life.run(shareAgreement, life.terms(), mentor);
  const about = { agreement, contentHash: (await life.stored(agreement)).contentHash };
  expect(await said(life.run(signAsHolder, about, mentor))).toBe("agreement-not-now");
  await life.run(signAsProvider, about, life.as.provider);
  for (const { person } of [mentor, administrator]) expect(await noticesOf(person)).toContain("agreement-to-sign");
  expect(await said(life.run(signForMoney, about, mentor))).toBe("not-allowed");
  await life.run(signAsHolder, about, mentor);
  expect((await life.stored(agreement)).state).toBe("provider-signed");
  expect(await said(life.run(signAsHolder, about, mentor))).toBe("signature-not-needed ondertekening");
  expect(await noticesOf(administrator.person)).toContain("signature-wanted");
  await life.run(signForMoney, about, administrator);
  expect((await life.stored(agreement)).state).toBe("signed");
});

test("a change of a running agreement takes three signatures, a later end the two of the holder's side", async () => {
  const [administrator, mentor] = [await actorOf(testBsn(80)), await actorOf(testBsn(81))];
  const terms = { from: day("2026-11-01"), until: day("2026-11-30"), minutesPerWeek: 60 };
  const propose = async (changes: object) => {
    const { agreement } = await life.run(shareAgreement, life.terms({ ...terms, ...changes }), mentor);
    const { contentHash, needs } = await life.stored(agreement);
    return { agreement, needs, about: { agreement, contentHash } };
  };
  const first = await propose({});
  await life.run(signAsProvider, first.about, life.as.provider);
  for (const [sign, who] of [
    [signAsHolder, mentor],
    [signForMoney, administrator],
  ] as const)
    await life.run(sign, first.about, who);
  const approval = ({ about }: typeof first) => ({ ...about, outcome: "approved", personal: { reason: "" } });
  await life.run(assessAsFunder, approval(first), life.as.funder);
  await life.run(assessAsSvb, approval(first), life.as.svb);

  const longer = await propose({ replaces: first.agreement, from: day("2026-12-01"), until: day("2026-12-31") });
  expect(longer.needs).toEqual(["holder"]);
  await life.run(signForMoney, longer.about, administrator);
  expect((await life.stored(longer.agreement)).state).toBe("shared");
  expect(await said(life.run(signForMoney, longer.about, administrator))).toBe("signature-not-needed ondertekening");
  expect((await life.stored(first.agreement)).endedOn).toBeNull();
  await life.run(signAsHolder, longer.about, mentor);
  expect((await life.stored(longer.agreement)).state).toBe("approved");

  const cheaper = await propose({
    ...{ replaces: longer.agreement, from: day("2026-12-01"), until: day("2026-12-31") },
    rates: [{ unit: "hour" as const, cents: 2400, label: "", window: null }],
  });
  await life.run(signAsProvider, cheaper.about, life.as.provider);
  await life.run(signAsHolder, cheaper.about, mentor);
  expect((await life.stored(cheaper.agreement)).state).toBe("provider-signed");
  expect(await said(life.run(assessAsFunder, approval(cheaper), life.as.funder))).toBe("agreement-not-now");
  await life.run(signForMoney, cheaper.about, administrator);
  await life.run(assessAsFunder, approval(cheaper), life.as.funder);
  expect((await life.stored(longer.agreement)).state).toBe("approved");
  await life.run(assessAsSvb, approval(cheaper), life.as.svb);
  expect([(await life.stored(cheaper.agreement)).state, (await life.stored(longer.agreement)).state]).toEqual(["approved", "ended"]);
  expect((await prove(life.door)).differences).toEqual([]);
});

test("an end holds through its last day, once, and the holder gets back what was taken", async () => {
  const mandate = await everything(
    async (tx) => (await tx.selectFrom("party.mandate").select("id").where("kind", "=", "15").executeTakeFirstOrThrow()).id,
  );
  const ends = (last: string, actor = life.as.svb) =>
    said(life.run(endMandate, { mandate, last, personal: { document: "C/10/2026-200" } }, actor));
  expect(await ends("2026-11-01")).toBe("input-invalid laatste");
  expect(await ends("2026-11-02", life.as.funder)).toBe("not-allowed");
  expect(await ends("2026-11-02")).toBe("done");
  expect(await ends("2026-11-05")).toBe("mandate-not-now");
  const after = await everything((tx) => citizen(tx, life.as.holder.person, day("2026-11-03")));
  expect(after?.actor.reach[0]?.scopes).toEqual(scopes.filter((scope) => scope !== "money"));
});

test("a provider whom the holder authorised signs as provider only", async () => {
  life.at(instant("2026-11-03T08:00:00Z"));
  const both = await actorOf("999900018");
  const personal = { name: "F. Yılmaz", familyName: "Yılmaz", bsn: "999900018" };
  await life.run(
    grantMandate,
    { holder: life.as.holder.person, kind: "04", scopes: ["sign", "declare"], until: null, personal },
    life.as.holder,
  );
  const acting: Actor = { ...both, reach: [{ holder: life.as.holder.person, scopes: ["read", "sign", "declare"] }] };
  const { agreement } = await life.run(shareAgreement, life.terms(), acting);
  const about = { agreement, contentHash: (await life.stored(agreement)).contentHash };
  await life.run(signAsProvider, about, acting);
  expect(await said(life.run(signAsHolder, about, acting))).toBe("own-care ondertekening ondertekening");
});

test("the log rebuilds it all", async () => {
  const { ok, differences } = await replay(life.url, life.door, () => undefined);
  expect([ok, differences]).toEqual([true, []]);
}, 60_000);
