import { z } from "zod";
import type { Command } from "../db/command.ts";
import { concernOf } from "../agreement/load.ts";
import { idField } from "../party/person.ts";
import { isCreditorReference, isPaymentReference } from "./messages/payment-reference.ts";
import { paymentLock } from "./open-account.ts";
import { insertReference } from "./reference-queries.ts";

const inputSchema = z.strictObject({
  agreement: idField,
  reference: z
    .string()
    .refine(
      (text) => isPaymentReference(text) || isCreditorReference(text),
      "Dit is geen betalingskenmerk. Neem het over met alle cijfers.",
    )
    .nullable(),
});

/**
 * Writes down which reference a payee asks to be quoted (betalingskenmerk): from then on it goes along with every payment to him, in the
 * place of our own words. Null takes it away. The payee is the provider of the agreement. Throws `agreement-unknown`.
 */
export const setReference: Command<z.infer<typeof inputSchema>, { provider: string }> = {
  kind: "payment.set-reference",
  input: inputSchema,
  concern: async (tx, { agreement }) => ({ named: [paymentLock], providers: [(await concernOf(tx, agreement)).provider] }),
  handle: async (context, { agreement, reference }) => {
    const { provider } = await concernOf(context.tx, agreement);
    await insertReference(context.tx, {
      id: context.mint("payee-reference"),
      provider_id: provider,
      reference,
      set_by: context.actor.person,
      set_at: context.at,
    });
    return { provider };
  },
};
