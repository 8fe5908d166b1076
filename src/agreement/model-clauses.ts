import type { Law } from "../law/laws.ts";
import type { AgreementKind, Clause } from "./kinds.ts";

/** A clause of a model text. `accepts` names the required clause that a party accepts with it. */
export type ModelClause = { title: string; text: string; accepts: Clause | null };

const care: Readonly<Record<Law, string>> = { wlz: "zorg", wmo: "ondersteuning", jeugdwet: "jeugdhulp" };
const body: Readonly<Record<Law, string>> = { wlz: "het zorgkantoor", wmo: "de gemeente", jeugdwet: "de gemeente" };

const who: Readonly<Record<AgreementKind, (law: Law) => string>> = {
  assignment: () => "{zorgverlener} is de zorgverlener. De zorgverlener werkt in opdracht en is niet in dienst van de budgethouder.",
  institution: (law) =>
    `{zorgverlener} is de zorginstelling. De zorginstelling laat haar medewerkers ${care[law]} geven aan de budgethouder. De medewerkers zijn niet in dienst van de budgethouder.`,
  family: () =>
    "{zorgverlener} is de zorgverlener, en de partner of een familielid in de eerste of tweede graad van de budgethouder of van zijn vertegenwoordiger. De zorgverlener werkt in opdracht en is niet in dienst van de budgethouder.",
  employment: () =>
    "De budgethouder is de werkgever. {zorgverlener} is de werknemer en zorgverlener. De werknemer werkt onder gezag van de werkgever.",
  transport: () =>
    "{zorgverlener} is de vervoerder. De vervoerder brengt de budgethouder waar hij voor zijn zorg moet zijn, en weer terug.",
  network: () => "{zorgverlener} is de hulp uit het sociale netwerk: iemand die de budgethouder al kent en die hem helpt.",
};

const parties = (law: Law, kind: AgreementKind): ModelClause => ({
  title: kind === "network" ? "Wie verklaren dit" : "Wie spreken dit af",
  text: `{budgethouder} is de budgethouder. ${who[kind](law)}`,
  accepts: null,
});

const description = (law: Law, kind: AgreementKind): ModelClause => ({
  title: `Welke ${kind === "transport" ? "ritten" : care[law]}`,
  text:
    kind === "transport"
      ? "De vervoerder verzorgt ritten voor deze zorg: {zorg}. In de zorgbeschrijving staat waar de ritten beginnen en eindigen, en op welke dagen. De zorgbeschrijving hoort bij deze overeenkomst. Verandert er iets? Dan passen wij de zorgbeschrijving meteen aan."
      : `De zorgverlener geeft deze ${care[law]}: {zorg}. In de zorgbeschrijving staat hoe de zorgverlener dat doet. De zorgbeschrijving hoort bij deze ${kind === "network" ? "verklaring" : "overeenkomst"}. Verandert er iets? Dan passen wij de zorgbeschrijving meteen aan.`,
  accepts: "care-description",
});

const term = (kind: AgreementKind): ModelClause =>
  kind === "network"
    ? {
        title: "Hoe lang",
        text: "De tegemoetkoming kan worden gevraagd vanaf {begin}, tot en met {einde}. Eindigt het budget eerder? Dan stopt de tegemoetkoming op dezelfde dag.",
        accepts: null,
      }
    : {
        title: "Hoe lang",
        text: "De overeenkomst begint op {begin} en loopt tot en met {einde}. Eindigt het budget eerder, of overlijdt de budgethouder? Dan eindigt de overeenkomst op dezelfde dag.",
        accepts: null,
      };

const pay: Readonly<Record<AgreementKind, ModelClause>> = {
  assignment: {
    title: "Uren en tarief",
    text: "Wij spreken dit af: {uren}. Het tarief is {tarief}. De zorgverlener rekent geen hoger tarief en vraagt geen extra geld aan de budgethouder voor dezelfde zorg.",
    accepts: null,
  },
  institution: {
    title: "Uren en tarief",
    text: "Wij spreken dit af: {uren}. Het tarief is {tarief}. De zorginstelling rekent geen hoger tarief, rekent geen reiskosten apart en vraagt geen extra geld aan de budgethouder voor dezelfde zorg.",
    accepts: null,
  },
  family: {
    title: "Uren en tarief",
    text: "Wij spreken dit af: {uren}. Het tarief is {tarief}. Het is niet hoger dan het tarief voor informele zorg. De zorgverlener vraagt geen extra geld aan de budgethouder voor dezelfde zorg.",
    accepts: null,
  },
  employment: {
    title: "Uren en loon",
    text: "Wij spreken dit af: {uren}, op {dagen} per week. Het brutoloon is {tarief}. De budgethouder betaalt het loon uit het budget, met de kosten die een werkgever daarbovenop heeft.",
    accepts: null,
  },
  transport: {
    title: "Ritten en prijs",
    text: "Wij spreken dit af: {uren}. De prijs is {tarief}. In de prijs zit alles: de auto, de brandstof en de chauffeur. De vervoerder vraagt geen extra geld aan de budgethouder voor dezelfde rit.",
    accepts: null,
  },
  network: {
    title: "De tegemoetkoming",
    text: "De budgethouder vraagt een tegemoetkoming voor de hulp aan: {tarief}. Hij vraagt haar elke maand, binnen vier weken na de maand van de hulp. Zonder verzoek wordt er niet betaald.",
    accepts: null,
  },
};

