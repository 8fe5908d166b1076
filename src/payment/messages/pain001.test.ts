import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, instant } from "../../kernel/day.ts";
import { readIban, type Iban } from "../../kernel/iban.ts";
import { cents, total } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { epcFaults } from "./epc.ts";
import { mostPayments, pain001, type PaymentOrder } from "./pain001.ts";
import { isSepaIdentifier, isSepaText, sepaText } from "./sepa-text.ts";
import { schemaFaults, schemasPresent } from "./xsd-for-tests.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const iban = (text: string): Iban => {
  const read = readIban(text);
  if (read === null) throw new Error(text);
  return read;
};
const provider = iban("NL91ABNA0417164300");
const order = (changes: Partial<PaymentOrder> = {}): PaymentOrder => ({
  messageId: "PGB-20261102-0001",
  createdAt: instant("2026-11-02T09:00:00.000Z"),
  executeOn: day("2026-11-03"),
  debtor: { name: "SVB pgb", iban: iban("NL44RABO0123456789"), bic: null },
  categoryPurpose: null,
  payments: [
    { endToEndId: "PGB1", amount: cents(10_000), creditor: { name: "Zoë Jansen", iban: provider }, remittance: "pgb oktober 2026" },
  ],
  ...changes,
});
const refusedFields = (given: PaymentOrder): string[] => {
  try {
    pain001(given);
    return [];
  } catch (error) {
    if (error instanceof Refusal && error.code === "payment-file-invalid") return error.faults.map(({ field }) => field);
    throw error;
  }
};

test("one payment, in full", () => {
  const file = pain001(order({ categoryPurpose: "SALA" }));
  expect(file).toMatchObject({
    count: 1,
    controlSum: 10_000,
    debtorName: "SVB pgb",
    sent: [{ endToEndId: "PGB1", creditorName: "Zoe Jansen", remittance: "pgb oktober 2026" }],
  });
  expect(file.xml).toContain("<CtrlSum>100.00</CtrlSum>");
  expect(file.xml).toContain("<CreDtTm>2026-11-02T09:00:00Z</CreDtTm>");
  expect(file.xml).toContain("<SvcLvl><Cd>SEPA</Cd></SvcLvl><CtgyPurp><Cd>SALA</Cd></CtgyPurp>");
  expect(epcFaults(file.xml)).toEqual([]);
});

for (const [given, longest, expected] of [
  ["Zoë Núñez-Łukasz", 70, "Zoe Nunez-Lukasz"],
  ["Straße & Søn", 70, "Strasse + Son"],
  ["  veel   spaties \n hier ", 70, "veel spaties hier"],
  ["Çağrı Yıldız", 70, "Cagri Yildiz"],
  ['<b>"x"</b> {1}', 70, "b x /b 1"],
  ["李小龙", 70, ""],
  ["😀 Jan", 70, "Jan"],
  ["ß".repeat(40), 70, "ss".repeat(35)],
  ["abc def", 4, "abc"],
] as const)
  test(`${JSON.stringify(given)} is sent as ${JSON.stringify(expected)}`, () => expect(sepaText(given, longest)).toBe(expected));

for (const [id, good] of [
  ["PGB1", true],
  ["a/b", true],
  ["/a", false],
  ["a/", false],
  ["a//b", false],
  ["", false],
  [" a", false],
  ["x".repeat(35), true],
  ["x".repeat(36), false],
  ["é", false],
] as const)
  test(`${JSON.stringify(id)} is ${good ? "an" : "no"} identifier`, () => expect(isSepaIdentifier(id)).toBe(good));

for (const [why, changes, fields] of [
  ["an amount of nothing", { amount: cents(0) }, ["payments[0].amount"]],
  ["less than nothing", { amount: cents(-1) }, ["payments[0].amount"]],
  ["the smallest amount", { amount: cents(1) }, []],
  ["the largest amount", { amount: cents(99_999_999_999) }, []],
  ["a cent more", { amount: cents(100_000_000_000) }, ["payments[0].amount"]],
  ["an identifier with a slash at the end", { endToEndId: "PGB1/" }, ["payments[0].endToEndId"]],
  ["an identifier too long", { endToEndId: "P".repeat(36) }, ["payments[0].endToEndId"]],
  ["a name without a letter left", { creditor: { name: "李", iban: provider } }, ["payments[0].creditor.name"]],
] as const)
  test(why, () => {
    const [payment] = order().payments;
    if (payment === undefined) throw new Error("no payment");
    expect(refusedFields(order({ payments: [{ ...payment, ...changes }] }))).toEqual(fields);
  });

test("what is wrong with the order as a whole is named", () => {
  const [payment] = order().payments;
  if (payment === undefined) throw new Error("no payment");
  expect(
    refusedFields(order({ messageId: "//", debtor: { name: "", iban: provider, bic: "x" }, categoryPurpose: "loon", payments: [] })),
  ).toEqual(["messageId", "debtor.name", "debtor.bic", "categoryPurpose", "payments"]);
  expect(refusedFields(order({ payments: [payment, payment] }))).toEqual(["payments[1].endToEndId"]);
});

