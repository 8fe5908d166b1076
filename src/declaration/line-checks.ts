import { daysIn, inWords, lastDay, monthInWords, monthOf, plusDays, type Day } from "../kernel/day.ts";
import { inEuros, inHours, minutes, type Minutes } from "../kernel/money.ts";
import { inForce, stateName, termOf } from "../agreement/agreement.ts";
import { ceilingOf } from "../agreement/ceiling.ts";
import { countInWords, isCounted, unitName } from "../agreement/rate.ts";
import type { Found } from "../law/check.ts";
import { quarterHour } from "../law/terms.ts";
import { claims, type ClaimLine } from "./declaration.ts";
import {
  isAlive,
  isAwarded,
  isCountable,
  isWorkable,
  priceOf,
  type Claimed,
  type DeclaredLine,
  type Facts,
  type PartyStatus,
} from "./facts.ts";

type Finds = (given: Claimed) => Found | null;

const noAction = "U hoeft niets te doen. Een medewerker kijkt ernaar.";
const untilInWords = (until: Day | null): string => (until === null ? "zonder einddatum" : `tot en met ${inWords(until)}`);
const spanInWords = ({ facts, days }: Claimed): string =>
  days.length === 1 && days[0] ? `op ${inWords(days[0])}` : `in ${monthInWords(facts.claim.month)}`;

/** Care is paid for days on which the budget was awarded. */
export const outsideAward: Finds = (given) => {
  const { facts, days } = given;
  if (days.length === 0 || days.some((on) => isAwarded(facts, on))) return null;
  const awards = facts.budgetLines.flatMap(({ awarded }) => awarded);
  const known = awards.map(({ from, until }) => `van ${inWords(from)} ${untilInWords(until)}`).join(" en ");
  return {
    text: `U had geen budget voor zorg ${spanInWords(given)}.${known === "" ? "" : ` Uw budget loopt ${known}.`}`,
    remedy: "Verbeter de dag, of haal deze regel weg. Is uw budget verlengd? Vraag dan aan uw verstrekker waar de toekenning blijft.",
  };
};

/** Care is paid under an approved agreement, on days that it covers. */
export const agreementNotInForce: Finds = (given) => {
  const { facts, days } = given;
  const { agreement } = facts;
  const awarded = days.filter((on) => isAwarded(facts, on));
  const asked = awarded.length === 0 ? days : awarded;
  if (asked.length === 0 || asked.some((on) => inForce(agreement, on))) return null;
  if (agreement.state !== "approved" && agreement.state !== "ended") {
    return {
      text: `De zorgovereenkomst is niet goedgekeurd. De status is: ${stateName[agreement.state]}.`,
      remedy: "Dien deze regel opnieuw in als de zorgovereenkomst is goedgekeurd.",
    };
  }
  const { from, until } = termOf(agreement);
  if (agreement.endedOn !== null && until !== null && asked.every((on) => on > until)) {
    return {
      text: `De zorgovereenkomst is eerder geëindigd. De laatste dag was ${inWords(until)}. Zorg daarna wordt niet betaald.`,
      remedy: `Verbeter de dag, of haal deze regel weg. Zorg tot en met ${inWords(until)} kunt u nog wel declareren.`,
    };
  }
  return {
    text: `De zorgovereenkomst gold niet ${spanInWords(given)}. Zij loopt van ${inWords(from)} ${untilInWords(until)}.`,
    remedy: "Verbeter de dag, of haal deze regel weg. Kreeg u toch zorg op die dag? Maak dan eerst een zorgovereenkomst voor die dag.",
  };
};

const partyFound = (name: string, party: PartyStatus, { days, facts }: Claimed): Found | null => {
  if (!party.known) return { text: `Wij kennen de ${name} niet.`, remedy: `Controleer de gegevens van de ${name} in de zorgovereenkomst.` };
  const covered = days.filter((on) => isAwarded(facts, on) && inForce(facts.agreement, on));
  const asked = covered.length === 0 ? days : covered;
  if (party.died !== null && asked.length > 0 && !asked.some((on) => isAlive(party, on))) {
    return {
      text: `De ${name} is overleden op ${inWords(party.died)}. Zorg na die dag wordt niet betaald.`,
      remedy: `Verbeter de dag, of haal deze regel weg. Zorg tot en met ${inWords(party.died)} kunt u nog wel declareren.`,
    };
  }
  if (!party.blocked) return null;
  return {
    outcome: "review",
    text: `De betalingen ${name === "budgethouder" ? "uit dit budget" : "aan deze zorgverlener"} staan stil op ${inWords(facts.today)}.`,
    remedy: `${noAction} Vragen? Neem contact op met uw verstrekker.`,
  };
};

