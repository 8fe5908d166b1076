import { beforeEach, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import { cents, inDecimals } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command } from "../db/command.ts";
import { paymentDifferences } from "../payment/differences.ts";
import { askForStatements } from "../payment/age-details.ts";
import { decideWork } from "../payment/decide-work.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, ownIban } from "../payment/fixtures.ts";
import { takeBankFile } from "../payment/import-bank-file.ts";
import { messageIn, versions, type Around, type Entry, type Payment } from "../payment/messages/camt-for-tests.ts";
import { afterTampering, asClerk, bank, closeDays, door, lineStates, ordersNow, send, useHouseAndBank } from "./payment-for-tests.ts";

// Two payments come back in one amount: the statement has only the total, and the details (camt.054) say what it was.
useHouseAndBank();

const [statementVersion] = versions;
const take = (xml: string) => takeBankFile(door, Buffer.from(xml), service("test"));
const decimal = (amount: number): string => inDecimals(cents(amount));

let references: string[];
beforeEach(async () => {
  await send([1_000, 2_000, 4_000]);
  await closeDays("2026-11-05");
  await fetchBank(door, bank);
  references = await asClerk(async (tx) =>
    (await tx.selectFrom("payment.order").select("end_to_end").orderBy("amount").execute()).map(({ end_to_end }) => end_to_end),
  );
});

const last = () =>
  asClerk((tx) =>
    tx.selectFrom("payment.statement").selectAll().orderBy("sequence", "desc").orderBy("page", "desc").executeTakeFirstOrThrow(),
  );
const credit = (amount: number, payments: Payment[] = []): Entry => ({
  amount: decimal(amount),
  direction: "CRDT",
  reference: "R-TERUG",
  day: "2026-11-06",
  payments,
});
const statement = async (
  entries: Entry[],
  extra: Pick<Around, "page" | "sequence"> = {},
  step = "CLBD",
  of = statementVersion,
): Promise<string> => {
  const { closing, sequence } = await last();
  const sum = entries.reduce(
    (soFar, { amount, direction }) => soFar + Math.round(Number(amount) * 100) * (direction === "CRDT" ? 1 : -1),
    0,
  );
  return messageIn(of!, entries, {
    id: `S-${String(extra.sequence ?? sequence + 1)}`,
    sequence: sequence + 1,
    iban: ownIban,
    balances: [
      [(extra.page?.number ?? 1) === 1 ? "OPBD" : "ITBD", decimal(closing)],
      [step, decimal(closing + sum)],
    ],
    ...extra,
  });
};
const details = (payments: Payment[], amount = 3_000, id = "N1", version = "camt.054.001.08"): string =>
  messageIn(
    versions.find(({ name }) => name === version)!,
    [credit(amount, payments)],
    { id, iban: ownIban },
  );
const both = (): Payment[] => [
  { endToEnd: references[0]!, amount: "10.00", direction: "CRDT", reason: "AC04" },
  { endToEnd: references[1]!, amount: "20.00", direction: "CRDT", reason: "MS03" },
];
const states = () =>
  asClerk(async (tx) =>
    (await tx.selectFrom("payment.details").select("state").orderBy("notification").execute()).map(({ state }) => state),
  );
const books = () => asClerk(paymentDifferences);
const came = ["returned AC04", "returned MS03", "booked"];

describe("details of an entry", () => {
  test("before their statement wait, and then say what it booked", async () => {
    expect(await take(details(both()))).toMatchObject({ kind: "details", waiting: 1, explained: 0 });
    expect(await ordersNow()).toEqual(["booked", "booked", "booked"]);
    await take(await statement([credit(3_000)]));
    expect(await ordersNow()).toEqual(came);
    expect(await lineStates()).toEqual(["returned", "returned", "paid"]);
    expect(await states()).toEqual(["agrees"]);
    expect(await books()).toEqual([]);
  });

  for (const version of ["camt.054.001.08", "camt.054.001.04", "camt.054.001.02"])
    test(`after their statement explain what stood on suspense (${version})`, async () => {
      await take(await statement([credit(3_000)]));
      expect((await books()).map(({ what }) => what).sort()).toEqual(["suspense", "unexplained-entries"]);
      expect(await take(details(both(), 3_000, "N1", version))).toMatchObject({ waiting: 0, explained: 1 });
      expect(await ordersNow()).toEqual(came);
      expect(await books()).toEqual([]);
    });

  test("twice, also in another file, have no second effect", async () => {
    await take(await statement([credit(3_000)]));
    await take(details(both()));
    expect(await take(details(both()).replace("M-N1", "M-N9"))).toMatchObject({ entries: 1, waiting: 0, explained: 0, contradicts: 0 });
    expect(await ordersNow()).toEqual(came);
    expect(await books()).toEqual([]);
  });

  test("with another content under the same name are refused whole", async () => {
    await take(details(both()));
    await expect(take(details([both()[1]!, both()[0]!]))).rejects.toBeInstanceOf(Refusal);
  });

  test("of what the statement named itself book nothing more", async () => {
    await take(await statement([credit(3_000, both())]));
    expect(await ordersNow()).toEqual(came);
    expect(await take(details(both()))).toMatchObject({ explained: 1, contradicts: 0 });
    expect(await books()).toEqual([]);
  });

  test("that contradict the statement change nothing and are shown", async () => {
    await take(await statement([credit(3_000, both())]));
    const other = [{ ...both()[0]!, endToEnd: references[2]! }, both()[1]!];
    expect(await take(details(other))).toMatchObject({ explained: 0, contradicts: 1 });
    expect(await ordersNow()).toEqual(came);
    expect(await states()).toEqual(["contradicts"]);
    expect(await books()).toEqual([]);
  });

  test("of another amount than the statement contradict it, whichever comes first", async () => {
    await take(details([both()[1]!], 2_000));
    await take(await statement([credit(3_000)]));
    expect(await ordersNow()).toEqual(["booked", "booked", "booked"]);
    expect(await states()).toEqual(["contradicts"]);
    expect((await books()).map(({ what }) => what).sort()).toEqual(["suspense", "unexplained-entries"]);
  });
});

