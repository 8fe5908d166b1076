import { escapeXml } from "../../kernel/xml.ts";
import type { Account, Entry, Payment } from "./bank.ts";
import type { StatementRow } from "./queries.ts";

const decimal = (amount: number): string =>
  `${String(Math.floor(Math.abs(amount) / 100))}.${String(Math.abs(amount) % 100).padStart(2, "0")}`;
const money = (amount: number): string => `<Amt Ccy="EUR">${decimal(amount)}</Amt>`;
const side = (amount: number): string => `<CdtDbtInd>${amount < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;

const balance = (code: string, amount: number, { day }: StatementRow): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money(amount)}${side(amount)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
const totals = (name: string, amounts: readonly number[]): string =>
  `<${name}><NbOfNtries>${String(amounts.length)}</NbOfNtries><Sum>${decimal(amounts.reduce((sum, amount) => sum + Math.abs(amount), 0))}</Sum></${name}>`;

type Version = Account["statement_version"];

// In the older version a party is its name, and a payment has its amounts apart and the direction of its entry.
const party = (version: Version, role: string, name: string | null, iban: string | null): string =>
  `${name === null ? "" : `<${role}>${version === "08" ? `<Pty><Nm>${escapeXml(name)}</Nm></Pty>` : `<Nm>${escapeXml(name)}</Nm>`}</${role}>`}${iban === null ? "" : `<${role}Acct><Id><IBAN>${escapeXml(iban)}</IBAN></Id></${role}Acct>`}`;
const remittance = (text: string | null): string => (text === null ? "" : `<RmtInf><Ustrd>${escapeXml(text)}</Ustrd></RmtInf>`);

const amountsOf = (version: Version, amount: number, ordered: number | null): string => {
  const instructed = ordered === null ? "" : `<InstdAmt>${money(ordered)}</InstdAmt>`;
  if (version === "02") return `<AmtDtls>${instructed}<TxAmt>${money(amount)}</TxAmt></AmtDtls>`;
  return `${money(amount)}${side(amount)}${instructed === "" ? "" : `<AmtDtls>${instructed}</AmtDtls>`}`;
};

/** What the statement says about the payments behind its entries. */
export type Known = { payments: ReadonlyMap<number, Payment>; batches: ReadonlyMap<number, { message_id: string; payment_info: string }> };

const codes = {
  deposit: ["RCDT", "ESCT"],
  batch: ["ICDT", "ESCT"],
  payment: ["ICDT", "ESCT"],
  rejection: ["ICDT", "RRTN"],
  return: ["ICDT", "RRTN"],
} as const;

function details(version: Version, entry: Entry, account: Account, { payments, batches }: Known): string {
  const batch = batches.get(entry.batch_id ?? 0);
  if (entry.kind === "batch" && batch !== undefined)
    return `<Btch><MsgId>${escapeXml(batch.message_id)}</MsgId><PmtInfId>${escapeXml(batch.payment_info)}</PmtInfId><NbOfTxs>${String(entry.count)}</NbOfTxs><TtlAmt Ccy="EUR">${decimal(entry.amount)}</TtlAmt>${side(entry.amount)}</Btch>`;
  const payment = payments.get(entry.payment_id ?? 0);
  if (payment === undefined)
    return `<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${amountsOf(version, entry.amount, null)}<RltdPties>${party(version, "Dbtr", entry.party_name, entry.party_iban)}${party(version, "Cdtr", account.name, account.iban)}</RltdPties>${remittance(entry.remittance)}</TxDtls>`;

  const back = entry.kind === "rejection" || entry.kind === "return";
  const nameless = entry.kind === "return" && payment.anonymous;
  const ordered = Math.abs(entry.amount) === payment.amount ? null : payment.amount;
  // The parties keep the roles of the payment, also when it comes back.
  const parties = `<RltdPties>${party(version, "Dbtr", account.name, account.iban)}${party(version, "Cdtr", payment.creditor_name, payment.creditor_iban)}</RltdPties>`;
  return `<TxDtls><Refs><EndToEndId>${nameless ? "NOTPROVIDED" : escapeXml(payment.end_to_end)}</EndToEndId></Refs>${amountsOf(version, entry.amount, ordered)}${parties}${remittance(payment.remittance)}${back ? `<RtrInf><Rsn><Cd>${escapeXml(payment.reason ?? "MS03")}</Cd></Rsn></RtrInf>` : ""}</TxDtls>`;
}

/** One amount on the statement, what came back in a day or a batch, of which the parts are told apart. */
export type Collected = { entry: Entry; parts: readonly Entry[] };

const cameBack = ({ kind }: Entry): boolean => kind === "return" || kind === "rejection";

/** Entries as a bank shows them that takes what came back in a day together; `apart` is null when nothing came back. */
export const collected = (entries: readonly Entry[]): { shown: Entry[]; apart: Collected | null } => {
  const parts = entries.filter(cameBack);
  const [first] = parts;
  if (first === undefined) return { shown: [...entries], apart: null };
  const amount = parts.reduce((sum, one) => sum + one.amount, 0);
  const entry: Entry = { ...first, kind: "return", amount, batch_id: null, payment_id: null, count: parts.length };
  return { shown: entries.flatMap((one) => (one === first ? [entry] : cameBack(one) ? [] : [one])), apart: { entry, parts } };
};

// Of what is told apart the statement has no more than the amount.
const ownDetails = (version: Version, entry: Entry, account: Account, known: Known): string =>
  entry.kind === "return" && entry.count !== null ? "" : details(version, entry, account, known);

const entryXml = (
  version: Version,
  entry: Entry,
  account: Account,
  known: Known,
  told = ownDetails(version, entry, account, known),
): string =>
  `<Ntry>${money(entry.amount)}${side(entry.amount)}<Sts>${version === "08" ? "<Cd>BOOK</Cd>" : "BOOK"}</Sts><BookgDt><Dt>${entry.booked_on}</Dt></BookgDt><ValDt><Dt>${entry.value_on}</Dt></ValDt><AcctSvcrRef>${entry.reference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${codes[entry.kind][0]}</Cd><SubFmlyCd>${codes[entry.kind][1]}</SubFmlyCd></Fmly></Domn></BkTxCd>${told === "" ? "" : `<NtryDtls>${told}</NtryDtls>`}</Ntry>\n`;

/** A page of a statement: its entries, with the balance before and after them. */
export type StatementPage = { number: number; last: boolean; opening: number; closing: number; entries: readonly Entry[] };

/** Spreads a statement over pages of so many entries; null puts all on one. */
export function pagesOf({ opening }: StatementRow, entries: readonly Entry[], most: number | null): StatementPage[] {
  const size = most ?? Math.max(1, entries.length);
  const pages: StatementPage[] = [];
  let before = opening;
  for (let from = 0; from === 0 || from < entries.length; from += size) {
    const own = entries.slice(from, from + size);
    const closing = own.reduce((sum, { amount }) => sum + amount, before);
    pages.push({ number: pages.length + 1, last: from + size >= entries.length, opening: before, closing, entries: own });
    before = closing;
  }
  return pages;
}

function summaryOf(entries: readonly Entry[]): string {
  const amounts = entries.map(({ amount }) => amount);
  const [credits, debits] = [amounts.filter((amount) => amount > 0), amounts.filter((amount) => amount < 0)];
  return `<TxsSummry>${totals("TtlNtries", amounts)}${totals("TtlCdtNtries", credits)}${totals("TtlDbtNtries", debits)}</TxsSummry>`;
}

/** Writes one statement of one account over one bank day, or a page of it, as camt.053 in the version of the account. */
export function statementXml(statement: StatementRow, account: Account, page: StatementPage, known: Known): string {
  const version = account.statement_version;
  const id = `${account.iban}-${String(statement.sequence).padStart(6, "0")}`;
  const single = page.number === 1 && page.last;
  const paging = `<PgNb>${String(page.number)}</PgNb><LastPgInd>${String(page.last)}</LastPgInd>`;
  const ofMessage = single || version === "08" ? "" : `<MsgPgntn>${paging}</MsgPgntn>`;
  const ofStatement = single || version === "02" ? "" : `<StmtPgntn>${paging}</StmtPgntn>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt>
<GrpHdr><MsgId>C53-${id}${single ? "" : `-${String(page.number)}`}</MsgId><CreDtTm>${statement.day}T22:00:00</CreDtTm>${ofMessage}</GrpHdr>
<Stmt><Id>${id}</Id>${ofStatement}<ElctrncSeqNb>${String(statement.sequence)}</ElctrncSeqNb><CreDtTm>${statement.day}T22:00:00</CreDtTm>
<Acct><Id><IBAN>${account.iban}</IBAN></Id><Ccy>EUR</Ccy><Nm>${escapeXml(account.name)}</Nm></Acct>
${balance(page.number === 1 ? "OPBD" : "ITBD", page.opening, statement)}
${balance(page.last ? "CLBD" : "ITBD", page.closing, statement)}
${single ? summaryOf(page.entries) : ""}
${page.entries.map((entry) => entryXml(version, entry, account, known)).join("")}</Stmt></BkToCstmrStmt></Document>
`;
}

/** Writes what amounts of a day were made of, as camt.054 in the version of the account. */
export function notificationXml({ sequence, day }: StatementRow, account: Account, apart: readonly Collected[], known: Known): string {
  const version = account.statement_version;
  const id = `${account.iban}-N${String(sequence).padStart(6, "0")}`;
  const toldOf = ({ entry, parts }: Collected): string =>
    [...(entry.kind === "batch" ? [entry] : []), ...parts].map((one) => details(version, one, account, known)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.${version}"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>C54-${id}</MsgId><CreDtTm>${day}T21:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>${id}</Id><CreDtTm>${day}T21:00:00</CreDtTm>
<Acct><Id><IBAN>${account.iban}</IBAN></Id><Ccy>EUR</Ccy><Nm>${escapeXml(account.name)}</Nm></Acct>
${apart.map((one) => entryXml(version, one.entry, account, known, toldOf(one))).join("")}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
`;
}
