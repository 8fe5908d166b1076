import { describe, expect, test } from "vitest";
import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { day, instant, type Day } from "../kernel/day.ts";
import { command, type Command } from "../db/command.ts";
import { decideWork, noteRecall } from "../payment/decide-work.ts";
import { paymentDifferences } from "../payment/differences.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, releasedBatch, testIban, type Seeded } from "../payment/fixtures.ts";
import { takeBankFile } from "../payment/import-bank-file.ts";
import { makeBatch } from "../payment/make-batch.ts";
import { payWhatCanBePaidAgain } from "../payment/pay-again.ts";
import { sendBatch } from "../payment/send.ts";
import {
  account,
  asClerk,
  bank,
  batchState,
  closeDays,
  closes,
  conduct,
  door,
  lineStates,
  ordersNow,
  send,
  spent,
  useHouseAndBank,
} from "./payment-for-tests.ts";

// What a bank refuses has a reason, and from each reason follows what happens to the account, the payee and the money.
useHouseAndBank();

const work = () =>
  asClerk((tx) =>
    tx.selectFrom("payment.work").select(["id", "kind", "state", "reason", "decision"]).orderBy("opened_on").orderBy("kind").execute(),
  );
const told = async () => (await work()).map(({ kind, state }) => `${kind} ${state}`);
const onDay = (on: string) => ({ ...door, now: () => instant(`${on}T08:00:00.000Z`) });
const decide = async (decision: string, at = door) => {
  const open = (await work()).find(({ state }) => state === "open");
  return command(at, decideWork, { work: open?.id, decision, personal: { reason: "Gebeld met de bank." } }, { actor: maker });
};
const leftOut = async (seeded: readonly Seeded[], at = door): Promise<string> =>
  command(at, makeBatch, { account, declarations: seeded.map(({ declaration }) => declaration) }, { actor: maker }).then(
    () => "in a batch",
    (error: unknown) => JSON.stringify((error as { faults: { problem: string }[] }).faults.map(({ problem }) => problem)),
  );
const reports = async (amounts: number[], reason: string, booking = "net") => {
  const sent = await send(amounts, ([first]) => conduct(first!.iban, { outcome: "reject", reason, booking }));
  await closeDays("2026-11-05");
  await fetchBank(door, bank);
  return sent;
};

// No command of the product: another account number of a payee, from a day on.
const accountCommand: Command<{ person: string; iban: string; from: Day }, null> = {
  kind: "party.register",
  input: z.custom<{ person: string; iban: string; from: Day }>(),
  concern: () => Promise.resolve({}),
  handle: async (context, { person, iban, from }) => {
    await context.tx
      .insertInto("party.bank_account")
      .values({ id: context.mint("bank-account"), person_id: person, iban, name: "Zorg", from_day: from, changed_by: "service:test" })
      .execute();
    return null;
  },
};
const newAccount = (person: string, iban: string, from: string) =>
  command(door, accountCommand, { person, iban, from: day(from) }, { actor: service("test") });
