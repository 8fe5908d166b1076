import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type pg from "pg";
import type { Door } from "../db/command.ts";
import { openPool } from "../db/pool.ts";
import { tableHashes } from "../db/state-hash.ts";
import { testDoor } from "../db/test-door.ts";
import { bankAt } from "../payment/bank.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { conductAt } from "./bank-conduct.ts";
import { openBank } from "./bank/queries.ts";
import { bankServer } from "./bank/routes.ts";
import { peopleOf } from "./people.ts";
import { seedHouse } from "./seed.ts";

type House = { door: Door; url: string; close: () => Promise<void>; server: Server; bankPool: pg.Pool; address: string };
const houses: House[] = [];

const openHouse = async (): Promise<House> => {
  const { door, url, close } = await testDoor();
  const bankPool = openBank(url);
  const server = bankServer(bankPool, (error) => {
    throw error;
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const house = { door, url, close, server, bankPool, address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
  houses.push(house);
  return house;
};
const fill = ({ door, address }: House) => seedHouse(door, { bank: bankAt(address), world: conductAt(address) });

let first: House;
beforeAll(async () => {
  first = await openHouse();
});
afterAll(async () => {
  for (const { server, bankPool, close } of houses) {
    await new Promise((done) => server.close(done));
    await bankPool.end();
    await close();
  }
});

test("the demo people and their year are made by commands, and the books agree", async () => {
  expect(await fill(first)).toBe(true);
  expect(await prove(first.door)).toEqual({ ok: true, differences: [] });
  expect((await peopleOf(first.door)()).length).toBeGreaterThan(25);
  expect(await fill(first)).toBe(false);
}, 120_000);

test("the same seed gives the same state", async () => {
  const second = await openHouse();
  await fill(second);
  const hashes = await Promise.all(
    [first, second].map(async ({ url }) => {
      const pool = openPool({ url, as: "owner", most: 1 });
      const tables = await tableHashes(pool);
      await pool.end();
      return tables;
    }),
  );
  expect(hashes[1]).toEqual(hashes[0]);
}, 120_000);

test("a seed that was interrupted goes on where it stopped, and does nothing twice", async () => {
  const house = await openHouse();
  let steps = 0;
  const watch = { begins: () => undefined, stopping: () => (steps += 1) > 260 };
  expect(await seedHouse(house.door, { bank: bankAt(house.address), world: conductAt(house.address) }, watch)).toBe(false);
  expect(await fill(house)).toBe(true);
  expect(await prove(house.door)).toEqual({ ok: true, differences: [] });
  const counts = await Promise.all(
    [first, house].map(async ({ url }) => {
      const pool = openPool({ url, as: "owner", most: 1 });
      const { rows } = await pool.query(
        "select kind, outcome, count(*)::int as count from log.command group by kind, outcome order by kind, outcome",
      );
      await pool.end();
      return rows as unknown[];
    }),
  );
  expect(counts[1]).toEqual(counts[0]);
}, 180_000);

test("a replay of the log of a year gives the same state", async () => {
  const outcome = await replay(first.url, first.door, () => undefined);
  expect(outcome.differences).toEqual([]);
  expect(outcome.ok).toBe(true);
}, 120_000);
