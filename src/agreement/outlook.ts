import { daysBetween, latest, plusDays, type Day } from "../kernel/day.ts";
import { minus, plus, total, zero, type Cents } from "../kernel/money.ts";
import type { Period } from "../kernel/period.ts";
import { costOver, costedUntil, termOf, type Agreement } from "./agreement.ts";

/** Another running agreement that draws on the same budget, and what still stands aside for it there. */
export type Running = { id: string; provider: string; agreement: Agreement; left: Cents };

/**
 * What a look ahead needs: the agreement as somebody is about to sign it, what approval puts aside for it, the awarded days of the budget
 * lines on which it draws, what is free there before it, and the others that draw on them.
 */
export type OutlookFacts = {
  today: Day;
  agreement: Agreement;
  commitment: Cents;
  awarded: readonly Period[];
  free: Cents;
  others: readonly Running[];
};

/** What another agreement needs from now on, null when nobody knows; `uncovered` is what of that does not stand aside for it. */
export type Effect = { id: string; provider: string; left: Cents; need: Cents | null; uncovered: Cents };

/**
 * What signing comes to (vooruitblik): the cost to the end, what stays free or is short, what it leaves for the others, and the first day
 * on which the budget is empty; null when it lasts as long as it was awarded.
 */
export type Outlook = {
  expected: Cents | null;
  until: Day | null;
  free: Cents;
  left: Cents;
  short: Cents;
  runsOut: Day | null;
  others: readonly Effect[];
  /** True when what stays free is enough for what does not stand aside for the others. */
  othersCovered: boolean;
};

/** What is expected of an agreement between two days, both included, over the awarded ones. */
const costBetween = (agreement: Agreement, awarded: readonly Period[], from: Day, until: Day): Cents | null => {
  const term = termOf(agreement);
  const within = { from: latest(term.from, from), until: term.until !== null && term.until < until ? term.until : until };
  return within.until < within.from ? zero : costOver({ ...agreement, period: within }, awarded);
};

const lastDayOf = (awarded: readonly Period[]): Day | null =>
  awarded
    .flatMap(({ until }) => until ?? [])
    .toSorted()
    .at(-1) ?? null;

/**
 * The first day on which together they have cost more than there is. Work of which nobody knows the cost spends what was put aside for it
 * and nothing else. What was worked before today and not declared yet is not foreseen: it stands aside already.
 */
const emptyOn = ({ today, agreement, commitment, awarded, free, others }: OutlookFacts): Day | null => {
  const end = lastDayOf(awarded);
  if (end === null || end < today) return null;
  const fixed = (one: Agreement): boolean => costBetween(one, awarded, today, end) !== null;
  const counted = others.filter((one) => fixed(one.agreement));
  const own = fixed(agreement);
  const there = plus(own ? free : minus(free, commitment), total(counted.map(({ left }) => left)));
  const spentBy = (on: Day): Cents =>
    total([...counted.map((one) => one.agreement), ...(own ? [agreement] : [])].map((one) => costBetween(one, awarded, today, on) ?? zero));
  if (spentBy(end) <= there) return null;
  // What is spent only grows with the days, so the day is found by halving.
  let [low, high] = [0, daysBetween(today, end)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (spentBy(plusDays(today, middle)) > there) high = middle;
    else low = middle + 1;
  }
  return plusDays(today, low);
};

const effectOn = ({ today, awarded }: OutlookFacts, { id, provider, agreement, left }: Running): Effect => {
  const end = lastDayOf(awarded);
  const need = end === null ? zero : costBetween(agreement, awarded, today, end);
  return { id, provider, left, need, uncovered: need === null || need <= left ? zero : minus(need, left) };
};

/** Looks ahead from a signature. Pure. */
export const outlookOf = (facts: OutlookFacts): Outlook => {
  const { agreement, awarded, commitment, free } = facts;
  const others = facts.others.map((one) => effectOn(facts, one));
  const left = commitment < free ? minus(free, commitment) : zero;
  return {
    expected: costOver(agreement, awarded),
    until: costedUntil(agreement.period, awarded),
    free,
    left,
    short: commitment > free ? minus(commitment, free) : zero,
    runsOut: emptyOn(facts),
    others,
    othersCovered: total(others.map(({ uncovered }) => uncovered)) <= left,
  };
};
