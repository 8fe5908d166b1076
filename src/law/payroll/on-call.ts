import { day, daysBetween, plusMonths, type Day } from "../../kernel/day.ts";
import { minutes, type Minutes } from "../../kernel/money.ts";
import { dated, type Dated } from "../dated.ts";
import { asText } from "../value.ts";

/** What decides whether a contract of employment is on call (oproepovereenkomst). */
export type OnCallFacts = {
  /** The hours are one fixed number per week or month. */
  fixedHours: boolean;
  /** No work means no wage: excluded in writing. */
  noWorkNoWage: boolean;
};

/** True for a contract on call: no fixed number of hours, or no wage when there is no work. BW 7:628a lid 9. */
export const isOnCall = ({ fixedHours, noWorkNoWage }: OnCallFacts): boolean => !fixedHours || noWorkNoWage;

/**
 * The rules for work on call: days between the call and the work, least minutes paid for each call, from what agreed time a week on
 * that least no longer holds when the times are fixed, after how many months fixed hours are offered, within how many months the offer
 * is made, and how long the worker may think about it.
 */
export type OnCallRules = {
  noticeDays: number;
  leastPerCall: Minutes;
  leastBelowPerWeek: Minutes;
  offerAfter: number;
  offerWithin: number;
  answerWithin: number;
};

/** Work on call through time. From 2028 on contracts without hours end (Stb. 2026, 205); how was not seen, so no version follows here. */
export const onCallRules: Dated<OnCallRules> = dated<OnCallRules>(
  "regels voor oproepwerk",
  "BW 7:628a",
  [
    {
      from: day("2020-01-01"),
      value: {
        noticeDays: 4,
        leastPerCall: minutes(180),
        leastBelowPerWeek: minutes(900),
        offerAfter: 12,
        offerWithin: 1,
        answerWithin: 1,
      },
      source: "uitleg van uitzenders en vakbonden; wettekst niet gezien",
      confidence: "provisional",
    },
  ],
  ({ noticeDays, leastPerCall, offerAfter }) =>
    asText(
      `${String(noticeDays)} dagen van tevoren, ten minste ${String(leastPerCall / 60)} uur loon per oproep, aanbod na ${String(offerAfter)} maanden`,
    ),
);

/** What became of a call (oproep): when it was made, for which day and time, when it was withdrawn (null: not), and what was worked. */
export type Call = { calledOn: Day; workOn: Day; called: Minutes; withdrawnOn: Day | null; worked: Minutes };

/** True when the worker may refuse: he was called too late. BW 7:628a lid 2. */
export const mayRefuse = (rules: OnCallRules, { calledOn, workOn }: Pick<Call, "calledOn" | "workOn">): boolean =>
  daysBetween(calledOn, workOn) < rules.noticeDays;

/** True when a withdrawal came too late, so that the called time is paid. BW 7:628a lid 3. */
export const withdrawnTooLate = (rules: OnCallRules, { workOn, withdrawnOn }: Pick<Call, "workOn" | "withdrawnOn">): boolean =>
  withdrawnOn !== null && daysBetween(withdrawnOn, workOn) < rules.noticeDays;

/** Agreed time a week (null: none), and whether the times of work are fixed. */
export type CallTerms = { perWeek: Minutes | null; timesFixed: boolean };

const hasLeast = ({ leastBelowPerWeek }: OnCallRules, { perWeek, timesFixed }: CallTerms): boolean =>
  perWeek === null || (perWeek < leastBelowPerWeek && !timesFixed);

/** The time that is paid for one call, in minutes: what was worked, at least three hours where that holds; the called time when withdrawn too late. */
export const paidForCall = (rules: OnCallRules, terms: CallTerms, call: Call): Minutes => {
  if (call.withdrawnOn !== null) return withdrawnTooLate(rules, call) ? call.called : minutes(0);
  if (call.worked === 0) return minutes(0);
  return hasLeast(rules, terms) ? minutes(Math.max(call.worked, rules.leastPerCall)) : call.worked;
};

/**
 * The offer of fixed hours (aanbod vaste uren): the least time a month, which is the average of the twelve months before (a part of a
 * minute up), the last day to make it and the last day to answer. BW 7:628a lid 5.
 */
export type Offer = { leastPerMonth: Minutes; offerBy: Day; answerBy: Day };

/** The offer that a contract on call needs; null as long as it has not run long enough. `worked` are the minutes of each of the last twelve months. */
export const offerDue = (rules: OnCallRules, begun: Day, on: Day, worked: readonly Minutes[]): Offer | null => {
  const reached = plusMonths(begun, rules.offerAfter);
  if (on < reached) return null;
  const sum = worked.reduce<number>((all, one) => all + one, 0);
  const offerBy = plusMonths(reached, rules.offerWithin);
  return { leastPerMonth: minutes(Math.ceil(sum / rules.offerAfter)), offerBy, answerBy: plusMonths(offerBy, rules.answerWithin) };
};
