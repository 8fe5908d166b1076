import { day, lastDay, monthOf, plusMonths, plusYears, type Day } from "../kernel/day.ts";
import { dated, type Dated } from "./dated.ts";
import { asCount, asText } from "./value.ts";
import type { Worksheet } from "./worksheet.ts";

const start = day("2018-01-01");

/**
 * Months of notice (opzegtermijn) of an agreement that is no employment. The law lets a client end at any time; a month is what the
 * models and the SVB advise, so it is provisional and by itself only said.
 */
export const noticeMonths: Dated<number> = dated(
  "opzegtermijn in maanden, geen arbeidsovereenkomst",
  "BW 7:408 lid 1; modelovereenkomst",
  [
    {
      from: start,
      value: 1,
      source: "SVB, zorgovereenkomst beëindigen: een maand is gebruikelijk; modeltekst niet gezien",
      confidence: "provisional",
    },
  ],
  asCount,
);

/** Months of notice that an employee gives (opzegtermijn van de werknemer), however long he worked. */
export const employeeNotice: Dated<number> = dated(
  "opzegtermijn in maanden, door de werknemer",
  "BW 7:672 lid 1 en 4",
  [{ from: start, value: 1, source: "BW 7:672 lid 4: een maand; wettekst niet gezien", confidence: "derived" }],
  asCount,
);

/** From so many whole years of service on, an employer gives so many months of notice. */
export type NoticeStep = { years: number; months: number };

/** Months of notice of an employment by length of service (opzegtermijn arbeidsovereenkomst). */
export const employmentNotice: Dated<readonly NoticeStep[]> = dated<readonly NoticeStep[]>(
  "opzegtermijn in maanden, arbeidsovereenkomst",
  "BW 7:672 lid 1 en 2",
  [
    {
      from: start,
      value: [
        { years: 0, months: 1 },
        { years: 5, months: 2 },
        { years: 10, months: 3 },
        { years: 15, months: 4 },
      ],
      source: "SVB, arbeidsovereenkomst beëindigen: 1, 2, 3 of 4 kalendermaanden; wettekst niet gezien",
      confidence: "derived",
    },
  ],
  (steps) => asText(steps.map(({ years, months }) => `${String(months)} vanaf ${String(years)} jaar`).join(", ")),
);

/** How much notice an agreement needs: a fixed number of months; by length of service, or a month for an employee, and to the end of a month. */
export type NoticeRule = "months" | "employment" | "employee";

/** The earliest last day when notice is given on a day, and whether that rests on settled law. */
export type Notice = { earliest: Day; settled: boolean };

const monthsOfService = (steps: readonly NoticeStep[], begun: Day, told: Day): number => {
  const step = steps.findLast(({ years }) => plusYears(begun, years) <= told);
  return (step ?? steps[0] ?? { months: 0 }).months;
};

/** The earliest last day (einddatum na opzegging) for notice on the legal day of the sheet; `begun` is when the parties began. */
export const noticeFrom = (rule: NoticeRule, begun: Day, sheet: Worksheet): Notice => {
  const told = sheet.legalDay;
  if (rule === "employment") {
    const found = sheet.consult(employmentNotice);
    if (!found.known) return { earliest: told, settled: false };
    const months = monthsOfService(found.value, begun, told);
    return { earliest: lastDay(monthOf(plusMonths(told, months))), settled: found.settled };
  }
  const found = sheet.consult(rule === "employee" ? employeeNotice : noticeMonths);
  if (!found.known) return { earliest: told, settled: false };
  const last = plusMonths(told, found.value);
  return { earliest: rule === "employee" ? lastDay(monthOf(last)) : last, settled: found.settled };
};
