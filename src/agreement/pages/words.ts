import { inWords, type Day } from "../../kernel/day.ts";
import { inEuros, inHours } from "../../kernel/money.ts";
import type { Finding } from "../../law/receipt.ts";
import type { Law } from "../../law/laws.ts";
import { functionName } from "../../budget/award.ts";
import { runsOn, termOf, type Agreement, type State, type Terms } from "../agreement.ts";
import { baseRate, countInWords, isCounted } from "../rate.ts";
import { oneRateInWords } from "../rate-words.ts";
import type { CheckCode } from "../checks.ts";
import type { EndingCode } from "../ending.ts";
import type { StoredAgreement } from "../load.ts";
import type { PartyEndCode } from "../party-end.ts";
import type { Placeholder } from "../model-texts.ts";

/** What people agreed on, as far as it is read in words. */
export type TermsToTell = Pick<
  Terms,
  "law" | "kind" | "rates" | "schedule" | "minutesPerWeek" | "quantityPerWeek" | "employment" | "standInFor" | "period" | "careFunction"
>;

/** A law as people call it. */
export const lawName: Readonly<Record<Law, string>> = { wlz: "Wlz", wmo: "Wmo", jeugdwet: "Jeugdwet" };

/** The care that is bought: "Begeleiding". */
export const careName = ({ law, careFunction }: Pick<TermsToTell, "law" | "careFunction">): string => functionName(law, careFunction.code);

/** All rates: "€ 25,00 per uur; € 30,00 per uur, weekend, op zaterdag, zondag". */
export const rateInWords = ({ rates }: Pick<TermsToTell, "rates">): string => rates.map(oneRateInWords).join("; ");

/** The base rate, with how many others there are: "€ 55,00 per uur en 12 andere tarieven". */
export const shortRate = ({ rates }: Pick<TermsToTell, "rates">): string => {
  const others = rates.length - 1;
  const first = oneRateInWords(baseRate({ rates }));
  return others === 0 ? first : `${first} en ${others === 1 ? "één ander tarief" : `${String(others)} andere tarieven`}`;
};

/** How much work it is: "10 uur per week", or as it comes. */
export const hoursInWords = ({
  rates,
  schedule,
  minutesPerWeek,
  quantityPerWeek,
}: Pick<TermsToTell, "rates" | "schedule" | "minutesPerWeek" | "quantityPerWeek">): string => {
  const { unit } = baseRate({ rates });
  if (isCounted(unit)) {
    return schedule === "irregular" || quantityPerWeek === null
      ? "zo vaak als het nodig is (onregelmatig)"
      : `${countInWords(unit, quantityPerWeek)} per week`;
  }
  if (schedule === "irregular" || minutesPerWeek === null) return "uren zoals zij nodig zijn (onregelmatig)";
  return unit === "hour" ? `${inHours(minutesPerWeek)} per week` : `een vast bedrag per maand voor ${inHours(minutesPerWeek)} per week`;
};

/** "1 december 2026 tot en met 31 december 2027". */
export const periodInWords = ({ from, until }: TermsToTell["period"]): string =>
  until === null ? `vanaf ${inWords(from)}, zonder einddatum` : `${inWords(from)} tot en met ${inWords(until)}`;

const endInWords = ({ period: { until }, standInFor }: Pick<TermsToTell, "period" | "standInFor">): string => {
  const last = until === null ? null : inWords(until);
  if (standInFor !== null)
    return `de dag voordat de zieke zorgverlener weer werkt${last === null ? "" : `, en niet langer dan tot en met ${last}`}`;
  return last ?? "de dag waarop wij ermee stoppen";
};

const trialWords = ["Er is geen proeftijd", "De proeftijd is één maand", "De proeftijd is twee maanden"] as const;

/** What an employment contract says beside the rest, as its text has it. */
const employmentInWords = (employment: TermsToTell["employment"]) => ({
  dagen: employment === null ? "" : `${String(employment.daysPerWeek)} ${employment.daysPerWeek === 1 ? "dag" : "dagen"}`,
  proeftijd: trialWords[employment?.trialMonths ?? 0] ?? "Er is geen proeftijd",
  aanzegging: employment?.endTold
    ? "De werkgever zegt hierbij aan dat de overeenkomst na de einddatum niet wordt verlengd"
    : "Duurt de overeenkomst zes maanden of langer? Dan laat de werkgever een maand voor het einde schriftelijk weten of zij wordt verlengd",
  loonheffing: employment?.taxCredit
    ? "De werknemer vraagt om de loonheffingskorting bij deze werkgever toe te passen"
    : "De werknemer vraagt niet om de loonheffingskorting bij deze werkgever",
});

