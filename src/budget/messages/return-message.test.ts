import { expect, test } from "vitest";
import { readBsn } from "../../kernel/bsn.ts";
import { day } from "../../kernel/day.ts";
import { cents } from "../../kernel/money.ts";
import { childrenOf, elementAt, readXmlTree, textAt, type XmlTree } from "../../kernel/xml.ts";
import { assessAwardMessage } from "./award-assessment.ts";
import { readAwardMessage } from "./award-reader.ts";
import { closingMessageXml } from "./closing-message.ts";
import { jw501, wlz501, wmo501 } from "./fixtures.ts";
import { returnMessageXml } from "./return-message.ts";

const facts = {
  today: day("2026-11-02"),
  knows: () => true,
  identificationUsed: false,
  budgetNumberUsed: false,
  predecessor: null,
  grantedElsewhere: [],
};
const answer = (xml: string): string => returnMessageXml(assessAwardMessage(readAwardMessage(Buffer.from(xml)), facts), day("2026-11-02"));
const parsed = (xml: string, namespace: string): XmlTree => {
  const read = readXmlTree(xml, { root: { name: "Bericht", namespaces: [`http://www.istandaarden.nl/ipgb/2_0/${namespace}/schema`] } });
  if (!read.ok) throw new Error(read.fault.problem);
  return read.tree;
};
const codes = (tree: XmlTree | undefined): string[] => childrenOf(elementAt(tree, "RetourCodes"), "RetourCode").map(({ text }) => text);

test("an accepted message gets 0200 on every occurrence of every class", () => {
  const tree = parsed(
    answer(
      jw501({
        functions: [
          { code: "45", amount: 5, from: "2026-01-01", until: "2026-01-31" },
          { code: "41", amount: 5, from: "2026-01-01", until: "2026-01-31" },
        ],
      }),
    ),
    "jw502",
  );
  const client = elementAt(tree, "Client");
  const all = [
    elementAt(tree, "Header"),
    client,
    ...childrenOf(elementAt(client, "Relaties"), "Relatie"),
    ...childrenOf(client, "Budget"),
    ...childrenOf(elementAt(client, "Budget"), "FunctieBudget"),
  ];
  expect(all).toHaveLength(6);
  for (const each of all) expect(codes(each), each?.name).toEqual(["0200"]);
  expect(textAt(tree, "Header/BerichtIdentificatie/Identificatie")).toBe("A00000000001");
  expect(textAt(tree, "Header/IdentificatieRetour")).toMatch(/^[0-9a-f]{12}$/);
  expect(textAt(tree, "Header/DagtekeningRetour")).toBe("2026-11-02");
});

test("the code stands at the occurrence that is wrong", () => {
  const tree = parsed(
    answer(
      wmo501({
        functions: [
          { code: "01", amount: 5, from: "2026-01-01", until: "2026-01-31" },
          { code: "02", amount: -5, from: "2026-01-01", until: "2025-01-31" },
        ],
      }),
    ),
    "wmo502",
  );
  const functions = childrenOf(elementAt(tree, "Client/Budget"), "FunctieBudget");
  expect(functions.map((each) => [textAt(each, "Zorgfunctie"), codes(each)])).toEqual([
    ["01", ["0200"]],
    ["02", ["P005", "CS003"]],
  ]);
});

test("a missing class is answered on that class", () => {
  const tree = parsed(answer(wmo501({ functions: [] })), "wmo502");
  expect(childrenOf(elementAt(tree, "Client/Budget"), "FunctieBudget").map(codes)).toEqual([["P001"]]);
});

test.each([
  ["cut off, but its law can be seen", wlz501().slice(0, 900), "wlz502"],
  ["no XML at all", "geen bericht", "ipgb502"],
])("a message that is refused as a whole: %s", (_why, xml, kind) => {
  const tree = parsed(answer(xml), kind);
  expect(codes(elementAt(tree, "Header"))).toEqual(["0001"]);
  expect(elementAt(tree, "Client")).toBeUndefined();
});

test("the same message gives the same bytes, another message another identification", () => {
  expect(answer(wmo501())).toBe(answer(wmo501()));
  const identification = (xml: string) => textAt(parsed(answer(xml), "wmo502"), "Header/IdentificatieRetour");
  expect(identification(wmo501())).not.toBe(identification(wmo501({ identification: "A00000000002" })));
});

test("a return message holds nothing of a person", () => {
  expect(answer(jw501())).not.toMatch(/9999900|Iris|Noor|Dam|Lindelaan|2014-05-21|1985/);
});

test("a closing message says what became of each function", () => {
  const bsn = readBsn("999990020");
  if (bsn === null) throw new Error("the BSN of the test is wrong");
  const message = {
    law: "wmo" as const,
    receiver: "0363",
    identification: "BAB000000001",
    dated: day("2027-04-09"),
    bsn,
    budget: "B & 1",
    period: { from: day("2026-01-01"), until: day("2027-06-30") },
    reason: "Administratief" as const,
    functions: [{ code: "01", awarded: cents(1000), paid: cents(600), committed: cents(400) }],
  };
  const tree = parsed(closingMessageXml(message), "wmo507");
  expect(closingMessageXml(message)).toBe(closingMessageXml(message));
  expect(
    [
      "BudgetNummer",
      "RedenAfgifte",
      "FunctieBudget/BedragToegekend",
      "FunctieBudget/BedragBesteed",
      "FunctieBudget/BedragGereserveerd",
    ].map((path) => textAt(tree, `Client/Budget/${path}`)),
  ).toEqual(["B & 1", "Administratief", "1000", "600", "400"]);
  expect(textAt(tree, "Header/Ontvanger")).toBe("0363");
});