/** Both parties are known, alive on the day of care, and no funder asked to stop payments. */
export const partyUnfit: Finds = (given) =>
  partyFound("budgethouder", given.facts.holder, given) ?? partyFound("zorgverlener", given.facts.provider, given);

/** Unit and rate are those of the agreement. */
export const termsDiffer: Finds = ({ facts: { agreement }, line, rate }) => {
  const agreed = `${inEuros(rate.cents)} ${unitName[rate.unit]}`;
  if (agreement.rates[line.rateAt] === undefined) {
    return {
      text: `U declareert tarief ${String(line.rateAt + 1)}. In de zorgovereenkomst ${agreement.rates.length === 1 ? "staat één tarief" : `staan ${String(agreement.rates.length)} tarieven`}.`,
      remedy: "Kies een tarief dat in de zorgovereenkomst staat.",
    };
  }
  if (line.unit !== rate.unit) {
    return {
      text: `U declareert ${unitName[line.unit]}. In de zorgovereenkomst staat ${agreed}.`,
      remedy: `Declareer ${unitName[rate.unit]}.`,
    };
  }
  if (line.unit !== "month" && line.day === null) {
    return line.unit === "hour"
      ? { text: "Bij deze uren staat geen dag.", remedy: "Vul in op welke dag de zorg is gegeven." }
      : { text: "Bij deze regel staat geen dag.", remedy: "Vul in op welke dag de zorg is gegeven." };
  }
  if (line.rate === null || line.rate === rate.cents) return null;
  return {
    text: `Het tarief op deze regel is ${inEuros(line.rate)}. In de zorgovereenkomst staat ${agreed}.`,
    remedy: `Vul ${inEuros(rate.cents)} in. Hebt u een ander tarief afgesproken? Wijzig dan eerst de zorgovereenkomst.`,
  };
};

const isPriced = ({ unit, minutes: worked, quantity }: ClaimLine): boolean =>
  unit === "hour" ? isWorkable(worked) : unit === "month" || isCountable(quantity);

const claimedInWords = ({ unit, minutes: worked, quantity }: ClaimLine): string =>
  unit === "hour" || unit === "month" ? inHours(worked) : countInWords(unit, quantity);

/** Time or number × rate is the amount, half a cent up. A part of a month is the business of D112. */
export const amountDiffers: Finds = ({ line, rate, days }) => {
  if (line.amount === null || !isPriced(line)) return null;
  const used = line.rate ?? rate.cents;
  const right = priceOf(line, used, days.length, days.length);
  if (line.amount === right || line.unit === "month") return null;
  const what = line.unit === "hour" ? "het aantal uren" : "het aantal";
  return {
    text: `${claimedInWords(line)} × ${inEuros(used)} is ${inEuros(right)}. U vulde ${inEuros(line.amount)} in.`,
    remedy: `Verbeter het bedrag in ${inEuros(priceOf(line, rate.cents, days.length, days.length))}, of verbeter ${what}.`,
  };
};

/** Lines that claim something already. Those that are judged now are compared in their new form, also where an earlier form is stored. */
export const elsewhere = ({ claim, declared }: Facts): DeclaredLine[] =>
  declared.filter((other) => claims(other.state) && !claim.lines.some(({ id }) => id === other.id));

type Counted = Pick<ClaimLine, "minutes" | "quantity">;

const inAllWords = ({ unit }: Pick<ClaimLine, "unit">, lines: readonly Counted[]): string =>
  isCounted(unit)
    ? countInWords(
        unit,
        lines.reduce((soFar, { quantity }) => soFar + Math.max(quantity, 0), 0),
      )
    : inHours(minutes(lines.reduce((soFar, other) => soFar + Math.max(other.minutes, 0), 0)));

