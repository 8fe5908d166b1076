import { daysIn, firstDay, type Day, type Month } from "../kernel/day.ts";
import { cents, perHour, zero, type Cents, type Minutes } from "../kernel/money.ts";
import { includes, type Period } from "../kernel/period.ts";
import { inForce, onlyAgreement, type Agreement } from "../agreement/agreement.ts";
import { baseRate, countedAmount, monthAmount, type Rate, type Unit } from "../agreement/rate.ts";
import { onlyVersion, type RatePolicy } from "../law/maximum-rate.ts";
import type { Worksheet } from "../law/worksheet.ts";
import type { Claim, ClaimLine, LineState } from "./declaration.ts";

/** What the checks must know of a person or company: found in the register, day of death, and whether a funder had payments stopped (opschorting). */
export type PartyStatus = { known: boolean; died: Day | null; blocked: boolean };

/**
 * A budget line of the agreement: on which days it is awarded, what is left of the commitment of this agreement on it,
 * and what is free on it for anyone, in cents.
 */
export type BudgetRoom = { id: string; awarded: readonly Period[]; commitment: Cents; free: Cents };

/** A line that was declared before for the same agreement, in whatever state. */
export type DeclaredLine = {
  id: string;
  declaration: string;
  day: Day | null;
  month: Month;
  rateAt: number;
  unit: Unit;
  minutes: Minutes;
  quantity: number;
  state: LineState;
};

/** Another declaration for the same agreement and month that was not withdrawn. */
export type Sibling = { id: string; supplementTo: string | null };

/**
 * Everything on which a declaration is judged, as plain data; the dry run and the submission give the same. `agreement` is
 * its version for this month, `policy` that of the funder for its function and standing. Budget lines come in the order
 * in which the agreement names them. Amounts and times lie within `limits`.
 */
export type Facts = {
  today: Day;
  release: string;
  claim: Claim;
  siblings: readonly Sibling[];
  agreement: Agreement;
  budgetLines: readonly BudgetRoom[];
  holder: PartyStatus;
  provider: PartyStatus;
  declared: readonly DeclaredLine[];
  /** Days on which the provider is reported sick. */
  sick: readonly Period[];
  /** Days on which payments under the agreement are put off. */
  suspended: readonly Period[];
  policy: RatePolicy;
  confirmed: readonly string[];
  /** True when the provider himself approved these hours for the holder, because nobody else may. */
  ownCare: boolean;
};

/** What a door lets through: beyond these, a number is a typing error and computing with it makes no sense. */
export const limits = { amount: cents(100_000_000), minutes: 31 * 24 * 60, quantity: 999, lines: 400 } as const;

/** One line as a check sees it, with what follows from it. */
export type Claimed = {
  facts: Facts;
  line: ClaimLine;
  /** Its place in the declaration. */
  at: number;
  sheet: Worksheet;
  /** The days that it claims: one, or those of the month. Empty when an hour line has no day. */
  days: readonly Day[];
  /** Those of its days that may be paid: awarded, under the agreement, and both parties alive. */
  payable: readonly Day[];
  /** The rate of the agreement that it names, or the base rate where it names none that is there. */
  rate: Rate;
  /** What the agreement yields for it, in cents. */
  right: Cents;
};

export const awardedOn = (budget: BudgetRoom, on: Day): boolean => budget.awarded.some((award) => includes(award, on));
export const isAwarded = (facts: Facts, on: Day): boolean => facts.budgetLines.some((budget) => awardedOn(budget, on));
export const isAlive = (party: PartyStatus, on: Day): boolean => party.died === null || on <= party.died;

/** True on a day of sickness of a provider who is no employee: an employee keeps his wage, nobody else is paid for it. */
export const isUnpaidSick = ({ agreement, sick }: Facts, on: Day): boolean =>
  agreement.kind !== "employment" && sick.some((days) => includes(days, on));

/** The days that a line claims. */
export const daysOf = ({ claim }: Facts, line: ClaimLine): readonly Day[] => {
  if (line.unit === "month") return daysIn(claim.month);
  return line.day === null ? [] : [line.day];
};

/** The day whose law a line is judged by: the day of care, or the first of the month for a month amount. */
export const legalDayOf = ({ claim }: Facts, line: ClaimLine): Day =>
  line.unit !== "month" && line.day !== null ? line.day : firstDay(claim.month);

/** True for a time that one day can hold. */
export const isWorkable = (minutes: Minutes): boolean => minutes > 0 && minutes <= 24 * 60;

/** True for a number of parts of a day, days or pieces that a line can hold. */
export const isCountable = (quantity: number): boolean => quantity > 0 && quantity <= limits.quantity;

/** What a line costs at a rate, once per line, half a cent up; zero for a time or number that no day can hold. */
export const priceOf = (line: ClaimLine, rate: Cents, payableDays: number, monthDays: number): Cents => {
  if (rate < 0) return zero;
  if (line.unit === "month") return monthAmount(rate, payableDays, monthDays);
  if (line.unit === "hour") return isWorkable(line.minutes) ? perHour(rate, line.minutes) : zero;
  return isCountable(line.quantity) ? countedAmount(rate, line.quantity) : zero;
};

/** Puts a line beside the facts. */
export const claimed = (facts: Facts, line: ClaimLine, at: number, sheet: Worksheet): Claimed => {
  const { agreement, holder, provider } = facts;
  const days = daysOf(facts, line);
  const rate = agreement.rates[line.rateAt] ?? baseRate(agreement);
  const payable = days.filter(
    (on) => isAwarded(facts, on) && inForce(agreement, on) && isAlive(holder, on) && isAlive(provider, on) && !isUnpaidSick(facts, on),
  );
  return { facts, line, at, sheet, days, payable, rate, right: priceOf(line, rate.cents, payable.length, days.length) };
};

const onlyStatus = ({ known, died, blocked }: PartyStatus): PartyStatus => ({ known, died, blocked });

/** Exactly the facts, whatever else the objects at hand carry: what a receipt may hold. */
export const onlyFacts = (of: Facts): Facts => ({
  today: of.today,
  release: of.release,
  claim: {
    id: of.claim.id,
    agreement: of.claim.agreement,
    month: of.claim.month,
    supplementTo: of.claim.supplementTo,
    lines: of.claim.lines.map(({ id, day, rateAt, unit, minutes, quantity, rate, amount }) => ({
      id,
      day,
      rateAt,
      unit,
      minutes,
      quantity,
      rate,
      amount,
    })),
  },
  siblings: of.siblings.map(({ id, supplementTo }) => ({ id, supplementTo })),
  agreement: onlyAgreement(of.agreement),
  budgetLines: of.budgetLines.map(({ id, awarded, commitment, free }) => ({
    id,
    awarded: awarded.map(({ from, until }) => ({ from, until })),
    commitment,
    free,
  })),
  holder: onlyStatus(of.holder),
  provider: onlyStatus(of.provider),
  declared: of.declared.map(({ id, declaration, day, month, rateAt, unit, minutes, quantity, state }) => ({
    id,
    declaration,
    day,
    month,
    rateAt,
    unit,
    minutes,
    quantity,
    state,
  })),
  sick: of.sick.map(({ from, until }) => ({ from, until })),
  suspended: of.suspended.map(({ from, until }) => ({ from, until })),
  policy: of.policy.map(onlyVersion),
  confirmed: [...of.confirmed],
  ownCare: of.ownCare,
});
