import { cents, least, minus, plus, total, zero, type Cents } from "../../kernel/money.ts";
import type { PremiumFigures } from "./premium-figures.ts";
import { periodsInYear, type PayPeriod } from "./wage-tax.ts";

/** A premium is owed at the low or the high rate, or not at all. */
export type Rate = "low" | "high" | "none";

/**
 * What premiums are owed on: the wage of a period, and of the periods of the same work earlier in the year, since the highest wage is
 * reckoned over the year so far (voortschrijdend cumulatief rekenen, VCR). `disability` is the employer's own rate for the
 * Werkhervattingskas, in 1/10.000. Without a name there is no highest wage.
 */
export type PremiumBase = {
  wage: Cents;
  period: PayPeriod;
  wageBefore: Cents;
  periodsBefore: number;
  anonymous: boolean;
  awf: Rate;
  aof: Rate;
  disability: number;
  health: "employer" | "withheld" | "none";
};

/** What is owed: by the employer, but for `healthWithheld`, which is taken from the wage. `base` is the wage on which it is owed. */
export type Premiums = {
  base: Cents;
  awf: Cents;
  aof: Cents;
  childCare: Cents;
  disability: Cents;
  healthEmployer: Cents;
  healthWithheld: Cents;
  employer: Cents;
};

/** The highest wage of one period on which premiums are owed, down to the cent. */
export const mostIn = ({ most }: PremiumFigures, period: PayPeriod): Cents => cents(Math.floor(most / periodsInYear[period]));

/** How much of this period's wage counts: what the wage so far this year, up to its highest, grew by. Regeling Wfsv art. 2.4; Handboek Loonheffingen par. 6.1. */
export const countedWage = (
  figures: PremiumFigures,
  { wage, period, wageBefore, periodsBefore, anonymous }: Omit<PremiumBase, "awf" | "aof" | "disability" | "health">,
): Cents => {
  if (anonymous) return wage;
  const each = mostIn(figures, period);
  const until = (periods: number, so: Cents): Cents => least(so, cents(each * periods));
  return minus(until(periodsBefore + 1, plus(wageBefore, wage)), until(periodsBefore, wageBefore));
};

// Rounding down to the cent is allowed, and is in favour of the budget. Handboek Loonheffingen par. 6.1.
const part = (base: Cents, rate: number): Cents => (base <= 0 ? zero : cents(Number((BigInt(base) * BigInt(rate)) / 10_000n)));

/** Premiums on the wage of one period. From pension age on nothing but the contribution for health care is owed: rates `none`. */
export const premiumsOn = (figures: PremiumFigures, given: PremiumBase): Premiums => {
  const base = countedWage(figures, given);
  const rate = (which: Rate, of: { low: number; high: number }): number => (which === "none" ? 0 : of[which]);
  const awf = part(base, rate(given.awf, figures.awf));
  const aof = part(base, rate(given.aof, figures.aof));
  const childCare = given.aof === "none" ? zero : part(base, figures.childCare);
  const disability = part(base, given.disability);
  const healthEmployer = given.health === "employer" ? part(base, figures.health.employer) : zero;
  const healthWithheld = given.health === "withheld" ? part(base, figures.health.withheld) : zero;
  return {
    base,
    awf,
    aof,
    childCare,
    disability,
    healthEmployer,
    healthWithheld,
    employer: total([awf, aof, childCare, disability, healthEmployer]),
  };
};
