import type { Day, Instant } from "../../kernel/day.ts";
import type { Iban } from "../../kernel/iban.ts";
import { inDecimals, total, type Cents } from "../../kernel/money.ts";
import { Refusal, type Fault } from "../../kernel/refusal.ts";
import { escapeXml } from "../../kernel/xml.ts";
import { isCreditorReference, isPaymentReference } from "./payment-reference.ts";
import { isSepaIdentifier, sepaText } from "./sepa-text.ts";

/**
 * One payment in a file (overboeking). The identifier comes back on every answer of the bank. `reference` is what the payee asks
 * to be quoted (betalingskenmerk, or a creditor reference of ISO 11649): it goes instead of the remittance, never beside it.
 */
export type CreditTransfer = {
  endToEndId: string;
  amount: Cents;
  creditor: { name: string; iban: Iban };
  remittance: string;
  reference?: string | null;
};

/** The versions of the order that a bank may want (versie van het betaalbestand). The older one only where a bank still asks for it. */
export const orderVersions = ["pain.001.001.09", "pain.001.001.03"] as const;
export type OrderVersion = (typeof orderVersions)[number];

/** What one payment file (betaalbestand) orders the bank to do, from one account, on one day. */
export type PaymentOrder = {
  messageId: string;
  /** Fixed with the batch: the same order gives the same bytes. */
  createdAt: Instant;
  executeOn: Day;
  debtor: { name: string; iban: Iban; bic: string | null };
  /** ISO 20022 external category purpose, "SALA" for wages, or null. */
  categoryPurpose: string | null;
  /** An instant payment (SCT Inst): one only, on any day of the week. */
  instant?: boolean;
  /** pain.001.001.09 unless the bank of this account asks for the other. */
  version?: OrderVersion;
  payments: readonly CreditTransfer[];
};

/** The file as it goes to the bank, with its control figures and the exact texts sent. */
export type PaymentFile = {
  xml: string;
  count: number;
  controlSum: Cents;
  debtorName: string;
  /** In the order of the payments. The bank compares this name with the name of the account. */
  sent: readonly { endToEndId: string; creditorName: string; remittance: string }[];
};

/** Most payments in one file: what the banks advise. */
export const mostPayments = 10_000;
export const leastAmount = 1 as Cents;
export const mostAmount = 99_999_999_999 as Cents;
export const longestName = 70;
export const longestRemittance = 140;
export const namespaceOf = (version: OrderVersion): string => `urn:iso:std:iso:20022:tech:xsd:${version}`;

const paymentFaults = (payment: CreditTransfer, at: string, seen: Set<string>): Fault[] => {
  const faults: Fault[] = [];
  const say = (field: string, problem: string, remedy: string): void => void faults.push({ field: `${at}.${field}`, problem, remedy });
  if (!isSepaIdentifier(payment.endToEndId))
    say(
      "endToEndId",
      "Dit kenmerk mag niet in een betaalbestand staan.",
      "Gebruik 1 tot 35 toegestane tekens, zonder / aan het begin of einde en zonder //.",
    );
  if (seen.has(payment.endToEndId))
    say("endToEndId", "Dit kenmerk staat twee keer in het bestand.", "Geef elke betaling een eigen kenmerk.");
  seen.add(payment.endToEndId);
  if (!Number.isSafeInteger(payment.amount) || payment.amount < leastAmount || payment.amount > mostAmount)
    say("amount", "Het bedrag ligt buiten de grenzen van een SEPA-overboeking.", "Betaal minimaal € 0,01 en maximaal € 999.999.999,99.");
  if (sepaText(payment.creditor.name, longestName) === "")
    say(
      "creditor.name",
      "De naam heeft geen letters die de bank kan lezen.",
      "Leg de naam vast zoals de bank van de ontvanger die schrijft.",
    );
  const { reference } = payment;
  if (typeof reference === "string" && !isPaymentReference(reference) && !isCreditorReference(reference))
    say("reference", "Dit is geen betalingskenmerk.", "Neem het kenmerk over van de ontvanger, met alle cijfers.");
  return faults;
};

const orderFaults = (order: PaymentOrder): Fault[] => {
  const faults: Fault[] = [];
  const say = (field: string, problem: string, remedy: string): void => void faults.push({ field, problem, remedy });
  if (!isSepaIdentifier(order.messageId))
    say(
      "messageId",
      "Dit kenmerk mag niet in een betaalbestand staan.",
      "Gebruik 1 tot 35 toegestane tekens, zonder / aan het begin of einde en zonder //.",
    );
  if (sepaText(order.debtor.name, longestName) === "")
    say("debtor.name", "De naam van de betaler ontbreekt.", "Vul de naam van de rekening in.");
  if (order.debtor.bic !== null && !/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(order.debtor.bic))
    say("debtor.bic", "Dit is geen BIC.", "Vul de BIC van de bank in, of laat hem weg.");
  if (order.categoryPurpose !== null && !/^[A-Z]{4}$/.test(order.categoryPurpose))
    say("categoryPurpose", "Deze code voor het doel bestaat niet.", "Gebruik een code van vier hoofdletters, zoals SALA.");
  if (order.payments.length === 0) say("payments", "Het bestand heeft geen betalingen.", "Voeg betalingen toe.");
  if (order.instant === true && order.payments.length > 1)
    say("payments", "Een spoedbetaling gaat alleen.", "Maak voor elke spoedbetaling een eigen bestand.");
  if (order.payments.length > mostPayments)
    say("payments", "Het bestand heeft te veel betalingen.", `Verdeel de betalingen over bestanden van maximaal ${String(mostPayments)}.`);
  return faults;
};

