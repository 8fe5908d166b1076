import { inWords } from "../kernel/day.ts";
import { inEuros, inHours, minus, minutes, total, zero, type Minutes } from "../kernel/money.ts";
import { joined, overlap } from "../kernel/period.ts";
import { enumerated } from "../kernel/words.ts";
import type { Found } from "../law/check.ts";
import { quarterHour } from "../law/terms.ts";
import type { Worksheet } from "../law/worksheet.ts";
import { ceilingOf } from "./ceiling.ts";
import { changeOf } from "./change-checks.ts";
import { awardedOn, costs, ownLines, type AgreementFacts } from "./facts.ts";
import { clausesOf, isNetwork, kindName, type AgreementKind, type Clause } from "./kinds.ts";
import { modelById, modelFor, requiredBy } from "./model-texts.ts";
import { baseRate, countInWords, isCounted, unitName, units, type Rate, type Unit } from "./rate.ts";

type Finds = (facts: AgreementFacts, sheet: Worksheet) => Found | null;

/** Rates of one unit that are too high; `limited` when a maximum is known. */
type TooHigh = Required<Found> & { limited: boolean };

const wholePackage = "99";

// In the order of the questions: family? institution? then what else suits.
const kindsFor = ({ kind, family }: AgreementFacts["provider"]): readonly AgreementKind[] => {
  if (kind === "institution") return ["institution", "transport", "network"];
  return family ? ["family", "employment", "transport", "network"] : ["assignment", "employment", "transport", "network"];
};

/** The model text suits the provider and is the newest of the day of sharing; a change without approval keeps that of before. */
export const modelFits: Finds = (facts) => {
  const { terms, provider, sharedOn, change } = facts;
  const newest = modelFor(terms.kind, terms.law, sharedOn);
  const used = modelById(terms.model);
  const right = kindsFor(provider);
  if (!right.includes(terms.kind)) {
    return {
      text: `Dit is een ${kindName[terms.kind]}. Dat soort past niet bij deze zorgverlener.`,
      remedy: `Kies een ${kindName[right[0] ?? "assignment"]}.`,
    };
  }
  if (newest !== null && used?.id === newest.id) return null;
  // What nobody approves anew keeps the text that was approved.
  if (change?.before.model === terms.model && !changeOf(facts)?.needs.includes("funder")) return null;
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
  "no-employment": "dat er geen dienstbetrekking is",
};

/** What the law requires in an agreement is accepted. */
export const clausesAccepted: Finds = ({ terms }) => {
  const text = modelById(terms.model);
  const missing = (text === null ? clausesOf(terms.kind) : requiredBy(text)).filter((clause) => !terms.accepted.includes(clause));
  if (missing.length === 0) return null;
  return {
    text: `U bent nog niet akkoord met: ${missing.map((clause) => clauseName[clause]).join(", ")}.`,
    remedy: "Lees deze afspraken en geef aan dat u akkoord bent. Zonder deze afspraken mag de overeenkomst niet worden goedgekeurd.",
  };
};

const named = ({ label, cents }: Rate): string => `${label === "" ? "het tarief" : `‘${label}’`} van ${inEuros(cents)}`;

/** Every rate of one unit above its maximum, so that all of them are mended in one go. */
const tooHigh = (facts: AgreementFacts, unit: Unit, sheet: Worksheet): TooHigh | null => {
  const ceiling = ceilingOf(sheet, facts.terms, unit, facts.policy);
  if (ceiling === null) return null;
  if (!ceiling.known) {
    return {
      outcome: "review",
      limited: false,
      text: `Wij kennen geen maximumtarief voor ${inWords(ceiling.on)}.`,
      remedy: "U hoeft niets te doen. Een medewerker kijkt ernaar.",
    };
  }
  const { most, settled } = ceiling;
  const above = facts.terms.rates.filter((rate) => rate.unit === unit && rate.cents > most);
  if (above.length === 0) return null;
  const limit = `${inEuros(most)} ${unit === "month" ? "per maand voor dit aantal uren" : unitName[unit]}`;
  const provisional = settled ? "" : " Dit maximum is een voorlopig bedrag.";
  return {
    outcome: settled ? "repair" : "review",
    limited: true,
    text: `Te hoog ${above.length === 1 ? "is" : "zijn"}: ${enumerated(above.map(named))}. Het maximum is ${limit}.${provisional}`,
    remedy: `Spreek ${above.length === 1 ? "een tarief" : "tarieven"} af van ten hoogste ${limit}.`,
  };
};

