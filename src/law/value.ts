import { inWords, type Day } from "../kernel/day.ts";
import { inEuros, inHours, type Cents, type Minutes } from "../kernel/money.ts";

/** A figure with its unit, as plain data: what a worksheet line holds. Never a name, a number of a person or an account. */
export type Value =
  | { unit: "cents"; amount: Cents }
  | { unit: "minutes"; amount: Minutes }
  | { unit: "days" | "weeks" | "count"; amount: number }
  | { unit: "percent"; numerator: number; denominator: number }
  | { unit: "day"; day: Day }
  | { unit: "text"; text: string };

export const asCents = (amount: Cents): Value => ({ unit: "cents", amount });
export const asMinutes = (amount: Minutes): Value => ({ unit: "minutes", amount });
export const asDays = (amount: number): Value => ({ unit: "days", amount });
export const asWeeks = (amount: number): Value => ({ unit: "weeks", amount });
export const asCount = (amount: number): Value => ({ unit: "count", amount });
export const asText = (text: string): Value => ({ unit: "text", text });
/** A percentage as an integer ratio: 5,17 % is `asPercent(517, 10_000)`. */
export const asPercent = (numerator: number, denominator: number): Value => ({ unit: "percent", numerator, denominator });

const percentInDutch = (numerator: number, denominator: number): string => {
  const thousandths = Math.round((numerator * 100_000) / denominator);
  const fraction = String(Math.abs(thousandths) % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${thousandths < 0 ? "−" : ""}${String(Math.floor(Math.abs(thousandths) / 1000))}${fraction === "" ? "" : `,${fraction}`}%`;
};

const counted = (amount: number, one: string, many: string): string => `${String(amount)}\u00a0${amount === 1 ? one : many}`;

/** A figure in plain Dutch: "€ 12,50", "2,5 uur", "6 weken", "5,17%", "31 oktober 2026". */
export const valueInDutch = (value: Value): string => {
  switch (value.unit) {
    case "cents":
      return inEuros(value.amount);
    case "minutes":
      return inHours(value.amount);
    case "days":
      return counted(value.amount, "dag", "dagen");
    case "weeks":
      return counted(value.amount, "week", "weken");
    case "count":
      return String(value.amount);
    case "percent":
      return percentInDutch(value.numerator, value.denominator);
    case "day":
      return inWords(value.day);
    case "text":
      return value.text;
  }
};
