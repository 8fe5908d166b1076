import { afterAll, beforeAll, expect, test } from "vitest";
import { batchOrders } from "./batch-orders.ts";
import { camt053 } from "./camt053.ts";
import { checks } from "./checks.ts";
import { declarationsHttp } from "./declarations-http.ts";
import { openBenchHouse, type BenchHouse } from "./house.ts";
import { figureOf, median, percentile, slowest } from "./measure.ts";

// That the harness measures what it says, with tiny numbers. How fast it is, is never a test.

test("the median of an even number of values lies between the middle two", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])]).toEqual([2, 2.5, 5]);
});

test("99 of a hundred are not slower than the percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect([percentile(hundred, 99), percentile(hundred, 50), percentile([7], 99)]).toEqual([99, 50, 7]);
});

test("the slowest are compared as the speed is", () => {
  const round = { work: { pieces: 2, seconds: 1, each: [10, 30] }, yardstick: { pieces: 2, seconds: 1, each: [1, 3] } };
  expect(figureOf({ name: "x", unit: "ms", yardstick: "ms" }, [round], slowest)).toMatchObject({ value: 30, yardstickValue: 3, ratio: 10 });
});

test("a figure is the median of ratios round by round", () => {
  const round = (work: number, yardstick: number) => ({
    work: { pieces: work, seconds: 2, each: [4, work] },
    yardstick: { pieces: yardstick, seconds: 1, each: [yardstick] },
  });
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

test("claims become orders and frozen files, and both are counted", async () => {
  const [froze, made] = await batchOrders(house, { orders: 30, rounds: 1 });
  expect(froze).toMatchObject({ name: "batch-30", unit: "orders/s", yardstick: "rows/s by COPY" });
  expect(made).toMatchObject({ name: "batch-30-orders" });
  for (const { value, yardstickValue } of [froze, made].filter((one) => one !== undefined))
    expect([value > 0, yardstickValue > 0]).toEqual([true, true]);
}, 60_000);

test("declarations are judged, and their receipts read and written, and both are counted", async () => {
  const figures = await checks({ pieces: 8, rounds: 1 });
  expect(figures.map(({ name, value, yardstickValue }) => [name, value > 0, yardstickValue > 0])).toEqual([
    ["checks", true, true],
    ["checks-eight-lines", true, true],
  ]);
});

test("declarations go through both doors, are all paid, and are counted", async () => {
  const figures = await declarationsHttp(house, {
    clients: 2,
    each: 1,
    warming: 1,
    rounds: 1,
    yardstickSeconds: 0.1,
    accountsPerBranch: 100,
  });
  expect(figures.map(({ name, unit, yardstick }) => `${name}: ${unit} beside ${yardstick}`)).toEqual([
    "declarations-http: declarations/s beside TPC-B-like transactions/s",
    "declarations-http-p99: ms beside ms of the TPC-B-like transaction",
    "declarations-api: declarations/s beside TPC-B-like transactions/s",
    "declarations-api-p99: ms beside ms of the TPC-B-like transaction",
  ]);
  for (const { value, yardstickValue, ratio } of figures) expect([value > 0, yardstickValue > 0, ratio > 0]).toEqual([true, true, true]);
}, 90_000);

test("a statement is read and matched whole, beside the parser alone, and its memory is weighed", async () => {
  const [speed, memory] = await camt053({ entries: 4_001, larger: 8_001, rounds: 1 });
  expect(speed).toMatchObject({ name: "camt053-4001", unit: "entries/s" });
  expect(memory).toMatchObject({ name: "camt053-memory", unit: "MB at 8001" });
  expect([(speed?.value ?? 0) > 0, (speed?.yardstickValue ?? 0) > 0]).toEqual([true, true]);
  // So little can be less than what files before this one in the same process let go meanwhile: then nothing is left to weigh.
  expect([(memory?.value ?? -1) >= 0, (memory?.yardstickValue ?? -1) >= 0]).toEqual([true, true]);
}, 60_000);
