import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { employeeNotice, employmentNotice, noticeFrom, noticeMonths } from "./notice.ts";
import { worksheet } from "./worksheet.ts";

for (const [why, rule, begun, told, earliest] of [
  ["a month after notice", "months", "2026-01-01", "2026-11-02", "2026-12-02"],
  ["the last of a shorter month", "months", "2026-01-01", "2027-01-31", "2027-02-28"],
  ["employment: a month, to the end of that month", "employment", "2024-01-01", "2026-11-02", "2026-12-31"],
  ["employment: told on the last day of a month", "employment", "2024-01-01", "2026-11-30", "2026-12-31"],
  ["employment: a day short of five years", "employment", "2021-11-03", "2026-11-02", "2026-12-31"],
  ["employment: five years", "employment", "2021-11-02", "2026-11-02", "2027-01-31"],
  ["employment: a day short of ten years", "employment", "2016-11-03", "2026-11-02", "2027-01-31"],
  ["employment: ten years", "employment", "2016-11-02", "2026-11-02", "2027-02-28"],
  ["employment: a day short of fifteen years", "employment", "2011-11-03", "2026-11-02", "2027-02-28"],
  ["employment: fifteen years", "employment", "2011-11-02", "2026-11-02", "2027-03-31"],
  ["an employee: a month, to the end of that month", "employee", "2011-11-02", "2026-11-02", "2026-12-31"],
  ["an employee on the last day of a month", "employee", "2024-01-01", "2026-11-30", "2026-12-31"],
] as const) {
  test(why, () => {
    expect(noticeFrom(rule, day(begun), worksheet("agreement", day(told))).earliest).toBe(day(earliest));
  });
}

test("a term that nobody confirmed is not settled, and one that was is", () => {
  const key = (of: { name: string }): string => `${of.name}@2018-01-01`;
  const told = day("2026-11-02");
  expect(noticeFrom("months", told, worksheet("agreement", told)).settled).toBe(false);
  expect(noticeFrom("employment", told, worksheet("agreement", told)).settled).toBe(false);
  expect(noticeFrom("employee", told, worksheet("agreement", told)).settled).toBe(false);
  expect(noticeFrom("employee", told, worksheet("agreement", told, new Set([key(employeeNotice)]))).settled).toBe(true);
  expect(noticeFrom("months", told, worksheet("agreement", told, new Set([key(noticeMonths)]))).settled).toBe(true);
  expect(noticeFrom("employment", told, worksheet("agreement", told, new Set([key(employmentNotice)]))).settled).toBe(true);
});