const toldDouble = (line: ClaimLine, here: readonly Counted[], before: readonly Counted[]): Found | null => {
  const on = line.day === null ? "" : ` ${inWords(line.day)}`;
  const all = inAllWords(line, [...here, ...before, line]);
  if (here.length > 0) {
    return {
      text: `De dag${on} staat twee keer in deze declaratie.`,
      remedy: `Tel wat op één dag is gegeven bij elkaar op in één regel: ${all}.`,
    };
  }
  const known = inAllWords(line, before);
  const equal = before.some((other) => other.minutes === line.minutes && other.quantity === line.quantity);
  const sum = [...before, line].reduce((soFar, other) => soFar + Math.max(other.minutes, 0), 0);
  if (equal || sum > 24 * 60) {
    return {
      text: `U declareerde al ${known} voor${on}.`,
      remedy: "Haal deze regel weg, of verbeter de dag.",
    };
  }
  return {
    outcome: "review",
    text: `U declareerde al ${known} voor${on}. Met deze regel wordt dat ${all}.`,
    remedy: `${noAction} Is deze regel dubbel? Trek haar dan in.`,
  };
};

// What is declared twice for one day at one rate, in the same unit of the agreement.
const doubleDay: Finds = ({ facts, line, at }) => {
  const { day, rateAt } = line;
  const here = facts.claim.lines.filter((one, place) => place < at && one.unit !== "month" && one.day === day && one.rateAt === rateAt);
  const before = elsewhere(facts).filter((one) => one.day === day && one.rateAt === rateAt);
  return here.length === 0 && before.length === 0 ? null : toldDouble(line, here, before);
};

/** The same care is paid once: one line per day at each rate, one month amount per month. */
export const alreadyClaimed: Finds = (given) => {
  const { facts, line, at } = given;
  if (line.unit !== "month") return line.day === null ? null : doubleDay(given);
  const { month, lines } = facts.claim;
  const here = lines.slice(0, at).some((other) => other.unit === "month" && other.rateAt === line.rateAt);
  const before = elsewhere(facts).some((other) => other.day === null && other.month === month && other.rateAt === line.rateAt);
  if (!here && !before) return null;
  return {
    text: `Het bedrag voor ${monthInWords(month)} is al gedeclareerd.`,
    remedy: "Haal deze regel weg. U krijgt één bedrag per maand.",
  };
};

/** Care is declared after it was given, a month amount after the month. */
export const notYetPassed: Finds = ({ facts, line }) => {
  const last = line.unit === "month" ? lastDay(facts.claim.month) : line.day;
  if (last === null || last < facts.today) return null;
  return {
    text: `U declareert zorg van ${inWords(last)}. Die dag is nog niet voorbij.`,
    remedy: `Dien deze regel in vanaf ${inWords(plusDays(last, 1))}.`,
  };
};

/** A declaration holds the days of its own month. */
export const otherMonth: Finds = ({ facts: { claim }, line }) => {
  if (line.unit === "month" || line.day === null || monthOf(line.day) === claim.month) return null;
  return {
    text: `${inWords(line.day)} valt niet in ${monthInWords(claim.month)}.`,
    remedy: `Zet deze regel in de declaratie van ${monthInWords(monthOf(line.day))}.`,
  };
};

/** There is one declaration per agreement per month; later hours are a supplement to it. Judged for the declaration as a whole. */
export const notTheOnlyOne = ({ claim, siblings }: Facts): Found | null => {
  const others = siblings.filter(({ id }) => id !== claim.id);
  if (claim.lines.length === 0) return { text: "Er staat nog niets op deze declaratie.", remedy: "Vul ten minste één regel in." };
  const main = others.find(({ supplementTo }) => supplementTo === null);
  if (claim.supplementTo === null) {
    return main
      ? {
          text: `Voor ${monthInWords(claim.month)} is er al een declaratie.`,
          remedy: "Dien deze regels in als aanvulling op die declaratie.",
        }
      : null;
  }
  if (others.some(({ id }) => id === claim.supplementTo)) return null;
  return {
    text: `Deze aanvulling hoort bij een declaratie die er niet is voor ${monthInWords(claim.month)}.`,
    remedy: main ? "Kies de declaratie van deze maand." : "Dien deze regels in als gewone declaratie.",
  };
};

