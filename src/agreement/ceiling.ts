import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import { maximumPerDayPart, maximumRate, type RatePolicy } from "../law/maximum-rate.ts";
import type { Worksheet } from "../law/worksheet.ts";
import type { Terms } from "./agreement.ts";
import { monthCeiling, type Unit } from "./rate.ts";

/** The highest rate for a unit on a day, in cents, and whether the figure is settled; or the day for which nobody knows it. */
export type Ceiling = { known: true; most: Cents; settled: boolean } | { known: false; on: Day };

/**
 * The highest rate for a unit that the law or the policy of the funder allows on the day of a worksheet, written down there.
 * Null where none is set for that unit: a day and night and a piece have none, a month only for a number of hours. Rlz art. 5.22.
 */
export const ceilingOf = (
  sheet: Worksheet,
  { law, standing, minutesPerWeek }: Pick<Terms, "law" | "standing" | "minutesPerWeek">,
  unit: Unit,
  policy: RatePolicy,
): Ceiling | null => {
  if (unit === "day" || unit === "piece") return null;
  const found = unit === "daypart" ? maximumPerDayPart(sheet, law, standing) : maximumRate(sheet, law, standing, policy);
  if (found === null) return null;
  if (!found.known) return { known: false, on: found.on };
  const most = unit === "month" ? monthCeiling(found.value, minutesPerWeek) : found.value;
  return most === null ? null : { known: true, most, settled: found.settled };
};
