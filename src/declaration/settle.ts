import { dayOf, plusDays, type Day } from "../kernel/day.ts";
import { plus, total, zero, type Cents } from "../kernel/money.ts";
import { paymentTerm, paymentTermWithPayroll } from "../law/terms.ts";
import type { Context } from "../db/command.ts";
import { accountOf, post } from "../ledger/post.ts";
import type { StoredAgreement } from "../agreement/load.ts";
import { judge, type LineVerdict, type Verdict } from "./checks.ts";
import { moved, type LineState } from "./declaration.ts";
import { claimLines, factsFor, type StoredDeclaration } from "./load.ts";
import type { Draw } from "./room.ts";
import { insertClaims, insertEvents, judgeLines, setSubmitted } from "./queries.ts";

/** What the checks decided on each line, as the move that it makes. */
const moveFor = { pay: "accept", repair: "askRepair", review: "sendToReview", refuse: "askRepair" } as const;

const nextState = (state: LineState, verdict: LineVerdict): LineState => {
  const submitted = state === "prepared" ? moved(state, "submit") : state;
  const next = submitted === null ? null : moved(submitted, moveFor[verdict.outcome]);
  if (next === null) throw new Error(`a line that is ${state} cannot be judged`);
  return next;
};

/** Reserves what lines draw: on the agreement's commitment first, then on free room, each as one pending transfer per account. */
export const reserve = async (context: Context, declaration: string, agreement: StoredAgreement, draws: readonly Draw[]): Promise<void> => {
  const transit = await accountOf(context.tx, "transit", "main");
  const perAccount = new Map<string, Cents>();
  for (const { budgetLine, commitment, free } of draws) {
    const allocation = agreement.allocations.find(({ line }) => line === budgetLine);
    if (!allocation) throw new Error(`agreement ${agreement.id} does not draw on line ${budgetLine}`);
    perAccount.set(allocation.account, plus(perAccount.get(allocation.account) ?? zero, commitment));
    perAccount.set(allocation.lineAccount, plus(perAccount.get(allocation.lineAccount) ?? zero, free));
  }
  const transfers = [...perAccount]
    .filter(([, amount]) => amount > zero)
    .map(([account, amount]) => ({
      id: context.mint("transfer"),
      debit: account,
      credit: transit,
      amount,
      phase: "pending" as const,
      code: "claim" as const,
      reference: declaration,
    }));
  if (transfers.length === 0) return;
  await post(context, transfers);
  await insertClaims(
    context.tx,
    transfers.map(({ id, debit, amount }) => ({
      transfer_id: id,
      declaration_id: declaration,
      account_id: debit,
      amount,
      state: "open" as const,
    })),
  );
};

/** The last day on which a declaration received today is paid (betaaltermijn), wages later than a price. Throws on a day without law. */
export const promisedDay = ({ law, kind }: Pick<StoredAgreement, "law" | "kind">, received: Day): Day => {
  const term = (kind === "employment" ? paymentTermWithPayroll : paymentTerm)[law].on(received);
  if (!term.known) throw new Error(`no payment term under ${law} on ${received}`);
  return plusDays(received, term.value);
};

/**
 * Judges the lines that a holder submits, stores what came of each with the receipt, and reserves the money of those that are paid.
 * Correct lines are paid when others are not. Uitv.reg. Wmo 2015 art. 2b, Regeling Jeugdwet art. 8b, Rlz art. 5.23.
 */
export const settle = async (context: Context, agreement: StoredAgreement, declaration: StoredDeclaration): Promise<Verdict> => {
  const submitted = declaration.lines.filter(({ state }) => state === "prepared");
  const facts = await factsFor(context, agreement, {
    id: declaration.id,
    month: declaration.month,
    supplementTo: declaration.supplement_to,
    lines: claimLines(
      agreement,
      submitted.map((line) => ({
        id: line.id,
        day: line.day,
        rateAt: line.rate_at,
        minutes: line.minutes,
        quantity: line.quantity,
        rate: line.claimed_rate,
        amount: line.claimed_amount,
      })),
    ),
  });
  const verdict = judge(facts);
  await judgeLines(
    context.tx,
    submitted.map((line) => {
      const judged = verdict.lines.find(({ id }) => id === line.id);
      if (!judged) throw new Error(`line ${line.id} was not judged`);
      return {
        id: line.id,
        state: nextState(line.state as LineState, judged),
        amount: judged.amount,
        findings: judged.findings,
        reviewed: false,
      };
    }),
  );
  await reserve(
    context,
    declaration.id,
    agreement,
    verdict.lines.filter(({ outcome }) => outcome === "pay").flatMap(({ draws }) => draws),
  );
  const receipt = context.explain({
    subjectKind: "declaration",
    subject: declaration.id,
    holder: agreement.holder,
    funder: agreement.funder,
    receipt: verdict.receipt,
  });
  await setSubmitted(context.tx, declaration.id, {
    submitted_at: context.at,
    promised_on: promisedDay(agreement, dayOf(context.at)),
    receipt_id: receipt,
  });
  const paid = total(verdict.lines.map(({ amount }) => amount));
  await insertEvents(context.tx, [
    { declaration: declaration.id, what: "submitted", at: context.at, amount: verdict.totals.claimed },
    { declaration: declaration.id, what: paid > zero ? "approved" : "checked", at: context.at, amount: paid },
  ]);
  return verdict;
};
