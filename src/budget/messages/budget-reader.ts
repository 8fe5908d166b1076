import { day, earliest, latest, type Day } from "../../kernel/day.ts";
import { cents, type Cents } from "../../kernel/money.ts";
import type { XmlTree } from "../../kernel/xml.ts";
import type { Law } from "../../law/laws.ts";
import { all, dayField, inside, insideShared, matching, note, type Inside, type Spot } from "./award-form.ts";
import { functionCodes, largestAmount, mostFunctions, type MessageBudget, type MessageFunction } from "./award-message.ts";

const firstBudgetDay = day("2018-01-01");
const budgetNumber = /^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,35}$/;

const readAmount = (from: Inside, spot: Spot): Cents | null => {
  const text = matching(from, "Bedrag", spot, /^[+-]?\d+$/);
  if (text === null) return null;
  const amount = Number(text);
  return amount >= 0 && amount <= largestAmount ? cents(amount) : note(spot, "P005", "Bedrag");
};

/** What could be read of one function budget; `budget` is null when something is wrong with its form. */
export type ReadFunction = { code: string | null; budget: MessageFunction | null };

const readFunction = (tree: XmlTree, law: Law, spot: Spot): ReadFunction => {
  const from = inside(tree, spot, ["Zorgfunctie", "Bedrag", "Begindatum", "Einddatum"]);
  const code = matching(from, "Zorgfunctie", spot, /^\d{2}$/);
  const amount = readAmount(from, spot);
  const begin = dayField(from, "Begindatum", spot);
  const until = dayField(from, "Einddatum", spot);
  if (code !== null && !functionCodes[law].has(code)) note(spot, "S329", "Zorgfunctie");
  if (begin !== null && until !== null && until < begin) note(spot, "CS003", "Einddatum");
  if (amount === 0 && begin !== null && until !== null && until > begin) note(spot, "OP505", "Bedrag");
  return {
    code,
    budget: code === null || amount === null || begin === null || until === null ? null : { code, amount, from: begin, until },
  };
};

const readFunctions = (from: Inside, law: Law, spotAt: (at: number) => Spot): ReadFunction[] => {
  const trees = all(from, "FunctieBudget");
  if (trees.length === 0) note(spotAt(0), "P001", "FunctieBudget");
  if (trees.length > mostFunctions) note(spotAt(mostFunctions), "P007", "FunctieBudget");
  const seen = new Set<string>();
  return trees.slice(0, mostFunctions).map((each, at) => {
    const read = readFunction(each, law, spotAt(at));
    if (read.code !== null && seen.has(read.code)) note(spotAt(at), "9361", "Zorgfunctie");
    if (read.code !== null) seen.add(read.code);
    return read;
  });
};

type Days = { from: Day; until: Day };

/** The budget period; a message may leave it out, and then the function budgets together mark it. */
const readPeriod = (from: Inside, functions: readonly MessageFunction[], spot: Spot): Days | null => {
  const [tree] = all(from, "BudgetPeriode");
  const [first] = functions;
  if (tree === undefined) {
    return first === undefined
      ? null
      : functions.reduce<Days>((hull, each) => ({ from: earliest(hull.from, each.from), until: latest(hull.until, each.until) }), first);
  }
  const parts = insideShared(tree, spot, ["Begindatum", "Einddatum"]);
  const begin = dayField(parts, "Begindatum", spot);
  const until = dayField(parts, "Einddatum", spot);
  if (begin === null || until === null) return null;
  if (until < begin) note(spot, "CS003", "BudgetPeriode");
  return { from: begin, until };
};

/** What could be read of the budget; `budget` is null when something is wrong with its form. */
export type ReadBudget = { number: string | null; functions: readonly ReadFunction[]; budget: MessageBudget | null };

/** Reads the class Budget and the function budgets in it. */
export const readBudget = (tree: XmlTree, law: Law, spotOn: (on: Spot["class"], at: number) => Spot): ReadBudget => {
  const spot = spotOn("Budget", 0);
  const from = inside(tree, spot, ["BudgetNummer", "VorigBudgetNummer", "Toekenningsdatum", "BudgetPeriode"], ["FunctieBudget"]);
  const its = matching(from, "BudgetNummer", spot, budgetNumber);
  const previous = matching(from, "VorigBudgetNummer", spot, budgetNumber, true);
  if (its !== null && its === previous) note(spot, "P012", "VorigBudgetNummer");
  const awarded = dayField(from, "Toekenningsdatum", spot);
  const read = readFunctions(from, law, (at) => spotOn("FunctieBudget", at));
  const functions = read.flatMap(({ budget }) => (budget === null ? [] : [budget]));
  const period = readPeriod(from, functions, spot);
  if (period === null) return { number: its, functions: read, budget: null };
  if (period.from < firstBudgetDay) note(spot, "TR511", "BudgetPeriode");
  read.forEach(({ budget }, at) => {
    // A period that ends before it begins has its own fault; being outside as well adds nothing.
    if (budget === null || budget.until < budget.from || period.until < period.from) return;
    if (budget.from < period.from || budget.until > period.until) note(spotOn("FunctieBudget", at), "P006", "Begindatum");
  });
  if (its === null || awarded === null || functions.length < read.length) return { number: its, functions: read, budget: null };
  return { number: its, functions: read, budget: { number: its, previous, awarded, period, functions } };
};
