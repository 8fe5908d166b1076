import { z } from "zod";
import type { Day } from "../kernel/day.ts";
import { cents, inEuros } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { owedOf, partiesOf, repay } from "../declaration/recovery/repay.ts";
import type { Transfer } from "../ledger/account.ts";
import { accountOf, post } from "../ledger/post.ts";
import { knownFunders } from "../party/funders.ts";
import { idField } from "../party/person.ts";
import { emergencyByNumber, insertSettlements, openEmergency } from "./emergency-queries.ts";
import { followLeft } from "./order-emergency.ts";
import { followUp } from "./follow-up.ts";
import { canComeBack } from "./match.ts";
import { ledgerOwner, paymentLock } from "./open-account.ts";
import { endOrders, reversals, settleBatch } from "./settle.ts";
import { entryRow, ordersByReference, peopleInBatches, setExplained, type ReferencedOrder } from "./statement-queries.ts";
import { transactionsIn } from "./waiting-details.ts";

const asSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("funding"), funder: z.string().regex(/^\d{4}$/, "De code van een verstrekker heeft vier cijfers.") }),
  z.strictObject({ kind: z.literal("bank-costs") }),
  z.strictObject({ kind: z.literal("return"), endToEnd: z.string().min(1).max(35) }),
  z.strictObject({ kind: z.literal("emergency"), number: z.string().trim().min(1, "Vul het nummer in.").max(20) }),
  z.strictObject({ kind: z.literal("recovery"), number: z.string().trim().min(1, "Vul het nummer in.").max(20) }),
]);

const inputSchema = z.strictObject({
  entry: idField,
  as: asSchema,
  personal: z.strictObject({ reason: z.string().trim().min(5, "Schrijf in een zin waarom.").max(1000) }),
});
type Explanation = z.infer<typeof inputSchema>;

const notThis = (problem: string): Refusal =>
  new Refusal("input-invalid", [{ field: "as", problem, remedy: "Kies een verklaring die bij de boeking past." }]);

const orderOf = async (tx: Tx, as: Explanation["as"]): Promise<ReferencedOrder | null> => {
  if (as.kind !== "return") return null;
  const [order] = await ordersByReference(tx, [as.endToEnd]);
  if (!order) throw notThis("Dit kenmerk van een betaling bestaat niet.");
  return order;
};

/**
 * Says what an entry was that nobody understood (verklaren): money of a funder, bank costs or interest, a payment that came
 * back without its reference, what a provider paid back of an emergency payment, or what somebody paid on a recovery. The reason goes to the vault. Throws `entry-unknown`, `entry-not-open`, and `input-invalid` when it does not fit.
 */
export const explainEntry: Command<Explanation, { explained: true }> = {
  kind: "payment.explain-entry",
  input: inputSchema,
  concern: async (tx, { entry, as }) => {
    if (!(await entryRow(tx, entry))) throw new Refusal("entry-unknown");
    const order = await orderOf(tx, as);
    const owing = as.kind === "recovery" ? await partiesOf(tx, as.number) : null;
    return {
      named: [paymentLock],
      ...(order === null ? {} : await peopleInBatches(tx, [order.batch])),
      ...(owing === null ? {} : { holders: [owing.holder], providers: [owing.provider] }),
    };
  },
  handle: async (context, { entry, as, personal }) => {
    const row = await entryRow(context.tx, entry);
    if (!row) throw new Refusal("entry-unknown");
    if (row.meaning !== "unexplained") throw new Refusal("entry-not-open");
    const order = await orderOf(context.tx, as);
    if (as.kind === "emergency") await payBack(context, { id: entry, amount: row.amount }, as.number);
    if (as.kind === "recovery") await payOn(context, { id: entry, amount: row.amount, on: row.booked_on }, as.number);
    await post(context, await transfersFor(context, { id: entry, amount: row.amount }, as, order));
    const explanation = await context.keep(Buffer.from(personal.reason, "utf8"), "text/plain", null);
    await setExplained(context.tx, entry, {
      explained_by: context.actor.person,
      explained_as: as.kind,
      explanation,
      funder_code: as.kind === "funding" ? as.funder : null,
      order_id: order?.id ?? null,
    });
    if (order !== null) {
      const back = order.state === "rejected" ? [] : [{ id: order.id, reason: await toldReason(context, row.shown), on: row.booked_on }];
      await endOrders(context, "return", back);
      await settleBatch(context, order.batch);
      await followUp(context, back, "return");
    }
    return { explained: true };
  },
};

