import { day } from "../kernel/day.ts";
import { cents, minutes, type Cents, type Minutes } from "../kernel/money.ts";
import { dated, type Confidence, type Dated, type Version } from "./dated.ts";
import type { Law } from "./laws.ts";
import { asCount, asDays, asMinutes, asWeeks } from "./value.ts";

type Term = Readonly<Record<Law, Dated<number>>>;

// Award messages know no budget period before 2018 (iPgb TR511), so law is told from there. What was read only in a
// later text is carried back to 2018 as derived, and published from the day of that text on.
const start = day("2018-01-01");
const read = {
  wmo: { from: day("2025-03-20"), source: "Uitvoeringsregeling Wmo 2015, tekst per 20 maart 2025" },
  jeugdwet: { from: day("2026-01-01"), source: "Regeling Jeugdwet, tekst per 1 januari 2026" },
} as const;

const readIn = <T>(law: "wmo" | "jeugdwet", value: T): Version<T>[] => [
  { from: start, value, source: `${read[law].source}, teruggerekend`, confidence: "derived" },
  { from: read[law].from, value, source: read[law].source },
];

// Of the Regeling langdurige zorg only the text of 2015 was read: what it says may have changed since.
const wlz = <T>(value: T, source: string, confidence: Confidence = "provisional"): Version<T>[] => [
  { from: start, value, source, confidence },
];
const rlz2015 = "Regeling langdurige zorg, tekst 2015";

const ownRepairTerm = (): Version<number>[] =>
  wlz(4, "eigen keuze van dit programma: de SVB stelt deze termijn zelf, en hoe lang die is zagen wij nergens");

/** Weeks after the month of care within which a provider sends the declaration to the holder (indieningstermijn derde). */
export const providerTerm: Term = {
  wmo: dated("termijn zorgverlener naar budgethouder, Wmo", "Uitv.reg. Wmo 2015 art. 2b lid 6 d", readIn("wmo", 6), asWeeks),
  jeugdwet: dated("termijn zorgverlener naar budgethouder, Jeugdwet", "Regeling Jeugdwet art. 8b lid 6 d", readIn("jeugdwet", 6), asWeeks),
  wlz: dated("termijn zorgverlener naar budgethouder, Wlz", "Rlz art. 5.16 lid 2 a en 5.23 lid 2 c", wlz(6, rlz2015), asWeeks),
};

/** Weeks after receiving a declaration within which the holder sends it in (indieningstermijn budgethouder). */
export const holderTerm: Term = {
  wmo: dated("termijn budgethouder naar SVB, Wmo", "Uitv.reg. Wmo 2015 art. 2b lid 6 e", readIn("wmo", 4), asWeeks),
  jeugdwet: dated("termijn budgethouder naar SVB, Jeugdwet", "Regeling Jeugdwet art. 8b lid 6 e", readIn("jeugdwet", 4), asWeeks),
  wlz: dated("termijn budgethouder naar SVB, Wlz", "Rlz art. 5.23", wlz(4, "uitleg van zorgkantoren; regeltekst niet gezien"), asWeeks),
};

/** Weeks after the calendar month within which a request for help from the social network is received. The Wlz knows no such request. */
export const networkRequestTerm: Readonly<Record<Exclude<Law, "wlz">, Dated<number>>> = {
  wmo: dated("termijn verzoek sociaal netwerk, Wmo", "Uitv.reg. Wmo 2015 art. 2b lid 6 f", readIn("wmo", 4), asWeeks),
  jeugdwet: dated("termijn verzoek sociaal netwerk, Jeugdwet", "Regeling Jeugdwet art. 8b lid 6 f", readIn("jeugdwet", 10), asWeeks),
};

/** Days after receipt (or after repair, or after the month of a month payment) within which a declaration is paid (betaaltermijn). */
export const paymentTerm: Term = {
  wmo: dated("betaaltermijn, Wmo", "Uitv.reg. Wmo 2015 art. 2b lid 7 en 8", readIn("wmo", 30), asDays),
  jeugdwet: dated("betaaltermijn, Jeugdwet", "Regeling Jeugdwet art. 8b lid 7 en 8", readIn("jeugdwet", 30), asDays),
  wlz: dated("betaaltermijn, Wlz", "Rlz art. 5.23 lid 3", wlz(30, rlz2015), asDays),
};

