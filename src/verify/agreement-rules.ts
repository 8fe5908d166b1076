import { firstDay, monthOf, plusDays, plusMonths, plusYears } from "../kernel/day.ts";
import { wlzMaximumPerDayPart, wlzMaximumPerHour } from "../law/care-rates.ts";
import { settled, type Confidence } from "../law/dated.ts";
import { minimumWage } from "../law/payroll/minimum-wage.ts";
import type { RuleTried } from "../law/receipt.ts";
import { networkMaximum, quarterHour } from "../law/terms.ts";
import { awardedDays, moneyOf, ownLines, type GivenAgreement, type GivenTerms } from "./agreement-given.ts";
import { halfUp, shared, united, type GivenRate } from "./amounts.ts";

type Outcome = RuleTried["outcome"];
type Rule = (given: GivenAgreement) => Outcome;

const unless = (right: boolean, otherwise: Exclude<Outcome, "pass"> = "repair"): Outcome => (right ? "pass" : otherwise);
const isNetwork = ({ terms }: GivenAgreement): boolean => terms.kind === "network";

type Figure = { name: string; from: string; value: number; confidence: Confidence };
const sure = ({ name, from, confidence }: Figure, { confirmed }: GivenAgreement): boolean =>
  settled({ name, from: from as never, confidence }, new Set(confirmed));

/** The maximum for a unit: none, a figure, or "unknown" where there should be one. */
const maximumFor = (unit: GivenRate["unit"], given: GivenAgreement): Figure | "unknown" | null => {
  const { terms, policy } = given;
  if (unit === "day" || unit === "piece") return null;
  if (unit === "daypart" && terms.law !== "wlz") return null;
  if (terms.law === "wlz") {
    const law = (unit === "daypart" ? wlzMaximumPerDayPart : wlzMaximumPerHour)[terms.standing].on(terms.period.from);
    if (!law.known) return "unknown";
    return perMonth({ name: law.name, from: law.from, value: law.value, confidence: law.confidence }, unit, terms);
  }
  if (policy.length === 0) return null;
  const version = policy.findLast(({ from }) => from <= terms.period.from);
  return version === undefined ? "unknown" : perMonth({ name: "maximumtarief van de gemeente per uur", ...version }, unit, terms);
};

const perMonth = (figure: Figure, unit: GivenRate["unit"], { minutesPerWeek: weekly }: GivenTerms): Figure | null => {
  if (unit !== "month") return figure;
  return weekly === null ? null : { ...figure, value: halfUp(figure.value, Math.round((weekly * 52) / 12), 60) };
};

const withinMaximum: Rule = (given) => {
  const { rates } = given.terms;
  if (rates.length === 0 || rates.some(({ cents }) => cents <= 0)) return "repair";
  const outcomes = rates.map(({ unit, cents }): Outcome => {
    const most = maximumFor(unit, given);
    if (most === null) return "pass";
    if (most === "unknown") return "review";
    return unless(cents <= most.value, sure(most, given) ? "repair" : "review");
  });
  return (["repair", "review"] as const).find((one) => outcomes.includes(one)) ?? "pass";
};

const amountOfWork: Rule = (given) => {
  const { terms } = given;
  const { minutesPerWeek: weekly, quantityPerWeek, schedule, rates } = terms;
  const [base] = rates;
  if (isNetwork(given) || base === undefined) return "pass";
  const counted = base.unit !== "hour" && base.unit !== "month";
  if (base.unit === "month" && schedule === "irregular") return "repair";
  if (schedule === "fixed" && counted && (quantityPerWeek === null || quantityPerWeek < 1)) return "repair";
  if (weekly !== null) {
    const law = quarterHour.on(terms.period.from);
    return unless(weekly > 0 && weekly <= 7 * 1440 && weekly % (law.known ? law.value : 1) === 0);
  }
  return unless(schedule === "irregular" || counted);
};

const termAwarded: Rule = (given) => {
  const { period } = given.terms;
  const [first] = united(awardedDays(given).flatMap((award) => shared(award, period) ?? []));
  if (first === undefined || first.from > period.from) return "repair";
  return unless(first.until === null || (period.until !== null && period.until <= first.until), "notice");
};

const functionAllowed: Rule = (given) => {
  const own = ownLines(given);
  const { careFunction, budgetLines } = given.terms;
  const fits = own.every(
    ({ careFunction: { codeList, code } }) => code === "99" || (code === careFunction.code && codeList === careFunction.codeList),
  );
  return unless(own.length > 0 && own.length >= budgetLines.length && fits);
};

const commitmentFits: Rule = (given) => {
  const { terms } = given;
  if (terms.setAside === null && terms.rates[0]?.unit !== "month" && terms.schedule === "irregular") return "repair";
  if (terms.setAside !== null && terms.setAside < 0) return "repair";
  const { expected, aside } = moneyOf(given);
  if (aside > ownLines(given).reduce((sum, { free }) => sum + Math.max(0, free), 0)) return "repair";
  return unless(expected === null || aside >= expected, "notice");
};

const hasMinimumWage = ({ terms, provider }: GivenAgreement): boolean =>
  terms.kind !== "institution" && !(terms.kind === "assignment" && provider.kind === "self-employed");

/** The lowest rate per hour, with holiday allowance in it; null where none holds. */
export const lowestRate = (given: GivenAgreement): number | null => {
  const { terms, provider } = given;
  if (!hasMinimumWage(given) || provider.kind === "institution" || !terms.rates.some(({ unit }) => unit === "hour")) return null;
  const law = minimumWage[provider.wageAge ?? 21].on(terms.period.from);
  return law.known ? Math.ceil((law.value * 108) / 100) : null;
};

