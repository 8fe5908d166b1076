import { inWords, type Day } from "../kernel/day.ts";
import { inEuros, inHours, minus, minutes, total, zero, type Cents } from "../kernel/money.ts";
import { joined, overlap, type Period } from "../kernel/period.ts";
import { heaviest, tried, type Check, type Found } from "../law/check.ts";
import type { Law } from "../law/laws.ts";
import { maximumRate, type RatePolicy } from "../law/maximum-rate.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { quarterHour } from "../law/terms.ts";
import { asText } from "../law/value.ts";
import { worksheet, type Worksheet } from "../law/worksheet.ts";
import { allocated, ceilingOf, clauses, commitmentOf, costOver, kindName, type CareFunction, type Clause, type Terms } from "./agreement.ts";
import { modelById, modelFor } from "./model-texts.ts";

/**
 * What the checks must know of a provider (zorgverlener): a private person, a self-employed person or an institution;
 * whether registered as care business or care professional; whether family of the holder in the first or second degree.
 */
export type ProviderFacts = { kind: "person" | "self-employed" | "institution"; registered: boolean; family: boolean };

/** What the checks must know of a budget line: whose, by whom, for what, on which days, and what is still free on it, in cents. */
export type BudgetLineFacts = {
  id: string;
  holder: string;
  funder: string;
  law: Law;
  careFunction: CareFunction;
  awarded: readonly Period[];
  free: Cents;
};

/**
 * Everything on which an agreement is judged, as plain data. `subject` is its opaque id; `sharedOn` the day on which it was
 * shared, or today while it is being made. `policy` is that of the funder for this function and standing.
 */
export type AgreementFacts = {
  subject: string;
  sharedOn: Day;
  terms: Terms;
  provider: ProviderFacts;
  budgetLines: readonly BudgetLineFacts[];
  policy: RatePolicy;
  confirmed: readonly string[];
  release: string;
};

/** What comes of the checks: in order, to be mended by the parties, or to be looked at by a person. */
export type AgreementVerdict = {
  outcome: "fits" | "repair" | "review";
  /** What approval puts aside, and how that is divided over the budget lines, in the order in which they pay. */
  commitment: Cents;
  commitments: readonly { budgetLine: string; amount: Cents }[];
  /** What the work is expected to cost, null for irregular work. */
  expected: Cents | null;
  findings: readonly Finding[];
  receipt: Receipt;
};

type AgreementCheck = Check<[facts: AgreementFacts, sheet: Worksheet]>;

const wholePackage = "99";

/** The budget lines that the agreement names and that are really the holder's, of this funder and law. */
const ownLines = ({ terms, budgetLines }: AgreementFacts): BudgetLineFacts[] =>
  terms.budgetLines.flatMap((id) =>
    budgetLines.filter((line) => line.id === id && line.holder === terms.holder && line.funder === terms.funder && line.law === terms.law),
  );

const awardedOn = (facts: AgreementFacts): Period[] => ownLines(facts).flatMap((line) => line.awarded);

const costs = (facts: AgreementFacts): { expected: Cents | null; commitment: Cents } => ({
  expected: costOver(facts.terms, awardedOn(facts)),
  commitment: commitmentOf(facts.terms, awardedOn(facts)),
});

const modelFits: AgreementCheck["finds"] = ({ terms, provider, sharedOn }) => {
  const newest = modelFor(terms.kind, terms.law, sharedOn);
  const used = modelById(terms.model);
  if ((terms.kind === "institution") !== (provider.kind === "institution")) {
    const right = provider.kind === "institution" ? kindName.institution : kindName.assignment;
    return {
      text: `U koos een ${kindName[terms.kind]}. Dat soort past niet bij deze zorgverlener.`,
      remedy: `Kies een ${right}.`,
    };
  }
  if (used && newest && used.id === newest.id) return null;
  return {
    text: `U gebruikt model ${terms.model}. Dat is niet het nieuwste model voor een ${kindName[terms.kind]}.`,
    remedy: newest ? `Gebruik model ${newest.id}.` : "Vraag de SVB welk model u moet gebruiken.",
  };
};

