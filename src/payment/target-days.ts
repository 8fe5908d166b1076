import { dayOf, day, momentOn, plusDays, weekdayOf, type Day, type Instant } from "../kernel/day.ts";

/** Easter Sunday (eerste paasdag), by the anonymous Gregorian computation. */
export const easterSunday = (year: number): Day => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - moonCorrection + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const count = epact + weekday - 7 * late + 114;
  const two = (value: number): string => String(value).padStart(2, "0");
  return day(`${String(year)}-${two(Math.floor(count / 31))}-${two((count % 31) + 1)}`);
};

const fixedHolidays = new Set(["01-01", "05-01", "12-25", "12-26"]);

/**
 * Is TARGET open on this day (bankwerkdag)? Closed at weekends, on 1 January, Good Friday, Easter Monday, 1 May, 25 and
 * 26 December (ECB, 14 December 2000). King's Day, Ascension Day and Whit Monday are ordinary days.
 */
export const isTargetDay = (on: Day): boolean => {
  if (weekdayOf(on) > 5 || fixedHolidays.has(on.slice(5))) return false;
  const easter = easterSunday(Number(on.slice(0, 4)));
  return on !== plusDays(easter, -2) && on !== plusDays(easter, 1);
};

/** The first TARGET day after a day. */
export const targetDayAfter = (on: Day): Day => {
  const next = plusDays(on, 1);
  return isTargetDay(next) ? next : targetDayAfter(next);
};

/** So many TARGET days after a day. */
export const plusTargetDays = (from: Day, count: number): Day => (count === 0 ? from : plusTargetDays(targetDayAfter(from), count - 1));

/**
 * The first day on which the bank can carry out what is finished at this moment (uitvoerdatum): today before the cut-off time
 * (sluitingstijd, in Europe/Amsterdam) of the account, otherwise the next TARGET day.
 */
export const executionDayFor = (at: Instant, cutOff: string): Day => {
  const today = dayOf(at);
  return isTargetDay(today) && at < momentOn(today, cutOff) ? today : targetDayAfter(today);
};
