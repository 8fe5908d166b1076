import { day } from "../kernel/day.ts";
import { cents, minutes, zero } from "../kernel/money.ts";
import { unconfirmed } from "../law/catalogue.ts";
import type { Agreement, Terms } from "./agreement.ts";
import { clausesOf } from "./kinds.ts";
import type { Rate } from "./rate.ts";
import type { SuspensionFacts } from "./suspension.ts";
import type { AgreementFacts, BudgetLineFacts } from "./facts.ts";

/** One rate per hour, in cents. */
export const perHourOf = (price: number): Rate[] => [{ unit: "hour", cents: cents(price), label: "", window: null }];

/** An agreement by the hour under the Wlz, as tests start from: 10 hours a week at € 25,00 from 1 October 2026. */
export const hourly: Terms = {
  law: "wlz",
  kind: "assignment",
  holder: "holder-1",
  provider: "provider-1",
  funder: "5501",
  standing: "informal",
  model: "opdracht-wlz-1",
  period: { from: day("2026-10-01"), until: day("2026-12-31") },
  careFunction: { codeList: "wlz", code: "99" },
  budgetLines: ["line-1"],
  rates: perHourOf(2500),
  schedule: "fixed",
  minutesPerWeek: minutes(600),
  quantityPerWeek: null,
  setAside: null,
  beyondCommitment: true,
  accepted: clausesOf("assignment"),
  employment: null,
  standInFor: null,
};

/** The same by the month, with an institution under the Wmo: € 1.000,00 for 5 hours a week. */
export const monthly: Terms = {
  ...hourly,
  law: "wmo",
  kind: "institution",
  funder: "0363",
  standing: "formal",
  model: "zorginstelling-wmo-2",
  accepted: clausesOf("institution"),
  careFunction: { codeList: "WMO022", code: "02" },
  rates: [{ unit: "month", cents: cents(100_000), label: "", window: null }],
  minutesPerWeek: minutes(300),
};

export const budgetLine = (terms: Terms, changes: Partial<BudgetLineFacts> = {}): BudgetLineFacts => ({
  id: "line-1",
  holder: terms.holder,
  funder: terms.funder,
  law: terms.law,
  careFunction: terms.careFunction,
  awarded: [{ from: day("2026-01-01"), until: day("2026-12-31") }],
  free: cents(1_000_000),
  ...changes,
});

export const agreementFacts = (terms: Terms = hourly, changes: Partial<AgreementFacts> = {}): AgreementFacts => ({
  subject: "agreement-1",
  sharedOn: day("2026-09-15"),
  terms,
  provider:
    terms.kind === "institution"
      ? { kind: "institution", registered: true, family: false, wageAge: null }
      : { kind: "person", registered: false, family: false, wageAge: 21 },
  budgetLines: [budgetLine(terms)],
  others: [],
  replaced: null,
  gone: { holder: null, provider: null },
  policy: [],
  svbPlace: null,
  signers: { needed: ["holder"], provider: "stranger" },
  change: null,
  confirmed: unconfirmed(),
  release: "test",
  ...changes,
});

export const approved = (terms: Terms = hourly): Agreement => ({ ...terms, id: "agreement-1", state: "approved", endedOn: null });

/** A funder asks on 2 November 2026 to put payments off until the last day of thirteen weeks. */
export const suspensionFacts = (changes: Partial<SuspensionFacts> = {}): SuspensionFacts => ({
  today: day("2026-11-02"),
  release: "test",
  agreement: { id: "agreement-1", law: "wmo", state: "approved" },
  asked: { until: day("2027-01-31"), ground: "conditions" },
  known: [],
  conflict: zero,
  confirmed: unconfirmed(),
  ...changes,
});
