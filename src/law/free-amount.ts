import { day, type Day } from "../kernel/day.ts";
import { cents, inEuros, least, share, zero, type Cents } from "../kernel/money.ts";
import { daysIn, overlap, type Period } from "../kernel/period.ts";
import { dated, type Dated } from "./dated.ts";
import { asText } from "./value.ts";
import type { Worksheet } from "./worksheet.ts";

/** The free amount of a whole year: a share of what was granted, in thousandths, between a least and a most in cents. */
export type FreeAmountRule = { thousandths: number; least: Cents; most: Cents };

const amounts: FreeAmountRule = { thousandths: 15, least: cents(25_000), most: cents(125_000) };

/** What a holder under the Wlz may spend without an account of it (verantwoordingsvrij bedrag). */
export const freeAmountRule: Dated<FreeAmountRule> = dated<FreeAmountRule>(
  "verantwoordingsvrij bedrag, Wlz",
  "Rlz art. 5.17 lid 3 en 4",
  [
    {
      from: day("2018-01-01"),
      value: amounts,
      source: "Rlz, tekst 2015; dezelfde bedragen in latere uitleg van zorgkantoren, nieuwe tekst niet gezien",
      confidence: "provisional",
    },
  ],
  ({ thousandths, least: lowest, most }) =>
    asText(
      `${String(thousandths / 10).replace(".", ",")}% van het budget, ten minste ${inEuros(lowest)} en ten hoogste ${inEuros(most)} per jaar`,
    ),
);

const wholeYear = (on: Day): Period => ({ from: day(`${on.slice(0, 4)}-01-01`), until: day(`${on.slice(0, 4)}-12-31`) });

/** What the free amount of one calendar year follows from. `spent` is what care was paid for in that year. */
export type FreeAmountFacts = { granted: Cents; spent: Cents; awarded: Period };

/**
 * The free amount of the year of the sheet's legal day, in cents. Least and most shrink with a budget that does not run the whole year;
 * the share needs no such cut, for the grant itself is already that of the part. Nothing when no care was paid for (Rlz art. 5.21 lid 4).
 * `settled` false as long as nobody confirmed the figures; null where the law of that day is not known.
 */
export const freeAmount = (sheet: Worksheet, { granted, spent, awarded }: FreeAmountFacts): { amount: Cents; settled: boolean } | null => {
  const rule = sheet.consult(freeAmountRule);
  if (!rule.known) return null;
  const year = wholeYear(sheet.legalDay);
  const running = overlap(awarded, year);
  const days = running ? daysIn(running) : 0;
  const all = daysIn(year);
  const lowest = share(rule.value.least, days, all);
  const highest = share(rule.value.most, days, all);
  const part = share(granted, rule.value.thousandths, 1000);
  const within = part < lowest ? lowest : least(part, highest);
  const amount = spent === 0 || days === 0 ? zero : least(within, granted);
  sheet.line("verantwoordingsvrij bedrag van dit jaar", amount, "Rlz art. 5.17 lid 3 en 4, 5.21 lid 4");
  return { amount, settled: rule.settled };
};
