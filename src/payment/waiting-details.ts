import type { Context } from "../db/command.ts";
import type { Details } from "./details.ts";
import { waitingDetails } from "./details-queries.ts";
import type { EntryTransaction, StatementEntry } from "./messages/camt-entry.ts";

/** The payments that details name, as they were kept. Throws when the vault lost them. */
export const transactionsIn = async (context: Context, content: string): Promise<EntryTransaction[]> => {
  const bytes = await context.fetch(content);
  if (bytes === null) throw new Error(`the vault has no details ${content}`);
  return (JSON.parse(bytes.toString("utf8")) as { transactions: EntryTransaction[] }).transactions;
};

/** What came earlier about these entries, by their place: details that waited for their statement. */
export const detailsOf = async (
  context: Context,
  account: string,
  entries: readonly StatementEntry[],
): Promise<((Details & { id: string }) | undefined)[]> => {
  const rows = await waitingDetails(context.tx, account, {
    references: entries.flatMap(({ bankReference }) => bankReference ?? []),
    messages: entries.flatMap(({ batch }) => batch?.messageId ?? []),
  });
  const left = new Set(rows);
  const found: ((Details & { id: string }) | undefined)[] = [];
  for (const { bankReference, batch, amount } of entries) {
    const row = [...left].find((one) =>
      one.reference === null ? one.batch_message === batch?.messageId && one.amount === amount : one.reference === bankReference,
    );
    if (row !== undefined) left.delete(row);
    found.push(row && { id: row.id, amount: row.amount, transactions: await transactionsIn(context, row.content) });
  }
  return found;
};
