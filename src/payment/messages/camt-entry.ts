import type { Day } from "../../kernel/day.ts";
import { minus, zero, type Cents } from "../../kernel/money.ts";
import { childrenOf, elementAt, type XmlTree } from "../../kernel/xml.ts";
import {
  optionalAmount,
  optionalCode,
  optionalCount,
  optionalDay,
  optionalText,
  refuseFile,
  requiredAmount,
  requiredDay,
  requiredText,
} from "./bank-file.ts";

/** Where a version of the camt family has what it says of an entry. */
export type EntryFormat = {
  /** The status of an entry below `Ntry`. */
  status: string;
  /** The name of a party below its role. */
  partyName: string;
  /** Each payment has an amount and direction of its own; otherwise they stand in `AmtDtls`, and the direction is that of the entry. */
  ownAmounts: boolean;
};

/** Money came in (credit, bij) or went out (debit, af). */
export type Direction = "credit" | "debit";

/** Which of our files a single entry stands for: the batch (PmtInf) that the bank booked as one amount. */
export type EntryBatch = { messageId: string | null; paymentInformationId: string | null; count: number | null };

/** One payment inside an entry. Amounts are in cents and positive; null when the bank does not tell. */
export type EntryTransaction = {
  endToEndId: string | null;
  amount: Cents | null;
  direction: Direction;
  /** What was ordered, when the bank tells: a return may come with less, because of charges. */
  instructedAmount: Cents | null;
  /** ISO 20022 return reason, or the bank's own; null when this is no return. */
  returnReason: string | null;
  returnText: string | null;
  remittance: string | null;
  counterparty: { name: string | null; iban: string | null };
};

/** An entry on a statement (boeking). `amount` is in cents, negative when money went out. */
export type StatementEntry = {
  amount: Cents;
  direction: Direction;
  /** True when the bank takes an earlier entry back (storno). The amount and direction are already those of this entry. */
  reversal: boolean;
  bookedOn: Day;
  valueOn: Day | null;
  bankReference: string | null;
  batch: EntryBatch | null;
  transactions: readonly EntryTransaction[];
  /** ISO 20022 bank transaction code, "PMNT/ICDT/ESCT", or the bank's own. */
  code: { domain: string | null; family: string | null; subFamily: string | null; proprietary: string | null };
};

const directions: Record<string, Direction> = { CRDT: "credit", DBIT: "debit" };

const directionOf = (tree: XmlTree, at: string): Direction =>
  directions[requiredText(tree, "CdtDbtInd", at)] ?? refuseFile(`${at}/CdtDbtInd`, "Hier moet CRDT of DBIT staan.");

/** An amount with its direction: negative for a debit. */
export const signedBy = (amount: Cents, tree: XmlTree, at: string): Cents =>
  directionOf(tree, at) === "debit" ? minus(zero, amount) : amount;

const reversalOf = (tree: XmlTree, at: string): boolean => {
  const text = optionalText(tree, "RvslInd", at) ?? "false";
  if (!["true", "false", "1", "0"].includes(text)) refuseFile(`${at}/RvslInd`, "Hier moet true of false staan.");
  return text === "true" || text === "1";
};

/** On whose account an entry is, and in which version it was written. */
type Whose = { own: string; format: EntryFormat };

/** The other side: of debtor and creditor the one that is not the owner of the account. In a return the bank may keep the roles of the payment. */
const counterpartyOf = (tree: XmlTree, { own, format }: Whose, at: string, direction: Direction): EntryTransaction["counterparty"] => {
  const parties = elementAt(tree, "RltdPties");
  const side = (role: string): EntryTransaction["counterparty"] => ({
    name: optionalText(parties, `${role}/${format.partyName}`, at),
    iban: optionalText(parties, `${role}Acct/Id/IBAN`, at),
  });
  const [first, second] = direction === "credit" ? [side("Dbtr"), side("Cdtr")] : [side("Cdtr"), side("Dbtr")];
  const isOther = ({ name, iban }: EntryTransaction["counterparty"]): boolean => iban !== own && (name !== null || iban !== null);
  return isOther(first) || !isOther(second) ? (first.iban === own ? { name: null, iban: null } : first) : second;
};

const remittanceOf = (tree: XmlTree, at: string): string | null => {
  const lines = childrenOf(elementAt(tree, "RmtInf"), "Ustrd").map(({ text }) => text);
  const free = lines.join("");
  return free === "" ? optionalText(tree, "RmtInf/Strd/CdtrRefInf/Ref", at) : free;
};

const amountPath = ({ ownAmounts }: EntryFormat): string => (ownAmounts ? "Amt" : "AmtDtls/TxAmt/Amt");

