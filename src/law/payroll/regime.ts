import { day } from "../../kernel/day.ts";
import { dated, type Dated } from "../dated.ts";
import { asText, asWeeks } from "../value.ts";

/**
 * For whom somebody works and how, as far as it decides on wage tax and premiums: under authority (arbeidsovereenkomst), as partner or
 * family, for himself without a business, or as a business or institution.
 */
export type Work = "employment" | "family" | "own-account" | "business";

/** What decides the regime of an agreement. `chosen`: the parties asked the SVB for a payroll that they need not have (opting-in). */
export type PaidWork = { work: Work; daysPerWeek: number | null; chosen: boolean };

/**
 * How somebody is paid (loonregime).
 * - `invoice`: what was declared is paid as it is; a business sees to its own tax.
 * - `gross`: what was declared is paid as it is; the worker reports it himself.
 * - `opted-in`: wage tax and the contribution for health care are withheld; no premiums, nothing on top for the budget.
 * - `insured`: wage tax is withheld, and premiums and the employer's contribution come on top, from the budget.
 */
export type Regime = "invoice" | "gross" | "opted-in" | "insured";

/** How long and how much is paid in sickness (loondoorbetaling): weeks, and the share of the wage in the first and the second year. */
export type SickPay = { weeks: number; firstYear: number; secondYear: number };

/** What holds for some work: how it is paid, whether a payroll may be chosen, and sick pay (none for who is no employee). */
export type WorkRules = { regime: Regime; mayChoose: boolean; sickPay: SickPay | null };

type Row = { work: Work; mostDays: number | null; rules: WorkRules };

/** The rules of a time: the first row that fits holds. `mostDays` null fits any number of days a week. */
export type RegimeTable = readonly Row[];

const long: SickPay = { weeks: 104, firstYear: 100, secondYear: 70 };
const short: SickPay = { weeks: 6, firstYear: 100, secondYear: 70 };
const free = (work: Work, mayChoose: boolean, regime: Regime): Row => ({
  work,
  mostDays: null,
  rules: { regime, mayChoose, sickPay: null },
});

const others: RegimeTable = [free("family", true, "gross"), free("own-account", true, "gross"), free("business", false, "invoice")];

const untilThreeDays = (rules: WorkRules): Row => ({ work: "employment", mostDays: 3, rules });
const fromFourDays: Row = { work: "employment", mostDays: null, rules: { regime: "insured", mayChoose: false, sickPay: long } };

const workName: Readonly<Record<Work, string>> = {
  employment: "arbeidsovereenkomst",
  family: "partner of familie",
  "own-account": "opdracht zonder onderneming",
  business: "onderneming of instelling",
};

/** A regime as people read it. */
export const regimeName: Readonly<Record<Regime, string>> = {
  invoice: "factuur",
  gross: "bruto uitbetaald",
  "opted-in": "loonheffing en bijdrage Zvw ingehouden",
  insured: "volledige salarisadministratie",
};

/**
 * The rules by day. On 1 January 2026 domestic workers paid from a budget on a contract of up to three days a week become insured like
 * others; the bill was adopted by the Tweede Kamer, its publication was not seen. The day is data: another day is another `from`.
 * Wet LB 1964 art. 5; WW, WIA and ZW art. 6 lid 1 c; Kamerstukken 36 744.
 */
export const regimeTable: Dated<RegimeTable> = dated<RegimeTable>(
  "loonregime van pgb-werk",
  "Wet LB 1964 art. 5; WW art. 6 lid 1 c; BW 7:629",
  [
    {
      from: day("2018-01-01"),
      value: [untilThreeDays({ regime: "gross", mayChoose: true, sickPay: short }), fromFourDays, ...others],
      source: "Regeling dienstverlening aan huis; svb.nl, wanneer is een salarisadministratie nodig",
    },
    {
      from: day("2026-01-01"),
      value: [untilThreeDays({ regime: "insured", mayChoose: false, sickPay: long }), fromFourDays, ...others],
      source: "wetsvoorstel 36 744, nota van wijziging nr. 18; publicatie in het Staatsblad niet gezien",
      confidence: "provisional",
    },
  ],
  (table) =>
    asText(
      table
        .map(
          ({ work, mostDays, rules }) =>
            `${workName[work]}${mostDays === null ? "" : ` tot en met ${String(mostDays)} dagen`}: ${regimeName[rules.regime]}`,
        )
        .join("; "),
    ),
);

/** What holds for some work under a table: with a chosen payroll, `gross` becomes `opted-in`. Throws for work that the table forgot: a defect. */
export const rulesFor = (table: RegimeTable, { work, daysPerWeek, chosen }: PaidWork): WorkRules => {
  // Who named no days may work on any of them.
  const days = daysPerWeek ?? 7;
  const row = table.find((one) => one.work === work && (one.mostDays === null || days <= one.mostDays));
  if (!row) throw new Error(`the table of regimes has no row for ${work}`);
  const { rules } = row;
  return chosen && rules.mayChoose ? { ...rules, regime: "opted-in" } : rules;
};

/**
 * Sick pay at and above pension age lasts shorter: six weeks since 1 July 2023, thirteen before. BW 7:629 lid 2 b; Wet werken na de
 * AOW-gerechtigde leeftijd.
 */
export const sickWeeksFromPensionAge = dated<number>(
  "weken loon bij ziekte vanaf de AOW-leeftijd",
  "BW 7:629 lid 2 b",
  [
    { from: day("2018-01-01"), value: 13, source: "svb.nl, loon tijdens ziekte" },
    {
      from: day("2023-07-01"),
      value: 6,
      source: "Wet werken na de AOW-gerechtigde leeftijd, einde overgangsrecht; officiële tekst niet gezien",
      confidence: "provisional",
    },
  ],
  asWeeks,
);
