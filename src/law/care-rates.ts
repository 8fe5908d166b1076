import { day } from "../kernel/day.ts";
import { cents, type Cents } from "../kernel/money.ts";
import { dated, type Confidence, type Dated, type Version } from "./dated.ts";

/** Professional or not (formeel, informeel): family in the first or second degree is always informal. Rlz art. 5.22 lid 2 and 3. */
export const standings = ["formal", "informal"] as const;
export type Standing = (typeof standings)[number];

type Row = readonly [from: string, formalHour: number, formalDayPart: number, informal: number, source: string, confidence?: Confidence];

// The rates were read one by one in the sources named; between 2019 and July 2020 no publication was found, so the old
// ones are carried on as derived. Those of 2025 and 2026 follow from the index named, not from a published table.
const rows: readonly Row[] = [
  ["2018-01-01", 6300, 5800, 2000, "Regeling langdurige zorg art. 5.22; overzicht pgb.nl 2019"],
  ["2020-01-01", 6300, 5800, 2000, "bedragen van 2019, zonder nieuwe publicatie", "derived"],
  ["2020-07-01", 6529, 6011, 2073, "overzicht pgb.nl, tarieven per 1 juli 2020"],
  ["2021-01-01", 6660, 6132, 2114, "overzicht pgb.nl, tarieven 2021"],
  ["2022-01-01", 6830, 6288, 2168, "Stcrt. 2021, 45717"],
  ["2023-01-01", 7239, 6664, 2298, "Stcrt. 2022, 32461"],
  ["2024-01-01", 7700, 7088, 2444, "Stcrt. 2023, 18273"],
  ["2025-01-01", 8081, 7439, 2565, "2024 × 1,0495 (index in Stcrt. 2024, 18860)", "derived"],
  ["2026-01-01", 8499, 7824, 2698, "2025 (afgeleid) × 1,0517 (index in Stcrt. 2026, 19766)", "derived"],
];

const versions = (amountOf: (row: Row) => number, sureness: (row: Row) => Confidence): Version<Cents>[] =>
  rows.map((row) => ({ from: day(row[0]), value: cents(amountOf(row)), source: row[4], confidence: sureness(row) }));

const asRead = (row: Row): Confidence => row[5] ?? "published";

/** Highest rate per hour that a Wlz budget pays (maximumtarief), in cents. Rlz art. 5.22 lid 1 and 2. */
export const wlzMaximumPerHour: Readonly<Record<Standing, Dated<Cents>>> = {
  formal: dated<Cents>(
    "maximumtarief Wlz formeel per uur",
    "Rlz art. 5.22 lid 1",
    versions((row) => row[1], asRead),
  ),
  informal: dated<Cents>(
    "maximumtarief Wlz informeel per uur",
    "Rlz art. 5.22 lid 2",
    versions((row) => row[3], asRead),
  ),
};

/**
 * Highest rate per part of a day (dagdeel) that a Wlz budget pays, in cents. Two sources of July 2020 differ by a cent,
 * and only the text of 2015 says that the informal rate is the same per hour as per part of a day: hence the caution.
 */
export const wlzMaximumPerDayPart: Readonly<Record<Standing, Dated<Cents>>> = {
  formal: dated<Cents>(
    "maximumtarief Wlz formeel per dagdeel",
    "Rlz art. 5.22 lid 1",
    versions(
      (row) => row[2],
      (row) => (row[0] === "2020-07-01" ? "provisional" : asRead(row)),
    ),
  ),
  informal: dated<Cents>(
    "maximumtarief Wlz informeel per dagdeel",
    "Rlz art. 5.22 lid 2",
    versions(
      (row) => row[3],
      () => "derived",
    ),
  ),
};