const ownMoney = "Wilt u meer betalen? Dat kan alleen met eigen geld.";

const together = (found: readonly TooHigh[], outcome: TooHigh["outcome"]): Found | null => {
  const these = found.filter((one) => one.outcome === outcome);
  if (these.length === 0) return null;
  const [texts, remedies] = [new Set(these.map(({ text }) => text)), new Set(these.map(({ remedy }) => remedy))];
  return {
    outcome,
    text: [...texts].join(" "),
    remedy: [...remedies, ...(these.some(({ limited }) => limited) ? [ownMoney] : [])].join(" "),
  };
};

/** No rate is higher than the law or the policy of the funder allows on the first day; faults that must be mended come first. */
export const rateWithinMaximum: Finds = (facts, sheet) => {
  const { rates } = facts.terms;
  if (rates.length === 0 || rates.some((rate) => rate.cents <= 0))
    return { text: "Het tarief ontbreekt of is nul.", remedy: "Vul een tarief in dat hoger is dan € 0,00." };
  const found = units.filter((unit) => rates.some((rate) => rate.unit === unit)).flatMap((unit) => tooHigh(facts, unit, sheet) ?? []);
  return together(found, "repair") ?? together(found, "review");
};

const wrongWeek = (weekly: Minutes, sheet: Worksheet): Found | null => {
  const found = sheet.consult(quarterHour);
  const quarter = found.known ? found.value : minutes(1);
  if (weekly > 0 && weekly <= 7 * 24 * 60 && weekly % quarter === 0) return null;
  const nearest = Math.min(Math.max(Math.round(weekly / quarter), 1) * quarter, 7 * 24 * 60);
  return {
    text: `U vulde ${inHours(weekly)} per week in. Uren gaan in kwartieren en zijn meer dan nul.`,
    remedy: `Vul bijvoorbeeld ${inHours(minutes(nearest))} per week in.`,
  };
};

/** Hours a week go in quarters, parts of a day and pieces in whole numbers; irregular work needs neither. */
export const amountOfWorkKnown: Finds = ({ terms }, sheet) => {
  const { minutesPerWeek: weekly, quantityPerWeek, schedule } = terms;
  if (isNetwork(terms)) return null;
  const { unit } = baseRate(terms);
  if (unit === "month" && schedule === "irregular")
    return { text: "Een vast bedrag per maand past niet bij onregelmatige uren.", remedy: "Kies vaste uren, of kies een tarief per uur." };
  if (schedule === "fixed" && isCounted(unit) && (quantityPerWeek === null || quantityPerWeek < 1)) {
    return {
      text: `Het aantal ${countInWords(unit, 0).slice(2)} per week ontbreekt.`,
      remedy: "Vul een heel getal van 1 of meer in, of kies voor onregelmatig.",
    };
  }
  if (weekly !== null) return wrongWeek(weekly, sheet);
  if (schedule === "irregular" || isCounted(unit)) return null;
  return { text: "Het aantal uren per week ontbreekt.", remedy: "Vul in hoeveel uren per week de zorgverlener werkt." };
};

/** The agreement begins on an awarded day; that it runs on after the award is only said. */
export const termAwarded: Finds = (facts) => {
  const { period } = facts.terms;
  const [first] = joined(awardedOn(facts).flatMap((award) => overlap(award, period) ?? []));
  if (!first) {
    return {
      text: "Op de dagen van deze overeenkomst is er geen budget.",
      remedy: "Kies een begindatum binnen uw toekenning, of vraag de verstrekker om een nieuwe toekenning.",
    };
  }
  if (first.from > period.from) {
    return {
      text: `De overeenkomst begint op ${inWords(period.from)}. Het budget begint op ${inWords(first.from)}.`,
      remedy: `Laat de overeenkomst beginnen op ${inWords(first.from)}.`,
    };
  }
  const covered = first.until;
  if (covered === null || (period.until !== null && period.until <= covered)) return null;
  return {
    outcome: "notice",
    text: `Het budget loopt tot en met ${inWords(covered)}. De overeenkomst loopt langer door.`,
    remedy: "U hoeft nu niets te doen. Na die dag kan er alleen worden betaald als er een nieuwe toekenning is.",
  };
};

