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

const party = (role: string, name: string | null, iban: string | null): string =>
  `${name === null ? "" : `<${role}><Pty><Nm>${escapeXml(name)}</Nm></Pty></${role}>`}${iban === null ? "" : `<${role}Acct><Id><IBAN>${escapeXml(iban)}</IBAN></Id></${role}Acct>`}`;
const remittance = (text: string | null): string => (text === null ? "" : `<RmtInf><Ustrd>${escapeXml(text)}</Ustrd></RmtInf>`);

/** What the statement says about the payments behind its entries. */
export type Known = { payments: ReadonlyMap<number, Payment>; batches: ReadonlyMap<number, { message_id: string; payment_info: string }> };

const codes = {
  deposit: ["RCDT", "ESCT"],
  batch: ["ICDT", "ESCT"],
  payment: ["ICDT", "ESCT"],
  rejection: ["ICDT", "RRTN"],
  return: ["ICDT", "RRTN"],
} as const;

function details(entry: Entry, account: Account, { payments, batches }: Known): string {
  const batch = batches.get(entry.batch_id ?? 0);
  if (entry.kind === "batch" && batch !== undefined)
    return `<Btch><MsgId>${escapeXml(batch.message_id)}</MsgId><PmtInfId>${escapeXml(batch.payment_info)}</PmtInfId><NbOfTxs>${String(entry.count)}</NbOfTxs><TtlAmt Ccy="EUR">${decimal(entry.amount)}</TtlAmt>${side(entry.amount)}</Btch>`;
  const payment = payments.get(entry.payment_id ?? 0);
  if (payment === undefined)
    return `<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${money(entry.amount)}${side(entry.amount)}<RltdPties>${party("Dbtr", entry.party_name, entry.party_iban)}${party("Cdtr", account.name, account.iban)}</RltdPties>${remittance(entry.remittance)}</TxDtls>`;

  const back = entry.kind === "rejection" || entry.kind === "return";
  const nameless = entry.kind === "return" && payment.anonymous;
  const ordered = Math.abs(entry.amount) === payment.amount ? "" : `<AmtDtls><InstdAmt>${money(payment.amount)}</InstdAmt></AmtDtls>`;
  // The parties keep the roles of the payment, also when it comes back.
  const parties = `<RltdPties>${party("Dbtr", account.name, account.iban)}${party("Cdtr", payment.creditor_name, payment.creditor_iban)}</RltdPties>`;
  return `<TxDtls><Refs><EndToEndId>${nameless ? "NOTPROVIDED" : escapeXml(payment.end_to_end)}</EndToEndId></Refs>${money(entry.amount)}${side(entry.amount)}${ordered}${parties}${remittance(payment.remittance)}${back ? `<RtrInf><Rsn><Cd>${escapeXml(payment.reason ?? "MS03")}</Cd></Rsn></RtrInf>` : ""}</TxDtls>`;
}

const entryXml = (entry: Entry, account: Account, known: Known): string =>
  `<Ntry>${money(entry.amount)}${side(entry.amount)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${entry.booked_on}</Dt></BookgDt><ValDt><Dt>${entry.value_on}</Dt></ValDt><AcctSvcrRef>${entry.reference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${codes[entry.kind][0]}</Cd><SubFmlyCd>${codes[entry.kind][1]}</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>${details(entry, account, known)}</NtryDtls></Ntry>\n`;

/** Writes one statement of one account over one bank day as camt.053.001.08. */
export function statementXml(statement: StatementRow, account: Account, entries: readonly Entry[], known: Known): string {
  const id = `${account.iban}-${String(statement.sequence).padStart(6, "0")}`;
  const amounts = entries.map(({ amount }) => amount);
  const summary = `<TxsSummry>${totals("TtlNtries", amounts)}${totals(
    "TtlCdtNtries",
    amounts.filter((amount) => amount > 0),
  )}${totals(
    "TtlDbtNtries",
    amounts.filter((amount) => amount < 0),
  )}</TxsSummry>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>C53-${id}</MsgId><CreDtTm>${statement.day}T22:00:00</CreDtTm></GrpHdr>
<Stmt><Id>${id}</Id><ElctrncSeqNb>${String(statement.sequence)}</ElctrncSeqNb><CreDtTm>${statement.day}T22:00:00</CreDtTm>
<Acct><Id><IBAN>${account.iban}</IBAN></Id><Ccy>EUR</Ccy><Nm>${escapeXml(account.name)}</Nm></Acct>
${balance("OPBD", statement.opening, statement)}
${balance("CLBD", statement.closing, statement)}
${summary}
${entries.map((entry) => entryXml(entry, account, known)).join("")}</Stmt></BkToCstmrStmt></Document>
`;
}
