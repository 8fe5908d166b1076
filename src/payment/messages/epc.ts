import { readIban } from "../../kernel/iban.ts";
import type { Fault } from "../../kernel/refusal.ts";
import { childrenOf, elementAt, readXmlTree, textAt, type XmlTree } from "../../kernel/xml.ts";
import { longestName, longestRemittance, mostPayments, namespaceOf, orderVersions } from "./pain001.ts";
import { isCreditorReference, isPaymentReference } from "./payment-reference.ts";
import { isSepaIdentifier, isSepaText } from "./sepa-text.ts";

type Say = (field: string, problem: string, remedy: string) => void;

/** An amount as SEPA wants it, in cents as a big integer; null for anything else. */
const centsOf = (text: string | null): bigint | null =>
  text !== null && /^\d{1,15}\.\d{2}$/.test(text) ? BigInt(text.replace(".", "")) : null;

const expect = (tree: XmlTree, path: string, value: string, say: Say): void => {
  if (textAt(tree, path) !== value) say(path, `Hier moet "${value}" staan.`, `Schrijf "${value}".`);
};

const checkIdentifier = (tree: XmlTree, path: string, say: Say): void => {
  const text = textAt(tree, path);
  if (text === null || !isSepaIdentifier(text))
    say(
      path,
      "Dit kenmerk ontbreekt of is niet toegestaan.",
      "Gebruik 1 tot 35 toegestane tekens, zonder / aan het begin of einde en zonder //.",
    );
};

const checkParty = (tree: XmlTree, party: string, say: Say): void => {
  const name = textAt(tree, `${party}/Nm`);
  if (name === null || name === "" || name.length > longestName || !isSepaText(name))
    say(
      `${party}/Nm`,
      "De naam ontbreekt, is te lang of heeft een teken dat niet mag.",
      `Schrijf een naam van maximaal ${String(longestName)} toegestane tekens.`,
    );
  const address = elementAt(tree, `${party}/PstlAdr`);
  if (address !== undefined && (textAt(address, "TwnNm") === null || textAt(address, "Ctry") === null))
    say(`${party}/PstlAdr`, "Een adres zonder plaats en land mag niet meer.", "Laat het adres weg, of geef in elk geval plaats en land.");
};

const checkAccount = (tree: XmlTree, account: string, say: Say): void => {
  const iban = textAt(tree, `${account}/Id/IBAN`);
  if (iban === null || readIban(iban) !== iban)
    say(`${account}/Id/IBAN`, "Dit is geen rekeningnummer in de SEPA-zone.", "Schrijf een geldige IBAN zonder spaties.");
};

const checkRemittance = (tree: XmlTree, say: Say): void => {
  const free = childrenOf(elementAt(tree, "RmtInf"), "Ustrd");
  const structured = childrenOf(elementAt(tree, "RmtInf"), "Strd");
  if (free.length + structured.length > 1) say("RmtInf", "Er staat meer dan één omschrijving.", "Gebruik één Ustrd of één Strd.");
  for (const { text } of free)
    if (text.length > longestRemittance || !isSepaText(text))
      say(
        "RmtInf/Ustrd",
        "De omschrijving is te lang of heeft een teken dat niet mag.",
        `Gebruik maximaal ${String(longestRemittance)} toegestane tekens.`,
      );
  for (const one of structured) {
    const reference = textAt(one, "CdtrRefInf/Ref") ?? "";
    const issuer = textAt(one, "CdtrRefInf/Tp/Issr");
    const fits = issuer === "CUR" ? isPaymentReference(reference) : issuer === "ISO" && isCreditorReference(reference);
    if (!fits || textAt(one, "CdtrRefInf/Tp/CdOrPrtry/Cd") !== "SCOR")
      say("RmtInf/Strd", "Dit is geen betalingskenmerk.", "Neem het kenmerk over van de ontvanger, met alle cijfers.");
  }
};

/** Checks one transaction and returns its amount; 0 when it has none. */
const checkTransfer = (transfer: XmlTree, say: Say): bigint => {
  checkIdentifier(transfer, "PmtId/EndToEndId", say);
  checkParty(transfer, "Cdtr", say);
  checkAccount(transfer, "CdtrAcct", say);
  checkRemittance(transfer, say);
  const charges = textAt(transfer, "ChrgBr");
  if (charges !== null && charges !== "SLEV") say("ChrgBr", "Alleen gedeelde kosten mogen.", 'Schrijf "SLEV".');
  const amount = elementAt(transfer, "Amt/InstdAmt");
  if (amount?.attributes.Ccy !== "EUR") say("Amt/InstdAmt", "Een SEPA-overboeking is in euro.", 'Schrijf Ccy="EUR".');
  const value = centsOf(amount?.text ?? null);
  if (value === null || value < 1n || value > 99_999_999_999n)
    say("Amt/InstdAmt", "Het bedrag is niet geldig.", "Schrijf 0.01 tot en met 999999999.99, met twee decimalen.");
  return value ?? 0n;
};

