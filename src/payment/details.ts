import type { Cents } from "../kernel/money.ts";
import type { Day } from "../kernel/day.ts";
import { after, type Moves } from "../law/states.ts";
import type { Meaning } from "./match.ts";
import type { EntryTransaction, StatementEntry } from "./messages/camt-entry.ts";
import { plusTargetDays } from "./target-days.ts";

/** States of the details of an entry (boekingsmelding), in the order of their life. */
export const detailsStates = ["waiting", "agrees", "contradicts", "put-right"] as const;
export type DetailsState = (typeof detailsStates)[number];

/**
 * Details wait for their statement; they agree with it or contradict it, and then a person finds out which of the two is right.
 * What waits is never put right by a person: only a statement says what was booked.
 */
export const detailsMoves = {
  agree: { from: ["waiting"], to: "agrees" },
  contradict: { from: ["waiting"], to: "contradicts" },
  putRight: { from: ["contradicts"], to: "put-right" },
} as const satisfies Record<string, { from: readonly DetailsState[]; to: DetailsState }>;
export type DetailsMove = keyof typeof detailsMoves;

/** The state after a move, or null where the table does not allow it. */
export const detailsAfter = (state: DetailsState, move: DetailsMove): DetailsState | null =>
  after<DetailsState, Moves<DetailsState>>(detailsMoves, move, state);

/** True when the statement of details that the bank booked on `since` is not here after so many TARGET days, or a person waited once more since. */
export const isMissed = ({ since }: { since: Day }, bankDays: number, today: Day): boolean => plusTargetDays(since, bankDays) < today;

/** A state of details as people read it. */
export const detailsStateName: Readonly<Record<DetailsState, string>> = {
  waiting: "Wacht op het afschrift",
  agrees: "Klopt met het afschrift",
  contradicts: "Spreekt het afschrift tegen",
  "put-right": "Uitgezocht",
};

/** What a camt.054 says of one entry. */
export type Details = { amount: Cents; transactions: readonly EntryTransaction[] };

const referencesOf = (transactions: readonly EntryTransaction[]): string[] =>
  transactions.flatMap(({ endToEndId }) => endToEndId ?? []).sort();

/** The entry with its payments as the details name them, where the statement does not name them itself. */
export const enriched = (entry: StatementEntry, details: Details | undefined): StatementEntry => {
  const isBatch = entry.direction === "debit" && entry.batch !== null;
  return details?.amount !== entry.amount || entry.transactions.length > 0 || isBatch
    ? entry
    : { ...entry, transactions: details.transactions };
};

/**
 * What does not agree between an entry on a statement and the details of it, in words for a clerk; null when all agrees.
 * `batchOf` says in which batch of ours an order is.
 */
export const contradictionIn = (
  entry: Pick<StatementEntry, "amount"> & { transactions: readonly EntryTransaction[] },
  details: Details,
  meanings: readonly Meaning[],
  batchOf: (endToEndId: string) => string | undefined,
): string | null => {
  if (details.amount !== entry.amount) return "Het bedrag op het afschrift is een ander bedrag dan in de melding.";
  const named = referencesOf(details.transactions);
  const [first] = meanings;
  if (first?.meaning === "batch") {
    const foreign = named.find((reference) => batchOf(reference) !== first.batch);
    return foreign === undefined ? null : `De melding noemt betaling ${foreign}, maar die zit niet in dit betaalbestand.`;
  }
  const onStatement = referencesOf(entry.transactions);
  return onStatement.length > 0 && named.length > 0 && onStatement.join() !== named.join()
    ? "De melding noemt andere betalingen dan het afschrift."
    : null;
};