const clauseName: Readonly<Record<Clause, string>> = {
  "care-description": "de zorgbeschrijving",
  declarations: "de afspraken over declareren",
  "funder-claim": "het recht van de verstrekker om geld terug te vragen (derdenbeding)",
  "holiday-pay": "het vakantiegeld in het tarief",
};

const clausesAccepted: AgreementCheck["finds"] = ({ terms }) => {
  const missing = clauses.filter((clause) => !terms.accepted.includes(clause));
  if (missing.length === 0) return null;
  return {
    text: `U bent nog niet akkoord met: ${missing.map((clause) => clauseName[clause]).join(", ")}.`,
    remedy: "Lees deze afspraken en geef aan dat u akkoord bent. Zonder deze afspraken mag de overeenkomst niet worden goedgekeurd.",
  };
};

const rateWithinMaximum: AgreementCheck["finds"] = ({ terms, policy }, sheet) => {
  if (terms.rate <= 0) return { text: "Het tarief ontbreekt of is nul.", remedy: "Vul een tarief in dat hoger is dan € 0,00." };
  const found = maximumRate(sheet, terms.law, terms.standing, policy);
  if (found === null) return null;
  if (!found.known) {
    return { outcome: "review", text: `Wij kennen geen maximumtarief voor ${inWords(found.on)}.`, remedy: "U hoeft niets te doen. Een medewerker kijkt ernaar." };
  }
  const ceiling = ceilingOf(found.value, terms);
  if (ceiling === null || terms.rate <= ceiling) return null;
  const per = terms.unit === "hour" ? "per uur" : "per maand voor dit aantal uren";
  const provisional = found.settled ? "" : " Dit maximum is een voorlopig bedrag.";
  return {
    outcome: found.settled ? "repair" : "review",
    text: `Het tarief is ${inEuros(terms.rate)}. Het maximum is ${inEuros(ceiling)} ${per}.${provisional}`,
    remedy: `Spreek een tarief af van ten hoogste ${inEuros(ceiling)} ${per}. Wilt u meer betalen? Dat kan alleen met eigen geld.`,
  };
};

const hoursInQuarters: AgreementCheck["finds"] = ({ terms }, sheet) => {
  const { minutesPerWeek: weekly } = terms;
  if (weekly === null) {
    if (terms.unit === "hour" && terms.schedule === "irregular") return null;
    return { text: "Het aantal uren per week ontbreekt.", remedy: "Vul in hoeveel uren per week de zorgverlener werkt." };
  }
  if (terms.unit === "month" && terms.schedule === "irregular") {
    return { text: "Een vast bedrag per maand past niet bij onregelmatige uren.", remedy: "Kies vaste uren, of kies een tarief per uur." };
  }
  const found = sheet.consult(quarterHour);
  const quarter = found.known ? found.value : minutes(1);
  if (weekly > 0 && weekly <= 7 * 24 * 60 && weekly % quarter === 0) return null;
  const nearest = Math.min(Math.max(Math.round(weekly / quarter), 1) * quarter, 7 * 24 * 60);
  return {
    text: `U vulde ${inHours(weekly)} per week in. Uren gaan in kwartieren en zijn meer dan nul.`,
    remedy: `Vul bijvoorbeeld ${inHours(minutes(nearest))} per week in.`,
  };
};