describe("details whose statement stays away", () => {
  const onDay = (on: string) => ({ ...door, now: () => instant(`${on}T09:00:00.000Z`) });
  const asked = (on: string) => askForStatements(onDay(on));
  const workRows = () =>
    asClerk((tx) =>
      tx.selectFrom("payment.work").selectAll().where("details_id", "is not", null).orderBy("opened_on").orderBy("kind").execute(),
    );
  const work = async () => (await workRows()).map(({ kind, state, decision }) => `${kind} ${decision ?? state}`);
  const decide = async (on: string, decision: "wait" | "close" | "pay-again") => {
    const open = (await workRows()).find(({ state }) => state === "open");
    return command(onDay(on), decideWork, { work: open!.id, decision, personal: { reason: "Gebeld met de bank." } }, { actor: maker });
  };

  test("are work after the next bank day, once; a person may wait once more or close it, and books nothing by that", async () => {
    await take(details(both()));
    expect([await asked("2026-11-09"), await asked("2026-11-10"), await asked("2026-11-10")]).toEqual([0, 1, 0]);
    expect(await take(details(both()).replace("M-N1", "M-N9"))).toMatchObject({ entries: 1, waiting: 0 });
    expect(await asked("2026-11-11")).toBe(0);
    await expect(decide("2026-11-10", "pay-again")).rejects.toMatchObject({ code: "work-decision-unfit" });
    await decide("2026-11-10", "wait");
    expect([await asked("2026-11-11"), await asked("2026-11-12")]).toEqual([0, 1]);
    await decide("2026-11-12", "close");
    expect(await asked("2027-02-01")).toBe(0);
    expect([await work(), await states()]).toEqual([["details-waiting wait", "details-waiting close"], ["waiting"]]);
    expect([await ordersNow(), await books()]).toEqual([["booked", "booked", "booked"], []]);
    expect(await afterTampering("update payment.details set state = 'put-right'")).toEqual(["details-put-right"]);
    // A statement says what was booked, whatever a person had thought.
    await take(await statement([credit(3_000)]));
    expect([await ordersNow(), await states(), await books()]).toEqual([came, ["agrees"], []]);
  });

  test("close by themselves when it comes; what contradicts it is work of its own", async () => {
    await take(details([both()[1]!], 2_000));
    await take(details([both()[0]!], 1_000, "N2").replace("R-TERUG", "R-2"));
    expect(await asked("2026-11-10")).toBe(2);
    expect(
      await afterTampering(
        "update payment.details set state = 'agrees', entry_statement = (select min(id::text)::uuid from payment.statement)",
      ),
    ).toEqual(["work-details-state"]);
    await take(await statement([credit(3_000), { ...credit(1_000), reference: "R-2" }]));
    expect(await work()).toEqual(["details open", "details-waiting statement-came", "details-waiting statement-came"]);
    expect([await ordersNow(), await states()]).toEqual([
      ["returned AC04", "booked", "booked"],
      ["contradicts", "agrees"],
    ]);
    await decide("2026-11-10", "close");
    expect(await states()).toEqual(["put-right", "agrees"]);
    expect((await books()).map(({ what }) => what).sort()).toEqual(["suspense", "unexplained-entries"]);
  });
});

describe("a statement in pages", () => {
  const pages = async (): Promise<[string, () => Promise<string>]> => {
    const { sequence } = await last();
    const first = await statement([credit(1_000, [both()[0]!])], { page: { number: 1, last: false } }, "ITBD");
    return [first, () => statement([credit(2_000, [both()[1]!])], { page: { number: 2, last: true }, sequence: sequence + 1 })];
  };

  test("is one statement when the last page is there, and until then nothing is released", async () => {
    const [first, second] = await pages();
    await take(first);
    expect((await books()).map(({ what }) => what)).toEqual(["statement-pages"]);
    await take((await second()).replace("R-TERUG", "R-2"));
    expect(await books()).toEqual([]);
    expect(await ordersNow()).toEqual(came);
  });

  test("the second page before the first is refused, and the next statement too", async () => {
    const [first, second] = await pages();
    await expect(second().then(take)).rejects.toBeInstanceOf(Refusal);
    await take(first);
    await expect(statement([]).then(take)).rejects.toBeInstanceOf(Refusal);
    expect(await take(first)).toMatchObject({ kind: "statement" });
  });
});
