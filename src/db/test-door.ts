import { randomUUID } from "node:crypto";
import type { Door } from "./command.ts";
import { openDb, openPool } from "./pool.ts";
import { keysFrom } from "./seal.ts";
import { testDatabase } from "./test-database.ts";
import type { Instant } from "../kernel/day.ts";

/** A door on a test database of its own, as the application's role; `url` for those who need the owner. */
export const testDoor = async (at?: Instant): Promise<{ door: Door; url: string; close: () => Promise<void> }> => {
  const { url, drop } = await testDatabase();
  const db = openDb({ url, as: "app" });
  if (at !== undefined) {
    const owner = openPool({ url, as: "owner", most: 1 });
    await owner.query("insert into log.clock (real_at, here_at) values (clock_timestamp(), $1)", [at]);
    await owner.end();
  }
  return {
    door: {
      db,
      seals: keysFrom("test-".repeat(10), [{ name: 1, secret: "seal-".repeat(10) }]),
      release: "test",
      mintId: () => randomUUID(),
    },
    url,
    close: async () => {
      await db.destroy();
      await drop();
    },
  };
};
