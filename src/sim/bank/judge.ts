import { plusDays, type Day } from "../../kernel/day.ts";
import { readIban } from "../../kernel/iban.ts";
import type { Order, OrderBatch, OrderFile } from "./order-file.ts";

/** Why the bank rejects a file: an ISO 20022 status reason code with its own words. */
export type Rejection = { code: string; text: string };

const mostCents = 99_999_999_999;
const isText = (text: string, most: number): boolean => text !== "" && text.length <= most && !/[^a-zA-Z0-9/?:().,'+ -]/.test(text);
const isReference = (text: string): boolean => isText(text, 35) && !/^\/|\/$|\/\//.test(text);
const inCents = (decimal: string): bigint => {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0").slice(0, 2));
};
const agrees = (control: string | null, sum: bigint): boolean =>
  control !== null && /^\d+(\.\d{1,2}0*)?$/.test(control) && inCents(control) === sum;

const orderFault = ({ endToEnd, cents, currency, creditorName, remittance }: Order): Rejection | null => {
  if (!isReference(endToEnd)) return { code: "FF01", text: "EndToEndId ontbreekt of is niet toegestaan" };
  if (currency !== "EUR") return { code: "AM11", text: `${endToEnd}: alleen euro` };
  if (cents === null) return { code: "AM12", text: `${endToEnd}: bedrag onleesbaar` };
  if (cents === 0) return { code: "AM01", text: `${endToEnd}: bedrag nul` };
  if (cents > mostCents) return { code: "AM02", text: `${endToEnd}: bedrag te hoog` };
  if (!isText(creditorName, 70)) return { code: "FF01", text: `${endToEnd}: naam ontbreekt of niet toegestaan` };
  return remittance !== null && !isText(remittance, 140) ? { code: "FF01", text: `${endToEnd}: omschrijving niet toegestaan` } : null;
};

const batchFault = (batch: OrderBatch, today: Day, accounts: ReadonlySet<string>): Rejection | null => {
  const at = batch.paymentInfo;
  if (!isReference(at)) return { code: "FF01", text: "PmtInfId ontbreekt of is niet toegestaan" };
  if (batch.method !== "TRF" || batch.service !== "SEPA" || (batch.charges ?? "SLEV") !== "SLEV")
    return { code: "FF03", text: `${at}: alleen TRF, SEPA en SLEV` };
  if (!accounts.has(batch.iban)) return { code: "AC02", text: `${at}: rekening onbekend` };
  if (batch.executionDay === null) return { code: "DT01", text: `${at}: uitvoerdatum ontbreekt` };
  if (batch.executionDay > plusDays(today, 364)) return { code: "CH03", text: `${at}: uitvoerdatum te ver weg` };
  if (batch.executionDay < plusDays(today, -30)) return { code: "CH04", text: `${at}: uitvoerdatum te oud` };
  if (batch.orders.length === 0 || (batch.count !== null && batch.count !== String(batch.orders.length)))
    return { code: "AM20", text: `${at}: aantal klopt niet` };
  for (const order of batch.orders) {
    const fault = orderFault(order);
    if (fault !== null) return fault;
  }
  return batch.sum !== null && !agrees(batch.sum, sumOf([batch])) ? { code: "AM10", text: `${at}: controletotaal klopt niet` } : null;
};

/** What a readable file orders in all, in cents; unreadable amounts count for nothing. */
export const sumOf = (batches: readonly OrderBatch[]): bigint =>
  batches.reduce((sum, { orders }) => orders.reduce((soFar, { cents }) => soFar + BigInt(cents ?? 0), sum), 0n);

const countOf = ({ batches }: OrderFile): number => batches.reduce((count, { orders }) => count + orders.length, 0);

/** Is the file fit to be executed? The first thing that is wrong rejects all of it; null accepts. */
export function rejectionOf(file: OrderFile, today: Day, accounts: ReadonlySet<string>): Rejection | null {
  if (!isReference(file.messageId)) return { code: "FF01", text: "MsgId is niet toegestaan" };
  if (file.count !== String(countOf(file)) || countOf(file) === 0) return { code: "AM19", text: "aantal in de kop klopt niet" };
  for (const batch of file.batches) {
    const fault = batchFault(batch, today, accounts);
    if (fault !== null) return fault;
  }
  if (!agrees(file.sum, sumOf(file.batches))) return { code: "AM10", text: "controletotaal in de kop klopt niet" };
  if (new Set(file.batches.map(({ paymentInfo }) => paymentInfo)).size !== file.batches.length)
    return { code: "DU02", text: "PmtInfId staat er twee keer in" };
  if (sumOf(file.batches) > BigInt(Number.MAX_SAFE_INTEGER)) return { code: "AM02", text: "het totaal is te hoog" };
  const references = file.batches.flatMap(({ orders }) => orders.map(({ endToEnd }) => endToEnd));
  return new Set(references).size === references.length ? null : { code: "DU04", text: "EndToEndId staat er twee keer in" };
}

/** Is this an account that money can be sent to at all? */
export const isReachable = (iban: string): boolean => readIban(iban) === iban;
