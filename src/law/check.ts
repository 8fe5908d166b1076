import type { Articles, Law } from "./laws.ts";
import type { Finding, FindingOutcome, RuleTried } from "./receipt.ts";

/** What is wrong, in plain Dutch with the values, and what a person can do now; `outcome` where it differs from that of the check. */
export type Found = { text: string; remedy: string; outcome?: FindingOutcome };

/**
 * A check (controle): a question that answers with what is wrong, or null. `title` is Dutch, for the catalogue page;
 * the article differs by law. Its code is published, stable and never reused.
 */
export type Check<Given extends readonly unknown[]> = {
  title: string;
  outcome: FindingOutcome;
  article: Articles;
  finds: (...given: Given) => Found | null;
};

/** One check tried on one thing: the rule for the receipt, and what it found. */
export type Tried = { rule: RuleTried; finding: Finding | null };

/** Tries a check. `about` is the opaque id of the line, declaration or agreement. */
export const tried = <Given extends readonly unknown[]>(
  code: string,
  check: Check<Given>,
  law: Law,
  about: string,
  given: Given,
): Tried => {
  const article = check.article[law];
  const found = check.finds(...given);
  if (!found) return { rule: { code, about, outcome: "pass", article }, finding: null };
  const outcome = found.outcome ?? check.outcome;
  return { rule: { code, about, outcome, article }, finding: { code, about, outcome, article, text: found.text, remedy: found.remedy } };
};

/** Tries every check of a table, in its order: the rules for the receipt, and what they found. `about` is as in `tried`. */
export const triedAll = <Given extends readonly unknown[]>(
  checks: Readonly<Record<string, Check<Given>>>,
  law: Law,
  about: string,
  ...given: Given
): { rules: RuleTried[]; findings: Finding[] } => {
  const all = Object.entries(checks).map(([code, check]) => tried(code, check, law, about, given));
  return { rules: all.map(({ rule }) => rule), findings: all.flatMap(({ finding }) => finding ?? []) };
};

const weight: Readonly<Record<FindingOutcome, number>> = { notice: 0, suspend: 1, review: 2, repair: 3, refuse: 4 };

/** The heaviest of some findings, or null when none matters: what can be mended is mended before a person looks. */
export const heaviest = (findings: readonly Finding[]): Exclude<FindingOutcome, "notice"> | null => {
  const outcome = findings.reduce<FindingOutcome>(
    (soFar, found) => (weight[found.outcome] > weight[soFar] ? found.outcome : soFar),
    "notice",
  );
  return outcome === "notice" ? null : outcome;
};

/** One row of the catalogue of checks, for its generated page. */
export type CheckRow = { code: string; title: string; outcome: FindingOutcome; articles: Articles };

/** The catalogue of checks (controlelijst) of one module. */
export const tableOfChecks = (checks: Readonly<Record<string, Pick<Check<never>, "title" | "outcome" | "article">>>): CheckRow[] =>
  Object.entries(checks).map(([code, { title, outcome, article }]) => ({ code, title, outcome, articles: article }));
