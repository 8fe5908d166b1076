import { day } from "../../kernel/day.ts";
import { dated, type Confidence, type Version } from "../dated.ts";
import { asText } from "../value.ts";

/** By which column of the tables somebody is taxed: below pension age (AOW-leeftijd), or above it and born before or after 1946. */
export const ageGroups = ["below-pension-age", "pension-age-born-1946-or-later", "pension-age-born-1945-or-earlier"] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** A figure for people below pension age and one for those above it. */
type ByAge<T> = { below: T; above: T };

/** Labour tax credit (arbeidskorting) of an age: three rising parts with their highest amounts in euros, then a fall. Shares in 1/100.000. */
export type LabourCredit = { rises: readonly [number, number, number]; most: readonly [number, number, number]; falls: number };

/**
 * The figures of the wage tax tables (loonbelastingtabellen) of one year. Amounts are whole euros a year, rates of brackets
 * are in 1/10.000, shares of credits in 1/100.000.
 */
export type WageTaxFigures = {
  year: number;
  /** Steps of the table, in euros a year. */
  step: number;
  /** The highest wage of the table; above it the highest rate holds for the rest. */
  highest: number;
  /** Where the second and third bracket begin, and the rates of the three. */
  brackets: Readonly<Record<AgeGroup, { second: number; third: number; rates: readonly [number, number, number] }>>;
  /** General tax credit (algemene heffingskorting): whole until `from`, gone at `until`. */
  general: { from: number; until: number; most: ByAge<number>; falls: ByAge<number> };
  /** Elderly tax credit (ouderenkorting), above pension age only. */
  elderly: { from: number; until: number; most: number; falls: number };
  /** Labour tax credit (arbeidskorting), for wages from work only. */
  labour: { bounds: readonly [number, number, number, number]; below: LabourCredit; above: LabourCredit };
  /** Rate without knowing who somebody is (anoniementarief), in 1/10.000. */
  anonymous: number;
};

type Row = {
  year: number;
  highest: number;
  second: number;
  secondOldest: number;
  third: number;
  /** First rate below and above pension age, second, third. */
  rates: readonly [number, number, number, number];
  general: readonly [from: number, until: number, below: number, above: number, fallsBelow: number, fallsAbove: number];
  elderly: readonly [most: number, from: number, until: number];
  labour: WageTaxFigures["labour"];
  source: string;
  confidence?: Confidence;
};

// Each checked by us against every row of the official white monthly table of its year, but for 2027, which was announced only.
const rows: readonly Row[] = [
  {
    year: 2024,
    highest: 125_010,
    second: 38_098,
    secondOldest: 40_021,
    third: 75_518,
    rates: [3697, 1907, 3697, 4950],
    general: [24_812, 75_518, 3_362, 1_735, 6630, 3420],
    elderly: [2_010, 44_770, 58_170],
    labour: {
      bounds: [11_490, 24_820, 39_957, 124_934],
      below: { rises: [8425, 31_433, 2471], most: [968, 5_158, 5_532], falls: 6510 },
      above: { rises: [4346, 16_214, 1275], most: [501, 2_662, 2_854], falls: 3358 },
    },
    source: "Rekenvoorschriften loonheffing 2024; nagerekend op de witte maandtabel 2024",
  },
  {
    year: 2025,
    highest: 129_330,
    second: 38_441,
    secondOldest: 40_502,
    third: 76_817,
    rates: [3582, 1792, 3748, 4950],
    general: [28_406, 76_817, 3_068, 1_536, 6337, 3170],
    elderly: [2_035, 45_308, 58_875],
    labour: {
      bounds: [12_169, 26_288, 43_071, 129_078],
      below: { rises: [8053, 30_030, 2258], most: [980, 5_220, 5_599], falls: 6510 },
      above: { rises: [4029, 15_023, 1130], most: [491, 2_612, 2_802], falls: 3257 },
    },
    source: "Rekenvoorschriften loonheffing 2025; nagerekend op de witte maandtabel 2025",
  },
  {
    year: 2026,
    highest: 133_110,
    second: 38_883,
    secondOldest: 41_123,
    third: 78_426,
    rates: [3575, 1785, 3756, 4950],
    general: [29_736, 78_426, 3_115, 1_556, 6398, 3195],
    elderly: [2_067, 46_002, 59_782],
    labour: {
      bounds: [11_965, 25_845, 45_592, 132_920],
      below: { rises: [8324, 31_009, 1950], most: [996, 5_300, 5_685], falls: 6510 },
      above: { rises: [4156, 15_483, 974], most: [498, 2_647, 2_840], falls: 3250 },
    },
    source: "Rekenvoorschriften loonheffing 2026, versie 2; nagerekend op de witte maandtabel 2026",
  },
  {
    year: 2027,
    highest: 139_050,
    second: 39_247,
    secondOldest: 41_637,
    third: 78_426,
    rates: [3623, 1833, 3816, 4950],
    general: [30_910, 78_426, 3_154, 1_596, 6638, 3358],
    elderly: [1_993, 46_577, 59_864],
    labour: {
      bounds: [12_438, 26_865, 47_834, 138_910],
      below: { rises: [9503, 30_207, 1855], most: [1_182, 5_540, 5_929], falls: 6510 },
      above: { rises: [4808, 15_283, 938], most: [599, 2_803, 3_001], falls: 3294 },
    },
    source: "Rekenvoorschriften loonheffing 2027, Prinsjesdagversie van 15 september 2026",
    confidence: "provisional",
  },
];

const figures = (row: Row): WageTaxFigures => {
  const [firstBelow, firstAbove, second, third] = row.rates;
  const [from, until, below, above, fallsBelow, fallsAbove] = row.general;
  const [most, elderlyFrom, elderlyUntil] = row.elderly;
  return {
    year: row.year,
    step: 54,
    highest: row.highest,
    brackets: {
      "below-pension-age": { second: row.second, third: row.third, rates: [firstBelow, second, third] },
      "pension-age-born-1946-or-later": { second: row.second, third: row.third, rates: [firstAbove, second, third] },
      "pension-age-born-1945-or-earlier": { second: row.secondOldest, third: row.third, rates: [firstAbove, second, third] },
    },
    general: { from, until, most: { below, above }, falls: { below: fallsBelow, above: fallsAbove } },
    elderly: { most, from: elderlyFrom, until: elderlyUntil, falls: 15_000 },
    labour: row.labour,
    anonymous: 5200,
  };
};

const version = (row: Row): Version<WageTaxFigures> => ({
  from: day(`${String(row.year)}-01-01`),
  value: figures(row),
  source: row.source,
  ...(row.confidence === undefined ? {} : { confidence: row.confidence }),
});

const percent = (rate: number): string => `${(rate / 100).toFixed(2).replace(".", ",")}%`;

/** The figures of the wage tax by year (loonbelasting en premie volksverzekeringen). Wet LB 1964 art. 20a to 26. Law is told from 2024 on. */
export const wageTaxFigures = dated<WageTaxFigures>("loonheffing, tabellen", "Wet LB 1964 art. 20a t/m 26", rows.map(version), (value) => {
  const { rates, second, third } = value.brackets["below-pension-age"];
  return asText(
    `${percent(rates[0])} tot € ${String(second)}, ${percent(rates[1])} tot € ${String(third)}, ${percent(rates[2])} daarboven (onder de AOW-leeftijd)`,
  );
});
