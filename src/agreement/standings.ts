import { cents } from "../kernel/money.ts";
import type { Period } from "../kernel/period.ts";
import type { Context } from "../db/command.ts";
import { available } from "../ledger/account.ts";
import { countersFor, releasedFrom } from "../ledger/post.ts";
import type { Standing } from "./ending.ts";
import { lineFacts, type StoredAgreement } from "./load.ts";

/** What stands on the commitments of an agreement, in the order in which they pay. */
export const standingsOf = async (context: Pick<Context, "tx">, { id: agreement, allocations }: StoredAgreement): Promise<Standing[]> => {
  const accounts = allocations.map(({ account }) => account);
  const counters = await countersFor(context.tx, accounts);
  const released = await releasedFrom(context.tx, accounts);
  return allocations.map(({ line, account }) => {
    const found = counters.get(account);
    if (!found) throw new Error(`agreement ${agreement} has no commitment on ${line}`);
    return {
      budgetLine: line,
      left: available(found),
      used: cents(found.debitsPosted + found.debitsPending - (released.get(account) ?? 0)),
    };
  });
};

/** The awarded days of the budget lines on which an agreement draws. */
export const awardedOf = async (context: Pick<Context, "tx">, { budgetLines }: StoredAgreement): Promise<Period[]> =>
  (await lineFacts(context.tx, budgetLines)).flatMap(({ awarded }) => awarded);
