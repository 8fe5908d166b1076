import type { Day, Month } from "../kernel/day.ts";
import { daysIn, firstDay } from "../kernel/day.ts";
import type { Period } from "../kernel/period.ts";
import type { Standing } from "../law/care-rates.ts";
import type { Law } from "../law/laws.ts";
import { covers, halfUp, monthPrice, type GivenRate } from "./amounts.ts";

export type GivenLine = {
  id: string;
  day: Day | null;
  rateAt: number;
  unit: GivenRate["unit"];
  minutes: number;
  quantity: number;
  rate: number | null;
  amount: number | null;
};

export type GivenParty = { known: boolean; died: Day | null; blocked: boolean };
export type GivenRoom = { id: string; awarded: readonly Period[]; commitment: number; free: number };

/** What a decision on a declaration was given. */
export type GivenDeclaration = {
  today: Day;
  claim: { id: string; agreement: string; month: Month; supplementTo: string | null; lines: readonly GivenLine[] };
  siblings: readonly { id: string; supplementTo: string | null }[];
  agreement: {
    id: string;
    law: Law;
    kind: string;
    standing: Standing;
    state: string;
    period: Period;
    endedOn: Day | null;
    rates: readonly GivenRate[];
    minutesPerWeek: number | null;
    beyondCommitment: boolean;
  };
  budgetLines: readonly GivenRoom[];
  holder: GivenParty;
  provider: GivenParty;
  declared: readonly (Pick<GivenLine, "id" | "day" | "rateAt" | "unit" | "minutes" | "quantity"> & { month: Month; state: string })[];
  sick: readonly Period[];
  suspended: readonly Period[];
  policy: readonly { from: Day; value: number; confidence: "published" | "derived" | "provisional" }[];
  confirmed: readonly string[];
  ownCare: boolean;
};

/** A line with what follows from what was given. */
export type Seen = {
  given: GivenDeclaration;
  line: GivenLine;
  at: number;
  rate: GivenRate;
  days: readonly Day[];
  payable: readonly Day[];
  legalDay: Day;
  right: number;
};

const lastDayOf = ({ period, endedOn }: GivenDeclaration["agreement"]): Day | null =>
  endedOn === null ? period.until : period.until === null || endedOn < period.until ? endedOn : period.until;

export const runsOn = ({ agreement }: GivenDeclaration, on: Day): boolean =>
  (agreement.state === "approved" || agreement.state === "ended") &&
  covers({ from: agreement.period.from, until: lastDayOf(agreement) }, on);

export const awardedOn = ({ budgetLines }: GivenDeclaration, on: Day): boolean =>
  budgetLines.some(({ awarded }) => awarded.some((award) => covers(award, on)));

export const livesOn = ({ died }: GivenParty, on: Day): boolean => died === null || on <= died;

export const sickWithoutWage = ({ agreement, sick }: GivenDeclaration, on: Day): boolean =>
  agreement.kind !== "employment" && sick.some((days) => covers(days, on));

export const mostPieces = 999;
export const workable = (minutes: number): boolean => minutes > 0 && minutes <= 1440;
export const countable = (quantity: number): boolean => quantity > 0 && quantity <= mostPieces;

/** What a line costs at a rate. */
export const price = (line: GivenLine, rate: number, payable: number, all: number): number => {
  if (rate < 0) return 0;
  if (line.unit === "month") return monthPrice(rate, payable, all);
  if (line.unit === "hour") return workable(line.minutes) ? halfUp(rate, line.minutes, 60) : 0;
  return countable(line.quantity) && rate > 0 ? rate * line.quantity : 0;
};

/** The day whose law holds for a line: that of the care, or the first of the month. */
export const legalDayOf = ({ unit, day }: GivenLine, month: Month): Day => (unit !== "month" && day !== null ? day : firstDay(month));

/** Looks at a line. Null for an agreement without a rate, on which nothing can be decided. */
export const seen = (given: GivenDeclaration, line: GivenLine, at: number): Seen | null => {
  const rate = given.agreement.rates[line.rateAt] ?? given.agreement.rates[0];
  if (rate === undefined) return null;
  const days = line.unit === "month" ? daysIn(given.claim.month) : line.day === null ? [] : [line.day];
  const payable = days.filter(
    (on) =>
      awardedOn(given, on) && runsOn(given, on) && livesOn(given.holder, on) && livesOn(given.provider, on) && !sickWithoutWage(given, on),
  );
  return {
    given,
    line,
    at,
    rate,
    days,
    payable,
    legalDay: legalDayOf(line, given.claim.month),
    right: price(line, rate.cents, payable.length, days.length),
  };
};
