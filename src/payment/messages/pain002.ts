import type { Cents } from "../../kernel/money.ts";
import { childrenOf, type XmlSource, type XmlTree } from "../../kernel/xml.ts";
import { bankFileParts, optionalCode, optionalCount, optionalSum, optionalText, refuseFile, requiredText } from "./bank-file.ts";

/** Why a bank gives a status: an ISO 20022 status reason code (or the bank's own), and its words. */
export type StatusReason = { code: string | null; proprietary: string | null; text: string };

/** How many transactions have a status, by the bank's own count. */
export type StatusCount = { status: string; count: number; sum: Cents | null };

/** The status of one payment (transactiestatus), "RJCT" or "ACSC"; null status means: as its batch. */
export type TransactionStatus = {
  endToEndId: string | null;
  status: string | null;
  reasons: readonly StatusReason[];
  bankReference: string | null;
};

/** The status of one batch (PmtInf) with the payments that the bank chose to name. */
export type BatchStatus = {
  paymentInformationId: string;
  status: string | null;
  reasons: readonly StatusReason[];
  count: number | null;
  sum: Cents | null;
  counts: readonly StatusCount[];
  transactions: readonly TransactionStatus[];
};

/**
 * A payment status report (statusbericht), pain.002. Banks differ in what they tell: some name rejections only.
 * So silence about a payment is neither success nor failure; only the statement ends it.
 */
export type StatusReport = {
  messageId: string;
  createdAt: string;
  originalMessageId: string;
  groupStatus: string | null;
  reasons: readonly StatusReason[];
  count: number | null;
  sum: Cents | null;
  counts: readonly StatusCount[];
  batches: readonly BatchStatus[];
};

/** The versions that we read, the newest first. What we take from them stands in all of them at the same place. */
export const pain002Namespaces = ["pain.002.001.10", "pain.002.001.03"].map((name) => `urn:iso:std:iso:20022:tech:xsd:${name}`);
const root = "Document/CstmrPmtStsRpt";
const batchPath = `${root}/OrgnlPmtInfAndSts`;
const mostTransactions = 100_000;
const mostFields = 1000;
const mostBatches = 10_000;

const once = (before: XmlTree | undefined, { path, tree }: { path: string; tree: XmlTree }): XmlTree =>
  before === undefined ? tree : refuseFile(path, "Dit element staat er twee keer in.");

const reasonsOf = (tree: XmlTree, at: string): StatusReason[] =>
  childrenOf(tree, "StsRsnInf").map((reason) => ({
    code: optionalCode(reason, "Rsn/Cd", `${at}/StsRsnInf`),
    proprietary: optionalText(reason, "Rsn/Prtry", `${at}/StsRsnInf`),
    text: childrenOf(reason, "AddtlInf")
      .map(({ text }) => text.trim())
      .join(" "),
  }));

const countsOf = (trees: readonly XmlTree[], at: string): StatusCount[] =>
  trees.map((tree) => ({
    status: optionalCode(tree, "DtldSts", at) ?? refuseFile(`${at}/DtldSts`, "Deze verplichte status ontbreekt."),
    count: optionalCount(tree, "DtldNbOfTxs", at) ?? refuseFile(`${at}/DtldNbOfTxs`, "Dit verplichte aantal ontbreekt."),
    sum: optionalSum(tree, "DtldCtrlSum", at),
  }));

/** What is named must agree with what is counted: a status is named for all payments that have it, or for none. */
function checkCounts(counts: readonly StatusCount[], named: readonly (string | null)[], original: number | null, at: string): void {
  const tally = new Map<string | null, number>();
  for (const status of named) tally.set(status, (tally.get(status) ?? 0) + 1);
  for (const { status, count } of counts) {
    const seen = tally.get(status) ?? 0;
    if (seen !== 0 && seen !== count)
      refuseFile(`${at}/NbOfTxsPerSts`, `De bank telt ${String(count)} betalingen met status ${status}, maar noemt er ${String(seen)}.`);
  }
  const counted = counts.reduce((sum, { count }) => sum + count, 0);
  if (original !== null && Math.max(counted, named.length) > original)
    refuseFile(
      `${at}/OrgnlNbOfTxs`,
      `De bank meldt ${String(Math.max(counted, named.length))} betalingen, maar het bestand had er ${String(original)}.`,
    );
}

function transactionOf(tree: XmlTree, at: string): TransactionStatus {
  const endToEndId = optionalText(tree, "OrgnlEndToEndId", at);
  return {
    endToEndId: endToEndId === "NOTPROVIDED" ? null : endToEndId,
    status: optionalCode(tree, "TxSts", at),
    reasons: reasonsOf(tree, at),
    bankReference: optionalText(tree, "AcctSvcrRef", at),
  };
}

