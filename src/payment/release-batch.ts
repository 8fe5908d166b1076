import { z } from "zod";
import { total, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { accountOf, post, resolve } from "../ledger/post.ts";
import { idField } from "../party/person.ts";
import { lacking, mandateFor, whyNotSign, type BatchState, type Mandate, type Signature } from "./batch.ts";
import { batchConcern, batchFor } from "./concern.ts";
import { paidOrders, signedContent } from "./content.ts";
import { differencesNow, differenceText } from "./differences.ts";
import { ledgerOwner } from "./open-account.ts";
import { settleAhead } from "./settle-ahead.ts";
import { insertRelease, orderClaims, ownAccount, releasesOf, setBatch } from "./queries.ts";

/** Whether the batch is released now, and how many people signed it. */
export type Released = { state: BatchState; signatures: number; lacking: { releasers: number; head: boolean } };

/**
 * Releases a batch (vrijgeven): somebody who did not make it, and gave no account number in it, signs the content by its hash.
 * Above a
 * limit, a third signs with a higher mandate. The last signature posts the payments to payments in transit and leaves the sending. Throws `batch-changed` for another
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

    const signed = (await releasesOf(context.tx, batch)).map(({ person, mandate }) => ({ person, mandate: mandate as Mandate }));
    const mandate = mayRelease(context, signed, {
      maker: row.made_by,
      needsHead: row.needs_head.length > 0,
      changers: orders.map(({ changedBy }) => changedBy),
    });
    const { person } = context.actor;
    await insertRelease(context.tx, { batch_id: batch, person, content_hash: contentHash, released_at: context.at, mandate });
    const left = lacking([...signed, { person, mandate }], row.needs_head.length > 0);
    const signatures = signed.length + 1;
    if (left.releasers > 0 || left.head) return { state: "frozen", signatures, lacking: left };

    await setBatch(context.tx, batch, { state: to });
    await payClaims(
      context,
      orders.map(({ id }) => id),
    );
    await settleAhead(
      context,
      orders.map(({ id }) => id),
    );
    await routeTo(context, { batch, account: row.own_account_id, sum: total(orders.map(({ transfer }) => transfer.amount)) });
    context.later({ name: "send-batch", data: { batch }, once: batch });
    return { state: to, signatures, lacking: left };
  },
};

/** The mandate with which this person signs. Throws `release-not-independent` when he may not, or when his signature is not lacking. */
const mayRelease = (
  { actor }: Pick<Context, "actor">,
  signed: readonly Signature[],
  { maker, needsHead, changers }: { maker: string; needsHead: boolean; changers: readonly string[] },
): Mandate => {
  const why = whyNotSign(actor.person, { maker, signed: signed.map(({ person }) => person), changers });
  const mandate = mandateFor(actor.roles, lacking(signed, needsHead));
  if (why === null && mandate !== null) return mandate;
  throw new Refusal("release-not-independent", [
    {
      field: "batch",
      problem: why ?? "Uw handtekening is hier niet nodig, of u hebt er het mandaat niet voor.",
      remedy: "Laat een andere medewerker vrijgeven.",
    },
  ]);
};

// A difference of one cent blocks: what is not understood must not grow.
const mustClose = async (context: Context): Promise<void> => {
  const differences = await differencesNow(context.tx, context.today);
  if (differences.length > 0) throw new Refusal("payment-differences", differences.map(differenceText));
};

// Money is reserved for the first account, since which account pays is known only when a batch is made.
const routeTo = async (context: Context, { batch, account, sum }: { batch: string; account: string; sum: Cents }): Promise<void> => {
  const own = await ownAccount(context.tx, account);
  if (!own) throw new Error(`batch ${batch} has no account`);
  const reserved = await accountOf(context.tx, "transit", ledgerOwner);
  if (own.transit_account_id === reserved) return;
  await post(context, [
    {
      id: context.mint("transfer"),
      debit: reserved,
      credit: own.transit_account_id,
      amount: sum,
      phase: "posted",
      code: "route",
      reference: batch,
    },
  ]);
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
