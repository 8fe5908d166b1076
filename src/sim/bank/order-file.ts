import { readDay, type Day } from "../../kernel/day.ts";
import { childrenOf, elementAt, textAt, xmlParts, type XmlTree } from "../../kernel/xml.ts";

/** A payment as the bank reads it. An amount that it cannot read is null. */
export type Order = {
  endToEnd: string;
  cents: number | null;
  currency: string;
  creditorName: string;
  creditorIban: string;
  remittance: string | null;
};
export type OrderBatch = {
  paymentInfo: string;
  method: string;
  service: string | null;
  charges: string | null;
  batchBooking: boolean;
  count: string | null;
  sum: string | null;
  executionDay: Day | null;
  iban: string;
  orders: Order[];
};
/** A payment file (pain.001.001.09) as the bank reads it, before it judges. */
export type OrderFile = { messageId: string; created: Day | null; count: string | null; sum: string | null; batches: OrderBatch[] };
/** Unreadable is no payment file at all: there is nobody to answer to. */
export type ReadOrders = { file: OrderFile } | { unreadable: string };

const namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
const root = "Document/CstmrCdtTrfInitn";
const mostOrders = 100_000;

const centsOf = (text: string | null): number | null => {
  const [, whole, fraction = ""] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text ?? "") ?? [];
  return whole === undefined ? null : Number(whole + fraction.padEnd(2, "0"));
};

const orderOf = (tree: XmlTree): Order => ({
  endToEnd: textAt(tree, "PmtId/EndToEndId") ?? "",
  cents: centsOf(textAt(tree, "Amt/InstdAmt")),
  currency: elementAt(tree, "Amt/InstdAmt")?.attributes.Ccy ?? "",
  creditorName: textAt(tree, "Cdtr/Nm") ?? "",
  creditorIban: textAt(tree, "CdtrAcct/Id/IBAN") ?? "",
  remittance: textAt(tree, "RmtInf/Ustrd") ?? textAt(tree, "RmtInf/Strd/CdtrRefInf/Ref"),
});

const batchOf = (children: readonly XmlTree[], orders: Order[]): OrderBatch => {
  const tree: XmlTree = { name: "PmtInf", namespace, attributes: {}, text: "", children };
  return {
    paymentInfo: textAt(tree, "PmtInfId") ?? "",
    method: textAt(tree, "PmtMtd") ?? "",
    service: textAt(tree, "PmtTpInf/SvcLvl/Cd"),
    charges: textAt(tree, "ChrgBr"),
    batchBooking: textAt(tree, "BtchBookg") !== "false",
    count: textAt(tree, "NbOfTxs"),
    sum: textAt(tree, "CtrlSum"),
    executionDay: readDay(textAt(tree, "ReqdExctnDt/Dt") ?? ""),
    iban: textAt(tree, "DbtrAcct/Id/IBAN") ?? "",
    orders,
  };
};

/** Reads what a customer sent. This is the bank's own reading, apart from the customer's writing. */
export async function readOrderFile(bytes: Uint8Array): Promise<ReadOrders> {
  let header: XmlTree | undefined;
  const batches: OrderBatch[] = [];
  let fields: XmlTree[] = [];
  let orders: Order[] = [];
  let count = 0;
  const options = {
    root: { name: "Document", namespaces: [namespace] },
    namespaces: [namespace],
    maxBytes: 100_000_000,
    maxElements: 1000,
  };
  const isTree = (path: string): boolean => path !== "Document" && path !== root && path !== `${root}/PmtInf`;
  for await (const part of xmlParts(bytes, options, isTree)) {
    if (part.kind === "fault") return { unreadable: `${part.fault.problem} ${part.fault.remedy}` };
    if (part.kind === "close" && part.path === `${root}/PmtInf`) {
      batches.push(batchOf(fields, orders));
      [fields, orders] = [[], []];
    }
    if (part.kind !== "tree") continue;
    if (part.path === `${root}/GrpHdr`) header = part.tree;
    else if (part.tree.name === "CdtTrfTxInf") orders.push(orderOf(part.tree));
    else fields.push(part.tree);
    if (++count > mostOrders) return { unreadable: `Een bestand heeft hooguit ${String(mostOrders)} betalingen.` };
  }
  const messageId = textAt(header, "MsgId") ?? "";
  if (header === undefined || messageId === "" || messageId.length > 35 || childrenOf(header, "MsgId").length > 1)
    return { unreadable: "Het kenmerk van het bestand (MsgId) ontbreekt." };
  return {
    file: {
      messageId,
      created: readDay((textAt(header, "CreDtTm") ?? "").slice(0, 10)),
      count: textAt(header, "NbOfTxs"),
      sum: textAt(header, "CtrlSum"),
      batches,
    },
  };
}
