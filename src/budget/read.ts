import { cents, minus, zero, type Cents } from "../kernel/money.ts";
import type { Day, Instant } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";
import { available, balance, type Counters } from "../ledger/account.ts";
import { countersFor } from "../ledger/post.ts";
import type { BudgetLine } from "./award.ts";
import {
  awardMessageRows,
  awardMessagesBelow,
  awardWithLines,
  awardsOnLine,
  budgetRows,
  type BudgetsWanted,
  countAwardMessages,
  countBudgets,
  type LineRow,
  linesAfter,
  linesWhere,
  linesWithAccounts,
  messageById,
  messages,
  returnTo,
  type WhoseBudgets,
} from "./queries.ts";
import { signalsOf } from "./signal-queries.ts";

const lineFrom = (row: LineRow): BudgetLine => ({
  id: row.id,
  holder: row.holder_id,
  funder: row.funder_code,
  law: row.law,
  function: row.function,
  from: row.from_day,
  until: row.until_day,
  awarded: row.amount,
  account: row.account_id,
  conflictAccount: row.conflict_account_id,
});

/** The budget lines of a holder, of a funder, or by id, each as its newest award says. */
export const budgetLines = async (
  tx: Tx,
  where: { holder: string } | { funder: string } | { ids: readonly string[] },
): Promise<BudgetLine[]> => (await linesWhere(tx, where)).map(lineFrom);

/** Budget lines after a place in their order (first day that the line had, and id), the newest period first. */
export const budgetsAfter = async (
  tx: Tx,
  whose: WhoseBudgets,
  wanted: BudgetsWanted,
  after: readonly [begun: string, id: string] | null,
  most: number,
): Promise<(BudgetLine & { begun: Day })[]> =>
  (await linesAfter(tx, whose, wanted, after, most)).map((row) => ({ ...lineFrom(row), begun: row.begun }));

/** Room on a budget line: free to promise or spend, already promised or spent, and in conflict; each zero or more. */
export type Room = { free: Cents; used: Cents; conflict: Cents };

const roomOf = (line: BudgetLine, counters: ReadonlyMap<string, Counters>): Room => {
  const own = counters.get(line.account);
  const inConflict = counters.get(line.conflictAccount);
  if (!own || !inConflict) return { free: zero, used: zero, conflict: zero };
  const free = available(own);
  const conflict = minus(zero, balance(inConflict));
  // What went back to the line counts as never used, so used is what is neither free nor taken back.
  return { free, used: cents(line.awarded + conflict - free), conflict };
};

/** The room on each of these lines, by id. */
export const roomOn = async (tx: Tx, lines: readonly BudgetLine[]): Promise<ReadonlyMap<string, Room>> => {
  const counters = await countersFor(
    tx,
    lines.flatMap(({ account, conflictAccount }) => [account, conflictAccount]),
  );
  return new Map(lines.map((line) => [line.id, roomOf(line, counters)]));
};

const countersFrom = (row: NonNullable<Awaited<ReturnType<typeof linesWithAccounts>>[number]["own"]>): Counters => ({
  debitsPending: cents(row.debits_pending),
  debitsPosted: cents(row.debits_posted),
  creditsPending: cents(row.credits_pending),
  creditsPosted: cents(row.credits_posted),
});

/** Budget lines by id with the room on each, in one go. */
export const linesWithRoom = async (tx: Tx, ids: readonly string[]): Promise<{ line: BudgetLine; room: Room }[]> => {
  const rows = await linesWithAccounts(tx, ids);
  return rows.map((row) => {
    const line = lineFrom(row);
    const known = [[line.account, row.own] as const, [line.conflictAccount, row.conflict] as const];
    return { line, room: roomOf(line, new Map(known.flatMap(([id, held]) => (held === null ? [] : [[id, countersFrom(held)]])))) };
  });
};

