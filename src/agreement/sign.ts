import { z } from "zod";
import { dayOf } from "../kernel/day.ts";
import { isId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { moved, type Move } from "./agreement.ts";
import { approve } from "./approve.ts";
import { judgedFacts } from "./change-facts.ts";
import { tellDeclined, tellToSign, tellWithdrawn } from "./change-notices.ts";
import { judge } from "./checks.ts";
import { agreementById, concernOf, type StoredAgreement } from "./load.ts";
import { moveAgreement } from "./move.ts";
import { insertSignature } from "./queries.ts";
import { faultsFrom } from "./share.ts";
import { insertDecline } from "./version-queries.ts";

const inputSchema = z.strictObject({
  agreement: z.string().refine(isId, "Dit is geen bestaand kenmerk."),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, "Laad de overeenkomst opnieuw."),
});
type Input = z.infer<typeof inputSchema>;

// A change that asks the holder alone skips the provider; one that asks no approval holds when the last party signed.
const signing = ({ needs }: StoredAgreement, party: "provider" | "holder"): Move | null => {
  if (party === "provider") return needs.includes("provider") ? "providerSign" : null;
  if (needs.includes("funder")) return "holderSign";
  return needs.includes("provider") ? "holderSignLast" : "holderSignAlone";
};

/** Who signs next, and by which move; null when no signature is waited for. The one answer to who must sign. */
export const nextSigner = (agreement: StoredAgreement): { party: "provider" | "holder"; move: Move } | null => {
  for (const party of ["provider", "holder"] as const) {
    const move = signing(agreement, party);
    if (move !== null && moved(agreement.state, move) !== null) return { party, move };
  }
  return null;
};

/** The last signature of a change without approval: it is judged once more, and holds. */
const holdsFromNow = async (context: Context, agreement: StoredAgreement): Promise<void> => {
  const verdict = judge(await judgedFacts(context, agreement, dayOf(agreement.sharedAt)));
  if (verdict.outcome === "repair") throw new Refusal("agreement-needs-repair", faultsFrom(verdict.findings));
  context.explain({
    subjectKind: "agreement",
    subject: agreement.id,
    holder: agreement.holder,
    funder: agreement.funder,
    receipt: verdict.receipt,
  });
  await approve(context, agreement, verdict);
};

const sign = async (context: Context, { agreement: id, contentHash }: Input, party: "provider" | "holder"): Promise<null> => {
  const agreement = await agreementById(context.tx, id);
  // One signs what one read: the hash that the page showed must be that of the agreement now.
  if (agreement.contentHash !== contentHash) throw new Refusal("agreement-changed");
  const next = nextSigner(agreement);
  if (next?.party !== party) throw new Refusal("agreement-not-now");
  await moveAgreement(context, agreement, next.move);
  await insertSignature(context.tx, {
    agreement_id: id,
    party,
    person: context.actor.person,
    content_hash: contentHash,
    signed_at: context.at,
  });
  if (party === "provider") await tellToSign(context, agreement);
  else if (!agreement.needs.includes("funder")) await holdsFromNow(context, agreement);
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
    const stored = await agreementById(context.tx, agreement);
    await moveAgreement(context, stored, "withdraw");
    await tellWithdrawn(context, stored);
    return null;
  },
};

const declineSchema = z.strictObject({
  agreement: z.string().refine(isId, "Dit is geen bestaand kenmerk."),
  personal: z.strictObject({
    reason: z.string().trim().min(10, "Schrijf in minstens tien tekens waarom u niet akkoord gaat. De budgethouder leest dit.").max(2_000),
  }),
});

/** The provider does not agree with what was shared (niet akkoord gaan): it ends there, and of a change the old terms stay. */
export const declineAgreement: Command<z.infer<typeof declineSchema>, null> = {
  kind: "agreement.decline",
  input: declineSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, given) => {
    const stored = await agreementById(context.tx, given.agreement);
    if (nextSigner(stored)?.party !== "provider") throw new Refusal("agreement-not-now");
    await moveAgreement(context, stored, "decline");
    await insertDecline(context.tx, {
      agreement_id: stored.id,
      reason: await context.keep(Buffer.from(given.personal.reason), "text/plain", stored.provider),
      person: context.actor.person,
      declined_at: context.at,
    });
    await tellDeclined(context, stored);
    return null;
  },
};
