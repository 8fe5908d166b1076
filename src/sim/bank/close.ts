import type pg from "pg";
import { earliest, plusDays, type Day } from "../../kernel/day.ts";
import { fateOf, type Account, type Batch, type Entry } from "./bank.ts";
import { isBankDay } from "./calendar.ts";
import {
  accountBalance,
  accounts,
  batchReferences,
  behaviours,
  book,
  change,
  closedThrough,
  dueBatches,
  dueReturns,
  entriesOn,
  fileBySha256,
  lastStatement,
  nextSequence,
  paymentsById,
  paymentsOf,
  saveBatchState,
  saveClosedThrough,
  saveFates,
  saveFileOut,
  saveReturned,
  saveStatement,
} from "./queries.ts";
import { sha256Of } from "./receive.ts";
import { batchReport } from "./status-report.ts";
import { statementXml } from "./statement.ts";

type Posting = Omit<Entry, "id" | "reference" | "value_on">;
const posting = (given: Pick<Posting, "iban" | "booked_on" | "amount" | "kind"> & Partial<Posting>): Posting => ({
  batch_id: null,
  payment_id: null,
  count: null,
  party_name: null,
  party_iban: null,
  remittance: null,
  deposit_key: null,
  ...given,
});

async function send(
  tx: pg.PoolClient,
  kind: "pain.002.001.10" | "camt.053.001.08",
  day: Day,
  write: (sequence: number) => string,
): Promise<void> {
  const sequence = await nextSequence(tx);
  const bytes = Buffer.from(write(sequence));
  const name = `${kind.slice(0, 8)}-${String(sequence).padStart(8, "0")}.xml`;
  await saveFileOut(tx, { sequence, kind, name, day, sha256: sha256Of(bytes) }, bytes);
}

/** Executes one batch: every payment gets its fate, the account is debited, and a status report tells. Without the money nothing happens but a rejection. */
async function execute(tx: pg.PoolClient, batch: Batch, day: Day): Promise<void> {
  const payments = await paymentsOf(tx, batch.id);
  const known = new Map(
    (
      await behaviours(
        tx,
        payments.map(({ creditor_iban }) => creditor_iban),
      )
    ).map((behaviour) => [behaviour.iban, behaviour]),
  );
  const fates = payments.map((payment) => fateOf(payment, known.get(payment.creditor_iban), day));
  const booked = payments.filter((_, n) => fates[n]?.booked === true);
  const amount = booked.reduce((sum, payment) => sum + payment.amount, 0);
  const file = await fileBySha256(tx, batch.sha256);
  if (file === undefined) throw new Error(`batch ${String(batch.id)} has no file`);

  const at = { iban: batch.iban, booked_on: day, batch_id: batch.id };
  if ((await accountBalance(tx, batch.iban, day)) < amount) {
    const rejection = { code: "AM04", text: "saldo onvoldoende" };
    await saveFates(
      tx,
      payments.map(({ id }) => ({ id, state: "rejected", reason: "AM04", return_on: null, charges: 0, anonymous: false, booked: false })),
    );
    await saveBatchState(tx, batch.id, "rejected", day);
    await send(tx, "pain.002.001.10", day, (sequence) => batchReport({ sequence, day }, file, batch, { rejection }));
    return;
  }
  const debits = batch.batch_booking
    ? [posting({ ...at, amount: -amount, kind: "batch", count: booked.length })]
    : booked.map((payment) => posting({ ...at, amount: -payment.amount, kind: "payment", payment_id: payment.id }));
  const back = payments
    .filter((_, n) => fates[n]?.booked === true && fates[n].state === "rejected")
    .map((payment) => posting({ ...at, amount: payment.amount, kind: "rejection", payment_id: payment.id }));
  await saveFates(tx, fates);
  await saveBatchState(tx, batch.id, "executed", day);
  await book(tx, amount === 0 ? [] : [...debits, ...back]);
  await send(tx, "pain.002.001.10", day, (sequence) => batchReport({ sequence, day }, file, batch, { payments, fates }));
}

async function bookReturns(tx: pg.PoolClient, day: Day): Promise<void> {
  const due = await dueReturns(tx, day);
  await book(
    tx,
    due.map(({ iban, id, batch_id, amount, charges }) =>
      posting({ iban, booked_on: day, amount: amount - charges, kind: "return", batch_id, payment_id: id }),
    ),
  );
  await saveReturned(
    tx,
    due.map(({ id }) => id),
  );
}

async function state(tx: pg.PoolClient, account: Account, day: Day): Promise<void> {
  const entries = await entriesOn(tx, account.iban, day);
  const before = await lastStatement(tx, account.iban);
  // As banks do: the first statement always comes, later ones on days on which something was booked.
  if (before !== undefined && entries.length === 0) return;
  const opening = before?.closing ?? 0;
  const statement = {
    iban: account.iban,
    sequence: (before?.sequence ?? 0) + 1,
    day,
    opening,
    closing: entries.reduce((sum, { amount }) => sum + amount, opening),
    count: entries.length,
  };
  const payments = await paymentsById(
    tx,
    entries.flatMap(({ payment_id }) => payment_id ?? []),
  );
  const batches = await batchReferences(
    tx,
    entries.flatMap(({ batch_id }) => batch_id ?? []),
  );
  const known = {
    payments: new Map(payments.map((payment) => [payment.id, payment])),
    batches: new Map(batches.map((batch) => [batch.id, batch])),
  };
  await saveStatement(tx, statement);
  await send(tx, "camt.053.001.08", day, () => statementXml(statement, account, entries, known));
}

/** Closes one day: on a bank day what is due is executed and returned, and every account on which something was booked gets its statement. All or nothing. */
const closeDay = (pool: pg.Pool, day: Day): Promise<void> =>
  change(pool, async (tx) => {
    const closed = await closedThrough(tx);
    // Another call closed it meanwhile.
    if (closed !== null && closed >= day) return;
    if (isBankDay(day)) {
      for (const batch of await dueBatches(tx, day)) await execute(tx, batch, day);
      await bookReturns(tx, day);
      for (const account of await accounts(tx)) if (account.opened_on <= day) await state(tx, account, day);
    }
    await saveClosedThrough(tx, day);
  });

/** Most days that one call closes: what is asked beyond it is a mistake. */
export const mostDays = 800;

/** Closes every day before `day` that is still open, each in a change of its own: after a crash the next call goes on where it stopped. Returns the days closed. */
export async function closeBefore(pool: pg.Pool, day: Day): Promise<{ closed: Day[] } | { tooFar: true }> {
  const through = await closedThrough(pool);
  const opened = (await accounts(pool))
    .map(({ opened_on }) => opened_on)
    .reduce<Day | null>((soFar, on) => (soFar === null ? on : earliest(soFar, on)), null);
  const from = through === null ? (opened ?? plusDays(day, -1)) : plusDays(through, 1);
  if (plusDays(from, mostDays) < day) return { tooFar: true };
  const closed: Day[] = [];
  for (let at = from; at < day; at = plusDays(at, 1)) {
    await closeDay(pool, at);
    closed.push(at);
  }
  return { closed };
}
