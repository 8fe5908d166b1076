import type { Day } from "../kernel/day.ts";
import { minus, plus, total, zero, type Cents } from "../kernel/money.ts";
import { garnish, type Garnishment, type Divided } from "../law/payroll/garnishment.ts";
import { premiumFigures } from "../law/payroll/premium-figures.ts";
import { premiumsOn, type Premiums, type Rate } from "../law/payroll/premiums.ts";
import type { Regime } from "../law/payroll/regime.ts";
import { withheldOnReward } from "../law/payroll/special-rewards.ts";
import { wageTaxFigures, type AgeGroup } from "../law/payroll/wage-tax-figures.ts";
import { withheldAnonymously, withheldByTable, type PayPeriod } from "../law/payroll/wage-tax.ts";
import { asCents } from "../law/value.ts";
import type { Worksheet } from "../law/worksheet.ts";

/** What is paid for one period, in cents: wage for work, wage in sickness, special rewards (bijzondere beloningen), and travel that stays without tax. */
export type Earned = { worked: Cents; sick: Cents; special: Cents; untaxed: Cents };

/**
 * What is known of the worker and his contract for one payslip. `yearly` is the wage of a year for the table of special rewards,
 * `wageBefore` and `periodsBefore` what this work already paid in the calendar year. `disability` is the rate for the
 * Werkhervattingskas in 1/10.000. `protectedAmount` null: nothing may be taken for creditors because the bailiff named none yet.
 */
export type PayslipFacts = {
  regime: Regime;
  period: PayPeriod;
  ageGroup: AgeGroup;
  credits: boolean;
  anonymous: boolean;
  yearly: Cents;
  wageBefore: Cents;
  periodsBefore: number;
  awf: Rate;
  disability: number;
  garnishments: readonly Garnishment[];
  protectedAmount: Cents | null;
};

/**
 * One payslip (loonstrook) as amounts in cents. `gross` is the wage on which tax is owed; `net` is what the worker gets, untaxed travel
 * included; `cost` what it costs the budget.
 */
export type Payslip = {
  gross: Cents;
  untaxed: Cents;
  tax: Cents;
  specialTax: Cents;
  labourCredit: Cents;
  healthWithheld: Cents;
  garnished: Divided["paid"];
  net: Cents;
  premiums: Premiums | null;
  cost: Cents;
  settled: boolean;
};

/** Tax that is withheld on a wage and on special rewards, with the labour credit settled in it. */
type Taxes = { tax: Cents; specialTax: Cents; labourCredit: Cents; settled: boolean };
const noTax: Taxes = { tax: zero, specialTax: zero, labourCredit: zero, settled: true };

const lawTax = "Wet LB 1964 art. 20a t/m 26b";
const lawPremiums = "Wfsv art. 17 t/m 38; Zvw art. 41 t/m 45";

/** Figures of law that hold for exactly the year of the legal day; null for a year without, for a wage is never taxed with another year's. */
const ofYear = <T extends { year: number }>(
  sheet: Worksheet,
  found: { known: true; value: T; settled: boolean } | { known: false },
): { figures: T; settled: boolean } | null =>
  found.known && String(found.value.year) === sheet.legalDay.slice(0, 4) ? { figures: found.value, settled: found.settled } : null;

const taxesOn = (sheet: Worksheet, facts: PayslipFacts, wage: Cents, special: Cents): Taxes | null => {
  const known = ofYear(sheet, sheet.consult(wageTaxFigures));
  if (!known) return null;
  const { figures, settled } = known;
  if (facts.anonymous) return { tax: withheldAnonymously(figures, plus(wage, special)), specialTax: zero, labourCredit: zero, settled };
  const { period, ageGroup, credits, yearly } = facts;
  const { tax, labourCredit } = withheldByTable(figures, { colour: "white", period, ageGroup, credits, wage });
  const specialTax = special > 0 ? withheldOnReward(figures, { colour: "white", ageGroup, credits, amount: special, yearly }) : zero;
  return { tax, specialTax, labourCredit, settled };
};

const premiumsOf = (sheet: Worksheet, facts: PayslipFacts, wage: Cents): { premiums: Premiums; settled: boolean } | null => {
  const known = ofYear(sheet, sheet.consult(premiumFigures));
  if (!known) return null;
  const insured = facts.regime === "insured" && facts.ageGroup === "below-pension-age";
  const { period, wageBefore, periodsBefore, anonymous, awf, disability } = facts;
  const premiums = premiumsOn(known.figures, {
    wage,
    period,
    wageBefore,
    periodsBefore,
    anonymous,
    awf: insured ? awf : "none",
    // A budget holder is always a small employer.
    aof: insured ? "low" : "none",
    disability: insured ? disability : 0,
    health: facts.regime === "insured" ? "employer" : "withheld",
  });
  return { premiums, settled: known.settled };
};

