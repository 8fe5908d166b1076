import { daysIn as lengthOf, includes, joined, overlap, type Period } from "../kernel/period.ts";
import { earliest, firstDay, lastDay, latest, monthOf, nextMonth, type Day } from "../kernel/day.ts";
import { cents, least, minus, minutes, perHour, plus, total, zero, type Cents, type Minutes } from "../kernel/money.ts";
import type { Standing } from "../law/care-rates.ts";
import type { Law } from "../law/laws.ts";
import { after, type Moves } from "../law/states.ts";
import { onlyEmployment, type AgreementKind, type Clause, type Employment } from "./kinds.ts";
import { baseRate, isCounted, monthAmount, onlyRate, type Rate } from "./rate.ts";

/** Fixed hours a week, or as they come (vast, onregelmatig). */
export const schedules = ["fixed", "irregular"] as const;
export type Schedule = (typeof schedules)[number];

/** The function of care that is bought (zorgfunctie): a code list of the funder's standard and a code from it. */
export type CareFunction = { codeList: string; code: string };

/**
 * What the parties agree on (inhoud van de zorgovereenkomst). Ids are opaque. The first of `rates` is the base rate. Of fixed work
 * by the hour or the month `minutesPerWeek` says how much, of that by parts of a day, days or pieces `quantityPerWeek`; what does
 * not say anything is null. `setAside` is what the parties put aside on the budget
 * (reservering): null means the whole expected cost, which only fixed work has; 0 means no guarantee.
 * `beyondCommitment` says whether more may be paid from the free room of the budget.
 * `budgetLines` are in the order in which they pay. `model` is the version of the model text. `employment` is null but for an
 * employment contract. `standInFor` is the agreement of a sick provider in whose place this one comes (vervanging), or null.
 */
export type Terms = {
  law: Law;
  kind: AgreementKind;
  holder: string;
  provider: string;
  funder: string;
  standing: Standing;
  model: string;
  period: Period;
  careFunction: CareFunction;
  budgetLines: readonly string[];
  rates: readonly Rate[];
  schedule: Schedule;
  minutesPerWeek: Minutes | null;
  quantityPerWeek: number | null;
  setAside: Cents | null;
  beyondCommitment: boolean;
  accepted: readonly Clause[];
  employment: Employment | null;
  standInFor: string | null;
};

/** States of an agreement, in the order of its life. A concept is a draft and no agreement yet. */
export const states = ["shared", "provider-signed", "signed", "funder-approved", "approved", "rejected", "withdrawn", "ended"] as const;
export type State = (typeof states)[number];

/** A care agreement (zorgovereenkomst). `endedOn` is its last day when it was ended early. Wmo 2015 art. 2.3.6, Jeugdwet 8.1.1, Blz art. 3.6.4. */
export type Agreement = Terms & { id: string; state: State; endedOn: Day | null };

/** Exactly what parties agree on, whatever else the object at hand carries: what a receipt may hold. */
export const onlyTerms = (of: Terms): Terms => ({
  law: of.law,
  kind: of.kind,
  holder: of.holder,
  provider: of.provider,
  funder: of.funder,
  standing: of.standing,
  model: of.model,
  period: { from: of.period.from, until: of.period.until },
  careFunction: { codeList: of.careFunction.codeList, code: of.careFunction.code },
  budgetLines: [...of.budgetLines],
  rates: of.rates.map(onlyRate),
  schedule: of.schedule,
  minutesPerWeek: of.minutesPerWeek,
  quantityPerWeek: of.quantityPerWeek,
  setAside: of.setAside,
  beyondCommitment: of.beyondCommitment,
  accepted: [...of.accepted],
  employment: of.employment === null ? null : onlyEmployment(of.employment),
  standInFor: of.standInFor,
});

/** Exactly an agreement, whatever else the object at hand carries. */
export const onlyAgreement = (of: Agreement): Agreement => ({ ...onlyTerms(of), id: of.id, state: of.state, endedOn: of.endedOn });

/** Who makes a move: a party, the assessor of the funder or of the SVB. */
export type Mover = "holder" | "provider" | "funder" | "svb" | "either-party";

/**
 * The life of an agreement: the provider signs first, the holder last, in part while another must sign for him too; then the funder assesses content and the SVB only
 * conflict with law and feasibility. A network declaration needs the college alone, and where the Minister decided that the college
 * takes the place of the SVB, its approval counts for both. A change that needs no approval holds when the last party
 * signed. Uitv.reg. Wmo 2015 art. 2a lid 3–5 and 7 and 2ab lid 4, Regeling Jeugdwet art. 8a lid 3–5 and 7 and 8ab lid 4.
 */
export const moves = {
  decline: { from: ["shared"], to: "rejected", by: "provider" },
  revise: { from: ["shared", "provider-signed"], to: "shared", by: "either-party" },
  providerSign: { from: ["shared"], to: "provider-signed", by: "provider" },
  holderSign: { from: ["provider-signed"], to: "signed", by: "holder" },
  holderSignPart: { from: ["provider-signed"], to: "provider-signed", by: "holder" },
  holderSignLast: { from: ["provider-signed"], to: "approved", by: "holder" },
  holderSignAlone: { from: ["shared"], to: "approved", by: "holder" },
  holderSignAlonePart: { from: ["shared"], to: "shared", by: "holder" },
  funderApprove: { from: ["signed"], to: "funder-approved", by: "funder" },
  funderApproveAlone: { from: ["signed"], to: "approved", by: "funder" },
  funderReject: { from: ["signed"], to: "rejected", by: "funder" },
  svbApprove: { from: ["funder-approved"], to: "approved", by: "svb" },
  svbReject: { from: ["funder-approved"], to: "rejected", by: "svb" },
  withdraw: { from: ["shared", "provider-signed", "signed", "funder-approved"], to: "withdrawn", by: "holder" },
  end: { from: ["approved"], to: "ended", by: "holder" },
} as const satisfies Record<string, { from: readonly State[]; to: State; by: Mover }>;
export type Move = keyof typeof moves;

