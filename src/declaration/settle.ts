import { dayOf, plusDays, type Day, type Month } from "../kernel/day.ts";
import { plus, total, zero, type Cents } from "../kernel/money.ts";
import type { Finding } from "../law/receipt.ts";
import { paymentTerm, paymentTermWithPayroll } from "../law/terms.ts";
import type { Context } from "../db/command.ts";
import { accountOf, post } from "../ledger/post.ts";
import type { StoredAgreement } from "../agreement/load.ts";
import { judge, type LineVerdict, type Verdict } from "./checks.ts";
import { moved, type LineState } from "./declaration.ts";
import { claimLines, factsFor, type GivenLine, type InMonth, type StoredDeclaration } from "./load.ts";
import { repairSpan, type RepairSpan } from "./repair.ts";
import type { Draw } from "./room.ts";
import { insertClaims, insertEvents, judgeLines, setSubmitted } from "./queries.ts";

/** What the checks decided on each line, as the move that it makes. */
const moveFor = { pay: "accept", suspend: "accept", repair: "askRepair", review: "sendToReview", refuse: "askRepair" } as const;

const nextState = (state: LineState, verdict: LineVerdict): LineState => {
  const submitted = state === "prepared" ? moved(state, "submit") : state;
  const next = submitted === null ? null : moved(submitted, moveFor[verdict.outcome]);
  if (next === null) throw new Error(`a line that is ${state} cannot be judged`);
  return next;
};

type Reserving = { declaration: string; agreement: StoredAgreement; draws: readonly Draw[]; transit: string };

const perAccountOf = (agreement: StoredAgreement, draws: readonly Draw[]): ReadonlyMap<string, Cents> => {
  const perAccount = new Map<string, Cents>();
  for (const { budgetLine, commitment, free } of draws) {
    const allocation = agreement.allocations.find(({ line }) => line === budgetLine);
    if (!allocation) throw new Error(`agreement ${agreement.id} does not draw on line ${budgetLine}`);
    perAccount.set(allocation.account, plus(perAccount.get(allocation.account) ?? zero, commitment));
    perAccount.set(allocation.lineAccount, plus(perAccount.get(allocation.lineAccount) ?? zero, free));
  }
  return perAccount;
};

const reserveOn = (context: Context, { declaration, agreement, draws, transit }: Reserving): void => {
  const transfers = [...perAccountOf(agreement, draws)]
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
  context.write(post(context, transfers));
  context.write(
    insertClaims(
      context.tx,
      transfers.map(({ id, debit, amount }) => ({
        transfer_id: id,
        declaration_id: declaration,
        account_id: debit,
        amount,
        state: "open" as const,
      })),
    ),
  );
};

/** Reserves what lines draw: on the agreement's commitment first, then on free room, each as one pending transfer per account. */
export const reserve = async (context: Context, declaration: string, agreement: StoredAgreement, draws: readonly Draw[]): Promise<void> => {
  reserveOn(context, { declaration, agreement, draws, transit: await transitAccount(context) });
};

const transitAccount = (context: Context): Promise<string> => accountOf(context.tx, "transit", "main");

/** The last day on which a declaration received today is paid (betaaltermijn), wages later than a price. Throws on a day without law. */
export const promisedDay = ({ law, kind }: Pick<StoredAgreement, "law" | "kind">, received: Day): Day => {
  const term = (kind === "employment" ? paymentTermWithPayroll : paymentTerm)[law].on(received);
  if (!term.known) throw new Error(`no payment term under ${law} on ${received}`);
  return plusDays(received, term.value);
};

/** Lines that a holder submits, as they stand in a declaration. `found` is what else was declared in the month, where it was read before. */
export type Submission = {
  id: string;
  month: Month;
  supplementTo: string | null;
  lines: readonly (GivenLine & { id: string; state: LineState })[];
  found?: InMonth;
  /** True when the provider himself submits it for the holder, because nobody else may. */
  ownCare: boolean;
};

