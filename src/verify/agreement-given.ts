import type { Day, Month } from "../kernel/day.ts";
import type { Period } from "../kernel/period.ts";
import type { Standing } from "../law/care-rates.ts";
import type { Law } from "../law/laws.ts";
import type { WageAge } from "../law/payroll/minimum-wage.ts";
import { workCost, type GivenRate } from "./amounts.ts";

export type GivenTerms = {
  law: Law;
  kind: "assignment" | "institution" | "family" | "employment" | "transport" | "network";
  holder: string;
  provider: string;
  funder: string;
  standing: Standing;
  period: Period;
  careFunction: { codeList: string; code: string };
  budgetLines: readonly string[];
  rates: readonly GivenRate[];
  schedule: "fixed" | "irregular";
  minutesPerWeek: number | null;
  quantityPerWeek: number | null;
  setAside: number | null;
  employment: { daysPerWeek: number; trialMonths: number; idCopy: boolean } | null;
  standInFor: string | null;
};

type GivenLine = {
  id: string;
  holder: string;
  funder: string;
  law: Law;
  careFunction: { codeList: string; code: string };
  awarded: readonly Period[];
  free: number;
};

/** What a decision on an agreement was given. */
export type GivenAgreement = {
  subject: string;
  sharedOn: Day;
  terms: GivenTerms;
  provider: { kind: "person" | "self-employed" | "institution"; registered: boolean; family: boolean; wageAge: WageAge | null };
  budgetLines: readonly GivenLine[];
  others: readonly { provider: string; kind: string; period: Period }[];
  replaced: { provider: string; running: readonly Period[]; standIn: readonly Period[] } | null;
  gone: { holder: Day | null; provider: Day | null };
  policy: readonly { from: Day; value: number; confidence: "published" | "derived" | "provisional" }[];
  svbPlace: object | null;
  signers: { needed: readonly string[]; provider: string };
  change: {
    before: GivenTerms & { state: string; endedOn: Day | null };
    lastDeclared: Month | null;
    otherOpen: boolean;
    awarded: readonly Period[];
    freed: readonly { freed: number }[];
  } | null;
  confirmed: readonly string[];
};

/** The budget lines that the agreement names and that are the holder's, of this funder and law, in the order of the agreement. */
export const ownLines = ({ terms, budgetLines }: GivenAgreement): GivenLine[] =>
  terms.budgetLines.flatMap((id) =>
    budgetLines.filter((line) => line.id === id && line.holder === terms.holder && line.funder === terms.funder && line.law === terms.law),
  );

export const awardedDays = (given: GivenAgreement): Period[] => ownLines(given).flatMap(({ awarded }) => awarded);

/** What the work costs, and what is put aside for it. */
export const moneyOf = (given: GivenAgreement): { expected: number | null; aside: number } => {
  const expected = workCost(given.terms, awardedDays(given));
  return { expected, aside: given.terms.setAside ?? expected ?? 0 };
};
