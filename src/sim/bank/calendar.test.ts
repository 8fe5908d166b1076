import { expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { bankDayFrom, isBankDay, plusBankDays } from "./calendar.ts";

for (const [on, open, why] of [
  ["2026-11-02", true, "a Monday"],
  ["2026-11-01", false, "a Sunday"],
  ["2026-10-31", false, "a Saturday"],
  ["2027-01-01", false, "New Year"],
  ["2026-04-03", false, "Good Friday"],
  ["2026-04-06", false, "Easter Monday"],
  ["2027-03-26", false, "Good Friday in March"],
  ["2027-03-29", false, "Easter Monday in March"],
  ["2028-04-14", false, "Good Friday in a leap year"],
  ["2026-05-01", false, "Labour Day"],
  ["2026-12-25", false, "Christmas"],
  ["2028-12-26", false, "the day after"],
  ["2026-04-27", true, "King's Day"],
  ["2026-05-14", true, "Ascension Day"],
  ["2026-05-25", true, "Whit Monday"],
] as const)
  test(`${on}, ${why}, is ${open ? "a" : "no"} bank day`, () => expect(isBankDay(day(on))).toBe(open));

test("bank days are counted past holidays", () => {
  expect(bankDayFrom(day("2026-12-25"))).toBe("2026-12-28");
  expect(plusBankDays(day("2026-12-24"), 3)).toBe("2026-12-30");
  expect(plusBankDays(day("2026-12-24"), 0)).toBe("2026-12-24");
});
