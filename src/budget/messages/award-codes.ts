import type { Law } from "../../law/laws.ts";
import type { AwardHeader, AwardMessage, MessageClass } from "./award-message.ts";

/**
 * Every code that a return message (retourbericht) can carry, with its source and Dutch text. WJ001 codes where one fits, the
 * rule of iPgb 2.0 where that is what is broken, and P… codes of our own. Published, stable, never reused.
 */
export const awardCodes = {
  "0001": ["WJ001", "Het bericht is om technische redenen afgekeurd."],
  "0200": ["WJ001", "Geen opmerking over deze berichtklasse."],
  "0233": ["WJ001", "Deze berichtklasse is niet beoordeeld."],
  "8848": ["WJ001 (TR135)", "De dagtekening ligt in de toekomst. Gebruik de dag waarop u het bericht verstuurt."],
  "9056": ["WJ001 (TR056)", "U gebruikte deze identificatie al voor een ander bericht. Geef elk bericht een eigen identificatie."],
  "9063": [
    "WJ001 (TR063)",
    "Wij kennen van u geen vorig budget met dit nummer voor deze budgethouder. Stuur eerst het bericht van dat budget, of verbeter het nummer.",
  ],
  "9332": ["WJ001 (TR332)", "U gebruikte dit budgetnummer al. Geef elk budget een eigen nummer en verwijs naar het vorige budget."],
  "9361": ["WJ001 (TR361)", "Deze zorgfunctie staat meer dan één keer in het budget. Neem elke zorgfunctie één keer op."],
  S300: ["WJ001 (TR378)", "Wij kennen deze afzender niet. Controleer de gemeentecode."],
  S329: ["WJ001 (TR381)", "Deze zorgfunctie bestaat niet onder deze wet. Gebruik een code uit de codelijst van de wet."],
  CS003: ["iPgb CS003", "De einddatum ligt voor de begindatum. Verbeter de periode."],
  IV046: ["iPgb IV046", "Deze afzender verstrekt geen budget onder deze wet. Gebruik het bericht van uw eigen wet."],
  OP501: [
    "iPgb OP501",
    "Een zorgfunctie uit het vorige budget ontbreekt. Stuur de hele nieuwe situatie en trek een vervallen zorgfunctie uitdrukkelijk in.",
  ],
  OP505: ["iPgb OP505", "Bedrag 0 betekent dat u de zorgfunctie intrekt. Maak dan de begindatum en de einddatum gelijk."],
  OP508: ["iPgb OP508", "Een andere verstrekker heeft deze zorgfunctie in deze periode al toegekend. Overleg met die verstrekker."],
  OP514: ["iPgb OP514", "Dit relatienummer staat meer dan één keer in het bericht. Geef elke relatie een eigen nummer."],
  OP516: [
    "iPgb OP516",
    "De budgethouder is niet bevoegd tot beheer en er is geen vertegenwoordiger genoemd. Neem de vertegenwoordiger op als relatie. Gebruik voor een gemachtigde soort 04.",
  ],
  RS032: ["iPgb RS032", "Deze datum heeft een tijdzone. Schrijf een datum als jjjj-mm-dd."],
  TR511: ["iPgb TR511", "De budgetperiode begint voor 1 januari 2018. Stuur alleen budgetten die op of na die dag beginnen."],
  P001: ["eigen code", "Dit veld ontbreekt of is leeg. Vul het in."],
  P002: ["eigen code", "Dit veld heeft niet de juiste vorm of waarde. Verbeter het."],
  P003: ["eigen code", "Dit hoort hier niet, of staat er te vaak. Haal het weg."],
  P004: ["eigen code", "Dit burgerservicenummer bestaat niet (elfproef). Controleer het nummer."],
  P005: ["eigen code", "Het bedrag moet tussen 0 en 99.999.999 eurocent liggen. Verbeter het bedrag."],
  P006: ["eigen code", "De zorgfunctie valt niet helemaal in de budgetperiode. Verbeter de periode."],
  P007: ["eigen code", "Het bericht bevat er te veel van. Stuur ten hoogste 50 relaties en 100 zorgfuncties."],
  P008: ["eigen code", "Dit bericht is niet voor ons bestemd. Controleer de ontvanger."],
  P009: ["eigen code", "Wij kennen deze berichtcode of versie niet. Gebruik iPgb 2.0."],
  P010: ["eigen code", "Wij kennen deze afzender niet. Controleer de zorgkantoorcode."],
  P011: ["eigen code", "Het vorige budget is al vervangen. Verwijs naar het laatste budget."],
  P012: ["eigen code", "Het budget verwijst naar zichzelf als vorig budget. Verbeter het nummer."],
  P013: ["eigen code", "De geboortedatum ligt na de dagtekening. Verbeter de datum."],
} as const satisfies Record<string, readonly [source: string, text: string]>;

