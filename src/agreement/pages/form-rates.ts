import { minutes, readEuros, readHours, type Minutes } from "../../kernel/money.ts";
import { unitsOf, type AgreementKind } from "../kinds.ts";
import { mostRates, wholeDay, type Rate, type Unit, type Window } from "../rate.ts";
import { typed, withinMost, type Read, type Typed, type Wrong } from "./typed.ts";

/** Units as a form sends them. */
export const unitValue: Readonly<Record<Unit, string>> = { hour: "uur", daypart: "dagdeel", day: "etmaal", month: "maand", piece: "stuk" };

/** Days of the week as a form offers them. */
export const daysChoice = {
  alle: { label: "Alle dagen", weekdays: [1, 2, 3, 4, 5, 6, 7] },
  werkdagen: { label: "Maandag tot en met vrijdag", weekdays: [1, 2, 3, 4, 5] },
  weekend: { label: "Zaterdag en zondag", weekdays: [6, 7] },
  zaterdag: { label: "Zaterdag", weekdays: [6] },
  zondag: { label: "Zondag", weekdays: [7] },
} as const;

/** The most rates beside the base rate. */
export const mostMore = mostRates - 1;

/** Names of the controls of one further rate, of which the first is 1. */
export const rateNames = (at: number) => ({
  label: `tarief${String(at)}-naam`,
  unit: `tarief${String(at)}-eenheid`,
  price: `tarief${String(at)}-bedrag`,
  days: `tarief${String(at)}-dagen`,
  from: `tarief${String(at)}-van`,
  until: `tarief${String(at)}-tot`,
});

/** The names of all further rates, for a concept. */
export const allRateNames: readonly string[] = Array.from({ length: mostMore }, (_, at) => Object.values(rateNames(at + 1))).flat();

// A row counts when somebody wrote a name or a price: the choices of a row always hold something.
const isFilled = (answers: Typed, at: number): boolean => {
  const names = rateNames(at);
  return typed(answers, names.label) !== "" || typed(answers, names.price) !== "";
};

/** How many rows of further rates are filled in, up to the last. */
export const filledRows = (answers: Typed): number =>
  Array.from({ length: mostMore }, (_, at) => at + 1).findLast((at) => isFilled(answers, at)) ?? 0;

/** The units that further rates of a kind can have: a month amount stands alone. */
export const moreUnits = (kind: AgreementKind): readonly Unit[] => unitsOf[kind].filter((unit) => unit !== "month");

/** True for a kind of agreement that can have more than one rate. */
export const hasMoreRates = (kind: AgreementKind): boolean => moreUnits(kind).length > 0;

const timeOf = (text: string, empty: Minutes): Minutes | null => {
  if (text === "") return empty;
  const read = readHours(text.replace(".", ":"));
  return read === null || read > wholeDay ? null : read;
};

const windowOf = (answers: Typed, at: number): Window | null | "wrong" => {
  const names = rateNames(at);
  const choice = typed(answers, names.days);
  const days = Object.hasOwn(daysChoice, choice) ? daysChoice[choice as keyof typeof daysChoice].weekdays : daysChoice.alle.weekdays;
  const from = timeOf(typed(answers, names.from), minutes(0));
  const until = timeOf(typed(answers, names.until), wholeDay);
  if (from === null || until === null || from === until) return "wrong";
  return days.length === 7 && from === 0 && until === wholeDay ? null : { from, until, weekdays: [...days] };
};

const readRow = (answers: Typed, at: number, kind: AgreementKind): Read<Rate> => {
  const names = rateNames(at);
  const unit = moreUnits(kind).find((one) => unitValue[one] === typed(answers, names.unit));
  const price = readEuros(typed(answers, names.price));
  const label = typed(answers, names.label);
  const window = windowOf(answers, at);
  const wrong: Wrong[] = [];
  if (label === "" || label.length > 80)
    wrong.push({ field: names.label, message: `Schrijf bij tarief ${String(at)} waarvoor het is, in ten hoogste 80 tekens.` });
  if (!unit) wrong.push({ field: names.unit, message: `Kies bij tarief ${String(at)} waarvoor u betaalt.` });
  if (!withinMost(price) || price === 0)
    wrong.push({ field: names.price, message: `Vul bij tarief ${String(at)} een bedrag in van meer dan € 0,00, bijvoorbeeld 25,00.` });
  if (window === "wrong")
    wrong.push({ field: names.from, message: `Vul bij tarief ${String(at)} twee tijden in die bestaan, bijvoorbeeld 22:00 en 6:00.` });
  if (wrong.length > 0 || !unit || price === null || window === "wrong") return { wrong };
  return { value: { unit, cents: price, label, window } };
};

/** The rates beside the base rate, in their order; empty rows are left out. */
export const readMoreRates = (answers: Typed, kind: AgreementKind): Read<Rate[]> => {
  const read = Array.from({ length: mostMore }, (_, at) => at + 1)
    .filter((at) => hasMoreRates(kind) && isFilled(answers, at))
    .map((at) => readRow(answers, at, kind));
  const wrong = read.flatMap((one) => ("wrong" in one ? one.wrong : []));
  return wrong.length > 0 ? { wrong } : { value: read.flatMap((one) => ("value" in one ? [one.value] : [])) };
};
