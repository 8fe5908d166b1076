import { z } from "zod";
import { inWords } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { notify } from "../party/notice.ts";
import { stillNeeded, type NeededSignature } from "../party/signatures.ts";
import { refuseSigner, signersFor } from "../party/who-signs.ts";
import { approve } from "./approve.ts";
import { judgedAgain } from "./change-facts.ts";
import { tellDeclined, tellToSign, tellWithdrawn } from "./change-notices.ts";
import { explain } from "./explain.ts";
import { agreementById, concernOf, type StoredAgreement } from "./load.ts";
import { moveAgreement } from "./move.ts";
import { nextSigner, partOf } from "./next-signer.ts";
import { insertSignature, signaturesOf } from "./queries.ts";
import { faultsFrom } from "./share.ts";
import { insertDecline } from "./version-queries.ts";

const inputSchema = z.strictObject({
  agreement: idField,
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, "Laad de overeenkomst opnieuw."),
});
type Input = z.infer<typeof inputSchema>;

/** The last signature of a change without approval: it is judged once more, and holds. */
const holdsFromNow = async (context: Context, agreement: StoredAgreement): Promise<void> => {
  const verdict = await judgedAgain(context, agreement);
  if (verdict.outcome === "repair") throw new Refusal("agreement-needs-repair", faultsFrom(verdict.findings));
  explain(context, agreement, verdict.receipt);
  await approve(context, agreement, verdict);
};

// One signs what one read: the hash that the page showed must be that of the agreement now.
const asRead = async (context: Context, { agreement: id, contentHash }: Input): Promise<StoredAgreement> => {
  const agreement = await agreementById(context.tx, id);
  if (agreement.contentHash !== contentHash) throw new Refusal("agreement-changed");
  return agreement;
};

const keep = (context: Context, { id, contentHash }: StoredAgreement, party: "provider" | "holder") =>
  insertSignature(context.tx, {
    agreement_id: id,
    party,
    person: context.actor.person,
    content_hash: contentHash,
    signed_at: context.at,
  });

/** The provider signs first (zorgverlener tekent). */
export const signAsProvider: Command<Input, null> = {
  kind: "agreement.sign-provider",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, input) => {
    const agreement = await asRead(context, input);
    const next = nextSigner(agreement);
    if (next?.party !== "provider") throw new Refusal("agreement-not-now");
    await moveAgreement(context, agreement, next.move);
    await keep(context, agreement, "provider");
    await tellToSign(context, agreement);
    return null;
  },
};

const tellWanted = async (context: Context, agreement: StoredAgreement, open: readonly NeededSignature[]): Promise<void> => {
  for (const person of new Set(open.flatMap(({ people }) => people)))
    await notify(context, {
      person,
      kind: "signature-wanted",
      about: { kind: "agreement", id: agreement.id },
      values: { nummer: agreement.number, vanaf: inWords(agreement.period.from) },
    });
};

// The last of the signatures that the holder's side needs makes the agreement signed; until then it waits for who is still asked.
const signForHolder = async (context: Context, input: Input): Promise<null> => {
  const { tx, actor, today } = context;
  const agreement = await asRead(context, input);
  const next = nextSigner(agreement);
  if (next?.party !== "holder") throw new Refusal("agreement-not-now");
  const { holder, provider, id } = agreement;
  const { needed } = await signersFor(tx, { holder, provider, act: "sign", on: today });
  const given = (await signaturesOf(tx, id)).filter(({ party }) => party === "holder").map(({ person }) => person);
  const open = stillNeeded(needed, given);
  if (!open.some(({ people }) => people.includes(actor.person))) return refuseSigner(tx, open, actor.person === provider);
  const left = stillNeeded(open, [actor.person]);
  await moveAgreement(context, agreement, left.length === 0 ? next.move : partOf(next.move));
  await keep(context, agreement, "holder");
  await tellWanted(context, agreement, left);
  if (left.length === 0 && !agreement.needs.includes("funder")) await holdsFromNow(context, agreement);
  return null;
};

/** The holder, or who may sign for him, signs last; with the last signature that is needed the funder assesses. Throws `own-care`, `signature-not-needed`. */
export const signAsHolder: Command<Input, null> = {
  kind: "agreement.sign-holder",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: signForHolder,
};

/** Who administers the money of the holder (bewindvoerder) signs too, beside who signs for the care. Throws as `signAsHolder` does. */
export const signForMoney: Command<Input, null> = {
  kind: "agreement.sign-money",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: signForHolder,
};

const withdrawSchema = z.strictObject({ agreement: idField });

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
  agreement: idField,
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
