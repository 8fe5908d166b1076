import { day } from "../kernel/day.ts";
import { dated, type Dated } from "./dated.ts";
import { asWeeks } from "./value.ts";

/**
 * Weeks within which a debt to the government is paid after it was made known (betaaltermijn van een geldschuld). As in terms.ts, law is
 * told from 2018 on; the article has read so since 1 July 2009.
 */
export const debtTerm: Dated<number> = dated(
  "betaaltermijn terugvordering",
  "Awb art. 4:87 lid 1",
  [{ from: day("2018-01-01"), value: 6, source: "Algemene wet bestuursrecht, tekst in PG Awb" }],
  asWeeks,
);
