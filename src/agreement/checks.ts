import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import { heaviest, triedAll, type Check } from "../law/check.ts";
import { perLaw, underEachLaw } from "../law/laws.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { asText } from "../law/value.ts";
import { worksheet, type Worksheet } from "../law/worksheet.ts";
import { allocated, costedUntil } from "./agreement.ts";
import {
  beginsRight,
  changeMoney,
  changeOf,
  changesSomething,
  notDeclared,
  notLate,
  onlyOne,
  sameParties,
  stillRuns,
  type ChangeMoney,
} from "./change-checks.ts";
import { partsInWords, type ChangePart, type Consent } from "./change.ts";
import { awardedOn, costs, onlyFacts, ownLines, type AgreementFacts } from "./facts.ts";
import {
  allowanceWithinMaximum,
  dayAllowed,
  employmentComplete,
  minimumKept,
  monthStandsAlone,
  networkAllowed,
  noTravelApart,
  notBeside,
  ratesTold,
  standInRight,
  trialAllowed,
  unitSuitsKind,
} from "./kind-checks.ts";
import { unitName } from "./rate.ts";
import { severalSign, signsAsProviderOnly, signsForBoth } from "./signer-checks.ts";
import {
  amountOfWorkKnown,
  clausesAccepted,
  commitmentFits,
  functionAllowed,
  partyGone,
  modelFits,
  partiesDiffer,
  rateWithinMaximum,
  standingRight,
  termAwarded,
} from "./term-checks.ts";

/** What comes of the checks: in order, to be mended by the parties, or to be looked at by a person. */
export type AgreementVerdict = {
  outcome: "fits" | "repair" | "review";
  /** What approval puts aside, and how that is divided over the budget lines, in the order in which they pay. */
  commitment: Cents;
  commitments: readonly { budgetLine: string; amount: Cents }[];
  /** What the work is expected to cost, null for irregular work. */
  expected: Cents | null;
  /** The last day of which that is reckoned; null when no day of it is awarded. */
  expectedUntil: Day | null;
  /** Of a change: what it is made of, whose consent it takes, and what it does to money. */
  change: { parts: readonly ChangePart[]; needs: readonly Consent[]; money: ChangeMoney } | null;
  findings: readonly Finding[];
  receipt: Receipt;
};

type AgreementCheck = Check<[facts: AgreementFacts, sheet: Worksheet]>;

const model = perLaw("2a lid 2", "8a lid 2", "Rlz art. 5.16 lid 1; Blz art. 3.6.4");
const assessed = perLaw("2a lid 4 en 5", "8a lid 4 en 5", "Blz art. 3.6.4; Rlz art. 5.16");
const place = perLaw("2a lid 7", "8a lid 7", "Blz art. 3.6.4");
const perAward = perLaw("2b lid 1 a", "8b lid 1 a", "Rlz art. 5.17 lid 1");
const rates = { wmo: "Wmo 2015 art. 2.1.3 lid 2 b", jeugdwet: "Jeugdwet art. 2.9 c", wlz: "Rlz art. 5.22" };
const monthly = perLaw("2b lid 3 b", "8b lid 3 b", "Rlz art. 5.16 lid 1");
const declared = perLaw("2b lid 4 d", "8b lid 4 d", "Rlz art. 5.23 lid 1");
const network = perLaw("2ab lid 1", "8ab lid 1", "Blz art. 3.6.4");
const notBoth = perLaw("2ab lid 2", "8ab lid 2", "Blz art. 3.6.4");
const bothSides = underEachLaw("BW 3:68");
const together = underEachLaw("BW 1:253i, 1:438 en 1:453");
// That a change is told to the funder; that it begins on the first of a month is how the portal works (vgz-zorgkantoren.nl).
const changed = perLaw("2a lid 6", "8a lid 6", "Rlz art. 5.18 lid 1 c");
const trial = underEachLaw("BW 7:652");
const lowest = underEachLaw("Wml art. 7, 8 en 15");

