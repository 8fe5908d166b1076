import { inWords, plusDays, type Day } from "../../kernel/day.ts";
import { underEachLaw, type Law } from "../../law/laws.ts";
import { tried, type Check, type Tried } from "../../law/check.ts";
import type { Dated } from "../../law/dated.ts";
import { receipt, type Receipt } from "../../law/receipt.ts";
import { decisionRequestTerm, decisionTerm, objectionDecisionTerm, objectionTerm, postponementTerm } from "../../law/redress.ts";
import { after, type Moves } from "../../law/states.ts";
import { worksheet, type Worksheet } from "../../law/worksheet.ts";

/** States of a course of redress, in the order of its life. */
export const redressStates = ["asked", "decided", "objected", "closed", "withdrawn"] as const;
export type RedressState = (typeof redressStates)[number];

/** The parties that may be wronged by how a declaration was paid. */
export const redressParties = ["holder", "provider"] as const;
export type RedressParty = (typeof redressParties)[number];

/**
 * The course of redress (rechtsbescherming) on one declaration: a party asks for a decision on its payment (betalingsbesluit), for the
 * payment itself is none; against that decision either party objects (bezwaar), and somebody else decides on the objection.
 */
export const redressMoves = {
  decide: { from: ["asked"], to: "decided", by: "svb" },
  object: { from: ["decided"], to: "objected", by: "party" },
  close: { from: ["objected"], to: "closed", by: "svb" },
  withdraw: { from: ["asked", "objected"], to: "withdrawn", by: "party" },
} as const satisfies Record<string, { from: readonly RedressState[]; to: RedressState; by: string }>;
export type RedressMove = keyof typeof redressMoves;

/** The state after a move, or null where the table does not allow it. */
export const redressAfter = (state: RedressState, move: RedressMove): RedressState | null =>
  after<RedressState, Moves<RedressState>>(redressMoves, move, state);

/** A state as people read it. */
export const redressStateName: Readonly<Record<RedressState, string>> = {
  asked: "Betalingsbesluit gevraagd",
  decided: "Betalingsbesluit genomen",
  objected: "Bezwaar gemaakt",
  closed: "Besluit op bezwaar genomen",
  withdrawn: "Ingetrokken",
};

/** What a decision on a payment comes to: it stands as it was, or lines that were refused are judged again. */
export const outcomes = ["stands", "revised"] as const;
export type RedressOutcome = (typeof outcomes)[number];
/** What a decision on an objection comes to. Inadmissible (niet-ontvankelijk): it is not looked into, such as when it came too late. */
export const verdicts = ["unfounded", "founded", "inadmissible"] as const;
export type RedressVerdict = (typeof verdicts)[number];

export const outcomeName: Readonly<Record<RedressOutcome | RedressVerdict, string>> = {
  stands: "Het blijft zoals het was",
  revised: "Wij beoordelen het opnieuw",
  unfounded: "Het bezwaar is ongegrond",
  founded: "Het bezwaar is gegrond: wij beoordelen het opnieuw",
  inadmissible: "Het bezwaar is niet-ontvankelijk",
};

/** True for an outcome by which lines that were refused are judged again. */
export const reopens = (outcome: RedressOutcome | RedressVerdict): boolean => outcome === "revised" || outcome === "founded";

/** What a course of redress is judged by: its days, as far as it went. `promisedOn` is the last day for the payment itself. */
export type RedressDays = {
  promisedOn: Day;
  askedOn: Day;
  decidedOn: Day | null;
  objectedOn: Day | null;
  postponed: boolean;
};

export type RedressFacts = {
  today: Day;
  release: string;
  id: string;
  declaration: string;
  agreement: { id: string; law: Law };
  days: RedressDays;
  outcome: RedressOutcome | RedressVerdict;
  confirmed: readonly string[];
};

const weeksAfter = (from: Day, rule: Dated<number>): Day => {
  const found = rule.on(from);
  if (!found.known) throw new Error(`${rule.name} is unknown on ${from}`);
  return plusDays(from, 7 * found.value);
};

/** The last day on which a party asks in time for a decision on the payment. */
export const askBy = (promisedOn: Day): Day => weeksAfter(promisedOn, decisionRequestTerm);
/** The last day on which the SVB decides in time on a request. */
export const decideBy = (askedOn: Day): Day => weeksAfter(askedOn, decisionTerm);
/** The last day on which a party objects in time: the term begins the day after the decision was made known. */
export const objectBy = (decidedOn: Day): Day => weeksAfter(decidedOn, objectionTerm);
/** The last day on which an objection is decided on in time, counted from the end of the term for objecting. */
export const closeBy = (decidedOn: Day, postponed: boolean): Day => {
  const last = weeksAfter(objectBy(decidedOn), objectionDecisionTerm);
  return postponed ? weeksAfter(last, postponementTerm) : last;
};

