import type { Context } from "../db/command.ts";
import { setPersonBlocked } from "./queries.ts";

/** Blocks somebody for payments (geblokkeerd), or lifts the block. The caller holds the key of this person. */
export const setBlocked = async ({ tx }: Pick<Context, "tx">, person: string, blocked: boolean): Promise<void> => {
  await setPersonBlocked(tx, person, blocked);
};
