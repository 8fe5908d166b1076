import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { command, type Command, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { hereNow } from "../db/queries.ts";
import { dayOf, type Day } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import { idField } from "../party/person.ts";
import { isOverdue } from "./emergency.ts";
import { lastOrderOf, waitingEmergencies } from "./emergency-queries.ts";
import { paymentLock } from "./open-account.ts";
import { ruled } from "./rule.ts";
import { ruleRows } from "./rule-queries.ts";
import { insertWork, openWorkOn } from "./work-queries.ts";

const most = 500;

const overdue = async (tx: Tx, today: Day): Promise<string[]> => {
  const { recoverAfterDays } = ruled(await ruleRows(tx), "emergency", {}, today);
  return (await waitingEmergencies(tx, most))
    .filter(({ changed_on, looked_on }) => isOverdue({ since: changed_on, lookedOn: looked_on }, recoverAfterDays, today))
    .map(({ id }) => id);
};

/** Puts emergency payments on the list of work against which nothing was set off for too long, by the rule of the day. */
export const ageEmergencies: Command<{ emergencies: string[] }, { opened: number }> = {
  kind: "payment.age-emergencies",
  input: z.strictObject({ emergencies: z.array(idField).min(1).max(most) }),
  concern: () => Promise.resolve({ named: [paymentLock] }),
  handle: async (context, { emergencies }) => {
    const due = new Set(await overdue(context.tx, context.today));
    let opened = 0;
    for (const id of emergencies.filter((one) => due.has(one))) {
      const order = await lastOrderOf(context.tx, id);
      if (!order || (await openWorkOn(context.tx, [order.id], ["emergency-open"])).length > 0) continue;
      await insertWork(context.tx, [
        { id: context.mint("work"), kind: "emergency-open", order: order.id, batch: null, details: null, reason: null, on: context.today },
      ]);
      opened += 1;
    }
    return { opened };
  },
};

/** Finds what waits too long and puts it on the list (planner). Answers how many. */
export const askAboutEmergencies = async (door: Door): Promise<number> => {
  const due = await reading(door.db, { scope: "svb" }, async (tx) => overdue(tx, dayOf(door.now?.() ?? (await hereNow(tx)))));
  return due.length === 0 ? 0 : (await command(door, ageEmergencies, { emergencies: due }, { actor: service("age-emergencies") })).opened;
};
