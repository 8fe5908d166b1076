import { expect, test } from "vitest";
import { day, type Month } from "../../kernel/day.ts";
import { draftHours, seenText, shownHours, typedAt, typedHours } from "./hours-form.ts";

const october = "2026-10" as Month;
// Two rates, of which the second holds on Saturdays.
const isOpen = (on: string, rateAt: number): boolean => rateAt === 0 || (rateAt === 1 && on === "2026-10-03");

test("each rate has its own fields, and what does not hold on a day is not taken", () => {
  const typed = typedHours({ "uren-2026-10-03": "2", "uren-2026-10-03-1": "1,5", "uren-2026-10-05": "" }, october, isOpen);
  expect(typed.hours).toEqual([
    { day: "2026-10-03", rateAt: 0, minutes: 120 },
    { day: "2026-10-03", rateAt: 1, minutes: 90 },
  ]);
  expect(seenText(typed.hours)).toBe("03.120_03.1.90");
  expect([...typedAt(typed.values, 1)]).toEqual([["2026-10-03", "1,5"]]);
  for (const name of ["uren-2026-10-05-1", "uren-2026-10-03-2", "uren-2026-11-03", "uren-2026-10-03-01", "uren-2026-10-03-x", "uren-"])
    expect([name, typedHours({ [name]: "1" }, october, isOpen).faults.map(({ field }) => field)]).toEqual([name, ["inhoud"]]);
  expect(typedHours({ "uren-2026-10-03-1": "25" }, october, isOpen).faults.map(({ field }) => field)).toEqual(["uren-2026-10-03-1"]);
});

test("lines and drafts come back in the field of their rate, drafts of before too", () => {
  const line = { day: day("2026-10-03"), unit: "hour", minutes: 90 as never, quantity: 1 } as const;
  expect([...shownHours([{ ...line, rateAt: 1 }])]).toEqual([["uren-2026-10-03-1", "1,5"]]);
  expect([...draftHours({ "2026-10-05": "2", "uren-2026-10-03-1": "3", "uren-2026-10-05-1": "4" }, isOpen)]).toEqual([
    ["uren-2026-10-05", "2"],
    ["uren-2026-10-03-1", "3"],
  ]);
});