export type AwardCode = keyof typeof awardCodes;

/** One thing wrong with a message. `at` counts the occurrences of its class in the message, from 0. Holds no personal data. */
export type AwardFault = { class: MessageClass; at: number; code: AwardCode; text: string };

/** What came of one class: the code and its Dutch text. */
export type ClassCode = { class: MessageClass; code: AwardCode; text: string };

/** A fault, its text led by the field it is about when there is one. */
export const faultOf = (on: MessageClass, at: number, code: AwardCode, field?: string): AwardFault => ({
  class: on,
  at,
  code,
  text: field === undefined ? awardCodes[code][1] : `${field}: ${awardCodes[code][1]}`,
});

/**
 * What reading an award message gave: the message when nothing is wrong with its form, else the faults. `header` is there as soon as
 * the header itself can be read. `relations` and `functions` are what each occurrence calls itself, for the return message.
 */
export type AwardReading = {
  digest: string;
  law: Law | null;
  header: AwardHeader | null;
  message: AwardMessage | null;
  relations: readonly (number | null)[];
  budgets: readonly (string | null)[];
  functions: readonly (string | null)[];
  clients: number;
  faults: readonly AwardFault[];
};

/** The verdict on an award message. `message` is there when it could be read, also when it is refused; `codes` has at least one code for every class. */
export type AwardOutcome = {
  accepted: boolean;
  message: AwardMessage | null;
  codes: readonly ClassCode[];
  faults: readonly AwardFault[];
  reading: AwardReading;
};

const occurrences = (reading: AwardReading): readonly (readonly [MessageClass, number])[] => [
  ["Header", 1],
  ["Client", reading.clients],
  ["Relatie", reading.relations.length],
  ["Budget", reading.budgets.length],
  ["FunctieBudget", reading.functions.length],
];

const withText = (on: MessageClass, code: AwardCode): ClassCode => ({ class: on, code, text: awardCodes[code][1] });

/** The codes of one occurrence of a class: its faults, or 0200. */
export const codesAt = (faults: readonly AwardFault[], on: MessageClass, at: number): AwardCode[] => {
  const found = faults.filter((fault) => fault.class === on && fault.at === at).map(({ code }) => code);
  return found.length === 0 ? ["0200"] : [...new Set(found)];
};

const codesOf = (reading: AwardReading, faults: readonly AwardFault[]): ClassCode[] => {
  const whole = faults.filter((fault) => fault.class === "Bericht");
  if (whole.length > 0) return whole.map(({ class: on, code, text }) => ({ class: on, code, text }));
  return occurrences(reading).flatMap(([on, count]) => {
    const found = faults.filter((fault) => fault.class === on);
    const told = new Map(found.map(({ code, text }) => [`${code} ${text}`, { class: on, code, text }]));
    if (told.size > 0) return [...told.values()];
    if (count > 0) return [withText(on, "0200")];
    // A message need not have relations; every other class that is absent was not reached.
    return on === "Relatie" ? [] : [withText(on, "0233")];
  });
};

/** The verdict that follows from a reading and what is wrong with it. */
export const outcomeOf = (reading: AwardReading, faults: readonly AwardFault[]): AwardOutcome => ({
  accepted: reading.message !== null && faults.length === 0,
  message: reading.message,
  codes: codesOf(reading, faults),
  faults,
  reading,
});
