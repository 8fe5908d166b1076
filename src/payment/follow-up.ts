import { inWords, type Day } from "../kernel/day.ts";
import { inEuros } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { setBlocked } from "../party/block.ts";
import { notify } from "../party/notice.ts";
import { payAgainNow } from "./pay-again.ts";
import { reasonOf, type Reason } from "./reasons.ts";
import type { CameBack } from "./settle.ts";
import type { WorkKind } from "./work.ts";
import {
  endWork,
  followedOrders,
  insertBlocks,
  insertWork,
  openWorkOn,
  openWorkOnDetails,
  type Followed,
  type NewWork,
} from "./work-queries.ts";

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
  // What was given back was carried out: it never goes again under the same reference. What was paid ahead is a person's decision again.
  const again = ruled.filter(({ rule }) => rule.again === "next-day").map(({ order }) => order);
  const byItself = again.filter(({ emergency }) => how === "reject" && emergency === null).map(({ id }) => id);
  await payAgainNow(context, byItself);
  await insertWork(
    context.tx,
    again.filter(({ id }) => !byItself.includes(id)).map(({ id }) => orderWork(context, "unspecified", id, reasons.get(id) ?? null)),
  );
  for (const { order, rule } of ruled)
    await tellReturned(context, order, rule, orders.find(({ id }) => id === order.id)?.on ?? context.today);
};

/** Tells both parties that a payment did not arrive, and what to do. Nobody writes to a payee of whom the bank says that he died. */
const tellReturned = async (context: Context, order: Followed, rule: Reason, on: Day): Promise<void> => {
  const about = { kind: order.emergency === null ? "declaration" : "emergency", id: order.emergency ?? order.declaration };
  const what = order.emergency === null ? `declaratie ${order.number}` : `spoedbetaling ${order.number}`;
  const values = { bedrag: inEuros(order.amount), nummer: what, dag: inWords(on) };
  if (rule.effect !== "block-payee")
    await notify(context, { person: order.provider, kind: "payment-returned", about, values: { ...values, uitleg: rule.tells } });
  await notify(context, {
    ...{ person: order.holder, kind: "payment-returned-holder", about },
    values: { ...values, waar: order.emergency === null ? "Het geld staat weer op uw budget." : "Het geld staat weer bij de SVB." },
  });
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

/** Details of an entry contradict the statement, or their statement does not come: a person asks the bank. */
export const askAboutDetails = async (
  context: Context,
  details: readonly string[],
  kind: Extract<WorkKind, "details" | "details-waiting">,
): Promise<void> => {
  await insertWork(
    context.tx,
    details.map((one) => ({
      id: context.mintFor("work", `${kind} ${one}`),
      kind,
      order: null,
      batch: null,
      details: one,
      reason: null,
      on: context.today,
    })),
  );
};

/** The statement of these details came: who waited for it need not ask the bank any more. */
export const statementCame = async (context: Context, details: readonly string[]): Promise<void> => {
  if (details.length === 0) return;
  await endWork(context.tx, await openWorkOnDetails(context.tx, details, "details-waiting"), {
    ...{ state: "done", decision: "statement-came", decided_by: context.actor.person, decided_on: context.today, why: null },
  });
};
