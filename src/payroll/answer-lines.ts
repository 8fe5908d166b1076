import { day } from "../kernel/day.ts";
import { cents, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Dated } from "../law/dated.ts";
import { premiumFigures } from "../law/payroll/premium-figures.ts";
import { premiumsOn, type Rate } from "../law/payroll/premiums.ts";
import { withheldOnReward } from "../law/payroll/special-rewards.ts";
import { withheldAnonymously, withheldByTable, type Colour, type PayPeriod } from "../law/payroll/wage-tax.ts";
import { wageTaxFigures, type AgeGroup } from "../law/payroll/wage-tax-figures.ts";

// A program outside asks for calculations in lines of JSON and gets a line back for each. The names are published in
// docs/payroll-lines.md; fields that a calculation does not know are left alone.

/** A question as it came. */
type Asked = Readonly<Record<string, unknown>>;
/** The answer to one line: what was computed, or why not. */
export type Answered = { ok: boolean; text: string };

/** What can be asked for. */
export const calculations = ["withhold", "special", "premiums"] as const;
export type Calculation = (typeof calculations)[number];

const no = (field: string, problem: string, remedy: string): never => {
  throw new Refusal("input-invalid", [{ field, problem, remedy }]);
};

const colours: Readonly<Record<string, Colour>> = { wit: "white", groen: "green" };
const periods: Readonly<Record<string, PayPeriod>> = {
  kwartaal: "quarter",
  maand: "month",
  vierweken: "four-weeks",
  week: "week",
  dag: "day",
};
const groups: Readonly<Record<string, AgeGroup>> = {
  below_aow: "below-pension-age",
  aow_born_1946_or_later: "pension-age-born-1946-or-later",
  aow_born_1945_or_earlier: "pension-age-born-1945-or-earlier",
};
const rates: Readonly<Record<string, Rate>> = { low: "low", high: "high", none: "none" };
const healths = { employer: "employer", withheld: "withheld", none: "none" } as const;

const chosen = <T>(asked: Asked, field: string, among: Readonly<Record<string, T>>, otherwise?: T): T => {
  const value = asked[field];
  if (value === undefined && otherwise !== undefined) return otherwise;
  const found = typeof value === "string" && Object.hasOwn(among, value) ? among[value] : undefined;
  return found ?? no(field, "is geen bekende waarde.", `Kies uit ${Object.keys(among).join(", ")}.`);
};

const flag = (asked: Asked, field: string, otherwise?: boolean): boolean => {
  const value = asked[field] ?? otherwise;
  return typeof value === "boolean" ? value : no(field, "is geen true of false.", "Geef true of false.");
};

/** Ten thousand million euro: more than anybody's wage, and small enough to reckon with exactly. */
const most = 1_000_000_000_000;
const amount = (asked: Asked, field: string, otherwise?: number): Cents => {
  const value = asked[field] ?? otherwise;
  if (typeof value === "number" && Number.isSafeInteger(value) && Math.abs(value) <= most) return cents(value);
  return no(field, "is geen bedrag in hele centen.", `Geef een heel getal van ten hoogste ${String(most)}.`);
};

const count = (asked: Asked, field: string): number => {
  const value = asked[field] ?? 0;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 366) return value;
  return no(field, "is geen aantal tijdvakken.", "Geef een heel getal vanaf 0.");
};

/** A percentage with at most two decimals, in 1/10.000. */
const percentage = (asked: Asked, field: string): number => {
  const value = asked[field] ?? 0;
  const rate = typeof value === "number" ? Math.round(value * 100) : NaN;
  if (rate >= 0 && rate <= 10_000 && Math.abs(Number(value) * 100 - rate) < 1e-6) return rate;
  return no(field, "is geen percentage met hooguit twee decimalen.", "Geef bijvoorbeeld 1.93.");
};

const figuresOf = <T extends { year: number }>(rule: Dated<T>, asked: Asked): T => {
  const { year } = asked;
  if (typeof year !== "number" || !Number.isInteger(year) || year < 1900 || year > 2999)
    return no("year", "is geen jaar.", "Geef bijvoorbeeld 2026.");
  const found = rule.on(day(`${String(year)}-01-01`));
  if (found.known && found.value.year === year) return found.value;
  return no("year", `kennen wij niet voor ${rule.name}.`, `Kies uit ${rule.versions.map(({ from }) => from.slice(0, 4)).join(", ")}.`);
};

const withhold = (asked: Asked) => {
  const figures = figuresOf(wageTaxFigures, asked);
  const wage = amount(asked, "wage_cents");
  if (flag(asked, "anonymous", false)) return { withheld_cents: withheldAnonymously(figures, wage), labour_credit_cents: 0 };
  const { tax, labourCredit } = withheldByTable(figures, {
    colour: chosen(asked, "table", colours),
    period: chosen(asked, "period", periods),
    ageGroup: chosen(asked, "age_group", groups),
    credits: flag(asked, "lhk"),
    wage,
  });
  return { withheld_cents: tax, labour_credit_cents: labourCredit };
};

const special = (asked: Asked) => ({
  withheld_cents: withheldOnReward(figuresOf(wageTaxFigures, asked), {
    colour: chosen(asked, "table", colours),
    ageGroup: chosen(asked, "age_group", groups),
    credits: flag(asked, "lhk"),
    amount: amount(asked, "wage_cents"),
    yearly: amount(asked, "annual_wage_cents"),
  }),
  labour_credit_cents: 0,
});

const premiums = (asked: Asked) => {
  const wage = amount(asked, "wage_cents");
  const owed = premiumsOn(figuresOf(premiumFigures, asked), {
    wage,
    period: chosen(asked, "period", periods, "month"),
    wageBefore: amount(asked, "wage_before_cents", 0),
    periodsBefore: count(asked, "periods_before"),
    anonymous: flag(asked, "anonymous", false),
    awf: chosen(asked, "awf", rates),
    aof: chosen(asked, "aof", rates, "low"),
    disability: percentage(asked, "whk_percent"),
    health: chosen(asked, "zvw", healths, "employer"),
  });
  return {
    base_cents: owed.base,
    awf_cents: owed.awf,
    aof_cents: owed.aof,
    wko_cents: owed.childCare,
    whk_cents: owed.disability,
    zvw_employer_cents: owed.healthEmployer,
    zvw_withheld_cents: owed.healthWithheld,
    total_cents: owed.employer,
    employer_cost_cents: wage + owed.employer,
  };
};

const compute: Readonly<Record<Calculation, (asked: Asked) => Record<string, number>>> = { withhold, special, premiums };

const read = (line: string): Asked => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return no("regel", "is geen JSON.", "Schrijf op elke regel één object.");
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Asked)
    : no("regel", "is geen object.", "Schrijf op elke regel één object.");
};

const idOf = (asked: Asked | null): string | number | null => {
  const id = asked?.id;
  return typeof id === "string" || typeof id === "number" ? id : null;
};

/** Computes what one line asks. A line that cannot be computed is answered with its id and the reason, in Dutch. */
export const answerLine = (calculation: Calculation, line: string): Answered => {
  let asked: Asked | null = null;
  try {
    asked = read(line);
    const id = idOf(asked) ?? no("id", "ontbreekt.", "Geef elke regel een id.");
    return { ok: true, text: JSON.stringify({ id, ...compute[calculation](asked) }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault] = error.faults;
    return {
      ok: false,
      text: JSON.stringify({
        id: idOf(asked),
        error: fault === undefined ? error.text : `${fault.field} ${fault.problem} ${fault.remedy}`,
      }),
    };
  }
};
