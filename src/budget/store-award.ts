import { ageOn, daysBetween, plusMonths, plusYears, type Day } from "../kernel/day.ts";
import { inEuros, minus, plus, zero, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { available, balance, type Transfer } from "../ledger/account.ts";
import { accountOf, countersFor, openAccounts, post } from "../ledger/post.ts";
import { notify } from "../party/notice.ts";
import { movementOf, type Movement } from "./award.ts";
import { closeAdministratively } from "./close.ts";
import type { AwardMessage, MessageFunction } from "./messages/award-message.ts";
import { awardByNumber, functionsOf, insertAward, insertFunctionAwards, insertLine, linesOfChain, moveLineEnd } from "./queries.ts";
import { insertSignal } from "./signal-queries.ts";

type Line = { id: string; account: string; conflictAccount: string; before: Cents };

/** Stores an accepted award: the budget, its lines, the money that moves, and the signals that follow from it. */
export const storeAward = async (context: Context, message: AwardMessage, holder: string, messageId: string): Promise<void> => {
  const { tx } = context;
  const { budget } = message;
  const previous = budget.previous === null ? undefined : await awardByNumber(tx, message.sender, budget.previous);
  const award = context.mint("award");
  const chain = previous === undefined ? award : await chainOf(context, previous.id);
  await insertAward(tx, {
    id: award,
    message_id: messageId,
    holder_id: holder,
    funder_code: message.sender,
    law: message.law,
    number: budget.number,
    previous_id: previous?.id ?? null,
    awarded_on: budget.awarded,
    from_day: budget.period.from,
    until_day: budget.period.until,
  });
  // As whoever reads awards sees it: one of a later period replaces nothing, any other takes over the lines of the one it names.
  const replaced = previous === undefined || budget.period.from > previous.until_day ? [] : await functionsOf(tx, previous.id);
  const lines: (Line & { given: MessageFunction })[] = [];
  for (const given of budget.functions) lines.push({ ...(await lineFor(context, message, holder, chain, given, replaced)), given });
  await insertFunctionAwards(
    tx,
    lines.map(({ id, given }) => ({ award_id: award, line_id: id, amount: given.amount, from_day: given.from, until_day: given.until })),
  );
  await moveMoney(context, message, holder, award, lines);
  await signalAdulthood(context, message, holder);
  // What runs already follows from above: agreements know budgets, and not the other way round.
  context.later({ name: "follow-award", data: { award } });
};

const chainOf = async (context: Context, award: string): Promise<string> => {
  const [first] = await functionsOf(context.tx, award);
  if (!first) throw new Error(`award ${award} has no functions`);
  return first.chain_id;
};

type Replaced = Awaited<ReturnType<typeof functionsOf>>;

const goOnWith = async (
  context: Context,
  line: { id: string; account: string; conflictAccount: string },
  until: Day,
  before: Cents,
): Promise<Line> => {
  await moveLineEnd(context.tx, line.id, until);
  return { ...line, before };
};

// A line is one per chain, function and budget period: a replacing award goes on with it, whatever day that begins on; another period
// gets its own. What was withdrawn and is granted again finds the line that it had.
const lineFor = async (
  context: Context,
  { budget, sender, law }: AwardMessage,
  holder: string,
  chain: string,
  given: MessageFunction,
  replaced: Replaced,
): Promise<Line> => {
  const same = replaced.find((each) => each.function === given.code);
  if (same) {
    const line = { id: same.line_id, account: same.account_id, conflictAccount: same.conflict_account_id };
    return goOnWith(context, line, budget.period.until, same.amount);
  }
  const known = (await linesOfChain(context.tx, chain)).find(
    (line) => line.function === given.code && line.from_day === budget.period.from,
  );
  if (known) {
    const line = { id: known.id, account: known.account_id, conflictAccount: known.conflict_account_id };
    return goOnWith(context, line, budget.period.until, zero);
  }
  const id = context.mint("budget-line");
  const account = context.mint("account");
  const conflictAccount = context.mint("account");
  await openAccounts(context, [
    { id: account, kind: "budget-line", owner: id, holder },
    { id: conflictAccount, kind: "conflict", owner: id, holder },
  ]);
  await insertLine(context.tx, {
    id,
    chain_id: chain,
    holder_id: holder,
    funder_code: sender,
    law,
    function: given.code,
    from_day: budget.period.from,
    until_day: budget.period.until,
    account_id: account,
    conflict_account_id: conflictAccount,
  });
  return { id, account, conflictAccount, before: zero };
};

const transfersFor = (context: Context, funder: string, line: Line, movement: Movement): Transfer[] => {
  const step = (debit: string, credit: string, amount: Cents, code: Transfer["code"]): Transfer => ({
    id: context.mint("transfer"),
    debit,
    credit,
    amount,
    phase: "posted",
    code,
    reference: line.id,
  });
  return [
    step(funder, line.conflictAccount, movement.fillConflict, "conflict-filled"),
    step(funder, line.account, movement.raise, "award"),
    step(line.account, funder, movement.takeBack, "award-lowered"),
    step(line.conflictAccount, funder, movement.conflict, "conflict"),
  ].filter(({ amount }) => amount > 0);
};

const moveMoney = async (
  context: Context,
  message: AwardMessage,
  holder: string,
  award: string,
  lines: readonly (Line & { given: MessageFunction })[],
): Promise<void> => {
  const funder = await accountOf(context.tx, "funder", message.sender);
  const counters = await countersFor(
    context.tx,
    lines.flatMap(({ account, conflictAccount }) => [account, conflictAccount]),
  );
  const transfers: Transfer[] = [];
  let conflict = zero;
  for (const line of lines) {
    const own = counters.get(line.account);
    const inConflict = counters.get(line.conflictAccount);
    if (!own || !inConflict) throw new Error(`budget line ${line.id} has no accounts`);
    const movement = movementOf(line.before, line.given.amount, available(own), minus(zero, balance(inConflict)));
    transfers.push(...transfersFor(context, funder, line, movement));
    conflict = plus(conflict, movement.conflict);
  }
  await post(context, transfers);
  if (conflict === zero) return;
  // OP504: the award stands, the funder is told what is spent and reserved, and the conflict is in sight until it is solved.
  await closeAdministratively(context, message, holder, award);
  await insertSignal(context.tx, {
    id: context.mint("signal"),
    holder_id: holder,
    funder_code: message.sender,
    kind: "budget-conflict",
    about_id: award,
    show_from: context.today,
    due: context.today,
  });
  await notify(context, {
    person: holder,
    kind: "budget-conflict",
    about: { kind: "award", id: award },
    values: { nummer: message.budget.number, bedrag: inEuros(conflict) },
  });
};

// Three months before somebody comes of age, everybody must know that representation and law will change.
const monthsAhead = 3;

const signalAdulthood = async (context: Context, { client, budget, sender }: AwardMessage, holder: string): Promise<void> => {
  const adult = plusYears(client.born, 18);
  if (ageOn(client.born, budget.period.from) >= 18 || daysBetween(budget.period.until, adult) > 183) return;
  await insertSignal(context.tx, {
    id: context.mint("signal"),
    holder_id: holder,
    funder_code: sender,
    kind: "turning-18",
    about_id: null,
    show_from: plusMonths(adult, -monthsAhead),
    due: adult,
  });
};
