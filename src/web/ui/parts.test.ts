import { renderToStaticMarkup } from "react-dom/server";
import { createElement } from "react";
import { expect, test } from "vitest";
import { day, month } from "../../kernel/day.ts";
import { cents, zero } from "../../kernel/money.ts";
import { worksheet } from "../../law/worksheet.ts";
import { runsOut, type BudgetCourse } from "./budget-line.tsx";
import { BudgetBar, leftOf } from "./budget.tsx";
import { dateText, datePartsOf } from "./choice.tsx";
import { receiptLines } from "./decision.tsx";
import { weeksIn } from "./hours.tsx";
import { Pagination } from "./progress.tsx";

for (const [why, of, expected] of [
  [
    "a month that begins on a Thursday",
    "2026-10",
    [
      [40, 4],
      [41, 7],
      [42, 7],
      [43, 7],
      [44, 6],
    ],
  ],
  [
    "a February of four whole weeks",
    "2027-02",
    [
      [5, 7],
      [6, 7],
      [7, 7],
      [8, 7],
    ],
  ],
  [
    "a January that begins in the last week of the year before",
    "2027-01",
    [
      [53, 3],
      [1, 7],
      [2, 7],
      [3, 7],
      [4, 7],
    ],
  ],
] as const)
  test(`weeks are cut at month ends: ${why}`, () => {
    expect(weeksIn(month(of)).map(({ week, days }) => [week, days.length])).toEqual(expected);
  });

test("what is left of a budget goes below zero when more is agreed than awarded", () => {
  expect(leftOf({ awarded: cents(624000), paid: cents(528000), claimed: cents(36000), committed: cents(78000) })).toBe(-18000);
});

test("the parts of a bar fill it exactly when it is short, with the shortage at its end", () => {
  const bar = renderToStaticMarkup(
    createElement(BudgetBar, { figures: { awarded: cents(100), paid: cents(50), claimed: zero, committed: cents(150) } }),
  );
  expect([...bar.matchAll(/class="bar-part[^"]*" x="([^"]+)" width="([^"]+)"/g)].map((match) => [match[1], match[2]])).toEqual([
    ["0%", "25%"],
    ["25%", "25%"],
    ["50%", "50%"],
  ]);
});

const course = (on: string, left: number): BudgetCourse => ({
  from: day("2026-01-01"),
  until: day("2026-12-31"),
  awarded: cents(1000),
  past: [],
  expected: { on: day(on), left: cents(left) },
});

test("money runs out when it is gone before the last day, not on it", () => {
  expect([course("2026-12-21", 0), course("2026-12-31", 0), course("2026-12-31", 5)].map(runsOut)).toEqual([true, false, false]);
});

test("a date typed without zeros and with spaces is forgiven, and shown again as it was", () => {
  expect(dateText({ day: " 7", month: "3 ", year: "2026" })).toBe("2026-03-07");
  expect(datePartsOf(day("2026-03-07"))).toEqual({ day: "7", month: "3", year: "2026" });
});

test("a worksheet becomes a receipt in plain Dutch, with what is provisional said so", () => {
  const sheet = worksheet("x", day("2026-10-31"));
  sheet.line("Tarief per uur", cents(2900), "artikel 6", { origin: "agreement", inForceSince: day("2026-07-01") });
  sheet.line("Hoogste tarief", cents(8130), "Rlz 5.22", { origin: "law", settled: false });
  expect(receiptLines(sheet.lines)).toEqual([
    {
      what: "Tarief per uur",
      value: "€\u00a029,00",
      article: "artikel 6",
      since: "2026-07-01",
      origin: "overeenkomst",
      provisional: false,
    },
    { what: "Hoogste tarief", value: "€\u00a081,30", article: "Rlz 5.22", since: null, origin: "wet", provisional: true },
  ]);
});

for (const [now, total, expected] of [
  [1, 1, []],
  [1, 3, ["2", "3"]],
  [5, 9, ["1", "4", "6", "9"]],
  [9, 9, ["1", "8"]],
] as const)
  test(`page ${String(now)} of ${String(total)} links to ${expected.join(", ") || "nothing"}`, () => {
    const html = renderToStaticMarkup(createElement(Pagination, { now, total, hrefOf: (page) => `?p=${String(page)}` }));
    expect([...html.matchAll(/href="\?p=(\d+)"><span/g)].map((match) => match[1])).toEqual(expected);
  });
