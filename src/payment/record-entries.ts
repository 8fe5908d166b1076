import { cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import type { Transfer } from "../ledger/account.ts";
import { accountOf, post } from "../ledger/post.ts";
import { followUp } from "./follow-up.ts";
import type { Meaning } from "./match.ts";
import type { StatementEntry } from "./messages/camt-entry.ts";
import { batchRow } from "./queries.ts";
import { markSent } from "./send-batch.ts";
import { bookOrders, endOrders, reversals, settleBatch } from "./settle.ts";
import { insertEntries, understandEntry, type NewEntry, type ReferencedOrder } from "./statement-queries.ts";

/** Our account at the bank and the accounts in the ledger around it. */
export type Accounts = { own: string; bank: string; transit: string; costs: string; suspense: string };

/** One meaning of one entry, as it is stored. */
export type Part = { id: string; statement: string; rank: number; part: number; entry: StatementEntry; meaning: Meaning };

type Orders = ReadonlyMap<string, ReferencedOrder>;

const orderIn = (orders: Orders, id: string): ReferencedOrder => {
  const found = orders.get(id);
  if (!found) throw new Error(`an entry is about order ${id}, which was not read`);
  return found;
};

const transfersOf = (
  context: Context,
  { id, meaning }: Part,
  accounts: Accounts,
  orders: Orders,
  funders: ReadonlyMap<string, string>,
): Transfer[] => {
  const { bank, transit, costs, suspense } = accounts;
  const step = (debit: string, credit: string, amount: number, code: Transfer["code"], reference: string): Transfer => ({
    id: context.mintFor("transfer", `${id} ${debit}`),
    debit,
    credit,
    amount: cents(amount),
    phase: "posted",
    code,
    reference,
  });
  switch (meaning.meaning) {
    case "batch":
      return [step(transit, bank, 0 - meaning.amount, "book", meaning.batch)];
    case "payment":
      return [step(transit, bank, 0 - meaning.amount, "book", meaning.order)];
    case "return": {
      // It may come back on another account of ours than the one that paid.
      const { amount, transit: from } = orderIn(orders, meaning.order);
      // What the bank kept back is not the holder's to bear: all of it returns to the budget, and the rest is a cost of the bank.
      return [
        step(bank, from, meaning.amount, "give-back", meaning.order),
        step(costs, from, amount - meaning.amount, "give-back", meaning.order),
      ];
    }
    case "funding": {
      const funder = funders.get(meaning.funder);
      if (funder === undefined) throw new Error(`funder ${meaning.funder} has no account`);
      return [step(bank, funder, meaning.amount, "funding", id)];
    }
    case "unexplained":
      return [
        meaning.amount > 0
          ? step(bank, suspense, meaning.amount, "unexplained", id)
          : step(suspense, bank, 0 - meaning.amount, "unexplained", id),
      ];
  }
};

/** Keeps what the bank says of an entry for a clerk, and for its statement: it may name people, so the vault keeps it. */
export const shownOf = (context: Context, { code, transactions }: StatementEntry): Promise<string> =>
  context.keep(Buffer.from(JSON.stringify({ code, transactions })), "application/json", null);

const entriesOf = async (context: Context, parts: readonly Part[], orders: Orders): Promise<NewEntry[]> => {
  const entries: NewEntry[] = [];
  for (const part of parts) {
    const { id, statement, rank, meaning, entry } = part;
    const order = "order" in meaning ? meaning.order : null;
    entries.push({
      id,
      statement,
      rank,
      part: part.part,
      amount: meaning.amount,
      meaning: meaning.meaning,
      batch: "batch" in meaning ? meaning.batch : order === null ? null : orderIn(orders, order).batch,
      order,
      funder: "funder" in meaning ? meaning.funder : null,
      reference: entry.bankReference,
      shown: meaning.meaning === "unexplained" ? await shownOf(context, entry) : null,
      bookedOn: entry.bookedOn,
    });
  }
  return entries;
};

/**
 * Stores what the entries of a statement mean, posts their money, and ends the orders and batches that they end. The order
 * matters: what was debited is booked before what came back is returned. `over` is an entry that nobody understood until now,
 * which the first part takes the place of.
 */
export const recordParts = async (
  context: Context,
  parts: readonly Part[],
  accounts: Accounts,
  orders: Orders,
  over: string | null = null,
): Promise<void> => {
  const meanings = parts.map(({ meaning, entry }) => ({ ...meaning, on: entry.bookedOn }));
  const paid = meanings.flatMap((one) => (one.meaning === "payment" ? [{ id: one.order, on: one.on }] : []));
  const back = meanings.flatMap((one) =>
    one.meaning === "return" ? [{ order: orderIn(orders, one.order), reason: one.reason, on: one.on }] : [],
  );
  const entries = await entriesOf(context, parts, orders);
  const batches = [...new Set(entries.flatMap(({ batch }) => batch ?? []))].sort();
  // The bank booked it, so the bank has it: the receipt may have been lost on the way.
  for (const batch of batches) if ((await batchRow(context.tx, batch))?.state === "released") await markSent(context, batch, null);

  const funders = new Map<string, string>();
  for (const one of meanings) if (one.meaning === "funding") funders.set(one.funder, await accountOf(context.tx, "funder", one.funder));
  // A rejected order went back to its budget when the bank said so; here its money only arrives.
  const returned = back.filter(({ order }) => order.state !== "rejected").map(({ order, reason, on }) => ({ id: order.id, reason, on }));
  await insertEntries(
    context.tx,
    entries.filter(({ id }) => id !== over),
  );
  for (const entry of entries) if (entry.id === over) await understandEntry(context.tx, entry);
  await post(context, [
    ...parts.flatMap((part) => transfersOf(context, part, accounts, orders, funders)),
    ...(await reversedFrom(context, orders, returned)),
  ]);
  await bookOrders(context, paid);
  for (const batch of batches) await settleBatch(context, batch);
  await endOrders(context, "return", returned);
  await followUp(context, returned, "return");
};

/** What goes back to the budgets, each out of the transit of the account that paid it. */
const reversedFrom = async (context: Context, orders: Orders, returned: readonly { id: string }[]): Promise<Transfer[]> => {
  const undone: Transfer[] = [];
  for (const [transit, same] of Map.groupBy(returned, ({ id }) => orderIn(orders, id).transit))
    undone.push(
      ...(await reversals(
        context,
        transit,
        same.map(({ id }) => id),
      )),
    );
  return undone;
};
