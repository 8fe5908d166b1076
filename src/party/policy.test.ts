import { afterAll, beforeAll, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { command } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { prove } from "../prove.ts";
import { ratePolicy, setRatePolicy } from "./policy.ts";

let house: Awaited<ReturnType<typeof testDoor>>;
beforeAll(async () => {
  house = await testDoor();
});
afterAll(() => house.close());

const given = {
  funder: "1742",
  law: "wmo",
  standing: "formal",
  from: "2026-03-01",
  maximumPerHour: 6200,
  source: "Verordening van de leeromgeving, bedacht",
};
const set = (changes: object = {}) => command(house.door, setRatePolicy, { ...given, ...changes }, { actor: service("test") });
const stored = async () =>
  (await reading(house.door.db, { scope: "svb" }, (tx) => ratePolicy(tx, "1742", "wmo", "formal"))).map(({ from, value }) => [from, value]);

test("a maximum rate is refused by its field where it contradicts the law or what was set before, and nothing changes", async () => {
  await set();
  for (const [why, changes, code, field] of [
    ["under the Wlz the maximum is law", { law: "wlz", funder: "5513" }, "input-invalid", "law"],
    ["on the day of the version that is there", {}, "input-invalid", "from"],
    ["the day before it", { from: "2026-02-28" }, "input-invalid", "from"],
    ["no euro at all", { from: "2026-04-01", maximumPerHour: 0 }, "input-invalid", "maximumPerHour"],
    ["part of a cent", { from: "2026-04-01", maximumPerHour: 6200.5 }, "input-invalid", "maximumPerHour"],
    ["without the bylaw it stands in", { from: "2026-04-01", source: "   " }, "input-invalid", "source"],
    ["a care office under the Wmo", { funder: "5513" }, "not-found", null],
    ["a funder that nobody knows", { funder: "9999" }, "not-found", null],
  ] as const)
    await expect(set(changes), why).rejects.toMatchObject({ code, faults: field === null ? [] : [{ field }] });
  expect(await stored()).toEqual([["2026-03-01", 6200]]);
});

test("a later version follows; each law and standing has versions of its own", async () => {
  await set({ from: "2026-03-02", maximumPerHour: 6300 });
  await set({ from: "2026-02-28", standing: "informal", maximumPerHour: 2900 });
  await set({ from: "2026-02-28", law: "jeugdwet", maximumPerHour: 6400 });
  expect(await stored()).toEqual([
    ["2026-03-01", 6200],
    ["2026-03-02", 6300],
  ]);
  expect((await prove(house.door)).differences).toEqual([]);
});
