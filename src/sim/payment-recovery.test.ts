import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Actor } from "../kernel/actor.ts";
import { day, instant, plusDays } from "../kernel/day.ts";
import { command } from "../db/command.ts";
import { claimBackAsFunder, correctLines } from "../declaration/recovery/correct.ts";
import { planInstalments } from "../declaration/recovery/plan.ts";
import { recoveries } from "../declaration/recovery/read.ts";
import { declarationView } from "../declaration/read.ts";
import { declarationDifferences } from "../declaration/differences.ts";
import { explainEntry } from "../payment/explain-entry.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, ownIban, type Seeded } from "../payment/fixtures.ts";
import { verifyReceipts } from "../verify-receipts.ts";
import {
  afterTampering,
  ask,
  asClerk,
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

// What was paid and should not have been, from the correction to the bank, with the money of a house and a bank of its own.
useHouseAndBank();

const svb: Actor = { person: "svb-assessor", roles: ["svb-assessor"], organisation: "SVB", reach: [], provider: null };
const asProvider = ({ provider }: Seeded): Actor => ({ person: provider, roles: ["provider"], organisation: null, reach: [], provider });
const why = { personal: { reason: "Ik werkte die dag niet, de bus reed niet." } };
const onDay = (on: string) => ({ ...door, now: () => instant(`${on}T08:00:00.000Z`) });

const paid = async (amounts: number[], behave?: Parameters<typeof send>[1]): Promise<Seeded[]> => {
  const { seeded } = await send(amounts, behave);
  await closeDays("2026-11-04");
  await fetchBank(door, bank);
  return seeded;
};
const lineOf = async ({ declaration }: Seeded): Promise<string> => {
  const [line] = (await asClerk((tx) => declarationView(tx, declaration))).lines;
  return line?.id ?? "";
};
const correct = async (seeded: Seeded, actor: Actor = asProvider(seeded), at = door) =>
  command(at, correctLines, { declaration: seeded.declaration, lines: [await lineOf(seeded)], ...why }, { actor });
const known = (seeded: Seeded) => asClerk((tx) => recoveries(tx, { declaration: seeded.declaration }));
const owed = () =>
  asClerk(async (tx) => {
    const { rows } = await sql<{ amount: number }>`
      select coalesce(sum(case when a.id = t.debit_id then t.amount else -t.amount end), 0)::bigint as amount
      from ledger.account a join ledger.transfer t on a.id in (t.debit_id, t.credit_id) and t.phase in ('posted', 'post')
      where a.kind = 'recovery'`.execute(tx);
    return rows[0]?.amount;
  });
const unexplained = () =>
  asClerk((tx) =>
    tx.selectFrom("payment.entry").select("id").where("meaning", "=", "unexplained").where("explained_as", "is", null).execute(),
  );
const paysBack = async (amountCents: number, key: string, on: string): Promise<string> => {
  await ask("POST", "/storting", { iban: ownIban, amountCents, remittance: "terugbetaling", day: on, key });
  await closeDays(plusDays(day(on), 1));
  await fetchBank(door, bank);
  const [entry] = await unexplained();
  if (!entry) throw new Error("the bank booked nothing");
  return entry.id;
};
const explain = (entry: string, number: string) =>
  command(door, explainEntry, { entry, as: { kind: "recovery", number }, personal: { reason: "Zo staat het erbij." } }, { actor: maker });

describe("a provider who corrects what was paid", () => {
  test("owes it, the budget has it again at once, and what he pays in parts settles it", async () => {
    const [seeded] = await paid([1_000]);
    expect(await spent(seeded!)).toBe(1_000);
    const { number } = await correct(seeded!);
    expect([await lineStates(), await spent(seeded!), await owed()]).toEqual([["credited"], 0, 1_000]);
    const [recovery] = await known(seeded!);
    expect(recovery).toMatchObject({
      number,
      debtor: "provider",
      ground: "own-correction",
      state: "open",
      left: 1_000,
      dueBy: "2026-12-14",
    });
    const view = await asClerk((tx) => declarationView(tx, seeded!.declaration));
    expect([view.state, view.amount, view.minutes]).toEqual(["corrected", 0, 0]);

    const plan = { recovery: recovery!.id, times: 3, first: "2026-11-30" };
    await command(door, planInstalments, plan, { actor: svb });
    expect((await known(seeded!))[0]?.instalments.map(({ amount }) => amount)).toEqual([334, 333, 333]);

    const part = await paysBack(334, "part", "2026-11-06");
    await explain(part, number.toLowerCase());
    expect([(await known(seeded!))[0]?.left, await owed()]).toEqual([666, 666]);
    const rest = await paysBack(667, "rest", "2026-11-09");
    await expect(explain(rest, number)).rejects.toMatchObject({ code: "input-invalid" });
    await expect(explain(rest, "T-00000-00000")).rejects.toMatchObject({ code: "input-invalid" });
    await command(door, explainEntry, { entry: rest, as: { kind: "bank-costs" }, personal: { reason: "Rente." } }, { actor: maker });
    await explain(await paysBack(666, "last", "2026-11-10"), number);
    expect([(await known(seeded!))[0], await owed()]).toMatchObject([{ state: "settled", left: 0, repaid: 1_000 }, 0]);
    await expect(command(door, planInstalments, plan, { actor: svb })).rejects.toMatchObject({ code: "recovery-not-now" });
    await closes();
    expect(await asClerk(declarationDifferences)).toEqual([]);
    expect(await verifyReceipts(door.db, () => undefined)).toMatchObject({ ok: true, differing: 0 });
  });

  test("can do so once, for his own lines, and only when they were paid", async () => {
    const {
      seeded: [seeded, other],
    } = await send([1_000, 2_000]);
    await expect(correct(seeded!)).rejects.toMatchObject({ code: "recovery-not-possible", faults: [{ field: "R111" }] });
    await closeDays("2026-11-04");
    await fetchBank(door, bank);
    await expect(correct(seeded!, asProvider(other!))).rejects.toMatchObject({ code: "not-found" });
    const foreign = { declaration: seeded!.declaration, lines: [await lineOf(other!)], ...why };
    await expect(command(door, correctLines, foreign, { actor: asProvider(seeded!) })).rejects.toMatchObject({
      code: "declaration-changed",
    });
    await correct(seeded!, svb);
    expect((await known(seeded!))[0]?.ground).toBe("paid-in-error");
    await expect(correct(seeded!)).rejects.toMatchObject({ code: "recovery-not-possible", faults: [{ field: "R112" }] });
    expect([await lineStates(), await owed()]).toEqual([["credited", "paid"], 1_000]);
    await closes();
  });

  test("owes nothing when the bank sends the payment itself back afterwards, and the budget has it once", async () => {
    const [seeded] = await paid([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "AC04", days: 4 }));
    await correct(seeded!);
    expect([await spent(seeded!), await owed()]).toEqual([0, 1_000]);
    await closeDays("2026-11-16");
    await fetchBank(door, bank);
    expect([await lineStates(), await spent(seeded!), await owed()]).toEqual([["withdrawn"], 0, 0]);
    expect(await known(seeded!)).toMatchObject([{ state: "settled", left: 0, repayments: [{ amount: 1_000, cameBack: true }] }]);
    await closes();
    expect(await asClerk(declarationDifferences)).toEqual([]);
  });

  test("who had paid already is owed the difference when the payment comes back too, and somebody can see it", async () => {
    const [seeded] = await paid([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "AC04", days: 8 }));
    const { number } = await correct(seeded!);
    await explain(await paysBack(1_000, "all", "2026-11-05"), number);
    await closeDays("2026-11-20");
    await fetchBank(door, bank);
    expect([await spent(seeded!), await owed()]).toEqual([0, -1_000]);
    expect(await known(seeded!)).toMatchObject([{ state: "settled", left: -1_000 }]);
    await closes();
    expect(await asClerk(declarationDifferences)).toEqual([]);
  });

  test("does so over the year boundary too: the money goes back to the budget of the year of the care", async () => {
    const [seeded] = await paid([1_000]);
    await correct(seeded!, asProvider(seeded!), onDay("2027-02-01"));
    expect([await spent(seeded!), await owed()]).toEqual([0, 1_000]);
    expect((await known(seeded!))[0]).toMatchObject({ claimedOn: "2027-02-01", dueBy: "2027-03-15" });
    expect(await asClerk(declarationDifferences)).toEqual([]);
  });
});

