import { dayOf, firstDay, lastDay, plusDays, type Day, type Month } from "../kernel/day.ts";
import { perHour, total, zero, type Cents } from "../kernel/money.ts";
import { daysIn as lengthOf, overlap, type Period } from "../kernel/period.ts";
import { holderTerm, providerTerm } from "../law/terms.ts";
import type { Law } from "../law/laws.ts";
import { termOf, type Agreement } from "../agreement/agreement.ts";
import { baseRate, countedAmount, isCounted, monthAmount } from "../agreement/rate.ts";
import type { DeclarationSummary, LineView } from "./read.ts";

/** What lines that nobody judged yet are worth by the agreement, in cents; the checks may find less. What was credited is worth nothing. */
export const worthOf = (
  agreement: Pick<Agreement, "rates" | "period" | "endedOn">,
  month: Month,
  lines: readonly (Pick<LineView, "rateAt" | "minutes" | "quantity"> & Partial<Pick<LineView, "state">>)[],
): Cents => {
  const whole: Period = { from: firstDay(month), until: lastDay(month) };
  const within = overlap(whole, termOf(agreement));
  const worth = ({ rateAt, minutes, quantity }: (typeof lines)[number]): Cents => {
    const rate = agreement.rates[rateAt] ?? baseRate(agreement);
    if (rate.unit === "hour") return perHour(rate.cents, minutes);
    if (isCounted(rate.unit)) return countedAmount(rate.cents, quantity);
    return within === null ? zero : monthAmount(rate.cents, lengthOf(within), lengthOf(whole));
  };
  return total(lines.filter(({ state }) => state !== "credited").map(worth));
};

/** The last day on which a holder sends in on time what a provider prepared; null on a day without a known term. */
export const approveBefore = (law: Law, { preparedAt }: Pick<DeclarationSummary, "preparedAt">): Day | null => {
  const received = dayOf(preparedAt);
  const term = holderTerm[law].on(received);
  return term.known ? plusDays(received, term.value * 7) : null;
};

/** The last day on which a provider sends the hours of a month to the holder on time; null for a month without a known term. */
export const prepareBefore = (law: Law, month: Month): Day | null => {
  const end = lastDay(month);
  const term = providerTerm[law].on(end);
  return term.known ? plusDays(end, term.value * 7) : null;
};
