import { expect, test } from "vitest";
import { Refusal } from "../../kernel/refusal.ts";
import { pain002Namespaces, readPain002 } from "./pain002.ts";
import { schemaFaults, schemasPresent } from "./xsd-for-tests.ts";

const report = (batch: string, group = "<GrpSts>PART</GrpSts>"): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="${pain002Namespaces[0] ?? ""}"><CstmrPmtStsRpt>` +
  `<GrpHdr><MsgId>BANK1</MsgId><CreDtTm>2026-11-03T08:00:00</CreDtTm></GrpHdr>` +
  `<OrgnlGrpInfAndSts><OrgnlMsgId>PGB-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>3</OrgnlNbOfTxs><OrgnlCtrlSum>6.00</OrgnlCtrlSum>${group}</OrgnlGrpInfAndSts>` +
  `${batch}</CstmrPmtStsRpt></Document>`;
const rejected = (id: string, code = "AC04"): string =>
  `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>${code}</Cd></Rsn><AddtlInf>rekening</AddtlInf><AddtlInf>opgeheven</AddtlInf></StsRsnInf></TxInfAndSts>`;
const batch = (inside: string): string =>
  `<OrgnlPmtInfAndSts><OrgnlPmtInfId>PGB-1</OrgnlPmtInfId><OrgnlNbOfTxs>3</OrgnlNbOfTxs>${inside}</OrgnlPmtInfAndSts>`;
const count = (status: string, number: number): string =>
  `<NbOfTxsPerSts><DtldNbOfTxs>${String(number)}</DtldNbOfTxs><DtldSts>${status}</DtldSts></NbOfTxsPerSts>`;
const good = report(batch(`<PmtInfSts>PART</PmtInfSts>${count("RJCT", 2)}${count("ACSC", 1)}${rejected("A")}${rejected("B", "MD07")}`));

test("a report that names the rejections and counts the rest", async () => {
  expect(await readPain002(good)).toEqual({
    messageId: "BANK1",
    createdAt: "2026-11-03T08:00:00",
    originalMessageId: "PGB-1",
    groupStatus: "PART",
    reasons: [],
    count: 3,
    sum: 600,
    counts: [],
    batches: [
      {
        paymentInformationId: "PGB-1",
        status: "PART",
        reasons: [],
        count: 3,
        sum: null,
        counts: [
          { status: "RJCT", count: 2, sum: null },
          { status: "ACSC", count: 1, sum: null },
        ],
        transactions: ["A", "B"].map((endToEndId, n) => ({
          endToEndId,
          status: "RJCT",
          reasons: [{ code: n === 0 ? "AC04" : "MD07", proprietary: null, text: "rekening opgeheven" }],
          bankReference: null,
        })),
      },
    ],
  });
});

test.skipIf(!schemasPresent)("the example is valid under the official schema (skipped without ../shared/data/xsd)", () => {
  expect(schemaFaults("pain.002.001.10", good)).toEqual([]);
});

test("the older version says the same", async () => {
  expect(await readPain002(good.replace("pain.002.001.10", "pain.002.001.03"))).toEqual(await readPain002(good));
});

test.skipIf(!schemasPresent)("the older version is valid under its own schema (skipped without ../shared/data/xsd)", () => {
  expect(schemaFaults("pain.002.001.03", good.replace("pain.002.001.10", "pain.002.001.03"))).toEqual([]);
});

test("a rejected file names no payments", async () => {
  const read = await readPain002(report("", "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>DU01</Cd></Rsn></StsRsnInf>"));
  expect(read).toMatchObject({ groupStatus: "RJCT", reasons: [{ code: "DU01" }], batches: [] });
});

for (const [why, file, field] of [
  ["a doctype", good.replace("<Document", "<!DOCTYPE x><Document"), "Document"],
  ["a version that we do not read", good.replaceAll("pain.002.001.10", "pain.002.001.12"), "Document"],
  ["a cut file", good.slice(0, -5), "Document"],
  ["no header", good.replace(/<GrpHdr>.*<\/GrpHdr>/, ""), "Document/CstmrPmtStsRpt/GrpHdr/MsgId"],
  ["two headers", good.replace(/(<GrpHdr>.*<\/GrpHdr>)/, "$1$1"), "Document/CstmrPmtStsRpt/GrpHdr"],
  ["an empty identifier", good.replace("<OrgnlMsgId>PGB-1", "<OrgnlMsgId>"), "Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts/OrgnlMsgId"],
  [
    "an answer on a collection",
    good.replace("pain.001.001.09", "pain.008.001.08"),
    "Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts/OrgnlMsgNmId",
  ],
  [
    "fewer rejections named than counted",
    good.replace(rejected("B", "MD07"), ""),
    "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts[1]/NbOfTxsPerSts",
  ],
  [
    "more payments than there were",
    good.replace("<OrgnlNbOfTxs>3</OrgnlNbOfTxs><PmtInf", "<OrgnlNbOfTxs>2</OrgnlNbOfTxs><PmtInf"),
    "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts[1]/OrgnlNbOfTxs",
  ],
  ["a payment named twice", report(batch(rejected("A") + rejected("A"))), "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts[1]"],
  [
    "a status that is none",
    good.replace("<TxSts>RJCT", "<TxSts>nee!!"),
    "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts[1]/TxInfAndSts[1]/TxSts",
  ],
  ["an exponent", good.replace("<OrgnlCtrlSum>6.00", "<OrgnlCtrlSum>6e2"), "Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts/OrgnlCtrlSum"],
  ["no file", "", "Document"],
] as const)
  test(`refused: ${why}`, async () => {
    const refusal = await readPain002(file).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(refusal instanceof Refusal)) throw new Error(`not refused: ${String(refusal)}`);
    expect([refusal.code, refusal.faults.map((fault) => fault.field)]).toEqual(["bank-file-refused", [field]]);
    for (const { problem, remedy } of refusal.faults) expect(problem.length * remedy.length).toBeGreaterThan(0);
  });
