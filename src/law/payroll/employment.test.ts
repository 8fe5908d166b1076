import { describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { cents, minutes } from "../../kernel/money.ts";
import { awfRate, awfRevision, type AwfContract, type AwfYear } from "./awf-rate.ts";
import { transitionMaximum, transitionPayment, travelDivided, untaxedKilometre } from "./leaving-and-travel.ts";
import { minimumWage, wageAgeOn, wageAges, withAllowance, withAllowanceAndLeave } from "./minimum-wage.ts";

const wagesOn = (on: string) =>
  wageAges.map((age) => {
    const found = minimumWage[age].on(day(on));
    return found.known ? found.value : null;
  });

describe("the minimum wage per hour, from 15 to 21", () => {
  test.each([
    ["2023-12-31", [null, null, null, null, null, null, null]],
    ["2024-01-01", [398, 458, 524, 664, 796, 1062, 1327]],
    ["2024-06-30", [398, 458, 524, 664, 796, 1062, 1327]],
    ["2024-07-01", [410, 472, 540, 684, 821, 1094, 1368]],
    ["2025-01-01", [422, 485, 555, 703, 844, 1125, 1406]],
    ["2025-07-01", [432, 497, 569, 720, 864, 1152, 1440]],
    ["2026-01-01", [441, 507, 581, 736, 883, 1177, 1471]],
    ["2026-07-01", [450, 517, 592, 750, 899, 1199, 1499]],
  ])("on %s", (on, wages) => {
    expect(wagesOn(on)).toEqual(wages);
  });

  test("the age that counts is that of the day", () => {
    const born = day("2005-11-02");
    expect([
      wageAgeOn(born, day("2026-11-01")),
      wageAgeOn(born, day("2026-11-02")),
      wageAgeOn(born, day("2019-11-02")),
      wageAgeOn(born, day("2050-01-01")),
    ]).toEqual([20, 21, null, 21]);
  });

  test("with holiday allowance and leave in it, as the SVB published for 2025", () => {
    expect([422, 485, 555, 703, 844, 1125, 1406].map((wage) => [withAllowance(cents(wage)), withAllowanceAndLeave(cents(wage))])).toEqual([
      [456, 494],
      [524, 568],
      [600, 650],
      [760, 823],
      [912, 988],
      [1215, 1317],
      [1519, 1646],
    ]);
  });
});

describe("the premium for the unemployment fund", () => {
  const contract: AwfContract = {
    written: true,
    indefinite: true,
    onCall: false,
    age: 40,
    paidInMonth: minutes(6_000),
    paidInFourWeeks: null,
  };
  test.each([
    ["written, indefinite and not on call", {}, "low"],
    ["not written", { written: false }, "high"],
    ["for a time", { indefinite: false }, "high"],
    ["on call", { onCall: true }, "high"],
    ["20 years and 52 hours in a month", { written: false, age: 20, paidInMonth: minutes(52 * 60) }, "low"],
    ["20 years and a minute more", { written: false, age: 20, paidInMonth: minutes(52 * 60 + 1) }, "high"],
    ["20 years and 48 hours in four weeks", { onCall: true, age: 20, paidInMonth: null, paidInFourWeeks: minutes(48 * 60) }, "low"],
    [
      "20 years and a minute more in four weeks",
      { onCall: true, age: 20, paidInMonth: null, paidInFourWeeks: minutes(48 * 60 + 1) },
      "high",
    ],
    ["21 years and little work", { onCall: true, age: 21, paidInMonth: minutes(60) }, "high"],
  ] as const)("%s", (_why, more, rate) => {
    expect(awfRate({ ...contract, ...more })).toBe(rate);
  });

  const year: AwfYear = {
    year: 2026,
    from: day("2026-01-01"),
    endedOn: null,
    agreedMinutes: minutes(1040 * 60),
    agreedPerWeek: minutes(20 * 60),
    paidMinutes: minutes(1040 * 60),
  };
  test.each([
    ["as agreed", {}, null],
    ["130% is no reason yet", { paidMinutes: minutes(1352 * 60) }, null],
    ["a minute more is", { paidMinutes: minutes(1352 * 60 + 1) }, "worked-far-more"],
    ["30 hours a week agreed", { agreedPerWeek: minutes(30 * 60), paidMinutes: minutes(3000 * 60) }, "worked-far-more"],
    ["more than 30 hours a week agreed", { agreedPerWeek: minutes(30 * 60 + 1), paidMinutes: minutes(3000 * 60) }, null],
    ["31 hours a week in 2024", { year: 2024, agreedPerWeek: minutes(31 * 60), paidMinutes: minutes(3000 * 60) }, "worked-far-more"],
    ["35 hours a week in 2024", { year: 2024, agreedPerWeek: minutes(35 * 60), paidMinutes: minutes(3000 * 60) }, null],
    ["ended the day before two months were over", { endedOn: day("2026-02-28") }, "ended-within-two-months"],
    ["ended after two months", { endedOn: day("2026-03-01") }, null],
  ] as const)("afterwards: %s", (_why, more, revision) => {
    expect(awfRevision({ ...year, ...more })).toBe(revision);
  });
});

describe("the transition payment", () => {
  const maximum = cents(10_200_000);
  test.each([
    ["two years and four months", { years: 2, restWage: cents(4 * 216_000), monthlyWage: cents(216_000) }, 168_000],
    ["one day", { years: 0, restWage: cents(10_000), monthlyWage: cents(216_000) }, 278],
    ["no wage", { years: 3, restWage: cents(0), monthlyWage: cents(0) }, 0],
    ["the maximum", { years: 60, restWage: cents(0), monthlyWage: cents(600_000) }, 10_200_000],
    ["a year's wage, where that is more", { years: 60, restWage: cents(0), monthlyWage: cents(1_000_000) }, 12_000_000],
  ])("%s", (_why, work, paid) => {
    expect(transitionPayment(work, maximum)).toBe(paid);
  });

  test("its maximum was read in one place only, and says so", () => {
    expect(transitionMaximum.on(day("2026-06-01"))).toMatchObject({ value: maximum, confidence: "provisional" });
  });
});

test("travel is untaxed up to the amount of the day, retroactively raised in 2026", () => {
  const perKilometre = (on: string) => untaxedKilometre.on(day(on));
  expect([perKilometre("2025-12-31"), perKilometre("2026-01-01")]).toMatchObject([{ value: 23 }, { value: 25 }]);
  expect(travelDivided(720, cents(20_000), cents(25))).toEqual({ untaxed: 18_000, wage: 2_000 });
  expect(travelDivided(720, cents(15_000), cents(25))).toEqual({ untaxed: 15_000, wage: 0 });
});
