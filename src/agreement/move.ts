import { Refusal } from "../kernel/refusal.ts";
import type { Context } from "../db/command.ts";
import { moved, type Move } from "./agreement.ts";
import type { StoredAgreement } from "./load.ts";
import { setState } from "./queries.ts";

/** Moves an agreement along its table. Throws `agreement-not-now` where the table has no such move. */
export const moveAgreement = async (context: Context, agreement: Pick<StoredAgreement, "id" | "state">, move: Move): Promise<void> => {
  const next = moved(agreement.state, move);
  if (next === null) throw new Refusal("agreement-not-now");
  await setState(context.tx, agreement.id, next);
};
