import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { accountOf } from "../ledger/post.ts";
import { knownFunders } from "../party/funders.ts";
import { meaningsOf, type Known } from "./match.ts";
import { refuseFile } from "./messages/bank-file.ts";
import type { CheckedStatements, RankedEntry, Statement } from "./messages/camt053.ts";
import { ledgerOwner } from "./open-account.ts";
import { lastStatement } from "./proof-queries.ts";
import { ownAccountByIban } from "./queries.ts";
import { recordParts, type Accounts, type Part } from "./record-entries.ts";
import {
  batchesByMessage,
  insertStatement,
  ordersByReference,
  statementCounts,
  statementsNamed,
  type ReferencedOrder,
} from "./statement-queries.ts";

/** What a file of statements did, per statement: its balances, and how many entries nobody understands yet. */
export type StatementAnswer = {
  kind: "statement";
  statements: { statement: string; sequence: number; day: Day; opening: Cents; closing: Cents; entries: number; unexplained: number }[];
};

type ReadStatements = CheckedStatements & { entries: readonly RankedEntry[] };

/** The references that a file quotes: what it may be about. */
export const quoted = (entries: readonly RankedEntry[]): { orders: string[]; batches: string[] } => ({
  orders: [...new Set(entries.flatMap(({ entry }) => entry.transactions.flatMap(({ endToEndId }) => endToEndId ?? [])))],
  batches: [
    ...new Set(entries.flatMap(({ entry }) => [entry.batch?.messageId, entry.batch?.paymentInformationId].flatMap((id) => id ?? []))),
  ],
});

const accountsFor = async ({ tx }: Context, { iban }: Statement): Promise<Accounts> => {
  const own = (await ownAccountByIban(tx, iban)) ?? refuseFile("Stmt/Acct/Id/IBAN", `Rekening ${iban} is niet van ons.`);
  const [returns, suspense] = [await accountOf(tx, "returns", ledgerOwner), await accountOf(tx, "suspense", ledgerOwner)];
  return { own: own.id, bank: own.bank_account_id, transit: own.transit_account_id, returns, suspense };
};

/** The statements that were taken in before; null when none was. The same name with other content refuses the file. */
const earlierOf = async (context: Context, own: string, file: ReadStatements, upload: string) => {
  const earlier = await statementsNamed(
    context.tx,
    own,
    file.statements.map(({ statementId }) => statementId),
  );
  if (earlier.length === 0) return null;
  const other = earlier.find((one) => one.file !== upload);
  if (other)
    refuseFile(
      "Stmt/Id",
      `Afschrift ${other.statement_id} hebben wij al, uit een ander bestand.`,
      "U hoeft niets te doen, tenzij de bank het afschrift heeft verbeterd. Bel dan de bank.",
    );
  return earlier;
};

/** Each statement must follow the one before it, without a gap in numbers or money. */
const checkChain = async (context: Context, own: string, statements: readonly Statement[]): Promise<void> => {
  let before = await lastStatement(context.tx, own);
  for (const { statementId, sequence, opening, closing, day } of statements) {
    if (before && sequence !== before.sequence + 1)
      refuseFile(
        "Stmt/ElctrncSeqNb",
        `Na afschrift ${String(before.sequence)} hoort ${String(before.sequence + 1)}, niet ${String(sequence)}.`,
        "Lees eerst de ontbrekende afschriften in.",
      );
    if (opening !== (before?.closing ?? 0)) refuseFile("Stmt/Bal", "Het beginsaldo is niet het eindsaldo van het vorige afschrift.");
    if (before && day < before.day) refuseFile("Stmt/Bal", "Dit afschrift is van een eerdere dag dan het vorige.");
    before = { id: "", statement_id: statementId, sequence, day, closing };
  }
};

/** Takes in a file of statements (camt.053) whole, or refuses it whole. */
export const importStatements = async (context: Context, file: ReadStatements, upload: string): Promise<StatementAnswer> => {
  const [first] = file.statements;
  if (!first) throw new Error("a file of statements has none");
  if (file.statements.some(({ iban }) => iban !== first.iban))
    refuseFile("Stmt/Acct/Id/IBAN", "Het bestand is van meer dan één rekening.", "Vraag de bank om één bestand per rekening.");
  const accounts = await accountsFor(context, first);
  const earlier = await earlierOf(context, accounts.own, file, upload);
  if (earlier) return answerOf(context, earlier);

  await checkChain(context, accounts.own, file.statements);
  const rows = file.statements.map(({ statementId, sequence, day, opening, closing }) => ({
    id: context.mint("statement"),
    own_account_id: accounts.own,
    statement_id: statementId,
    sequence,
    day,
    opening,
    closing,
    file: upload,
  }));
  for (const row of rows) await insertStatement(context.tx, row);
  const { known, orders } = await knownFor(context, file.entries);
  const meanings = meaningsOf(
    file.entries.map(({ entry }) => entry),
    known,
  );
  const parts = file.entries.flatMap(({ statement, rank, entry }, n): Part[] =>
    (meanings[n] ?? []).map((meaning, at) => ({
      id: context.mint("entry"),
      statement: rows[statement]?.id ?? "",
      rank,
      part: at + 1,
      entry,
      meaning,
    })),
  );
  await recordParts(context, parts, accounts, orders);
  return answerOf(context, rows);
};

/** What the entries may be about, as it stands before them. */
const knownFor = async (
  context: Context,
  entries: readonly RankedEntry[],
): Promise<{ known: Known; orders: ReadonlyMap<string, ReferencedOrder> }> => {
  const { orders: references, batches: messages } = quoted(entries);
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

type StatementRow = { id: string; statement_id: string; sequence: number; day: Day; opening: Cents; closing: Cents };

const answerOf = async ({ tx }: Context, rows: readonly StatementRow[]): Promise<StatementAnswer> => {
  const statements: StatementAnswer["statements"] = [];
  for (const { id, statement_id: statement, sequence, day, opening, closing } of rows)
    statements.push({ statement, sequence, day, opening, closing, ...(await statementCounts(tx, id)) });
  return { kind: "statement", statements };
};
