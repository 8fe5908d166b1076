import { performance } from "node:perf_hooks";
import { judge } from "../src/declaration/checks.ts";
import { factsOf, hours } from "../src/declaration/fixtures.ts";
import type { Facts } from "../src/declaration/facts.ts";
import { figureOf, type Done, type Figure, type Round } from "./measure.ts";

/** How often to judge in a round, and how many rounds after one that warms up. */
export type ChecksSize = { pieces: number; rounds: number };
export const checksOfRecord: ChecksSize = { pieces: 20_000, rounds: 7 };

const october = [5, 6, 7, 8, 12, 13, 14, 15].map((date) => hours(`line-${String(date)}`, `2026-10-${String(date).padStart(2, "0")}`, 120));

const inTurn = (pieces: number, piece: () => unknown): Done => {
  const from = performance.now();
  for (let at = 0; at < pieces; at += 1) piece();
  return { pieces, seconds: (performance.now() - from) / 1_000, each: [] };
};

// The receipt itself, read and written by the engine: what it costs to have so much data at all.
const yardstickOf = (facts: Facts): (() => unknown) => {
  const text = JSON.stringify(judge(facts).receipt);
  return () => JSON.stringify(JSON.parse(text));
};

const figure = (name: string, lines: number, { pieces, rounds }: ChecksSize): Figure => {
  const facts = factsOf(october.slice(0, lines));
  const yardstick = yardstickOf(facts);
  const all: Round[] = [];
  for (let at = 0; at <= rounds; at += 1) {
    const round = { work: inTurn(pieces, () => judge(facts)), yardstick: inTurn(pieces, yardstick) };
    if (at > 0) all.push(round);
  }
  return figureOf(
    { name, unit: "declaraties per seconde", yardstick: "keer de verantwoording lezen en schrijven als JSON per seconde" },
    all,
  );
};

/** All checks of one declaration with its receipt, in pure code on one core: of one line, and of eight. */
export const checks = (size: ChecksSize): Promise<readonly Figure[]> =>
  Promise.resolve([figure("checks", 1, size), figure("checks-eight-lines", 8, { ...size, pieces: Math.ceil(size.pieces / 8) })]);
