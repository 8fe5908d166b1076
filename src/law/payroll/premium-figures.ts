import { day } from "../../kernel/day.ts";
import { cents, type Cents } from "../../kernel/money.ts";
import { dated, type Confidence } from "../dated.ts";
import { asText } from "../value.ts";

/**
 * Premiums and contributions on wages of one year (premies werknemersverzekeringen, bijdrage Zvw). Rates are in 1/10.000 of the wage;
 * `most` is the highest wage of a year on which they are owed (maximumpremieloon, maximumbijdrageloon), in cents.
 */
export type PremiumFigures = {
  year: number;
  awf: { low: number; high: number };
  aof: { low: number; high: number };
  /** Surcharge for child care (opslag Wko), on the wage of the Aof. */
  childCare: number;
  /** Health care contribution: by the employer (werkgeversheffing), or withheld from the worker. */
  health: { employer: number; withheld: number };
  most: Cents;
};

type Row = readonly [
  year: number,
  awf: readonly [number, number],
  aof: readonly [number, number],
  health: readonly [number, number],
  most: number,
  source: string,
  confidence?: Confidence,
];

const rows: readonly Row[] = [
  [2024, [264, 764], [618, 754], [657, 532], 7_162_800, "overzichten van adviseurs voor 2024; officiële tekst niet gezien", "provisional"],
  [2025, [274, 774], [628, 764], [651, 526], 7_586_400, "overzichten van adviseurs voor 2025; officiële tekst niet gezien", "provisional"],
  [
    2026,
    [274, 774],
    [627, 763],
    [610, 485],
    7_940_900,
    "Regeling vaststelling premiepercentages 2026; Tarieven, bedragen en percentages loonheffingen 2026",
  ],
];

const percent = (rate: number): string => `${(rate / 100).toFixed(2).replace(".", ",")}%`;

/** Premiums by year. Wfsv art. 17 to 38; Zvw art. 41 to 45. From 2027 on nothing complete was published. */
export const premiumFigures = dated<PremiumFigures>(
  "premies werknemersverzekeringen en bijdrage Zvw",
  "Wfsv art. 17 t/m 38; Zvw art. 41 t/m 45",
  rows.map(([year, awf, aof, health, most, source, confidence]) => ({
    from: day(`${String(year)}-01-01`),
    value: {
      year,
      awf: { low: awf[0], high: awf[1] },
      aof: { low: aof[0], high: aof[1] },
      childCare: 50,
      health: { employer: health[0], withheld: health[1] },
      most: cents(most),
    },
    source,
    ...(confidence === undefined ? {} : { confidence }),
  })),
  ({ awf, aof, health }) =>
    asText(
      `Awf ${percent(awf.low)} of ${percent(awf.high)}, Aof ${percent(aof.low)} of ${percent(aof.high)}, Zvw ${percent(health.employer)} of ${percent(health.withheld)}`,
    ),
);
