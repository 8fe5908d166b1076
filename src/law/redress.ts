import { day } from "../kernel/day.ts";
import { dated, type Confidence, type Dated } from "./dated.ts";
import { asWeeks } from "./value.ts";

// As in terms.ts, law is told from 2018 on; these articles of the Awb have read so since before.
const since = (value: number, source: string, confidence?: Confidence) => [
  { from: day("2018-01-01"), value, source, ...(confidence === undefined ? {} : { confidence }) },
];

/** Weeks after the last day for payment within which a party asks for a decision on it (verzoek om een betalingsbesluit). */
export const decisionRequestTerm: Dated<number> = dated(
  "termijn om een betalingsbesluit te vragen",
  "geen artikel: werkwijze van de SVB",
  since(8, "svb.nl, uitleg over bezwaar; regeltekst niet gezien", "provisional"),
  asWeeks,
);

/** Weeks after such a request within which the SVB decides (beslistermijn op een aanvraag). */
export const decisionTerm: Dated<number> = dated(
  "beslistermijn betalingsbesluit",
  "Awb art. 4:13 lid 2",
  since(8, "Algemene wet bestuursrecht, tekst in PG Awb"),
  asWeeks,
);

/** Weeks after a decision was made known within which a party objects (bezwaartermijn). */
export const objectionTerm: Dated<number> = dated(
  "bezwaartermijn",
  "Awb art. 6:7 en 6:8 lid 1",
  since(6, "Algemene wet bestuursrecht, zoals InfoMil die weergeeft"),
  asWeeks,
);

/** Weeks after the end of the term for objecting within which an objection is decided on, without a committee (beslistermijn in bezwaar). */
export const objectionDecisionTerm: Dated<number> = dated(
  "beslistermijn bezwaar",
  "Awb art. 7:10 lid 1",
  since(6, "Algemene wet bestuursrecht, tekst bij rechtspraakbestuursrecht.nl"),
  asWeeks,
);

/** Weeks by which the SVB may put off that decision, once (verdagen). */
export const postponementTerm: Dated<number> = dated(
  "verdaging bezwaar",
  "Awb art. 7:10 lid 3",
  since(6, "Algemene wet bestuursrecht, tekst bij rechtspraakbestuursrecht.nl"),
  asWeeks,
);