/** The checks on an agreement, at sharing and at assessment, in order. */
export const checks = {
  A101: { title: "Het model past bij de zorgverlener en is het nieuwste", outcome: "repair", article: model, finds: modelFits },
  A102: { title: "De verplichte afspraken zijn aanvaard", outcome: "repair", article: model, finds: clausesAccepted },
  A103: { title: "Het tarief is niet hoger dan het maximum", outcome: "repair", article: rates, finds: rateWithinMaximum },
  A104: { title: "De uren gaan in kwartieren", outcome: "repair", article: model, finds: amountOfWorkKnown },
  A105: { title: "De looptijd valt binnen de toekenning", outcome: "repair", article: perAward, finds: termAwarded },
  A106: { title: "De zorgfunctie mag uit dit budget", outcome: "repair", article: perAward, finds: functionAllowed },
  A107: { title: "De budgethouder en de zorgverlener zijn twee personen", outcome: "repair", article: assessed, finds: partiesDiffer },
  A108: { title: "Het vastgelegde bedrag past in het budget", outcome: "repair", article: assessed, finds: commitmentFits },
  A109: { title: "Formeel of informeel klopt", outcome: "repair", article: rates, finds: standingRight },
  A110: { title: "Een vast bedrag per maand is het enige tarief", outcome: "repair", article: monthly, finds: monthStandsAlone },
  A111: { title: "Een etmaal mag alleen waar het minimumloon niet geldt", outcome: "repair", article: declared, finds: dayAllowed },
  A112: { title: "Een zorginstelling rekent geen reiskosten apart", outcome: "repair", article: model, finds: noTravelApart },
  A113: { title: "De eenheid past bij de soort overeenkomst", outcome: "repair", article: declared, finds: unitSuitsKind },
  A114: { title: "De verklaring sociaal netwerk mag hier", outcome: "repair", article: network, finds: networkAllowed },
  A115: { title: "De tegemoetkoming is niet hoger dan het maximum", outcome: "repair", article: network, finds: allowanceWithinMaximum },
  A116: {
    title: "Er is niet ook een verklaring of overeenkomst met dezelfde zorgverlener",
    outcome: "repair",
    article: notBoth,
    finds: notBeside,
  },
  A117: { title: "De afspraken over loondienst zijn compleet", outcome: "repair", article: model, finds: employmentComplete },
  A118: { title: "De proeftijd mag bij deze looptijd", outcome: "repair", article: trial, finds: trialAllowed },
  A119: { title: "Bij elk tarief staat waarvoor het is", outcome: "repair", article: model, finds: ratesTold },
  A120: { title: "De vervanging klopt", outcome: "repair", article: model, finds: standInRight },
  A121: { title: "Het tarief is niet lager dan het minimumloon", outcome: "repair", article: lowest, finds: minimumKept },
  A130: {
    title: "Een wijziging begint op de eerste dag van een maand en sluit aan",
    outcome: "repair",
    article: changed,
    finds: beginsRight,
  },
  A131: { title: "Over de maanden van een wijziging is nog niet gedeclareerd", outcome: "repair", article: changed, finds: notDeclared },
  A132: { title: "De overeenkomst die wordt gewijzigd loopt nog", outcome: "repair", article: changed, finds: stillRuns },
  A133: { title: "Er is één wijziging tegelijk", outcome: "repair", article: changed, finds: onlyOne },
  A134: { title: "De partijen, de soort en de wet blijven gelijk", outcome: "repair", article: changed, finds: sameParties },
  A135: { title: "Er verandert iets", outcome: "repair", article: changed, finds: changesSomething },
  A136: { title: "Een wijziging in een maand die voorbij is, wordt gezegd", outcome: "notice", article: changed, finds: notLate },
  A163: { title: "De budgethouder en de zorgverlener zijn er nog", outcome: "repair", article: assessed, finds: partyGone },
  A190: {
    title: "Iemand anders dan de zorgverlener kan voor de budgethouder tekenen",
    outcome: "review",
    article: bothSides,
    finds: signsForBoth,
  },
  A191: {
    title: "De zorgverlener vertegenwoordigt de budgethouder niet",
    outcome: "notice",
    article: bothSides,
    finds: signsAsProviderOnly,
  },
  A192: { title: "Eén handtekening voor de budgethouder is genoeg", outcome: "notice", article: together, finds: severalSign },
} as const satisfies Record<string, AgreementCheck>;
export type CheckCode = keyof typeof checks;

/** Judges an agreement, at sharing and again at assessment: pure, from the same facts the same verdict and receipt. */
export const judge = (facts: AgreementFacts): AgreementVerdict => {
  const { terms, subject } = facts;
  const sheet = worksheet(subject, terms.period.from, new Set(facts.confirmed));
  for (const rate of terms.rates) {
    const named = rate.label === "" ? "" : `, ${rate.label}`;
    sheet.line("tarief", rate.cents, model[terms.law], { origin: "agreement" });
    sheet.line("eenheid", asText(`${unitName[rate.unit].replace("per ", "")}${named}`), model[terms.law], { origin: "agreement" });
  }
  if (facts.svbPlace !== null) {
    const { since: inForceSince, source } = facts.svbPlace;
    sheet.line("de verstrekker keurt ook goed in plaats van de SVB", asText("ja"), place[terms.law], {
      origin: "policy",
      inForceSince,
      source,
    });
  }
  const { rules, findings } = triedAll(checks, terms.law, subject, facts, sheet);
  const worst = heaviest(findings);
  const outcome = worst === null ? "fits" : worst === "review" ? "review" : "repair";
  const { expected, commitment } = costs(facts);
  const expectedUntil = costedUntil(terms.period, awardedOn(facts));
  const of = changeOf(facts);
  const told = { after: expected, afterUntil: expectedUntil };
  const change = facts.change === null || of === null ? null : { ...of, money: changeMoney(facts.change, terms.period.from, told) };
  if (change !== null) {
    sheet.line("wijziging", asText(partsInWords(change.parts)), changed[terms.law], { origin: "agreement" });
    if (change.money.before !== null) sheet.line("verwachte kosten zonder de wijziging", change.money.before, perAward[terms.law]);
    sheet.line("komt vrij van de oude afspraken", change.money.freed, perAward[terms.law], { origin: "ledger" });
  }
  if (expected !== null) sheet.line("verwachte kosten", expected, perAward[terms.law]);
  sheet.line("vastgelegd bedrag", commitment, perAward[terms.law]);
  const made = receipt({
    subject,
    legalDay: facts.sharedOn,
    release: facts.release,
    given: onlyFacts(facts),
    rules,
    sheet: sheet.lines,
    findings,
    outcome,
  });
  return {
    outcome,
    commitment,
    commitments: allocated(commitment, ownLines(facts)),
    expected,
    expectedUntil,
    change,
    findings,
    receipt: made,
  };
};
