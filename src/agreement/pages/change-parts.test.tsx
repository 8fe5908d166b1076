import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { cents, minutes } from "../../kernel/money.ts";
import { hourly } from "../fixtures.ts";
import type { Rate } from "../rate.ts";
import { Differences } from "./change-parts.tsx";

const rate = (price: number, label = "", window: Rate["window"] = null): Rate => ({ unit: "hour", cents: cents(price), label, window });
const night = { from: minutes(22 * 60), until: minutes(6 * 60), weekdays: [1, 2, 3, 4, 5, 6, 7] };
const told = (before: readonly Rate[], after: readonly Rate[]): string[][] => {
  const version = { ...hourly, family: false, careText: null };
  const html = renderToStaticMarkup(
    <Differences parts={["rates"]} before={{ ...version, rates: before }} after={{ ...version, rates: after }} />,
  );
  return [...html.matchAll(/<tr>(.*?)<\/tr>/g)]
    .map(([, row = ""]) => [...row.matchAll(/cell-value">(.*?)<\/span>/g)].map(([, cell = ""]) => cell.replaceAll("\u00a0", " ")))
    .filter((cells) => cells.length > 0);
};
const [base, atNight, sunday] = [rate(2650), rate(2698, "nacht", night), rate(2698, "zondag")];

for (const [why, before, after, rows] of [
  ["the base rate of three", [base, atNight, sunday], [rate(2698), atNight, sunday], [["Tarief", "€ 26,50 per uur", "€ 26,98 per uur"]]],
  [
    "only when a rate holds",
    [base, atNight],
    [base, rate(2698, "nacht")],
    [["Tarief voor nacht", "€ 26,98 per uur, van 22.00 tot 6.00 uur", "€ 26,98 per uur"]],
  ],
  [
    "one rate goes and another comes",
    [base, sunday],
    [base, rate(2600, "zaterdag")],
    [
      ["Tarief voor zondag", "€ 26,98 per uur", "vervalt"],
      ["Tarief voor zaterdag", "was er niet", "€ 26,00 per uur"],
    ],
  ],
  [
    "nothing but their order",
    [base, sunday],
    [sunday, base],
    [["Tarief", "€ 26,50 per uur; € 26,98 per uur, zondag", "€ 26,98 per uur, zondag; € 26,50 per uur"]],
  ],
] as const) {
  test(`of a change of rates only what differs stands side by side: ${why}`, () => expect(told(before, after)).toEqual(rows));
}