const writeSlip = (sheet: Worksheet, slip: Payslip): void => {
  sheet.line("brutoloon", slip.gross, "BW 7:626 lid 2");
  sheet.line("loonheffing", slip.tax, lawTax);
  if (slip.specialTax > 0) sheet.line("loonheffing over bijzondere beloning", slip.specialTax, lawTax);
  sheet.line("verrekende arbeidskorting", slip.labourCredit, "Wet LB 1964 art. 22a");
  if (slip.healthWithheld > 0) sheet.line("ingehouden bijdrage Zvw", slip.healthWithheld, "Zvw art. 41 en 43");
  for (const { amount } of slip.garnished) sheet.line("beslag op het loon", amount, "Rv art. 475b");
  if (slip.untaxed > 0) sheet.line("reiskosten zonder loonheffing", slip.untaxed, "Wet LB 1964 art. 31a lid 2 b");
  sheet.line("nettoloon", slip.net, "BW 7:626 lid 2");
  if (slip.premiums) sheet.line("premies en bijdrage van de werkgever", asCents(slip.premiums.employer), lawPremiums);
  sheet.line("kosten voor het budget", slip.cost, "Uitv.reg. Wmo 2015 art. 2b lid 2; Regeling Jeugdwet art. 8b lid 2");
};

/** Amounts that a payslip cannot have: a wage or an allowance below nothing is a correction, and that is a payslip of its own. */
const assertEarned = (earned: Earned): void => {
  for (const [part, amount] of Object.entries(earned)) if (amount < 0) throw new Error(`${part} of a payslip is below nothing`);
};

/**
 * Works out one payslip on the pay day, which is the legal day of the sheet, and writes it down. Where the regime withholds nothing,
 * what was earned is paid whole. Null where the law of that year is not known: then nothing may be paid. Throws for amounts below nothing.
 */
export const payslip = (sheet: Worksheet, earned: Earned, facts: PayslipFacts): Payslip | null => {
  assertEarned(earned);
  const { untaxed } = earned;
  const wage = plus(earned.worked, earned.sick);
  const gross = plus(wage, earned.special);
  const payroll = facts.regime === "insured" || facts.regime === "opted-in";
  const taxes = payroll ? taxesOn(sheet, facts, wage, earned.special) : noTax;
  const owed = payroll ? premiumsOf(sheet, facts, gross) : null;
  if (!taxes || (payroll && !owed)) return null;
  const healthWithheld = owed?.premiums.healthWithheld ?? zero;
  const afterTax = minus(gross, total([taxes.tax, taxes.specialTax, healthWithheld]));
  const { paid: garnished } = garnish(afterTax, facts.protectedAmount ?? afterTax, facts.garnishments);
  const taken = total(garnished.map(({ amount }) => amount));
  const slip: Payslip = {
    gross,
    untaxed,
    tax: taxes.tax,
    specialTax: taxes.specialTax,
    labourCredit: taxes.labourCredit,
    healthWithheld,
    garnished,
    net: plus(minus(afterTax, taken), untaxed),
    premiums: owed?.premiums ?? null,
    cost: total([gross, untaxed, owed?.premiums.employer ?? zero]),
    settled: taxes.settled && (owed?.settled ?? true),
  };
  writeSlip(sheet, slip);
  return slip;
};

/** A payslip of an earlier period that is made again: what it comes to more (or less) than the one before. */
export type Correction = { paidOn: Day; net: Cents; tax: Cents; healthWithheld: Cents; employer: Cents; cost: Cents };

/** The difference between two payslips of the same period (correctie). Both stay as they are. */
export const correctionOf = (paidOn: Day, before: Payslip, after: Payslip): Correction => ({
  paidOn,
  net: minus(after.net, before.net),
  tax: minus(plus(after.tax, after.specialTax), plus(before.tax, before.specialTax)),
  healthWithheld: minus(after.healthWithheld, before.healthWithheld),
  employer: minus(after.premiums?.employer ?? zero, before.premiums?.employer ?? zero),
  cost: minus(after.cost, before.cost),
});
