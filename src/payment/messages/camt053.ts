import { createHash } from "node:crypto";
import { readIban, type Iban } from "../../kernel/iban.ts";
import type { Day } from "../../kernel/day.ts";
import { cents, type Cents } from "../../kernel/money.ts";
import { childrenOf, textAt, type XmlSource, type XmlTree } from "../../kernel/xml.ts";
import {
  bankFileParts,
  optionalCount,
  optionalSum,
  optionalText,
  refuseFile,
  requiredAmount,
  requiredDay,
  requiredText,
} from "./bank-file.ts";
import { entryOf, signedBy, type StatementEntry } from "./camt053-entry.ts";

/**
 * A statement of account (afschrift) as a whole: which account, which day, from what balance to what balance.
 * Balances are in cents, negative when the account is overdrawn. `count` and `sum` are of its entries, money out negative.
 */
export type Statement = {
  statementId: string;
  /** The bank's own numbering of the statements of this account, without gaps. */
  sequence: number;
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

export const camt053Namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
const root = "Document/BkToCstmrStmt";
const statementPath = `${root}/Stmt`;
const isTree = (path: string): boolean => path !== "Document" && path !== root && path !== statementPath;
const limits = { maxBytes: 500_000_000, maxElements: 1_000_000 };
const mostFields = 1000;
const mostStatements = 10_000;

type Progress = {
  at: string;
  fields: XmlTree[];
  iban: Iban | null;
  count: number;
  credit: { count: number; sum: number };
  debit: { count: number; sum: number };
};

const begin = (number: number): Progress => ({
  at: `${statementPath}[${String(number)}]`,
  fields: [],
  iban: null,
  count: 0,
  credit: { count: 0, sum: 0 },
  debit: { count: 0, sum: 0 },
});
const fieldsOf = ({ fields }: Progress): XmlTree => ({
  name: "Stmt",
  namespace: camt053Namespace,
  attributes: {},
  text: "",
  children: fields,
});

const ibanOf = (progress: Progress): Iban => {
  const text = requiredText(fieldsOf(progress), "Acct/Id/IBAN", progress.at);
  return readIban(text) ?? refuseFile(`${progress.at}/Acct/Id/IBAN`, "Dit rekeningnummer bestaat niet.");
};

/** Counts an entry in, and returns it. */
function counted(tree: XmlTree, progress: Progress): StatementEntry {
  progress.iban ??= ibanOf(progress);
  progress.count += 1;
  const entry = entryOf(tree, `${progress.at}/Ntry[${String(progress.count)}]`, progress.iban);
  const side = entry.amount < 0 ? progress.debit : progress.credit;
  side.count += 1;
  side.sum += Math.abs(entry.amount);
  if (!Number.isSafeInteger(side.sum)) refuseFile(progress.at, "De bedragen in dit afschrift zijn te groot.");
  return entry;
}

type Balance = { amount: Cents; day: Day };

function balances(progress: Progress): Map<string, Balance> {
  const found = new Map<string, Balance>();
  for (const [n, tree] of childrenOf(fieldsOf(progress), "Bal").entries()) {
    const at = `${progress.at}/Bal[${String(n + 1)}]`;
    const type = textAt(tree, "Tp/CdOrPrtry/Cd") ?? "";
    if (!["OPBD", "PRCD", "CLBD"].includes(type)) continue;
    if (found.has(type))
      refuseFile(
        at,
        `Het saldo ${type} staat er twee keer in.`,
        "Dit afschrift is over meer berichten verdeeld. Vraag de bank om één bestand per dag.",
      );
    found.set(type, { amount: signedBy(requiredAmount(tree, "Amt", at), tree, at), day: requiredDay(tree, "Dt", at) });
  }
  return found;
}

/** The bank's own summary of the entries, when it gives one, must be what the entries say. */
function checkSummary(progress: Progress): void {
  const at = `${progress.at}/TxsSummry`;
  const summary = childrenOf(fieldsOf(progress), "TxsSummry")[0];
  const { credit, debit } = progress;
  const all = { count: progress.count, sum: credit.sum + debit.sum };
  for (const [name, actual] of [
    ["TtlNtries", all],
    ["TtlCdtNtries", credit],
    ["TtlDbtNtries", debit],
  ] as const) {
    const count = optionalCount(summary, `${name}/NbOfNtries`, at);
    if (count !== null && count !== actual.count)
      refuseFile(`${at}/${name}/NbOfNtries`, `De bank telt ${String(count)} boekingen, maar er staan er ${String(actual.count)} in.`);
    const sum = optionalSum(summary, `${name}/Sum`, at);
    if (sum !== null && sum !== actual.sum) refuseFile(`${at}/${name}/Sum`, "Dit totaal is niet de som van de boekingen.");
  }
}

function checkPages(tree: XmlTree | undefined, path: string, at: string): void {
  if (textAt(tree, `${path}/LastPgInd`) === "false" || (optionalCount(tree, `${path}/PgNb`, at) ?? 1) !== 1)
    refuseFile(`${at}/${path}`, "Dit afschrift is over meer berichten verdeeld.", "Vraag de bank om één bestand per dag.");
}

function finish(progress: Progress): Statement {
  const { at } = progress;
  const fields = fieldsOf(progress);
  checkPages(fields, "StmtPgntn", at);
  const found = balances(progress);
  const opening = found.get("OPBD") ?? found.get("PRCD") ?? refuseFile(`${at}/Bal`, "Het beginsaldo (OPBD) ontbreekt.");
  const previous = found.get("PRCD") ?? opening;
  if (previous.amount !== opening.amount) refuseFile(`${at}/Bal`, "Het beginsaldo (OPBD) is niet het vorige eindsaldo (PRCD).");
  const closing = found.get("CLBD") ?? refuseFile(`${at}/Bal`, "Het eindsaldo (CLBD) ontbreekt.");
  const sum = cents(progress.credit.sum - progress.debit.sum);
  if (!Number.isSafeInteger(opening.amount + sum) || opening.amount + sum !== closing.amount)
    refuseFile(`${at}/Bal`, "Beginsaldo plus boekingen is niet het eindsaldo.");
  checkSummary(progress);
  const currency = optionalText(fields, "Acct/Ccy", at);
  if (currency !== null && currency !== "EUR")
    refuseFile(`${at}/Acct/Ccy`, "Deze rekening is niet in euro.", "Lees alleen afschriften van rekeningen in euro in.");
  const sequence =
    optionalCount(fields, "ElctrncSeqNb", at) ??
    optionalCount(fields, "LglSeqNb", at) ??
    refuseFile(`${at}/ElctrncSeqNb`, "Het volgnummer van het afschrift ontbreekt.");
  return {
    statementId: requiredText(fields, "Id", at),
    sequence,
    iban: progress.iban ?? ibanOf(progress),
    day: closing.day,
    opening: opening.amount,
    closing: closing.amount,
    count: progress.count,
    sum,
  };
}

async function* hashing(source: XmlSource, tell: (sha256: string) => void): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash("sha256");
  const chunks = typeof source === "string" ? [Buffer.from(source)] : source instanceof Uint8Array ? [source] : source;
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  tell(hash.digest("hex"));
}

