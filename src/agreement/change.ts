import type { Day } from "../kernel/day.ts";
import { canonical } from "../kernel/id.ts";
import { enumerated } from "../kernel/words.ts";
import type { Terms } from "./agreement.ts";
import { onlyEmployment } from "./kinds.ts";

/** Whose consent a version of an agreement can need (instemming): the parties sign, the others approve. */
export const consents = ["provider", "holder", "funder", "svb"] as const;
export type Consent = (typeof consents)[number];

/** A version as it is held against another: its terms, whether the parties say that they are family, and the hash of the care description. */
export type Version = Terms & { family: boolean; care: string | null };

type Part = {
  /** How it is called within a sentence. */
  name: string;
  needs: readonly Consent[];
  differs: (before: Version, after: Version) => boolean;
};

const other = (before: unknown, after: unknown): boolean => canonical(before ?? null) !== canonical(after ?? null);
const days = ({ employment }: Version): number | null => employment?.daysPerWeek ?? null;
const restOf = ({ employment }: Version): unknown => (employment === null ? null : { ...onlyEmployment(employment), daysPerWeek: 0 });
const isLater = (before: Day | null, after: Day | null): boolean => before !== null && (after === null || after > before);

/**
 * What can change of a running agreement (soort wijziging), and whose consent it takes. Rate, hours and work need both signatures and
 * approval; a later end and other terms are for the holder alone, without approval (mijnpgb.nl, vgz-zorgkantoren.nl: wijzigen en
 * verlengen). Derived from those, because no source was found: another budget, standing or model text is treated as the work, an
 * earlier end as an end in consent, other terms of employment as a matter of both parties.
 */
export const changeParts = {
  rates: { name: "het tarief", needs: consents, differs: (before, after) => other(before.rates, after.rates) },
  work: {
    name: "de hoeveelheid werk",
    needs: consents,
    differs: (before, after) =>
      before.schedule !== after.schedule ||
      before.minutesPerWeek !== after.minutesPerWeek ||
      before.quantityPerWeek !== after.quantityPerWeek ||
      days(before) !== days(after),
  },
  care: { name: "de zorgbeschrijving", needs: consents, differs: (before, after) => before.care !== after.care },
  budget: {
    name: "het budget waaruit wordt betaald",
    needs: consents,
    differs: (before, after) => other([before.budgetLines, before.careFunction], [after.budgetLines, after.careFunction]),
  },
  standing: {
    name: "formeel of informeel",
    needs: consents,
    differs: (before, after) => before.standing !== after.standing || before.family !== after.family,
  },
  model: {
    name: "de modeltekst",
    needs: consents,
    differs: (before, after) => before.model !== after.model || other([...before.accepted].sort(), [...after.accepted].sort()),
  },
  employment: {
    name: "de afspraken over loondienst",
    needs: ["provider", "holder"],
    differs: (before, after) => other(restOf(before), restOf(after)),
  },
  earlierEnd: {
    name: "een eerdere einddatum",
    needs: ["provider", "holder"],
    differs: (before, after) => isLater(after.period.until, before.period.until),
  },
  laterEnd: {
    name: "een latere einddatum",
    needs: ["holder"],
    differs: (before, after) => isLater(before.period.until, after.period.until),
  },
  setAside: {
    name: "het bedrag dat apart staat",
    needs: ["holder"],
    differs: (before, after) => before.setAside !== after.setAside || before.beyondCommitment !== after.beyondCommitment,
  },
} as const satisfies Record<string, Part>;
export type ChangePart = keyof typeof changeParts;

/** What differs between two versions, in the order of the table. The first day differs always, and is no part. */
export const changedParts = (before: Version, after: Version): ChangePart[] =>
  (Object.keys(changeParts) as ChangePart[]).filter((part) => changeParts[part].differs(before, after));

/** Whose consent a change takes: that of all its parts together. The holder always signs. */
export const needsOf = (parts: readonly ChangePart[]): Consent[] =>
  consents.filter((one) => one === "holder" || parts.some((part) => (changeParts[part].needs as readonly Consent[]).includes(one)));

/** Parts as a sentence names them: "het tarief en een latere einddatum". */
export const partsInWords = (parts: readonly ChangePart[]): string => enumerated(parts.map((part) => changeParts[part].name)) || "niets";
