// Statements and details of entries as a bank writes them in each version, for tests: one message, said in every version.

type Version = { name: string; root: string; item: string; modern: boolean; ownAmounts: boolean; balances: boolean };

const version = (name: string, root: string, item: string, [modern, ownAmounts, balances]: [boolean, boolean, boolean]): Version => ({
  name,
  root,
  item,
  modern,
  ownAmounts,
  balances,
});

/** The versions of both families. */
export const versions: readonly Version[] = [
  version("camt.053.001.08", "BkToCstmrStmt", "Stmt", [true, true, true]),
  version("camt.053.001.02", "BkToCstmrStmt", "Stmt", [false, false, true]),
  version("camt.054.001.08", "BkToCstmrDbtCdtNtfctn", "Ntfctn", [true, true, false]),
  version("camt.054.001.04", "BkToCstmrDbtCdtNtfctn", "Ntfctn", [false, true, false]),
  version("camt.054.001.02", "BkToCstmrDbtCdtNtfctn", "Ntfctn", [false, false, false]),
];

export const ownIban = "NL44RABO0123456789";

const party = ({ modern }: Version, role: string, name: string, iban: string): string =>
  `<${role}>${modern ? `<Pty><Nm>${name}</Nm></Pty>` : `<Nm>${name}</Nm>`}</${role}><${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>`;

export type Payment = { endToEnd: string | null; amount: string; direction: string; ordered?: string; reason?: string };

const payment = (of: Version, { endToEnd, amount, direction, ordered, reason }: Payment): string =>
  `<TxDtls><Refs><EndToEndId>${endToEnd ?? "NOTPROVIDED"}</EndToEndId></Refs>` +
  (of.ownAmounts ? `<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>` : "") +
  `<AmtDtls><InstdAmt><Amt Ccy="EUR">${ordered ?? amount}</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>` +
  `<RltdPties>${party(of, "Dbtr", "SVB", ownIban)}${party(of, "Cdtr", "J. Bakker", "NL91ABNA0417164300")}</RltdPties>` +
  `<RmtInf><Ustrd>pgb oktober</Ustrd></RmtInf>${reason === undefined ? "" : `<RtrInf><Rsn><Cd>${reason}</Cd></Rsn><AddtlInf>zie bericht</AddtlInf></RtrInf>`}</TxDtls>`;

export type Entry = {
  amount: string;
  direction: string;
  reference: string;
  day?: string;
  batch?: { message: string; count: number };
  payments?: Payment[];
};

export const entryIn = (of: Version, { amount, direction, reference, day, batch, payments = [] }: Entry): string => {
  const inside =
    (batch === undefined
      ? ""
      : `<Btch><MsgId>${batch.message}</MsgId><PmtInfId>${batch.message}</PmtInfId><NbOfTxs>${String(batch.count)}</NbOfTxs><TtlAmt Ccy="EUR">${amount}</TtlAmt><CdtDbtInd>${direction}</CdtDbtInd></Btch>`) +
    payments.map((one) => payment(of, one)).join("");
  const on = day ?? "2026-11-03";
  return (
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${of.modern ? "<Sts><Cd>BOOK</Cd></Sts>" : "<Sts>BOOK</Sts>"}` +
    `<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>` +
    `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>${inside === "" ? "" : `<NtryDtls>${inside}</NtryDtls>`}</Ntry>`
  );
};

const balance = (type: string, amount: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>`;

export type Around = {
  id?: string;
  sequence?: number;
  iban?: string;
  balances?: readonly (readonly [type: string, amount: string])[];
  page?: { number: number; last: boolean };
};

/** A whole message with one statement or notification. */
export const messageIn = (
  of: Version,
  entries: readonly Entry[],
  { id = "S1", sequence = 7, iban = ownIban, balances = [], page }: Around,
) => {
  const paging = page === undefined ? "" : `<PgNb>${String(page.number)}</PgNb><LastPgInd>${String(page.last)}</LastPgInd>`;
  const ofItem = page !== undefined && of.modern ? `<StmtPgntn>${paging}</StmtPgntn>` : "";
  const ofMessage = page !== undefined && !of.modern ? `<MsgPgntn>${paging}</MsgPgntn>` : "";
  return (
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:${of.name}"><${of.root}>` +
    `<GrpHdr><MsgId>M-${id}</MsgId><CreDtTm>2026-11-03T23:00:00Z</CreDtTm>${ofMessage}</GrpHdr>` +
    `<${of.item}><Id>${id}</Id>${ofItem}<ElctrncSeqNb>${String(sequence)}</ElctrncSeqNb><CreDtTm>2026-11-03T23:00:00Z</CreDtTm>` +
    `<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>${of.balances ? balances.map(([type, amount]) => balance(type, amount)).join("") : ""}` +
    `${entries.map((entry) => entryIn(of, entry)).join("")}</${of.item}></${of.root}></Document>`
  );
};
