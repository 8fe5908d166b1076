import type { Actor } from "../kernel/actor.ts";
import { may, type About, type Action } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { asCommand, contextOf, type Context, type Door } from "./command.ts";
import type { Tx } from "./pool.ts";
import { openCommand } from "./queries.ts";
import { transaction } from "./transaction.ts";

/** A question to the rules: which action it would be, about whom, and what to ask. */
export type Question<Answer> = { action: Action; concern: (tx: Tx) => Promise<About>; ask: (context: Context) => Promise<Answer> };

/**
 * Asks what a command would decide now (proefcontrole), with the same rights, facts and checks. Its transaction cannot write,
 * so nothing is stored or logged. Throws the refusals that the command itself would throw.
 */
export const dryRun = <Answer>(door: Door, actor: Actor, { action, concern, ask }: Question<Answer>): Promise<Answer> =>
  transaction(door.db, { accessMode: "read only", says: { ...asCommand.says, statement_timeout: "10s" } }, async (tx) => {
    const id = door.mintId();
    const [{ now }, about] = await Promise.all([openCommand(tx, `try:${id}`, actor.provider), concern(tx)]);
    const permission = may(actor, action, about);
    if (!permission.allowed) throw new Refusal(permission.reason === "foreign" ? "not-found" : "not-allowed");
    return ask(contextOf(door, { tx, id, at: now, actor }));
  });