type OpenBatch = { at: string; fields: XmlTree[]; transactions: TransactionStatus[] };

function batchOf({ at, fields, transactions }: OpenBatch): BatchStatus {
  const tree: XmlTree = { name: "OrgnlPmtInfAndSts", namespace: "", attributes: {}, text: "", children: fields };
  const ids = transactions.flatMap(({ endToEndId }) => endToEndId ?? []);
  if (new Set(ids).size !== ids.length) refuseFile(at, "Dezelfde betaling staat er twee keer in.");
  const batch = {
    paymentInformationId: requiredText(tree, "OrgnlPmtInfId", at),
    status: optionalCode(tree, "PmtInfSts", at),
    reasons: reasonsOf(tree, at),
    count: optionalCount(tree, "OrgnlNbOfTxs", at),
    sum: optionalSum(tree, "OrgnlCtrlSum", at),
    counts: countsOf(childrenOf(tree, "NbOfTxsPerSts"), `${at}/NbOfTxsPerSts`),
    transactions,
  };
  checkCounts(
    batch.counts,
    transactions.map(({ status }) => status),
    batch.count,
    at,
  );
  return batch;
}

/** Reads a status report whole. Throws `bank-file-refused` with the element and the remedy; then nothing of it may be used. */
export async function readPain002(source: XmlSource): Promise<StatusReport> {
  let header: XmlTree | undefined;
  let group: XmlTree | undefined;
  const batches: BatchStatus[] = [];
  let open: OpenBatch | null = null;
  let transactions = 0;

  const isTree = (path: string): boolean => path !== "Document" && path !== root && path !== batchPath;
  for await (const part of bankFileParts(source, pain002Namespaces, { maxBytes: 100_000_000, maxElements: 10_000 }, isTree)) {
    if (part.kind === "open" && part.path === batchPath)
      open = { at: `${batchPath}[${String(batches.length + 1)}]`, fields: [], transactions: [] };
    if (part.kind === "close" && part.path === batchPath && open !== null) {
      if (batches.push(batchOf(open)) > mostBatches)
        refuseFile(batchPath, "Het bestand meldt te veel groepen.", "Vraag de bank het bericht te verdelen.");
      open = null;
    }
    if (part.kind !== "tree") continue;
    if (open !== null && part.tree.name === "TxInfAndSts") {
      if (++transactions > mostTransactions)
        refuseFile(batchPath, "Het bestand meldt te veel betalingen.", "Vraag de bank het bericht te verdelen.");
      open.transactions.push(transactionOf(part.tree, `${open.at}/TxInfAndSts[${String(open.transactions.length + 1)}]`));
    } else if (open !== null) {
      if (open.fields.push(part.tree) > mostFields) refuseFile(open.at, "Deze groep heeft te veel elementen.");
    } else if (part.path === `${root}/GrpHdr`) header = once(header, part);
    else if (part.path === `${root}/OrgnlGrpInfAndSts`) group = once(group, part);
  }
  return reportOf(header, group, batches);
}

function reportOf(header: XmlTree | undefined, group: XmlTree | undefined, batches: readonly BatchStatus[]): StatusReport {
  const at = `${root}/OrgnlGrpInfAndSts`;
  const original = requiredText(group, "OrgnlMsgNmId", at);
  if (!original.startsWith("pain.001"))
    refuseFile(`${at}/OrgnlMsgNmId`, "Dit bericht gaat niet over een betaalbestand.", "Lees hier alleen antwoorden op een pain.001 in.");
  const report = {
    messageId: requiredText(header, "MsgId", `${root}/GrpHdr`),
    createdAt: requiredText(header, "CreDtTm", `${root}/GrpHdr`),
    originalMessageId: requiredText(group, "OrgnlMsgId", at),
    groupStatus: optionalCode(group, "GrpSts", at),
    reasons: group === undefined ? [] : reasonsOf(group, at),
    count: optionalCount(group, "OrgnlNbOfTxs", at),
    sum: optionalSum(group, "OrgnlCtrlSum", at),
    counts: countsOf(childrenOf(group, "NbOfTxsPerSts"), `${at}/NbOfTxsPerSts`),
    batches,
  };
  checkCounts(
    report.counts,
    batches.flatMap(({ transactions }) => transactions.map(({ status }) => status)),
    report.count,
    at,
  );
  return report;
}
