import { lastDay, monthOf, plusDays, weekdayOf } from "../kernel/day.ts";
import { wlzMaximumPerDayPart, wlzMaximumPerHour } from "../law/care-rates.ts";
import { settled, type LawKnown } from "../law/dated.ts";
import type { RuleTried } from "../law/receipt.ts";
import { networkMaximum, networkRequestTerm, quarterHour } from "../law/terms.ts";
import { covers, halfUp } from "./amounts.ts";
import {
  awardedOn,
  countable,
  livesOn,
  mostPieces,
  price,
  runsOn,
  sickWithoutWage,
  workable,
  type GivenDeclaration,
  type GivenParty,
  type Seen,
} from "./declaration-given.ts";

type Outcome = RuleTried["outcome"];
type Rule = (seen: Seen) => Outcome;

const unless = (right: boolean, otherwise: Exclude<Outcome, "pass"> = "repair"): Outcome => (right ? "pass" : otherwise);

const party = ({ given, days }: Seen, one: GivenParty): Outcome => {
  if (!one.known) return "repair";
  const covered = days.filter((on) => awardedOn(given, on) && runsOn(given, on));
  const asked = covered.length > 0 ? covered : days;
  if (asked.length > 0 && asked.every((on) => !livesOn(one, on))) return "repair";
  return unless(!one.blocked, "review");
};

const counts = new Set(["rejected", "refused", "withdrawn", "credited"]);
const earlier = ({ claim, declared }: GivenDeclaration): GivenDeclaration["declared"] => {
  const own = new Set(claim.lines.map(({ id }) => id));
  return declared.filter(({ id, state }) => !counts.has(state) && !own.has(id));
};

const twice: Rule = ({ given, line, at }) => {
  const first = given.claim.lines.slice(0, at);
  if (line.unit === "month") {
    const here = first.some(({ unit, rateAt }) => unit === "month" && rateAt === line.rateAt);
    const before = earlier(given).some(({ day, rateAt, month }) => day === null && month === given.claim.month && rateAt === line.rateAt);
    return unless(!here && !before);
  }
  if (line.day === null) return "pass";
  if (first.some(({ unit, day, rateAt }) => unit !== "month" && day === line.day && rateAt === line.rateAt)) return "repair";
  const before = earlier(given).filter(({ day, rateAt }) => day === line.day && rateAt === line.rateAt);
  if (before.length === 0) return "pass";
  if (before.some(({ minutes, quantity }) => minutes === line.minutes && quantity === line.quantity)) return "repair";
  const sum = [...before, line].reduce((total, { minutes }) => total + Math.max(0, minutes), 0);
  return sum > 1440 ? "repair" : "review";
};

type Most = { known: true; most: number; sure: boolean } | { known: false } | null;

const figure = (law: LawKnown<number>, confirmed: readonly string[]): Most => ({
  known: true,
  most: law.value,
  sure: settled(law, new Set(confirmed)),
});

const perHourMost = ({ given: { agreement, policy, confirmed }, legalDay }: Seen): Most => {
  if (agreement.law === "wlz") {
    const law = wlzMaximumPerHour[agreement.standing].on(legalDay);
    return law.known ? figure(law, confirmed) : { known: false };
  }
  if (policy.length === 0) return null;
  const version = policy.findLast(({ from }) => from <= legalDay);
  if (version === undefined) return { known: false };
  const key = { name: "maximumtarief van de gemeente per uur", from: version.from, confidence: version.confidence };
  return { known: true, most: version.value, sure: settled(key, new Set(confirmed)) };
};

const most = (one: Seen): Most => {
  const { rate, given, legalDay } = one;
  if (rate.unit === "day" || rate.unit === "piece") return null;
  if (rate.unit === "daypart") {
    if (given.agreement.law !== "wlz") return null;
    const law = wlzMaximumPerDayPart[given.agreement.standing].on(legalDay);
    return law.known ? figure(law, given.confirmed) : { known: false };
  }
  const hourly = perHourMost(one);
  if (rate.unit === "hour" || hourly === null || !hourly.known) return hourly;
  const weekly = given.agreement.minutesPerWeek;
  return weekly === null ? null : { ...hourly, most: halfUp(hourly.most, Math.round((weekly * 52) / 12), 60) };
};

const aboveMost: Rule = (one) => {
  const limit = most(one);
  if (limit === null) return "pass";
  if (!limit.known) return "review";
  return unless(one.rate.cents <= limit.most, limit.sure ? "repair" : "review");
};

const quarters: Rule = ({ line, legalDay }) => {
  if (line.unit !== "hour") return "pass";
  const law = quarterHour.on(legalDay);
  return law.known ? unless(workable(line.minutes) && line.minutes % law.value === 0) : "review";
};