const termAwarded: AgreementCheck["finds"] = (facts) => {
  const { period } = facts.terms;
  const [first] = joined(awardedOn(facts).flatMap((award) => overlap(award, period) ?? []));
  if (!first) {
    return { text: "Op de dagen van deze overeenkomst hebt u geen budget.", remedy: "Kies een begindatum binnen uw toekenning, of vraag de verstrekker om een nieuwe toekenning." };
  }
  if (first.from > period.from) {
    return { text: `De overeenkomst begint op ${inWords(period.from)}. Uw budget begint op ${inWords(first.from)}.`, remedy: `Laat de overeenkomst beginnen op ${inWords(first.from)}.` };
  }
  const covered = first.until;
  if (covered === null || (period.until !== null && period.until <= covered)) return null;
  return {
    outcome: "notice",
    text: `Uw budget loopt tot en met ${inWords(covered)}. De overeenkomst loopt langer door.`,
    remedy: "U hoeft nu niets te doen. Na die dag kan er alleen worden betaald als u een nieuwe toekenning hebt.",
  };
};

const functionAllowed: AgreementCheck["finds"] = (facts) => {
  const { terms } = facts;
  const own = ownLines(facts);
  if (own.length < terms.budgetLines.length || own.length === 0) {
    return { text: "Een gekozen budget is niet van u, of hoort bij een andere wet of verstrekker.", remedy: "Kies een budget uit uw eigen lijst." };
  }
  const wrong = own.some(
    ({ careFunction: { codeList, code } }) => code !== wholePackage && (code !== terms.careFunction.code || codeList !== terms.careFunction.codeList),
  );
  if (!wrong) return null;
  return { text: `Zorgfunctie ${terms.careFunction.code} mag niet uit dit budget worden betaald.`, remedy: "Kies een zorgfunctie die in uw toekenning staat, of kies een ander budget." };
};

const partiesDiffer: AgreementCheck["finds"] = ({ terms }) =>
  terms.holder === terms.provider
    ? { text: "De budgethouder en de zorgverlener zijn dezelfde persoon.", remedy: "Kies een andere zorgverlener. U kunt uzelf niet betalen uit uw budget." }
    : null;

const standingRight: AgreementCheck["finds"] = ({ terms, provider }) => {
  if (terms.standing === "informal" || provider.kind === "institution") return null;
  if (provider.registered && !provider.family) return null;
  return {
    text: provider.family
      ? "U koos een formele zorgverlener. Naaste familie is altijd een informele zorgverlener."
      : "U koos een formele zorgverlener. Deze zorgverlener staat niet als zorgverlener in het handelsregister of het BIG-register.",
    remedy: "Kies informele zorgverlener, met het tarief dat daarbij hoort.",
  };
};

const needsOwnFigure = ({ terms }: AgreementFacts): Found | null =>
  terms.setAside === null && terms.unit === "hour" && terms.schedule === "irregular"
    ? { text: "Bij onregelmatige uren is niet bekend hoeveel geld u apart wilt zetten.", remedy: "Vul een bedrag in. Met € 0,00 zet u niets apart; de zorgverlener heeft dan geen zekerheid dat er geld is." }
    : null;

const commitmentFits: AgreementCheck["finds"] = (facts, sheet) => {
  const missing = needsOwnFigure(facts);
  if (missing) return missing;
  const { expected, commitment } = costs(facts);
  const free = total(ownLines(facts).map((line) => (line.free > zero ? line.free : zero)));
  sheet.line("vrij op het budget", free, "Uitv.reg. Wmo 2015 art. 2b lid 1 a", { origin: "ledger" });
  if (facts.terms.setAside !== null && facts.terms.setAside < 0) return { text: "Het bedrag dat u apart zet is lager dan nul.", remedy: "Vul € 0,00 of meer in." };
  if (commitment > free) {
    return {
      text: `Deze overeenkomst legt ${inEuros(commitment)} vast. Er is nog ${inEuros(free)} vrij; dat is ${inEuros(minus(commitment, free))} te weinig.`,
      remedy: `Zet ten hoogste ${inEuros(free)} apart, of maak het aantal uren, het tarief of de looptijd kleiner.`,
    };
  }
  if (expected === null || commitment >= expected) return null;
  return {
    outcome: "notice",
    text: `De overeenkomst kost naar verwachting ${inEuros(expected)}. U zet ${inEuros(commitment)} apart: zij is niet helemaal gedekt.`,
    remedy: "Dit mag. Houd er rekening mee dat uw budget eerder op kan zijn.",
  };
};

