import { z } from "zod";
import { isId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { moved, type Move } from "./agreement.ts";
import { agreementById, concernOf, type StoredAgreement } from "./load.ts";
import { insertSignature, setState } from "./queries.ts";

const inputSchema = z.strictObject({
  agreement: z.string().refine(isId, "Dit is geen bestaand kenmerk."),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, "Laad de overeenkomst opnieuw."),
});
type Input = z.infer<typeof inputSchema>;

/** Moves an agreement along its table. Throws `agreement-not-now` where the table has no such move. */
export const moveAgreement = async (context: Context, agreement: StoredAgreement, move: Move): Promise<void> => {
  const next = moved(agreement.state, move);
  if (next === null) throw new Refusal("agreement-not-now");
  await setState(context.tx, agreement.id, next);
};

const sign = async (context: Context, { agreement: id, contentHash }: Input, party: "provider" | "holder"): Promise<null> => {
  const agreement = await agreementById(context.tx, id);
  // One signs what one read: the hash that the page showed must be that of the agreement now.
  if (agreement.contentHash !== contentHash) throw new Refusal("agreement-changed");
  await moveAgreement(context, agreement, party === "provider" ? "providerSign" : "holderSign");
  await insertSignature(context.tx, {
    agreement_id: id,
    party,
    person: context.actor.person,
    content_hash: contentHash,
    signed_at: context.at,
  });
  return null;
};

/** The provider signs first (zorgverlener tekent). */
export const signAsProvider: Command<Input, null> = {
  kind: "agreement.sign-provider",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: (context, input) => sign(context, input, "provider"),
};

/** The holder, or a representative who may sign, signs last; then the funder assesses. */
export const signAsHolder: Command<Input, null> = {
  kind: "agreement.sign-holder",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: (context, input) => sign(context, input, "holder"),
};

const withdrawSchema = z.strictObject({ agreement: z.string().refine(isId, "Dit is geen bestaand kenmerk.") });

/** The holder takes an agreement back before it was approved. */
export const withdrawAgreement: Command<z.infer<typeof withdrawSchema>, null> = {
  kind: "agreement.withdraw",
  input: withdrawSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement }) => {
    await moveAgreement(context, await agreementById(context.tx, agreement), "withdraw");
    return null;
  },
};
