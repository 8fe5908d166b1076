import type { Day } from "../kernel/day.ts";
import { plus, zero, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { moved, type Move } from "./declaration.ts";
import { claimRows, insertEvents, linesOf, openClaimRows, setClaimStates, setLineStates } from "./queries.ts";

/** A declaration that waits for payment: what its open claims come to, for whom, and by when it was promised. */
export type OpenClaim = { declaration: string; number: string; agreement: string; holder: string; provider: string; promisedOn: Day; amount: Cents };

/** The planner's list of what may go into a batch, the earliest promise first. */
export const openClaims = async (tx: Tx, most: number): Promise<OpenClaim[]> =>
  (await openClaimRows(tx, most)).map(({ promised_on, ...row }) => ({ ...row, promisedOn: promised_on }));

/** One reservation of a declaration: the pending transfer, and the account from which it will be paid. */
export type Claim = { transfer: string; declaration: string; account: string; amount: Cents; state: "open" | "ordered" | "void" };

/** The reservations of these declarations. */
export const claimsOf = async (tx: Tx, declarations: readonly string[]): Promise<Claim[]> =>
  (await claimRows(tx, declarations)).map(({ transfer_id, declaration_id, account_id, amount, state }) => ({
    transfer: transfer_id,
    declaration: declaration_id,
    account: account_id,
    amount,
    state: state as Claim["state"],
  }));

// Moves those lines of the declarations that are in a state from which the move is possible; answers what these come to, per declaration.
const moveLines = async (context: Context, declarations: readonly string[], move: Move): Promise<ReadonlyMap<string, Cents>> => {
  const lines = await linesOf(context.tx, declarations);
  const next = lines.flatMap((line) => {
    const state = moved(line.state as Parameters<typeof moved>[0], move);
    return state === null ? [] : [{ id: line.id, state, declaration: line.declaration_id, amount: line.amount }];
  });
  if (next.length > 0) await setLineStates(context.tx, next);
  const sums = new Map<string, Cents>();
  for (const { declaration, amount } of next) sums.set(declaration, plus(sums.get(declaration) ?? zero, amount));
  return sums;
};

const tell = (context: Context, declarations: readonly string[], what: string, sums: ReadonlyMap<string, Cents>) =>
  declarations.length === 0
    ? Promise.resolve()
    : insertEvents(context.tx, declarations.map((declaration) => ({ declaration, what, at: context.at, amount: sums.get(declaration) ?? null })));

/** A payment order was made: the payment is under way. */
export const markOrdered = async (context: Context, declarations: readonly string[]): Promise<void> => {
  const sums = await moveLines(context, declarations, "order");
  await setClaimStates(context.tx, declarations, "open", "ordered");
  await tell(context, declarations, "ordered", sums);
};

/** The order was taken back before it went to the bank: the declaration waits for payment again. */
export const releaseOrder = async (context: Context, declarations: readonly string[]): Promise<void> => {
  await moveLines(context, declarations, "dropOrder");
  await setClaimStates(context.tx, declarations, "ordered", "open");
};

/** The bank booked the payment. */
export const markPaid = async (context: Context, declarations: readonly string[]): Promise<void> => {
  const sums = await moveLines(context, declarations, "pay");
  await tell(context, declarations, "paid", sums);
};

/** The bank rejected the payment or gave it back: the money is on the budget again, and somebody must mend the reason. */
export const markReturned = async (context: Context, declarations: readonly string[]): Promise<void> => {
  const sums = await moveLines(context, declarations, "return");
  await setClaimStates(context.tx, declarations, "ordered", "void");
  await tell(context, declarations, "returned", sums);
};
