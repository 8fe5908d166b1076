import type { Cents } from "../kernel/money.ts";
import { wlzMaximumPerDayPart, wlzMaximumPerHour, type Standing } from "./care-rates.ts";
import { dated, type Dated, type Version } from "./dated.ts";
import type { Law } from "./laws.ts";
import type { Consulted, Worksheet } from "./worksheet.ts";

/** Maximum rate per hour that a funder set in its own policy (verordening), in cents: versions oldest first, empty where it set none. */
export type RatePolicy = readonly Version<Cents>[];

/** Exactly one version of a policy, whatever else the object at hand carries. */
export const onlyVersion = ({ from, value, source, confidence = "published" }: RatePolicy[number]): Required<RatePolicy[number]> => ({
  from,
  value,
  source,
  confidence,
});

const policyArticle: Readonly<Record<Exclude<Law, "wlz">, string>> = {
  wmo: "verordening op grond van Wmo 2015 art. 2.1.3 lid 2 b",
  jeugdwet: "verordening op grond van Jeugdwet art. 2.9 c",
};

const ruleFor = (law: Law, standing: Standing, policy: RatePolicy): Dated<Cents> | null => {
  if (law === "wlz") return wlzMaximumPerHour[standing];
  return policy.length === 0 ? null : dated<Cents>("maximumtarief van de gemeente per uur", policyArticle[law], policy);
};

/**
 * The maximum rate per hour on the day of a worksheet, written down there. Under the Wlz that is law, under Wmo and
 * Jeugdwet the policy of the municipality; null where it set none.
 */
export const maximumRate = (sheet: Worksheet, law: Law, standing: Standing, policy: RatePolicy): Consulted<Cents> | null => {
  const rule = ruleFor(law, standing, policy);
  return rule && sheet.consult(rule, law === "wlz" ? "law" : "policy");
};

/** The maximum per part of a day (dagdeel) on the day of a worksheet, written down there; null where only a maximum per hour is set. */
export const maximumPerDayPart = (sheet: Worksheet, law: Law, standing: Standing): Consulted<Cents> | null =>
  law === "wlz" ? sheet.consult(wlzMaximumPerDayPart[standing]) : null;
