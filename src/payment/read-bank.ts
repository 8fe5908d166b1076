import type { Day } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import { minus, plus, zero, type Cents } from "../kernel/money.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import type { Tx } from "../db/pool.ts";
import { payloadsOf } from "../db/queries.ts";
import { accountOf, standingOn } from "../ledger/post.ts";
import { differencesNow, differenceText } from "./differences.ts";
import { inboxRows, refusedFiles } from "./inbox-queries.ts";
import { ledgerOwner } from "./open-account.ts";
import {
  cameBackByAge,
  cameBackRows,
  entryById,
  statementEntries,
  statementParts,
  statementRowById,
  statementRows,
  statementTotal,
  statusRows,
  transitRows,
  unexplainedEntries,
  type AgeRow,
  type CameBackRow,
  type EntryRow,
  type Slice,
  type StatementRow,
  type StatusRow,
  type TransitRow,
} from "./page-queries.ts";
import { awaitedGiveBacks, explainedTransit, lastStatement, unexplainedCount } from "./proof-queries.ts";
import { ownAccountRows } from "./queries.ts";
import { staffNames } from "./read.ts";
import { openWorkCount } from "./work-queries.ts";

/** What the bank wrote about an entry that nobody understood. */
export type EntryDetail = { name: string | null; iban: string | null; words: string | null; reference: string | null };

/** An entry as a page shows it: what it stands for, with what the bank wrote and what a person said of it. */
export type EntryView = EntryRow & { details: readonly EntryDetail[]; why: string | null; explainer: string | null };

type Shown = {
  transactions?: {
    endToEndId: string | null;
    counterparty: { name?: string | null; iban?: string | null } | null;
    remittance: string | null;
    returnText?: string | null;
  }[];
};

const detailsOf = (content: Buffer | null | undefined): EntryDetail[] => {
  if (!content) return [];
  const { transactions = [] } = JSON.parse(content.toString("utf8")) as Shown;
  return transactions.map(({ endToEndId, counterparty, remittance, returnText }) => ({
    name: counterparty?.name ?? null,
    iban: counterparty?.iban ?? null,
    words: remittance ?? returnText ?? null,
    reference: endToEndId,
  }));
};

const viewsOf = async (tx: Tx, rows: readonly EntryRow[]): Promise<EntryView[]> => {
  const names = rows.flatMap(({ shown, explanation }) => [shown, explanation].flatMap((hash) => hash ?? []));
  const kept = new Map((await payloadsOf(tx, names)).map(({ hash, content }) => [hash, content]));
  const staff = await staffNames(
    tx,
    rows.flatMap(({ explained_by }) => explained_by ?? []),
  );
  return rows.map((row) => ({
    ...row,
    details: row.shown === null ? [] : detailsOf(kept.get(row.shown)),
    why: row.explanation === null ? null : (kept.get(row.explanation)?.toString("utf8") ?? "(verwijderd)"),
    explainer: row.explained_by === null ? null : staff(row.explained_by),
  }));
};

/** What came from the bank (bank): statements of one page, entries that nobody understands, status reports, and refused files. */
export type BankView = {
  statements: readonly StatementRow[];
  total: number;
  /** The oldest of them; `waiting` says how many there are. */
  unexplained: readonly EntryView[];
  waiting: number;
  /** What waits for a decision of a person. */
  work: number;
  reports: readonly StatusRow[];
  refused: readonly { sequence: number; refusal: string }[];
};

// As many as fit a page that is worked off; what is done makes room for the rest.
const shown = 25;

export const bankView = async (tx: Tx, slice: Slice): Promise<BankView> => ({
  statements: await statementRows(tx, slice),
  total: await statementTotal(tx),
  unexplained: await viewsOf(tx, await unexplainedEntries(tx, shown)),
  waiting: await unexplainedCount(tx),
  work: await openWorkCount(tx),
  reports: await statusRows(tx, shown),
  refused: (await inboxRows(tx, shown))
    .filter(({ imported }) => !imported)
    .map(({ sequence, refusal }) => ({ sequence, refusal: refusal ?? "" })),
});

/** One statement with its entries of one page. Throws `not-found`. */
export const statementView = async (
  tx: Tx,
  id: string,
  slice: Slice,
): Promise<{ statement: StatementRow; entries: readonly EntryView[]; parts: number }> => {
  const statement = await statementRowById(tx, id);
  if (!statement) throw new Refusal("not-found");
  return { statement, entries: await viewsOf(tx, await statementEntries(tx, id, slice)), parts: await statementParts(tx, id) };
};

