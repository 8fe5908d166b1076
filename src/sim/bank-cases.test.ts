import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { plusTargetDays } from "../payment/target-days.ts";
import { Conduct, Style } from "./bank/conduct.ts";
import { bankCases, bankStyles } from "./bank-cases.ts";

test("the bank takes every case and every style as it is told", () => {
  for (const today of ["2026-01-02", "2026-11-02", "2026-12-31"].map(day)) {
    for (const [name, { conduct }] of Object.entries(bankCases))
      expect([name, Conduct.safeParse(conduct(today)).success]).toEqual([name, true]);
  }
  for (const [name, { style }] of Object.entries(bankStyles)) expect([name, Style.safeParse(style).success]).toEqual([name, true]);
});

for (const [today, least] of [
  ["2026-11-02", "2027-01-15"],
  ["2026-12-31", "2027-01-15"],
] as const)
  test(`what was paid on ${today} comes back when its year is over`, () => {
    const { days } = bankCases["na-jaareinde"].conduct(day(today)) as { days: number };
    expect(plusTargetDays(day(today), days) >= least).toBe(true);
  });
