import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../db/pool.ts";
import { tableHashes } from "../db/state-hash.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { peopleOf } from "./people.ts";
import { seedHouse } from "./seed.ts";
import { emptyHouse, seededHouse, type SeededHouse } from "./seeded-for-tests.ts";

let first: SeededHouse;
const houses: SeededHouse[] = [];

const asked = async <T>({ url }: SeededHouse, ask: (owner: ReturnType<typeof openPool>) => Promise<T>): Promise<T> => {
  const owner = openPool({ url, as: "owner", most: 1 });
  try {
    return await ask(owner);
  } finally {
    await owner.end();
  }
};

beforeAll(async () => {
  first = await seededHouse();
  houses.push(first);
}, 120_000);
afterAll(async () => {
  for (const { close } of houses) await close();
});

test("the demo people and their year are made by commands, and the books agree", async () => {
  expect(await prove(first.door)).toEqual({ ok: true, differences: [] });
  expect((await peopleOf(first.door)()).length).toBeGreaterThan(25);
  expect(await seedHouse(first.door, first.simulated)).toBe(false);
}, 120_000);

test("the same seed gives the same state", async () => {
  const second = await emptyHouse();
  houses.push(second);
  expect(await seedHouse(second.door, second.simulated)).toBe(true);
  const hashes = await Promise.all([first, second].map((house) => asked(house, tableHashes)));
  expect(hashes[1]).toEqual(hashes[0]);
}, 120_000);

test("a seed that was interrupted goes on where it stopped, and does nothing twice", async () => {
  const house = await emptyHouse();
  houses.push(house);
  let steps = 0;
  const watch = { begins: () => undefined, stopping: () => (steps += 1) > 260 };
  expect(await seedHouse(house.door, house.simulated, watch)).toBe(false);
  expect(await seedHouse(house.door, house.simulated)).toBe(true);
  expect(await prove(house.door)).toEqual({ ok: true, differences: [] });
  const counts = await Promise.all(
    [first, house].map((one) =>
      asked(one, async (owner) => {
        const { rows } = await owner.query(
          "select kind, outcome, count(*)::int as count from log.command group by kind, outcome order by kind, outcome",
        );
        return rows as unknown[];
      }),
    ),
  );
  expect(counts[1]).toEqual(counts[0]);
}, 180_000);

test("a replay of the log of a year gives the same state", async () => {
  const outcome = await replay(first.url, first.door, () => undefined);
  expect(outcome.differences).toEqual([]);
  expect(outcome.ok).toBe(true);
}, 120_000);
