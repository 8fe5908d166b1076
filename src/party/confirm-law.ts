import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import { unconfirmed } from "../law/catalogue.ts";
import type { Command } from "../db/command.ts";
import { saveConfirmation } from "../db/queries.ts";
import { dayField } from "./person.ts";

const inputSchema = z.strictObject({ name: z.string().min(1).max(200), from: dayField });

/**
 * Confirms a derived or provisional value of law (voorlopig bedrag) for what it is, so that it may refuse and cap from now on.
 * The learning environment confirms its assumed ones, visibly.
 */
export const confirmLaw: Command<z.infer<typeof inputSchema>, null> = {
  kind: "law.confirm",
  input: inputSchema,
  concern: () => Promise.resolve({ changesReference: true }),
  handle: async (context, { name, from }) => {
    if (!unconfirmed().includes(`${name}@${from}`)) throw new Refusal("not-found");
    await saveConfirmation(context.tx, { value_name: name, from_day: from, confirmed_by: context.actor.person, confirmed_at: context.at });
    return null;
  },
};
