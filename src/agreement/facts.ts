import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Period } from "../kernel/period.ts";
import type { Law } from "../law/laws.ts";
import type { WageAge } from "../law/payroll/minimum-wage.ts";
import { onlyVersion, type RatePolicy } from "../law/maximum-rate.ts";
import type { ProviderRole, SignatureReason } from "../party/signatures.ts";
import { commitmentOf, costOver, onlyTerms, type CareFunction, type State, type Terms } from "./agreement.ts";
import { onlyChange, type ChangeFacts } from "./change-checks.ts";
import type { AgreementKind } from "./kinds.ts";

/**
 * What the checks must know of a provider (zorgverlener): a private person, a self-employed person or an institution;
 * whether registered as care business or care professional; whether family of the holder in the first or second degree. `wageAge` is the
 * age whose minimum wage holds on the first day of the agreement: null for an organisation, for who is younger than fifteen, and for
 * whose day of birth is not known.
 */
export type ProviderFacts = {
  kind: "person" | "self-employed" | "institution";
  registered: boolean;
  family: boolean;
  wageAge: WageAge | null;
};

/** What the checks must know of a budget line: whose, by whom, for what, on which days, and what is still free on it, in cents. */
export type BudgetLineFacts = {
  id: string;
  holder: string;
  funder: string;
  law: Law;
  careFunction: CareFunction;
  awarded: readonly Period[];
  free: Cents;
};

/** Another agreement of the holder with the same provider that was not rejected or withdrawn. */
export type OtherAgreement = { id: string; provider: string; kind: AgreementKind; state: State; period: Period };

/** The agreement in whose place another comes: whose, when its versions run, and on which days somebody may stand in (vervanging). */
export type ReplacedFacts = { provider: string; running: readonly Period[]; standIn: readonly Period[] };

/**
 * Everything on which an agreement is judged, as plain data. `subject` is its opaque id; `sharedOn` the day on which it was
 * shared, or today while it is being made. `policy` is that of the funder for this function and standing.
 */
export type AgreementFacts = {
  subject: string;
  sharedOn: Day;
  terms: Terms;
  provider: ProviderFacts;
  budgetLines: readonly BudgetLineFacts[];
  others: readonly OtherAgreement[];
  /** The agreement that `terms.standInFor` names; null where it names none, or none of this holder. */
  replaced: ReplacedFacts | null;
  /** Last day of a party of which it was recorded that it died or stopped. */
  gone: { holder: Day | null; provider: Day | null };
  policy: RatePolicy;
  /** The decision by which the college takes the place of the SVB today, or null. */
  svbPlace: { since: Day; source: string } | null;
  /** Which signatures the side of the holder needs today, and whether the provider is one of who may give them. */
  signers: { needed: readonly SignatureReason[]; provider: ProviderRole };
  /** Of a change: the version that it replaces. Then what comes free of that one counts as free on its lines. */
  change: ChangeFacts | null;
  confirmed: readonly string[];
  release: string;
};

/** The budget lines that the agreement names and that are really the holder's, of this funder and law. */
export const ownLines = ({ terms, budgetLines }: AgreementFacts): BudgetLineFacts[] =>
  terms.budgetLines.flatMap((id) =>
    budgetLines.filter((line) => line.id === id && line.holder === terms.holder && line.funder === terms.funder && line.law === terms.law),
  );

/** The days that are awarded on those. */
export const awardedOn = (facts: AgreementFacts): Period[] => ownLines(facts).flatMap((line) => line.awarded);

/** What the work is expected to cost over them, and what approval puts aside, in cents. */
export const costs = (facts: AgreementFacts): { expected: Cents | null; commitment: Cents } => ({
  expected: costOver(facts.terms, awardedOn(facts)),
  commitment: commitmentOf(facts.terms, awardedOn(facts)),
});
const onlyPeriod = ({ from, until }: Period): Period => ({ from, until });

/** Exactly the facts, whatever else the objects at hand carry, such as free text: what a receipt may hold. */
export const onlyFacts = (of: AgreementFacts): AgreementFacts => ({
  subject: of.subject,
  sharedOn: of.sharedOn,
  terms: onlyTerms(of.terms),
  provider: { kind: of.provider.kind, registered: of.provider.registered, family: of.provider.family, wageAge: of.provider.wageAge },
  budgetLines: of.budgetLines.map(({ id, holder, funder, law, careFunction: { codeList, code }, awarded, free }) => ({
    id,
    holder,
    funder,
    law,
    careFunction: { codeList, code },
    awarded: awarded.map(onlyPeriod),
    free,
  })),
  others: of.others.map(({ id, provider, kind, state, period }) => ({ id, provider, kind, state, period: onlyPeriod(period) })),
  replaced:
    of.replaced === null
      ? null
      : { provider: of.replaced.provider, running: of.replaced.running.map(onlyPeriod), standIn: of.replaced.standIn.map(onlyPeriod) },
  gone: { holder: of.gone.holder, provider: of.gone.provider },
  policy: of.policy.map(onlyVersion),
  svbPlace: of.svbPlace === null ? null : { since: of.svbPlace.since, source: of.svbPlace.source },
  signers: { needed: [...of.signers.needed], provider: of.signers.provider },
  change: of.change === null ? null : onlyChange(of.change),
  confirmed: [...of.confirmed],
  release: of.release,
});
