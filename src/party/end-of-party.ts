import type { Day } from "../kernel/day.ts";
import type { Context } from "../db/command.ts";
import { setDied, setProviderEnded } from "./queries.ts";

/** Records the day on which somebody died (overlijden). The caller holds the key of this person. */
export const recordDeath = async ({ tx }: Pick<Context, "tx">, person: string, on: Day): Promise<void> => {
  await setDied(tx, person, on);
};

/** Records the last day of an institution that stopped: bankrupt, or struck from the trade register. The caller holds its key. */
export const recordProviderEnd = async ({ tx }: Pick<Context, "tx">, provider: string, lastDay: Day): Promise<void> => {
  await setProviderEnded(tx, provider, lastDay);
};
