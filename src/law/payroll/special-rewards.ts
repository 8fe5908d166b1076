import { cents, zero, type Cents } from "../../kernel/money.ts";
import { firstTaxed, type Colour } from "./wage-tax.ts";
import type { AgeGroup, WageTaxFigures } from "./wage-tax-figures.ts";

/**
 * A row of the table for special rewards (tabel voor bijzondere beloningen): from which wage a year, the rate without the credits, and
 * that with them. Rates are in 1/10.000.
 */
export type SpecialRow = { from: number; without: number; withCredits: number };

const hundredths = (share: number): number => (share < 0 ? -1 : 1) * Math.round(Math.abs(share) / 10);

/** How much credits change what an extra euro is taxed with, in 1/100.000, at a wage a year. */
const creditsChange = (figures: WageTaxFigures, yearly: number, group: AgeGroup, colour: Colour): number => {
  const age = group === "below-pension-age" ? "below" : "above";
  const { general, elderly, labour } = figures;
  const own = yearly > general.from && yearly <= general.until ? general.falls[age] : 0;
  const old = age === "above" && yearly > elderly.from && yearly <= elderly.until ? elderly.falls : 0;
  if (colour === "green") return own + old;
  const [firstEnd, secondEnd, thirdEnd, end] = labourBounds(figures);
  const { rises, falls } = labour[age];
  const work = yearly < firstEnd ? -rises[0] : yearly < secondEnd ? -rises[1] : yearly < thirdEnd ? -rises[2] : yearly < end ? falls : 0;
  return own + old + work;
};

// An amount of eight per cent holiday allowance comes on top of a wage: the bounds of the labour credit move with it.
const labourBounds = ({ labour: { bounds } }: WageTaxFigures): [number, number, number, number] => [
  Math.round(bounds[0] * 1.08) + 1,
  Math.floor(bounds[1] / 1.08) + 1,
  bounds[2] + 1,
  Math.round(bounds[3] * 1.08) + 1,
];

const makeTable = (figures: WageTaxFigures, group: AgeGroup, colour: Colour): SpecialRow[] => {
  const { second, third, rates } = figures.brackets[group];
  const start = firstTaxed(figures, group, colour);
  const edges = [
    start,
    second + 1,
    third + 1,
    figures.general.from + 1,
    ...(colour === "white" ? labourBounds(figures) : []),
    ...(group === "below-pension-age" ? [] : [figures.elderly.from + 1, figures.elderly.until + 1]),
  ];
  const froms = [0, ...[...new Set(edges)].filter((from) => from >= start).sort((a, b) => a - b)];
  const all = froms.map((from): SpecialRow => {
    const without = from > third ? rates[2] : from > second ? rates[1] : rates[0];
    return { from, without, withCredits: from < start ? 0 : without + hundredths(creditsChange(figures, from, group, colour)) };
  });
  return all.filter(
    ({ without, withCredits }, at) => at === 0 || without !== all[at - 1]?.without || withCredits !== all[at - 1]?.withCredits,
  );
};

const tables = new WeakMap<WageTaxFigures, Map<string, readonly SpecialRow[]>>();

/**
 * The table for special rewards of a year, from the same figures as the tables for periods. Equal to the official ones of 2026
 * and 2027; those of 2024 and 2025 were not found, and follow from the same rule.
 */
export const specialTable = (figures: WageTaxFigures, group: AgeGroup, colour: Colour): readonly SpecialRow[] => {
  const known = tables.get(figures) ?? new Map<string, readonly SpecialRow[]>();
  tables.set(figures, known);
  const key = `${group} ${colour}`;
  const table = known.get(key) ?? makeTable(figures, group, colour);
  known.set(key, table);
  return table;
};

/** A payment besides the wage of a period, such as holiday allowance paid at once (bijzondere beloning). `yearly` is the wage of the year that is looked up. */
export type SpecialReward = { colour: Colour; ageGroup: AgeGroup; credits: boolean; amount: Cents; yearly: Cents };

/** Wage tax on a special reward: the rate of its row, down to the cent. Wet LB 1964 art. 26. */
export const withheldOnReward = (figures: WageTaxFigures, { colour, ageGroup, credits, amount, yearly }: SpecialReward): Cents => {
  if (amount <= 0) return zero;
  const row = specialTable(figures, ageGroup, colour).findLast(({ from }) => from * 100 <= Math.max(0, yearly));
  if (!row) throw new Error(`the table of ${String(figures.year)} has no row for ${String(yearly)}`);
  return cents(Number((BigInt(amount) * BigInt(credits ? row.withCredits : row.without)) / 10_000n));
};
