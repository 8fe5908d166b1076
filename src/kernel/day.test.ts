import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  ageOn,
  day,
  dayOf,
  daysBetween,
  daysIn,
  earliest,
  firstDay,
  instant,
  inWords,
  lastDay,
  latest,
  millisecondsBetween,
  momentInWords,
  momentOn,
  month,
  monthInWords,
  monthOf,
  nextMonth,
  plusDays,
  plusMilliseconds,
  plusMonths,
  plusYears,
  previousMonth,
  readDay,
  readMonth,
  weekdayName,
  weekdayOf,
  weekOf,
} from "./day.ts";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");
const anyDay = fc.integer({ min: 0, max: 100_000 }).map((step) => plusDays(day("1900-01-01"), step));

for (const [text, read] of [
  ["2026-10-31", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-13-01", false],
  ["2026-00-10", false],
  ["2026-1-1", false],
  ["1899-12-31", false],
  ["2200-01-01", false],
  ["2026-10-31T00:00", false],
  ["", false],
  [" 2026-10-31", false],
] as const) {
  test(`"${text}" ${read ? "is" : "is not"} a day`, () => {
    expect(readDay(text)).toBe(read ? text : null);
    if (!read) expect(() => day(text)).toThrow(/is not a day/);
  });
}

for (const [text, read] of [
  ["2026-10", true],
  ["2026-13", false],
  ["2026-1", false],
  ["2026-10-01", false],
] as const) {
  test(`"${text}" ${read ? "is" : "is not"} a month`, () => {
    expect(readMonth(text)).toBe(read ? text : null);
    if (!read) expect(() => month(text)).toThrow(/is not a month/);
  });
}

describe("counting days", () => {
  test("over the end of a month, a year and February", () => {
    expect(plusDays(day("2026-12-31"), 1)).toBe("2027-01-01");
    expect(plusDays(day("2024-03-01"), -1)).toBe("2024-02-29");
    expect(plusMonths(day("2026-01-31"), 1)).toBe("2026-02-28");
    expect(plusMonths(day("2026-03-31"), -1)).toBe("2026-02-28");
    expect(plusYears(day("2024-02-29"), 1)).toBe("2025-02-28");
    expect(daysBetween(day("2026-10-31"), day("2026-11-02"))).toBe(2);
    expect(daysBetween(day("2026-11-02"), day("2026-10-31"))).toBe(-2);
  });
  test("the earliest and the latest", () => {
    expect(earliest(day("2026-01-02"), day("2026-01-01"))).toBe("2026-01-01");
    expect(latest(day("2026-01-02"), day("2026-01-01"))).toBe("2026-01-02");
  });
  test("adding days and counting them agree, and days compare as text", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (from, count) => {
        const to = plusDays(from, count);
        if (readDay(to) === null) return;
        expect(daysBetween(from, to)).toBe(count);
        expect(from < to).toBe(count > 0);
      }),
      { seed: 20269, verbose: true },
    );
  });
});

describe("the arithmetic of days", () => {
  test("is that of the calendar", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (on, count) => {
        const known = Temporal.PlainDate.from(on);
        expect(plusDays(on, count)).toBe(known.add({ days: count }).toString());
        expect(plusMonths(on, count)).toBe(known.add({ months: count }).toString());
        expect(plusYears(on, Math.trunc(count / 10))).toBe(known.add({ years: Math.trunc(count / 10) }).toString());
        expect(weekdayOf(on)).toBe(known.dayOfWeek);
      }),
      { seed: 20271, verbose: true },
    );
  });
  test("says of every moment on which day it falls in Amsterdam, in summer and winter", () => {
    const inAmsterdam = (at: string): string => Temporal.Instant.from(at).toZonedDateTimeISO("Europe/Amsterdam").toPlainDate().toString();
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2099, 11) }), (milliseconds) => {
        const at = new Date(milliseconds).toISOString();
        expect(dayOf(instant(at))).toBe(inAmsterdam(at));
      }),
      { seed: 20272, verbose: true },
    );
    for (let year = 1994; year <= 2099; year += 1) {
      for (const moment of ["03-25T23:30", "03-31T22:30", "10-24T22:30", "10-25T22:30", "10-31T22:30", "10-31T23:30"]) {
        const at = `${String(year)}-${moment}:00.000Z`;
        expect(dayOf(instant(at))).toBe(inAmsterdam(at));
      }
    }
  });
});

