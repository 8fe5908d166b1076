import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { contradictionIn, enriched } from "./details.ts";
import { setDetails } from "./details-queries.ts";
import { askAboutDetails, statementCame } from "./follow-up.ts";
import { accountsOfIban, knownFor } from "./known.ts";
import { meaningsOf } from "./match.ts";
import { refuseFile } from "./messages/bank-file.ts";
import type { StatementEntry } from "./messages/camt-entry.ts";
import { camt053Entries, checkCamt053, type CheckedStatements, type Reopen, type Statement } from "./messages/camt053.ts";
import { lastStatement } from "./proof-queries.ts";
import { recordParts, type Accounts, type Part } from "./record-entries.ts";
import { insertStatement, statementCounts, statementsNamed } from "./statement-queries.ts";
import { detailsOf } from "./waiting-details.ts";

/** What a file of statements did, per statement: its balances, and how many entries nobody understands yet. */
export type StatementAnswer = {
  kind: "statement";
  statements: { statement: string; sequence: number; day: Day; opening: Cents; closing: Cents; entries: number; unexplained: number }[];
};

/** The statements that were taken in before; null when none was. The same name with other content refuses the file. */
const earlierOf = async (context: Context, own: string, file: CheckedStatements, upload: string) => {
  const pages = new Set(file.statements.map(({ statementId, page }) => `${statementId} ${String(page.number)}`));
  const named = await statementsNamed(
    context.tx,
    own,
    file.statements.map(({ statementId }) => statementId),
  );
  const earlier = named.filter(({ statement_id, page }) => pages.has(`${statement_id} ${String(page)}`));
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

/** Each statement, or page of one, must follow the one before it, without a gap in numbers or money. */
const checkChain = async (context: Context, own: string, statements: readonly Statement[]): Promise<void> => {
  let before = await lastStatement(context.tx, own);
  for (const { statementId, sequence, page, opening, closing, day } of statements) {
    if (before?.last === false && sequence === before.sequence && page.number !== before.page + 1)
      refuseFile(
        "Stmt/StmtPgntn/PgNb",
        `Na bladzijde ${String(before.page)} van afschrift ${String(sequence)} hoort bladzijde ${String(before.page + 1)}.`,
        "Lees eerst de ontbrekende bladzijden in.",
      );
    if (before?.last === false && sequence !== before.sequence)
      refuseFile(
        "Stmt/ElctrncSeqNb",
        `Van afschrift ${String(before.sequence)} ontbreken bladzijden.`,
        "Lees eerst de ontbrekende bladzijden in.",
      );
    if (before?.last !== false && page.number !== 1)
      refuseFile("Stmt/StmtPgntn/PgNb", "De eerste bladzijde van dit afschrift ontbreekt.", "Lees eerst bladzijde 1 in.");
    if (before?.last === true && sequence !== before.sequence + 1)
      refuseFile(
        "Stmt/ElctrncSeqNb",
        `Na afschrift ${String(before.sequence)} hoort ${String(before.sequence + 1)}, niet ${String(sequence)}.`,
        "Lees eerst de ontbrekende afschriften in.",
      );
    if (opening !== (before?.closing ?? 0)) refuseFile("Stmt/Bal", "Het beginsaldo is niet het eindsaldo van het vorige afschrift.");
    if (before && day < before.day) refuseFile("Stmt/Bal", "Dit afschrift is van een eerdere dag dan het vorige.");
    before = { id: "", statement_id: statementId, sequence, page: page.number, last: page.last, day, closing };
  }
};

/** Takes in a file of statements (camt.053) whole, or refuses it whole. Its entries pass by in portions; `open` reads it from the start. */
export const importStatements = async (context: Context, open: Reopen, upload: string): Promise<StatementAnswer> => {
  const file = await checkCamt053(open());
  const [first] = file.statements;
  if (!first) throw new Error("a file of statements has none");
  if (file.statements.some(({ iban }) => iban !== first.iban))
    refuseFile("Stmt/Acct/Id/IBAN", "Het bestand is van meer dan één rekening.", "Vraag de bank om één bestand per rekening.");
  const accounts = await accountsOfIban(context, first.iban, "Stmt/Acct/Id/IBAN");
  const earlier = await earlierOf(context, accounts.own, file, upload);
  if (earlier) return answerOf(context, earlier);

  await checkChain(context, accounts.own, file.statements);
  const rows = file.statements.map(({ statementId, sequence, page, day, opening, closing }) => ({
    id: context.mint("statement"),
    own_account_id: accounts.own,
    statement_id: statementId,
    sequence,
    page: page.number,
    last: page.last,
    day,
    opening,
    closing,
    file: upload,
  }));
  for (const row of rows) await insertStatement(context.tx, row);
  for await (const some of portions(camt053Entries(open, file)))
    await importPortion(
      context,
      some.map((one) => ({ ...one, statement: rows[one.statement]?.id ?? "" })),
      accounts,
    );
  return answerOf(context, rows);
};

/** How many entries are looked up, matched and posted at once: a file is read in portions, so that its size does not matter. */
export const portion = 2_000;

async function* portions<One>(source: AsyncIterable<One>): AsyncGenerator<One[], void, undefined> {
  let some: One[] = [];
  for await (const one of source)
    if (some.push(one) === portion) {
      yield some;
      some = [];
    }
  if (some.length > 0) yield some;
}

type Placed = { statement: string; rank: number; entry: StatementEntry };

/** Says what these entries mean, with what the bank told of them before, and stores and posts that. */
const importPortion = async (context: Context, placed: readonly Placed[], accounts: Accounts): Promise<void> => {
  const details = await detailsOf(
    context,
    accounts.own,
    placed.map(({ entry }) => entry),
  );
  const entries = placed.map(({ entry }, n) => enriched(entry, details[n]));
  // Payments of a batch are named by its details only: they must be known to say whether the two agree.
  const told = details.flatMap((found) => (found === undefined ? [] : [{ transactions: found.transactions, batch: null }]));
  const { known, orders } = await knownFor(context, [...entries, ...told]);
  const meanings = meaningsOf(entries, known);
  const parts = entries.flatMap((entry, n): Part[] =>
    (meanings[n] ?? []).map((meaning, at) => ({
      id: context.mint("entry"),
      statement: placed[n]?.statement ?? "",
      rank: placed[n]?.rank ?? 0,
      part: at + 1,
      entry,
      meaning,
    })),
  );
  await recordParts(context, parts, accounts, orders);
  const batches = new Map([...orders.values()].map(({ end_to_end, batch }) => [end_to_end, batch]));
  await statementCame(
    context,
    details.flatMap((found) => found?.id ?? []),
  );
  for (const [n, found] of details.entries()) {
    const at = placed[n];
    if (found === undefined || at === undefined) continue;
    const contradiction = contradictionIn(at.entry, found, meanings[n] ?? [], (reference) => batches.get(reference));
    await setDetails(context.tx, found.id, {
      state: contradiction === null ? "agrees" : "contradicts",
      told: contradiction,
      entry_statement: at.statement,
      entry_rank: at.rank,
    });
    if (contradiction !== null) await askAboutDetails(context, [found.id], "details");
  }
};

type StatementRow = { id: string; statement_id: string; sequence: number; day: Day; opening: Cents; closing: Cents };

const answerOf = async ({ tx }: Context, rows: readonly StatementRow[]): Promise<StatementAnswer> => {
  const statements: StatementAnswer["statements"] = [];
  for (const { id, statement_id: statement, sequence, day, opening, closing } of rows)
    statements.push({ statement, sequence, day, opening, closing, ...(await statementCounts(tx, id)) });
  return { kind: "statement", statements };
};
