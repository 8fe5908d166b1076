import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";

// What the tests with bad input share: where chance comes from, texts that nobody should send, and XML that was tampered with.

/** Of record the same inputs each time; `SEED=n` tries others. Every test prints it in its name. */
export const seed = Number(process.env.SEED ?? 20_261_125);

/** How many refusals each kind of door must have shown before its test ends. */
export const wanted = 2_000;

/** So many draws of an arbitrary, the same for the same seed and name. */
export const drawn = <T>(arbitrary: fc.Arbitrary<T>, count: number, salt: number): T[] =>
  fc.sample(arbitrary, { seed: seed + salt, numRuns: count });

/** Texts that break careless programs. Written with escapes, so that this file stays readable. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "\t\n",
  "0",
  "-1",
  "-0",
  "1e9",
  "1e999",
  "NaN",
  "Infinity",
  "0x10",
  "99999999999999999999",
  "9007199254740993",
  "1,234,567.89",
  "12,345",
  "1.2.3",
  "\u0661\u0662",
  "null",
  "undefined",
  "true",
  "[]",
  "{}",
  "[object Object]",
  "__proto__",
  "constructor",
  "2026-02-30",
  "2026-13-01",
  "0000-00-00",
  "9999-12-31",
  "-2026-01-01",
  "2026-01-01T00:00:00+25:00",
  "31-12-2026",
  "00000000-0000-0000-0000-000000000000",
  "6f2c9a34-0000-8000-8000-000000000000",
  "999999999",
  "NL00ABNA0000000000",
  "GB82WEST12345698765432",
  "' or 1=1 --",
  "'; drop table party.person; --",
  "$1",
  "%s%n",
  "${7*7}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "&lt;&amp;&#0;",
  "=cmd|' /C calc'!A0",
  "../../../../etc/passwd",
  "file:///etc/passwd",
  "http://127.0.0.1:1/",
  "javascript:alert(1)",
  "a\u0000b",
  "\ufeff1",
  "\u202e12",
  "\ud83d\ude00",
  "\ud800",
  "e\u0301".repeat(50),
  "\u0130\u0131\u00df",
  "a".repeat(300),
  "9".repeat(400),
  "a".repeat(30_000),
];

/** Any hostile text, or any text at all. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.bigInt().map(String) },
);

/** One way to tamper with a file: what is done, where (a share of its length or of its elements), and a text for it. */
export type Tampering = { how: (typeof tamperings)[number]; where: number; text: string };
const tamperings = [
  "cut",
  "flip",
  "insert",
  "drop",
  "double",
  "text",
  "rename",
  "doctype",
  "deep",
  "attribute",
  "swap",
  "namespace",
] as const;

/** Any tampering. */
export const tampering: fc.Arbitrary<Tampering> = fc.record({
  how: fc.constantFrom(...tamperings),
  where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  text: hostile,
});

const place = <T>(all: readonly T[], where: number): T | undefined => all[Math.floor(where * all.length)];
const leaves = (xml: string) => [...xml.matchAll(/<([\w:]+)(?: [^>]*)?>([^<]*)<\/\1>/g)];
const opened = (xml: string) => [...xml.matchAll(/<([\w:]+)[^>/]*>/g)];

/** An XML file after a tampering, as bytes. */
export const tampered = (xml: string, { how, where, text }: Tampering): Buffer => {
  const at = Math.floor(where * xml.length);
  const leaf = place(leaves(xml), where);
  const start = place(opened(xml), where);
  const instead = (match: RegExpMatchArray | undefined, by: string): string =>
    match === undefined ? xml.slice(0, at) : xml.slice(0, match.index) + by + xml.slice((match.index ?? 0) + match[0].length);
  switch (how) {
    case "cut":
      return Buffer.from(xml.slice(0, at));
    case "flip": {
      const bytes = Buffer.from(xml);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      return bytes;
    }
    case "insert":
      return Buffer.from(xml.slice(0, at) + text + xml.slice(at));
    case "drop":
      return Buffer.from(instead(leaf, ""));
    case "double":
      return Buffer.from(instead(leaf, (leaf?.[0] ?? "").repeat(2)));
    case "text":
      return Buffer.from(
        leaf === undefined
          ? ""
          : instead(
              leaf,
              leaf[0].replace(`>${leaf[2] ?? ""}<`, () => `>${text.replaceAll("<", "&lt;")}<`),
            ),
      );
    case "rename":
      return Buffer.from(leaf === undefined ? "" : instead(leaf, leaf[0].replaceAll(leaf[1] ?? "", "Anders")));
    case "doctype":
      return Buffer.from(
        xml
          .replace(/(<\?xml[^>]*>)?/, `$1<!DOCTYPE a [<!ENTITY b "${"c".repeat(50)}"><!ENTITY d "&b;&b;&b;&b;">]>`)
          .replace(/>([^<]+)</, ">&d;<"),
      );
    case "deep":
      return Buffer.from(instead(start, `${start?.[0] ?? ""}${"<diep>".repeat(2_000)}${"</diep>".repeat(2_000)}`));
    case "attribute":
      return Buffer.from(instead(start, (start?.[0] ?? "").replace(/>$/, ` a="1" a="2" ${text.replace(/[<>&"]/g, "")}="x">`)));
    case "swap": {
      const other = place(leaves(xml), 1 - where - Number.EPSILON);
      return Buffer.from(
        leaf === undefined || other === undefined
          ? ""
          : instead(
              leaf,
              leaf[0].replace(`>${leaf[2] ?? ""}<`, () => `>${other[2] ?? ""}<`),
            ),
      );
    }
    case "namespace":
      return Buffer.from(xml.replace(/xmlns(:\w+)?="[^"]*"/, `xmlns$1="urn:anders"`));
  }
};

setFlagsFromString("--expose_gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes on the heap after everything that nobody holds was cleared away. */
export const heapInUse = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};
