import { cents, zero, type Cents } from "../kernel/money.ts";
import type { Day } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import { available, balance } from "../ledger/account.ts";
import { countersFor } from "../ledger/post.ts";
import type { BudgetLine } from "./award.ts";
import { awardsOnLine, linesWhere, messageById, messages, returnTo, signalsFor, signalsOf, type LineRow } from "./queries.ts";

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
export const budgetLines = async (tx: Tx, where: { holder: string } | { funder: string } | { ids: readonly string[] }): Promise<BudgetLine[]> =>
  (await linesWhere(tx, where)).map(lineFrom);

/** Room on a budget line: free to promise or spend, already promised or spent, and in conflict; each zero or more. */
export type Room = { free: Cents; used: Cents; conflict: Cents };

/** The room on each of these lines, by id. */
export const roomOn = async (tx: Tx, lines: readonly BudgetLine[]): Promise<ReadonlyMap<string, Room>> => {
  const counters = await countersFor(
    tx,
    lines.flatMap(({ account, conflictAccount }) => [account, conflictAccount]),
  );
  return new Map(
    lines.map((line) => {
      const own = counters.get(line.account);
      const inConflict = counters.get(line.conflictAccount);
      if (!own || !inConflict) return [line.id, { free: zero, used: zero, conflict: zero }];
      return [line.id, { free: available(own), used: cents(own.debitsPosted + own.debitsPending), conflict: cents(-balance(inConflict)) }];
    }),
  );
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

/** What must be seen well before a day: for a holder, or for a funder. */
export const signals = (tx: Tx, whose: { holder: string } | { funder: string }, on: Day) =>
  "holder" in whose ? signalsOf(tx, whose.holder, on) : signalsFor(tx, whose.funder, on);

/** The newest messages of a funder, or of all. */
export const messageList = (tx: Tx, funder: string | null, most = 100) => messages(tx, funder, most);

/** One message and the return message to it. */
export const messageWithReturn = async (tx: Tx, id: string) => {
  const message = await messageById(tx, id);
  return message ? { message, answer: await returnTo(tx, id) } : undefined;
};
