declare const brand: unique symbol;

/** An amount of money in whole eurocents (bedrag). A safe integer, negative where a direction is meant. */
export type Cents = number & { readonly [brand]: "Cents" };

/** A length of time in whole minutes (tijd). */
export type Minutes = number & { readonly [brand]: "Minutes" };

const whole = (value: number, unit: string): number => {
  if (!Number.isSafeInteger(value)) throw new Error(`${String(value)} is not a whole number of ${unit}`);
  // Negative zero would make equal amounts differ in a hash.
  return value + 0 === 0 ? 0 : value;
};

/** An amount in eurocents. Throws on fractions and on anything beyond a safe integer. */
export const cents = (value: number): Cents => whole(value, "cents") as Cents;

/** A length of time in minutes. Throws on fractions and on anything beyond a safe integer. */
export const minutes = (value: number): Minutes => whole(value, "minutes") as Minutes;

export const zero = cents(0);

export const plus = (a: Cents, b: Cents): Cents => cents(a + b);
export const minus = (a: Cents, b: Cents): Cents => cents(a - b);
export const total = (amounts: Iterable<Cents>): Cents => {
  let sum = 0;
  for (const amount of amounts) sum = cents(sum + amount);
  return sum as Cents;
};
export const least = (a: Cents, b: Cents): Cents => (a < b ? a : b);

/** quantity × price with the halves rounded up, exact over the whole safe range. Both must be zero or more. */
const ratioHalfUp = (price: Cents, numerator: number, denominator: number): Cents => {
  if (price < 0 || numerator < 0) throw new Error(`cannot price ${String(numerator)}/${String(denominator)} of ${String(price)}`);
  const product = BigInt(price) * BigInt(numerator) * 2n + BigInt(denominator);
  return cents(Number(product / (2n * BigInt(denominator))));
};

/** What worked time costs: rate per hour × minutes ÷ 60, half a cent up, once per line. */
export const perHour = (rate: Cents, worked: Minutes): Cents => ratioHalfUp(rate, worked, 60);

/** A share of an amount, half a cent up: the amount × numerator ÷ denominator. */
export const share = (amount: Cents, numerator: number, denominator: number): Cents => ratioHalfUp(amount, numerator, denominator);

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ".");

/** An amount as people read it: "€ 1.102,00", with a space that does not break. */
export const inEuros = (amount: Cents): string => {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "−" : ""}€\u00a0${grouped(digits.slice(0, -2))},${digits.slice(-2)}`;
};

/** An amount as bank files write it: "1102.00". */
export const inDecimals = (amount: Cents): string => {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/**
 * Reads an amount as people type it: "12", "12,5", "12.50", "€ 1.250,00". Returns null for anything else.
 * At most eleven whole digits, so that the outcome is always a safe integer.
 */
export const readEuros = (text: string): Cents | null => {
  const bare = text.replace(/[€\s\u00a0]/g, "");
  const match = /^(\d{1,11}|\d{1,3}(?:\.\d{3}){1,3})(?:,(\d{1,2}))?$/.exec(bare) ?? /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(bare);
  if (!match) return null;
  return cents(Number((match[1] ?? "").replaceAll(".", "")) * 100 + Number((match[2] ?? "").padEnd(2, "0")));
};

/** Worked time as people read it: "2,5 uur", "38 uur", "0,25 uur". */
export const inHours = (worked: Minutes): string => `${hoursOnly(worked)}\u00a0uur`;

/** The same without the unit, for a field on a form: "2,5". */
export const hoursOnly = (worked: Minutes): string => {
  const hundredths = Math.round((worked * 100) / 60);
  const fraction = String(hundredths % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${grouped(String(Math.floor(hundredths / 100)))}${fraction === "" ? "" : `,${fraction}`}`;
};

/** Reads hours as people type them: "2", "2,5", "2.25", "2:15". Returns null for anything else, and for more than whole minutes. */
export const readHours = (text: string): Minutes | null => {
  const bare = text.trim();
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(bare);
  if (clock) return minutes(Number(clock[1]) * 60 + Number(clock[2]));
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!match) return null;
  const worked = Number(match[1]) * 60 + (Number((match[2] ?? "").padEnd(2, "0")) * 60) / 100;
  return Number.isSafeInteger(worked) ? minutes(worked) : null;
};
