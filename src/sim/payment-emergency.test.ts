import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { command } from "../db/command.ts";
import { decideWork } from "../payment/decide-work.ts";
import { paymentDifferences } from "../payment/differences.ts";
import { explainEntry } from "../payment/explain-entry.ts";
import { askAboutEmergencies } from "../payment/age-emergencies.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, ownIban, releasedBatch, releasers, seedClaims, seedSupplement, type Seeded } from "../payment/fixtures.ts";
import { freezeBatch } from "../payment/freeze-batch.ts";
import { makeBatch } from "../payment/make-batch.ts";
import { payEmergency } from "../payment/pay-emergency.ts";
import { releaseBatch } from "../payment/release-batch.ts";
import { sendBatch } from "../payment/send.ts";
import { setReference } from "../payment/set-reference.ts";
import { settleWhatWasPaidAhead } from "../payment/settle-emergency.ts";
import { withdrawBatch } from "../payment/withdraw-batch.ts";
import {
  afterTampering,
  account,
  ask,
  asClerk,
  bank,
  closeDays,
  closes,
  conduct,
  door,
  lineStates,
  spent,
  useHouseAndBank,
} from "./payment-for-tests.ts";

// Money that is paid ahead, from the clerk to the bank, and what later declarations make of it.
useHouseAndBank();

const onDay = (on: string) => ({ ...door, now: () => instant(`${on}T08:00:00.000Z`) });
const agreementOf = async ({ declaration }: Seeded): Promise<string> =>
  asClerk(
    async (tx) =>
      (await tx.selectFrom("declaration.declaration").select("agreement_id").where("id", "=", declaration).executeTakeFirstOrThrow())
        .agreement_id,
  );
const pay = async (seeded: Seeded, amountCents: number, at = door) =>
  command(
    at,
    payEmergency,
    { agreement: await agreementOf(seeded), amountCents, personal: { reason: "De toekenning kwam te laat." } },
    { actor: maker },
  );
const release = async (batch: string, at = door) => {
  const { contentHash } = await command(at, freezeBatch, { batch }, { actor: maker });
  for (const actor of releasers) await command(at, releaseBatch, { batch, contentHash }, { actor });
  await sendBatch(at, bank, batch);
};
const live = async (before: string) => {
  await closeDays(before);
  await fetchBank(door, bank);
  await proved();
};
const proved = async () => expect(await asClerk(paymentDifferences)).toEqual([]);
const now = () =>
  asClerk(async (tx) => {
    const { rows } = await sql<{ state: string; left: number }>`
      select e.state, (e.amount - coalesce((select sum(s.amount) from payment.settlement s where s.emergency_id = e.id and s.live), 0))::bigint as left
      from payment.emergency e`.execute(tx);
    return rows.map(({ state, left }) => `${state} ${String(left)}`);
  });
const aheadInBooks = () =>
  asClerk(async (tx) => {
    const { rows } = await sql<{ amount: number }>`
      select coalesce(sum(case when a.id = t.debit_id then t.amount else -t.amount end), 0)::bigint as amount
      from ledger.account a join ledger.transfer t on a.id in (t.debit_id, t.credit_id) and t.phase in ('posted', 'post')
      where a.kind = 'emergency'`.execute(tx);
    return rows[0]?.amount;
  });
const orders = () =>
  asClerk(async (tx) =>
    (await tx.selectFrom("payment.order").select(["state", "amount", "settled"]).orderBy("promised_on").orderBy("amount").execute()).map(
      ({ state, amount, settled }) => `${state} ${String(amount)} ${String(settled)}`,
    ),
  );
const notices = () =>
  asClerk(async (tx) =>
    (await tx.selectFrom("party.notice").select("kind").orderBy("sent_at").orderBy("kind").execute()).map(({ kind }) => kind),
  );
const whyLeftOut = (seeded: Seeded): Promise<string> =>
  command(door, makeBatch, { account, declarations: [seeded.declaration] }, { actor: maker }).then(
    () => "in a batch",
    (error: unknown) => (error as { faults: { problem: string }[] }).faults.map(({ problem }) => problem).join(" "),
  );
const openWork = () => asClerk((tx) => tx.selectFrom("payment.work").select(["id", "kind"]).where("state", "=", "open").execute());
const decide = async (decision: string, at = door) =>
  command(
    at,
    decideWork,
    { work: (await openWork())[0]?.id, decision, personal: { reason: "Gebeld met de zorgverlener." } },
    { actor: maker },
  );

