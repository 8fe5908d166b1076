import type { Iban } from "../kernel/iban.ts";
import type { Context } from "../db/command.ts";
import { accountOf } from "../ledger/post.ts";
import { knownFunders } from "../party/funders.ts";
import type { Known } from "./match.ts";
import { refuseFile } from "./messages/bank-file.ts";
import type { StatementEntry } from "./messages/camt-entry.ts";
import { ledgerOwner } from "./open-account.ts";
import { ownAccountByIban } from "./queries.ts";
import type { Accounts } from "./record-entries.ts";
import { batchesByMessage, ordersByReference, type ReferencedOrder } from "./statement-queries.ts";

// What we know of what an entry of the bank may be about.

/** What quotes references of ours: an entry, or the details of one. */
type Quoting = Pick<StatementEntry, "transactions" | "batch">;

/** The references that entries quote: what they may be about. */
export const quotedIn = (entries: readonly Quoting[]): { orders: string[]; messages: string[] } => ({
  orders: [...new Set(entries.flatMap(({ transactions }) => transactions.flatMap(({ endToEndId }) => endToEndId ?? [])))],
  messages: [...new Set(entries.flatMap(({ batch }) => [batch?.messageId, batch?.paymentInformationId].flatMap((id) => id ?? [])))],
});

/** The accounts in the ledger around our account at the bank with this number. Throws `bank-file-refused` when it is not ours. */
export const accountsOfIban = async ({ tx }: Context, iban: Iban, at: string): Promise<Accounts> => {
  const own = (await ownAccountByIban(tx, iban)) ?? refuseFile(at, `Rekening ${iban} is niet van ons.`);
  const [costs, suspense] = [await accountOf(tx, "costs", ledgerOwner), await accountOf(tx, "suspense", ledgerOwner)];
  return { own: own.id, bank: own.bank_account_id, transit: own.transit_account_id, costs, suspense };
};

/** What the entries, and details of them, may be about, as it stands before them. */
export const knownFor = async (
  context: Context,
  entries: readonly Quoting[],
): Promise<{ known: Known; orders: ReadonlyMap<string, ReferencedOrder> }> => {
  const { orders: references, messages } = quotedIn(entries);
  const orders = await ordersByReference(context.tx, references);
  const batches = await batchesByMessage(context.tx, messages);
  return {
    known: {
      orders: new Map(
        orders.map(({ id, end_to_end, amount, state, given_back }) => [end_to_end, { id, amount, state, givenBack: given_back }]),
      ),
      batches: new Map(batches.map(({ id, message_id, state, sum, debited }) => [message_id, { id, state, sum, debited }])),
      funders: new Set((await knownFunders(context.tx)).map(({ code }) => code)),
    },
    orders: new Map(orders.map((order) => [order.id, order])),
  };
};