function transactionOf(tree: XmlTree, at: string, whose: Whose, direction: Direction, entryAmount: Cents | null): EntryTransaction {
  // A return without a reason is one for a reason "not specified": MS03.
  const reference = optionalText(tree, "Refs/EndToEndId", at);
  const reasons = childrenOf(elementAt(tree, "RtrInf"), "AddtlInf").map(({ text }) => text.trim());
  return {
    endToEndId: reference === "NOTPROVIDED" ? null : reference,
    amount: optionalAmount(tree, "Amt", at) ?? entryAmount ?? optionalAmount(tree, "AmtDtls/TxAmt/Amt", at),
    direction: elementAt(tree, "CdtDbtInd") === undefined ? direction : directionOf(tree, at),
    instructedAmount: optionalAmount(tree, "AmtDtls/InstdAmt/Amt", at),
    returnReason:
      elementAt(tree, "RtrInf") === undefined
        ? null
        : (optionalCode(tree, "RtrInf/Rsn/Cd", at) ?? optionalText(tree, "RtrInf/Rsn/Prtry", at) ?? "MS03"),
    returnText: reasons.length === 0 ? null : reasons.join(" "),
    remittance: remittanceOf(tree, at),
    counterparty: counterpartyOf(tree, whose, at, direction),
  };
}

/** What the bank says of the batch must agree with the entry and with the payments that it names. */
function batchOf(details: readonly XmlTree[], at: string, amount: Cents, named: number): EntryBatch | null {
  const found = details.flatMap((detail) => childrenOf(detail, "Btch"));
  if (found.length > 1)
    refuseFile(`${at}/NtryDtls`, "Deze boeking hoort bij meer dan één batch.", "Vraag de bank om één boeking per batch.");
  const batch = found[0];
  if (batch === undefined) return null;
  const here = `${at}/NtryDtls/Btch`;
  const count = optionalCount(batch, "NbOfTxs", here);
  if (count !== null && named > 0 && count !== named)
    refuseFile(`${here}/NbOfTxs`, `De bank telt ${String(count)} betalingen, maar noemt er ${String(named)}.`);
  const sum = optionalAmount(batch, "TtlAmt", here);
  if (sum !== null && sum !== amount) refuseFile(`${here}/TtlAmt`, "Het totaal van de batch is niet het bedrag van de boeking.");
  return { messageId: optionalText(batch, "MsgId", here), paymentInformationId: optionalText(batch, "PmtInfId", here), count };
}

/** Reads one `Ntry` of the account `own`, as its version writes it. Throws `bank-file-refused`. */
export function entryOf(tree: XmlTree, at: string, own: string, format: EntryFormat): StatementEntry {
  const amount = requiredAmount(tree, "Amt", at);
  const direction = directionOf(tree, at);
  const status = requiredText(tree, format.status, at);
  if (status !== "BOOK")
    refuseFile(
      `${at}/${format.status}`,
      `Deze boeking is nog niet definitief (${status}).`,
      "Vraag de bank om een afschrift met alleen definitieve boekingen.",
    );
  const details = childrenOf(tree, "NtryDtls");
  const trees = details.flatMap((detail) => childrenOf(detail, "TxDtls"));
  const transactions = trees.map((each, n) =>
    transactionOf(each, `${at}/TxDtls[${String(n + 1)}]`, { own, format }, direction, trees.length === 1 ? amount : null),
  );
  if (trees.every((tree) => elementAt(tree, amountPath(format)) !== undefined)) checkSum(transactions, amount, direction, at);
  const domain = elementAt(tree, "BkTxCd/Domn");
  return {
    amount: direction === "debit" ? minus(zero, amount) : amount,
    direction,
    reversal: reversalOf(tree, at),
    bookedOn: requiredDay(tree, "BookgDt", at),
    valueOn: optionalDay(tree, "ValDt", at),
    bankReference: optionalText(tree, "AcctSvcrRef", at),
    batch: batchOf(details, at, amount, trees.length),
    transactions,
    code: {
      domain: optionalCode(domain, "Cd", at),
      family: optionalCode(domain, "Fmly/Cd", at),
      subFamily: optionalCode(domain, "Fmly/SubFmlyCd", at),
      proprietary: optionalText(tree, "BkTxCd/Prtry/Cd", at),
    },
  };
}

/** When the bank gives the booked amount of every payment, together they are the entry. */
function checkSum(transactions: readonly EntryTransaction[], amount: Cents, direction: Direction, at: string): void {
  if (transactions.length === 0) return;
  const sum = transactions.reduce((soFar, each) => soFar + (each.direction === direction ? 1 : -1) * (each.amount ?? 0), 0);
  if (!Number.isSafeInteger(sum) || sum !== amount)
    refuseFile(`${at}/NtryDtls`, "De betalingen in deze boeking zijn samen niet het bedrag van de boeking.");
}