/** The budgets are of this holder, funder and law, and pay for this function. */
export const functionAllowed: Finds = (facts) => {
  const { terms } = facts;
  const own = ownLines(facts);
  if (own.length < terms.budgetLines.length || own.length === 0) {
    return {
      text: "Een gekozen budget is niet van u, of hoort bij een andere wet of verstrekker.",
      remedy: "Kies een budget uit uw eigen lijst.",
    };
  }
  const wrong = own.some(
    ({ careFunction: { codeList, code } }) =>
      code !== wholePackage && (code !== terms.careFunction.code || codeList !== terms.careFunction.codeList),
  );
  if (!wrong) return null;
  return {
    text: `Zorgfunctie ${terms.careFunction.code} mag niet uit dit budget worden betaald.`,
    remedy: "Kies een zorgfunctie die in uw toekenning staat, of kies een ander budget.",
  };
};

/** Nobody is paid from an own budget. */
export const partiesDiffer: Finds = ({ terms }) =>
  terms.holder === terms.provider
    ? {
        text: "De budgethouder en de zorgverlener zijn dezelfde persoon.",
        remedy: "Kies een andere zorgverlener. U kunt uzelf niet betalen uit uw budget.",
      }
    : null;

/** Both parties live, and the provider did not stop: an agreement for days after that never began. */
export const partyGone: Finds = ({ terms, gone }) => {
  const found = gone.holder === null ? { who: "zorgverlener", last: gone.provider } : { who: "budgethouder", last: gone.holder };
  if (found.last === null || (terms.period.until !== null && terms.period.until <= found.last)) return null;
  return {
    text: `De ${found.who} is er na ${inWords(found.last)} niet meer. De overeenkomst loopt langer door.`,
    remedy:
      found.who === "zorgverlener" ? "Kies een andere zorgverlener, of een einddatum tot en met die dag." : "Trek deze overeenkomst in.",
  };
};

/** Who is formal is registered and no close family. */
export const standingRight: Finds = ({ terms, provider }) => {
  if (terms.standing === "informal" || provider.kind === "institution") return null;
  if (provider.registered && !provider.family) return null;
  return {
    text: provider.family
      ? "Er is gekozen voor een formele zorgverlener. Naaste familie is altijd een informele zorgverlener."
      : "Er is gekozen voor een formele zorgverlener. Deze zorgverlener staat niet als zorgverlener in het handelsregister of het BIG-register.",
    remedy: "Kies informele zorgverlener, met het tarief dat daarbij hoort.",
  };
};

const needsOwnFigure = ({ terms }: AgreementFacts): Found | null =>
  terms.setAside === null && baseRate(terms).unit !== "month" && terms.schedule === "irregular"
    ? {
        text: "Bij onregelmatige uren is niet bekend hoeveel geld u apart wilt zetten.",
        remedy: "Vul een bedrag in. Met € 0,00 zet u niets apart; de zorgverlener heeft dan geen zekerheid dat er geld is.",
      }
    : null;

/** What is put aside fits the budget; putting aside less than it costs is a choice of the holder. */
export const commitmentFits: Finds = (facts, sheet) => {
  const missing = needsOwnFigure(facts);
  if (missing) return missing;
  const { expected, commitment } = costs(facts);
  const free = total(ownLines(facts).map((line) => (line.free > zero ? line.free : zero)));
  sheet.line("vrij op het budget", free, "Uitv.reg. Wmo 2015 art. 2b lid 1 a", { origin: "ledger" });
  if (facts.terms.setAside !== null && facts.terms.setAside < 0)
    return { text: "Het bedrag dat u apart zet is lager dan nul.", remedy: "Vul € 0,00 of meer in." };
  if (commitment > free) {
    return {
      text: `Deze overeenkomst legt ${inEuros(commitment)} vast. Er is nog ${inEuros(free)} vrij; dat is ${inEuros(minus(commitment, free))} te weinig.`,
      remedy: `Zet ten hoogste ${inEuros(free)} apart, of maak het aantal uren, het tarief of de looptijd kleiner.`,
    };
  }
  if (expected === null || commitment >= expected) return null;
  return {
    outcome: "notice",
    text: `De overeenkomst kost naar verwachting ${inEuros(expected)}. Er wordt ${inEuros(commitment)} apart gezet: zij is niet helemaal gedekt.`,
    remedy: "Dit mag. Houd er rekening mee dat het budget eerder op kan zijn.",
  };
};
