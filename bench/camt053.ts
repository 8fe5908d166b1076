import { once } from "node:events";
import { Writable } from "node:stream";
import v8 from "node:v8";
import vm from "node:vm";
import { SaxesParser } from "saxes";
import { cents } from "../src/kernel/money.ts";
import { portion } from "../src/payment/import-statement.ts";
import { meaningsOf, type Known, type KnownOrder } from "../src/payment/match.ts";
import { camt053Entries, checkCamt053, type RankedEntry, type Reopen } from "../src/payment/messages/camt053.ts";
import { testIban } from "../src/sim/test-numbers.ts";
import { figureOf, type Done, type Figure, type Round } from "./measure.ts";

/** How much to read: entries of the figure of record, entries of the larger file for memory, rounds after one that warms up. */
export type CamtSize = { entries: number; larger: number; rounds: number };
export const camtOfRecord: CamtSize = { entries: 100_000, larger: 300_000, rounds: 5 };

const iban = testIban("0123456789");
const decimal = (amount: number): string => `${String(Math.floor(amount / 100))}.${String(amount % 100).padStart(2, "0")}`;
const amountOf = (at: number): number => 1_000 + (at % 500);
const referenceOf = (at: number): string => `PGB${String(at).padStart(26, "0")}`;

const entry = (at: number): string => {
  const amount = `<Amt Ccy="EUR">${decimal(amountOf(at))}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
  return `<Ntry>${amount}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-05</Dt></BookgDt><ValDt><Dt>2026-11-05</Dt></ValDt><AcctSvcrRef>R${String(at)}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>${referenceOf(at)}</EndToEndId></Refs>${amount}<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>\n`;
};

/** A statement with so many payments that came back, made while it is read: it is never whole in memory. */
const statement = (count: number): Reopen =>
  function* () {
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum += amountOf(at);
    const balance = (code: string, amount: number): string =>
      `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${decimal(amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-05</Dt></Dt></Bal>`;
    yield Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>BENCH</MsgId><CreDtTm>2026-11-05T22:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-05T22:00:00</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance("OPBD", 0)}${balance("CLBD", sum)}\n`,
    );
    for (let at = 0; at < count; at += 100)
      yield Buffer.from(Array.from({ length: Math.min(100, count - at) }, (_, n) => entry(at + n)).join(""));
    yield Buffer.from("</Stmt></BkToCstmrStmt></Document>\n");
  };

const knownFor = (some: readonly RankedEntry[]): Known => ({
  orders: new Map(
    some.flatMap(({ entry: { transactions } }) =>
      transactions.map(({ endToEndId, amount }): [string, KnownOrder] => [
        endToEndId ?? "",
        { id: endToEndId ?? "", amount: cents(amount ?? 0), state: "booked", givenBack: false },
      ]),
    ),
  ),
  batches: new Map(),
  funders: new Set(),
});

/** Reads a statement as the import does: checked to its end, then matched in portions. `look` is called after each. */
const readAndMatch = async (open: Reopen, look: () => void = () => undefined): Promise<number> => {
  const file = await checkCamt053(open());
  let matched = 0;
  let some: RankedEntry[] = [];
  const match = (): void => {
    matched += meaningsOf(
      some.map((one) => one.entry),
      knownFor(some),
    ).filter(([first]) => first?.meaning === "return").length;
    some = [];
    look();
  };
  for await (const one of camt053Entries(open, file)) if (some.push(one) === portion) match();
  if (some.length > 0) match();
  return matched;
};

const timed = async (pieces: number, act: () => Promise<unknown>): Promise<Done> => {
  const from = performance.now();
  await act();
  const milliseconds = performance.now() - from;
  return { pieces, seconds: milliseconds / 1_000, each: [milliseconds] };
};

/** The same bytes through the parser alone. */
const parsed = async (open: Reopen): Promise<void> => {
  const parser = new SaxesParser({ xmlns: true });
  const decoder = new TextDecoder();
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      parser.write(decoder.decode(chunk, { stream: true }));
      done();
    },
  });
  for await (const chunk of open()) if (!sink.write(chunk)) await once(sink, "drain");
  parser.close();
};

/** Most memory in use while a statement is read, beyond what was in use before, in bytes. */
const mostInUse = async (open: Reopen): Promise<number> => {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void;
  const inUse = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = inUse();
  let most = 0;
  let portions = 0;
  await readAndMatch(open, () => {
    if ((portions += 1) % 10 === 1) most = Math.max(most, inUse() - before);
  });
  return most;
};

/**
 * `camt053-100000`: entries of a statement per second, read, checked and matched, beside the XML parser alone on the same bytes; and
 * the most memory while a file three times as large is read, beside that of this one: it must not grow with the file.
 */
export const camt053 = async ({ entries, larger, rounds: count }: CamtSize): Promise<Figure[]> => {
  const open = statement(entries);
  const rounds: Round[] = [];
  for (let round = 0; round <= count; round += 1) {
    const yardstick = await timed(entries, () => parsed(open));
    const work = await timed(entries, async () => {
      const matched = await readAndMatch(open);
      if (matched !== entries) throw new Error(`matched ${String(matched)} of ${String(entries)}`);
    });
    if (round > 0) rounds.push({ work, yardstick });
  }
  const memory: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    const [small, large] = [await mostInUse(open), await mostInUse(statement(larger))];
    memory.push({ work: { pieces: 1, seconds: 1, each: [large / 1e6] }, yardstick: { pieces: 1, seconds: 1, each: [small / 1e6] } });
  }
  return [
    figureOf({ name: `camt053-${String(entries)}`, unit: "entries/s", yardstick: "entries/s through the XML parser alone" }, rounds),
    figureOf(
      { name: "camt053-memory", unit: `MB at ${String(larger)}`, yardstick: `MB at ${String(entries)}` },
      memory,
      ({ each }) => each[0] ?? 0,
    ),
  ];
};
