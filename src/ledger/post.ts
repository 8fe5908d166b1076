import type { Context } from "../db/command.ts";
import type { Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { AccountKind, Counters, Resolution, Transfer } from "./account.ts";
import {
  commitmentsFrom,
  committedToAccounts,
  countersOf,
  insertAccounts,
  insertTransfers,
  resolvePending,
  sharedAccount,
  summedBalance,
} from "./queries.ts";

/** A new account: its id, its kind, whose it is within that kind, and the holder whose money it counts, if any. */
export type NewAccount = { id: string; kind: AccountKind; owner: string; holder: string | null };

export const openAccounts = async (context: Context, accounts: readonly NewAccount[]): Promise<void> => {
  if (accounts.length === 0) return;
  await insertAccounts(
    context.tx,
    accounts.map(({ id, kind, owner, holder }) => ({ id, kind, owner, holder_id: holder })),
  );
};

/**
 * The one way to write transfers, for one and for many. Leaves out amounts of nothing.
 * The database refuses what would overspend a budget line or commitment: that is a defect of the caller, who must look first.
 */
export const post = async (context: Context, transfers: readonly Transfer[]): Promise<void> => {
  const real = transfers.filter(({ amount }) => amount !== 0);
  if (real.length > 0) await insertTransfers(context.tx, context.command, context.today, real);
};

/** Resolves reservations. Throws when one is unknown; the database refuses a second resolution. */
export const resolve = async (context: Context, resolutions: readonly Resolution[]): Promise<void> => {
  if (resolutions.length === 0) return;
  const found = await resolvePending(context.tx, context.command, context.today, resolutions);
  if (found !== resolutions.length) throw new Error(`of ${String(resolutions.length)} reservations ${String(found)} were found`);
};

/** The counters of accounts, by id. Read them under the holder's lock when something is decided on them. */
export const countersFor = (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Counters>> => countersOf(tx, ids);

/** The shared account of a kind and owner, such as the receivable on one funder. Throws when it was never opened. */
export const accountOf = async (tx: Tx, kind: AccountKind, owner: string): Promise<string> => {
  const found = await sharedAccount(tx, kind, owner);
  if (!found) throw new Error(`no ${kind} account of ${owner}`);
  return found.id;
};

/** What was set aside on commitments and not returned to their budget lines, by account, in cents, whatever was claimed of it. */
export const committedTo = (tx: Tx, accounts: readonly string[]): Promise<ReadonlyMap<string, Cents>> => committedToAccounts(tx, accounts);

/** What stands on a shared account: posted debits less posted credits. */
export const standingOn = (tx: Tx, account: string): Promise<Cents> => summedBalance(tx, account);

/** What the commitments made from a budget line come to: paid out of them, and still reserved. */
export const commitmentsOn = (tx: Tx, line: string): Promise<{ paid: Cents; reserved: Cents }> => commitmentsFrom(tx, line);