/** One entry. Throws `entry-unknown`. */
export const entryView = async (tx: Tx, id: string): Promise<EntryView> => {
  const row = await entryById(tx, id);
  const [view] = row === undefined ? [] : await viewsOf(tx, [row]);
  if (!view) throw new Refusal("entry-unknown");
  return view;
};

/** Our books beside those of the bank (aansluiting), in cents. */
export type Reconciliation = {
  name: string;
  iban: Iban;
  /** The newest statement, null before the first. */
  last: { name: string; day: Day; closing: Cents } | null;
  bank: { books: Cents; statement: Cents; difference: Cents };
  transit: {
    books: Cents;
    explained: Cents;
    difference: Cents;
    batches: readonly TransitRow[];
    giveBacks: readonly { reference: string; amount: Cents; since: Day }[];
  };
};

/** What the page of reconciliation shows. `differences` is what blocks the next release: the same list that the release asks. */
export type ReconciliationView = {
  accounts: readonly Reconciliation[];
  /** Of all accounts together: whose it is, only its explanation tells. */
  shared: { suspense: Cents; unexplained: number; costs: Cents } | null;
  differences: readonly Fault[];
  cameBack: readonly CameBackRow[];
  ages: readonly AgeRow[];
};

/** What does not close today, in words (verschillen); empty when the books close. */
export const differencesInWords = async (tx: Tx, today: Day): Promise<readonly Fault[]> =>
  (await differencesNow(tx, today)).map(differenceText);

const reconciled = async (tx: Tx, own: Awaited<ReturnType<typeof ownAccountRows>>[number]): Promise<Reconciliation> => {
  const last = await lastStatement(tx, own.id);
  const closing = last?.closing ?? zero;
  const books = await standingOn(tx, own.bank_account_id);
  const transit = minus(zero, await standingOn(tx, own.transit_account_id));
  const explained = await explainedTransit(tx, own.id);
  return {
    name: own.name,
    iban: own.iban as Iban,
    last: last === undefined ? null : { name: last.statement_id, day: last.day, closing },
    bank: { books, statement: closing, difference: minus(books, closing) },
    transit: {
      books: transit,
      explained,
      difference: minus(transit, explained),
      batches: await transitRows(tx, own.id),
      giveBacks: (await awaitedGiveBacks(tx, own.id)).map(({ end_to_end, amount, changed_on }) => ({
        reference: end_to_end,
        amount,
        since: changed_on,
      })),
    },
  };
};

const sharedByAll = async (tx: Tx): Promise<NonNullable<ReconciliationView["shared"]>> => ({
  // Money that came in stands there as a debt of ours.
  suspense: minus(zero, await standingOn(tx, await accountOf(tx, "suspense", ledgerOwner))),
  unexplained: await unexplainedCount(tx),
  // What the bank charged, and what banks kept back of payments that came back.
  costs: plus(
    await standingOn(tx, await accountOf(tx, "returns", ledgerOwner)),
    await standingOn(tx, await accountOf(tx, "costs", ledgerOwner)),
  ),
});

export const reconciliationView = async (tx: Tx, today: Day): Promise<ReconciliationView> => {
  const accounts: Reconciliation[] = [];
  for (const own of await ownAccountRows(tx)) accounts.push(await reconciled(tx, own));
  return {
    accounts,
    shared: accounts.length === 0 ? null : await sharedByAll(tx),
    differences: await differencesInWords(tx, today),
    cameBack: await cameBackRows(tx, shown),
    ages: await cameBackByAge(tx, today),
  };
};

/** The newest statement, and what of the bank asks for a person: for the home page. */
export const lastFromBank = async (
  tx: Tx,
  today: Day,
): Promise<{ statement: StatementRow | null; refused: number; unexplained: number; cameBack: number; work: number }> => ({
  work: await openWorkCount(tx),
  statement: (await statementRows(tx, { skip: 0, most: 1 }))[0] ?? null,
  refused: (await refusedFiles(tx)).length,
  unexplained: await unexplainedCount(tx),
  cameBack: (await cameBackByAge(tx, today)).reduce((sum, { count }) => sum + count, 0),
});
