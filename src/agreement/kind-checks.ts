import { inWords, plusDays, plusMonths, plusYears } from "../kernel/day.ts";
import { inEuros } from "../kernel/money.ts";
import { overlap } from "../kernel/period.ts";
import type { Found } from "../law/check.ts";
import { minimumWage, withAllowance } from "../law/payroll/minimum-wage.ts";
import { networkMaximum } from "../law/terms.ts";
import type { Worksheet } from "../law/worksheet.ts";
import type { AgreementFacts } from "./facts.ts";
import { isNetwork, kindName, unitsOf } from "./kinds.ts";
import { baseRate, unitName } from "./rate.ts";

type Finds = (facts: AgreementFacts, sheet: Worksheet) => Found | null;

/** A fixed amount a month pays for everything; a network declaration may ask an amount for costs beside it. */
export const monthStandsAlone: Finds = ({ terms }) => {
  const months = terms.rates.filter(({ unit }) => unit === "month").length;
  const most = isNetwork(terms) ? 2 : 1;
  if (months === 0 || (terms.rates.length === months && months <= most)) return null;
  return {
    text: "Bij een vast bedrag per maand staan nog andere tarieven.",
    remedy: "Haal de andere tarieven weg, of kies een tarief per uur.",
  };
};

/** The minimum wage holds for everybody but an institution, and an entrepreneur who works by assignment. */
const hasMinimumWage = ({ terms, provider }: AgreementFacts): boolean =>
  terms.kind !== "institution" && !(terms.kind === "assignment" && provider.kind === "self-employed");

/** A day and night is a unit only where the minimum wage does not hold. */
export const dayAllowed: Finds = (facts) => {
  if (!facts.terms.rates.some(({ unit }) => unit === "day") || !hasMinimumWage(facts)) return null;
  return {
    text: "U spreekt een bedrag per etmaal af. Voor deze zorgverlener geldt het minimumloon, en dat telt per uur.",
    remedy: "Spreek een tarief per uur of per dagdeel af.",
  };
};

/**
 * Where the minimum wage holds, no rate per hour lies below that of the provider's age on the first day, with holiday allowance in it.
 * Where no such age is known, a person looks at what lies below that of an adult. For days before the first amount that we know nothing
 * is found.
 */
export const minimumKept: Finds = (facts, sheet) => {
  const { terms, provider } = facts;
  if (!hasMinimumWage(facts) || provider.kind === "institution" || !terms.rates.some(({ unit }) => unit === "hour")) return null;
  const law = minimumWage[provider.wageAge ?? 21].on(terms.period.from);
  if (!law.known) return null;
  const lowest = sheet.line("laagste uurtarief, met vakantiegeld", withAllowance(law.value), `${law.article}; Wml art. 15`, {
    origin: "law",
    inForceSince: law.from,
    source: law.source,
    confidence: law.confidence,
  });
  const low = terms.rates.find(({ unit, cents }) => unit === "hour" && cents > 0 && cents < lowest);
  if (low === undefined) return null;
  const remedy = `Spreek ${inEuros(lowest)} per uur of meer af.`;
  return provider.wageAge === null
    ? {
        text: `U spreekt ${inEuros(low.cents)} per uur af. Voor een volwassene is het minimumloon met vakantiegeld ${inEuros(lowest)}. Wij weten niet hoe oud de zorgverlener is.`,
        remedy: `${remedy} Is de zorgverlener jonger dan 21? Dan kijkt een medewerker ernaar.`,
        outcome: "review",
      }
    : {
        text: `U spreekt ${inEuros(low.cents)} per uur af. Dat is minder dan het minimumloon met vakantiegeld: ${inEuros(lowest)} per uur.`,
        remedy,
      };
};

const travel = /reis|kilometer|\bkm\b|vervoer/i;

/** An institution has its travel within its rates. */
export const noTravelApart: Finds = ({ terms }) => {
  const found = terms.kind === "institution" ? terms.rates.find(({ label }) => travel.test(label)) : undefined;
  return found
    ? {
        text: `Het tarief ‘${found.label}’ is voor reizen. Bij een zorginstelling zitten de reiskosten in het tarief.`,
        remedy: "Haal dit tarief weg. Gaat het om ritten van de budgethouder? Maak dan een overeenkomst van vervoer.",
      }
    : null;
};