describe("a funder that claims back", () => {
  const agreementOf = async ({ declaration }: Seeded) => (await asClerk((tx) => declarationView(tx, declaration))).terms;

  test("takes all that was paid in a period, with its ground, and no more", async () => {
    const [seeded] = await paid([1_000]);
    const { id: agreement, funder, law } = await agreementOf(seeded!);
    const actor: Actor = { person: "assessor", roles: ["funder-assessor"], organisation: funder, reach: [], provider: null };
    const period = { from: "2026-10-01", until: "2026-10-31", decidedOn: "2026-11-02", intent: true };
    const words = { personal: { reason: "Het pgb is ingetrokken, want de zorg is niet geleverd." } };
    const claim = { agreement, ground: "wrong-data", ...period, ...words };
    const run = (changes: object, by = actor) => command(door, claimBackAsFunder, { ...claim, ...changes }, { actor: by });
    await expect(run({}, { ...actor, organisation: "9999" })).rejects.toMatchObject({ code: "not-found" });
    await expect(run({ from: "2026-11-01", until: "2026-11-30" })).rejects.toMatchObject({ faults: [{ field: "R110" }] });
    await expect(run({ from: "2026-11-01", until: "2026-10-01" })).rejects.toMatchObject({ code: "input-invalid" });
    await expect(run({ decidedOn: "2026-11-30" })).rejects.toMatchObject({ faults: [{ field: "R115" }] });
    if (law !== "jeugdwet") await expect(run({ intent: false })).rejects.toMatchObject({ faults: [{ field: "R113" }] });
    const { amount } = await run({});
    expect([amount, await spent(seeded!), await owed()]).toEqual([1_000, 0, 1_000]);
    expect(await known(seeded!)).toMatchObject([{ debtor: "holder", decidedOn: "2026-11-02" }]);
    await expect(run({})).rejects.toMatchObject({ faults: [{ field: "R110" }] });
    await closes();
  });
});

test("what was tampered with is found", async () => {
  const [seeded] = await paid([1_000]);
  await correct(seeded!);
  const found = async (statement: string) => {
    const before = await asClerk(declarationDifferences);
    expect(before).toEqual([]);
    return afterTampering(statement, declarationDifferences);
  };
  expect(await found("update declaration.correction set amount = 999")).toEqual(["credited-line", "recovery-credits"]);
  expect(await found("update declaration.credit set amount = 999")).toEqual(["credit-transfer", "recovery-credits"]);
  expect(await found("update declaration.recovery set amount = 999")).toEqual(["recovery-account", "recovery-credits"]);
  expect(await found("update declaration.recovery set state = 'settled'")).toEqual(["recovery-account"]);
  expect(await found("update declaration.line set state = 'paid'")).toEqual(["credited-line"]);
});
