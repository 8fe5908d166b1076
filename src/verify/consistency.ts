import type { Law } from "../law/laws.ts";
import type { Finding, Receipt, RuleTried } from "../law/receipt.ts";
import type { PublishedCheck } from "./published.ts";
import { same, type Fault, type Given } from "./receipt.ts";

/** The law of a decision: that of the agreement which was given. */
export const lawOf = (given: Given): Law | null => {
  for (const name of ["terms", "agreement"]) {
    const held = given[name];
    if (typeof held === "object" && held !== null && "law" in held) return held.law as Law;
  }
  return null;
};

const nameOf = ({ code, about }: Pick<RuleTried, "code" | "about">): string => `${code} ${about}`;

/** Every rule stands in the published catalogue, with the article of the law under which was decided. */
const ruleFaults = (rule: RuleTried, at: number, law: Law | null, published: ReadonlyMap<string, PublishedCheck>): Fault[] => {
  const where = `rules.${String(at)}`;
  const check = published.get(rule.code);
  if (!check) return [{ where, expected: "een controle uit de catalogus", found: rule.code }];
  return law === null ? [] : same(`${where}.article`, check.articles[law], rule.article);
};

const findingFaults = (finding: Finding, at: number, rules: ReadonlyMap<string, RuleTried>): Fault[] => {
  const where = `findings.${String(at)}`;
  const rule = rules.get(nameOf(finding));
  if (!rule) return [{ where, expected: "een controle die is uitgevoerd", found: nameOf(finding) }];
  return [...same(`${where}.outcome`, rule.outcome, finding.outcome), ...same(`${where}.article`, rule.article, finding.article)];
};

/** Holds a receipt to the published catalogue and to itself: what was tried, what was found, and that each follows from the other. */
export const consistencyFaults = ({ rules, findings, given }: Receipt, published: ReadonlyMap<string, PublishedCheck>): Fault[] => {
  const law = lawOf(given as Given);
  const byName = new Map(rules.map((rule) => [nameOf(rule), rule]));
  const found = new Set(findings.map(nameOf));
  return [
    ...rules.flatMap((rule, at) => ruleFaults(rule, at, law, published)),
    ...findings.flatMap((finding, at) => findingFaults(finding, at, byName)),
    ...rules.flatMap((rule, at) => same(`rules.${String(at)} heeft een bevinding`, rule.outcome !== "pass", found.has(nameOf(rule)))),
  ];
};
