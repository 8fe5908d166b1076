import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { command, type Command, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { hereNow } from "../db/queries.ts";
import { dayOf, type Day } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import { idField } from "../party/person.ts";
import { isMissed } from "./details.ts";
import { withoutStatement } from "./details-queries.ts";
import { askAboutDetails } from "./follow-up.ts";
import { paymentLock } from "./open-account.ts";
import { ruled } from "./rule.ts";
import { ruleRows } from "./rule-queries.ts";

const most = 500;

const missed = async (tx: Tx, today: Day): Promise<string[]> => {
  const rules = await ruleRows(tx);
  return (await withoutStatement(tx, most))
    .filter((one) => isMissed(one, ruled(rules, "statement", { account: one.account }, today).bankDays, today))
    .map(({ id }) => id);
};

/** Puts details (boekingsmelding) on the list of work whose entry stands on no statement by the end of the term, by the rule of the day. */
export const ageDetails: Command<{ details: string[] }, { opened: number }> = {
  kind: "payment.age-details",
  input: z.strictObject({ details: z.array(idField).min(1).max(most) }),
  concern: () => Promise.resolve({ named: [paymentLock] }),
  handle: async (context, { details }) => {
    const due = new Set(await missed(context.tx, context.today));
    const opened = [...new Set(details)].filter((one) => due.has(one));
    await askAboutDetails(context, opened, "details-waiting");
    return { opened: opened.length };
  },
};

/** Finds details whose statement stays away and puts them on the list (planner). Answers how many. */
export const askForStatements = async (door: Door): Promise<number> => {
  const due = await reading(door.db, { scope: "svb" }, async (tx) => missed(tx, dayOf(door.now?.() ?? (await hereNow(tx)))));
  return due.length === 0 ? 0 : (await command(door, ageDetails, { details: due }, { actor: service("age-details") })).opened;
};