const declaring = (kind: AgreementKind): ModelClause => ({
  title: "Declareren",
  text: `${kind === "employment" ? "De werknemer schrijft de gewerkte uren op en stuurt ze" : "De zorgverlener stuurt de declaratie"} binnen zes weken na de maand waarin de zorg is gegeven. Op de declaratie staan de namen, de dagen, ${kind === "transport" ? "de ritten" : "de uren"} en het tarief. De budgethouder controleert de declaratie en stuurt haar binnen vier weken door.${kind === "transport" ? "" : " Spraken wij een vast bedrag per maand af? Dan betaalt de Sociale Verzekeringsbank dat na afloop van de maand."}`,
  accepts: "declarations",
});

const lateInWlz: ModelClause = {
  title: "Te laat declareren",
  text: "Krijgt de budgethouder de declaratie later dan zes weken na de maand van de zorg? Dan hoeft die declaratie niet te worden betaald.",
  accepts: null,
};

const funderClaim = (law: Law): ModelClause => ({
  title: `Vordering van ${body[law]}`,
  text: `Trekt ${body[law]} het budget in, of verandert ${body[law]} het, door iets wat de zorgverlener te verwijten is? Dan mag ${body[law]} ({verstrekker}) het geld dat de zorgverlener daardoor ten onrechte kreeg, rechtstreeks van de zorgverlener terugvragen. De zorgverlener gaat daarmee akkoord.`,
  accepts: "funder-claim",
});

const holidayPay = (kind: AgreementKind): ModelClause => ({
  title: "Vakantiegeld",
  text:
    kind === "employment"
      ? "Het vakantiegeld zit in het brutoloon. De budgethouder betaalt het niet nog een keer apart."
      : "Heeft de zorgverlener recht op vakantiegeld? Dan zit het vakantiegeld in het tarief. De budgethouder betaalt het niet nog een keer apart.",
  accepts: "holiday-pay",
});

const allIn: ModelClause = {
  title: "Alles zit in het tarief",
  text: "In het tarief zit alles: ook het loon, het vakantiegeld en de reiskosten van de medewerkers. De zorginstelling betaalt haar medewerkers zelf.",
  accepts: null,
};

const noEmployment: ModelClause = {
  title: "Geen dienstbetrekking",
  text: "De hulp werkt niet in dienst van de budgethouder en krijgt geen loon. Over de tegemoetkoming worden geen loonbelasting en premies betaald. De hulp heeft geen andere overeenkomst met de budgethouder voor betaling uit dit budget.",
  accepts: "no-employment",
};

const employed: readonly ModelClause[] = [
  {
    title: "Proeftijd en einde",
    text: "{proeftijd}. {aanzegging}. Daarnaast geldt de opzegtermijn van de wet. Is de werknemer ziek? Dan betaalt de budgethouder het loon door zoals de wet zegt, en meldt hij de ziekte binnen 24 uur.",
    accepts: null,
  },
  {
    title: "Belasting en bewijs van identiteit",
    text: "De Sociale Verzekeringsbank doet de salarisadministratie. {loonheffing}. De werknemer geeft de budgethouder een kopie van beide kanten van zijn identiteitsbewijs.",
    accepts: null,
  },
];

const approval = (law: Law, kind: AgreementKind): ModelClause => ({
  title: "Goedkeuring",
  text:
    kind === "network"
      ? `De Sociale Verzekeringsbank betaalt pas als ${body[law]} deze verklaring heeft goedgekeurd.`
      : `Wij houden ons aan deze overeenkomst vanaf het moment dat wij allebei hebben ondertekend. De Sociale Verzekeringsbank betaalt pas als ${body[law]} en de Sociale Verzekeringsbank de overeenkomst hebben goedgekeurd.`,
  accepts: null,
});

const ending: ModelClause = {
  title: "Stoppen",
  text: "De budgethouder en de zorgverlener mogen de overeenkomst beëindigen. Dat doen zij schriftelijk of in het portaal, één maand van tevoren, tenzij zij het samen eens zijn over een eerdere dag.",
  accepts: null,
};

const stopping: ModelClause = {
  title: "Stoppen",
  text: "De budgethouder en de hulp mogen op elke dag stoppen. De budgethouder geeft dat meteen door in het portaal.",
  accepts: null,
};

/** The clauses of the newest edition of the model for a kind under a law, in their order. */
export const modelClauses = (law: Law, kind: AgreementKind): readonly ModelClause[] => {
  const start = [parties(law, kind), description(law, kind), term(kind), pay[kind]];
  if (kind === "network") return [...start, noEmployment, approval(law, kind), stopping];
  return [
    ...start,
    declaring(kind),
    ...(law === "wlz" ? [lateInWlz] : []),
    funderClaim(law),
    ...(kind === "institution" ? [allIn] : kind === "transport" ? [] : [holidayPay(kind)]),
    ...(kind === "employment" ? employed : []),
    approval(law, kind),
    ...(kind === "employment" ? [] : [ending]),
  ];
};

/** The first edition of the model for an institution, which had its workers' holiday pay as a clause to accept. */
export const firstInstitutionClauses = (law: Law): readonly ModelClause[] => [
  parties(law, "institution"),
  description(law, "institution"),
  term("institution"),
  pay.assignment,
  declaring("institution"),
  ...(law === "wlz" ? [lateInWlz] : []),
  funderClaim(law),
  { ...allIn, title: "Vakantiegeld", accepts: "holiday-pay" },
  approval(law, "institution"),
  ending,
];
