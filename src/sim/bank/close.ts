import type pg from "pg";
import { earliest, plusDays, type Day } from "../../kernel/day.ts";
import { fateOf, type Account, type Batch, type Behaviour, type Entry, type Fate, type Payment } from "./bank.ts";
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
  saveBehaviour,
  saveClosedThrough,
  saveFates,
  saveFileOut,
  saveReturned,
  saveStatement,
  type FileKind,
} from "./queries.ts";
import { sha256Of } from "./receive.ts";
import { batchReport } from "./status-report.ts";
import { collected, notificationXml, pagesOf, statementXml, type Collected } from "./statement.ts";

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

/** A message for the owner of an account, until the end of the day decides in what order and how often it goes out. */
type Message = { kind: FileKind; write: (sequence: number) => string };

async function send(tx: pg.PoolClient, { twice, reordered }: Account, day: Day, messages: readonly Message[]): Promise<void> {
  for (const { kind, write } of reordered ? messages.toReversed() : messages) {
    const bytes = Buffer.from(write(await nextSequence(tx)));
    for (let copy = 0; copy < (twice ? 2 : 1); copy += 1) {
      const sequence = await nextSequence(tx);
      const name = `${kind.slice(0, 8)}-${String(sequence).padStart(8, "0")}.xml`;
      await saveFileOut(tx, { sequence, kind, name, day, sha256: sha256Of(bytes) }, bytes);
    }
  }
}

/** What becomes of each payment; a conduct that is for the next payment only is spent by the first that meets it. */
function fatesOf(payments: readonly Payment[], known: ReadonlyMap<string, Behaviour>, day: Day): { fates: Fate[]; spent: Behaviour[] } {
  const spent = new Map<string, Behaviour>();
  const fates = payments.map((payment) => {
    const behaviour = known.get(payment.creditor_iban);
    if (behaviour === undefined || spent.has(behaviour.iban)) return fateOf(payment, undefined, day);
    if (behaviour.once) spent.set(behaviour.iban, { ...behaviour, outcome: "accept", reason: null, once: false });
    return fateOf(payment, behaviour, day);
  });
  return { fates, spent: [...spent.values()] };
}

/** The amounts in which a batch is debited: in one, or in two halves by number; one payment in two halves of its amount. */
function debitsOf(payments: readonly Payment[], splits: boolean): { amount: number; count: number }[] {
  const half = Math.ceil(payments.length / 2);
  const sumOf = (some: readonly Payment[]): number => some.reduce((sum, { amount }) => sum + amount, 0);
  const [only] = payments;
  if (!splits || only === undefined) return [{ amount: sumOf(payments), count: payments.length }];
  if (payments.length > 1)
    return [payments.slice(0, half), payments.slice(half)].map((some) => ({ amount: sumOf(some), count: some.length }));
  const first = Math.ceil(only.amount / 2);
  return [first, only.amount - first].filter((amount) => amount > 0).map((amount) => ({ amount, count: 1 }));
}

