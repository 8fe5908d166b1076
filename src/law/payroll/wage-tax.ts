import { cents, zero, type Cents } from "../../kernel/money.ts";
import type { AgeGroup, LabourCredit, WageTaxFigures } from "./wage-tax-figures.ts";

/** Which table: white for wages from work of now, green for payments from work of before (witte en groene tabel). */
export const colours = ["white", "green"] as const;
export type Colour = (typeof colours)[number];

/** How many pay periods (loontijdvakken) a year has, for the tables. */
export const periodsInYear = { quarter: 4, month: 12, "four-weeks": 13, week: 52, day: 260 } as const;
export type PayPeriod = keyof typeof periodsInYear;

/** What is withheld from a wage (in te houden loonheffing), and the labour tax credit that was settled in it (verrekende arbeidskorting). */
export type Withheld = { tax: Cents; labourCredit: Cents };

/** A wage to be taxed: the table, the period, the column, and whether the worker asked for the credits here (loonheffingskorting). */
export type TaxedWage = { colour: Colour; period: PayPeriod; ageGroup: AgeGroup; credits: boolean; wage: Cents };

const whole = 100_000;
const ceilDiv = (a: number, b: number): number => Math.ceil(a / b);
const ageOf = (group: AgeGroup): "below" | "above" => (group === "below-pension-age" ? "below" : "above");

/** Tax before credits on whole euros a year: each bracket's constant is rounded down, and so is the tax. */
const beforeCredits = (yearly: number, { second, third, rates }: WageTaxFigures["brackets"][AgeGroup]): number => {
  const toSecond = Math.floor((second * rates[0]) / 10_000);
  if (yearly <= second) return Math.floor((yearly * rates[0]) / 10_000);
  if (yearly <= third) return Math.floor(((yearly - second) * rates[1]) / 10_000) + toSecond;
  const toThird = toSecond + Math.floor(((third - second) * rates[1]) / 10_000);
  return Math.floor(((yearly - third) * rates[2]) / 10_000) + toThird;
};

/** A credit that is whole until one amount, then falls, and is gone at another. In euros, a part of a euro up. */
const falling = (yearly: number, { from, until, most, falls }: { from: number; until: number; most: number; falls: number }): number => {
  if (yearly <= from) return most;
  return yearly >= until ? 0 : Math.max(0, ceilDiv(most * whole - (yearly - from) * falls, whole));
};

/** Labour tax credit on whole euros a year, a part of a euro up. */
const labourCredit = (yearly: number, bounds: readonly [number, number, number, number], credit: LabourCredit): number => {
  const [first, second, third, end] = bounds;
  if (yearly >= end) return 0;
  const { rises, most, falls } = credit;
  const one = Math.min(yearly * rises[0], most[0] * whole);
  const two = Math.min(one + Math.max(0, yearly - first) * rises[1], most[1] * whole);
  const three = Math.min(two + Math.max(0, yearly - second) * rises[2], most[2] * whole);
  return Math.max(0, ceilDiv(three - Math.max(0, yearly - third) * falls, whole));
};

/** What the credits come to on whole euros a year: that for everybody and the elderly, and that for work. */
const creditsOn = (figures: WageTaxFigures, yearly: number, group: AgeGroup, colour: Colour): { other: number; labour: number } => {
  const age = ageOf(group);
  const { general, elderly, labour } = figures;
  const forAll = falling(yearly, { from: general.from, until: general.until, most: general.most[age], falls: general.falls[age] });
  const forElderly = age === "above" ? falling(yearly, elderly) : 0;
  return { other: forAll + forElderly, labour: colour === "white" ? labourCredit(yearly, labour.bounds, labour[age]) : 0 };
};

/** Tax and settled labour credit on whole euros a year. Credits beyond the tax lapse, the labour credit first. */
const onYear = (figures: WageTaxFigures, yearly: number, { colour, ageGroup, credits }: TaxedWage): { tax: number; labour: number } => {
  const before = beforeCredits(yearly, figures.brackets[ageGroup]);
  if (!credits) return { tax: before, labour: 0 };
  const { other, labour } = creditsOn(figures, yearly, ageGroup, colour);
  return { tax: Math.max(0, before - other - labour), labour: Math.min(labour, Math.max(0, before - other)) };
};