describe("months", () => {
  test("begin and end", () => {
    expect([firstDay(month("2024-02")), lastDay(month("2024-02"))]).toEqual(["2024-02-01", "2024-02-29"]);
    expect([nextMonth(month("2026-12")), previousMonth(month("2026-01"))]).toEqual(["2027-01", "2025-12"]);
    expect(daysIn(month("2026-10"))).toHaveLength(31);
  });
  test("a month holds exactly its own days", () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const days = daysIn(monthOf(on));
        expect(days).toContain(on);
        expect(days.every((each) => monthOf(each) === monthOf(on))).toBe(true);
        expect(days.at(-1)).toBe(lastDay(monthOf(on)));
        expect(previousMonth(nextMonth(monthOf(on)))).toBe(monthOf(on));
      }),
      { seed: 20270, numRuns: 50, verbose: true },
    );
  });
});

describe("weeks and ages", () => {
  for (const [on, week, weekday] of [
    ["2026-01-01", 1, "donderdag"],
    ["2027-01-01", 53, "vrijdag"],
    ["2026-12-28", 53, "maandag"],
    ["2026-11-01", 44, "zondag"],
  ] as const) {
    test(`${on} is a ${weekday} in week ${String(week)}`, () => {
      expect(weekOf(day(on))).toBe(week);
      expect(weekdayName(day(on))).toBe(weekday);
    });
  }
  test("Monday is one, Sunday seven", () => expect([weekdayOf(day("2026-11-02")), weekdayOf(day("2026-11-01"))]).toEqual([1, 7]));
  for (const [born, on, age] of [
    ["2008-11-02", "2026-11-01", 17],
    ["2008-11-02", "2026-11-02", 18],
    ["2008-02-29", "2026-02-28", 17],
    ["2008-02-29", "2026-03-01", 18],
  ] as const) {
    test(`born ${born}, on ${on}: ${String(age)}`, () => expect(ageOn(day(born), day(on))).toBe(age));
  }
});

describe("moments", () => {
  test("are written in one way", () => {
    expect(instant("2026-11-02T10:00:00+01:00")).toBe("2026-11-02T09:00:00.000Z");
    expect(instant("2026-11-02T09:00:00.0004Z")).toBe("2026-11-02T09:00:00.000Z");
  });
  for (const [at, on] of [
    ["2026-11-01T22:59:59.999Z", "2026-11-01"],
    ["2026-11-01T23:00:00.000Z", "2026-11-02"],
    ["2026-07-01T21:59:59.999Z", "2026-07-01"],
    ["2026-07-01T22:00:00.000Z", "2026-07-02"],
  ] as const) {
    test(`${at} falls on ${on} in Amsterdam`, () => expect(dayOf(instant(at))).toBe(on));
  }
  test("a time of day in summer and in winter", () => {
    expect(momentOn(day("2026-11-02"), "09:00")).toBe("2026-11-02T08:00:00.000Z");
    expect(momentOn(day("2026-07-02"), "09:00")).toBe("2026-07-02T07:00:00.000Z");
  });
  test("adding and counting milliseconds agree", () => {
    const at = instant("2026-11-02T09:00:00Z");
    expect(plusMilliseconds(at, 1500)).toBe("2026-11-02T09:00:01.500Z");
    expect(millisecondsBetween(at, plusMilliseconds(at, -1500))).toBe(-1500);
  });
});

test("days, months and moments in words", () => {
  expect(plain(inWords(day("2026-10-05")))).toBe("5 oktober 2026");
  expect(plain(monthInWords(month("2026-03")))).toBe("maart 2026");
  expect(plain(momentInWords(instant("2026-11-02T08:05:00Z")))).toBe("2 november 2026, 9:05 uur");
});
