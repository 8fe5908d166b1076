import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { specialTable } from "./special-rewards.ts";
import { wageTaxFigures, type AgeGroup } from "./wage-tax-figures.ts";

const file = new URL("../../../../shared/data/payroll-params.json", import.meta.url);
type Published = Record<string, Record<string, Record<string, { from: number; without: number; standard: number; offset: number }[]>>>;

const figuresOf = (year: number) => {
  const found = wageTaxFigures.on(day(`${String(year)}-06-01`));
  if (!found.known) throw new Error(`no figures of ${String(year)}`);
  return found.value;
};
const columns: readonly [AgeGroup, string][] = [
  ["below-pension-age", "belowAow"],
  ["pension-age-born-1946-or-later", "aow1946OrLater"],
  ["pension-age-born-1945-or-earlier", "aow1945OrEarlier"],
];

describe.skipIf(!existsSync(file))("the tables for special rewards as published (skipped where ../shared is absent)", () => {
  const published = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { specialRewards: {} }) as { specialRewards: Published };
  for (const year of [2024, 2025, 2026, 2027])
    for (const colour of ["white", "green"] as const)
      for (const [group, name] of columns) {
        const rows = published.specialRewards[String(year)]?.[colour]?.[name];
        if (!rows) continue;
        test(`${String(year)} ${colour} ${name}`, () => {
          const ours = specialTable(figuresOf(year), group, colour);
          expect(ours).toEqual(
            rows.map(({ from, without, standard, offset }) => ({
              from,
              without: Math.round(without * 100),
              withCredits: Math.round((standard + offset) * 100),
            })),
          );
        });
      }
});