/** Executes one batch: every payment gets its fate, the account is debited, and a status report tells. Without the money nothing happens but a rejection. */
async function execute(tx: pg.PoolClient, batch: Batch, account: Account, day: Day): Promise<Message> {
  const payments = await paymentsOf(tx, batch.id);
  const known = new Map(
    (
      await behaviours(
        tx,
        payments.map(({ creditor_iban }) => creditor_iban),
      )
    ).map((behaviour) => [behaviour.iban, behaviour]),
  );
  const { fates, spent } = fatesOf(payments, known, day);
  const booked = payments.filter((_, n) => fates[n]?.booked === true);
  const amount = booked.reduce((sum, payment) => sum + payment.amount, 0);
  const file = await fileBySha256(tx, batch.sha256);
  if (file === undefined) throw new Error(`batch ${String(batch.id)} has no file`);

  const kind: FileKind = `pain.002.001.${account.status_version}`;
  const report = (outcome: Parameters<typeof batchReport>[3]): Message => ({
    kind,
    write: (sequence) => batchReport({ kind, sequence, day }, file, batch, outcome),
  });
  const at = { iban: batch.iban, booked_on: day, batch_id: batch.id };
  if ((await accountBalance(tx, batch.iban, day)) < amount) {
    const rejection = { code: "AM04", text: "saldo onvoldoende" };
    await saveFates(
      tx,
      payments.map(({ id }) => ({ id, state: "rejected", reason: "AM04", return_on: null, charges: 0, anonymous: false, booked: false })),
    );
    await saveBatchState(tx, batch.id, "rejected", day);
    return report({ rejection });
  }
  const debits = batch.batch_booking
    ? debitsOf(booked, account.splits).map((debit) => posting({ ...at, amount: -debit.amount, kind: "batch", count: debit.count }))
    : booked.map((payment) => posting({ ...at, amount: -payment.amount, kind: "payment", payment_id: payment.id }));
  const back = payments
    .filter((_, n) => fates[n]?.booked === true && fates[n].state === "rejected")
    .map((payment) => posting({ ...at, amount: payment.amount, kind: "rejection", payment_id: payment.id }));
  await saveFates(tx, fates);
  for (const behaviour of spent) await saveBehaviour(tx, behaviour);
  await saveBatchState(tx, batch.id, "executed", day);
  await book(tx, amount === 0 ? [] : [...debits, ...back]);
  return report({ payments, fates });
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

/** The debits of batches of a day, each with the payments that it is made of, in the order of the batch. */
async function madeOf(tx: pg.PoolClient, entries: readonly Entry[]): Promise<{ told: Collected[]; payments: Payment[] }> {
  const givenBack = new Set(entries.flatMap(({ kind, payment_id }) => (kind === "rejection" && payment_id !== null ? [payment_id] : [])));
  const told: Collected[] = [];
  const all: Payment[] = [];
  for (const [batch, debits] of Map.groupBy(
    entries.filter(({ kind }) => kind === "batch"),
    ({ batch_id }) => batch_id ?? 0,
  )) {
    const payments = (await paymentsOf(tx, batch)).filter(({ id, state: now }) => now !== "rejected" || givenBack.has(id));
    all.push(...payments);
    let from = 0;
    for (const entry of debits) {
      const some = payments.length === 1 ? payments : payments.slice(from, from + (entry.count ?? 0));
      from += some.length;
      const parts = some.map(({ id, amount }): Entry => ({
        ...entry,
        kind: "payment",
        amount: payments.length === 1 ? entry.amount : -amount,
        payment_id: id,
        count: null,
      }));
      told.push({ entry, parts });
    }
  }
  return { told, payments: all };
}

/** The messages of one day of an account: its statement, in pages when that is how its bank writes. */
async function state(tx: pg.PoolClient, account: Account, day: Day): Promise<Message[]> {
  const entries = await entriesOn(tx, account.iban, day);
  const before = await lastStatement(tx, account.iban);
  // As banks do: the first statement always comes, later ones on days on which something was booked.
  if (before !== undefined && entries.length === 0) return [];
  const opening = before?.closing ?? 0;
  const { shown, apart } = account.details_apart ? collected(entries) : { shown: entries, apart: null };
  const statement = {
    iban: account.iban,
    sequence: (before?.sequence ?? 0) + 1,
    day,
    opening,
    closing: entries.reduce((sum, { amount }) => sum + amount, opening),
    count: shown.length,
  };
  const batchesApart = account.batch_details ? await madeOf(tx, entries) : { told: [], payments: [] };
  const payments = [
    ...batchesApart.payments,
    ...(await paymentsById(
      tx,
      entries.flatMap(({ payment_id }) => payment_id ?? []),
    )),
  ];
  const batches = await batchReferences(
    tx,
    entries.flatMap(({ batch_id }) => batch_id ?? []),
  );
  const known = {
    payments: new Map(payments.map((payment) => [payment.id, payment])),
    batches: new Map(batches.map((batch) => [batch.id, batch])),
  };
  await saveStatement(tx, statement);
  const pages = pagesOf(statement, shown, account.page_entries).map((page): Message => ({
    kind: `camt.053.001.${account.statement_version}`,
    write: () => statementXml(statement, account, page, known),
  }));
  const toldApart = [...batchesApart.told, ...(apart === null ? [] : [apart])];
  if (toldApart.length === 0) return pages;
  const told: Message = {
    kind: `camt.054.001.${account.statement_version}`,
    write: () => notificationXml(statement, account, toldApart, known),
  };
  return [told, ...pages];
}

/** Closes one day: on a bank day what is due is executed and returned, and every account on which something was booked gets its statement. All or nothing. */
const closeDay = (pool: pg.Pool, day: Day): Promise<void> =>
  change(pool, async (tx) => {
    const closed = await closedThrough(tx);
    // Another call closed it meanwhile.
    if (closed !== null && closed >= day) return;
    if (isBankDay(day)) {
      const [all, due] = [await accounts(tx), await dueBatches(tx, day)];
      const messages = new Map<string, Message[]>(all.map(({ iban }) => [iban, []]));
      for (const batch of due) {
        const account = all.find(({ iban }) => iban === batch.iban);
        if (account === undefined) throw new Error(`batch ${String(batch.id)} is of no account`);
        messages.get(account.iban)?.push(await execute(tx, batch, account, day));
      }
      await bookReturns(tx, day);
      for (const account of all) {
        const statements = account.opened_on <= day ? await state(tx, account, day) : [];
        await send(tx, account, day, [...(messages.get(account.iban) ?? []), ...statements]);
      }
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
