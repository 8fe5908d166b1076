import { inWords, type Day } from "../../kernel/day.ts";
import { total, zero, type Cents } from "../../kernel/money.ts";
import { lawName } from "../../law/laws.ts";
import type { Tx } from "../../db/pool.ts";
import { agreements, commitmentsOn, type AgreementSummary } from "../../agreement/read.ts";
import { functionName, type BudgetLine } from "../../budget/award.ts";
import { budgetLines, roomOn } from "../../budget/read.ts";
import { spending, type Spent } from "../../declaration/read.ts";
import { funderName } from "../../party/funders.ts";
import { funders } from "../../party/funders-data.ts";
import type { BudgetCourse } from "../../web/ui/budget-line.tsx";
import type { BudgetFigures, BudgetRow } from "../../web/ui/budget.tsx";
import { courseOf } from "./course.ts";

/** What one agreement holds of a budget, in cents. */
export type AgreementMoney = { agreement: AgreementSummary; committed: Cents; claimed: Cents; paid: Cents };

/** One budget as the holder sees it. `conflict` is what was promised beyond a lowered award. */
export type BudgetView = {
  line: BudgetLine;
  row: BudgetRow;
  course: BudgetCourse | null;
  conflict: Cents;
  agreements: readonly AgreementMoney[];
};

/** How a funder is called, from its code. */
export const payerName = (code: string): string => {
  const funder = funders.find((one) => one.code === code);
  return funder === undefined ? code : funderName(funder);
};

/** "2026" for a calendar year, else its days. */
export const periodName = ({ from, until }: { from: Day; until: Day }): string =>
  from.endsWith("-01-01") && until === `${from.slice(0, 4)}-12-31` ? from.slice(0, 4) : `${inWords(from)} t/m ${inWords(until)}`;

const sumOf = (spent: readonly Spent[], paid: boolean): Cents =>
  total(spent.filter((one) => one.paid === paid).map(({ amount }) => amount));

type Money = { committed: ReadonlyMap<string, Cents>; spent: readonly Spent[] };

const viewOf = (
  line: BudgetLine,
  conflict: Cents,
  all: readonly AgreementSummary[],
  { committed, spent }: Money,
  today: Day,
): BudgetView => {
  const own = all.filter(({ budgetLines: lines }) => lines.includes(line.id));
  const figures: BudgetFigures = {
    awarded: line.awarded,
    paid: sumOf(spent, true),
    claimed: sumOf(spent, false),
    committed: total(committed.values()),
  };
  const irregular = own.some(
    ({ state, schedule, beyondCommitment }) => state === "approved" && schedule === "irregular" && beyondCommitment,
  );
  return {
    line,
    conflict,
    row: {
      id: line.id,
      name: functionName(line.law, line.function),
      payer: `${lawName[line.law]}, ${payerName(line.funder)}`,
      year: periodName(line),
      figures,
    },
    course: courseOf({ from: line.from, until: line.until, figures, spent, irregular }, today),
    agreements: own
      .filter(({ state }) => state === "approved" || state === "ended")
      .map((agreement) => {
        const mine = spent.filter((one) => one.agreement === agreement.id);
        return { agreement, committed: committed.get(agreement.id) ?? zero, claimed: sumOf(mine, false), paid: sumOf(mine, true) };
      }),
  };
};

/** All budgets of a holder with where their money is; those that run first, then those that begin later or ended. */
export const budgetViews = async (tx: Tx, holder: string, today: Day): Promise<BudgetView[]> => {
  const lines = await budgetLines(tx, { holder });
  const all = await agreements(tx, { holder }, 500);
  const room = await roomOn(tx, lines);
  const commitments = await commitmentsOn(
    tx,
    lines.map(({ id }) => id),
  );
  const accountsOf = (line: BudgetLine): string[] => [
    line.account,
    ...all.flatMap(({ allocations }) => allocations.filter((one) => one.line === line.id).map(({ account }) => account)),
  ];
  const spent = await spending(tx, lines.flatMap(accountsOf));
  return lines.map((line) => {
    const accounts = accountsOf(line);
    const committed = new Map((commitments.get(line.id)?.agreements ?? []).map((one) => [one.agreement, one.committed] as const));
    const own = spent.filter(({ account }) => accounts.includes(account));
    return viewOf(line, room.get(line.id)?.conflict ?? zero, all, { committed, spent: own }, today);
  });
};

/** True for a budget of now: it runs today. */
export const runsOn = ({ line }: BudgetView, today: Day): boolean => line.from <= today && line.until >= today && line.awarded > zero;
