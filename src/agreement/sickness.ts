import { inWords, latest, plusDays, type Day } from "../kernel/day.ts";
import { includes, overlap, type Period } from "../kernel/period.ts";
import { tried, type Check } from "../law/check.ts";
import type { Finding } from "../law/receipt.ts";
import { termOf, type Agreement } from "./agreement.ts";
import { kindName, type AgreementKind } from "./kinds.ts";

/**
 * A time of sickness of the provider of an agreement (ziekteperiode): its first day, and, if known, the first day on which he works
 * again and the day on which somebody reported that. Where that is the first day itself, the report was a mistake and no day was of sickness.
 */
export type Sickness = { from: Day; recoveredOn: Day | null; recoveryReportedOn: Day | null };

/** The days of sickness, of which the last is the day before the provider works again. */
export const sickDays = ({ from, recoveredOn }: Sickness): Period => ({
  from,
  until: recoveredOn === null ? null : plusDays(recoveredOn, -1),
});

/**
 * The days on which somebody may stand in for the provider (vervanging): those of sickness, and those until it was reported that he
 * works again, for until then whoever stands in has reason to work.
 */
export const standInDays = (sickness: Sickness): Period => {
  const { from, until } = sickDays(sickness);
  return { from, until: until === null ? null : latest(until, sickness.recoveryReportedOn ?? until) };
};

/** The sickness that nobody ended yet; null when there is none. */
export const openSickness = <One extends Sickness>(known: readonly One[]): One | null =>
  known.find(({ recoveredOn }) => recoveredOn === null) ?? null;

// An institution sends another worker; of transport and help from the social network the law says nothing of the kind.
const reportable: readonly AgreementKind[] = ["employment", "assignment", "family"];

/** True for a kind of agreement whose provider is reported sick and better. */
export const mayBeSick = (kind: AgreementKind): boolean => reportable.includes(kind);

/** A report: that the provider is sick from a day, or works again on a day (ziekmelding, betermelding). */
export type SickReport = { what: "sick" | "recovered"; on: Day };

/** Everything on which such a report is judged. */
export type SickFacts = {
  today: Day;
  agreement: Pick<Agreement, "id" | "law" | "kind" | "period" | "endedOn">;
  report: SickReport;
  known: readonly Sickness[];
};

type SickCheck = Check<[facts: SickFacts]>;

const otherKind: SickCheck["finds"] = ({ agreement: { kind } }) =>
  mayBeSick(kind)
    ? null
    : {
        text: `Bij een ${kindName[kind]} meldt u de zorgverlener niet ziek.`,
        remedy: kind === "institution" ? "De instelling stuurt een andere zorgverlener. U hoeft niets te doen." : "U hoeft niets te doen.",
      };

const dayUnfit: SickCheck["finds"] = ({ today, agreement, report: { on } }) => {
  if (on > today)
    return { text: `U vulde ${inWords(on)} in. Die dag moet nog komen.`, remedy: `Vul ${inWords(today)} of een eerdere dag in.` };
  return includes(termOf(agreement), on)
    ? null
    : {
        text: `Op ${inWords(on)} liep deze overeenkomst niet.`,
        remedy: "Vul een dag in waarop de overeenkomst liep.",
      };
};

const outOfTurn: SickCheck["finds"] = ({ report: { what, on }, known }) => {
  const open = openSickness(known);
  if (what === "recovered") {
    return open === null ? { text: "De zorgverlener is niet ziek gemeld.", remedy: "U hoeft niets te doen." } : null;
  }
  if (open !== null) {
    return {
      text: `De zorgverlener is al ziek gemeld vanaf ${inWords(open.from)}.`,
      remedy: "U hoeft niets te doen. Meld de zorgverlener beter als hij weer werkt.",
    };
  }
  // A new time of sickness has no end yet, so it runs across every known one that is not over by then.
  const later = known.filter((one) => overlap(sickDays(one), { from: on, until: null }) !== null).at(-1);
  return !later?.recoveredOn
    ? null
    : {
        text: `De zorgverlener was al ziek gemeld van ${inWords(later.from)} tot ${inWords(later.recoveredOn)}.`,
        remedy: `Vul ${inWords(later.recoveredOn)} of een latere dag in.`,
      };
};

const beforeSickness: SickCheck["finds"] = ({ report: { what, on }, known }) => {
  const open = openSickness(known);
  if (what === "sick" || open === null || on >= open.from) return null;
  return {
    text: `De eerste ziektedag is ${inWords(open.from)}. De eerste werkdag ligt niet daarvoor.`,
    remedy: `Vul ${inWords(open.from)} of een latere dag in. Met de eerste ziektedag zelf zegt u dat de ziekmelding een vergissing was.`,
  };
};

const article = {
  wmo: "Uitv.reg. Wmo 2015 art. 2a lid 6; BW 7:629",
  jeugdwet: "Regeling Jeugdwet art. 8a lid 6; BW 7:629",
  wlz: "Rlz art. 5.18 lid 1 c; BW 7:629",
};

/** The checks on a report that a provider is sick or better. */
export const sickChecks = {
  A166: { title: "Bij deze soort overeenkomst wordt ziek en beter gemeld", outcome: "repair", article, finds: otherKind },
  A167: { title: "De dag ligt niet in de toekomst en binnen de looptijd", outcome: "repair", article, finds: dayUnfit },
  A168: { title: "Ziek en beter melden wisselen elkaar af", outcome: "repair", article, finds: outOfTurn },
  A169: { title: "De eerste werkdag ligt niet voor de eerste ziektedag", outcome: "repair", article, finds: beforeSickness },
} as const satisfies Record<string, SickCheck>;

/** What is wrong with such a report; nothing when it may be recorded. Pure. */
export const sickFindings = (facts: SickFacts): Finding[] =>
  Object.entries(sickChecks).flatMap(
    ([code, check]) => tried(code, check as SickCheck, facts.agreement.law, facts.agreement.id, [facts] as const).finding ?? [],
  );
