import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Refusal } from "../../kernel/refusal.ts";
import { camt053Entries, camt053Namespaces, checkCamt053, readCamt053 } from "./camt053.ts";
import { schemaFaults, schemasPresent } from "./xsd-for-tests.ts";

const balance = (type: string, amount: string, day: string, direction = "CRDT"): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
const entry = (amount: string, direction: string, details = "", reference = "R1"): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt><ValDt><Dt>2026-11-04</Dt></ValDt>` +
  `<AcctSvcrRef>${reference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>${details}</Ntry>`;
const batch = `<NtryDtls><Btch><MsgId>PGB-1</MsgId><PmtInfId>PGB-1</PmtInfId><NbOfTxs>3</NbOfTxs><TtlAmt Ccy="EUR">60.00</TtlAmt></Btch></NtryDtls>`;
const returned =
  `<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="EUR">9.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><AmtDtls><InstdAmt><Amt Ccy="EUR">10.00</Amt></InstdAmt></AmtDtls>` +
  `<RltdPties><Dbtr><Pty><Nm>SVB</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>NL44RABO0123456789</IBAN></Id></DbtrAcct><Cdtr><Pty><Nm>J. Bakker</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></CdtrAcct></RltdPties>` +
  `<RmtInf><Ustrd>pgb oktober</Ustrd></RmtInf><RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>rekening opgeheven</AddtlInf></RtrInf></TxDtls></NtryDtls>`;
const statement = (entries: string, changes: { opening?: string; closing?: string; summary?: string; id?: string } = {}): string =>
  `<Stmt><Id>${changes.id ?? "S1"}</Id><ElctrncSeqNb>7</ElctrncSeqNb><CreDtTm>2026-11-03T23:00:00Z</CreDtTm><Acct><Id><IBAN>NL44RABO0123456789</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  `${changes.opening ?? balance("OPBD", "100.00", "2026-11-02")}${changes.closing ?? balance("CLBD", "49.50", "2026-11-03")}${changes.summary ?? ""}${entries}</Stmt>`;
const message = (statements: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="${camt053Namespaces[0] ?? ""}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-03T23:00:00Z</CreDtTm></GrpHdr>${statements}</BkToCstmrStmt></Document>`;
const summary = (count: number, sum: string): string =>
  `<TxsSummry><TtlNtries><NbOfNtries>${String(count)}</NbOfNtries><Sum>${sum}</Sum></TtlNtries></TxsSummry>`;
const entries = entry("60", "DBIT", batch) + entry("9.5", "CRDT", returned, "R2");
const good = message(statement(entries, { summary: summary(2, "69.5000") }));

test("a batch and a return with charges", async () => {
  const read = await readCamt053(good);
  expect(read).toMatchObject({
    messageId: "M1",
    statements: [
      {
        statementId: "S1",
        sequence: 7,
        iban: "NL44RABO0123456789",
        day: "2026-11-03",
        opening: 10_000,
        closing: 4950,
        count: 2,
        sum: -5050,
      },
    ],
  });
  expect(read.entries).toEqual([
    {
      statement: 0,
      rank: 1,
      entry: {
        amount: -6000,
        direction: "debit",
        reversal: false,
        bookedOn: "2026-11-03",
        valueOn: "2026-11-04",
        bankReference: "R1",
        batch: { messageId: "PGB-1", paymentInformationId: "PGB-1", count: 3 },
        transactions: [],
        code: { domain: "PMNT", family: "ICDT", subFamily: "ESCT", proprietary: null },
      },
    },
    {
      statement: 0,
      rank: 2,
      entry: expect.objectContaining({
        amount: 950,
        batch: null,
        transactions: [
          {
            endToEndId: "E1",
            amount: 950,
            direction: "credit",
            instructedAmount: 1000,
            returnReason: "AC04",
            returnText: "rekening opgeheven",
            remittance: "pgb oktober",
            counterparty: { name: "J. Bakker", iban: "NL91ABNA0417164300" },
          },
        ],
      }) as unknown,
    },
  ]);
});

test.skipIf(!schemasPresent)("the example is valid under the official schema (skipped without ../shared/data/xsd)", () => {
  expect(schemaFaults("camt.053.001.08", good)).toEqual([]);
});

test("an overdrawn account, no movement, two statements in one file", async () => {
  const overdrawn = { opening: balance("PRCD", "5.00", "2026-11-02", "DBIT"), closing: balance("CLBD", "5", "2026-11-03", "DBIT") };
  const read = await checkCamt053(message(statement("", overdrawn) + statement(entries, { id: "S2" })));
  expect(read.statements.map(({ opening, closing, count }) => [opening, closing, count])).toEqual([
    [-500, -500, 0],
    [10_000, 4950, 2],
  ]);
});

const at = "Document/BkToCstmrStmt/Stmt[1]";
for (const [why, file, field] of [
  ["a doctype", good.replace("<Document", '<!DOCTYPE d [<!ENTITY e "x">]><Document'), "Document"],
  ["a version that we do not read", good.replace("001.08", "001.04"), "Document"],
  ["a cut file", good.slice(0, -30), "Document/BkToCstmrStmt/Stmt"],
  ["no statement", message(""), "Document/BkToCstmrStmt/Stmt"],
  ["the same statement twice", message(statement(entries) + statement(entries)), "Document/BkToCstmrStmt/Stmt[2]/Id"],
  [
    "one cent of difference",
    good.replace('"EUR">60<', '"EUR">60.01<').replace('"EUR">60.00<', '"EUR">60.01<').replace("69.5000", "69.51"),
    `${at}/Bal`,
  ],
  ["a wrong number of entries", good.replace("<NbOfNtries>2", "<NbOfNtries>3"), `${at}/TxsSummry/TtlNtries/NbOfNtries`],
  ["a wrong sum of entries", good.replace("69.5000", "69.51"), `${at}/TxsSummry/TtlNtries/Sum`],
  ["a batch total that differs", good.replace('"EUR">60.00<', '"EUR">60.01<'), `${at}/Ntry[1]/NtryDtls/Btch/TtlAmt`],
  ["payments that are not the entry", good.replace('"EUR">9.50<', '"EUR">9.51<'), `${at}/Ntry[2]/NtryDtls`],
  [
    "a count that is not the payments",
    good.replace("<TxDtls>", "<Btch><NbOfTxs>2</NbOfTxs></Btch><TxDtls>"),
    `${at}/Ntry[2]/NtryDtls/Btch/NbOfTxs`,
  ],
  ["no closing balance", good.replace("CLBD", "CLAV"), `${at}/Bal`],
  ["two opening balances", good.replace("CLBD", "OPBD"), `${at}/Bal[2]`],
  ["no account", good.replace(/<Acct>.*?<\/Acct>/, ""), `${at}/Acct/Id/IBAN`],
  ["a wrong account", good.replace("<IBAN>NL44RABO0123456789", "<IBAN>NL45RABO0123456789"), `${at}/Acct/Id/IBAN`],
  ["no number", good.replace(/<ElctrncSeqNb>.*<\/ElctrncSeqNb>/, ""), `${at}/ElctrncSeqNb`],
  ["no booking day", good.replace("<BookgDt><Dt>2026-11-03</Dt></BookgDt>", ""), `${at}/Ntry[1]/BookgDt`],
  ["a day that does not exist", good.replace("<BookgDt><Dt>2026-11-03", "<BookgDt><Dt>2026-02-30"), `${at}/Ntry[1]/BookgDt`],
  ["dollars", good.replace('"EUR">60<', '"USD">60<').replace('Ccy="EUR">60', 'Ccy="USD">60'), `${at}/Ntry[1]/Amt`],
  ["three decimals", good.replace('"EUR">60<', '"EUR">60.001<'), `${at}/Ntry[1]/Amt`],
  ["an exponent", good.replace('"EUR">60<', '"EUR">6e1<'), `${at}/Ntry[1]/Amt`],
  ["a sign", good.replace('"EUR">60<', '"EUR">-60<'), `${at}/Ntry[1]/Amt`],
  ["an absurd amount", good.replace('"EUR">60<', `"EUR">${"9".repeat(13)}<`), `${at}/Ntry[1]/NtryDtls/Btch/TtlAmt`],
  ["sums beyond what can be counted", message(statement(entry("9".repeat(13), "CRDT").repeat(12))), at],
  ["a direction that is none", good.replace("<CdtDbtInd>DBIT", "<CdtDbtInd>AF"), `${at}/Ntry[1]/CdtDbtInd`],
  ["a booking that is not final", good.replace("BOOK", "PDNG"), `${at}/Ntry[1]/Sts/Cd`],
  [
    "a page of several",
    good.replace("<ElctrncSeqNb>", "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><ElctrncSeqNb>"),
    `${at}/Bal`,
  ],
] as const)
  test(`refused: ${why}`, async () => {
    const refusal = await checkCamt053(file).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(refusal instanceof Refusal)) throw new Error(`not refused: ${String(refusal)}`);
    expect([refusal.code, refusal.faults.map((fault) => fault.field)]).toEqual(["bank-file-refused", [field]]);
  });

test("cut at any byte it is refused", async () => {
  const whole = Buffer.from(good);
  for (let length = 0; length < whole.length; length += 7)
    await expect(checkCamt053(whole.subarray(0, length))).rejects.toBeInstanceOf(Refusal);
});

test("other bytes at the second reading are a defect", async () => {
  const checked = await checkCamt053(good);
  const read = async (): Promise<void> => {
    for await (const one of camt053Entries(() => good.replace("R1", "R9"), checked)) expect(one.rank).toBeGreaterThan(0);
  };
  await expect(read()).rejects.toThrow("changed between two readings");
});

test("a large statement is read one entry at a time", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = (): number => (collect(), process.memoryUsage().heapUsed);
  const count = 10_000;
  const [head, tail] = message(
    statement("|", { opening: balance("OPBD", "0", "2026-11-02"), closing: balance("CLBD", String(count), "2026-11-03") }),
  ).split("|");
  const source = function* (): Generator<Uint8Array> {
    yield Buffer.from(head ?? "");
    const hundred = Buffer.from(entry("1.00", "CRDT").repeat(100));
    for (let n = 0; n < count / 100; n++) yield hundred;
    yield Buffer.from(tail ?? "");
  };
  const before = held();
  const checked = await checkCamt053(source());
  expect(checked.statements[0]).toMatchObject({ count, sum: count * 100 });
  let seen = 0;
  let after = 0;
  for await (const { rank } of camt053Entries(source, checked)) if ((seen = rank) === count - 1) after = held();
  expect(seen).toBe(count);
  expect(after - before).toBeLessThan(4_000_000);
}, 120_000);
