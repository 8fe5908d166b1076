import { randomUUID } from "node:crypto";
import type { Door } from "./command.ts";
import { openDb, openPool } from "./pool.ts";
import { keysFrom } from "./seal.ts";
import { testDatabase, type Filling } from "./test-database.ts";
import type { Instant } from "../kernel/day.ts";

/** A door on a test database, as the application's role. */
export const doorOn = (url: string): Door => ({
  db: openDb({ url, as: "app" }),
  seals: keysFrom("test-".repeat(10), [{ name: 1, secret: "seal-".repeat(10) }]),
  release: "test",
  mintId: () => randomUUID(),
});

/** A door on a test database of its own, as the application's role; `url` for those who need the owner. */
export const testDoor = async (at?: Instant, filling?: Filling): Promise<{ door: Door; url: string; close: () => Promise<void> }> => {
  const { url, drop } = await testDatabase(filling);
  if (at !== undefined) {
    const owner = openPool({ url, as: "owner", most: 1 });
    await owner.query("insert into log.clock (real_at, here_at) values (clock_timestamp(), $1)", [at]);
    await owner.end();
  }
  const door = doorOn(url);
  return {
    door,
    url,
    close: async () => {
      await door.db.destroy();
      await drop();
    },
  };
};