/** The state after a move, or null where the table does not allow it. */
export const moved = (state: State, move: Move): State | null => after<State, Moves<State>>(moves, move, state);

/** A state as people read it. */
export const stateName: Readonly<Record<State, string>> = {
  shared: "Gedeeld met de zorgverlener",
  "provider-signed": "Ondertekend door de zorgverlener",
  signed: "Ondertekend, wacht op beoordeling",
  "funder-approved": "Goedgekeurd door de verstrekker, wacht op de SVB",
  approved: "Goedgekeurd",
  rejected: "Afgekeurd",
  withdrawn: "Ingetrokken",
  ended: "Beëindigd",
};

/** The days that an agreement covers, with an early end taken into account (looptijd). */
export const termOf = ({ period, endedOn }: Pick<Agreement, "period" | "endedOn">): Period =>
  endedOn === null ? period : { from: period.from, until: period.until === null ? endedOn : earliest(period.until, endedOn) };

/** True when care on a day may be paid under this agreement: it was approved, and the day lies within its term. Also after it ended. */
export const inForce = (agreement: Pick<Agreement, "state" | "period" | "endedOn">, on: Day): boolean =>
  (agreement.state === "approved" || agreement.state === "ended") && includes(termOf(agreement), on);

/** True of a version that was ended and has days to go, so that care is still given under it (loopt nog). */
export const runsOn = ({ state, period, endedOn }: Pick<Agreement, "state" | "period" | "endedOn">, today: Day): boolean =>
  state === "ended" && endedOn !== null && endedOn >= latest(today, period.from);

/** Hours of fixed work in a stretch of days, in minutes: hours a week × days ÷ 7, up to the whole minute, so that the last visit still fits. */
export const fixedMinutes = (perWeek: Minutes, over: Period): Minutes => minutes(Math.ceil((perWeek * lengthOf(over)) / 7));

/** Whole numbers of fixed work in a stretch of days: so many a week × days ÷ 7, up to the whole one, so that the last still fits. */
export const fixedQuantity = (perWeek: number, over: Period): number => Math.ceil((perWeek * lengthOf(over)) / 7);

// All month amounts count: beside the fixed amount a network declaration may have one for costs.
const monthsCost = (rates: readonly Rate[], over: Period & { until: Day }): Cents => {
  let cost = zero;
  for (let month = monthOf(over.from); month <= monthOf(over.until); month = nextMonth(month)) {
    const whole: Period = { from: firstDay(month), until: lastDay(month) };
    const within = overlap(whole, over);
    if (within)
      for (const { unit, cents: price } of rates)
        if (unit === "month") cost = plus(cost, monthAmount(price, lengthOf(within), lengthOf(whole)));
  }
  return cost;
};

type Work = Pick<Terms, "rates" | "schedule" | "minutesPerWeek" | "quantityPerWeek">;

/**
 * What fixed work is expected to cost over a closed stretch of days at the base rate (verwachte kosten), in cents; null for
 * irregular work. Throws for a stretch without an end.
 */
export const expectedCost = (terms: Work, over: Period): Cents | null => {
  const { until } = over;
  if (until === null) throw new Error(`cannot cost work from ${over.from} without an end`);
  const { unit, cents: price } = baseRate(terms);
  if (unit === "month") return monthsCost(terms.rates, { from: over.from, until });
  if (terms.schedule === "irregular") return null;
  if (isCounted(unit)) return terms.quantityPerWeek === null ? null : cents(price * fixedQuantity(terms.quantityPerWeek, over));
  return terms.minutesPerWeek === null ? null : perHour(price, fixedMinutes(terms.minutesPerWeek, over));
};

// An award without an end costs nothing yet: money is put aside for days that somebody granted.
const costed = (period: Period, awarded: readonly Period[]): Period[] =>
  joined(awarded.flatMap((award) => overlap(award, period) ?? [])).filter(({ until }) => until !== null);

/** The last day of which the cost is reckoned: that of the award, or of the term where it is earlier; null when no day is. */
export const costedUntil = (period: Period, awarded: readonly Period[]): Day | null => costed(period, awarded).at(-1)?.until ?? null;

/** What fixed work is expected to cost over its awarded days, in cents; null for irregular work. */
export const costOver = (terms: Work & Pick<Terms, "period">, awarded: readonly Period[]): Cents | null => {
  const stretches = costed(terms.period, awarded);
  const costs = stretches.map((stretch) => expectedCost(terms, stretch));
  if (costs.includes(null) || (baseRate(terms).unit !== "month" && terms.schedule === "irregular")) return null;
  return total(costs.map((cost) => cost ?? zero));
};

/** What approval puts aside for an agreement over its awarded days (vastlegging), in cents: what the parties chose, or the whole expected cost. */
export const commitmentOf = (terms: Terms, awarded: readonly Period[]): Cents => terms.setAside ?? costOver(terms, awarded) ?? zero;

/**
 * Divides a commitment over budget lines in the order in which they pay, each up to what is free on it. What fits nowhere
 * stays with the first, where the ledger refuses it.
 */
export const allocated = (commitment: Cents, lines: readonly { id: string; free: Cents }[]): { budgetLine: string; amount: Cents }[] => {
  let left = commitment;
  const parts = lines.map(({ id, free }) => {
    const amount = free > zero ? least(left, free) : zero;
    left = minus(left, amount);
    return { budgetLine: id, amount };
  });
  return parts.map((part, at) => (at === 0 ? { ...part, amount: plus(part.amount, left) } : part));
};
