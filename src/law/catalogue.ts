import type { Day } from "../kernel/day.ts";
import { wlzMaximumPerDayPart, wlzMaximumPerHour } from "./care-rates.ts";
import { confirmationKey, type Confidence, type Dated } from "./dated.ts";
import { freeAmountRule } from "./free-amount.ts";
import {
  abroadWeeks,
  admissionMonths,
  assistanceMaximum,
  livingInitiative,
  retentionYears,
  suspensionTerm,
  weeklyMaximum,
} from "./limits.ts";
import { employeeNotice, employmentNotice, noticeMonths } from "./notice.ts";
import { transitionMaximum, untaxedKilometre } from "./payroll/leaving-and-travel.ts";
import { minimumWage } from "./payroll/minimum-wage.ts";
import { onCallRules } from "./payroll/on-call.ts";
import { premiumFigures } from "./payroll/premium-figures.ts";
import { regimeTable, sickWeeksFromPensionAge } from "./payroll/regime.ts";
import { wageTaxFigures } from "./payroll/wage-tax-figures.ts";
import { debtTerm } from "./recovery.ts";
import { decisionRequestTerm, decisionTerm, objectionDecisionTerm, objectionTerm, postponementTerm } from "./redress.ts";
import { standingRule } from "./standing.ts";
import {
  accountHold,
  changeDay,
  closingMessageTerm,
  holderTerm,
  networkMaximum,
  networkRequestTerm,
  paymentTerm,
  paymentTermWithPayroll,
  providerTerm,
  quarterHour,
  repairTerm,
} from "./terms.ts";
import { valueInDutch } from "./value.ts";

/** Every rule of law that the product knows, in the order of the page "table of law". */
export const catalogue: readonly Dated<unknown>[] = [
  ...Object.values(wlzMaximumPerHour),
  ...Object.values(wlzMaximumPerDayPart),
  standingRule,
  freeAmountRule,
  livingInitiative,
  assistanceMaximum,
  weeklyMaximum,
  admissionMonths,
  abroadWeeks,
  ...Object.values(suspensionTerm),
  ...Object.values(retentionYears),
  quarterHour,
  ...Object.values(providerTerm),
  ...Object.values(holderTerm),
  ...Object.values(networkRequestTerm),
  ...Object.values(networkMaximum),
  ...Object.values(paymentTerm),
  ...Object.values(paymentTermWithPayroll),
  ...Object.values(repairTerm),
  decisionRequestTerm,
  decisionTerm,
  objectionTerm,
  objectionDecisionTerm,
  postponementTerm,
  debtTerm,
  changeDay,
  accountHold,
  noticeMonths,
  employmentNotice,
  employeeNotice,
  closingMessageTerm,
  wageTaxFigures,
  premiumFigures,
  ...Object.values(minimumWage),
  transitionMaximum,
  untaxedKilometre,
  regimeTable,
  sickWeeksFromPensionAge,
  onCallRules,
];

/** One row of the table of law: a version of a rule, as people read it. `key` is what an operator confirms. */
export type LawRow = { name: string; article: string; from: Day; value: string; source: string; confidence: Confidence; key: string };

/** The table of law (tabel van het recht): every version of every rule. */
export const tableOfLaw = (rules: readonly Dated<unknown>[] = catalogue): LawRow[] =>
  rules.flatMap((rule) =>
    rule.versions.map(({ from, value, source, confidence = "published" }) => ({
      name: rule.name,
      article: rule.article,
      from,
      value: value === "ended" ? "vervallen" : valueInDutch(rule.written(value)),
      source,
      confidence,
      key: confirmationKey({ name: rule.name, from }),
    })),
  );

/** The keys of all figures that are derived or provisional: the learning environment confirms these, visibly. */
export const unconfirmed = (rules: readonly Dated<unknown>[] = catalogue): string[] =>
  tableOfLaw(rules)
    .filter(({ confidence, value }) => confidence !== "published" && value !== "vervallen")
    .map(({ key }) => key);
