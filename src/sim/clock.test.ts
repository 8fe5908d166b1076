import { afterAll, beforeAll, expect, test } from "vitest";
import { service, type Actor } from "../kernel/actor.ts";
import { day, dayOf, instant } from "../kernel/day.ts";
import { hereNow } from "../db/queries.ts";
import type { Door } from "../db/command.ts";
import { testDoor } from "../db/test-door.ts";
import { forward, startClock, type Shift } from "./clock.ts";

const actor = service("test");
let door: Door;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ door, close } = await testDoor());
});
afterAll(() => close());

test("on the real clock nobody moves it", async () => {
  await expect(forward(door, actor, { days: 1 })).rejects.toMatchObject({ code: "clock-fixed" });
});

test("it starts once, at nine in the morning, and goes on from there by days and months at the same time of day", async () => {
  await startClock(door.db, day("2026-11-30"));
  await startClock(door.db, day("2020-01-01"));
  expect((await hereNow(door.db)).slice(0, 16)).toBe("2026-11-30T08:00");
  expect(await forward(door, actor, { days: 1 })).toBe("2026-12-01");
  expect(await forward(door, actor, { months: 4 })).toBe("2027-04-01");
  // Summer time: nine in the morning is an hour earlier in UTC.
  expect((await hereNow(door.db)).slice(0, 16)).toBe("2027-04-01T07:00");
});

test("many at once each move it once", async () => {
  const before = dayOf(await hereNow(door.db));
  await Promise.all(Array.from({ length: 5 }, () => forward(door, actor, { days: 1 })));
  expect(dayOf(await hereNow(door.db))).toBe(dayOf(instant(`${before}T07:00:00Z`)).replace(/01$/, "06"));
});

test.each<[string, Shift]>([
  ["backwards", { days: -1 }],
  ["nowhere", { days: 0 }],
  ["half a day", { days: 0.5 }],
  ["ten years", { months: 120 }],
])("%s is refused", async (_why, shift) => {
  await expect(forward(door, actor, shift)).rejects.toMatchObject({ code: "input-invalid" });
});

test("a program of a funder may not move it", async () => {
  const machine: Actor = { person: "x", roles: ["machine-client"], organisation: "0344", reach: [], provider: null };
  await expect(forward(door, machine, { days: 1 })).rejects.toMatchObject({ code: "not-allowed" });
});
