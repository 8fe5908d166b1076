import { expect, test } from "vitest";
import { service } from "./kernel/actor.ts";
import { Refusal, type Fault } from "./kernel/refusal.ts";
import { openPool } from "./db/pool.ts";
import { tableHashes } from "./db/state-hash.ts";
import { takeBankFile } from "./payment/import-bank-file.ts";
import { readCamt053 } from "./payment/messages/camt053.ts";
import { readPain002 } from "./payment/messages/pain002.ts";
import { bank, closeDays, closes, door, send, url, useHouseAndBank } from "./sim/payment-for-tests.ts";
import { drawn, heapInUse, seed, tampered, tampering, wanted, type Tampering } from "./fuzz-for-tests.ts";

useHouseAndBank();

const state = async (): Promise<Record<string, string>> => {
  const pool = openPool({ url, as: "owner", most: 1 });
  const hashes = await tableHashes(pool);
  await pool.end();
  return hashes;
};

/** What a file was refused with; null when it was taken in. */
const refusal = (bytes: Buffer): Promise<readonly Fault[] | null> =>
  takeBankFile(door, bytes, service("fuzz")).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      expect(error.status).toBeLessThan(500);
      return error.faults;
    },
  );

const readable = (bytes: Buffer): Promise<boolean> =>
  Promise.any([readCamt053(bytes), readPain002(bytes)]).then(
    () => true,
    () => false,
  );

/** For `expect`: what was said of a file, with the tampering to find it by. */
const helpful = (faults: readonly Fault[] | null, one: Tampering | null): [boolean, string] => [
  (faults ?? []).length > 0 &&
    (faults ?? []).every(({ field, problem, remedy }) => field !== "" && problem.length > 10 && remedy.length > 10),
  `${JSON.stringify(one).slice(0, 500)}: ${JSON.stringify(faults)}`,
];

test(`${String(wanted)} bank files that were tampered with are refused whole, with the element and what to do, seed ${String(seed)}`, async () => {
  await send([1_000, 2_500, 999]);
  await closeDays("2026-11-06");
  const files = await Promise.all(
    (await bank.outgoing(0)).map(async ({ sequence }) => (await bank.outgoingFile(sequence)).toString("utf8")),
  );
  expect(files.some((file) => file.includes("pain.002")) && files.some((file) => file.includes("camt.053"))).toBe(true);
  const before = heapInUse();
  const bad: { one: Tampering; bytes: Buffer }[] = [];
  const perhaps: Buffer[] = [];
  for (const [at, one] of drawn(tampering, 2 * wanted, 2).entries()) {
    const bytes = tampered(files[at % files.length] ?? "", one);
    if (await readable(bytes)) perhaps.push(bytes);
    else bad.push({ one, bytes });
    if (bad.length === wanted) break;
  }
  expect(bad).toHaveLength(wanted);
  const known = await state();
  for (const [at, { one, bytes }] of bad.entries()) {
    const [told, about] = helpful(await refusal(bytes), one);
    expect(told, about).toBe(true);
    if (at % 500 === 499) expect(await state()).toEqual(known);
  }
  expect(heapInUse() - before).toBeLessThan(64_000_000);
  // What can be read may still contradict what we know, or say the same in other words: never half of it, and never a failure.
  for (const bytes of perhaps) {
    const faults = await refusal(bytes);
    if (faults === null) continue;
    const [told, about] = helpful(faults, null);
    expect(told, about).toBe(true);
  }
  // And the true files are still taken in, in order, whatever was tried before.
  for (const file of files) await refusal(Buffer.from(file));
  await closes();
}, 300_000);
