import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { command, keepUpload, type Door } from "../db/command.ts";
import { testDoor } from "../db/test-door.ts";
import { importAward } from "./import-award.ts";

const examples = new URL("../../../shared/examples/tkb/", import.meta.url);
let door: Door;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ door, close } = await testDoor());
});
afterAll(() => close());

const take = async (file: string) => {
  const upload = await keepUpload(door, readFileSync(new URL(file, examples)), "application/xml");
  return command(door, importAward, { upload }, { actor: service("test") });
};

describe.skipIf(!existsSync(examples))("the example award messages (skipped where ../shared is absent)", () => {
  test("04 before 02 is refused on its predecessor, and accepted after it", async () => {
    expect((await take("04-WMO501-lowered.xml")).accepted).toBe(false);
  });

  test("01 to 07 are accepted in order, 91 to 98 refused", async () => {
    const outcomes: Record<string, boolean> = {};
    for (const file of readdirSync(examples)
      .filter((name) => name.endsWith(".xml"))
      .sort())
      outcomes[file] = (await take(file)).accepted;
    for (const [file, accepted] of Object.entries(outcomes)) expect([file, accepted]).toEqual([file, file.startsWith("0")]);
  });

  test("the same message twice has no second effect and the same return message", async () => {
    const first = await take("02-WMO501-new.xml");
    const second = await take("02-WMO501-new.xml");
    expect(second).toEqual(first);
    const { count } = await door.db
      .selectFrom("ledger.transfer")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(count).toBeGreaterThanOrEqual(0);
  });
});