/** What the payee reads: his own reference, or our words; never both. */
const remittanceXml = ({ reference }: CreditTransfer, remittance: string): string => {
  if (typeof reference === "string")
    return `        <RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>${isPaymentReference(reference) ? "CUR" : "ISO"}</Issr></Tp><Ref>${escapeXml(reference)}</Ref></CdtrRefInf></Strd></RmtInf>\n`;
  return remittance === "" ? "" : `        <RmtInf><Ustrd>${escapeXml(remittance)}</Ustrd></RmtInf>\n`;
};

const transferXml = (payment: CreditTransfer, name: string, remittance: string): string =>
  `      <CdtTrfTxInf>
        <PmtId><EndToEndId>${escapeXml(payment.endToEndId)}</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="EUR">${inDecimals(payment.amount)}</InstdAmt></Amt>
        <Cdtr><Nm>${escapeXml(name)}</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>${payment.creditor.iban}</IBAN></Id></CdtrAcct>
${remittanceXml(payment, remittance)}      </CdtTrfTxInf>
`;

/**
 * Writes a credit transfer order (betaalbestand) as pain.001.001.09, or .03 for a bank that asks for it, under the EPC rules: one batch on one account, booked as
 * one amount, shared charges, no addresses. Pure: the same order gives the same bytes, so that the bank sees a second sending
 * as the same file. Throws `payment-file-invalid` naming each payment that cannot be sent, also for more than 10,000.
 */
export function pain001(order: PaymentOrder): PaymentFile {
  const seen = new Set<string>();
  const faults = [...orderFaults(order), ...order.payments.flatMap((payment, n) => paymentFaults(payment, `payments[${String(n)}]`, seen))];
  if (faults.length > 0) throw new Refusal("payment-file-invalid", faults.slice(0, 100));

  const count = order.payments.length;
  const controlSum = total(order.payments.map((payment) => payment.amount));
  const control = `<NbOfTxs>${String(count)}</NbOfTxs>\n      <CtrlSum>${inDecimals(controlSum)}</CtrlSum>`;
  const debtorName = sepaText(order.debtor.name, longestName);
  const version = order.version ?? "pain.001.001.09";
  // What the older version calls otherwise.
  const bicElement = version === "pain.001.001.03" ? "BIC" : "BICFI";
  const executeOn = version === "pain.001.001.03" ? order.executeOn : `<Dt>${order.executeOn}</Dt>`;
  const agent = order.debtor.bic === null ? "<Othr><Id>NOTPROVIDED</Id></Othr>" : `<${bicElement}>${order.debtor.bic}</${bicElement}>`;
  const instant = order.instant === true ? "<LclInstrm><Cd>INST</Cd></LclInstrm>" : "";
  const purpose = order.categoryPurpose === null ? "" : `<CtgyPurp><Cd>${order.categoryPurpose}</Cd></CtgyPurp>`;
  const sent = order.payments.map(({ endToEndId, creditor, remittance, reference }) => ({
    endToEndId,
    creditorName: sepaText(creditor.name, longestName),
    remittance: reference ?? sepaText(remittance, longestRemittance),
  }));
  const transfers = order.payments.map((payment, n) => transferXml(payment, sent[n]?.creditorName ?? "", sent[n]?.remittance ?? ""));

  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="${namespaceOf(version)}">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>${escapeXml(order.messageId)}</MsgId>
      <CreDtTm>${order.createdAt.slice(0, 19)}Z</CreDtTm>
      ${control}
      <InitgPty><Nm>${escapeXml(debtorName)}</Nm></InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>${escapeXml(order.messageId)}</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>true</BtchBookg>
      ${control}
      <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl>${instant}${purpose}</PmtTpInf>
      <ReqdExctnDt>${executeOn}</ReqdExctnDt>
      <Dbtr><Nm>${escapeXml(debtorName)}</Nm></Dbtr>
      <DbtrAcct><Id><IBAN>${order.debtor.iban}</IBAN></Id></DbtrAcct>
      <DbtrAgt><FinInstnId>${agent}</FinInstnId></DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
${transfers.join("")}    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
`;
  return { xml, count, controlSum, debtorName, sent };
}
