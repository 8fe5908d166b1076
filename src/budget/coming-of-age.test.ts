import { afterAll, beforeAll, expect, test } from "vitest";
import { day, instant } from "../kernel/day.ts";
import { reading } from "../db/pool.ts";
import type { Door } from "../db/command.ts";
import { testDoor } from "../db/test-door.ts";
import { takeAward } from "../agreement/life-for-tests.ts";
import { replay } from "../replay.ts";
import { tellWhoComeOfAge } from "./coming-of-age.ts";
import { jw501 } from "./messages/fixtures.ts";

let fixed: { door: Door; url: string; close: () => Promise<void> };
const child = (identification: string, number: string, functions?: { code: string; amount: number; from: string; until: string }[]) =>
  jw501({ born: "2009-01-25", identification, number, ...(functions ? { functions } : {}) });

beforeAll(async () => {
  fixed = await testDoor(instant("2026-06-01T08:00:00Z"));
  await takeAward(fixed.door, child("A00000000001", "BUDGET-1"));
});
afterAll(() => fixed.close());

const tellOn = (on: string): Promise<number> => tellWhoComeOfAge({ ...fixed.door, now: () => instant(`${on}T05:00:00Z`) }, day(on));
const kinds = () =>
  reading(fixed.door.db, { scope: "svb" }, async (tx) =>
    (await tx.selectFrom("party.notice").select("kind").where("kind", "like", "adult%").orderBy("kind").execute()).map(({ kind }) => kind),
  );

test("parent and child are told three months ahead and on the birthday, each once, however many awards there are", async () => {
  expect(await tellOn("2026-10-24")).toBe(0);
  expect(await tellOn("2026-10-25")).toBe(2);
  expect(await tellOn("2026-10-25")).toBe(0);
  const other = [{ code: "41", amount: 100_000, from: "2026-01-01", until: "2026-12-31" }];
  await takeAward(fixed.door, child("A00000000002", "BUDGET-2", other));
  expect(await tellOn("2026-11-20")).toBe(0);
  expect(await kinds()).toEqual(["adult-soon", "adult-soon-other"]);
  expect(await tellOn("2027-01-24")).toBe(0);
  expect(await tellOn("2027-01-25")).toBe(2);
  expect(await tellOn("2027-02-01")).toBe(0);
  expect(await kinds()).toEqual(["adult-now", "adult-now-other", "adult-soon", "adult-soon-other"]);
});

test("the log rebuilds it", async () => {
  const { ok, differences } = await replay(fixed.url, fixed.door, () => undefined);
  expect([ok, differences]).toEqual([true, []]);
});