const minimumKept: Rule = (given) => {
  const lowest = lowestRate(given);
  const kept = lowest === null || !given.terms.rates.some(({ unit, cents }) => unit === "hour" && cents > 0 && cents < lowest);
  return unless(kept, given.provider.wageAge === null ? "review" : "repair");
};

const monthAlone: Rule = (given) => {
  const { rates } = given.terms;
  const months = rates.filter(({ unit }) => unit === "month").length;
  return unless(months === 0 || (months === rates.length && months <= (isNetwork(given) ? 2 : 1)));
};

const unitsOf: Readonly<Record<GivenTerms["kind"], readonly string[]>> = {
  assignment: ["hour", "daypart", "day", "month", "piece"],
  institution: ["hour", "daypart", "day", "month", "piece"],
  family: ["hour", "daypart", "month"],
  employment: ["hour", "month"],
  transport: ["piece"],
  network: ["month"],
};

const allowance: Rule = (given) => {
  const { terms } = given;
  const [asked, costs] = terms.rates;
  if (!isNetwork(given) || terms.law === "wlz" || asked === undefined) return "pass";
  const law = networkMaximum[terms.law].on(terms.period.from);
  if (!law.known) return "review";
  if (asked.cents > law.value) return sure(law, given) ? "repair" : "review";
  return unless(costs === undefined, "notice");
};

const trial: Rule = ({ terms: { employment, period } }) => {
  if (employment === null || employment.trialMonths === 0) return "pass";
  const twoYears = period.until === null || plusDays(period.until, 1) >= plusYears(period.from, 2);
  const most = twoYears ? 2 : period.until !== null && period.until >= plusMonths(period.from, 6) ? 1 : 0;
  return unless(employment.trialMonths <= most);
};

const ratesTold: Rule = ({ terms: { rates } }) => {
  const named = rates.slice(1).every(({ label }) => label !== "");
  const names = rates.map(({ label, unit }) => `${unit} ${label}`);
  return unless(named && (rates.length < 2 || new Set(names).size === names.length));
};

const standIn: Rule = ({ terms, replaced }) => {
  if (terms.standInFor === null) return "pass";
  if (replaced === null || replaced.provider === terms.provider) return "repair";
  const within = (periods: GivenAgreement["others"][number]["period"][]) => periods.some((period) => shared(period, terms.period) !== null);
  return unless(within([...replaced.running]) && within([...replaced.standIn]) && terms.rates.every(({ unit }) => unit === "hour"));
};

const beginsRight: Rule = ({ terms, change }) => {
  if (change === null) return "pass";
  const { period, endedOn } = change.before;
  const until = endedOn === null || (period.until !== null && period.until < endedOn) ? period.until : endedOn;
  const { from } = terms.period;
  return unless(from.endsWith("-01") && from >= period.from && (until === null || from <= plusDays(until, 1)));
};

const sameParties: Rule = ({ terms, change }) =>
  unless(
    change === null ||
      (["holder", "provider", "funder", "law", "kind", "standInFor"] as const).every((name) => change.before[name] === terms[name]),
  );

const partyGone: Rule = ({ terms, gone }) => {
  const last = gone.holder ?? gone.provider;
  return unless(last === null || (terms.period.until !== null && terms.period.until <= last));
};

/** What rests on the model texts or on the care description, which a receipt names and does not hold: its words are held by the hash. */
export const heldByHash: readonly string[] = ["A101", "A102", "A112", "A135"];

/** The other checks on an agreement, found again by who verifies. */
export const agreementRules: Readonly<Record<string, Rule>> = {
  A103: withinMaximum,
  A104: amountOfWork,
  A105: termAwarded,
  A106: functionAllowed,
  A107: ({ terms }) => unless(terms.holder !== terms.provider),
  A108: commitmentFits,
  A109: ({ terms, provider }) =>
    unless(terms.standing === "informal" || provider.kind === "institution" || (provider.registered && !provider.family)),
  A110: monthAlone,
  A111: (given) => unless(!hasMinimumWage(given) || given.terms.rates.every(({ unit }) => unit !== "day")),
  A113: ({ terms }) => unless(terms.rates.every(({ unit }) => unitsOf[terms.kind].includes(unit))),
  A114: (given) =>
    unless(
      !isNetwork(given) || (given.terms.law !== "wlz" && given.provider.kind !== "institution" && given.terms.standing === "informal"),
    ),
  A115: allowance,
  A116: ({ terms, others }) =>
    unless(
      !others.some(
        ({ provider, kind, period }) =>
          provider === terms.provider && (kind === "network") !== (terms.kind === "network") && shared(period, terms.period) !== null,
      ),
    ),
  A117: ({ terms: { kind, employment } }) =>
    unless(
      (kind === "employment") === (employment !== null) &&
        (employment === null || (employment.daysPerWeek >= 1 && employment.daysPerWeek <= 7 && employment.idCopy)),
    ),
  A118: trial,
  A119: ratesTold,
  A120: standIn,
  A121: minimumKept,
  A130: beginsRight,
  A131: ({ change, terms }) => unless((change?.lastDeclared ?? "") < monthOf(terms.period.from)),
  A132: ({ change }) => unless(change === null || change.before.state === "approved"),
  A133: ({ change }) => unless(change === null || !change.otherOpen),
  A134: sameParties,
  A136: ({ change, terms, sharedOn }) => unless(change === null || terms.period.from >= firstDay(monthOf(sharedOn)), "notice"),
  A163: partyGone,
  A190: ({ signers }) => unless(signers.provider !== "alone", "review"),
  A191: ({ signers }) => unless(signers.provider !== "beside", "notice"),
  A192: ({ signers }) => unless(signers.needed.length < 2, "notice"),
};