describe("an emergency payment", () => {
  test("goes alone and at once, is set off whole and in part, and comes free again when the rest comes back", async () => {
    const [seeded] = await seedClaims(door, [{ number: 1, amount: cents(32_000) }]);
    const first = await pay(seeded!, 50_000);
    await expect(pay(seeded!, 1_000)).rejects.toMatchObject({
      code: "emergency-not-possible",
      faults: [{ problem: expect.stringContaining("loopt al") as string }],
    });
    expect(await whyLeftOut(seeded!)).toContain("Er loopt een spoedbetaling");
    await release(first.batch);
    const { file } = await asClerk((tx) => tx.selectFrom("payment.batch").select("file").executeTakeFirstOrThrow());
    const sent = await asClerk((tx) => tx.selectFrom("vault.payload").select("content").where("hash", "=", file).executeTakeFirstOrThrow());
    expect(sent.content?.toString()).toContain("<LclInstrm><Cd>INST</Cd></LclInstrm>");
    expect(sent.content?.toString()).toContain(`Pgb spoedbetaling ${first.number}`);
    await live("2026-11-03");
    expect(await now()).toEqual(["open 50000"]);
    expect(await aheadInBooks()).toBe(50_000);
    await expect(pay(seeded!, 200_001)).rejects.toMatchObject({ code: "emergency-not-possible" });

    // All of the first declaration had been paid ahead.
    expect(await whyLeftOut(seeded!)).toContain("al met spoed betaald");
    expect(await settleWhatWasPaidAhead(door)).toBe(1);
    expect(await settleWhatWasPaidAhead(door)).toBe(0);
    expect(await lineStates()).toEqual(["paid"]);
    expect([await now(), await aheadInBooks(), await spent(seeded!)]).toEqual([["open 18000"], 18_000, 32_000]);
    await proved();

    // Of what came later, the rest goes to the bank, and that comes back.
    await seedSupplement(door, seeded!, cents(30_000));
    await conduct(seeded!.iban, { outcome: "return", reason: "MS03", days: 1, once: true });
    const second = await releasedBatch(door, account, [seeded!.declaration]);
    expect(await orders()).toEqual(["booked 50000 0", "batched 12000 18000"]);
    expect([await now(), await aheadInBooks()]).toEqual([["settled 0"], 0]);
    await proved();
    await sendBatch(door, bank, second.batch);
    await live("2026-11-05");
    expect(await lineStates()).toEqual(["returned", "paid"]);
    expect([await now(), await aheadInBooks(), await spent(seeded!)]).toEqual([["open 18000"], 18_000, 32_000]);
    await decide("pay-again");
    const third = await releasedBatch(door, account, [seeded!.declaration]);
    await sendBatch(door, bank, third.batch);
    await live("2026-11-10");
    expect(await lineStates()).toEqual(["paid", "paid"]);
    expect([await now(), await aheadInBooks(), await spent(seeded!)]).toEqual([["settled 0"], 0, 62_000]);
    expect((await notices()).sort()).toEqual([
      ...[
        "emergency-paid",
        "emergency-paid-holder",
        "emergency-settled",
        "emergency-settled",
        "emergency-settled",
        "emergency-settled-holder",
      ],
      ...["emergency-settled-holder", "emergency-settled-holder", "payment-returned", "payment-returned-holder"],
    ]);
    const events = await asClerk((tx) =>
      tx.selectFrom("declaration.event").select(["amount", "of_amount"]).where("what", "=", "settled").orderBy("rank").execute(),
    );
    expect(events.map(({ amount, of_amount }) => [amount, of_amount])).toEqual([
      [32_000, 50_000],
      [18_000, 50_000],
      [18_000, 50_000],
    ]);
    await closes();

    for (const [statement, what] of [
      ["update payment.settlement set amount = amount + 1 where order_id is null", "emergency-ledger"],
      ["update payment.settlement set amount = amount + 1 where order_id is null", "settlement-declaration"],
      ["update payment.settlement set amount = amount + 1 where order_id is not null and live", "order-settled"],
      ["update payment.settlement set live = not live where order_id is not null", "settlement-live"],
      ["delete from ledger.transfer where code = 'settle'", "emergency-ledger"],
      ["update payment.emergency set state = 'open'", "emergency-left"],
      ["update payment.emergency set state = 'ordered'", "emergency-state"],
      ["update payment.order set settled = settled - 1 where settled > 0", "order-claims"],
    ] as const)
      expect([statement, await afterTampering(statement)]).toEqual([statement, expect.arrayContaining([what])]);
  }, 60_000);

  test("and every other payment quotes the reference that its payee asks for, until it is taken away", async () => {
    const [seeded] = await seedClaims(door, [{ number: 1, amount: cents(1_000) }]);
    const agreement = await agreementOf(seeded!);
    const set = (reference: string | null) => command(door, setReference, { agreement, reference }, { actor: maker });
    const file = async (): Promise<string> => {
      const { batch } = await command(door, makeBatch, { account, declarations: [seeded!.declaration] }, { actor: maker });
      await command(door, freezeBatch, { batch }, { actor: maker });
      const { file: hash } = await asClerk((tx) =>
        tx.selectFrom("payment.batch").select("file").where("id", "=", batch).executeTakeFirstOrThrow(),
      );
      const { content } = await asClerk((tx) =>
        tx.selectFrom("vault.payload").select("content").where("hash", "=", hash).executeTakeFirstOrThrow(),
      );
      await command(door, withdrawBatch, { batch }, { actor: maker });
      return content?.toString() ?? "";
    };
    await expect(set("1234567890")).rejects.toMatchObject({ code: "input-invalid" });
    await set("5000056789012345");
    expect(await file()).toContain("<Issr>CUR</Issr></Tp><Ref>5000056789012345</Ref>");
    await set(null);
    expect(await file()).toContain("<Ustrd>Pgb declaratie DC-1");
    await proved();
  }, 60_000);

  test("that comes back after it was set off is paid again and never closed; one that is withdrawn leaves no trace", async () => {
    const [seeded, other] = await seedClaims(door, [
      { number: 1, amount: cents(32_000) },
      { number: 2, amount: cents(1_000) },
    ]);
    await conduct(seeded!.iban, { outcome: "return", reason: "MS03", days: 3, once: true });
    await release((await pay(seeded!, 50_000)).batch);
    await live("2026-11-03");
    expect(await settleWhatWasPaidAhead(door)).toBe(1);
    await live("2026-11-07");
    expect([await now(), await aheadInBooks()]).toEqual([["returned 18000"], -32_000]);
    await expect(decide("close")).rejects.toMatchObject({ code: "emergency-not-possible" });
    await decide("write-provider");
    expect(await openWork()).toHaveLength(1);
    await decide("pay-again");
    expect(await now()).toEqual(["ordered 18000"]);
    await proved();
    const { id } = await asClerk((tx) =>
      tx.selectFrom("payment.batch").select("id").where("state", "=", "draft").executeTakeFirstOrThrow(),
    );
    await release(id);
    await live("2026-11-12");
    expect([await now(), await aheadInBooks()]).toEqual([["open 18000"], 18_000]);

    const withdrawn = await pay(other!, 9_000);
    await command(door, withdrawBatch, { batch: withdrawn.batch }, { actor: maker });
    expect((await now()).sort()).toEqual(["ended 9000", "open 18000"]);
    await proved();

    // Nothing comes: a person asks for it, and it is paid back.
    expect(await askAboutEmergencies(onDay("2027-02-01"))).toBe(0);
    expect(await askAboutEmergencies(onDay("2027-03-01"))).toBe(1);
    expect(await askAboutEmergencies(onDay("2027-03-01"))).toBe(0);
    await decide("ask-back", onDay("2027-03-01"));
    expect(await askAboutEmergencies(onDay("2027-05-30"))).toBe(0);
    const number = await asClerk(
      async (tx) =>
        (await tx.selectFrom("payment.emergency").select("number").where("state", "=", "open").executeTakeFirstOrThrow()).number,
    );
    await ask("POST", "/storting", { iban: ownIban, amountCents: 18_000, remittance: number, day: "2026-11-13", key: "terug" });
    await closeDays("2026-11-17");
    await fetchBank(door, bank);
    const { id: entry } = await asClerk((tx) =>
      tx.selectFrom("payment.entry").select("id").where("meaning", "=", "unexplained").executeTakeFirstOrThrow(),
    );
    await command(
      door,
      explainEntry,
      { entry, as: { kind: "emergency", number }, personal: { reason: "Het nummer staat erbij." } },
      { actor: maker },
    );
    expect([(await now()).sort(), await aheadInBooks()]).toEqual([["ended 9000", "settled 0"], 0]);
    await closes();
  }, 60_000);
});
