import { z } from "zod";
import { minus, total, zero, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { suspendedOn } from "../agreement/load.ts";
import { claimsOf, markOrdered, openClaims, wagesAmong, type Claim, type OpenClaim } from "../declaration/claims.ts";
import { accountsOn, mayBeUsed } from "../party/bank-accounts.ts";
import { statuses } from "../party/status.ts";
import { idField } from "../party/person.ts";
import { setOff } from "./emergency.ts";
import { emergenciesOf, insertSettlements } from "./emergency-queries.ts";
import { followLeft } from "./order-emergency.ts";
import { paymentLock } from "./open-account.ts";
import { endToEndOf } from "./order.ts";
import { divide, leftOutText, mostOrders, type Candidate, type LeftOutReason } from "./plan.ts";
import { ruled } from "./rule.ts";
import { ruleRows } from "./rule-queries.ts";
import {
  declarationFacts,
  insertBatch,
  insertOrderClaims,
  insertOrderLines,
  insertOrders,
  ownAccount,
  underWay,
  type DeclarationFacts,
} from "./queries.ts";
import { blockedAccounts, retries, stillOwed, type Retry } from "./work-queries.ts";

/** A batch that was made, and which of the declarations are not in it. */
export type MadeBatch = { batch: string; orders: number; sum: Cents; leftOut: { declaration: string; reason: LeftOutReason }[] };

const inputSchema = z.strictObject({
  account: idField,
  declarations: z
    .array(idField)
    .min(1, "Kies ten minste één declaratie.")
    .max(mostOrders, `Kies hooguit ${String(mostOrders)} declaraties.`)
    .refine((ids) => new Set(ids).size === ids.length, "Elke declaratie mag er één keer in staan."),
});

/** What could be paid now (betaalvoorstel): the earliest promises first, as many as a file holds. The command checks again. */
export const planBatch = async (tx: Tx): Promise<{ claims: OpenClaim[]; sum: Cents }> => {
  const claims = await openClaims(tx, mostOrders);
  return { claims, sum: total(claims.map(({ amount }) => amount)) };
};

/** Makes payment orders of these declarations and puts them in a new batch (betaalbatch), as far as they may be paid today. */
export const makeBatch: Command<{ account: string; declarations: string[] }, MadeBatch> = {
  kind: "payment.make-batch",
  input: inputSchema,
  concern: async (tx, { account, declarations }) => {
    if (!(await ownAccount(tx, account))) throw new Refusal("own-account-unknown");
    const facts = await declarationFacts(tx, declarations);
    if (facts.length !== declarations.length) throw new Refusal("not-found");
    return {
      named: [paymentLock],
      holders: facts.map(({ holder_id }) => holder_id),
      providers: facts.map(({ provider_id }) => provider_id),
    };
  },
  handle: async (context, { account, declarations }) => {
    const wages = await wagesAmong(context.tx, declarations);
    if (wages.length > 0) {
      throw new Refusal(
        "batch-empty",
        wages.slice(0, 100).map((declaration) => ({
          field: declaration,
          problem: "Dit is loon. Dat wacht op de salarisadministratie en gaat niet mee in een betaalbatch.",
          remedy: "Haal deze declaratie uit de lijst.",
        })),
      );
    }
    const { taken, leftOut } = divide(await candidates(context, account, declarations), context.today);
    if (taken.length === 0) {
      throw new Refusal(
        "batch-empty",
        leftOut.slice(0, 100).map(({ declaration, reason }) => ({
          field: declaration,
          problem: leftOutText[reason],
          remedy: "Kies een andere declaratie, of wacht.",
        })),
      );
    }
    const batch = context.mint("batch");
    await insertBatch(context.tx, {
      id: batch,
      own_account_id: account,
      state: "draft",
      made_by: context.actor.person,
      made_at: context.at,
    });
    const orders = taken.map((one) => orderFor(context, one));
    await insertOrders(context.tx, { batch, account, on: context.today }, orders);
    await settleWith(context, taken, orders);
    await insertOrderClaims(
      context.tx,
      taken.flatMap(({ claims }, n) =>
        claims.map((claim) => ({ order: orders[n]?.id ?? "", transfer: claim.transfer, account: claim.account, amount: claim.amount })),
      ),
    );
    const covered = await markOrdered(
      context,
      taken.map(({ declaration }) => declaration),
    );
    await insertOrderLines(
      context.tx,
      covered.flatMap(({ lines }, n) => lines.map((line) => ({ order: orders[n]?.id ?? "", line }))),
    );
    return { batch, orders: orders.length, sum: total(taken.map(({ amount }) => amount)), leftOut };
  },
};

/** `settles` is what was paid ahead of it: the amount is what is left to pay. */
type Known = Candidate & {
  facts: DeclarationFacts;
  claims: Claim[];
  settles: { id: string; amount: Cents }[];
  bankAccount: string | null;
  retry: Retry | null;
};

/** Sets claims off against what was paid ahead under their agreement, one declaration after another. */
const paidAhead = async (tx: Tx, facts: ReadonlyMap<string, DeclarationFacts>) => {
  const found = await emergenciesOf(tx, [...new Set([...facts.values()].map(({ agreement_id }) => agreement_id))]);
  const left = new Map(found.map(({ id, left: amount }) => [id, amount]));
  const under = Map.groupBy(found, (one) => one.under);
  return (
    agreement: string,
    claimed: Cents,
  ): { parts: { id: string; amount: Cents }[]; rest: Cents; emergency: "under-way" | "settles" | null } => {
    const own = under.get(agreement) ?? [];
    if (own.some(({ state }) => state === "ordered")) return { parts: [], rest: claimed, emergency: "under-way" };
    const { parts, rest } = setOff(
      claimed,
      own.map(({ id }) => ({ id, left: left.get(id) ?? zero })),
    );
    for (const { id, amount } of parts) left.set(id, minus(left.get(id) ?? zero, amount));
    return { parts, rest, emergency: parts.length > 0 && rest === zero ? "settles" : null };
  };
};

/** Writes down what of each declaration had been paid ahead: the money follows when the batch is released. */
const settleWith = async (context: Context, taken: readonly Known[], orders: readonly { id: string }[]): Promise<void> => {
  const settlements = taken.flatMap(({ declaration, settles }, n) =>
    settles.map(({ id: emergency, amount }) => {
      const order = orders[n]?.id ?? "";
      return { id: context.mintFor("settlement", `${order} ${emergency}`), emergency, declaration, order, entry: null, amount };
    }),
  );
  await insertSettlements(context.tx, settlements, context.today);
  for (const id of [...new Set(settlements.map(({ emergency }) => emergency))].sort()) await followLeft(context, id);
};

/** Everything on which it depends whether a declaration can be paid, in the order in which they were asked. */
export const candidates = async (
  { tx, today }: Pick<Context, "tx" | "today">,
  paidFrom: string,
  declarations: readonly string[],
): Promise<Known[]> => {
  const rules = await ruleRows(tx);
  const facts = new Map((await declarationFacts(tx, declarations)).map((one) => [one.id, one]));
  const payees = [...facts.values()].map(({ provider_id }) => provider_id);
  const accounts = await accountsOn(tx, payees, today);
  const people = await statuses(tx, payees);
  const busy = await underWay(tx, declarations);
  const refused = await blockedAccounts(
    tx,
    [...accounts.values()].map(({ id }) => id),
  );
  const ahead = await paidAhead(tx, facts);
  const suspended = await suspendedOn(
    tx,
    [...facts.values()].map(({ agreement_id }) => agreement_id),
    today,
  );
  const rejected = await retries(tx, declarations);
  const owed = await stillOwed(
    tx,
    [...rejected.values()].map(({ order }) => order),
  );
  const claims = Map.groupBy(
    (await claimsOf(tx, declarations)).filter(({ state }) => state === "open"),
    ({ declaration }) => declaration,
  );
  return declarations.map((declaration) => {
    const known = facts.get(declaration);
    if (!known) throw new Error(`declaration ${declaration} went away`);
    const open = claims.get(declaration) ?? [];
    const account = accounts.get(known.provider_id);
    const claimed = total(open.map((claim) => claim.amount));
    const { parts, rest: amount, emergency } = ahead(known.agreement_id, claimed);
    const first = rejected.get(declaration);
    const retry = first?.amount === amount ? first : undefined;
    return {
      declaration,
      facts: known,
      claims: open,
      settles: parts,
      emergency,
      amount,
      underWay: busy.has(declaration),
      blocked: people.get(known.provider_id)?.blocked ?? true,
      suspended: suspended.has(known.agreement_id),
      account: account ?? null,
      elsewhere: ruled(rules, "route", { funder: known.funder, law: known.law }, today).account !== paidFrom,
      bankAccount: account?.id ?? null,
      accountRefused: account !== undefined && refused.has(account.id),
      accountUnverified: account !== undefined && !mayBeUsed(account.check),
      retry: retry ?? null,
      mustWait: retry !== undefined && (retry.rejected_on >= today || owed.has(retry.order)),
    };
  });
};

const orderFor = (context: Context, { declaration, facts, amount, settles, bankAccount, retry }: Known) => {
  if (bankAccount === null) throw new Error(`the payee of ${declaration} has no account`);
  const id = context.mintFor("order", declaration);
  return {
    id,
    declaration,
    agreement: facts.agreement_id,
    holder: facts.holder_id,
    provider: facts.provider_id,
    amount,
    settled: total(settles.map((part) => part.amount)),
    endToEnd: retry?.end_to_end ?? endToEndOf(id),
    retries: retry?.order ?? null,
    promisedOn: facts.promised_on ?? context.today,
    bankAccount,
  };
};
