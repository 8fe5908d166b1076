import { describe, expect, test } from "vitest";
import { day, instant } from "../kernel/day.ts";
import { easterSunday, executionDayFor, isTargetDay, plusTargetDays } from "./target-days.ts";

describe("Easter Sunday", () => {
  for (const [year, on] of [
    [2000, "2000-04-23"],
    [2008, "2008-03-23"],
    [2011, "2011-04-24"],
    [2024, "2024-03-31"],
    [2025, "2025-04-20"],
    [2026, "2026-04-05"],
    [2027, "2027-03-28"],
    [2038, "2038-04-25"],
    [2049, "2049-04-18"],
    [2076, "2076-04-19"],
  ] as const)
    test(`of ${String(year)} is ${on}`, () => expect(easterSunday(year)).toBe(on));
});

describe("TARGET", () => {
  for (const [on, open, why] of [
    ["2026-01-01", false, "New Year's Day"],
    ["2026-01-02", true, "the day after"],
    ["2026-04-02", true, "Maundy Thursday"],
    ["2026-04-03", false, "Good Friday"],
    ["2026-04-06", false, "Easter Monday"],
    ["2026-04-07", true, "the Tuesday after"],
    ["2026-04-27", true, "King's Day"],
    ["2026-05-01", false, "Labour Day"],
    ["2026-05-05", true, "Liberation Day"],
    ["2026-05-14", true, "Ascension Day"],
    ["2026-05-25", true, "Whit Monday"],
    ["2026-10-31", false, "a Saturday"],
    ["2026-11-01", false, "a Sunday"],
    ["2026-12-24", true, "Christmas Eve"],
    ["2026-12-25", false, "Christmas Day"],
    ["2029-12-26", false, "the second day of Christmas, a Wednesday"],
    ["2026-12-31", true, "New Year's Eve"],
  ] as const)
    test(`is ${open ? "open" : "closed"} on ${on}, ${why}`, () => expect(isTargetDay(day(on))).toBe(open));

  test("counts over Easter", () => expect(plusTargetDays(day("2026-04-02"), 2)).toBe("2026-04-08"));
});

describe("the execution day", () => {
  for (const [at, on, why] of [
    ["2026-11-02T11:59:59.999Z", "2026-11-02", "just before the cut-off, winter time"],
    ["2026-11-02T12:00:00.000Z", "2026-11-03", "on the cut-off"],
    ["2026-07-01T10:59:59.999Z", "2026-07-01", "just before the cut-off, summer time"],
    ["2026-07-01T11:00:00.000Z", "2026-07-02", "on the cut-off, summer time"],
    ["2026-10-23T12:00:00.000Z", "2026-10-26", "Friday afternoon, over the end of summer time"],
    ["2026-10-31T08:00:00.000Z", "2026-11-02", "a Saturday morning"],
    ["2026-12-24T13:00:00.000Z", "2026-12-28", "Christmas Eve after the cut-off"],
    ["2026-11-01T23:30:00.000Z", "2026-11-02", "half past midnight in Amsterdam"],
    ["2026-03-29T00:30:00.000Z", "2026-03-30", "the Sunday on which summer time begins"],
    ["2026-03-30T10:59:59.999Z", "2026-03-30", "just before the cut-off on the day after"],
    ["2026-10-25T00:30:00.000Z", "2026-10-26", "the Sunday on which it ends, in the hour that comes twice"],
    ["2026-10-26T11:59:59.999Z", "2026-10-26", "just before the cut-off on the day after"],
    ["2026-04-02T11:00:00.000Z", "2026-04-07", "Maundy Thursday after the cut-off, over Easter"],
    ["2026-04-30T11:00:00.000Z", "2026-05-04", "over Labour Day and a weekend"],
    ["2025-12-31T12:00:00.000Z", "2026-01-02", "over New Year's Day"],
  ] as const)
    test(`is ${on}: ${why}`, () => expect(executionDayFor(instant(at), "13:00")).toBe(on));

  for (const [cutOff, on] of [
    ["08:59", "2026-11-03"],
    ["09:00", "2026-11-03"],
    ["09:01", "2026-11-02"],
    ["23:59", "2026-11-02"],
  ] as const)
    test(`at nine sharp, for a bank that closes at ${cutOff}, is ${on}`, () =>
      expect(executionDayFor(instant("2026-11-02T08:00:00.000Z"), cutOff)).toBe(on));
});