/** Every budget line of a holder with the room on it. */
export const linesOfHolder = async (tx: Tx, holder: string): Promise<{ line: BudgetLine; room: Room }[]> => {
  const lines = await budgetLines(tx, { holder });
  const rooms = await roomOn(tx, lines);
  return lines.map((line) => ({ line, room: rooms.get(line.id) ?? { free: zero, used: zero, conflict: zero } }));
};

/** An award with its lines; `before` is the last day of the award that it replaced on a line. `replaced` when another came for the same days. */
export type AwardFound = {
  id: string;
  holder: string;
  funder: string;
  law: Law;
  replaced: boolean;
  lines: readonly { id: string; before: Day | null }[];
};

/** One award, or null when there is none of this id. */
export const awardById = async (tx: Tx, id: string): Promise<AwardFound | null> => {
  const rows = await awardWithLines(tx, id);
  const [first] = rows;
  if (!first) return null;
  return {
    id,
    holder: first.holder_id,
    funder: first.funder_code,
    law: first.law,
    replaced: first.replaced,
    lines: rows.map(({ line_id, before }) => ({ id: line_id, before })),
  };
};

/** One award on a budget line: its number, the day of the decision, and what it gave for which days. */
export type AwardOnLine = { id: string; number: string; awardedOn: Day; amount: Cents; from: Day; until: Day };

/** The awards that a line had, each replacing the one before it; the newest first. */
export const awardHistory = async (tx: Tx, line: string): Promise<AwardOnLine[]> =>
  (await awardsOnLine(tx, line)).map(({ id, number, awarded_on, amount, from_day, until_day }) => ({
    id,
    number,
    awardedOn: awarded_on,
    amount,
    from: from_day,
    until: until_day,
  }));

/** What must be seen well before a day, of one holder. */
export const signals = (tx: Tx, { holder }: { holder: string }, on: Day) => signalsOf(tx, holder, on);

/** The newest messages of a funder, or of all. */
export const messageList = (tx: Tx, funder: string | null, most = 100) => messages(tx, funder, most);

/** An award message in a list of the funder that sent it. */
export type AwardMessageRow = { id: string; identification: string | null; accepted: boolean; receivedAt: Instant };

/** A page of the award messages of one funder, the newest first, with how many there are in all. */
export const awardMessagesOf = async (
  tx: Tx,
  funder: string,
  { most, skip }: { most: number; skip: number },
): Promise<{ rows: AwardMessageRow[]; count: number }> => ({
  count: await countAwardMessages(tx, funder),
  rows: (await awardMessageRows(tx, funder, most, skip)).map(({ id, identification, accepted, received_at }) => ({
    id,
    identification,
    accepted: accepted === true,
    receivedAt: received_at,
  })),
});

/** The award messages of one funder after a place in their order, the newest first. */
export const awardMessagesAfter = async (
  tx: Tx,
  funder: string,
  after: readonly [receivedAt: string, id: string] | null,
  most: number,
): Promise<AwardMessageRow[]> =>
  (await awardMessagesBelow(tx, funder, after, most)).map(({ id, identification, accepted, received_at }) => ({
    id,
    identification,
    accepted: accepted === true,
    receivedAt: received_at,
  }));

/** A budget line in a funder's list, with the number of its newest award and whose it is; no name where it was removed. */
export type FunderBudget = BudgetLine & { number: string; holderName: string | null };

/** A page of the budget lines of one funder, by name of the holder, with how many there are in all. */
export const funderBudgets = async (
  tx: Tx,
  wanted: { funder: string; search: string },
  { most, skip }: { most: number; skip: number },
): Promise<{ rows: FunderBudget[]; count: number }> => ({
  count: await countBudgets(tx, wanted),
  rows: (await budgetRows(tx, wanted, most, skip)).map((row) => ({ ...lineFrom(row), number: row.number, holderName: row.holder_name })),
});

/** One message and the return message to it. */
export const messageWithReturn = async (tx: Tx, id: string) => {
  const message = await messageById(tx, id);
  return message ? { message, answer: await returnTo(tx, id) } : undefined;
};
