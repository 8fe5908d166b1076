// The one place where money that is set aside for an agreement moves: from a budget line to its commitment, and back.
import { least, minus, zero, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { available, type Transfer } from "../ledger/account.ts";
import { committedTo, countersFor, openAccounts, post } from "../ledger/post.ts";
import { linesWithRoom } from "../budget/read.ts";
import type { Period } from "../kernel/period.ts";
import type { Freed, Standing } from "./ending.ts";
import { lineFacts, type Allocation, type StoredAgreement } from "./load.ts";
import { insertAllocations } from "./queries.ts";

type Drawing = Pick<StoredAgreement, "id" | "allocations">;

/** What stands on the commitments of an agreement, in the order in which they pay; `set` is all of it, used or not. */
export const standingsOf = async (
  context: Pick<Context, "tx">,
  { id: agreement, allocations }: Drawing,
): Promise<(Standing & { set: Cents })[]> => {
  const accounts = allocations.map(({ account }) => account);
  const counters = await countersFor(context.tx, accounts);
  const committed = await committedTo(context.tx, accounts);
  return allocations.map(({ line, account }) => {
    const found = counters.get(account);
    if (!found) throw new Error(`agreement ${agreement} has no commitment on ${line}`);
    const set = committed.get(account) ?? zero;
    const left = available(found);
    // What came back from the bank is left again, and so it is not used.
    return { budgetLine: line, left, used: minus(set, left), set };
  });
};

/** The awarded days of the budget lines on which an agreement draws. */
export const awardedOf = async (context: Pick<Context, "tx">, { budgetLines }: Pick<StoredAgreement, "budgetLines">): Promise<Period[]> =>
  (await lineFacts(context.tx, budgetLines)).flatMap(({ awarded }) => awarded);

const allocationOn = ({ id, allocations }: Drawing, budgetLine: string): Allocation => {
  const found = allocations.find(({ line }) => line === budgetLine);
  if (!found) throw new Error(`agreement ${id} does not draw on line ${budgetLine}`);
  return found;
};

/** Opens a commitment of an agreement on each of these budget lines, which pay in this order after those on which it draws already. */
export const openCommitments = async (
  context: Context,
  { id, holder, after }: { id: string; holder: string; after: number },
  lines: readonly string[],
): Promise<void> => {
  const accounts = lines.map((line) => ({ line, account: context.mint("account") }));
  await openAccounts(
    context,
    accounts.map(({ line, account }) => ({ id: account, kind: "commitment", owner: `${id}/${line}`, holder })),
  );
  await insertAllocations(
    context.tx,
    accounts.map(({ line, account }, at) => ({ agreement_id: id, line_id: line, rank: after + at + 1, account_id: account })),
  );
};

/** Sets money aside (vastleggen): from each budget line to the agreement's own commitment. */
export const setAside = (context: Context, agreement: Drawing, money: readonly { budgetLine: string; amount: Cents }[]): Promise<void> =>
  post(
    context,
    money.map(({ budgetLine, amount }) => {
      const { account, lineAccount } = allocationOn(agreement, budgetLine);
      return {
        id: context.mint("transfer"),
        debit: lineAccount,
        credit: account,
        amount,
        phase: "posted" as const,
        code: "commit" as const,
        reference: agreement.id,
      };
    }),
  );

/** Money of commitments back to the budget lines that they came from. */
const releases = (context: Context, agreement: Drawing, money: readonly Freed[]): Transfer[] =>
  money.map(({ budgetLine, freed }) => {
    const { account, lineAccount } = allocationOn(agreement, budgetLine);
    return {
      id: context.mint("transfer"),
      debit: account,
      credit: lineAccount,
      amount: freed,
      phase: "posted" as const,
      code: "release-commitment" as const,
      reference: agreement.id,
    };
  });

/**
 * Returns money of commitments to their budget lines (komt vrij). On a line in conflict it fills first what a lowered award could
 * not take back: that money is no longer the holder's to promise.
 */
export const giveBack = async (context: Context, agreement: Drawing, money: readonly Freed[]): Promise<void> => {
  const freed = money.filter((one) => one.freed > zero);
  if (freed.length === 0) return;
  await post(context, releases(context, agreement, freed));
  await fillConflicts(
    context,
    freed.map(({ budgetLine }) => budgetLine),
  );
};

/** Fills on budget lines in conflict what a lowered award could not take back, from what is free on them now. */
export const fillConflicts = async (context: Context, budgetLines: readonly string[]): Promise<void> => {
  const rooms = await linesWithRoom(context.tx, budgetLines);
  await post(
    context,
    rooms.map(({ line, room: { free, conflict } }) => ({
      id: context.mint("transfer"),
      debit: line.account,
      credit: line.conflictAccount,
      amount: least(free, conflict),
      phase: "posted" as const,
      code: "conflict-filled" as const,
      reference: line.id,
    })),
  );
};
