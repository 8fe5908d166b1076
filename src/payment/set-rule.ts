import { z } from "zod";
import { day, readDay, type Day } from "../kernel/day.ts";
import { isId } from "../kernel/id.ts";
import { cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import { knownFunders } from "../party/funders.ts";
import { orderVersions } from "./messages/pain001.ts";
import { paymentLock } from "./open-account.ts";
import { mostOrders } from "./plan.ts";
import { ownAccount } from "./queries.ts";
import { insertRule, ruleRows } from "./rule-queries.ts";

const account = z.string().refine(isId, "Kies een rekening.").nullable();
const money = z
  .int("Vul een bedrag in.")
  .min(1, "Vul een bedrag boven nul in.")
  .max(99_999_999_999, "Dit bedrag is te hoog.")
  .transform(cents);
const base = {
  from: z
    .string()
    .refine((text) => readDay(text) !== null, "Dit is geen datum.")
    .transform(day),
  source: z.string().trim().min(1, "Zeg waar dit is afgesproken.").max(300, "Gebruik hooguit 300 tekens."),
};

const ruleSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("cut-off"),
    account,
    ...base,
    value: z.strictObject({ time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Vul een tijd in, zoals 13:00.") }),
  }),
  z.strictObject({
    kind: z.literal("limits"),
    account,
    ...base,
    value: z
      .strictObject({
        fileCents: money,
        dayCents: money,
        fileCount: z
          .int("Vul een aantal in.")
          .min(1, "Ten minste 1.")
          .max(mostOrders, `Een bestand heeft hooguit ${String(mostOrders)} betalingen.`),
      })
      .refine(({ fileCents, dayCents }) => fileCents <= dayCents, "De grens voor één dag kan niet lager zijn dan die voor één bestand."),
  }),
  z.strictObject({
    kind: z.literal("route"),
    funder: z.string().min(1).max(10).nullable(),
    law: z.enum(["wmo", "jeugdwet", "wlz", "zvw"], "Kies een wet.").nullable(),
    ...base,
    value: z.strictObject({ account: z.string().refine(isId, "Kies een rekening.") }),
  }),
  z.strictObject({
    kind: z.literal("format"),
    account,
    ...base,
    value: z.strictObject({ version: z.enum(orderVersions, "Kies een versie.") }),
  }),
  z.strictObject({
    kind: z.literal("emergency"),
    ...base,
    value: z.strictObject({
      mostCents: money,
      recoverAfterDays: z.int("Vul een aantal dagen in.").min(1, "Ten minste 1.").max(730, "Ten hoogste 730."),
    }),
  }),
  z.strictObject({
    kind: z.literal("statement"),
    account,
    ...base,
    value: z.strictObject({ bankDays: z.int("Vul een aantal dagen in.").min(1, "Ten minste 1.").max(30, "Ten hoogste 30.") }),
  }),
]);
/** A new version of a rule, as a door gives it. */
export type NewRule = z.infer<typeof ruleSchema>;

const refuse = (field: string, problem: string, remedy: string): Refusal => new Refusal("input-invalid", [{ field, problem, remedy }]);

/**
 * Sets a rule for payments (betaalregel) from a day on. Versions are never changed: from the same day there is one, and a person
 * sets none for today or earlier, so that nobody lifts a limit for a batch that he has before him. Throws `input-invalid`,
 * `own-account-unknown` and `rule-known`.
 */
export const setRule: Command<{ rule: NewRule }, { rule: string; from: Day }> = {
  kind: "payment.set-rule",
  input: z.strictObject({ rule: ruleSchema }),
  concern: () => Promise.resolve({ named: [paymentLock], changesReference: true }),
  handle: async (context, { rule }) => {
    const { tx, today, actor } = context;
    if (rule.from <= today && !actor.roles.includes("service"))
      throw refuse("from", "Een regel gaat op zijn vroegst morgen in.", "Kies een latere dag.");
    const scope = {
      account: "account" in rule ? rule.account : null,
      funder: "funder" in rule ? rule.funder : null,
      law: "law" in rule ? rule.law : null,
    };
    for (const one of [scope.account, rule.kind === "route" ? rule.value.account : null])
      if (one !== null && !(await ownAccount(tx, one))) throw new Refusal("own-account-unknown");
    if (scope.funder !== null && !(await knownFunders(tx)).some(({ code }) => code === scope.funder))
      throw refuse("funder", "Deze verstrekker bestaat niet.", "Kies een gemeente of zorgkantoor uit de lijst.");
    const same = (await ruleRows(tx)).some(
      (other) =>
        other.kind === rule.kind &&
        other.account === scope.account &&
        other.funder === scope.funder &&
        other.law === scope.law &&
        other.from === rule.from,
    );
    if (same) throw new Refusal("rule-known");
    const id = context.mint("rule");
    await insertRule(tx, { id, kind: rule.kind, ...scope, from: rule.from, value: rule.value, source: rule.source, setBy: actor.person });
    return { rule: id, from: rule.from };
  },
};
