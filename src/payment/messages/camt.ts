import { createHash } from "node:crypto";
import { readIban, type Iban } from "../../kernel/iban.ts";
import { childrenOf, textAt, type XmlSource, type XmlTree } from "../../kernel/xml.ts";
import { bankFileParts, optionalCount, optionalSum, refuseFile, requiredText } from "./bank-file.ts";
import { entryOf, type EntryFormat, type StatementEntry } from "./camt-entry.ts";

// What statements (camt.053) and details of entries (camt.054) have in common: an account, and entries on it, read one at a time.

/** A version of a message, as data: what it is called, and where it has what. */
export type CamtFormat = EntryFormat & { name: string; pages: string | null };

/** A kind of message of the camt family: the elements around its entries, and the versions that we read, the newest first. */
export type CamtFamily = { root: string; item: string; formats: readonly CamtFormat[] };

const of2019 = { status: "Sts/Cd", partyName: "Pty/Nm", ownAmounts: true };
const of2009 = { status: "Sts", partyName: "Nm", ownAmounts: false };

/** Statements of account (afschriften). */
export const statementFamily: CamtFamily = {
  root: "Document/BkToCstmrStmt",
  item: "Stmt",
  formats: [
    { name: "camt.053.001.08", ...of2019, pages: "StmtPgntn" },
    { name: "camt.053.001.02", ...of2009, pages: null },
  ],
};

/** Details of entries (boekingsmeldingen). */
export const detailsFamily: CamtFamily = {
  root: "Document/BkToCstmrDbtCdtNtfctn",
  item: "Ntfctn",
  formats: [
    { name: "camt.054.001.08", ...of2019, pages: "NtfctnPgntn" },
    { name: "camt.054.001.04", ...of2009, ownAmounts: true, pages: "NtfctnPgntn" },
    { name: "camt.054.001.02", ...of2009, pages: null },
  ],
};

const prefix = "urn:iso:std:iso:20022:tech:xsd:";

/** The namespaces of all versions of a family. */
export const namespacesOf = ({ formats }: CamtFamily): string[] => formats.map(({ name }) => `${prefix}${name}`);

const limits = { maxBytes: 500_000_000, maxElements: 1_000_000 };
const mostFields = 1000;

type Side = { count: number; sum: number };

/** One statement or notification while its entries pass by: what stands around them, and what they add up to. Amounts are in cents. */
export type Progress = {
  at: string;
  format: CamtFormat;
  fields: XmlTree;
  iban: Iban | null;
  count: number;
  credit: Side;
  debit: Side;
};

/** The account that a statement is of. Throws `bank-file-refused`. */
export const ibanOf = ({ at, fields, iban }: Progress): Iban => {
  if (iban !== null) return iban;
  const text = requiredText(fields, "Acct/Id/IBAN", at);
  return readIban(text) ?? refuseFile(`${at}/Acct/Id/IBAN`, "Dit rekeningnummer bestaat niet.");
};

const begin = (at: string, format: CamtFormat): Progress => ({
  at,
  format,
  fields: { name: "", namespace: "", attributes: {}, text: "", children: [] },
  iban: null,
  count: 0,
  credit: { count: 0, sum: 0 },
  debit: { count: 0, sum: 0 },
});

const addField = (progress: Progress, tree: XmlTree): void => {
  const children = progress.fields.children as XmlTree[];
  if (children.push(tree) > mostFields) refuseFile(progress.at, "Dit afschrift heeft te veel elementen.");
};

/** Counts an entry in, and returns it. */
function counted(tree: XmlTree, progress: Progress): StatementEntry {
  progress.iban ??= ibanOf(progress);
  progress.count += 1;
  const entry = entryOf(tree, `${progress.at}/Ntry[${String(progress.count)}]`, progress.iban, progress.format);
  const side = entry.amount < 0 ? progress.debit : progress.credit;
  side.count += 1;
  side.sum += Math.abs(entry.amount);
  if (!Number.isSafeInteger(side.sum)) refuseFile(progress.at, "De bedragen in dit afschrift zijn te groot.");
  return entry;
}

/** The bank's own summary of the entries, when it gives one, must be what the entries say. */
export function checkSummary({ at: of, fields, count: entries, credit, debit }: Progress): void {
  const at = `${of}/TxsSummry`;
  const summary = childrenOf(fields, "TxsSummry")[0];
  const all = { count: entries, sum: credit.sum + debit.sum };
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

/** Which page of a statement this is, when the bank spread it over several messages; the only one is page 1 and the last. */
export type Page = { number: number; last: boolean };

const pageAt = (tree: XmlTree | undefined, path: string, at: string): Page | null => {
  const number = optionalCount(tree, `${path}/PgNb`, at);
  return number === null ? null : { number, last: textAt(tree, `${path}/LastPgInd`) !== "false" };
};

/** The page of a message as a whole, by its header. */
export const pageOfMessage = (header: XmlTree | undefined, root: string): Page | null => pageAt(header, "MsgPgntn", `${root}/GrpHdr`);

/** The page of a statement, by its own word; null when it says nothing. */
export const pageOf = ({ fields, format, at }: Progress): Page | null => (format.pages === null ? null : pageAt(fields, format.pages, at));

/** A step in a message: its header, a statement (or notification) that ends, or an entry of the one that is open. */
export type Step =
  { kind: "header"; tree: XmlTree } | { kind: "item"; progress: Progress } | { kind: "entry"; entry: StatementEntry; rank: number };

/** Reads a message of a family as a stream, holding one entry at a time. Throws `bank-file-refused`. */
export async function* steps({ root, item, formats }: CamtFamily, source: XmlSource): AsyncGenerator<Step, void, undefined> {
  const itemPath = `${root}/${item}`;
  let format = formats[0];
  let progress: Progress | null = null;
  let items = 0;
  const isTree = (path: string): boolean => path !== "Document" && path !== root && path !== itemPath;
  for await (const part of bankFileParts(source, namespacesOf({ root, item, formats }), limits, isTree)) {
    if (part.kind === "open") {
      if (part.path === "Document") format = formats.find(({ name }) => part.namespace === `${prefix}${name}`);
      if (part.path === itemPath && format !== undefined) progress = begin(`${itemPath}[${String(++items)}]`, format);
    } else if (part.kind === "close") {
      if (part.path === itemPath && progress !== null) yield { kind: "item", progress };
      if (part.path === itemPath) progress = null;
    } else if (part.path === `${root}/GrpHdr`) yield { kind: "header", tree: part.tree };
    else if (progress !== null && part.tree.name === "Ntry")
      yield { kind: "entry", entry: counted(part.tree, progress), rank: progress.count };
    else if (progress !== null) addField(progress, part.tree);
  }
}

/** The same bytes, and at their end what they hash to. */
export async function* hashing(source: XmlSource, tell: (sha256: string) => void): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash("sha256");
  const chunks = typeof source === "string" ? [Buffer.from(source)] : source instanceof Uint8Array ? [source] : source;
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  tell(hash.digest("hex"));
}
