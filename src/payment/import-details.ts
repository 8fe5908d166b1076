import { cents, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { contradictionIn } from "./details.ts";
import { detailsNamed, insertDetails, partsNamed, setDetails, type NewDetails, type PartRow } from "./details-queries.ts";
import { askAboutDetails } from "./follow-up.ts";
import { accountsOfIban, knownFor } from "./known.ts";
import { meaningsOf, type Meaning } from "./match.ts";
import { refuseFile } from "./messages/bank-file.ts";
import type { EntryTransaction, StatementEntry } from "./messages/camt-entry.ts";
import type { Notification } from "./messages/camt054.ts";
import { recordParts, shownOf, type Accounts } from "./record-entries.ts";
import { setShown } from "./statement-queries.ts";

/** What a file with details did: how many entries it names, and how many wait for their statement, explained one, or contradict it. */
export type DetailsAnswer = {
  kind: "details";
  message: string;
  entries: number;
  waiting: number;
  explained: number;
  contradicts: number;
};

/** Takes in details of entries (camt.054). They move no money that a statement did not move; they say what it was. */
export const importDetails = async (context: Context, file: Notification, upload: string): Promise<DetailsAnswer> => {
  const counts = { waiting: 0, explained: 0, contradicts: 0 };
  for (const [iban, details] of Map.groupBy(file.details, (one) => one.iban)) {
    const accounts = await accountsOfIban(context, iban, "Ntfctn/Acct/Id/IBAN");
    const rows: NewDetails[] = [];
    for (const { notification, rank, entry } of details)
      rows.push({
        id: context.mint("details"),
        own_account_id: accounts.own,
        notification,
        rank,
        reference: entry.bankReference,
        amount: entry.amount,
        booked_on: entry.bookedOn,
        batch_message: entry.batch?.messageId ?? null,
        content: await shownOf(context, entry),
        file: upload,
        read_on: context.today,
      });
    const fresh = await unknownOf(context, accounts.own, rows);
    await insertDetails(context.tx, fresh);
    const entries = new Map(details.map((one) => [`${one.notification} ${String(one.rank)}`, one.entry]));
    for (const row of fresh) {
      const entry = entries.get(`${row.notification} ${String(row.rank)}`);
      if (entry) counts[await meet(context, accounts, row, entry)] += 1;
    }
  }
  return { kind: "details", message: file.messageId, entries: file.details.length, ...counts };
};

/** What we did not have yet. The same notification again has no effect; with other content the file is refused. */
const unknownOf = async (context: Context, account: string, rows: readonly NewDetails[]): Promise<NewDetails[]> => {
  const names = [...new Set(rows.map(({ notification }) => notification))];
  const known = Map.groupBy(names.length === 0 ? [] : await detailsNamed(context.tx, account, names), ({ notification }) => notification);
  const asText = (given: readonly { rank: number; amount: Cents; content: string }[]): string =>
    JSON.stringify(given.map(({ rank, amount, content }) => [rank, amount, content]));
  return names.flatMap((name) => {
    const own = rows.filter(({ notification }) => notification === name);
    const earlier = known.get(name);
    if (earlier === undefined) return own;
    if (asText(earlier) !== asText(own))
      refuseFile(
        "Ntfctn/Id",
        `Boekingsmelding ${name} hebben wij al, met een andere inhoud.`,
        "U hoeft niets te doen, tenzij de bank de melding heeft verbeterd. Bel dan de bank.",
      );
    return [];
  });
};

const meaningOfRow = ({ meaning, amount, batch }: PartRow): Meaning =>
  meaning === "batch" && batch !== null ? { meaning, amount, batch } : { meaning: "unexplained", amount };

/** Brings details to the entry that they are about, when its statement is here. */
const meet = async (
  context: Context,
  accounts: Accounts,
  row: NewDetails,
  entry: StatementEntry,
): Promise<"waiting" | "explained" | "contradicts"> => {
  const found = row.reference === null ? [] : await partsNamed(context.tx, accounts.own, row.reference);
  const [first] = found;
  if (first === undefined) return "waiting";
  const parts = found.filter(({ statement, rank }) => statement === first.statement && rank === first.rank);
  const at = { entry_statement: first.statement, entry_rank: first.rank };
  const amount = cents(parts.reduce((sum, part) => sum + part.amount, 0));
  const { known, orders } = await knownFor(context, [entry]);
  const batches = new Map([...orders.values()].map(({ end_to_end, batch }) => [end_to_end, batch]));
  const named = parts.flatMap(({ end_to_end }) => end_to_end ?? []).map((endToEndId) => ({ ...noTransaction, endToEndId }));
  const told = contradictionIn({ amount, transactions: named }, entry, parts.map(meaningOfRow), (reference) => batches.get(reference));
  if (told !== null) {
    await setDetails(context.tx, row.id, { state: "contradicts", told, ...at });
    await askAboutDetails(context, [row.id], "details");
    return "contradicts";
  }
  await setDetails(context.tx, row.id, { state: "agrees", ...at });
  if (first.meaning !== "unexplained") return "explained";
  const [meanings = []] = meaningsOf([entry], known);
  if (meanings.some(({ meaning }) => meaning === "unexplained")) {
    // Nobody understands it yet, but who must explain it now reads what the bank says of it.
    await setShown(context.tx, first.id, row.content);
    return "explained";
  }
  // The statement put it on suspense: from there it goes where it belongs.
  await recordParts(
    context,
    meanings.map((meaning, at) => ({
      id: at === 0 ? first.id : context.mint("entry"),
      statement: first.statement,
      rank: first.rank,
      part: at + 1,
      entry: { ...entry, bookedOn: first.booked_on },
      meaning,
    })),
    { ...accounts, bank: accounts.suspense },
    orders,
    first.id,
  );
  return "explained";
};

const noTransaction: Omit<EntryTransaction, "endToEndId"> = {
  amount: null,
  direction: "credit",
  instructedAmount: null,
  returnReason: null,
  returnText: null,
  remittance: null,
  counterparty: { name: null, iban: null },
};
