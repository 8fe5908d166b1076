import { day, plusDays, weekdayOf, type Day } from "../../kernel/day.ts";

/** Easter Sunday of a year in the Gregorian calendar, after Gauss as corrected by Meeus. */
const easter = (year: number): Day => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return day(`${String(year)}-${String(Math.floor(f / 31)).padStart(2, "0")}-${String((f % 31) + 1).padStart(2, "0")}`);
};

/**
 * Do banks settle on this day? TARGET is closed on Saturday, Sunday, 1 January, Good Friday, Easter Monday, 1 May,
 * 25 and 26 December (ECB, since 2002). King's Day and Ascension Day are days like any other.
 */
export const isBankDay = (on: Day): boolean => {
  if (weekdayOf(on) > 5 || ["01-01", "05-01", "12-25", "12-26"].includes(on.slice(5))) return false;
  const sunday = easter(Number(on.slice(0, 4)));
  return on !== plusDays(sunday, -2) && on !== plusDays(sunday, 1);
};

/** This day, or the first bank day after it. */
export const bankDayFrom = (on: Day): Day => {
  let at = on;
  while (!isBankDay(at)) at = plusDays(at, 1);
  return at;
};

/** So many bank days after a bank day. */
export const plusBankDays = (from: Day, count: number): Day => {
  let at = from;
  for (let n = 0; n < count; n++) at = bankDayFrom(plusDays(at, 1));
  return at;
};
