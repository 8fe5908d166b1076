import { daysBetween, plusDays, type Day } from "../../kernel/day.ts";
import { cents, least, minus, perHour, share, zero, type Cents, type Minutes } from "../../kernel/money.ts";
import { overlap, type Period } from "../../kernel/period.ts";
import type { SickPay } from "./regime.ts";

/**
 * Sickness of a worker (ziekte): its first day, until when (null: still), the share of the work that he cannot do in hundredths, and
 * whether it comes from pregnancy or childbirth, which the benefits agency pays and the employer does not.
 */
export type Sickness = { from: Day; until: Day | null; share: number; maternity: boolean };

/** A stretch of sickness in which the employer pays one share of the wage, in hundredths. */
export type PaidStretch = { period: { from: Day; until: Day }; percent: number };

/** The last day on which sick pay is owed: so many weeks from the first day of sickness. */
export const lastPaidDay = ({ weeks }: SickPay, from: Day): Day => plusDays(from, weeks * 7 - 1);

const firstYearWeeks = 52;

/**
 * The stretches of a period for which a sick worker is paid: the first 52 weeks at one share, the rest at the other, none after the last
 * paid day. Empty for who has no sick pay. BW 7:629 lid 1 and 2; svb.nl, loon tijdens ziekte.
 */
export const paidStretches = (rule: SickPay | null, { from, until, maternity }: Sickness, within: Period): PaidStretch[] => {
  if (rule === null || maternity) return [];
  const turn = plusDays(from, firstYearWeeks * 7);
  const sick = overlap({ from, until }, within);
  const paid = sick && overlap(sick, { from, until: lastPaidDay(rule, from) });
  if (!paid) return [];
  return [
    { part: overlap(paid, { from, until: plusDays(turn, -1) }), percent: rule.firstYear },
    { part: overlap(paid, { from: turn, until: null }), percent: rule.secondYear },
  ].flatMap(({ part, percent }) => (part?.until ? [{ period: { from: part.from, until: part.until }, percent }] : []));
};

/** The wage that a sick worker would have earned, its share, and what the law at least gives on his minutes (the minimum wage in the first year). */
export type SickWage = { wage: Cents; lost: Minutes; percent: number; minimum: Cents };

/** Sick pay over lost time, in cents, half a cent up: the share of the wage, and in the first year at least the minimum wage. BW 7:629 lid 1. */
export const sickPayOver = ({ wage, lost, percent, minimum }: SickWage, firstYear: boolean): Cents => {
  const part = share(wage, percent, 100);
  const floor = perHour(minimum, lost);
  return firstYear && part < floor ? least(floor, wage) : part;
};

/** True when a sickness was not reported within 24 hours: later than the day after its first day. mijnpgb.nl, ziekmelden. */
export const reportedLate = (from: Day, reportedOn: Day): boolean => daysBetween(from, reportedOn) > 1;

/**
 * What the budget gets back for the wage of a sick worker (compensatie): from the day the absence service guides him, up to the
 * maximum rate for the lost time; the part above stays with the budget. svb.nl, loon tijdens ziekte.
 */
export const compensated = (paid: Cents, lost: Minutes, maximumPerHour: Cents | null): { back: Cents; own: Cents } => {
  const most = maximumPerHour === null ? paid : perHour(maximumPerHour, lost);
  const back = least(paid, most);
  return { back, own: minus(paid, back) };
};

/** Nothing is paid in sickness for who has no employment: a month amount is cut by the share of its days that were sick, down in favour of the worker. */
export const monthWithout = (amount: Cents, sickDays: number, days: number): Cents =>
  sickDays >= days ? zero : minus(amount, cents(Math.floor((amount * sickDays) / days)));
