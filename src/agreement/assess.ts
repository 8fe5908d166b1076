import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { svbPlaceOn } from "../party/svb-place.ts";
import { approve } from "./approve.ts";
import { judgedAgain } from "./change-facts.ts";
import { tellRejected } from "./change-notices.ts";
import type { AgreementVerdict } from "./checks.ts";
import type { Move } from "./agreement.ts";
import { explain } from "./explain.ts";
import { isNetwork } from "./kinds.ts";
import { agreementById, concernOf, type StoredAgreement } from "./load.ts";
import { moveAgreement } from "./move.ts";
import { insertAssessment } from "./queries.ts";
import { faultsFrom } from "./share.ts";

const inputSchema = z
  .strictObject({
    agreement: idField,
    contentHash: z.string().regex(/^[0-9a-f]{64}$/, "Laad de overeenkomst opnieuw."),
    outcome: z.enum(["approved", "rejected"]),
    personal: z.strictObject({ reason: z.string().trim().max(2_000) }),
  })
  .refine(({ outcome, personal }) => outcome === "approved" || personal.reason.length >= 10, {
    path: ["reason"],
    message: "Schrijf op waarom u de overeenkomst afkeurt. De budgethouder en de zorgverlener lezen dit.",
  });
type Input = z.infer<typeof inputSchema>;

/** What would come of assessing an agreement now (dry run): the same facts, the same judgement, nothing stored. */
export const tryAssessment = async (context: Context, id: string): Promise<AgreementVerdict> =>
  judgedAgain(context, await agreementById(context.tx, id));

const assess = async (
  context: Context,
  input: Input,
  body: string,
  move: Move,
): Promise<StoredAgreement & { verdict: AgreementVerdict }> => {
  const agreement = await agreementById(context.tx, input.agreement);
  if (agreement.contentHash !== input.contentHash) throw new Refusal("agreement-changed");
  await moveAgreement(context, agreement, move);
  const verdict = await judgedAgain(context, agreement);
  if (input.outcome === "approved" && verdict.outcome === "repair")
    throw new Refusal("agreement-needs-repair", faultsFrom(verdict.findings));
  const receipt = explain(context, agreement, verdict.receipt);
  if (input.outcome === "rejected") await tellRejected(context, agreement, body);
  await insertAssessment(context.tx, {
    agreement_id: agreement.id,
    body,
    outcome: input.outcome,
    reason: input.personal.reason === "" ? null : await context.keep(Buffer.from(input.personal.reason), "text/plain", agreement.holder),
    person: context.actor.person,
    assessed_at: context.at,
    receipt_id: receipt,
  });
  return { ...agreement, verdict };
};

/** True when the funder's approval is the only one: of a network declaration, or where the college takes the place of the SVB. */
const decidesAlone = async ({ tx, today }: Context, agreement: StoredAgreement): Promise<boolean> =>
  isNetwork(agreement) || (await svbPlaceOn(tx, agreement.funder, agreement.law, today)) !== null;

/**
 * The funder assesses content (verstrekker keurt goed of af); where its approval is the only one, it sets the money aside.
 * Uitv.reg. Wmo 2015 art. 2a lid 4 and 7 and 2ab lid 4, Regeling Jeugdwet art. 8a lid 4 and 7 and 8ab lid 4.
 */
export const assessAsFunder: Command<Input, null> = {
  kind: "agreement.assess-funder",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, input) => {
    const alone = await decidesAlone(context, await agreementById(context.tx, input.agreement));
    const move = alone ? "funderApproveAlone" : "funderApprove";
    const assessed = await assess(context, input, context.actor.organisation ?? "", input.outcome === "approved" ? move : "funderReject");
    if (alone && input.outcome === "approved") await approve(context, assessed, assessed.verdict);
    return null;
  },
};

/** The SVB assesses only conflict with law and feasibility; its approval sets the money aside. Uitv.reg. Wmo 2015 art. 2a lid 5. */
export const assessAsSvb: Command<Input, null> = {
  kind: "agreement.assess-svb",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, input) => {
    const assessed = await assess(context, input, "SVB", input.outcome === "approved" ? "svbApprove" : "svbReject");
    if (input.outcome === "approved") await approve(context, assessed, assessed.verdict);
    return null;
  },
};
