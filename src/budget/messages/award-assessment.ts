import type { Day } from "../../kernel/day.ts";
import { overlap } from "../../kernel/period.ts";
import { laws, type Law } from "../../law/laws.ts";
import { faultOf, outcomeOf, type AwardFault, type AwardOutcome, type AwardReading } from "./award-codes.ts";
import type { AwardMessage, MessageBudget } from "./award-message.ts";

/** A budget that a new one says it replaces, as we have it. `functions` are those that it grants, in eurocents; withdrawn ones have amount 0. */
export type Predecessor = {
  sameFunder: boolean;
  sameHolder: boolean;
  sameLaw: boolean;
  replaced: boolean;
  functions: readonly { code: string; amount: number }[];
};

/**
 * What must be known besides the message to judge it. `knows`: whether a code is that of a funder under a law. `identificationUsed`: this
 * sender used the identification for another content. `budgetNumberUsed`: this sender has a budget of this number.
 * `grantedElsewhere`: what other funders grant this holder under this law, now and later, without what is withdrawn or replaced.
 */
export type AwardFacts = {
  today: Day;
  knows: (code: string, law: Law) => boolean;
  identificationUsed: boolean;
  budgetNumberUsed: boolean;
  predecessor: Predecessor | null;
  grantedElsewhere: readonly { code: string; from: Day; until: Day }[];
};

const onSender = ({ sender, law }: { sender: string; law: Law }, knows: AwardFacts["knows"]): AwardFault[] => {
  if (knows(sender, law)) return [];
  const elsewhere = laws.some((other) => knows(sender, other));
  return [faultOf("Header", 0, elsewhere ? "IV046" : law === "wlz" ? "P010" : "S300", "Afzender")];
};

const onHeader = (message: AwardMessage, facts: AwardFacts): AwardFault[] => [
  ...(message.dated > facts.today ? [faultOf("Header", 0, "8848", "Dagtekening")] : []),
  ...(facts.identificationUsed ? [faultOf("Header", 0, "9056", "Identificatie")] : []),
];

const onPredecessor = (budget: MessageBudget, predecessor: Predecessor | null): AwardFault[] => {
  if (budget.previous === null) return [];
  // A budget of somebody else is answered as one that does not exist: the sender may not learn of it.
  const known = predecessor !== null && predecessor.sameFunder && predecessor.sameHolder && predecessor.sameLaw;
  if (!known) return [faultOf("Budget", 0, "9063", "VorigBudgetNummer")];
  if (predecessor.replaced) return [faultOf("Budget", 0, "P011", "VorigBudgetNummer")];
  const left = predecessor.functions.filter(({ code, amount }) => amount > 0 && !budget.functions.some((each) => each.code === code));
  return left.map(({ code }) => faultOf("Budget", 0, "OP501", `Zorgfunctie ${code}`));
};

const onFunctions = (budget: MessageBudget, grantedElsewhere: AwardFacts["grantedElsewhere"]): AwardFault[] =>
  budget.functions.flatMap((each, at) => {
    const twice = each.amount > 0 && grantedElsewhere.some((other) => other.code === each.code && overlap(other, each) !== null);
    return twice ? [faultOf("FunctieBudget", at, "OP508", "Zorgfunctie")] : [];
  });

/**
 * The verdict on a message whose form is wrong. Only the sender is judged besides: the other facts hang on parts that may be unreadable.
 */
export const formOutcome = (reading: AwardReading, knows: AwardFacts["knows"]): AwardOutcome =>
  outcomeOf(reading, [...(reading.header === null ? [] : onSender(reading.header, knows)), ...reading.faults]);

/**
 * Judges a message against what is known. The caller has made sure that it was not received before: the same bytes again get the
 * outcome that they got. An unknown sender learns nothing about holders or budgets.
 */
export function assessAwardMessage(reading: AwardReading, facts: AwardFacts): AwardOutcome {
  const { message } = reading;
  if (message === null) return formOutcome(reading, facts.knows);
  const sender = onSender(message, facts.knows);
  if (sender.length > 0) return outcomeOf(reading, sender);
  return outcomeOf(reading, [
    ...onHeader(message, facts),
    ...(facts.budgetNumberUsed ? [faultOf("Budget", 0, "9332", "BudgetNummer")] : []),
    ...onPredecessor(message.budget, facts.predecessor),
    ...onFunctions(message.budget, facts.grantedElsewhere),
  ]);
}