type Step =
  { kind: "header"; tree: XmlTree } | { kind: "statement"; statement: Statement } | { kind: "entry"; entry: StatementEntry; rank: number };

async function* steps(source: XmlSource): AsyncGenerator<Step, void, undefined> {
  let progress: Progress | null = null;
  let statements = 0;
  for await (const part of bankFileParts(source, camt053Namespace, limits, isTree)) {
    if (part.kind === "open") {
      if (part.path === statementPath) progress = begin(++statements);
    } else if (part.kind === "close") {
      if (part.path === statementPath && progress !== null) yield { kind: "statement", statement: finish(progress) };
      if (part.path === statementPath) progress = null;
    } else if (part.path === `${root}/GrpHdr`) yield { kind: "header", tree: part.tree };
    else if (progress !== null && part.tree.name === "Ntry")
      yield { kind: "entry", entry: counted(part.tree, progress), rank: progress.count };
    else if (progress !== null && progress.fields.push(part.tree) > mostFields)
      refuseFile(progress.at, "Dit afschrift heeft te veel elementen.");
  }
}

/**
 * Reads a file of statements (camt.053.001.08) to its end, keeping no entries, and says what is in it. Throws
 * `bank-file-refused` when anything is wrong: hostile or cut XML, a missing element, another currency, totals that do not
 * add up. Only a file that passed this may be read by `camt053Entries`.
 */
export async function checkCamt053(source: XmlSource): Promise<CheckedStatements> {
  let header: XmlTree | undefined;
  let sha256 = "";
  const statements: Statement[] = [];
  const seen = new Set<string>();
  for await (const step of steps(hashing(source, (hash) => (sha256 = hash)))) {
    if (step.kind === "header") {
      if (header !== undefined) refuseFile(`${root}/GrpHdr`, "Dit element staat er twee keer in.");
      header = step.tree;
    }
    if (step.kind !== "statement") continue;
    const key = `${step.statement.iban} ${step.statement.statementId}`;
    if (seen.has(key)) refuseFile(`${statementPath}[${String(statements.length + 1)}]/Id`, "Dit afschrift staat twee keer in het bestand.");
    seen.add(key);
    if (statements.push(step.statement) > mostStatements)
      refuseFile(statementPath, "Er staan te veel afschriften in het bestand.", "Vraag de bank het bestand te verdelen.");
  }
  if (statements.length === 0) refuseFile(statementPath, "Er staat geen afschrift in het bestand.");
  checkPages(header, "MsgPgntn", `${root}/GrpHdr`);
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
  for await (const step of steps(hashing(open(), (hash) => (sha256 = hash)))) {
    if (step.kind === "statement") statement += 1;
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