const checkControl = (tree: XmlTree, count: number, sum: bigint, say: Say): void => {
  if (textAt(tree, "NbOfTxs") !== String(count)) say("NbOfTxs", "Het aantal betalingen klopt niet.", `Schrijf ${String(count)}.`);
  if (centsOf(textAt(tree, "CtrlSum")) !== sum) say("CtrlSum", "Het totaal klopt niet.", "Tel de bedragen op.");
};

const checkBatch = (batch: XmlTree, say: Say, endToEndIds: Set<string>): { count: number; sum: bigint } => {
  checkIdentifier(batch, "PmtInfId", say);
  expect(batch, "PmtMtd", "TRF", say);
  expect(batch, "PmtTpInf/SvcLvl/Cd", "SEPA", say);
  expect(batch, "ChrgBr", "SLEV", say);
  expect(batch, "BtchBookg", "true", say);
  checkParty(batch, "Dbtr", say);
  checkAccount(batch, "DbtrAcct", say);
  const agent = elementAt(batch, "DbtrAgt/FinInstnId");
  if (textAt(agent, "BICFI") === null && textAt(agent, "BIC") === null && textAt(agent, "Othr/Id") !== "NOTPROVIDED")
    say("DbtrAgt/FinInstnId", "De bank van de betaler ontbreekt.", 'Schrijf de BIC, of "NOTPROVIDED".');
  let sum = 0n;
  const transfers = childrenOf(batch, "CdtTrfTxInf");
  const instrument = textAt(batch, "PmtTpInf/LclInstrm/Cd");
  if (instrument !== null && (instrument !== "INST" || transfers.length > 1))
    say("PmtTpInf/LclInstrm/Cd", "Een spoedbetaling gaat alleen.", "Laat het veld weg, of schrijf één betaling met INST.");
  for (const [n, transfer] of transfers.entries()) {
    const here: Say = (field, problem, remedy) => {
      say(`CdtTrfTxInf[${String(n + 1)}]/${field}`, problem, remedy);
    };
    sum += checkTransfer(transfer, here);
    const id = textAt(transfer, "PmtId/EndToEndId") ?? "";
    if (endToEndIds.has(id))
      here("PmtId/EndToEndId", "Dit kenmerk staat twee keer in het bestand.", "Geef elke betaling een eigen kenmerk.");
    endToEndIds.add(id);
  }
  checkControl(batch, transfers.length, sum, say);
  return { count: transfers.length, sum };
};

/**
 * What a pain.001 breaks of the SEPA credit transfer rules that its XSD does not check (EPC115-06, EPC132-08): SEPA, SLEV,
 * TRF and EUR, names, identifiers, characters, amounts, control sums, addresses. Empty means good. It reads the bytes and
 * knows nothing of how they were written.
 */
export function epcFaults(xml: string | Uint8Array): Fault[] {
  const faults: Fault[] = [];
  const say: Say = (field, problem, remedy) => void faults.push({ field, problem, remedy });
  const read = readXmlTree(xml, {
    root: { name: "Document", namespaces: orderVersions.map(namespaceOf) },
    namespaces: orderVersions.map(namespaceOf),
    maxBytes: 50_000_000,
    maxElements: 1_000_000,
  });
  if (!read.ok) return [{ field: read.fault.path, problem: read.fault.problem, remedy: read.fault.remedy }];

  const order = elementAt(read.tree, "CstmrCdtTrfInitn");
  const header = elementAt(order, "GrpHdr");
  if (header === undefined)
    return [{ field: "GrpHdr", problem: "De kop van het bestand ontbreekt.", remedy: "Controleer hoe het bestand is gemaakt." }];
  checkIdentifier(header, "MsgId", (field, ...rest) => {
    say(`GrpHdr/${field}`, ...rest);
  });

  let count = 0;
  let sum = 0n;
  const endToEndIds = new Set<string>();
  for (const [n, batch] of childrenOf(order, "PmtInf").entries()) {
    const of = checkBatch(
      batch,
      (field, ...rest) => {
        say(`PmtInf[${String(n + 1)}]/${field}`, ...rest);
      },
      endToEndIds,
    );
    count += of.count;
    sum += of.sum;
  }
  checkControl(header, count, sum, (field, ...rest) => {
    say(`GrpHdr/${field}`, ...rest);
  });
  if (count > mostPayments)
    say(
      "GrpHdr/NbOfTxs",
      "Het bestand heeft te veel betalingen.",
      `Verdeel de betalingen over bestanden van maximaal ${String(mostPayments)}.`,
    );
  return faults;
}
