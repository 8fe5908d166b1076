import type { Iban } from "../../kernel/iban.ts";
import type { Day } from "../../kernel/day.ts";
import { cents, type Cents } from "../../kernel/money.ts";
import { childrenOf, textAt, type XmlSource, type XmlTree } from "../../kernel/xml.ts";
import { optionalCount, optionalText, refuseFile, requiredAmount, requiredDay, requiredText } from "./bank-file.ts";
import {
  checkSummary,
  hashing,
  ibanOf,
  namespacesOf,
  pageOf,
  pageOfMessage,
  statementFamily,
  steps,
  type Page,
  type Progress,
} from "./camt.ts";
import { signedBy, type StatementEntry } from "./camt-entry.ts";

/**
 * A statement of account (afschrift) as a whole: which account, which day, from what balance to what balance. A bank may spread
 * one over several messages; then this is one page of it, from the balance before its entries to the balance after them.
 * Balances are in cents, negative when the account is overdrawn. `count` and `sum` are of its entries, money out negative.
 */
export type Statement = {
  statementId: string;
  /** The bank's own numbering of the statements of this account, without gaps. */
  sequence: number;
  page: Page;
  iban: Iban;
  /** The day of the closing balance. */
  day: Day;
  opening: Cents;
  closing: Cents;
  count: number;
  sum: Cents;
};

/** A file of statements that was read to its end and found right. `sha256` is of its bytes, so that a second reading is of the same file. */
export type CheckedStatements = { messageId: string; createdAt: string; sha256: string; statements: readonly Statement[] };

/** One entry with the statement it belongs to (place in `statements`) and its rank in it, from 1. */
export type RankedEntry = { statement: number; rank: number; entry: StatementEntry };

/** Opens the same bytes again, from the start. */
export type Reopen = () => XmlSource;

/** The namespaces of the versions that we read, the newest first. */
export const camt053Namespaces = namespacesOf(statementFamily);
const { root } = statementFamily;
const statementPath = `${root}/Stmt`;
const mostStatements = 10_000;
const mostPages = 10_000;

type Balance = { type: string; amount: Cents; day: Day };

const balances = ({ at: of, fields }: Progress): Balance[] =>
  childrenOf(fields, "Bal").flatMap((tree, n): Balance[] => {
    const at = `${of}/Bal[${String(n + 1)}]`;
    const type = textAt(tree, "Tp/CdOrPrtry/Cd") ?? "";
    if (!["OPBD", "PRCD", "ITBD", "CLBD"].includes(type)) return [];
    return [{ type, amount: signedBy(requiredAmount(tree, "Amt", at), tree, at), day: requiredDay(tree, "Dt", at) }];
  });

// The first page begins with the opening balance and the last ends with the closing balance; between them stands a balance in between.
function ends(progress: Progress, page: Page): { opening: Balance; closing: Balance } {
  const at = `${progress.at}/Bal`;
  const found = balances(progress);
  const only = (type: string): Balance | undefined => {
    const [first, second] = found.filter((one) => one.type === type);
    if (second !== undefined)
      refuseFile(`${progress.at}/Bal[${String(found.indexOf(second) + 1)}]`, `Het saldo ${type} staat er twee keer in.`);
    return first;
  };
  const between = found.filter(({ type }) => type === "ITBD");
  const previous = only("PRCD");
  const opening = (page.number === 1 ? (only("OPBD") ?? previous) : between[0]) ?? refuseFile(at, "Het beginsaldo (OPBD) ontbreekt.");
  if (previous !== undefined && page.number === 1 && previous.amount !== opening.amount)
    refuseFile(at, "Het beginsaldo (OPBD) is niet het vorige eindsaldo (PRCD).");
  const closing = (page.last ? only("CLBD") : between[page.number === 1 ? 0 : 1]) ?? refuseFile(at, "Het eindsaldo (CLBD) ontbreekt.");
  return { opening, closing };
}

const whole: Page = { number: 1, last: true };