/** `sheetOn` is where a check writes the law of the day from which its term runs. */
type Given = { facts: RedressFacts; sheetOn: (day: Day) => Worksheet };
type RedressCheck = Check<[given: Given]>;

const late = (what: string, last: Day, remedy: string) => ({ text: `${what} Dat kon tot en met ${inWords(last)}.`, remedy });

/** Checks on the terms of redress, for the catalogue. None decides by itself: what was late is said, and a person weighs it. */
export const checks = {
  R101: {
    title: "Het betalingsbesluit is op tijd gevraagd",
    outcome: "notice",
    article: underEachLaw(decisionRequestTerm.article),
    finds: ({ facts: { days }, sheetOn }) => {
      sheetOn(days.promisedOn).consult(decisionRequestTerm);
      const last = askBy(days.promisedOn);
      return days.askedOn <= last
        ? null
        : late("Het verzoek kwam na de termijn.", last, "Weeg of er een goede reden was. De termijn is een werkwijze, geen wet.");
    },
  },
  R102: {
    title: "Het betalingsbesluit is op tijd genomen",
    outcome: "notice",
    article: underEachLaw(decisionTerm.article),
    finds: ({ facts: { days, today }, sheetOn }) => {
      sheetOn(days.askedOn).consult(decisionTerm);
      const last = decideBy(days.askedOn);
      return (days.decidedOn ?? today) <= last
        ? null
        : late("Het besluit kwam na de termijn.", last, "De aanvrager kan om een dwangsom vragen (Awb art. 4:17).");
    },
  },
  R103: {
    title: "Het bezwaar is op tijd gemaakt",
    outcome: "notice",
    article: underEachLaw(objectionTerm.article),
    finds: ({ facts: { days }, sheetOn }) => {
      if (days.decidedOn === null || days.objectedOn === null) return null;
      sheetOn(days.decidedOn).consult(objectionTerm);
      const last = objectBy(days.decidedOn);
      return days.objectedOn <= last
        ? null
        : late(
            "Het bezwaar kwam na de termijn.",
            last,
            "Weeg of dat te verontschuldigen is (Awb art. 6:11). Is het dat niet, dan is het niet-ontvankelijk.",
          );
    },
  },
  R104: {
    title: "Op het bezwaar is op tijd besloten",
    outcome: "notice",
    article: underEachLaw(objectionDecisionTerm.article),
    finds: ({ facts: { days, today }, sheetOn }) => {
      if (days.decidedOn === null || days.objectedOn === null) return null;
      sheetOn(days.decidedOn).consult(objectionDecisionTerm);
      if (days.postponed) sheetOn(days.decidedOn).consult(postponementTerm);
      const last = closeBy(days.decidedOn, days.postponed);
      return today <= last
        ? null
        : late("Dit besluit kwam na de termijn.", last, "De aanvrager kan om een dwangsom vragen (Awb art. 4:17).");
    },
  },
} as const satisfies Record<string, RedressCheck>;

/** The days that matter so far, in words of the sheet. */
const writeDays = (days: RedressDays, article: string, sheet: Worksheet): void => {
  const write = (what: string, on: Day | null): void => {
    if (on !== null) sheet.line(what, { unit: "day", day: on }, article, { origin: "declaration" });
  };
  write("betalen uiterlijk", days.promisedOn);
  write("betalingsbesluit gevraagd", days.askedOn);
  write("betalingsbesluit genomen", days.decidedOn);
  write("bezwaar gemaakt", days.objectedOn);
};

/** Explains a decision on a payment, or on an objection to one: the terms that were weighed, and what a person decided. Pure. */
export const explainRedress = (facts: RedressFacts): Receipt => {
  const { law } = facts.agreement;
  const confirmed = new Set(facts.confirmed);
  const sheets: Worksheet[] = [];
  const sheetOn = (on: Day): Worksheet => {
    const sheet = worksheet(facts.id, on, confirmed);
    sheets.push(sheet);
    return sheet;
  };
  writeDays(facts.days, decisionTerm.article, sheetOn(facts.days.askedOn));
  const all: Tried[] = Object.entries(checks).map(([code, check]) => tried<[Given]>(code, check, law, facts.id, [{ facts, sheetOn }]));
  return receipt({
    subject: facts.id,
    legalDay: facts.today,
    release: facts.release,
    given: {
      today: facts.today,
      redress: facts.id,
      declaration: facts.declaration,
      agreement: { id: facts.agreement.id, law },
      days: { ...facts.days },
      decision: facts.outcome,
      confirmed: [...facts.confirmed],
    },
    rules: all.map(({ rule }) => rule),
    sheet: sheets.flatMap(({ lines }) => lines),
    findings: all.flatMap(({ finding }) => finding ?? []),
    outcome: facts.outcome,
  });
};
