import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeXml, readXml, readXmlTree, textAt, xmlParts, type XmlPart } from "./xml.ts";
import type { XmlFaultKind, XmlOptions } from "./xml-reader.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const ns = "urn:proef";
const only: XmlOptions = { root: { name: "a", namespaces: [ns] }, namespaces: [ns] };
const kind = (document: string | Uint8Array, options: XmlOptions = {}): XmlFaultKind | "good" => {
  const read = readXmlTree(document, options);
  return read.ok ? "good" : read.fault.kind;
};
const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));

for (const [why, document, options, expected] of [
  ["a plain document", "<a>1</a>", {}, "good"],
  [
    "with declaration, comments and white space",
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<!-- x --><a>1</a>\n<!-- y -->\n',
    {},
    "good",
  ],
  ["with a byte order mark", bytes(0xef, 0xbb, 0xbf, "<a/>"), {}, "good"],
  ["the right namespace", `<p:a xmlns:p="${ns}"><p:b/></p:a>`, only, "good"],
  ["a doctype", "<!DOCTYPE a><a/>", {}, "doctype"],
  ["a doctype with entities", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', {}, "doctype"],
  ["a doctype without an end", `<!DOCTYPE a [${"<!ENTITY x 'y'>".repeat(9000)}`, {}, "doctype"],
  ["a doctype too late", "<a><!DOCTYPE a></a>", {}, "doctype"],
  ["a processing instruction", "<?stijl a?><a/>", {}, "processing-instruction"],
  ["another inside", "<a><?stijl a?></a>", {}, "processing-instruction"],
  ["another encoding declared", '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', {}, "encoding"],
  ["bytes that are no UTF-8", bytes("<a>", 0xe9, "</a>"), {}, "encoding"],
  ["UTF-16", Buffer.from("\ufeff<a/>", "utf16le"), {}, "encoding"],
  ["half a surrogate pair", "<a>\ud800</a>", {}, "encoding"],
  ["XML 1.1", '<?xml version="1.1"?><a/>', {}, "malformed"],
  ["an unknown entity", "<a>&eacute;</a>", {}, "entity"],
  ["an entity named after a property", "<a>&constructor;&__proto__;</a>", {}, "entity"],
  ["a forbidden character reference", "<a>&#0;</a>", {}, "entity"],
  ["another root", `<b xmlns="${ns}"/>`, only, "root"],
  ["another namespace", '<a xmlns="urn:anders"/>', only, "namespace"],
  ["no namespace", "<a/>", only, "namespace"],
  ["a foreign element inside", `<a xmlns="${ns}"><b xmlns=""/></a>`, only, "namespace"],
  ["an unbound prefix", "<p:a/>", {}, "namespace"],
  ["a prefix named after a property", "<constructor:a/>", {}, "namespace"],
  ["deep enough", "<a>".repeat(40) + "</a>".repeat(40), {}, "good"],
  ["too deep", "<a>".repeat(41), {}, "too-deep"],
  ["text on the limit", `<a>${"x".repeat(10_000)}</a>`, {}, "good"],
  ["text over the limit", `<a>${"x".repeat(10_001)}</a>`, {}, "too-long"],
  ["text over the limit in pieces", `<a>${"xxxxx<![CDATA[yyyyy]]><!-- -->".repeat(1001)}</a>`, {}, "too-long"],
  ["a long attribute", `<a b="${"x".repeat(10_001)}"/>`, {}, "too-long"],
  ["a long name", `<${"a".repeat(201)}/>`, {}, "too-long"],
  ["a long comment", `<a><!--${"x".repeat(60_000)}--></a>`, {}, "too-long"],
  ["too many attributes", `<a ${Array.from({ length: 21 }, (_, n) => `b${String(n)}="1"`).join(" ")}/>`, {}, "too-many-attributes"],
  ["the same attribute twice", '<a b="1" b="2"/>', {}, "malformed"],
  ["too many elements", `<a>${"<b/>".repeat(10)}</a>`, { maxElements: 10 }, "too-many-elements"],
  ["too many bytes", `<a>${" ".repeat(100)}</a>`, { maxBytes: 100 }, "too-large"],
  ["a second root", "<a/><b/>", {}, "trailing"],
  ["text after the end", "<a/>x", {}, "trailing"],
  ["a zero byte after the end", "<a/>\0", {}, "malformed"],
  ["nothing", "", {}, "truncated"],
  ["white space only", "  \n", {}, "truncated"],
  ["not XML", '{"a":1}', {}, "trailing"],
  ["crossed tags", "<a><b></a></b>", {}, "malformed"],
  ["a bare ampersand that swallows the rest", "<a>Jansen & Zn</a>", {}, "truncated"],
] as const)
  test(why, () => expect(kind(document, options)).toBe(expected));

const small = '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="urn:proef" x="1">é €<b><![CDATA[<]]>&amp;</b><!-- c --><c/></a>';

test("a document cut at any byte is refused, and says that it is not complete", () => {
  const whole = Buffer.from(small);
  for (let length = 0; length < whole.length; length++)
    expect([length, kind(whole.subarray(0, length), only)]).toEqual([length, "truncated"]);
  expect(kind(whole, only)).toBe("good");
});

test("the same document comes out whatever the chunks", async () => {
  const whole = Buffer.from(small);
  const once = readXmlTree(whole, only);
  for (let size = 1; size < 20; size++) {
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, n) => whole.subarray(n * size, n * size + size));
    const parts: XmlPart[] = [];
    for await (const part of xmlParts(chunks, only, () => true)) parts.push(part);
    expect(parts).toEqual([{ kind: "tree", path: "a", tree: once.ok && once.tree }]);
  }
  expect(once.ok && textAt(once.tree, "b")).toBe("<&");
  expect(once.ok && once.tree.attributes.x).toBe("1");
});

