import { inWords, type Day } from "../kernel/day.ts";
import { triedAll, type Check } from "../law/check.ts";
import { perLaw, underEachLaw, type Law } from "../law/laws.ts";
import type { Finding } from "../law/receipt.ts";
import type { Agreement } from "./agreement.ts";
import type { AgreementKind } from "./kinds.ts";

/** What ends every agreement of a party: the holder died, the provider died, an institution stopped (einde van een partij). */
export const partyEvents = ["holder-died", "provider-died", "provider-ended"] as const;
export type PartyEvent = (typeof partyEvents)[number];

/**
 * What must be known to judge such a report. `provider` is how the provider is registered; `known` the day that was recorded
 * before for the same party, if any.
 */
export type PartyEndFacts = {
  today: Day;
  agreement: string;
  law: Law;
  event: PartyEvent;
  on: Day;
  provider: "person" | "institution";
  known: Day | null;
};

type PartyEndCheck = Check<[facts: PartyEndFacts]>;

const inTheFuture: PartyEndCheck["finds"] = ({ event, on, today }) =>
  event !== "provider-ended" && on > today
    ? {
        text: `U vulde ${inWords(on)} in als dag van overlijden. Die dag moet nog komen.`,
        remedy: "Vul de dag in die in de akte van overlijden staat.",
      }
    : null;

const otherParty: PartyEndCheck["finds"] = ({ event, provider }) => {
  if (event === "provider-died" && provider === "institution")
    return { text: "Deze zorgverlener is een instelling. Een instelling overlijdt niet.", remedy: "Kies: de zorginstelling is gestopt." };
  if (event === "provider-ended" && provider === "person")
    return {
      text: "Deze zorgverlener is een persoon, geen instelling.",
      remedy: "Is de zorgverlener overleden? Kies dat. Wil de zorgverlener stoppen? Dan zegt de budgethouder de overeenkomst op.",
    };
  return null;
};

const otherDay: PartyEndCheck["finds"] = ({ on, known }) =>
  known === null || known === on
    ? null
    : {
        text: `Bij ons staat al een andere dag: ${inWords(known)}.`,
        remedy: `Klopt ${inWords(known)}? Vul die dag in. Klopt die dag niet? Neem contact op met de beheerder.`,
      };

const article = perLaw("2a lid 6; iPgb OP507", "8a lid 6; iPgb OP507", "Rlz art. 5.20 lid 1 a; iPgb OP507");

/** The checks on a report that a party is no more. */
export const partyEndChecks = {
  A160: { title: "De dag van overlijden ligt niet in de toekomst", outcome: "repair", article, finds: inTheFuture },
  A161: { title: "De melding past bij deze zorgverlener", outcome: "repair", article, finds: otherParty },
  A162: { title: "Er is niet al een andere dag bekend", outcome: "repair", article, finds: otherDay },
} as const satisfies Record<string, PartyEndCheck>;

type DisapprovalCheck = Check<[kind: AgreementKind]>;

const employmentStays: DisapprovalCheck["finds"] = (kind) =>
  kind === "employment"
    ? {
        text: "Een arbeidsovereenkomst eindigt niet door uw afkeuring.",
        remedy: "Overleg met de budgethouder. Alleen de budgethouder kan een arbeidsovereenkomst opzeggen.",
      }
    : null;

/** The checks on a disapproval afterwards. */
export const disapprovalChecks = {
  A164: {
    title: "Een arbeidsovereenkomst eindigt niet door afkeuring",
    outcome: "repair",
    article: underEachLaw("BW 7:667 en 7:671"),
    finds: employmentStays,
  },
} as const satisfies Record<string, DisapprovalCheck>;
export type PartyEndCode = keyof typeof partyEndChecks | keyof typeof disapprovalChecks;

/** What stands in the way of disapproving afterwards; nothing when it may be. Pure. */
export const disapprovalFindings = ({ id, law, kind }: Pick<Agreement, "id" | "law" | "kind">): Finding[] =>
  triedAll(disapprovalChecks, law, id, kind).findings;

/** What is wrong with a report that a party is no more; nothing when it may be recorded. Pure. */
export const partyEndFindings = (facts: PartyEndFacts): Finding[] => triedAll(partyEndChecks, facts.law, facts.agreement, facts).findings;