const wholeMonth: Rule = ({ line, payable, right }) => {
  if (line.unit !== "month") return "pass";
  return unless(line.day === null && line.quantity === 1 && (line.amount === null || line.amount === right || payable.length === 0));
};

const mostADay: Readonly<Record<string, number>> = { daypart: 6, day: 1, piece: mostPieces };

const fullDay: Rule = ({ given, line, at }) => {
  if (line.unit !== "hour" || line.day === null) return "pass";
  const others = [...given.claim.lines.slice(0, at), ...earlier(given)].filter(
    ({ unit, day, rateAt }) => unit === "hour" && day === line.day && rateAt !== line.rateAt,
  );
  const sum = [line, ...others].reduce((total, { minutes }) => total + Math.max(0, minutes), 0);
  return unless(others.length === 0 || sum <= 1440);
};

const inWindow: Rule = ({ line, rate: { window } }) => {
  if (window === null || line.day === null) return "pass";
  const length = window.until > window.from ? window.until - window.from : 1440 - window.from + window.until;
  return unless(window.weekdays.includes(weekdayOf(line.day)) && (line.unit !== "hour" || line.minutes <= length));
};

const requestInTime: Rule = ({ given: { agreement, claim, today }, legalDay }) => {
  if (agreement.kind !== "network" || agreement.law === "wlz") return "pass";
  const law = networkRequestTerm[agreement.law].on(legalDay);
  return unless(law.known && today <= plusDays(lastDay(claim.month), law.value * 7), "review");
};

const allowance: Rule = ({ given: { agreement, confirmed }, line, rate, legalDay }) => {
  if (agreement.kind !== "network" || agreement.law === "wlz" || line.rateAt > 0) return "pass";
  const law = networkMaximum[agreement.law].on(legalDay);
  if (law.known && rate.cents <= law.value) return "pass";
  return law.known && settled(law, new Set(confirmed)) ? "repair" : "review";
};

const termsKept: Rule = ({ given, line, rate }) =>
  unless(
    given.agreement.rates[line.rateAt] !== undefined &&
      line.unit === rate.unit &&
      (line.unit === "month" || line.day !== null) &&
      (line.rate === null || line.rate === rate.cents),
  );

const amountRight: Rule = ({ line, rate, days }) => {
  const priced = line.unit === "hour" ? workable(line.minutes) : line.unit === "month" || countable(line.quantity);
  if (line.amount === null || !priced || line.unit === "month") return "pass";
  return unless(line.amount === price(line, line.rate ?? rate.cents, days.length, days.length));
};

const agreed: Rule = ({ given, days }) => {
  const awarded = days.filter((on) => awardedOn(given, on));
  const asked = awarded.length > 0 ? awarded : days;
  return unless(asked.length === 0 || asked.some((on) => runsOn(given, on)));
};

/** Every check on a line, found again by who verifies. D109 on room is found where room is counted. */
export const lineRules: Readonly<Record<string, Rule>> = {
  D101: ({ given, days }) => unless(days.length === 0 || days.some((on) => awardedOn(given, on))),
  D102: agreed,
  D103: (one) => {
    const holder = party(one, one.given.holder);
    return holder === "pass" ? party(one, one.given.provider) : holder;
  },
  D104: termsKept,
  D105: amountRight,
  D106: twice,
  D107: ({ given, line }) => {
    const last = line.unit === "month" ? lastDay(given.claim.month) : line.day;
    return unless(last === null || last < given.today);
  },
  D108: ({ given, line }) => unless(line.unit === "month" || line.day === null || monthOf(line.day) === given.claim.month),
  D110: aboveMost,
  D111: quarters,
  D112: wholeMonth,
  D113: ({ line }) => {
    const limit = mostADay[line.unit];
    return unless(limit === undefined || (line.quantity >= 1 && line.quantity <= limit));
  },
  D114: fullDay,
  D115: inWindow,
  D116: requestInTime,
  D117: allowance,
  D190: ({ given, at }) => unless(!given.ownCare || at > 0, "notice"),
  D150: ({ given }) => unless(!given.suspended.some((days) => covers(days, given.today)), "suspend"),
  D120: ({ given, days }) => unless(days.length === 0 || !days.every((on) => sickWithoutWage(given, on))),
};

/** The check on a declaration as a whole (D108): there is one for each month, and later ones add to it. */
export const wholeRule = ({ claim, siblings }: GivenDeclaration): Outcome => {
  const others = siblings.filter(({ id }) => id !== claim.id);
  if (claim.lines.length === 0) return "repair";
  if (claim.supplementTo === null) return unless(!others.some(({ supplementTo }) => supplementTo === null));
  return unless(others.some(({ id }) => id === claim.supplementTo));
};
