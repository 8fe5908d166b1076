import { describe, expect, test } from "vitest";
import { service, type Actor } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import type { Refusal } from "../kernel/refusal.ts";
import { command } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { accountsOn } from "../party/bank-accounts.ts";
import { changeAccount } from "../payment/change-account.ts";
import { paymentDifferences } from "../payment/differences.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, releasedBatch, testIban } from "../payment/fixtures.ts";
import { makeBatch } from "../payment/make-batch.ts";
import { nameCheckAt } from "../payment/name-check.ts";
import { payWhatCanBePaidAgain } from "../payment/pay-again.ts";
import { sendBatch } from "../payment/send.ts";
import { recordVerification, releaseAccount, verifyAccount, verifyWaiting } from "../payment/verify-account.ts";
import {
  account,
  address,
  asClerk,
  ask,
  bank,
  closeDays,
  closes,
  conduct,
  door,
  lineStates,
  send,
  spent,
  useHouseAndBank,
} from "./payment-for-tests.ts";

// A provider gives another account number: it is held, its name is asked of the bank, and what came back is paid again.
useHouseAndBank();

const onDay = (on: string) => ({ ...door, now: () => instant(`${on}T08:00:00.000Z`) });
const providerActor = (provider: string): Actor => ({ person: provider, roles: ["provider"], organisation: null, reach: [], provider });
const releaser = (person: string): Actor => ({ person, roles: ["payment-releaser"], organisation: "SVB", reach: [], provider: null });
const askName = (...given: Parameters<ReturnType<typeof nameCheckAt>>) => nameCheckAt(address)(...given);
const change = (provider: string, iban: string, name = "J. de Vries", on = "2026-11-06", actor = providerActor(provider)) =>
  command(onDay(on), changeAccount, { provider, personal: { iban, name } }, { actor });
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "done",
    (error: unknown) => [(error as Refusal).code, ...(error as Refusal).faults.map(({ problem }) => problem)].join(": "),
  );
const called = (iban: string, name: string | null) => ask("PUT", `/naamcontrole/${iban}`, { name });
const checkOf = async (provider: string, on = "2026-11-20") =>
  (await asClerk((tx) => accountsOn(tx, [provider], day(on)))).get(provider)?.check;
const returned = async () => {
  const { seeded } = await send([1_000], ([first]) => conduct(first!.iban, { outcome: "reject", reason: "AC04", booking: "net" }));
  await closeDays("2026-11-05");
  await fetchBank(door, bank);
  return seeded[0]!;
};
const waits = (declaration: string, on: string): Promise<string> =>
  refusal(command(onDay(on), makeBatch, { account, declarations: [declaration] }, { actor: maker }));
// What became of a payment is told as well; here it is about the account.
const kinds = () =>
  asClerk(async (tx) =>
    (await tx.selectFrom("party.notice").select("kind").where("kind", "like", "account-%").orderBy("kind").execute()).map(
      ({ kind }) => kind,
    ),
  );

describe("what is refused, and changes nothing", () => {
  test("no IBAN, one outside SEPA, the number we have, one that the bank refused, an empty name, another's account", async () => {
    const one = await returned();
    expect(await refusal(change(one.provider, "NL00ABNA0417164300"))).toContain("klopt niet");
    expect(await refusal(change(one.provider, "TR330006100519786457841326"))).toContain("SEPA");
    expect(await refusal(change(one.provider, one.iban))).toContain("hebben wij al van u");
    expect(await refusal(change(one.provider, testIban(900), " "))).toContain("Vul in op welke naam");
    expect(await refusal(change(one.provider, testIban(900), "J.", "2026-11-06", providerActor(one.holder)))).toBe("not-found");
    expect(await refusal(change(one.holder, testIban(900), "J.", "2026-11-06", providerActor(one.holder)))).toBe("not-found");
    expect(await refusal(change(one.provider, testIban(900), "J.", "2026-11-06", maker))).toBe("not-allowed");
    expect(await checkOf(one.provider)).toBe("none");
    expect(await kinds()).toEqual([]);
    await change(one.provider, testIban(900));
    expect(await refusal(change(one.provider, one.iban))).toContain("De bank weigerde dit rekeningnummer eerder");
    expect(await refusal(change(one.provider, testIban(900), "Iemand anders"))).toContain("hebben wij al van u");
  });

  test("an answer needs an account that was asked about, and the real name only at a close match", async () => {
    const one = await returned();
    const record = (given: unknown) => refusal(command(door, recordVerification, given, { actor: service("test") }));
    const old = (await asClerk((tx) => accountsOn(tx, [one.provider], day("2026-11-06")))).get(one.provider)!;
    expect(await record({ account: old.id, result: "match", personal: { realName: null } })).toBe("account-unknown");
    const { account: id } = await change(one.provider, testIban(900));
    expect(await record({ account: id, result: "close-match", personal: { realName: null } })).toContain("input-invalid");
    expect(await record({ account: id, result: "match", personal: { realName: "J." } })).toContain("input-invalid");
    expect(await checkOf(one.provider)).toBe("asked");
  });
});

