import type { Context } from "../db/command.ts";
import { setBlocked } from "../party/block.ts";
import { payAgainNow } from "./pay-again.ts";
import { reasonOf } from "./reasons.ts";
import type { CameBack } from "./settle.ts";
import type { WorkKind } from "./work.ts";
import { endWork, followedOrders, insertBlocks, insertWork, openWorkOn, type NewWork } from "./work-queries.ts";

/** Opens work for a person about an order. */
const orderWork = (context: Context, kind: WorkKind, order: string, reason: string | null): NewWork => ({
  id: context.mintFor("work", `${kind} ${order}`),
  kind,
  order,
  batch: null,
  details: null,
  reason,
  on: context.today,
});

/**
 * Does what follows from the reason for which orders came back: their account or payee is not paid any more, a person gets work,
 * what we asked back is closed, and what failed because of the day goes again. Called when their money is on the budget again.
 */
export const followUp = async (context: Context, orders: readonly CameBack[], how: "reject" | "return"): Promise<void> => {
  if (orders.length === 0) return;
  const reasons = new Map(orders.map(({ id, reason }) => [id, reason]));
  const ids = orders.map(({ id }) => id);
  const known = await followedOrders(context.tx, ids);
  const recalls = await openWorkOn(context.tx, ids, ["recall"]);
  await endWork(
    context.tx,
    recalls.map(({ id }) => id),
    { state: "done", decision: "came-back", decided_by: context.actor.person, decided_on: context.today, why: null },
  );
  const ruled = known.map((order) => ({ order, reason: reasons.get(order.id) ?? "MS03", rule: reasonOf(reasons.get(order.id) ?? null) }));
  await insertBlocks(
    context.tx,
    ruled.flatMap(({ order, reason, rule }) =>
      rule.effect === "block-account" && order.bank_account !== null
        ? [{ bank_account_id: order.bank_account, order_id: order.id, reason, blocked_on: context.today }]
        : [],
    ),
  );
  for (const provider of [...new Set(ruled.filter(({ rule }) => rule.effect === "block-payee").map(({ order }) => order.provider))].sort())
    await setBlocked(context, provider, true);
  await insertWork(context.tx, [
    ...ruled.flatMap(({ order, reason, rule }) =>
      rule.work === null || rule.work === "batch-stopped" ? [] : [orderWork(context, rule.work, order.id, reason)],
    ),
    ...stoppedBatches(context, ruled),
  ]);
  // What was given back was carried out: it never goes again under the same reference.
  const again = ruled.filter(({ rule }) => rule.again === "next-day").map(({ order }) => order.id);
  if (how === "reject") await payAgainNow(context, again);
  else
    await insertWork(
      context.tx,
      again.map((order) => orderWork(context, "unspecified", order, reasons.get(order) ?? null)),
    );
};

const stoppedBatches = (
  context: Context,
  ruled: readonly { order: { batch: string }; reason: string; rule: { work: WorkKind | null } }[],
): NewWork[] => {
  const stopped = new Map(
    ruled.flatMap(({ order, reason, rule }) => (rule.work === "batch-stopped" ? [[order.batch, reason] as const] : [])),
  );
  return [...stopped].map(([batch, reason]) => ({
    id: context.mintFor("work", `batch-stopped ${batch}`),
    kind: "batch-stopped" as const,
    order: null,
    batch,
    details: null,
    reason,
    on: context.today,
  }));
};

/** The bank says that it had these before: their money stays where it is until a person knows what became of the first. */
export const askWhetherPaid = async (context: Context, orders: readonly { id: string; reason: string }[]): Promise<void> => {
  await insertWork(
    context.tx,
    orders.map(({ id, reason }) => orderWork(context, "duplicate", id, reason)),
  );
};

/** Details of an entry contradict the statement: a person asks the bank. */
export const askAboutDetails = async (context: Context, details: string): Promise<void> => {
  await insertWork(context.tx, [
    {
      id: context.mintFor("work", `details ${details}`),
      kind: "details",
      order: null,
      batch: null,
      details,
      reason: null,
      on: context.today,
    },
  ]);
};
