import { describe, expect, test } from "vitest";
import { Refusal } from "../../kernel/refusal.ts";
import type { XmlSource } from "../../kernel/xml.ts";
import { messageIn, versions } from "./camt-for-tests.ts";
import { readCamt053 } from "./camt053.ts";
import { readCamt054 } from "./camt054.ts";
import { pain002Namespaces, readPain002 } from "./pain002.ts";

// Whatever stands in a file of the bank, it is refused whole with the place, at once and in little memory.

const [statement, , details] = versions;
if (statement === undefined || details === undefined) throw new Error("there are versions");
const entry = {
  amount: "9.50",
  direction: "CRDT",
  reference: "R2",
  payments: [{ endToEnd: "E1", amount: "9.50", direction: "CRDT", reason: "AC04" }],
};
const report = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="${pain002Namespaces[0] ?? ""}"><CstmrPmtStsRpt><GrpHdr><MsgId>BANK1</MsgId><CreDtTm>2026-11-03T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>PGB-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`;
const readers: readonly [name: string, good: string, read: (source: XmlSource) => Promise<unknown>][] = [
  [
    "camt.053",
    messageIn(statement, [entry], {
      balances: [
        ["OPBD", "0"],
        ["CLBD", "9.50"],
      ],
    }),
    (source) => readCamt053(source as Uint8Array),
  ],
  ["camt.054", messageIn(details, [entry], {}), readCamt054],
  ["pain.002", report, readPain002],
];

const fault = async (reading: Promise<unknown>): Promise<{ field: string; problem: string; remedy: string }> => {
  const outcome = await reading.then(
    () => null,
    (error: unknown) => error,
  );
  const [first] = outcome instanceof Refusal ? outcome.faults : [];
  if (!(outcome instanceof Refusal) || outcome.code !== "bank-file-refused" || first === undefined)
    throw new Error(`not refused: ${String(outcome)}`);
  expect(Math.min(first.field.length, first.problem.length, first.remedy.length)).toBeGreaterThan(0);
  return first;
};

const flood = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${String(n)} "${`&a${n === 0 ? "" : String(n - 1)};`.repeat(10)}">`).join("")}]>`;

for (const [name, good, read] of readers)
  describe(name, () => {
    test("good as it is", async () => {
      await read(Buffer.from(good));
    });

    test("cut at any byte", async () => {
      const whole = Buffer.from(good);
      for (let length = 0; length < whole.length; length += 1) await fault(read(whole.subarray(0, length)));
    });

    for (const [why, file] of [
      ["a flood of entities", good.replace("<Document", `${flood}<Document`).replace("AC04", "&a8;").replace("AM04", "&a8;")],
      ["a doctype with nothing in it", good.replace("<Document", "<!DOCTYPE Document><Document")],
      ["a file of this machine", good.replace("<Document", '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><Document')],
      ["an entity that nobody declared", good.replace("<GrpHdr>", "<GrpHdr>&geheim;")],
      ["a processing instruction", good.replace("<GrpHdr>", "<?php echo 1 ?><GrpHdr>")],
      ["another encoding by name", good.replace("UTF-8", "ISO-8859-1")],
      [
        "bytes that are no UTF-8",
        Buffer.concat([Buffer.from(good.slice(0, 200)), Buffer.from([0xe9, 0xff]), Buffer.from(good.slice(200))]),
      ],
      ["UTF-16", Buffer.from(good, "utf16le")],
      ["half a character", Buffer.concat([Buffer.from(good.slice(0, -20)), Buffer.from([0xc3])])],
      ["a zero byte", good.replace("<GrpHdr>", "<GrpHdr>\0")],
      ["something after the end", `${good}<Document/>`],
      ["another namespace inside", good.replace("<GrpHdr>", '<GrpHdr xmlns="urn:anders">')],
      ["the namespace of another version inside", good.replace("<GrpHdr>", `<GrpHdr xmlns="${pain002Namespaces[1] ?? ""}">`)],
      ["ten thousand elements deep", good.replace("<GrpHdr>", `<GrpHdr>${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}`)],
      [
        "a thousand attributes",
        good.replace("<GrpHdr>", `<GrpHdr ${Array.from({ length: 1000 }, (_, n) => `a${String(n)}="x"`).join(" ")}>`),
      ],
      ["a name of a megabyte", good.replace("<GrpHdr>", `<GrpHdr><${"a".repeat(1_000_000)}/>`)],
      ["nothing", ""],
      ["white space", " \n ".repeat(100_000)],
      ["something else", "%PDF-1.7"],
    ] as const)
      test(`refused: ${why}`, async () => {
        await fault(read(typeof file === "string" ? Buffer.from(file) : file));
      });

    test("a text of 200 MB is refused before it is held", async () => {
      const [head, tail] = good.split("<MsgId>");
      const piece = Buffer.alloc(1_000_000, "x");
      let given = 0;
      const source = function* (): Generator<Uint8Array> {
        yield Buffer.from(`${head ?? ""}<MsgId>`);
        for (; given < 200; given += 1) yield piece;
        yield Buffer.from(tail ?? "");
      };
      const before = process.memoryUsage().rss;
      const told = await fault(read(source()));
      expect(told.field).toMatch(/GrpHdr\/MsgId$/);
      expect(given).toBeLessThan(3);
      expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    });

    for (const [what, open, close] of [
      ["comment", "<!--", "-->"],
      ["CDATA", "<![CDATA[", "]]>"],
      ["attribute", '<a b="', '"/>'],
    ] as const)
      test(`a ${what} of 200 MB is refused before it is held`, async () => {
        const [head, tail] = good.split("<MsgId>");
        const piece = Buffer.alloc(1_000_000, "x");
        let given = 0;
        const source = function* (): Generator<Uint8Array> {
          yield Buffer.from(`${head ?? ""}${open}`);
          for (; given < 200; given += 1) yield piece;
          yield Buffer.from(`${close}<MsgId>${tail ?? ""}`);
        };
        await fault(read(source()));
        expect(given).toBeLessThan(3);
      });
  });

describe("numbers that cannot be", () => {
  const good = readers[0]?.[1] ?? "";
  for (const [why, file] of [
    ["an amount of forty digits", good.replaceAll("9.50", "9".repeat(40))],
    ["a negative amount", good.replaceAll("9.50", "-9.50")],
    ["not a number", good.replaceAll("9.50", "NaN")],
    ["without end", good.replaceAll("9.50", "Infinity")],
    ["hexadecimal", good.replaceAll("9.50", "0x10")],
    ["digits of another script", good.replaceAll("9.50", "٩.٥٠")],
    ["an exponent", good.replaceAll("9.50", "9e3")],
    ["a sequence of twenty digits", good.replace("<ElctrncSeqNb>7", `<ElctrncSeqNb>${"9".repeat(20)}`)],
    ["a sequence beyond what the database holds", good.replace("<ElctrncSeqNb>7", "<ElctrncSeqNb>99999999999")],
    ["page zero", good.replace("<ElctrncSeqNb>", "<StmtPgntn><PgNb>0</PgNb><LastPgInd>true</LastPgInd></StmtPgntn><ElctrncSeqNb>")],
    ["a day in the year 99999", good.replace("<BookgDt><Dt>2026-11-03", "<BookgDt><Dt>99999-11-03")],
  ] as const)
    test(`refused: ${why}`, async () => {
      await fault(readCamt053(file));
    });
});
