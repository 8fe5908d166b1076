import { z } from "zod";
import type { Cents } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Command } from "../../db/command.ts";
import { agreementById } from "../../agreement/load.ts";
import { dayField, idField } from "../../party/person.ts";
import type { LineState } from "../declaration.ts";
import { concernOf as concernOfDeclaration, declarationById } from "../load.ts";
import { concernOf as concernOfAgreement } from "../../agreement/load.ts";
import { claimBack } from "./load.ts";
import { paidLinesOf } from "./queries.ts";
import { funderGrounds } from "./recovery.ts";

const because = (least: number, most: number) =>
  z.strictObject({
    reason: z
      .string("Schrijf op waarom.")
      .trim()
      .min(least, `Schrijf op waarom: minstens ${String(least)} tekens. De budgethouder en de zorgverlener lezen dit.`)
      .max(most, `Schrijf hoogstens ${String(most)} tekens.`),
  });

const correctSchema = z.strictObject({
  declaration: idField,
  lines: z.array(idField).min(1, "Kies wat u corrigeert.").max(200),
  personal: because(10, 2_000),
});

type Claimed = { recovery: string; number: string };

/**
 * Corrects paid lines of one declaration (corrigeren na betaling): the provider says that he declared what he did not do, or the SVB that
 * it paid what it did not owe. A line is credited whole; what should have been declared may be declared anew.
 */
export const correctLines: Command<z.infer<typeof correctSchema>, Claimed> = {
  kind: "recovery.correct",
  input: correctSchema,
  concern: (tx, { declaration }) => concernOfDeclaration(tx, declaration),
  handle: async (context, { declaration: of, lines, personal }) => {
    const declaration = await declarationById(context.tx, of);
    const wanted = [...new Set(lines)].map((id) => {
      const line = declaration.lines.find((one) => one.id === id);
      if (!line) throw new Refusal("declaration-changed");
      return { id, declaration: of, day: line.day, amount: line.amount, state: line.state as LineState };
    });
    const { recovery, number } = await claimBack(context, {
      agreement: await agreementById(context.tx, declaration.agreement_id),
      ground: context.actor.provider === declaration.provider_id ? "own-correction" : "paid-in-error",
      decidedOn: null,
      intent: false,
      lines: wanted.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
      words: personal.reason,
    });
    return { recovery, number };
  },
};

const claimSchema = z
  .strictObject({
    agreement: idField,
    from: dayField,
    until: dayField,
    ground: z.enum(funderGrounds, "Kies waarom u terugvordert."),
    decidedOn: dayField,
    intent: z.boolean(),
    personal: because(20, 4_000),
  })
  .refine(({ from, until }) => from <= until, { path: ["until"], message: "De laatste dag ligt voor de eerste. Kies een latere dag." });

/**
 * The funder claims back what was paid under an agreement for the days of a period (terugvorderen), of the holder, or through the
 * third-party clause of the provider, after it withdrew or revised the award.
 */
export const claimBackAsFunder: Command<z.infer<typeof claimSchema>, Claimed & { amount: Cents }> = {
  kind: "recovery.claim-back",
  input: claimSchema,
  concern: (tx, { agreement }) => concernOfAgreement(tx, agreement),
  handle: async (context, { agreement, from, until, ground, decidedOn, intent, personal }) =>
    claimBack(context, {
      agreement: await agreementById(context.tx, agreement),
      ...{ ground, decidedOn, intent },
      lines: await paidLinesOf(context.tx, agreement, from, until),
      words: personal.reason,
    }),
};