// A long list is read as an annex; what a network declaration asks has no rate but an amount.
const termsRateInWords = ({ kind, rates }: Pick<TermsToTell, "kind" | "rates">): string => {
  if (kind === "network")
    return rates.map(({ cents, label }) => `${inEuros(cents)} per maand${label === "" ? "" : ` voor ${label}`}`).join(" en ");
  return rates.length > 1 ? `${oneRateInWords(baseRate({ rates }))}. De andere tarieven staan in de bijlage` : rateInWords({ rates });
};

/** What the model text leaves open, filled in. */
export const placed = (
  terms: TermsToTell,
  names: { holder: string; provider: string; funder: string },
): Readonly<Record<Placeholder, string>> => ({
  budgethouder: names.holder,
  zorgverlener: names.provider,
  verstrekker: names.funder,
  zorg: terms.careFunction.code === "99" ? "zorg die past bij de indicatie van de budgethouder" : careName(terms).toLowerCase(),
  tarief: termsRateInWords(terms),
  uren: hoursInWords(terms),
  begin: inWords(terms.period.from),
  einde: endInWords(terms),
  ...employmentInWords(terms.employment),
});

/** From when to when an agreement runs or ran; "nooit" where it ended before it began. */
export const termInWords = (agreement: Pick<Agreement, "period" | "endedOn">): string => {
  const term = termOf(agreement);
  return term.until !== null && term.until < term.from ? "nooit" : periodInWords(term);
};

const nextStep: Readonly<Record<State, string>> = {
  shared: "De zorgverlener tekent",
  "provider-signed": "De budgethouder tekent",
  signed: "De verstrekker beoordeelt",
  "funder-approved": "De SVB beoordeelt",
  approved: "Uren declareren",
  rejected: "Maak een nieuwe overeenkomst",
  withdrawn: "Geen",
  ended: "Geen",
};

/** What the next step is, for whoever reads the agreement in a list. */
export const nextStepOf = (agreement: Pick<StoredAgreement, "state" | "needs" | "replaces" | "period" | "endedOn">, today: Day): string => {
  const { state, needs, replaces } = agreement;
  if (runsOn(agreement, today)) return nextStep.approved;
  if (state === "shared" && !needs.includes("provider")) return nextStep["provider-signed"];
  return state === "rejected" && replaces !== null ? "De oude afspraken gelden" : nextStep[state];
};

const findingTitles: Readonly<Record<string, string>> = {
  A101: "Deze soort overeenkomst past niet bij de zorgverlener",
  A102: "Nog niet alle afspraken zijn aanvaard",
  A103: "Het tarief is hoger dan het maximum",
  A104: "De uren per week kloppen nog niet",
  A105: "De looptijd past niet helemaal bij het budget",
  A106: "Dit budget is niet voor deze zorg",
  A107: "De budgethouder en de zorgverlener zijn dezelfde",
  A108: "Let op het bedrag dat apart wordt gezet",
  A109: "Formeel of informeel klopt niet",
  A150: "De laatste dag klopt niet",
  A151: "De opzegtermijn is te kort",
  A152: "Uw werknemer is ziek",
  A153: "Dit kan alleen de budgethouder",
  A160: "De dag van overlijden moet nog komen",
  A161: "De melding past niet bij deze zorgverlener",
  A162: "Er staat al een andere dag bij ons",
  A164: "Afkeuren kan hier niet meer",
  A110: "Een vast bedrag per maand staat alleen",
  A111: "Een bedrag per etmaal mag hier niet",
  A112: "Reiskosten horen in het tarief",
  A113: "Dit tarief past niet bij deze soort",
  A114: "De verklaring sociaal netwerk kan hier niet",
  A115: "Let op de tegemoetkoming",
  A116: "Er is al iets anders met deze zorgverlener",
  A117: "De afspraken over loondienst zijn niet compleet",
  A118: "De proeftijd is te lang",
  A119: "Bij een tarief staat niet goed waarvoor het is",
  A120: "De vervanging klopt niet",
  A121: "Het tarief is lager dan het minimumloon",
  A130: "De wijziging kan niet op deze dag ingaan",
  A131: "Er is al gedeclareerd volgens de oude afspraken",
  A132: "Deze overeenkomst loopt niet meer",
  A133: "Er loopt al een wijziging",
  A134: "Dit kunt u niet wijzigen",
  A135: "Er verandert niets",
  A136: "De wijziging gaat in op een dag die voorbij is",
  A163: "Een van de partijen is er niet meer",
  A190: "De zorgverlener zou aan beide kanten tekenen",
  A191: "De zorgverlener is ook vertegenwoordiger",
  A192: "Meer mensen tekenen voor de budgethouder",
} satisfies Record<CheckCode | EndingCode | PartyEndCode, string>;

/** What a check found, as a heading. A finding for a person to look at is not a fault of the reader. */
export const findingTitle = ({ code, outcome }: Pick<Finding, "code" | "outcome">): string =>
  code === "A103" && outcome === "review" ? "Wij kijken nog naar het tarief" : (findingTitles[code] ?? "Er is iets gevonden");
