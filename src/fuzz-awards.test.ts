import { afterAll, beforeAll, expect, test } from "vitest";
import { service } from "./kernel/actor.ts";
import { Refusal } from "./kernel/refusal.ts";
import { instant } from "./kernel/day.ts";
import { importAward } from "./budget/import-award.ts";
import { jw501, wlz501, wmo501 } from "./budget/messages/fixtures.ts";
import { command, keepUpload, type Door } from "./db/command.ts";
import { openPool } from "./db/pool.ts";
import { tableHashes } from "./db/state-hash.ts";
import { testDoor } from "./db/test-door.ts";
import { drawn, heapInUse, seed, tampered, tampering, wanted } from "./fuzz-for-tests.ts";

let door: Door;
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ door, url, close } = await testDoor(instant("2026-11-02T08:00:00Z")));
});
afterAll(() => close());

/** The state, without the list of messages: a refused message is kept with its answer, and that is all it may do. */
const state = async (): Promise<Record<string, string>> => {
  const pool = openPool({ url, as: "owner", most: 1 });
  const hashes = await tableHashes(pool);
  await pool.end();
  return { ...hashes, "budget.message": "" };
};

type Said = { accepted: true } | { accepted: false; told: readonly { where: string; why: string }[] };

const take = async (bytes: Buffer): Promise<Said> => {
  const upload = await keepUpload(door, bytes, "application/xml");
  try {
    const { accepted, codes } = await command(door, importAward, { upload }, { actor: service("fuzz") });
    if (accepted) return { accepted };
    return { accepted, told: codes.filter(({ code }) => code !== "0200").map((one) => ({ where: one.class, why: one.text })) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { accepted: false, told: [{ where: "Bericht", why: error.text }] };
  }
};

test(`${String(wanted)} award messages that were tampered with are refused, each with the class and what is wrong, seed ${String(seed)}`, async () => {
  const messages = [wlz501(), wmo501(), jw501()];
  const before = heapInUse();
  let known = await state();
  let refused = 0;
  for (const [at, one] of drawn(tampering, 2 * wanted, 1).entries()) {
    const said = await take(tampered(messages[at % 3] ?? "", one));
    if (said.accepted) {
      // What is left in order after all (another name, a second space) is an award like any other.
      known = await state();
      continue;
    }
    refused += 1;
    expect(said.told.length, JSON.stringify(one)).toBeGreaterThan(0);
    for (const { where, why } of said.told)
      expect([where, why.length > 10], JSON.stringify(one)).toEqual([expect.stringMatching(/^\w+$/), true]);
    if (refused % 250 === 0) expect(await state()).toEqual(known);
    if (refused === wanted) break;
  }
  expect(refused).toBe(wanted);
  expect(await state()).toEqual(known);
  expect(heapInUse() - before).toBeLessThan(64_000_000);
}, 300_000);