/** The provider paid back what was paid ahead and could not be set off, whole or in part. */
const payBack = async (context: Context, entry: { id: string; amount: number }, number: string): Promise<void> => {
  const known = await emergencyByNumber(context.tx, number);
  const of = known && (await openEmergency(context.tx, known.id));
  if (of?.state !== "open") throw notThis("Er staat geen spoedbetaling met dit nummer open.");
  if (entry.amount <= 0 || entry.amount > of.left)
    throw notThis(`Van deze spoedbetaling staat nog ${inEuros(of.left)} open. Dit is een ander bedrag.`);
  await insertSettlements(
    context.tx,
    [{ id: context.mint("settlement"), emergency: of.id, declaration: null, order: null, entry: entry.id, amount: cents(entry.amount) }],
    context.today,
  );
  await followLeft(context, of.id);
};

/** Somebody paid on what is claimed back, whole or in part. */
const payOn = async (context: Context, entry: { id: string; amount: number; on: Day }, number: string): Promise<void> => {
  const owed = await owedOf(context.tx, number);
  if (owed === null) throw notThis("Er is geen terugvordering met dit nummer.");
  if (entry.amount <= 0 || entry.amount > owed.left)
    throw notThis(`Van deze terugvordering staat nog ${inEuros(owed.left)} open. Dit is een ander bedrag.`);
  await repay(context, owed.id, { entry: entry.id, amount: cents(entry.amount), on: entry.on });
};

/** The reason that the bank gave with an entry although it did not say of which payment it is; MS03 when it gave none. */
const toldReason = async (context: Context, shown: string | null): Promise<string> => {
  if (shown === null) return "MS03";
  const [first] = await transactionsIn(context, shown);
  return (first?.returnReason ?? "MS03").slice(0, 35);
};

const transfersFor = async (
  context: Context,
  entry: { id: string; amount: number },
  as: Explanation["as"],
  order: ReferencedOrder | null,
): Promise<Transfer[]> => {
  const account = (kind: "suspense" | "costs") => accountOf(context.tx, kind, ledgerOwner);
  const suspense = await account("suspense");
  const step = (debit: string, credit: string, amount: number, code: Transfer["code"], reference: string): Transfer => ({
    id: context.mint("transfer"),
    debit,
    credit,
    amount: cents(amount),
    phase: "posted",
    code,
    reference,
  });
  switch (as.kind) {
    case "bank-costs": {
      const costs = await account("costs");
      return [
        entry.amount < 0
          ? step(costs, suspense, -entry.amount, "explained", entry.id)
          : step(suspense, costs, entry.amount, "explained", entry.id),
      ];
    }
    case "funding":
      if (entry.amount < 0) throw notThis("Een afschrijving is geen geld van een verstrekker.");
      if (!(await knownFunders(context.tx)).some(({ code }) => code === as.funder)) throw notThis("Deze verstrekker bestaat niet.");
      return [step(suspense, await accountOf(context.tx, "funder", as.funder), entry.amount, "explained", entry.id)];
    case "emergency": {
      const of = await emergencyByNumber(context.tx, as.number);
      return of === undefined ? [] : [step(suspense, of.account_id, entry.amount, "explained", entry.id)];
    }
    case "recovery": {
      const owed = await owedOf(context.tx, as.number);
      return owed === null ? [] : [step(suspense, owed.account, entry.amount, "explained", entry.id)];
    }
    case "return": {
      if (order === null || !canComeBack(cents(entry.amount), { ...order, givenBack: order.given_back }))
        throw notThis("Deze betaling kan dit bedrag niet teruggeven. Kijk naar het bedrag en de status van de betaling.");
      const { transit } = order;
      return [
        step(suspense, transit, entry.amount, "give-back", order.id),
        step(await account("costs"), transit, order.amount - entry.amount, "give-back", order.id),
        ...(order.state === "rejected" ? [] : await reversals(context, transit, [order.id])),
      ];
    }
  }
};