const perPeriod = (euros: number, periods: number): number => Math.floor((200 * euros + periods) / (2 * periods));

/** What the highest rate takes of the part above the table, in cents, down: the part itself is rounded at five decimals first. */
const aboveTable = ({ highest, brackets }: WageTaxFigures, wage: number, periods: number, group: AgeGroup): number => {
  const part = (2n * (BigInt(wage) * BigInt(periods) * 1_000n - BigInt(highest) * 100_000n) + BigInt(periods)) / (2n * BigInt(periods));
  return Number((part * BigInt(brackets[group].rates[2])) / 10_000_000n);
};

/**
 * Wage tax on a wage by the tables (tijdvaktabellen): the wage is brought to a year, down to a step of the table, taxed, and
 * brought back to the period with half a cent up. A wage of nothing or less is taxed with nothing.
 * Rekenvoorschriften voor de geautomatiseerde loonadministratie, par. 2.
 */
export const withheldByTable = (figures: WageTaxFigures, taxed: TaxedWage): Withheld => {
  const periods = periodsInYear[taxed.period];
  const { wage } = taxed;
  const { highest, step } = figures;
  if (wage <= 0) return { tax: zero, labourCredit: zero };
  if (wage <= ceilDiv(highest * 100, periods)) {
    const yearly = Math.min(highest, Math.floor((wage * periods) / (step * 100)) * step);
    const { tax, labour } = onYear(figures, yearly, taxed);
    return { tax: cents(perPeriod(tax, periods)), labourCredit: cents(perPeriod(labour, periods)) };
  }
  const { tax, labour } = onYear(figures, highest, taxed);
  return {
    tax: cents(perPeriod(tax, periods) + aboveTable(figures, wage, periods, taxed.ageGroup)),
    labourCredit: cents(perPeriod(labour, periods)),
  };
};

/** Wage tax where a worker did not say who he is (anoniementarief): one rate on everything, down to the cent. Wet LB 1964 art. 26b. */
export const withheldAnonymously = ({ anonymous }: WageTaxFigures, wage: Cents): Cents =>
  wage <= 0 ? zero : cents(Number((BigInt(wage) * BigInt(anonymous)) / 10_000n));

/** The first whole euro a year on which tax remains after credits, which the table of special rewards begins with. Credits are not rounded here. */
export const firstTaxed = (figures: WageTaxFigures, group: AgeGroup, colour: Colour): number => {
  const age = ageOf(group);
  const { general, elderly, labour } = figures;
  const exact = (yearly: number): number => {
    const fall = (from: number, until: number, most: number, falls: number): number =>
      yearly <= from ? most * whole : yearly >= until ? 0 : Math.max(0, most * whole - (yearly - from) * falls);
    const { rises, most } = labour[age];
    const one = Math.min(yearly * rises[0], most[0] * whole);
    const two = Math.min(one + Math.max(0, yearly - labour.bounds[0]) * rises[1], most[1] * whole);
    const three = Math.min(two + Math.max(0, yearly - labour.bounds[1]) * rises[2], most[2] * whole);
    const work = colour === "white" ? three - Math.max(0, yearly - labour.bounds[2]) * labour[age].falls : 0;
    const own = fall(general.from, general.until, general.most[age], general.falls[age]);
    return own + (age === "above" ? fall(elderly.from, elderly.until, elderly.most, elderly.falls) : 0) + Math.max(0, work);
  };
  const { second, rates } = figures.brackets[group];
  // The first bracket without rounding; the point lies below the second one in every column.
  for (let yearly = 1; yearly <= second; yearly += 1) if (yearly * rates[0] * 10 > exact(yearly)) return yearly;
  throw new Error(`no tax in the first bracket of ${String(figures.year)}`);
};
