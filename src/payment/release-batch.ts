import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { resolve } from "../ledger/post.ts";
import { signaturesNeeded, whyNotSign, type BatchState } from "./batch.ts";
import { batchConcern, batchFor, idField } from "./concern.ts";
import { paidOrders, signedContent } from "./content.ts";
import { differencesNow, differenceText } from "./differences.ts";
import { insertRelease, orderClaims, releasesOf, setBatch } from "./queries.ts";

/** Whether the batch is released now, and how many people signed it. */
export type Released = { state: BatchState; signatures: number };

/**
 * Releases a batch (vrijgeven): somebody who did not make it, and gave no account number in it, signs the content by its hash.
 * The second signature posts the payments to payments in transit and leaves the sending. Throws `batch-changed` for another
 * hash, `release-not-independent`, and `payment-differences` while the books do not close.
 */
export const releaseBatch: Command<{ batch: string; contentHash: string }, Released> = {
  kind: "payment.release-batch",
  input: z.strictObject({ batch: idField, contentHash: z.string().regex(/^[0-9a-f]{64}$/, "Dit is geen inhoudshash.") }),
  concern: (tx, { batch }) => batchConcern(tx, batch),
  handle: async (context, { batch, contentHash }) => {
    const { row, to } = await batchFor(context, batch, "release");
    if (row.content_hash !== contentHash) throw new Refusal("batch-changed");
    await mustClose(context);
    const orders = await paidOrders(context, batch);
    const { message_id: messageId, execution_day: executionDay, file } = row;
    if (messageId === null || executionDay === null || file === null) throw new Error(`batch ${batch} is frozen without content`);
    if (signedContent(context.seals, { batch, messageId, executionDay, file }, orders).hash !== contentHash)
      throw new Refusal("batch-changed");

    const signed = (await releasesOf(context.tx, batch)).map(({ person }) => person);
    const why = whyNotSign(context.actor.person, { maker: row.made_by, signed, changers: orders.map(({ changedBy }) => changedBy) });
    if (why !== null)
      throw new Refusal("release-not-independent", [{ field: "batch", problem: why, remedy: "Laat een andere medewerker vrijgeven." }]);
    await insertRelease(context.tx, { batch_id: batch, person: context.actor.person, content_hash: contentHash, released_at: context.at });
    const signatures = signed.length + 1;
    if (signatures < signaturesNeeded) return { state: "frozen", signatures };

    await setBatch(context.tx, batch, { state: to });
    await payClaims(
      context,
      orders.map(({ id }) => id),
    );
    context.later({ name: "send-batch", data: { batch }, once: batch });
    return { state: to, signatures };
  },
};

// A difference of one cent blocks: what is not understood must not grow.
const mustClose = async (context: Context): Promise<void> => {
  const differences = await differencesNow(context.tx, context.today);
  if (differences.length > 0) throw new Refusal("payment-differences", differences.map(differenceText));
};

/** What was reserved for these orders becomes payment in transit. */
const payClaims = async (context: Context, orders: readonly string[]): Promise<void> => {
  const claims = await orderClaims(context.tx, orders);
  await resolve(
    context,
    claims.map(({ transfer, declaration }) => ({
      id: context.mintFor("transfer", transfer),
      pending: transfer,
      phase: "post",
      code: "pay",
      reference: declaration,
    })),
  );
};