/** What is decided on a submission: per line, when it is paid at the latest, and from where. */
export type Decision = {
  verdict: Verdict;
  lines: ReadonlyMap<string, { state: LineState; amount: Cents; findings: readonly Finding[]; repair: RepairSpan | null }>;
  promisedOn: Day;
  transit: string;
};

/** Judges a submission; stores nothing. */
export const decide = async (context: Context, agreement: StoredAgreement, submission: Submission): Promise<Decision> => {
  const { id, month, supplementTo, lines, found, ownCare } = submission;
  const [facts, transit] = await Promise.all([
    factsFor(context, agreement, { id, month, supplementTo, lines: claimLines(agreement, lines), ownCare }, found),
    transitAccount(context),
  ]);
  const verdict = judge(facts);
  const judged = new Map(verdict.lines.map((line) => [line.id, line]));
  const term = repairSpan(agreement.law, dayOf(context.at));
  return {
    verdict,
    lines: new Map(
      lines.map((line) => {
        const of = judged.get(line.id);
        if (!of) throw new Error(`line ${line.id} was not judged`);
        const state = nextState(line.state, of);
        return [line.id, { state, amount: of.amount, findings: of.findings, repair: state === "repair" ? term : null }];
      }),
    ),
    promisedOn: promisedDay(agreement, dayOf(context.at)),
    transit,
  };
};

/** The receipt of a decision, under the id that it will be kept by. */
export const explainDecision = (context: Context, agreement: StoredAgreement, declaration: string, { verdict }: Decision): string =>
  context.explain({
    subjectKind: "declaration",
    subject: declaration,
    holder: agreement.holder,
    funder: agreement.funder,
    receipt: verdict.receipt,
  });

/** Reserves the money of the lines that are paid, and tells the parties what happened, after what they were told before. */
export const carryOut = (
  context: Context,
  agreement: StoredAgreement,
  declaration: string,
  { verdict, transit }: Decision,
  told: readonly string[] = [],
): void => {
  const draws = verdict.lines.filter(({ outcome }) => outcome === "pay" || outcome === "suspend").flatMap((line) => line.draws);
  reserveOn(context, { declaration, agreement, draws, transit });
  const paid = total(verdict.lines.map(({ amount }) => amount));
  context.write(
    insertEvents(context.tx, [
      ...told.map((what) => ({ declaration, what, at: context.at, amount: null })),
      { declaration, what: "submitted", at: context.at, amount: verdict.totals.claimed },
      { declaration, what: paid > zero ? "approved" : "checked", at: context.at, amount: paid },
    ]),
  );
};

/**
 * Judges the lines that a holder approves, stores what came of each with the receipt, and reserves the money of those that are paid.
 * Correct lines are paid when others are not. Uitv.reg. Wmo 2015 art. 2b, Regeling Jeugdwet art. 8b, Rlz art. 5.23.
 */
export const settle = async (
  context: Context,
  agreement: StoredAgreement,
  declaration: StoredDeclaration,
  ownCare: boolean,
): Promise<Verdict> => {
  const decision = await decide(context, agreement, {
    ownCare,
    id: declaration.id,
    month: declaration.month,
    supplementTo: declaration.supplement_to,
    lines: declaration.lines
      .filter(({ state }) => state === "prepared")
      .map(({ id, day, rate_at, minutes, quantity, claimed_rate, claimed_amount }) => ({
        id,
        day,
        rateAt: rate_at,
        minutes,
        quantity,
        rate: claimed_rate,
        amount: claimed_amount,
        state: "prepared",
      })),
  });
  context.write(
    judgeLines(
      context.tx,
      [...decision.lines].map(([id, line]) => ({ id, ...line, reviewed: false, lapsed: false })),
    ),
  );
  context.write(
    setSubmitted(context.tx, declaration.id, {
      submitted_at: context.at,
      promised_on: decision.promisedOn,
      receipt_id: explainDecision(context, agreement, declaration.id, decision),
    }),
  );
  carryOut(context, agreement, declaration.id, decision);
  return decision.verdict;
};
