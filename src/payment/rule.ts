import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { OrderVersion } from "./messages/pain001.ts";

/**
 * What the paying agency and its banks agreed about payments (betaalregels), by kind: until when the bank takes a file for the same
 * day, what may go out without a higher mandate, which account pays what, in which version a bank wants its files, and how much may
 * be paid before the normal way is possible, and how long a statement may stay away that the bank announced. The word of a bank or of the agency, not law.
 */
export type RuleValues = {
  "cut-off": { time: string };
  limits: { fileCents: Cents; dayCents: Cents; fileCount: number };
  route: { account: string };
  format: { version: OrderVersion };
  emergency: { mostCents: Cents; recoverAfterDays: number };
  statement: { bankDays: number };
};
export type RuleKind = keyof RuleValues;

/** One version of a rule (betaalregel): for one account or for all; a route for one funder, for one law, or for all. */
export type Rule = {
  id: string;
  kind: RuleKind;
  account: string | null;
  funder: string | null;
  law: string | null;
  from: Day;
  value: unknown;
  source: string;
  setBy: string;
};

/** For what a rule is asked: an account, or the funder and law whose orders look for theirs. */
export type RuleScope = { account?: string; funder?: string; law?: string };

const concerns = (rule: Rule, { account, funder, law }: RuleScope): boolean =>
  (rule.account === null || rule.account === account) &&
  (rule.funder === null || rule.funder === funder) &&
  (rule.law === null || rule.law === law);

// The most particular rule wins, whenever it was made: for this account, then for this funder, then for this law.
const weight = ({ account, funder, law }: Rule): number => (account === null ? 0 : 4) + (funder === null ? 0 : 2) + (law === null ? 0 : 1);

/** The rule that holds on a day, or null where none does. */
export const ruleFor = <Kind extends RuleKind>(
  rules: readonly Rule[],
  kind: Kind,
  scope: RuleScope,
  on: Day,
): (Rule & { value: RuleValues[Kind] }) | null => {
  const found = rules
    .filter((rule) => rule.kind === kind && rule.from <= on && concerns(rule, scope))
    .sort((a, b) => weight(b) - weight(a) || (a.from < b.from ? 1 : -1))[0];
  return found === undefined ? null : { ...found, value: found.value as RuleValues[Kind] };
};

/** What a rule says on a day. Throws where none holds: a payment without an agreed rule is a defect, never a default. */
export const ruled = <Kind extends RuleKind>(rules: readonly Rule[], kind: Kind, scope: RuleScope, on: Day): RuleValues[Kind] => {
  const rule = ruleFor(rules, kind, scope, on);
  if (rule === null) throw new Error(`no rule ${kind} is known on ${on} for ${JSON.stringify(scope)}`);
  return rule.value;
};

/** Why a batch needs a signature with a higher mandate (hoger mandaat). */
export const headReasons = ["file-amount", "file-count", "day-amount"] as const;
export type HeadReason = (typeof headReasons)[number];

/** What passes the limits: the batch by itself, or with what already goes out of the same account on that day. */
export const headReasonsFor = (
  { fileCents, dayCents, fileCount }: RuleValues["limits"],
  { count, sum, thatDay }: { count: number; sum: Cents; thatDay: Cents },
): HeadReason[] =>
  headReasons.filter(
    (reason) => ({ "file-amount": sum > fileCents, "file-count": count > fileCount, "day-amount": sum + thatDay > dayCents })[reason],
  );

/** A reason in the words of the clerks. */
export const headReasonText: Readonly<Record<HeadReason, string>> = {
  "file-amount": "Het bedrag is hoger dan de grens voor één bestand.",
  "file-count": "Het aantal betalingen is hoger dan de grens voor één bestand.",
  "day-amount": "Samen met wat die dag al betaald wordt, is het bedrag hoger dan de grens voor één dag.",
};
