import { createHash } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Door } from "../db/command.ts";
import { doorOn, testDoor } from "../db/test-door.ts";
import { bankAt } from "../payment/bank.ts";
import { filesBelow, textOf } from "../files-for-tests.ts";
import { openBank } from "./bank/queries.ts";
import { bankServer } from "./bank/routes.ts";
import { conductAt } from "./bank-conduct.ts";
import type { SimulatedBank } from "./bank-day.ts";
import { seedHouse } from "./seed.ts";

/** The learning environment on its first morning: its people, their year, and the bank beside it. */
export type SeededHouse = { door: Door; url: string; simulated: SimulatedBank; close: () => Promise<void> };

/** The simulated bank on a database; stop it before the database goes. */
const bankOn = async (url: string): Promise<{ simulated: SimulatedBank; stop: () => Promise<void> }> => {
  const pool = openBank(url);
  const server: Server = bankServer(pool, (error) => {
    throw error;
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    simulated: { bank: bankAt(address), world: conductAt(address) },
    stop: async () => {
      await new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      await pool.end();
    },
  };
};

const seedInto = async (url: string): Promise<void> => {
  const door = doorOn(url);
  const { simulated, stop } = await bankOn(url);
  try {
    await seedHouse(door, simulated);
  } finally {
    await stop();
    await door.db.destroy();
  }
};

// Any file of the program may change what the seed makes: on a cluster that stays, an older year is never taken for this one. Only
// pages, their style and tests cannot: no verb knows them.
const programHash = (): string => {
  const hash = createHash("sha256");
  const files = filesBelow("src").filter((path) => !/\.(css|tsx|test\.ts)$/.test(path));
  for (const path of files.sort()) hash.update(path).update(textOf(path));
  return hash.digest("hex").slice(0, 12);
};

const houseWith = async ({ door, url, close }: Awaited<ReturnType<typeof testDoor>>): Promise<SeededHouse> => {
  const { simulated, stop } = await bankOn(url);
  return {
    door,
    url,
    simulated,
    close: async () => {
      await stop();
      await close();
    },
  };
};

/** A seeded house for one test file. The first file makes the year, which takes a while; the others get a copy at once. */
export const seededHouse = async (): Promise<SeededHouse> =>
  houseWith(await testDoor(undefined, { name: `year_${programHash()}`, fill: seedInto }));

/** A house in which nothing happened yet, with the bank beside it, for who looks at the seed itself. */
export const emptyHouse = async (): Promise<SeededHouse> => houseWith(await testDoor());