const reports002 = async (seeded: string, status: string, reason: string): Promise<string> => {
  const row = await asClerk((tx) =>
    tx.selectFrom("payment.batch").select(["message_id", "count"]).where("id", "=", seeded).executeTakeFirstOrThrow(),
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>X-${reason}</MsgId><CreDtTm>2026-11-02T18:00:00</CreDtTm></GrpHdr>` +
    `<OrgnlGrpInfAndSts><OrgnlMsgId>${row.message_id ?? ""}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>${String(row.count)}</OrgnlNbOfTxs><GrpSts>${status}</GrpSts><StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`
  );
};

describe("an account that the bank refuses", () => {
  test("is blocked, also when it is given again; another account is paid by itself after its term", async () => {
    const { seeded } = await reports([1_000], "AC04");
    expect(await told()).toEqual(["account-refused open"]);
    expect(await lineStates()).toEqual(["returned"]);
    await newAccount(seeded[0]!.provider, seeded[0]!.iban, "2026-11-06");
    expect(await payWhatCanBePaidAgain(onDay("2026-11-20"))).toBe(0);
    await newAccount(seeded[0]!.provider, testIban(900), "2026-11-09");
    expect(await payWhatCanBePaidAgain(onDay("2026-11-10"))).toBe(0);
    expect(await payWhatCanBePaidAgain(onDay("2026-11-11"))).toBe(1);
    expect(await told()).toEqual(["account-refused done"]);
    expect(await lineStates()).toEqual(["approved"]);
    expect(await asClerk(paymentDifferences)).toEqual([]);
    const late = onDay("2026-11-12");
    await sendBatch(late, bank, (await releasedBatch(late, account, [seeded[0]!.declaration])).batch);
    await closeDays("2026-11-16");
    await fetchBank(late, bank);
    expect((await ordersNow()).sort()).toEqual(["booked", "rejected AC04"]);
    expect(await lineStates()).toEqual(["paid"]);
    expect(await spent(seeded[0]!)).toBe(1_000);
    await closes();
  });

  test("waits in the plan and says so, until a person lifts it", async () => {
    const { seeded } = await reports([1_000], "AC06");
    await decide("pay-again");
    expect(await told()).toEqual(["account-refused done"]);
    expect(await leftOut(seeded)).toBe("in a batch");
  });

  test("blocks only itself: what is open of the same payee says why it waits", async () => {
    const { seeded } = await reports([1_000], "AC01");
    const { seedSupplement } = await import("../payment/fixtures.ts");
    const { cents } = await import("../kernel/money.ts");
    await command(
      door,
      decideWork,
      { work: (await work())[0]?.id, decision: "close", personal: { reason: "De zorgverlener belt terug." } },
      { actor: maker },
    );
    await seedSupplement(door, seeded[0]!, cents(300));
    expect(await leftOut(seeded)).toContain("De bank weigerde dit rekeningnummer");
  });
});

describe("other reasons", () => {
  test("a payee who died is blocked, and a person may say that the bank was wrong", async () => {
    const { seeded } = await reports([1_000], "MD07");
    const blocked = () =>
      asClerk((tx) => tx.selectFrom("party.person").select("blocked").where("id", "=", seeded[0]!.provider).executeTakeFirstOrThrow());
    expect(await told()).toEqual(["payee-died open"]);
    expect(await blocked()).toEqual({ blocked: true });
    await decide("pay-again");
    expect(await blocked()).toEqual({ blocked: false });
    expect(await leftOut(seeded)).toBe("in a batch");
  });

  for (const reason of ["MS03", "MS02", "ZZ99"])
    test(`${reason} brings the money back and asks a person`, async () => {
      const { seeded } = await reports([1_000], reason);
      expect(await told()).toEqual(["unspecified open"]);
      expect(await spent(seeded[0]!)).toBe(0);
      await decide("close");
      expect(await told()).toEqual(["unspecified done"]);
      await closes();
    });

  test("what the bank may not pay is never paid again", async () => {
    await reports([1_000], "RR04");
    await expect(decide("pay-again")).rejects.toMatchObject({ code: "work-decision-unfit" });
    await decide("close");
    await expect(decide("close")).rejects.toThrow();
  });

  for (const booking of ["net", "gross"])
    test(`too late on the day goes again the next day under the same reference (${booking})`, async () => {
      const { seeded } = await reports([1_000, 2_000], "TM01", booking);
      expect(await told()).toEqual([]);
      expect(await lineStates()).toEqual(["approved", "paid"]);
      expect(await leftOut(seeded.slice(0, 1))).toContain("Morgen gaat het opnieuw");
      await conduct(seeded[0]!.iban, { outcome: "accept" });
      const next = onDay("2026-11-06");
      await sendBatch(next, bank, (await releasedBatch(next, account, [seeded[0]!.declaration])).batch);
      await closeDays("2026-11-11");
      await fetchBank(next, bank);
      expect((await ordersNow()).sort()).toEqual(["booked", "booked", "rejected TM01"]);
      const references = await asClerk((tx) =>
        tx.selectFrom("payment.order").select(["end_to_end", "retries"]).orderBy("amount").execute(),
      );
      expect(references[0]?.end_to_end).toBe(references[1]?.end_to_end);
      expect(await spent(seeded[0]!)).toBe(1_000);
      await closes();
    });

  test("too late, but given back afterwards: carried out, so a person decides", async () => {
    await send([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "ED05", days: 1 }));
    await closeDays("2026-11-06");
    await fetchBank(door, bank);
    expect(await told()).toEqual(["unspecified open"]);
    await decide("pay-again");
    expect(await lineStates()).toEqual(["approved"]);
    await closes();
  });

  test("a file that is wrong stops with one alarm, and goes again when a person says so", async () => {
    const { seeded, batch } = await send([1_000, 2_000]);
    await takeBankFile(door, Buffer.from(await reports002(batch, "RJCT", "FF01")), service("test"));
    expect(await told()).toEqual(["batch-stopped open"]);
    expect(await ordersNow()).toEqual(["rejected FF01", "rejected FF01"]);
    expect((await batchState())?.state).toBe("rejected");
    await decide("pay-again");
    expect(await lineStates()).toEqual(["approved", "approved"]);
    expect(await asClerk(paymentDifferences)).toEqual([]);
    expect(await leftOut(seeded)).toBe("in a batch");
  });

  test("a double moves no money until a person knows: the first was paid", async () => {
    const { seeded, batch } = await send([1_000]);
    await takeBankFile(door, Buffer.from(await reports002(batch, "RJCT", "DU01")), service("test"));
    expect(await told()).toEqual(["duplicate open"]);
    expect(await ordersNow()).toEqual(["sent"]);
    expect(await spent(seeded[0]!)).toBe(1_000);
    await decide("first-paid");
    await closeDays("2026-11-05");
    await fetchBank(door, bank);
    expect(await ordersNow()).toEqual(["booked"]);
    await closes();
  });

  test("a double of which the first was not paid goes back, and is paid by a new order", async () => {
    const { seeded, batch } = await send([1_000]);
    await takeBankFile(door, Buffer.from(await reports002(batch, "RJCT", "AM05")), service("test"));
    await decide("not-paid");
    expect(await ordersNow()).toEqual(["rejected AM05"]);
    expect(await lineStates()).toEqual(["approved"]);
    expect(await asClerk(paymentDifferences)).toEqual([]);
    expect(await leftOut(seeded)).toBe("in a batch");
  });

  test("what we asked back and came back closes by itself", async () => {
    await send([1_000], ([first]) => conduct(first!.iban, { outcome: "return", reason: "FOCR", days: 3 }));
    await closeDays("2026-11-04");
    await fetchBank(door, bank);
    const { end_to_end: endToEnd } = await asClerk((tx) => tx.selectFrom("payment.order").select("end_to_end").executeTakeFirstOrThrow());
    await command(door, noteRecall, { endToEnd, personal: { reason: "Dubbel gedeclareerd." } }, { actor: maker });
    expect(await told()).toEqual(["recall open"]);
    await closeDays("2026-11-12");
    await fetchBank(door, bank);
    expect((await work()).map(({ kind, decision }) => [kind, decision])).toEqual([["recall", "came-back"]]);
    await closes();
  });

  test("weeks later, after the year closed, with charges kept back: the old line has all of it, and the cost stands apart", async () => {
    const { seeded } = await send([1_000], ([first]) =>
      conduct(first!.iban, { outcome: "return", reason: "AC04", days: 50, chargesCents: 150 }),
    );
    await closeDays("2027-02-01");
    await fetchBank(onDay("2027-02-01"), bank);
    expect(await ordersNow()).toEqual(["returned AC04"]);
    expect(await spent(seeded[0]!)).toBe(0);
    const reversal = await asClerk((tx) =>
      tx.selectFrom("ledger.transfer").select(["day", "credit_id"]).where("code", "=", "reverse").executeTakeFirstOrThrow(),
    );
    expect(reversal).toEqual({ day: "2027-02-01", credit_id: seeded[0]!.commitment });
    const costs = await asClerk(async (tx) => {
      const { id } = await tx.selectFrom("ledger.account").select("id").where("kind", "=", "costs").executeTakeFirstOrThrow();
      return tx.selectFrom("ledger.transfer").select("amount").where("debit_id", "=", id).execute();
    });
    expect(costs).toEqual([{ amount: 150 }]);
    await closes();
  });
});
