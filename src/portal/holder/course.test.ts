import { describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { cents } from "../../kernel/money.ts";
import { courseOf, type Course } from "./course.ts";

const year = (changes: Partial<Course> = {}): Course => ({
  from: day("2026-01-01"),
  until: day("2026-12-31"),
  figures: { awarded: cents(120_000), paid: cents(60_000), claimed: cents(10_000), committed: cents(20_000) },
  spent: [
    { on: day("2026-03-01"), amount: cents(60_000) },
    { on: day("2026-06-01"), amount: cents(10_000) },
  ],
  irregular: false,
  ...changes,
});
const figures = (changes: Partial<Course["figures"]>): Course["figures"] => ({ ...year().figures, ...changes });

describe("the course of a budget", () => {
  test("falls when money is claimed, and ends with what nobody promised", () => {
    const course = courseOf(year(), day("2026-07-01"));
    expect(course?.past).toEqual([
      { on: "2026-01-01", left: 120_000 },
      { on: "2026-03-01", left: 60_000 },
      { on: "2026-06-01", left: 50_000 },
      { on: "2026-07-01", left: 50_000 },
    ]);
    expect(course?.expected).toEqual({ on: "2026-12-31", left: 30_000 });
  });

  test("runs out on a day when more was promised than is left", () => {
    const course = courseOf(year({ figures: figures({ committed: cents(100_000) }) }), day("2026-07-01"));
    expect(course?.expected.left).toBe(0);
    // Half of what was promised fits, so half of the days.
    expect(course?.expected.on).toBe("2026-09-30");
  });

  test("goes on at the pace so far for irregular work", () => {
    const course = courseOf(year({ figures: figures({ committed: cents(0) }), irregular: true }), day("2026-07-01"));
    expect(course?.expected.left).toBe(0);
  });

  test("is spent today when nothing is left", () => {
    const course = courseOf(year({ figures: figures({ awarded: cents(70_000) }) }), day("2026-07-01"));
    expect(course?.expected).toEqual({ on: "2026-07-01", left: 0 });
  });

  test("expects nothing more after the last day", () => {
    expect(courseOf(year(), day("2027-02-01"))?.expected).toEqual({ on: "2026-12-31", left: 50_000 });
  });

  test.each([
    ["before it begins", year(), "2025-12-31"],
    ["when nothing was awarded", year({ figures: figures({ awarded: cents(0) }) }), "2026-07-01"],
  ])("there is none %s", (_, course, today) => expect(courseOf(course, day(today))).toBeNull());
});