const model = { wmo: "Uitv.reg. Wmo 2015 art. 2a lid 2", jeugdwet: "Regeling Jeugdwet art. 8a lid 2", wlz: "Rlz art. 5.16 lid 1; Blz art. 3.6.4" };
const assessed = { wmo: "Uitv.reg. Wmo 2015 art. 2a lid 4 en 5", jeugdwet: "Regeling Jeugdwet art. 8a lid 4 en 5", wlz: "Blz art. 3.6.4; Rlz art. 5.16" };
const perAward = { wmo: "Uitv.reg. Wmo 2015 art. 2b lid 1 a", jeugdwet: "Regeling Jeugdwet art. 8b lid 1 a", wlz: "Rlz art. 5.17 lid 1" };
const rates = { wmo: "Wmo 2015 art. 2.1.3 lid 2 b", jeugdwet: "Jeugdwet art. 2.9 c", wlz: "Rlz art. 5.22" };

/** The checks on an agreement, at sharing and at assessment, in order. */
export const checks = {
  A101: { title: "Het model past bij de zorgverlener en is het nieuwste", outcome: "repair", article: model, finds: modelFits },
  A102: { title: "De verplichte afspraken zijn aanvaard", outcome: "repair", article: model, finds: clausesAccepted },
  A103: { title: "Het tarief is niet hoger dan het maximum", outcome: "repair", article: rates, finds: rateWithinMaximum },
  A104: { title: "De uren gaan in kwartieren", outcome: "repair", article: model, finds: hoursInQuarters },
  A105: { title: "De looptijd valt binnen de toekenning", outcome: "repair", article: perAward, finds: termAwarded },
  A106: { title: "De zorgfunctie mag uit dit budget", outcome: "repair", article: perAward, finds: functionAllowed },
  A107: { title: "De budgethouder en de zorgverlener zijn twee personen", outcome: "repair", article: assessed, finds: partiesDiffer },
  A108: { title: "Het vastgelegde bedrag past in het budget", outcome: "repair", article: assessed, finds: commitmentFits },
  A109: { title: "Formeel of informeel klopt", outcome: "repair", article: rates, finds: standingRight },
} as const satisfies Record<string, AgreementCheck>;
export type CheckCode = keyof typeof checks;

/** Judges an agreement, at sharing and again at assessment: pure, from the same facts the same verdict and receipt. */
export const judge = (facts: AgreementFacts): AgreementVerdict => {
  const { terms, subject } = facts;
  const sheet = worksheet(subject, terms.period.from, new Set(facts.confirmed));
  sheet.line("tarief", terms.rate, model[terms.law], { origin: "agreement" });
  sheet.line("eenheid", asText(terms.unit === "hour" ? "uur" : "maand"), model[terms.law], { origin: "agreement" });
  const all = Object.entries(checks).map(([code, check]) => tried(code, check, terms.law, subject, [facts, sheet] as const));
  const findings = all.flatMap(({ finding }) => finding ?? []);
  const worst = heaviest(findings);
  const outcome = worst === null ? "fits" : worst === "review" ? "review" : "repair";
  const { expected, commitment } = costs(facts);
  if (expected !== null) sheet.line("verwachte kosten", expected, perAward[terms.law]);
  sheet.line("vastgelegd bedrag", commitment, perAward[terms.law]);
  const made = receipt({
    subject,
    legalDay: facts.sharedOn,
    release: facts.release,
    given: facts,
    rules: all.map(({ rule }) => rule),
    sheet: sheet.lines,
    findings,
    outcome,
  });
  return { outcome, commitment, commitments: allocated(commitment, ownLines(facts)), expected, findings, receipt: made };
};
