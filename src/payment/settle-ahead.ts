import { inEuros, total, zero, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { tellSettled } from "../declaration/claims.ts";
import { accountOf, post } from "../ledger/post.ts";
import { notify } from "../party/notice.ts";
import { settlementsOfOrders } from "./emergency-queries.ts";
import { ledgerOwner } from "./open-account.ts";
import { declarationFacts, orderAmounts } from "./queries.ts";

/** What was set off of one declaration: against which account in the ledger, and how much had been given there. */
export type SetOff = { id: string; account: string; declaration: string; amount: Cents; given: Cents };

/** Moves what was set off from payments in transit to what was paid ahead, and tells both parties what is still paid. */
export const postSettled = async (context: Context, settled: readonly SetOff[], rest: (declaration: string) => Cents): Promise<void> => {
  if (settled.length === 0) return;
  const transit = await accountOf(context.tx, "transit", ledgerOwner);
  await post(
    context,
    settled.map(({ id, account, amount }) => ({
      ...{ id: context.mintFor("transfer", `settle ${id}`), debit: transit, credit: account, amount },
      ...{ phase: "posted", code: "settle", reference: id },
    })),
  );
  const sums = [...Map.groupBy(settled, ({ declaration }) => declaration)].map(([declaration, own]) => ({
    declaration,
    amount: total(own.map(({ amount }) => amount)),
    given: total(own.map(({ given }) => given)),
  }));
  await tellSettled(context, sums);
  const facts = new Map(
    (
      await declarationFacts(
        context.tx,
        sums.map(({ declaration }) => declaration),
      )
    ).map((one) => [one.id, one]),
  );
  for (const { declaration, amount, given } of sums) {
    const known = facts.get(declaration);
    if (!known) throw new Error(`declaration ${declaration} went away`);
    const about = { kind: "declaration", id: declaration };
    const values = { gegeven: inEuros(given), verrekend: inEuros(amount), nog: inEuros(rest(declaration)), nummer: known.number };
    await notify(context, { person: known.provider_id, kind: "emergency-settled", about, values });
    await notify(context, { person: known.holder_id, kind: "emergency-settled-holder", about, values });
  }
};

/** The batch of these orders was released: what their declarations had been paid ahead is set off now. */
export const settleAhead = async (context: Context, orders: readonly string[]): Promise<void> => {
  const settled = await settlementsOfOrders(context.tx, orders);
  if (settled.length === 0) return;
  const amounts = await orderAmounts(context.tx, orders);
  await postSettled(context, settled, (declaration) => amounts.get(declaration) ?? zero);
};
