import { inWords, lastDay, plusDays, weekdayByNumber, weekdayName } from "../kernel/day.ts";
import { inEuros, inHours, minutes } from "../kernel/money.ts";
import { includes } from "../kernel/period.ts";
import type { Found } from "../law/check.ts";
import { networkMaximum, networkRequestTerm } from "../law/terms.ts";
import { isNetwork } from "../agreement/kinds.ts";
import { countInWords, holdsOn, isCounted, minutesIn } from "../agreement/rate.ts";
import { isUnpaidSick, limits, type Claimed } from "./facts.ts";
import { elsewhere } from "./line-checks.ts";

type Finds = (given: Claimed) => Found | null;

// A part of a day is at most four hours, so six of them fill a day; a day and night is one.
const mostOnOneDay = { daypart: 6, day: 1, piece: limits.quantity } as const;

/** Parts of a day, days and pieces are more than none, and no more than one day holds. Urw art. 2b lid 4 d, Regeling Jeugdwet art. 8b lid 4 d. */
export const notCountable: Finds = ({ line }) => {
  if (!isCounted(line.unit)) return null;
  const most = mostOnOneDay[line.unit];
  if (line.quantity < 1)
    return { text: "Het aantal is nul of lager.", remedy: "Vul een heel getal van 1 of meer in, of haal deze regel weg." };
  if (line.quantity <= most) return null;
  return {
    text: `U vulde ${countInWords(line.unit, line.quantity)} in voor één dag. Op één dag passen ten hoogste ${countInWords(line.unit, most)}.`,
    remedy: "Verdeel het aantal over de dagen waarop de zorg is gegeven.",
  };
};

/** Who is reported sick is not paid for those days, but for an employment, whose wage goes on. */
export const sickOnDay: Finds = ({ facts, days }) => {
  const [first] = days;
  if (first === undefined || !days.every((on) => isUnpaidSick(facts, on))) return null;
  return {
    text: days.length === 1 ? `De zorgverlener was ziek gemeld op ${inWords(first)}.` : "De zorgverlener was de hele maand ziek gemeld.",
    remedy: "Haal deze regel weg, of verbeter de dag. Werkte de zorgverlener wel? Meld hem dan eerst beter, vanaf zijn eerste werkdag.",
  };
};

/**
 * A request for help from the social network comes in time after its month. That it is late may be a ground to refuse, so a person looks.
 * Urw art. 2b lid 6 f, Regeling Jeugdwet art. 8b lid 6 f.
 */
export const requestTooLate: Finds = ({ facts: { agreement, claim, today }, sheet }) => {
  if (!isNetwork(agreement) || agreement.law === "wlz") return null;
  const term = sheet.consult(networkRequestTerm[agreement.law]);
  const last = term.known ? plusDays(lastDay(claim.month), term.value * 7) : null;
  if (last !== null && today <= last) return null;
  return {
    outcome: "review",
    text: last === null ? "Wij weten niet binnen welke tijd u dit moest vragen." : `U kon dit vragen tot en met ${inWords(last)}.`,
    remedy: "U hoeft niets te doen. Een medewerker kijkt of wij toch kunnen betalen.",
  };
};

/** The allowance for a month is no more than the law says for it. Urw art. 2ab lid 1 a, Regeling Jeugdwet art. 8ab lid 1 a. */
export const allowanceTooHigh: Finds = ({ facts: { agreement }, line, rate, sheet }) => {
  if (!isNetwork(agreement) || agreement.law === "wlz" || line.rateAt > 0) return null;
  const found = sheet.consult(networkMaximum[agreement.law]);
  if (found.known && rate.cents <= found.value) return null;
  return {
    outcome: found.known && found.settled ? "repair" : "review",
    text: found.known
      ? `De tegemoetkoming is ${inEuros(rate.cents)} per maand. Het maximum is ${inEuros(found.value)}.`
      : `Wij weten niet wat de hoogste tegemoetkoming is op ${inWords(found.on)}.`,
    remedy: "Verander eerst het bedrag in de verklaring.",
  };
};

/** All hours of one day together, at whatever rate and also those declared before, are no more than a day holds. */
export const dayTooFull: Finds = ({ facts, line, at }) => {
  if (line.unit !== "hour" || line.day === null) return null;
  const others = [...facts.claim.lines.slice(0, at), ...elsewhere(facts)].filter(
    (other) => other.unit === "hour" && other.day === line.day && other.rateAt !== line.rateAt,
  );
  const sum = minutes(others.reduce((soFar, other) => soFar + Math.max(other.minutes, 0), Math.max(line.minutes, 0)));
  if (others.length === 0 || sum <= 24 * 60) return null;
  return {
    text: `Op ${inWords(line.day)} staan nu ${inHours(sum)}, bij alle tarieven samen. Een dag heeft 24 uur.`,
    remedy: "Verbeter de uren bij een van de tarieven, of verbeter de dag.",
  };
};

const daysInWords = (weekdays: readonly number[]): string => weekdays.map(weekdayByNumber).join(", ");

/** A rate for some days of the week or hours of the day is used on those, for no more hours than its window holds. */
export const outsideWindow: Finds = ({ line, rate }) => {
  const { window } = rate;
  if (window === null || line.day === null) return null;
  if (!holdsOn(rate, line.day)) {
    return {
      text: `${inWords(line.day)} is een ${weekdayName(line.day)}. Het tarief ‘${rate.label}’ geldt op: ${daysInWords(window.weekdays)}.`,
      remedy: "Kies een tarief dat op die dag geldt, of verbeter de dag.",
    };
  }
  const most = minutesIn(window);
  if (line.unit !== "hour" || line.minutes <= most) return null;
  return {
    text: `U vulde ${inHours(line.minutes)} in. Het tarief ‘${rate.label}’ geldt ${inHours(most)} per dag.`,
    remedy: `Vul ten hoogste ${inHours(most)} in bij dit tarief, en de andere uren bij het tarief dat daarvoor geldt.`,
  };
};

/** A funder had payments under this agreement put off: what is right is set aside, and paid when they go again. */
export const paymentSuspended: Finds = ({ facts: { suspended, today } }) => {
  const days = suspended.find((one) => includes(one, today));
  if (!days) return null;
  return {
    text: `De verstrekker liet de betaling opschorten tot en met ${inWords(days.until ?? today)}.`,
    remedy: "U hoeft niets te doen. Het geld staat apart, en wij betalen zodra de opschorting voorbij is.",
  };
};