describe("a payment that came back", () => {
  test("is paid again by itself when the name fits and a full day has passed", async () => {
    const one = await returned();
    const { account: id, usedFrom } = await change(one.provider, testIban(900));
    expect(usedFrom).toBe("2026-11-08");
    expect(await payWhatCanBePaidAgain(onDay("2026-11-20"))).toBe(0);
    expect(await verifyWaiting(onDay("2026-11-06"), askName)).toBe(1);
    await verifyAccount(onDay("2026-11-06"), () => Promise.reject(new Error("asked twice")), id);
    expect(await checkOf(one.provider)).toBe("match");
    expect(await kinds()).toEqual(["account-changed", "account-fits"]);
    expect(await payWhatCanBePaidAgain(onDay("2026-11-07"))).toBe(0);
    expect(await payWhatCanBePaidAgain(onDay("2026-11-08"))).toBe(1);
    const late = onDay("2026-11-09");
    await sendBatch(late, bank, (await releasedBatch(late, account, [one.declaration])).batch);
    await closeDays("2026-11-13");
    await fetchBank(late, bank);
    expect(await lineStates()).toEqual(["paid"]);
    expect(await spent(one)).toBe(1_000);
    expect(await asClerk(paymentDifferences)).toEqual([]);
    await closes();
  });

  test("waits while the bank is silent, and the question is asked again", async () => {
    const one = await returned();
    await change(one.provider, testIban(900));
    await expect(verifyWaiting(door, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await checkOf(one.provider)).toBe("asked");
    expect(await payWhatCanBePaidAgain(onDay("2026-11-20"))).toBe(0);
  });
});

describe("a name that does not fit", () => {
  for (const [result, real, notice] of [
    ["no-match", "P. Jansen", "account-unfit"],
    ["not-possible", null, "account-unchecked"],
  ] as const)
    test(`${result}: nothing is paid until a second member of staff releases it with a reason`, async () => {
      const one = await returned();
      await called(testIban(900), real);
      const { account: id } = await change(one.provider, testIban(900));
      const release = (actor: Actor, reason = "Gebeld, de rekening klopt.") =>
        refusal(command(onDay("2026-11-10"), releaseAccount, { account: id, personal: { reason } }, { actor }));
      expect(await release(releaser("R1"))).toBe("account-not-possible");
      await verifyAccount(onDay("2026-11-06"), askName, id);
      expect([await checkOf(one.provider), await kinds()]).toEqual([result, ["account-changed", notice].sort()]);
      expect(await payWhatCanBePaidAgain(onDay("2026-11-20"))).toBe(0);
      expect(await release(releaser(one.provider))).toBe("account-not-independent");
      expect(await release(maker)).toBe("not-allowed");
      expect(await release(providerActor(one.provider))).toBe("not-allowed");
      expect(await release(releaser("R1"), "ja")).toContain("Schrijf in een zin waarom.");
      expect(await release(releaser("R1"))).toBe("done");
      expect(await release(releaser("R2"))).toBe("account-not-possible");
      expect([await checkOf(one.provider), await kinds()]).toEqual(["released", ["account-changed", "account-released", notice].sort()]);
      expect(await payWhatCanBePaidAgain(onDay("2026-11-20"))).toBe(1);
      expect(await waits(one.declaration, "2026-11-20")).toBe("done");
      expect(await asClerk(paymentDifferences)).toEqual([]);
    });

  test("a close match keeps the real name; taking it over is a new account that holds from the same day", async () => {
    const one = await returned();
    await called(testIban(900), "J. de Vriess");
    const first = await change(one.provider, testIban(900));
    await verifyAccount(door, askName, first.account);
    expect(await checkOf(one.provider)).toBe("close-match");
    const second = await change(one.provider, testIban(900), "J. de Vriess");
    await verifyAccount(door, askName, second.account);
    const now = (await asClerk((tx) => accountsOn(tx, [one.provider], day("2026-11-06")))).get(one.provider);
    expect(now).toMatchObject({ id: second.account, version: 2, check: "match", name: "J. de Vriess", replaces: true });
    expect(
      await refusal(
        command(door, releaseAccount, { account: first.account, personal: { reason: "Toch goed." } }, { actor: releaser("R1") }),
      ),
    ).toBe("account-not-possible");
    expect(await refusal(change(one.provider, testIban(900), "J. de Vries"))).toContain("hebben wij al van u");
  });

  test("what is open says why it waits", async () => {
    const { seeded } = await send([1_000], () => Promise.resolve());
    await called(testIban(900), "P. Jansen");
    const { seedSupplement } = await import("../payment/fixtures.ts");
    const { cents } = await import("../kernel/money.ts");
    const { account: id } = await change(seeded[0]!.provider, testIban(900));
    await verifyAccount(door, askName, id);
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    await seedSupplement(door, seeded[0]!, cents(300));
    expect(await waits(seeded[0]!.declaration, "2026-11-20")).toContain("De bank vond de naam bij dit rekeningnummer niet goed");
  });
});

test("the answer is seen by the staff and the provider himself, and by nobody else", async () => {
  const one = await returned();
  await change(one.provider, testIban(900));
  const seen = (sight: Parameters<typeof reading>[1]) =>
    reading(door.db, sight, async (tx) => (await tx.selectFrom("party.account_check").select("account_id").execute()).length);
  expect(await seen({ scope: "svb" })).toBe(1);
  expect(await seen({ scope: "citizen", provider: one.provider })).toBe(1);
  expect(await seen({ scope: "citizen", provider: one.holder })).toBe(0);
  expect(await seen({ scope: "citizen", holders: [one.holder] })).toBe(0);
  expect(await seen({ scope: "funder", organisation: "0363" })).toBe(0);
});