test(`${String(mostPayments)} payments fit and one more is refused`, () => {
  const payments = Array.from({ length: mostPayments }, (_, n) => ({
    endToEndId: `PGB${String(n)}`,
    amount: cents(n + 1),
    creditor: { name: "J. Bakker", iban: provider },
    remittance: `factuur ${String(n)}`,
  }));
  const file = pain001(order({ payments }));
  expect(file.count).toBe(mostPayments);
  expect(epcFaults(file.xml)).toEqual([]);
  expect(
    refusedFields(order({ payments: [...payments, ...order().payments.map((payment) => ({ ...payment, endToEndId: "PGB-one-more" }))] })),
  ).toEqual(["payments"]);
});

const identifiers = fc.stringMatching(/^[A-Z0-9]{1,35}$/);
const orders = fc
  .record({
    messageId: identifiers,
    bic: fc.constantFrom(null, "ABNANL2A", "RABONL2UXXX"),
    debtor: fc.string({ unit: "binary", maxLength: 100 }).map((name) => `SVB ${name}`),
    purpose: fc.constantFrom(null, "SALA", "SUPP"),
    payments: fc.uniqueArray(
      fc.record({
        endToEndId: identifiers,
        amount: fc.integer({ min: 1, max: 99_999_999_999 }).map(cents),
        creditor: fc.record({
          name: fc.string({ unit: "binary", maxLength: 100 }).map((name) => `J. ${name}`),
          iban: fc.constantFrom(provider, iban("BE71096123456769"), iban("DE91100000000123456789")),
        }),
        remittance: fc.string({ unit: "binary", maxLength: 300 }),
      }),
      { minLength: 1, maxLength: 5, selector: ({ endToEndId }) => endToEndId },
    ),
  })
  .map(({ messageId, bic, debtor, purpose, payments }) =>
    order({ messageId, debtor: { name: debtor, iban: iban("NL44RABO0123456789"), bic }, categoryPurpose: purpose, payments }),
  );

describe(`any order, seed ${String(seed)}`, () => {
  test("obeys the rules of the EPC, in the same bytes every time", () => {
    fc.assert(
      fc.property(orders, (given) => {
        const file = pain001(given);
        expect(epcFaults(Buffer.from(file.xml))).toEqual([]);
        expect(pain001(structuredClone(given)).xml).toBe(file.xml);
        expect(file.controlSum).toBe(total(given.payments.map(({ amount }) => amount)));
        for (const { creditorName, remittance } of file.sent) expect(isSepaText(creditorName + remittance)).toBe(true);
      }),
      { seed },
    );
  });

  test.skipIf(!schemasPresent)("is valid under the official schema (skipped without ../shared/data/xsd)", () => {
    const property = fc.property(orders, (given) => {
      expect(schemaFaults("pain.001.001.09", pain001(given).xml)).toEqual([]);
    });
    fc.assert(property, { seed, numRuns: 30 });
  });
});

const good = pain001(order()).xml;
for (const [why, from, to, field] of [
  ["another service level", "<Cd>SEPA</Cd>", "<Cd>URGP</Cd>", "PmtInf[1]/PmtTpInf/SvcLvl/Cd"],
  ["a cheque", "<PmtMtd>TRF</PmtMtd>", "<PmtMtd>CHK</PmtMtd>", "PmtInf[1]/PmtMtd"],
  ["charges for the debtor", "SLEV", "DEBT", "PmtInf[1]/ChrgBr"],
  ["dollars", 'Ccy="EUR"', 'Ccy="USD"', "PmtInf[1]/CdtTrfTxInf[1]/Amt/InstdAmt"],
  ["three decimals", '"EUR">100.00', '"EUR">100.000', "PmtInf[1]/CdtTrfTxInf[1]/Amt/InstdAmt"],
  ["an accent", "Zoe", "Zoë", "PmtInf[1]/CdtTrfTxInf[1]/Cdtr/Nm"],
  ["a wrong account", "NL91ABNA0417164300", "NL92ABNA0417164300", "PmtInf[1]/CdtTrfTxInf[1]/CdtrAcct/Id/IBAN"],
  ["a wrong count", "<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>2</NbOfTxs>", "GrpHdr/NbOfTxs"],
  ["a wrong total", "<CtrlSum>100.00</CtrlSum>", "<CtrlSum>100.01</CtrlSum>", "GrpHdr/CtrlSum"],
  ["two remittances", "<RmtInf>", "<RmtInf><Ustrd>x</Ustrd>", "PmtInf[1]/CdtTrfTxInf[1]/RmtInf"],
  [
    "an address in free lines",
    "</Nm></Cdtr>",
    "</Nm><PstlAdr><AdrLine>Straat 1</AdrLine></PstlAdr></Cdtr>",
    "PmtInf[1]/CdtTrfTxInf[1]/Cdtr/PstlAdr",
  ],
  ["an identifier with a slash", "<EndToEndId>PGB1", "<EndToEndId>/PGB1", "PmtInf[1]/CdtTrfTxInf[1]/PmtId/EndToEndId"],
  ["no XML", "</Document>", "", "Document"],
] as const)
  test(`the checker sees ${why}`, () => expect(epcFaults(good.replace(from, to)).map((fault) => fault.field)).toContain(field));