/** The rate is no higher than the law or the policy of the funder allows on the day. */
export const aboveMaximum: Finds = ({ facts, line, rate, sheet }) => {
  const ceiling = ceilingOf(sheet, facts.agreement, rate.unit, facts.policy);
  if (ceiling === null) return null;
  if (!ceiling.known) return { outcome: "review", text: `Wij kennen geen maximumtarief voor ${inWords(ceiling.on)}.`, remedy: noAction };
  const { most, settled } = ceiling;
  if (rate.cents <= most) return null;
  const text = `Het tarief is ${inEuros(rate.cents)}. Het maximum is ${inEuros(most)} ${unitName[rate.unit]}.`;
  if (!settled) return { outcome: "review", text: `${text} Dit maximum is een voorlopig bedrag.`, remedy: noAction };
  const within = line.unit === "month" || !isPriced(line) ? "" : ` Voor deze regel is dat ${inEuros(priceOf(line, most, 1, 1))}.`;
  return {
    text,
    remedy: `Spreek in de zorgovereenkomst ten hoogste ${inEuros(most)} ${unitName[rate.unit]} af.${within} Het verschil kunt u alleen met eigen geld betalen.`,
  };
};

const nearestQuarters = (worked: Minutes, quarter: Minutes): string => {
  const below = Math.floor(worked / quarter) * quarter;
  const choices = [below, below + quarter].filter((choice) => choice > 0 && choice <= 24 * 60);
  return choices.map((choice) => inHours(minutes(choice))).join(" of ");
};

/** Time goes in quarters of an hour, more than nothing, and no more than a day holds. */
export const notInQuarters: Finds = ({ line, sheet }) => {
  if (line.unit !== "hour") return null;
  const found = sheet.consult(quarterHour);
  if (!found.known) return { outcome: "review", text: `Wij weten niet hoe uren op ${inWords(found.on)} werden geteld.`, remedy: noAction };
  const quarter = found.value;
  if (line.minutes <= 0)
    return { text: "Het aantal uren is nul of lager.", remedy: "Vul in hoeveel uren de zorgverlener werkte, of haal deze regel weg." };
  if (line.minutes > 24 * 60)
    return {
      text: `U vulde ${inHours(line.minutes)} in voor één dag. Een dag heeft 24 uur.`,
      remedy: "Verdeel de uren over de dagen waarop is gewerkt.",
    };
  if (line.minutes % quarter === 0) return null;
  return {
    text: `U vulde ${inHours(line.minutes)} in. Uren gaan in kwartieren.`,
    remedy: `Vul ${nearestQuarters(line.minutes, quarter)} in.`,
  };
};

/** A fixed amount is for the whole month, or by days where award or agreement cover only a part of it. */
export const notAWholeMonth: Finds = ({ facts, line, days, payable, rate, right }) => {
  if (line.unit !== "month") return null;
  const month = monthInWords(facts.claim.month);
  const whole = `Declareer één keer het hele bedrag voor ${month}: ${inEuros(right)}.`;
  if (line.day !== null) return { text: "Een vast bedrag per maand hoort niet bij één dag.", remedy: whole };
  if (line.quantity !== 1) return { text: `U declareert ${String(line.quantity)} keer het bedrag voor één maand.`, remedy: whole };
  if (line.amount === null || line.amount === right || payable.length === 0) return null;
  return payable.length === days.length
    ? { text: `Het vaste bedrag is ${inEuros(rate.cents)}. U vulde ${inEuros(line.amount)} in.`, remedy: whole }
    : {
        text: `In ${month} tellen ${String(payable.length)} van de ${String(daysIn(facts.claim.month).length)} dagen mee. U vulde ${inEuros(line.amount)} in.`,
        remedy: `Vul het bedrag voor die dagen in: ${inEuros(right)}.`,
      };
};

/** The provider approved his own hours, as the only one who may act for the holder: it is kept, on the first line, for who audits. */
export const approvedHimself: Finds = ({ facts, at }) =>
  facts.ownCare && at === 0
    ? {
        text: "De zorgverlener keurde deze uren zelf goed namens de budgethouder, want niemand anders mag dat.",
        remedy: "U hoeft niets te doen. Kan iemand anders goedkeuren? Regel dan een machtiging.",
      }
    : null;
