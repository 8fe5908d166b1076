import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { total, zero, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { claimsOf, markSettled } from "../declaration/claims.ts";
import { resolve } from "../ledger/post.ts";
import { idField } from "../party/person.ts";
import { leftOf, setOff } from "./emergency.ts";
import { declarationsToSettle, emergenciesOf, insertSettlements } from "./emergency-queries.ts";
import { paymentLock } from "./open-account.ts";
import { followLeft } from "./order-emergency.ts";
import { declarationFacts, underWay } from "./queries.ts";
import { postSettled } from "./settle-ahead.ts";

/** What was set off of a declaration, in cents; nothing when it is not covered whole (any more). */
export type Settled = { settled: Cents };

/**
 * Sets a declaration off against what was paid ahead under its agreement (verrekenen), when that covers all of it: its money leaves the
 * budget as in a payment, and nothing goes to the bank. What is covered in part is set off when its rest is ordered.
 */
export const settleEmergency: Command<{ declaration: string }, Settled> = {
  kind: "payment.settle-emergency",
  input: z.strictObject({ declaration: idField }),
  concern: async (tx, { declaration }) => {
    const [facts] = await declarationFacts(tx, [declaration]);
    if (!facts) throw new Refusal("not-found");
    return { named: [paymentLock], holders: [facts.holder_id], providers: [facts.provider_id] };
  },
  handle: async (context, { declaration }) => {
    const [facts] = await declarationFacts(context.tx, [declaration]);
    if (!facts) throw new Refusal("not-found");
    const claims = (await claimsOf(context.tx, [declaration])).filter(({ state }) => state === "open");
    const sum = total(claims.map(({ amount }) => amount));
    const ahead = await emergenciesOf(context.tx, [facts.agreement_id]);
    const busy = (await underWay(context.tx, [declaration])).size > 0 || ahead.some(({ state }) => state === "ordered");
    if (busy || sum === zero || leftOf(ahead) < sum) return { settled: zero };

    const given = new Map(ahead.map((one) => [one.id, one]));
    const parts = setOff(sum, ahead).parts.map(({ id, amount }) => ({ id: context.mint("settlement"), emergency: id, amount }));
    await insertSettlements(
      context.tx,
      parts.map((part) => ({ ...part, declaration, order: null, entry: null })),
      context.today,
    );
    await resolve(
      context,
      claims.map(({ transfer }) => ({
        ...{ id: context.mintFor("transfer", transfer), pending: transfer, phase: "post", code: "pay", reference: declaration },
      })),
    );
    await markSettled(context, declaration);
    await postSettled(
      context,
      parts.map(({ id, emergency, amount }) => {
        const of = given.get(emergency);
        if (!of) throw new Error(`emergency payment ${emergency} went away`);
        return { id, account: of.account_id, declaration, amount, given: of.amount };
      }),
      () => zero,
    );
    for (const { emergency } of parts) await followLeft(context, emergency);
    return { settled: sum };
  },
};

const most = 500;

/** Sets off what waits and is covered whole, one declaration at a time (planner). Answers how many. */
export const settleWhatWasPaidAhead = async (door: Door): Promise<number> => {
  let done = 0;
  for (const declaration of await reading(door.db, { scope: "svb" }, (tx) => declarationsToSettle(tx, most))) {
    try {
      if ((await command(door, settleEmergency, { declaration }, { actor: service("settle-emergency") })).settled > zero) done += 1;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "busy") throw error;
    }
  }
  return done;
};
