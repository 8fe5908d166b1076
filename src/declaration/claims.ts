import { momentOn, type Day, type Instant } from "../kernel/day.ts";
import { total, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { accountOf, post } from "../ledger/post.ts";
import { moved, type Move } from "./declaration.ts";
import { claimsNamed } from "./recovery/queries.ts";
import { meetByReturn } from "./recovery/repay.ts";
import {
  claimRows,
  insertClaims,
  insertEvents,
  linesOf,
  openClaimRows,
  setClaimStates,
  setLineStates,
  wageClaimSum,
  wageDeclarations,
} from "./queries.ts";

/** A declaration that waits for payment: what its open claims come to, for whom, and by when it was promised. */
export type OpenClaim = {
  declaration: string;
  number: string;
  agreement: string;
  holder: string;
  provider: string;
  promisedOn: Day;
  amount: Cents;
};

/** The planner's list of what may go into a batch, the earliest promise first. */
export const openClaims = async (tx: Tx, most: number): Promise<OpenClaim[]> =>
  (await openClaimRows(tx, most)).map(({ promised_on, ...row }) => ({ ...row, promisedOn: promised_on }));

/** What waits for the salary administration (salarisadministratie): claims of wages, which are never paid gross. */
export const wageClaims = (tx: Tx): Promise<{ count: number; sum: Cents }> => wageClaimSum(tx);

/** Those of these declarations that claim wages. */
export const wagesAmong = (tx: Tx, declarations: readonly string[]): Promise<string[]> => wageDeclarations(tx, declarations);

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

/**
 * What one payment order covers of a declaration: the lines that it pays and the reservations that it spends. A declaration may be
 * paid in several orders, one after another, so each of them ends its own part only.
 */
export type Covered = { declaration: string; lines: readonly string[]; claims: readonly string[] };

type Line = Awaited<ReturnType<typeof linesOf>>[number];

const sumOf = (lines: readonly { amount: Cents }[]): Cents => total(lines.map(({ amount }) => amount));

// Lines that came back wait for a new reservation: they go along only when the open reservations are for them too.
const payable = (declaration: string, lines: readonly Line[], reserved: Cents): Line[] => {
  const approved = lines.filter(({ state }) => state === "approved");
  if (sumOf(approved) === reserved) return approved;
  const both = lines.filter(({ state }) => state === "approved" || state === "returned");
  if (sumOf(both) === reserved) return both;
  throw new Error(`declaration ${declaration} reserves ${String(reserved)} for lines of ${String(sumOf(approved))}`);
};

// Makes the move on these very lines. Throws when it is not possible from where one of them is.
const moveLines = async (context: Context, lines: readonly Line[], move: Move): Promise<void> => {
  const next = lines.map(({ id, state }) => {
    const to = moved(state as Parameters<typeof moved>[0], move);
    if (to === null) throw new Error(`line ${id} is ${state}: ${move} is not possible`);
    return { id, state: to };
  });
  if (next.length > 0) await setLineStates(context.tx, next);
};

/** Moves what orders cover, and answers what it comes to per declaration. */
const moveCovered = async (context: Context, covered: readonly Covered[], move: Move): Promise<ReadonlyMap<string, Cents>> => {
  const wanted = new Set(covered.flatMap(({ lines }) => lines));
  const lines = (
    await linesOf(
      context.tx,
      covered.map(({ declaration }) => declaration),
    )
  ).filter(({ id }) => wanted.has(id));
  await moveLines(context, lines, move);
  return new Map([...Map.groupBy(lines, ({ declaration_id }) => declaration_id)].map(([declaration, own]) => [declaration, sumOf(own)]));
};

const tell = (
  context: Context,
  declarations: readonly string[],
  what: string,
  sums: ReadonlyMap<string, Cents>,
  at: Instant = context.at,
) =>
  declarations.length === 0
    ? Promise.resolve()
    : insertEvents(
        context.tx,
        declarations.map((declaration) => ({ declaration, what, at, amount: sums.get(declaration) ?? null })),
      );

const declarationsIn = (covered: readonly Covered[]): string[] => [...new Set(covered.map(({ declaration }) => declaration))];
const claimsIn = (covered: readonly Covered[]): string[] => covered.flatMap(({ claims }) => claims);

/**
 * A payment order is made of all that is open: the payment is under way. Answers what the order of each declaration covers. Throws for
 * wages: whoever pays those gross pays no tax and premiums.
 */
export const markOrdered = async (context: Context, declarations: readonly string[]): Promise<Covered[]> => {
  const wages = await wageDeclarations(context.tx, declarations);
  if (wages.length > 0) throw new Error(`declaration ${wages.join(", ")} claims wages, which are not paid gross`);
  const lines = Map.groupBy(await linesOf(context.tx, declarations), ({ declaration_id }) => declaration_id);
  const claims = Map.groupBy(
    (await claimsOf(context.tx, declarations)).filter(({ state }) => state === "open"),
    ({ declaration }) => declaration,
  );
  const ordered = declarations.map((declaration) => {
    const open = claims.get(declaration) ?? [];
    return { declaration, open, lines: payable(declaration, lines.get(declaration) ?? [], sumOf(open)) };
  });
  await moveLines(
    context,
    ordered.flatMap((one) => one.lines),
    "order",
  );
  await setClaimStates(
    context.tx,
    ordered.flatMap(({ open }) => open.map(({ transfer }) => transfer)),
    "open",
    "ordered",
  );
  await tell(context, declarations, "ordered", new Map(ordered.map((one) => [one.declaration, sumOf(one.lines)])));
  return ordered.map((one) => ({
    declaration: one.declaration,
    lines: one.lines.map(({ id }) => id),
    claims: one.open.map(({ transfer }) => transfer),
  }));
};

/**
 * Everything that is open of a declaration had been paid ahead: its lines are paid without a payment. Whoever sets it off says so with
 * `tellSettled`.
 */
export const markSettled = async (context: Context, declaration: string): Promise<void> => {
  await moveCovered(context, await markOrdered(context, [declaration]), "pay");
};

/** Tells the parties of declarations how much of each had been paid ahead, and how much that was in all (verrekend met een spoedbetaling). */
export const tellSettled = (context: Context, settled: readonly { declaration: string; amount: Cents; given: Cents }[]): Promise<unknown> =>
  insertEvents(
    context.tx,
    settled.map(({ declaration, amount, given }) => ({ declaration, what: "settled", at: context.at, amount, of: given })),
  );

/** What waits of what came back: the lines that these orders covered and that nobody claimed again. */
export const returnedLines = async (tx: Tx, covered: readonly Covered[]): Promise<readonly Line[]> => {
  const wanted = new Set(covered.flatMap(({ lines }) => lines));
  const lines = await linesOf(tx, declarationsIn(covered));
  return lines.filter(({ id, state }) => wanted.has(id) && state === "returned");
};

/** What came back is to be paid again: its lines are approved once more, with new reservations on the accounts that it came from. */
export const claimAgain = async (
  context: Context,
  lines: readonly Line[],
  claims: readonly { declaration: string; account: string; amount: Cents }[],
): Promise<void> => {
  await moveLines(context, lines, "payAgain");
  const transit = await accountOf(context.tx, "transit", "main");
  const reserved = claims.map((claim) => ({ id: context.mint("transfer"), ...claim }));
  await post(
    context,
    reserved.map(({ id, declaration, account, amount }) => ({
      id,
      debit: account,
      credit: transit,
      amount,
      phase: "pending",
      code: "claim",
      reference: declaration,
    })),
  );
  await insertClaims(
    context.tx,
    reserved.map(({ id, declaration, account, amount }) => ({
      transfer_id: id,
      declaration_id: declaration,
      account_id: account,
      amount,
      state: "open" as const,
    })),
  );
};

/** The order was taken back before it went to the bank: the declaration waits for payment again. */
export const releaseOrder = async (context: Context, covered: readonly Covered[]): Promise<void> => {
  await moveCovered(context, covered, "dropOrder");
  await setClaimStates(context.tx, claimsIn(covered), "ordered", "open");
};

/** The bank booked the payment on this day, which is what people read (dag van betaling); we may learn of it days later. */
export const markPaid = async (context: Context, covered: readonly Covered[], on: Day): Promise<void> => {
  const sums = await moveCovered(context, covered, "pay");
  await tell(context, declarationsIn(covered), "paid", sums, momentOn(on, "00:00"));
};

// Lines that were corrected after they were paid: nobody owes their money any more when the payment itself comes back.
const creditedIn = async (context: Context, covered: readonly Covered[]): Promise<Line[]> => {
  const wanted = new Set(covered.flatMap(({ lines }) => lines));
  return (await linesOf(context.tx, declarationsIn(covered))).filter(({ id, state }) => wanted.has(id) && state === "credited");
};

/**
 * The bank rejected the payment or gave it back on this day: the money is on the budget again, and somebody must mend the reason. Its
 * transfers are posted before.
 */
export const markReturned = async (context: Context, covered: readonly Covered[], on: Day): Promise<void> => {
  const corrected = await creditedIn(context, covered);
  const lines = new Set(corrected.map(({ id }) => id));
  const others = covered.map((one) => ({ ...one, lines: one.lines.filter((id) => !lines.has(id)) }));
  const sums = await moveCovered(context, others, "return");
  await moveLines(context, corrected, "returnCredited");
  await setClaimStates(context.tx, claimsIn(covered), "ordered", "void");
  await meetByReturn(context, corrected, await claimsNamed(context.tx, claimsIn(covered)), on);
  await tell(context, declarationsIn(covered), "returned", sums, momentOn(on, "00:00"));
};
