import { day } from "../../kernel/day.ts";
import { cents, least, minus, share, zero, type Cents } from "../../kernel/money.ts";
import { dated, type Confidence } from "../dated.ts";

/** Most that a transition payment (transitievergoeding) comes to, unless a year's wage is more, in cents. BW 7:673 lid 2. */
export const transitionMaximum = dated<Cents>("hoogste transitievergoeding", "BW 7:673 lid 2", [
  {
    from: day("2024-01-01"),
    value: cents(9_400_000),
    source: "overzicht van een adviseur voor 2024; Staatscourant niet gezien",
    confidence: "provisional",
  },
  {
    from: day("2025-01-01"),
    value: cents(9_800_000),
    source: "overzicht van een adviseur voor 2025; Staatscourant niet gezien",
    confidence: "provisional",
  },
  {
    from: day("2026-01-01"),
    value: cents(10_200_000),
    source: "overzicht van een adviseur voor 2026; Staatscourant niet gezien",
    confidence: "provisional",
  },
]);

/** Work that ended, for its transition payment: whole years, days and wage of the part of a year that is left, and the gross wage of a month with holiday allowance. */
export type EndedWork = { years: number; restWage: Cents; monthlyWage: Cents };

/**
 * Transition payment from the first day of work: a third of a month's wage for each whole year, and for the rest a third of a month's
 * wage times the share of a year that its wage makes. At most the maximum, or a year's wage where that is more. BW 7:673 lid 2 and 7;
 * Besluit loonbegrip aanzegging en transitievergoeding.
 */
export const transitionPayment = ({ years, restWage, monthlyWage }: EndedWork, maximum: Cents): Cents => {
  if (monthlyWage <= 0) return zero;
  // A third of a month for a year is monthly × years ÷ 3; the rest is (rest ÷ monthly) × (monthly ÷ 3) ÷ 12, in which the month cancels out.
  const whole = cents(12 * years * monthlyWage + restWage);
  const paid = share(whole, 1, 36);
  return least(paid, cents(Math.max(maximum, 12 * monthlyWage)));
};

type Row = readonly [from: string, perKilometre: number, source: string, confidence?: Confidence];
const kilometres: readonly Row[] = [
  ["2023-01-01", 21, "algemene kennis; Staatscourant niet gezien", "provisional"],
  ["2024-01-01", 23, "Wet LB 1964 art. 31a lid 2 b, bedrag 2024"],
  ["2026-01-01", 25, "besluit van 17 mei 2026, met terugwerkende kracht tot 1 januari 2026; Tarieven, bedragen en percentages, 4e uitgave"],
];

/** What may be paid for a kilometre without tax (onbelaste reiskostenvergoeding), in cents. Wet LB 1964 art. 31a lid 2 b. */
export const untaxedKilometre = dated<Cents>(
  "onbelaste vergoeding per kilometer",
  "Wet LB 1964 art. 31a lid 2 b",
  kilometres.map(([from, amount, source, confidence]) => ({
    from: day(from),
    value: cents(amount),
    source,
    ...(confidence === undefined ? {} : { confidence }),
  })),
);

/** What was paid for travelling, divided into what stays without tax and what is wage. */
export const travelDivided = (kilometresTravelled: number, paid: Cents, perKilometre: Cents): { untaxed: Cents; wage: Cents } => {
  const untaxed = least(paid, cents(kilometresTravelled * perKilometre));
  return { untaxed, wage: minus(paid, untaxed) };
};