/** Every unit suits the kind: a carrier is paid by the ride, an employee by the hour or the month. */
export const unitSuitsKind: Finds = ({ terms }) => {
  const wrong = terms.rates.find(({ unit }) => !unitsOf[terms.kind].includes(unit));
  return wrong
    ? {
        text: `U spreekt een tarief ${unitName[wrong.unit]} af. Dat past niet bij een ${kindName[terms.kind]}.`,
        remedy: `Kies een tarief ${unitsOf[terms.kind].map((unit) => unitName[unit]).join(" of ")}.`,
      }
    : null;
};

/** Help from the social network is that of a person, under the Wmo or the Jeugdwet, and informal. */
export const networkAllowed: Finds = ({ terms, provider }) => {
  if (!isNetwork(terms)) return null;
  if (terms.law === "wlz") {
    return {
      text: "De Wlz kent geen verklaring sociaal netwerk.",
      remedy: "Maak een overeenkomst van opdracht, of een overeenkomst met partner of familielid.",
    };
  }
  if (provider.kind === "institution") {
    return {
      text: "Een organisatie is geen hulp uit het sociale netwerk.",
      remedy: "Maak een zorgovereenkomst met een zorginstelling.",
    };
  }
  return terms.standing === "formal"
    ? { text: "Hulp uit het sociale netwerk is informele hulp.", remedy: "Kies informele zorgverlener." }
    : null;
};

/** The allowance is no more than the law says for a month; what is asked for costs is set by the college, which assesses it. */
export const allowanceWithinMaximum: Finds = ({ terms }, sheet) => {
  if (!isNetwork(terms) || terms.law === "wlz") return null;
  const { cents: asked } = baseRate(terms);
  const found = sheet.consult(networkMaximum[terms.law]);
  if (!found.known)
    return {
      outcome: "review",
      text: `Wij weten niet wat de hoogste tegemoetkoming is op ${inWords(found.on)}.`,
      remedy: "U hoeft niets te doen. Een medewerker kijkt ernaar.",
    };
  if (asked > found.value) {
    return {
      outcome: found.settled ? "repair" : "review",
      text: `De gevraagde tegemoetkoming is ${inEuros(asked)} per maand. Het maximum is ${inEuros(found.value)}.`,
      remedy: `Vraag ten hoogste ${inEuros(found.value)} per maand. Wilt u meer betalen? Maak dan een overeenkomst.`,
    };
  }
  const [, costs] = terms.rates;
  return costs
    ? {
        outcome: "notice",
        text: `Er wordt ook ${inEuros(costs.cents)} per maand voor kosten gevraagd. De gemeente bepaalt welk bedrag daarvoor mag.`,
        remedy: "U hoeft niets te doen. De gemeente kijkt ernaar bij de goedkeuring.",
      }
    : null;
};

/** With one provider there is an agreement or a network declaration, not both at the same time. */
export const notBeside: Finds = ({ terms, others }) => {
  const other = others.find(
    ({ provider, kind, period }) =>
      provider === terms.provider && (kind === "network") !== isNetwork(terms) && overlap(period, terms.period) !== null,
  );
  if (!other) return null;
  return {
    text: `Met deze zorgverlener hebt u al een ${kindName[other.kind]}. Daarnaast mag er geen ${kindName[terms.kind]} zijn.`,
    remedy: `Beëindig eerst de ${kindName[other.kind]}, of kies een begindatum daarna.`,
  };
};