/** The same where wage tax and premiums are withheld (betaaltermijn met salarisadministratie): ten days more. */
export const paymentTermWithPayroll: Term = {
  wmo: dated("betaaltermijn met salarisadministratie, Wmo", "Uitv.reg. Wmo 2015 art. 2b lid 7 en 8", readIn("wmo", 40), asDays),
  jeugdwet: dated(
    "betaaltermijn met salarisadministratie, Jeugdwet",
    "Regeling Jeugdwet art. 8b lid 7 en 8",
    readIn("jeugdwet", 40),
    asDays,
  ),
  wlz: dated(
    "betaaltermijn met salarisadministratie, Wlz",
    "Rlz art. 5.23 lid 3",
    wlz(40, "naar de Uitv.reg. Wmo 2015; regeltekst niet gezien"),
    asDays,
  ),
};

/**
 * Weeks within which what came back is mended (hersteltermijn). The law leaves the number to the SVB: "een door de Sociale
 * verzekeringsbank gestelde termijn". Ours equals the term in which a holder hands in, and refuses nothing by itself until confirmed.
 */
export const repairTerm: Term = {
  wmo: dated("hersteltermijn, Wmo", "Uitv.reg. Wmo 2015 art. 2b lid 7", ownRepairTerm(), asWeeks),
  jeugdwet: dated("hersteltermijn, Jeugdwet", "Regeling Jeugdwet art. 8b lid 7", ownRepairTerm(), asWeeks),
  wlz: dated("hersteltermijn, Wlz", "Rlz art. 5.23", ownRepairTerm(), asWeeks),
};

/** The unit in which hours are agreed and declared (kwartier), in minutes. */
export const quarterHour: Dated<Minutes> = dated<Minutes>(
  "kleinste eenheid van tijd",
  "modelovereenkomst, Uitv.reg. Wmo 2015 art. 2a lid 2, Regeling Jeugdwet art. 8a lid 2, Rlz art. 5.16 lid 1",
  [{ from: start, value: minutes(15), source: "toelichting op de modelovereenkomsten van de SVB: uren in kwartieren (0,25)" }],
  asMinutes,
);

/** Day of the month on which a change of an agreement begins (ingangsdag wijziging). */
export const changeDay: Dated<number> = dated(
  "ingangsdag van een wijziging",
  "Uitv.reg. Wmo 2015 art. 2a lid 6, Regeling Jeugdwet art. 8a lid 6, Rlz art. 5.18 lid 1 c",
  [{ from: start, value: 1, source: "werkwijze van zorgkantoren; regeltekst noemt geen dag", confidence: "provisional" }],
  asCount,
);

/** Most that the social network may be paid per calendar month without employment (tegemoetkoming), in cents. */
export const networkMaximum: Readonly<Record<Exclude<Law, "wlz">, Dated<Cents>>> = {
  wmo: dated<Cents>("tegemoetkoming sociaal netwerk per maand, Wmo", "Uitv.reg. Wmo 2015 art. 2ab lid 1 a", readIn("wmo", cents(14_100))),
  jeugdwet: dated<Cents>(
    "tegemoetkoming sociaal netwerk per maand, Jeugdwet",
    "Regeling Jeugdwet art. 8ab lid 1 a",
    readIn("jeugdwet", cents(14_100)),
  ),
};

/** Full days between a change of account number and the first payment to it (wachttijd rekeningnummer). No law asks this: our own choice. */
export const accountHold: Dated<number> = dated(
  "wachttijd na een gewijzigd rekeningnummer",
  "geen artikel: eigen keuze",
  [{ from: start, value: 1, source: "eigen keuze van dit programma: de ontvanger kan dan nog bezwaar maken", confidence: "provisional" }],
  asDays,
);

/** Days after the end of a calendar year after which a budget that crosses the year gets its closing message (BAB 'Administratief'). */
export const closingMessageTerm: Dated<number> = dated(
  "termijn budgetafsluiting na het jaar",
  "iPgb 2.0 regel OP522",
  [{ from: start, value: 98, source: "informatiemodel iPgb 2.0, OP522: veertien weken na 31 december" }],
  asDays,
);
