import { plusMonths, type Day } from "../../kernel/day.ts";
import type { Minutes } from "../../kernel/money.ts";

/**
 * What decides which premium for the unemployment fund (Awf) an employer owes: was the contract written, is it for an indefinite time, is it
 * on call, and for young people the paid time. `paidInMonth` is null for who is not paid by the month.
 */
export type AwfContract = {
  written: boolean;
  indefinite: boolean;
  onCall: boolean;
  age: number;
  paidInMonth: Minutes | null;
  paidInFourWeeks: Minutes | null;
};

const youngMonth = 52 * 60;
const youngFourWeeks = 48 * 60;

/** Low or high: low for a written contract for an indefinite time that is not on call, and for who is under 21 and works little. Wfsv art. 27. */
export const awfRate = ({ written, indefinite, onCall, age, paidInMonth, paidInFourWeeks }: AwfContract): "low" | "high" => {
  const little = (paidInMonth !== null && paidInMonth <= youngMonth) || (paidInFourWeeks !== null && paidInFourWeeks <= youngFourWeeks);
  if (age < 21 && little) return "low";
  return written && indefinite && !onCall ? "low" : "high";
};

/** Work of a year, for what comes afterwards: when it began and ended, what was agreed, and what was paid. */
export type AwfYear = {
  year: number;
  from: Day;
  endedOn: Day | null;
  agreedMinutes: Minutes;
  agreedPerWeek: Minutes;
  paidMinutes: Minutes;
};

/** Why a low premium becomes high for the whole time after all (herziening), or null. */
export type Revision = "ended-within-two-months" | "worked-far-more" | null;

/**
 * Low premium that becomes high in retrospect: the work ended within two months, or over the year more than 30% was paid beyond
 * what was agreed, unless that was more than 30 hours a week (until 2024: 35 or more). Besluit Wfsv art. 2.3 lid 1 and 3; Stb. 2024, 126.
 */
export const awfRevision = ({ year, from, endedOn, agreedMinutes, agreedPerWeek, paidMinutes }: AwfYear): Revision => {
  if (endedOn !== null && endedOn < plusMonths(from, 2)) return "ended-within-two-months";
  const nearlyFull = year <= 2024 ? agreedPerWeek >= 35 * 60 : agreedPerWeek > 30 * 60;
  return !nearlyFull && paidMinutes * 100 > agreedMinutes * 130 ? "worked-far-more" : null;
};
