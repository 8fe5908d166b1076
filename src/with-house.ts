import { joinOrStart } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import type { Door } from "./db/command.ts";
import { openDoor } from "./house.ts";

/** What a verb works with: the door, the database's address for what needs its owner, and which migrations were applied just now. */
export type House = { door: Door; url: string; applied: string[] };

/**
 * Opens the house for one verb and closes it again: the database of DATABASE_URL, that of the running server, or the embedded
 * one of PGB_DATA, started for the occasion. Brings the database to the newest schema first.
 */
export const withHouse = async (env: NodeJS.ProcessEnv, work: (house: House) => Promise<number>): Promise<number> => {
  const given = env.DATABASE_URL;
  const folder = env.PGB_DATA === undefined || env.PGB_DATA === "" ? ".data" : env.PGB_DATA;
  const { url, release } =
    given === undefined || given === "" ? await joinOrStart(folder) : { url: given, release: () => Promise.resolve() };
  try {
    const applied = await migrate(url);
    const door = openDoor(url, env);
    try {
      return await work({ door, url, applied });
    } finally {
      await door.db.destroy();
    }
  } finally {
    await release();
  }
};
