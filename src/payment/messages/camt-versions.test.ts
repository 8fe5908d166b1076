import { describe, expect, test } from "vitest";
import { Refusal } from "../../kernel/refusal.ts";
import { messageIn, versions, type Entry } from "./camt-for-tests.ts";
import { readCamt053 } from "./camt053.ts";
import { readCamt054 } from "./camt054.ts";
import { schemaFaults, schemasPresent } from "./xsd-for-tests.ts";

// The same facts in every version must be read as the same facts.

const entries: Entry[] = [
  { amount: "60.00", direction: "DBIT", reference: "R1", batch: { message: "PGB-1", count: 3 } },
  {
    amount: "9.50",
    direction: "CRDT",
    reference: "R2",
    payments: [{ endToEnd: "E1", amount: "9.50", direction: "CRDT", ordered: "10.00", reason: "AC04" }],
  },
  {
    amount: "30.00",
    direction: "CRDT",
    reference: "R3",
    payments: [
      { endToEnd: "E2", amount: "10.00", direction: "CRDT", reason: "MD07" },
      { endToEnd: null, amount: "20.00", direction: "CRDT", reason: "MS03" },
    ],
  },
];
const around = {
  balances: [
    ["OPBD", "100.00"],
    ["CLBD", "79.50"],
  ] as const,
};
const entriesOf = async (name: string, xml: string) =>
  name.startsWith("camt.053")
    ? (await readCamt053(xml)).entries.map(({ entry }) => entry)
    : (await readCamt054(xml)).details.map(({ entry }) => entry);
const [first, older] = versions;
if (first === undefined || older === undefined) throw new Error("there are versions");
const expected = await entriesOf(first.name, messageIn(first, entries, around));

describe("every version says the same", () => {
  for (const version of versions) {
    test(version.name, async () => {
      expect(await entriesOf(version.name, messageIn(version, entries, around))).toEqual(expected);
    });
    test.skipIf(!schemasPresent)(
      `${version.name}: the example is valid under the official schema (skipped without ../shared/data/xsd)`,
      () => {
        expect(schemaFaults(version.name, messageIn(version, entries, around))).toEqual([]);
      },
    );
  }
  test("what was read is what was written", () => {
    expect(expected[1]).toMatchObject({
      amount: 950,
      transactions: [{ endToEndId: "E1", amount: 950, instructedAmount: 1000, returnReason: "AC04", counterparty: { name: "J. Bakker" } }],
    });
    expect(expected[2]?.transactions.map(({ endToEndId, amount, direction }) => [endToEndId, amount, direction])).toEqual([
      ["E2", 1000, "credit"],
      [null, 2000, "credit"],
    ]);
  });
  test("a version that says it is another is refused", async () => {
    const lying = messageIn(first, entries, around).replaceAll("camt.053.001.08", "camt.053.001.02");
    await expect(readCamt053(lying)).rejects.toBeInstanceOf(Refusal);
  });
});

describe("a statement in pages", () => {
  const pages = (of: typeof first) => [
    messageIn(of, entries.slice(0, 1), {
      page: { number: 1, last: false },
      balances: [
        ["OPBD", "100.00"],
        ["ITBD", "40.00"],
      ],
    }),
    messageIn(of, entries.slice(1, 2), {
      page: { number: 2, last: false },
      balances: [
        ["ITBD", "40.00"],
        ["ITBD", "49.50"],
      ],
    }),
    messageIn(of, entries.slice(2), {
      page: { number: 3, last: true },
      balances: [
        ["ITBD", "49.50"],
        ["CLBD", "79.50"],
      ],
    }),
  ];
  for (const of of [first, older])
    test(`${of.name}: each page has its balances, and is valid`, async () => {
      const read = await Promise.all(pages(of).map((xml) => readCamt053(xml)));
      expect(read.map(({ statements: [one] }) => [one?.page, one?.opening, one?.closing, one?.count])).toEqual([
        [{ number: 1, last: false }, 10_000, 4_000, 1],
        [{ number: 2, last: false }, 4_000, 4_950, 1],
        [{ number: 3, last: true }, 4_950, 7_950, 1],
      ]);
      if (schemasPresent) for (const xml of pages(of)) expect(schemaFaults(of.name, xml)).toEqual([]);
    });
  test("a page that does not add up is refused", async () => {
    await expect(readCamt053((pages(first)[1] ?? "").replace("49.50", "49.51"))).rejects.toBeInstanceOf(Refusal);
  });
});

describe("details that are refused", () => {
  const of = versions.find(({ name }) => name === "camt.054.001.08") ?? first;
  const good = messageIn(of, entries, around);
  for (const [why, file, field] of [
    ["the same notification twice", good.replace(/(<Ntfctn>.*<\/Ntfctn>)/, "$1$1"), "Document/BkToCstmrDbtCdtNtfctn/Ntfctn[2]/Id"],
    ["no notification", good.replace(/<Ntfctn>.*<\/Ntfctn>/, ""), "Document/BkToCstmrDbtCdtNtfctn/Ntfctn"],
    [
      "payments that are not the entry",
      good.replace('"EUR">20.00</Amt><CdtDbtInd>', '"EUR">20.01</Amt><CdtDbtInd>'),
      "Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[3]/NtryDtls",
    ],
    ["no account", good.replace(/<Acct>.*?<\/Acct>/, ""), "Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Acct/Id/IBAN"],
    ["a statement", messageIn(first, entries, around), "Document"],
  ] as const)
    test(why, async () => {
      const refusal = await readCamt054(file).then(
        () => null,
        (error: unknown) => error,
      );
      if (!(refusal instanceof Refusal)) throw new Error(`not refused: ${String(refusal)}`);
      expect(refusal.faults.map((fault) => fault.field)).toEqual([field]);
    });
});
