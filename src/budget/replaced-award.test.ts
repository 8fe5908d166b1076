import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type pg from "pg";
import { reading, openPool } from "../db/pool.ts";
import { takeAward } from "../agreement/life-for-tests.ts";
import { testDoor } from "../db/test-door.ts";
import { instant } from "../kernel/day.ts";
import { prove } from "../prove.ts";
import { testBsn } from "../sim/test-numbers.ts";
import { wmo501 } from "./messages/fixtures.ts";
import { budgetLines, roomOn } from "./read.ts";

// An award that names another replaces it, whatever day it begins on, unless it is of a later period: then both stand.
let house: Awaited<ReturnType<typeof testDoor>>;
let owner: pg.Pool;
let taken = 0;

beforeAll(async () => {
  house = await testDoor(instant("2026-11-02T08:00:00Z"));
  owner = openPool({ url: house.url, as: "owner", most: 1 });
});
afterAll(async () => {
  await owner.end();
  await house.close();
});

type Given = { from: string; until: string; amounts: Record<string, number> };

const take = async (nth: number, number: string, previous: string | null, { from, until, amounts }: Given): Promise<void> => {
  taken += 1;
  const functions = Object.entries(amounts).map(([code, amount]) => ({ code, amount, from, until: amount === 0 ? from : until }));
  await takeAward(
    house.door,
    wmo501({
      bsn: testBsn(nth),
      identification: `A${String(taken)}`,
      number: `${number}-${String(nth)}`,
      previous: previous === null ? null : `${previous}-${String(nth)}`,
      period: { from, until },
      functions,
    }),
  );
};

const year: Given = { from: "2026-01-01", until: "2026-12-31", amounts: { "02": 1_000 } };

/** The lines of somebody: function, days, what is granted and what is free. */
const linesOf = (nth: number) =>
  reading(house.door.db, { scope: "svb" }, async (tx) => {
    const { rows } = await owner.query<{ holder: string }>("select distinct holder_id as holder from budget.award where number like $1", [
      `%-${String(nth)}`,
    ]);
    const lines = await budgetLines(tx, { holder: rows[0]?.holder ?? "" });
    const rooms = await roomOn(tx, lines);
    return lines.map(
      (line) => `${line.function} ${line.from} ${line.until} ${String(line.awarded)} free ${String(rooms.get(line.id)?.free)}`,
    );
  });

describe("the second award", () => {
  for (const [nth, why, next, expected] of [
    [1, "for the same days", { ...year, amounts: { "02": 600 } }, ["02 2026-01-01 2026-12-31 600 free 600"]],
    [2, "from a later day", { ...year, from: "2026-03-01", amounts: { "02": 800 } }, ["02 2026-03-01 2026-12-31 800 free 800"]],
    [3, "from an earlier day", { ...year, from: "2025-11-01", amounts: { "02": 1_200 } }, ["02 2025-11-01 2026-12-31 1200 free 1200"]],
    [4, "that ends sooner", { ...year, until: "2026-06-30", amounts: { "02": 500 } }, ["02 2026-01-01 2026-06-30 500 free 500"]],
    [
      5,
      "for days before it",
      { from: "2025-01-01", until: "2025-12-31", amounts: { "02": 700 } },
      ["02 2025-01-01 2025-12-31 700 free 700"],
    ],
    [
      6,
      "from its last day",
      { from: "2026-12-31", until: "2027-12-30", amounts: { "02": 900 } },
      ["02 2026-12-31 2027-12-30 900 free 900"],
    ],
    [
      7,
      "from the day after it",
      { from: "2027-01-01", until: "2027-12-31", amounts: { "02": 900 } },
      ["02 2026-01-01 2026-12-31 1000 free 1000", "02 2027-01-01 2027-12-31 900 free 900"],
    ],
    [
      8,
      "from a later day, with another function too",
      { ...year, from: "2026-03-01", amounts: { "02": 0, "01": 300 } },
      ["01 2026-03-01 2026-12-31 300 free 300", "02 2026-03-01 2026-03-01 0 free 0"],
    ],
  ] as const)
    test(`${why} leaves ${expected.join(" and ")}`, async () => {
      await take(nth, "EEN", null, year);
      await take(nth, "TWEE", "EEN", next);
      expect(await linesOf(nth)).toEqual(expected);
    });
});

test("a third follows the second on the same line, and a fourth moves back", async () => {
  await take(20, "EEN", null, year);
  await take(20, "TWEE", "EEN", { ...year, from: "2026-03-01", amounts: { "02": 800 } });
  await take(20, "DRIE", "TWEE", { ...year, from: "2026-02-01", amounts: { "02": 900 } });
  await take(20, "VIER", "DRIE", { ...year, amounts: { "02": 950 } });
  expect(await linesOf(20)).toEqual(["02 2026-01-01 2026-12-31 950 free 950"]);
});

test("the books agree with every award, and a grant that is another than its award says is found", async () => {
  expect((await prove(house.door)).differences).toEqual([]);
  const { rows } = await owner.query<{ line_id: string }>(
    "update budget.function_award f set amount = amount + 1 from budget.award a where a.id = f.award_id and a.number = 'VIER-20' returning line_id",
  );
  expect((await prove(house.door)).differences).toEqual([
    { what: "award-granted", about: rows[0]?.line_id, expected: "951", found: "950" },
  ]);
});
