import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, instant } from "../../kernel/day.ts";
import { readIban, type Iban } from "../../kernel/iban.ts";
import { cents, total } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { epcFaults } from "./epc.ts";
import { mostPayments, pain001, type PaymentOrder } from "./pain001.ts";
import { sepaLetters } from "./sepa-letters.ts";
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
  ['<b>"x"</b> {1}', 70, "b x /b (1)"],
  ["李小龙", 70, ""],
  ["😀 Jan", 70, "Jan"],
  ["ß".repeat(40), 70, "ss".repeat(35)],
  ["abc def", 4, "abc"],
  ["Þórður Ægir", 70, "THordur AEgir"],
  ["Đorđe Šćekić", 70, "Dorde Scekic"],
  ["ıİ Ğ", 70, "iI G"],
  ["Γιώργος Παπαδόπουλος", 70, "Giorgos Papadopoulos"],
  ["Щербак Олексій", 70, "Shterbak Oleksiy"],
  ["Ћирић Његош", 70, "Ciric Njegosh"],
  ["ﬁets", 70, "fiets"],
  ["a\u0301\u0301b", 70, "ab"],
  ["O’Brien—Smit", 70, "O'Brien-Smit"],
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

const [paid] = order().payments;
if (paid === undefined) throw new Error("no payment");
const withReference = (reference: string): PaymentOrder => order({ payments: [{ ...paid, reference }] });

for (const [reference, issuer] of [
  ["5000056789012345", "CUR"],
  ["RF18539007547034", "ISO"],
] as const)
  test(`a payee who asks for ${reference} reads that instead of our words`, () => {
    const { xml, sent } = pain001(withReference(reference));
    expect(xml).toContain(`<Issr>${issuer}</Issr></Tp><Ref>${reference}</Ref>`);
    expect(xml).not.toContain("<Ustrd>");
    expect(sent[0]?.remittance).toBe(reference);
    expect(epcFaults(xml)).toEqual([]);
    expect(epcFaults(xml.replace(reference, `${reference.slice(0, -1)}9`)).map(({ field }) => field)).toEqual([
      "PmtInf[1]/CdtTrfTxInf[1]/RmtInf/Strd",
    ]);
    if (schemasPresent) expect(schemaFaults("pain.001.001.09", xml)).toEqual([]);
  });

test("a reference with a wrong check digit is refused", () =>
  expect(refusedFields(withReference("4000056789012345"))).toEqual(["payments[0].reference"]));

test("an instant payment goes alone", () => {
  const { xml } = pain001(order({ instant: true }));
  expect(xml).toContain("<SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm>");
  expect(epcFaults(xml)).toEqual([]);
  expect(refusedFields(order({ instant: true, payments: [paid, { ...paid, endToEndId: "PGB2" }] }))).toEqual(["payments"]);
  const two = pain001(order({ payments: [paid, { ...paid, endToEndId: "PGB2" }] })).xml;
  expect(epcFaults(two.replace("</SvcLvl>", "</SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm>")).map(({ field }) => field)).toEqual([
    "PmtInf[1]/PmtTpInf/LclInstrm/Cd",
  ]);
});

for (const bic of [null, "ABNANL2A"])
  test(`the older version, for a bank ${bic === null ? "without" : "with"} a BIC`, () => {
    const { xml } = pain001(order({ version: "pain.001.001.03", debtor: { ...order().debtor, bic } }));
    expect(epcFaults(xml)).toEqual([]);
    if (schemasPresent) expect(schemaFaults("pain.001.001.03", xml)).toEqual([]);
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

const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ unit: "grapheme", maxLength: 200 }));

describe(`any text of Unicode, seed ${String(seed)}`, () => {
  test("becomes a text that every bank takes, no longer than allowed, and stays as it is the second time", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 140 }), (text, longest) => {
        const sent = sepaText(text, longest);
        expect(isSepaText(sent)).toBe(true);
        expect(sent.length).toBeLessThanOrEqual(longest);
        expect(sent).toBe(sent.trim());
        expect(sepaText(sent, longest)).toBe(sent);
      }),
      { seed, numRuns: 500 },
    );
  });

  test("is the same, composed or decomposed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sepaText(text.normalize("NFD"), 140)).toBe(sepaText(text.normalize("NFC"), 140));
      }),
      { seed, numRuns: 500 },
    );
  });

  test("never loses a letter of the table", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sepaLetters.keys()), (letter) => {
        expect(sepaText(letter, 70)).toBe(sepaLetters.get(letter));
      }),
      { seed, numRuns: 300 },
    );
  });
});

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