function finish(progress: Progress, header: XmlTree | undefined): Statement {
  const { at, fields } = progress;
  const page = pageOf(progress) ?? pageOfMessage(header, root) ?? whole;
  if (page.number < 1 || page.number > mostPages) refuseFile(at, "Dit nummer van een bladzijde kan niet.");
  const { opening, closing } = ends(progress, page);
  const sum = cents(progress.credit.sum - progress.debit.sum);
  if (!Number.isSafeInteger(opening.amount + sum) || opening.amount + sum !== closing.amount)
    refuseFile(`${at}/Bal`, "Beginsaldo plus boekingen is niet het eindsaldo.");
  // Of a statement in pages, banks count the whole or the page; the balances hold both.
  if (page.number === 1 && page.last) checkSummary(progress);
  const currency = optionalText(fields, "Acct/Ccy", at);
  if (currency !== null && currency !== "EUR")
    refuseFile(`${at}/Acct/Ccy`, "Deze rekening is niet in euro.", "Lees alleen afschriften van rekeningen in euro in.");
  const sequence =
    optionalCount(fields, "ElctrncSeqNb", at) ??
    optionalCount(fields, "LglSeqNb", at) ??
    refuseFile(`${at}/ElctrncSeqNb`, "Het volgnummer van het afschrift ontbreekt.");
  if (sequence > 2_147_483_647) refuseFile(`${at}/ElctrncSeqNb`, "Dit volgnummer is te groot.");
  return {
    statementId: requiredText(fields, "Id", at),
    sequence,
    page,
    iban: ibanOf(progress),
    day: closing.day,
    opening: opening.amount,
    closing: closing.amount,
    count: progress.count,
    sum,
  };
}

/**
 * Reads a file of statements (camt.053.001.08 or .02) to its end, keeping no entries, and says what is in it. Each entry passes
 * `look`. Throws `bank-file-refused` when anything is wrong: hostile or cut XML, a missing element, another currency, totals that
 * do not add up. Only a file that passed this may be read by `camt053Entries`.
 */
export async function checkCamt053(
  source: XmlSource,
  look: (entry: StatementEntry) => Promise<void> | null = () => null,
): Promise<CheckedStatements> {
  let header: XmlTree | undefined;
  let sha256 = "";
  const statements: Statement[] = [];
  const seen = new Set<string>();
  for await (const step of steps(
    statementFamily,
    hashing(source, (hash) => (sha256 = hash)),
  )) {
    if (step.kind === "entry") {
      const looking = look(step.entry);
      if (looking !== null) await looking;
    }
    if (step.kind === "header") {
      if (header !== undefined) refuseFile(`${root}/GrpHdr`, "Dit element staat er twee keer in.");
      header = step.tree;
    }
    if (step.kind !== "item") continue;
    const statement = finish(step.progress, header);
    const key = `${statement.iban} ${statement.statementId} ${String(statement.page.number)}`;
    if (seen.has(key)) refuseFile(`${step.progress.at}/Id`, "Dit afschrift staat twee keer in het bestand.");
    seen.add(key);
    if (statements.push(statement) > mostStatements)
      refuseFile(statementPath, "Er staan te veel afschriften in het bestand.", "Vraag de bank het bestand te verdelen.");
  }
  if (statements.length === 0) refuseFile(statementPath, "Er staat geen afschrift in het bestand.");
  return {
    messageId: requiredText(header, "MsgId", `${root}/GrpHdr`),
    createdAt: requiredText(header, "CreDtTm", `${root}/GrpHdr`),
    sha256,
    statements,
  };
}

/**
 * The entries of a file that `checkCamt053` found right, one at a time: the second reading of the same bytes. Throws an
 * `Error` (a defect) at the end when the bytes were not the same; use the entries inside one transaction.
 */
export async function* camt053Entries(open: Reopen, checked: CheckedStatements): AsyncGenerator<RankedEntry, void, undefined> {
  let statement = 0;
  let sha256 = "";
  for await (const step of steps(
    statementFamily,
    hashing(open(), (hash) => (sha256 = hash)),
  )) {
    if (step.kind === "item") statement += 1;
    if (step.kind === "entry") yield { statement, rank: step.rank, entry: step.entry };
  }
  if (sha256 !== checked.sha256) throw new Error(`the statement file changed between two readings: ${checked.sha256} became ${sha256}`);
}

/** Reads a small file of statements with all its entries in memory; the same refusals as `checkCamt053`. */
export async function readCamt053(bytes: string | Uint8Array): Promise<CheckedStatements & { entries: RankedEntry[] }> {
  const checked = await checkCamt053(bytes);
  const entries: RankedEntry[] = [];
  for await (const entry of camt053Entries(() => bytes, checked)) entries.push(entry);
  return { ...checked, entries };
}
