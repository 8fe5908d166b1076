import type { Day } from "../../kernel/day.ts";
import { inEuros, minus, plus, total, zero, type Cents } from "../../kernel/money.ts";
import type { Context } from "../../db/command.ts";
import type { Tx } from "../../db/pool.ts";
import { post } from "../../ledger/post.ts";
import { recoveryById, tellDebtor } from "./load.ts";
import { correctedAmong, insertCredits, insertRepayment, recoveryByNumber, repaidOf, setRecovery } from "./queries.ts";
import { givenBack, recoveryAfter, type RecoveryState } from "./recovery.ts";

/** What is still owed of a recovery with this number, and on which account; null when there is none. */
export const owedOf = async (tx: Tx, number: string): Promise<{ id: string; account: string; left: Cents } | null> => {
  const row = await recoveryByNumber(tx, number.trim());
  return row === undefined ? null : { id: row.id, account: row.account_id, left: minus(row.amount, await repaidOf(tx, row.id)) };
};

/** Whose it is, for who books money on it. Null when there is none with this number. */
export const partiesOf = async (tx: Tx, number: string): Promise<{ holder: string; provider: string } | null> => {
  const row = await recoveryByNumber(tx, number.trim());
  return row === undefined ? null : { holder: row.holder_id, provider: row.provider_id };
};

const settleWhenWhole = async (context: Context, id: string): Promise<void> => {
  const row = await recoveryById(context.tx, id);
  if ((await repaidOf(context.tx, id)) < row.amount) return;
  const state = recoveryAfter(row.state as RecoveryState, "settle");
  if (state === null) return;
  await setRecovery(context.tx, id, { state });
  await tellDebtor(context, row, "recovery-settled", { bedrag: inEuros(row.amount) });
};

/** Somebody paid on a recovery: the bank booked it. Whoever calls posts the money on its account. */
export const repay = async (context: Context, recovery: string, paid: { entry: string; amount: Cents; on: Day }): Promise<void> => {
  await insertRepayment(context.tx, {
    ...{ id: context.mint("repayment"), recovery_id: recovery, entry_id: paid.entry },
    ...{ amount: paid.amount, paid_on: paid.on },
  });
  await settleWhenWhole(context, recovery);
};

type Reversed = { declaration: string; account: string; kind: string; amount: Cents };

/**
 * The payment of lines came back after they had been corrected: the budget would have the money twice, and nobody owes it any more. So
 * it goes from the budget to the receivable. Where somebody had paid that already, more came in than was owed, which stands on its account.
 */
export const meetByReturn = async (
  context: Context,
  lines: readonly { id: string }[],
  reversed: readonly Reversed[],
  on: Day,
): Promise<void> => {
  const corrected = await correctedAmong(
    context.tx,
    lines.map(({ id }) => id),
  );
  for (const [recovery, own] of Map.groupBy(corrected, (one) => one.recovery)) {
    for (const [declaration, same] of Map.groupBy(own, (one) => one.declaration)) {
      const back = reversed.filter((one) => one.declaration === declaration);
      const parts = givenBack(
        total(same.map(({ amount }) => amount)),
        back.map(({ account, kind, amount }) => ({ account, fromLine: kind === "budget-line", amount })),
      ).map((part) => ({ ...part, id: context.mint("transfer") }));
      const receivable = same[0]?.account ?? "";
      await post(
        context,
        parts.map(({ id, account, amount }) => ({
          ...{ id, debit: account, credit: receivable, amount },
          ...{ phase: "posted", code: "credit-met", reference: declaration },
        })),
      );
      await insertCredits(
        context.tx,
        parts.map(({ id, account, amount }) => ({
          ...{ transfer_id: id, recovery_id: recovery, declaration_id: declaration },
          ...{ account_id: account, amount: minus(zero, amount) },
        })),
      );
    }
    const amount = own.reduce((sum, one) => plus(sum, one.amount), zero);
    await insertRepayment(context.tx, {
      ...{ id: context.mint("repayment"), recovery_id: recovery, entry_id: null },
      ...{ amount, paid_on: on },
    });
    await settleWhenWhole(context, recovery);
  }
};