test("parts come in order, and a fault ends them", async () => {
  const told: string[] = [];
  for await (const part of xmlParts("<a><k>1</k><l><m>2</m><m>3</m></l><", {}, (path) => path === "a/k" || path === "a/l/m"))
    told.push(part.kind === "fault" ? part.fault.kind : `${part.kind} ${part.path}`);
  expect(told).toEqual(["open a", "tree a/k", "open a/l", "tree a/l/m", "tree a/l/m", "close a/l", "truncated"]);
});

test("a text of 50 MB is refused early, in little memory", async () => {
  let given = 0;
  const endless = function* (): Generator<Uint8Array> {
    yield Buffer.from("<a><b>");
    const chunk = Buffer.alloc(65_536, "x");
    for (; given < 800; given++) yield chunk;
    yield Buffer.from("</b></a>");
  };
  const before = process.memoryUsage.rss();
  const fault = await readXml(endless(), { maxBytes: 100_000_000 }, {});
  expect(fault).toMatchObject({ kind: "too-long", path: "a/b", line: 1 });
  expect(given).toBeLessThan(3);
  expect(process.memoryUsage.rss() - before).toBeLessThan(30_000_000);
});

test("many elements are read one at a time: what has been read is let go", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = (): number => (collect(), process.memoryUsage().heapUsed);
  const chunk = Buffer.from("<b>1</b>".repeat(8192));
  const many = function* (): Generator<Uint8Array> {
    yield Buffer.from("<a>");
    for (let n = 0; n < 100; n++) yield chunk;
    yield Buffer.from("</a>");
  };
  const before = held();
  let trees = 0;
  let after = 0;
  for await (const part of xmlParts(many(), {}, (path) => path === "a/b"))
    if (part.kind === "tree" && ++trees === 100 * 8192 - 1) after = held();
  expect(trees).toBe(100 * 8192);
  expect(after - before).toBeLessThan(10_000_000);
}, 60_000);

test("a source that fails is a defect and not a fault of the document", async () => {
  const broken = function* (): Generator<Uint8Array> {
    yield Buffer.from("<a>");
    throw new Error("disk");
  };
  await expect(readXml(broken(), {}, {})).rejects.toThrow("disk");
  expect(() => readXmlTree("<a/>", { maxElements: 0 }).ok).not.toThrow();
  await expect(
    readXml(
      "<a/>",
      {},
      {
        open: () => {
          throw new Error("defect");
        },
      },
    ),
  ).rejects.toThrow("defect");
});

test(`any text written is read back, seed ${String(seed)}`, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const read = readXmlTree(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`, {});
      const known = text
        .toWellFormed()
        .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
        .replace(/\r\n?/g, "\n");
      expect(read.ok && read.tree.text).toBe(known);
    }),
    { seed },
  );
});

test(`no bytes make the reader throw, seed ${String(seed)}`, () => {
  const token = fc.constantFrom(
    "<",
    ">",
    "/",
    "a",
    "<a>",
    "</a>",
    "<!",
    "--",
    "[CDATA[",
    "]]>",
    "&",
    ";",
    "#",
    "?",
    "xml",
    "=",
    '"',
    "'",
    " ",
    ":",
    "xmlns",
    "<!DOCTYPE",
    "\u0000",
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
      readXmlTree(tokens.join(""), {});
    }),
    { seed, numRuns: 2000 },
  );
});
