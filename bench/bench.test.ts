import { afterAll, beforeAll, expect, test } from "vitest";
import { declarationsHttp } from "./declarations-http.ts";
import { openBenchHouse, type BenchHouse } from "./house.ts";
import { figureOf, median } from "./measure.ts";

// That the harness measures what it says, with tiny numbers. How fast it is, is never a test.

test("the median of an even number of values lies between the middle two", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])]).toEqual([2, 2.5, 5]);
});

test("a figure is the median of ratios round by round", () => {
  const round = (work: number, yardstick: number) => ({ work: { pieces: work, seconds: 2 }, yardstick: { pieces: yardstick, seconds: 1 } });
  expect(figureOf({ name: "x", unit: "a/s", yardstick: "b/s" }, [round(20, 100), round(40, 100), round(60, 100)])).toEqual({
    name: "x",
    value: 20,
    unit: "a/s",
    yardstick: "b/s",
    yardstickValue: 100,
    ratio: 0.2,
    min: 0.1,
    max: 0.3,
  });
});

let house: BenchHouse;
beforeAll(async () => {
  house = await openBenchHouse();
}, 90_000);
afterAll(() => house.close(), 60_000);

test("declarations go through the portal, are all paid, and are counted", async () => {
  const figure = await declarationsHttp(house, { clients: 2, each: 1, rounds: 1, yardstickSeconds: 0.1, accountsPerBranch: 100 });
  expect(figure).toMatchObject({ name: "declarations-http", unit: "declarations/s", yardstick: "TPC-B-like transactions/s" });
  expect([figure.value > 0, figure.yardstickValue > 0, figure.ratio > 0]).toEqual([true, true, true]);
}, 90_000);