/** An employment contract says on how many days a week is worked, and the holder has a copy of the proof of identity. */
export const employmentComplete: Finds = ({ terms: { kind, employment } }) => {
  if (kind !== "employment") {
    return employment === null
      ? null
      : {
          text: "Er staan afspraken over loondienst in, maar dit is geen arbeidsovereenkomst.",
          remedy: "Kies arbeidsovereenkomst, of haal ze weg.",
        };
  }
  if (employment === null)
    return { text: "De afspraken over de loondienst ontbreken.", remedy: "Vul in op hoeveel dagen per week er wordt gewerkt." };
  if (employment.daysPerWeek < 1 || employment.daysPerWeek > 7)
    return { text: "Het aantal werkdagen per week klopt niet.", remedy: "Vul een heel getal in van 1 tot en met 7." };
  return employment.idCopy
    ? null
    : {
        text: "U hebt nog geen kopie van het identiteitsbewijs van de zorgverlener.",
        remedy: "Maak een kopie van de voorkant en de achterkant. Zonder kopie kan de SVB geen loon uitbetalen.",
      };
};

// BW 7:652 lid 4 and 5: none up to six months, one month up to two years, two months from then on and without an end.
const longestTrial = ({ from, until }: AgreementFacts["terms"]["period"]): number => {
  if (until === null || plusDays(until, 1) >= plusYears(from, 2)) return 2;
  return until >= plusMonths(from, 6) ? 1 : 0;
};

/** A trial period is no longer than the law allows for the length of the contract. */
export const trialAllowed: Finds = ({ terms: { employment, period } }) => {
  if (employment === null || employment.trialMonths === 0) return null;
  const most = longestTrial(period);
  if (employment.trialMonths <= most) return null;
  return most === 0
    ? {
        text: "Een arbeidsovereenkomst van zes maanden of korter heeft geen proeftijd.",
        remedy: "Kies geen proeftijd, of spreek een langere looptijd af.",
      }
    : {
        text: `U spreekt een proeftijd van ${String(employment.trialMonths)} maanden af. Bij deze looptijd mag ten hoogste ${String(most)} ${most === 1 ? "maand" : "maanden"}.`,
        remedy: `Kies een proeftijd van ${String(most)} ${most === 1 ? "maand" : "maanden"}, of geen.`,
      };
};

/** Where there are several rates, each says what it is for, and no two are the same. */
export const ratesTold: Finds = ({ terms: { rates } }) => {
  const nameless = rates.findIndex(({ label }, at) => at > 0 && label === "");
  if (nameless > 0)
    return {
      text: `Bij tarief ${String(nameless + 1)} staat niet waarvoor het is.`,
      remedy: "Schrijf erbij waarvoor het tarief is, bijvoorbeeld: weekend.",
    };
  const same = rates.find((rate, at) => rates.slice(0, at).some(({ label, unit }) => label === rate.label && unit === rate.unit));
  return same && rates.length > 1
    ? {
        text: `Het tarief ‘${same.label}’ staat er twee keer in.`,
        remedy: "Haal er één weg, of geef ze een andere omschrijving.",
      }
    : null;
};

/** Who stands in for a sick provider is another than he, on days of his sickness, is paid by the hour, and for work that the holder had agreed. */
export const standInRight: Finds = ({ terms, replaced }) => {
  if (terms.standInFor === null) return null;
  if (replaced === null || replaced.running.length === 0) {
    return {
      text: "De overeenkomst van de zorgverlener die wordt vervangen, loopt niet.",
      remedy: "Kies een lopende overeenkomst, of maak een gewone overeenkomst.",
    };
  }
  if (replaced.provider === terms.provider)
    return { text: "De zorgverlener vervangt zichzelf.", remedy: "Kies een andere zorgverlener, of maak een gewone overeenkomst." };
  if (!replaced.running.some((period) => overlap(period, terms.period))) {
    return {
      text: "De overeenkomst van de zorgverlener die wordt vervangen, loopt niet in deze tijd.",
      remedy: "Kies een begindatum en einddatum binnen die overeenkomst.",
    };
  }
  if (!replaced.standIn.some((period) => overlap(period, terms.period))) {
    return {
      text: "De zorgverlener die wordt vervangen, is in deze tijd niet ziek gemeld.",
      remedy: "Meld die zorgverlener eerst ziek, of maak een gewone overeenkomst.",
    };
  }
  return terms.rates.some(({ unit }) => unit !== "hour")
    ? { text: "Vervanging wordt per uur betaald.", remedy: "Spreek alleen tarieven per uur af." }
    : null;
};
