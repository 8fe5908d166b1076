import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusDays, day } from "../../kernel/day.ts";
import { laws } from "../../law/laws.ts";
import { awardCodes } from "./award-codes.ts";
import { functionCodes, relationKinds, representativesOf } from "./award-message.ts";
import { mostMessageBytes, readAwardMessage } from "./award-reader.ts";
import { awardMessageXml, type AwardMessageFields } from "./award-writer.ts";
import { fixtureFields, jw501, wlz501, wmo501, type FixtureFields } from "./fixtures.ts";

const read = (xml: string) => readAwardMessage(Buffer.from(xml));
const faults = (xml: string): string[] => read(xml).faults.map((fault) => `${fault.class} ${String(fault.at)} ${fault.code}`);

const year = { from: "2026-01-01", until: "2026-12-31" };
const help = { code: "01", amount: 100, ...year };
const person = { family: "Vos", prefix: null, given: null, initials: null };
const neighbour = { number: 1, kind: "19", bsn: null, born: null, name: person };
const adres = fixtureFields("wmo").client.address;

test.each([wlz501, wmo501, jw501])("a valid message has no faults", (write) => {
  expect(read(write()).faults).toEqual([]);
  expect(read(write()).message).not.toBeNull();
});

test("prefixes are the sender's own choice, and so are comments and CDATA", () => {
  expect(faults(wmo501().replaceAll("wmo501:", "").replace("xmlns:wmo501", "xmlns"))).toEqual([]);
  expect(faults(wmo501().replace(">Iris<", "><![CDATA[Iris]]><!-- naam --><"))).toEqual([]);
});

describe("a rule at its boundary", () => {
  const rows: [string, FixtureFields, string[]][] = [
    ["amount 0 on one day withdraws", { functions: [{ ...help, amount: 0, until: "2026-01-01" }] }, []],
    ["amount 0 over a period", { functions: [{ ...help, amount: 0 }] }, ["FunctieBudget 0 OP505"]],
    ["amount 0 on two days", { functions: [{ ...help, amount: 0, until: "2026-01-02" }] }, ["FunctieBudget 0 OP505"]],
    ["one cent", { functions: [{ ...help, amount: 1 }] }, []],
    ["one cent below zero", { functions: [{ ...help, amount: -1 }] }, ["FunctieBudget 0 P005"]],
    ["the largest amount", { functions: [{ ...help, amount: 99_999_999 }] }, []],
    ["one cent above the largest amount", { functions: [{ ...help, amount: 100_000_000 }] }, ["FunctieBudget 0 P005"]],
    ["an amount of half a cent", { functions: [{ ...help, amount: 0.5 }] }, ["FunctieBudget 0 P002"]],
    ["an amount beyond any number", { functions: [{ ...help, amount: Infinity }] }, ["FunctieBudget 0 P002"]],
    ["one day", { functions: [{ ...help, until: "2026-01-01" }] }, []],
    ["until the day before", { functions: [{ ...help, from: "2026-02-02", until: "2026-02-01" }] }, ["FunctieBudget 0 CS003"]],
    ["a day before the budget", { functions: [{ ...help, from: "2025-12-31" }] }, ["FunctieBudget 0 P006"]],
    ["a day after the budget", { functions: [{ ...help, until: "2027-01-01" }] }, ["FunctieBudget 0 P006"]],
    ["the second function only", { functions: [help, { ...help, code: "02", amount: -5 }] }, ["FunctieBudget 1 P005"]],
    ["the same function twice", { functions: [help, help] }, ["FunctieBudget 1 9361"]],
    ["a function beyond the list", { functions: [{ ...help, code: "19" }] }, ["FunctieBudget 0 S329"]],
    ["a function before the list", { functions: [{ ...help, code: "00" }] }, ["FunctieBudget 0 S329"]],
    ["the total", { functions: [{ ...help, code: "99" }] }, []],
    ["no function at all", { functions: [] }, ["FunctieBudget 0 P001"]],
    ["the first day of iPgb 2.0", { period: { from: "2018-01-01", until: "2026-12-31" } }, []],
    ["the day before it", { period: { from: "2017-12-31", until: "2026-12-31" } }, ["Budget 0 TR511"]],
    ["a budget that ends before it begins", { period: { from: "2026-01-02", until: "2026-01-01" } }, ["Budget 0 CS003"]],
    ["no budget period", { period: null }, []],
    ["a date that does not exist", { awarded: "2026-02-29" }, ["Budget 0 P002"]],
    ["a date with time zone", { awarded: "2026-02-28Z" }, ["Budget 0 RS032"]],
    ["a date with offset", { dated: "2026-02-28+01:00" }, ["Header 0 RS032"]],
    ["the longest budget number", { number: "B".repeat(36) }, []],
    ["one longer", { number: "B".repeat(37) }, ["Budget 0 P002"]],
    ["a budget that replaces itself", { number: "B1", previous: "B1" }, ["Budget 0 P012"]],
    ["another message code", { code: "414" }, ["Header 0 P009"]],
    ["another version", { version: "2.1" }, ["Header 0 P009"]],
    ["meant for somebody else", { receiver: "0363" }, ["Header 0 P008"]],
    ["a sender that is no code", { sender: "363" }, ["Header 0 P002"]],
    ["the longest identification", { identification: "123456789012" }, []],
    ["one longer identification", { identification: "1234567890123" }, ["Header 0 P002"]],
    ["a BSN that fails the eleven test", { bsn: "999990021" }, ["Client 0 P004"]],
    ["a BSN of zeros", { bsn: "000000000" }, ["Client 0 P004"]],
    ["a BSN with spaces", { bsn: "9999 90020" }, ["Client 0 P002"]],
    ["a BSN that is empty", { bsn: " " }, ["Client 0 P001"]],
    ["born on the day of sending", { born: "2025-12-01" }, []],
    ["born the day after", { born: "2025-12-02" }, ["Client 0 P013"]],
    ["not competent, nobody named", { competent: false }, ["Client 0 OP516"]],
    ["not competent, a neighbour named", { competent: false, relations: [neighbour] }, ["Client 0 OP516"]],
    ["not competent, the partner named", { competent: false, relations: [{ ...neighbour, kind: "12" }] }, []],
    ["not competent, somebody authorised named", { competent: false, relations: [{ ...neighbour, kind: "04" }] }, []],
    ["not competent, the general practitioner named", { competent: false, relations: [{ ...neighbour, kind: "22" }] }, ["Client 0 OP516"]],
    ["a kind of relation before the list", { relations: [{ ...neighbour, kind: "02" }] }, ["Relatie 0 P002"]],
    ["a kind of relation beyond the list", { relations: [{ ...neighbour, kind: "26" }] }, ["Relatie 0 P002"]],
    ["the same relation number twice", { relations: [neighbour, neighbour] }, ["Relatie 1 OP514"]],
    ["the wrong BSN of a relation", { relations: [{ ...neighbour, bsn: "123456789" }] }, ["Relatie 0 P004"]],
    ["a name that turns the text around", { client: { name: { ...person, family: "Vos\u202e" } } }, ["Client 0 P002"]],
    ["the longest name", { client: { name: { ...person, family: "é".repeat(200) } } }, []],
    ["one longer name", { client: { name: { ...person, family: "é".repeat(201) } } }, ["Client 0 P002"]],
    ["a Dutch postcode without letters", { client: { address: { ...adres, postcode: "1011" } } }, ["Client 0 P002"]],
    ["a foreign postcode without letters", { client: { address: { ...adres, postcode: "1011", country: "BE" } } }, []],
    ["as many relations as fit", { relations: Array.from({ length: 50 }, (_, n) => ({ ...neighbour, number: n + 1 })) }, []],
    ["one relation more", { relations: Array.from({ length: 51 }, (_, n) => ({ ...neighbour, number: n + 1 })) }, ["Relatie 50 P007"]],
  ];
  test.each(rows)("%s", (_why, given, expected) => {
    expect(faults(wmo501(given))).toEqual(expected);
  });

  test("too many functions", () => {
    const many = Array.from({ length: 101 }, () => help);
    expect(faults(wmo501({ functions: many }))).toContain("FunctieBudget 100 P007");
  });

  test.each([
    ["wlz", "99", []],
    ["wlz", "01", ["FunctieBudget 0 S329"]],
    ["jeugdwet", "30", ["FunctieBudget 0 S329"]],
    ["jeugdwet", "31", []],
    ["jeugdwet", "39", ["FunctieBudget 0 S329"]],
    ["jeugdwet", "55", []],
    ["jeugdwet", "56", ["FunctieBudget 0 S329"]],
    ["jeugdwet", "99", []],
  ] as const)("%s grants function %s or not", (law, code, expected) => {
    expect(faults(awardMessageXml(fixtureFields(law, { functions: [{ ...help, code }] })))).toEqual(expected);
  });
});

describe("what does not belong in a message", () => {
  const own = wmo501();
  test.each<[string, string, string[]]>([
    ["an unknown element", own.replace("<wmo501:Geslacht>", "<wmo501:Partner>x</wmo501:Partner><wmo501:Geslacht>"), ["Client 0 P003"]],
    ["the same element twice", own.replace(/(<wmo501:Toekenningsdatum>.*)/, "$1$1"), ["Budget 0 P003"]],
    [
      "an element of another namespace",
      own.replace(/(<\/?)wmo501:Bedrag>/, "$1ipgb:Bedrag>").replace("</wmo501:Bedrag>", "</ipgb:Bedrag>"),
      ["FunctieBudget 0 P003", "FunctieBudget 0 P001"],
    ],
    ["loose text", own.replace("<wmo501:Budget>", "los<wmo501:Budget>"), ["Client 0 P003"]],
    ["an element inside a value", own.replace(">460<", "><ipgb:x/><"), ["Header 0 P003"]],
    ["two clients", own.replace(/(<wmo501:Client>[^]*<\/wmo501:Client>)/, "$1$1"), ["Bericht 0 0001"]],
    ["no client", own.replace(/<wmo501:Client>[^]*<\/wmo501:Client>/, ""), ["Client 0 P001"]],
    ["no identification", own.replace(/<wmo501:BerichtIdentificatie>[^]*<\/wmo501:BerichtIdentificatie>/, ""), ["Header 0 P001"]],
    ["no header", own.replace(/<wmo501:Header>[^]*<\/wmo501:Header>/, ""), ["Header 0 P001"]],
    ["no budget", own.replace(/<wmo501:Budget>[^]*<\/wmo501:Budget>/, ""), ["Budget 0 P001"]],
    ["nothing", "", ["Bericht 0 0001"]],
    ["another message", own.replaceAll("wmo501", "wmo502"), ["Bericht 0 0001"]],
    ["no XML", '{"bericht":1}', ["Bericht 0 0001"]],
    ["an entity", own.replace("Iris", "&geheim;"), ["Bericht 0 0001"]],
    ["more than a megabyte", own.replace("Iris", `Iris<!--${"x".repeat(mostMessageBytes)}-->`), ["Bericht 0 0001"]],
    ["ten thousand functions", wmo501({ functions: Array.from({ length: 10_000 }, () => help) }), ["Bericht 0 0001"]],
  ])("%s", (_why, xml, expected) => {
    expect(faults(xml)).toEqual(expected);
    expect(read(xml).message).toBeNull();
  });
});

test("a fault never repeats what the sender filled in", () => {
  const told = JSON.stringify(
    read(wmo501({ bsn: "123123123", born: "1888-08-08", number: "geheim!", functions: [{ ...help, code: "x'--" }] })).faults,
  );
  expect(told).not.toMatch(/123123123|1888|geheim|--/);
});

test("a message cut off at any byte is refused as a whole", () => {
  const bytes = Buffer.from(wmo501({ client: { name: { ...person, family: "Özdemir" } } }));
  const end = bytes.lastIndexOf(">");
  for (let length = 0; length < end; length++) {
    const reading = readAwardMessage(bytes.subarray(0, length));
    expect(reading.message, `cut at ${String(length)}`).toBeNull();
    expect(reading.faults[0]?.code).toBe("0001");
  }
});

test("bytes that were changed at random never throw", () => {
  const bytes = Buffer.from(jw501());
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
      const changed = Uint8Array.from(bytes);
      for (const [at, value] of changes) changed[at] = value;
      const reading = readAwardMessage(changed);
      expect(reading.message === null).toBe(reading.faults.length > 0);
    }),
    { numRuns: 500 },
  );
});

const anyWords = (most: number) =>
  fc
    .string({ unit: fc.constantFrom(...Array.from("aZé'& <>\"-1")), minLength: 1, maxLength: most })
    .map((text) => text.trim())
    .filter((text) => text !== "");
const anyName = fc.record({
  family: anyWords(200),
  prefix: fc.option(anyWords(10)),
  given: fc.option(anyWords(200)),
  initials: fc.option(fc.string({ unit: fc.constantFrom(...Array.from("ABÉz")), minLength: 1, maxLength: 6 })),
});
const anyFields = fc.constantFrom(...laws).chain((law) =>
  fc
    .record({
      name: anyName,
      competent: fc.boolean(),
      sex: fc.constantFrom("unknown" as const, "male" as const, "female" as const),
      relations: fc.uniqueArray(
        fc.record({
          number: fc.nat(999_999_999),
          kind: fc.constantFrom("10", "03", "14"),
          bsn: fc.option(fc.constant("999990056")),
          born: fc.option(fc.constant("1980-02-29")),
          name: anyName,
        }),
        { selector: ({ number }) => number, minLength: 1, maxLength: 5 },
      ),
      identification: fc.string({ unit: fc.constantFrom(...Array.from("0123456789AB")), minLength: 1, maxLength: 12 }),
      previous: fc.option(fc.constant("OLD-1")),
      functions: fc.uniqueArray(
        fc.record({
          code: fc.constantFrom(...functionCodes[law]),
          amount: fc.integer({ min: 1, max: 99_999_999 }),
          at: fc.nat(300),
          length: fc.nat(60),
        }),
        { selector: ({ code }) => code, minLength: 1, maxLength: 12 },
      ),
    })
    .map(({ name, competent, sex, relations, identification, previous, functions }): AwardMessageFields =>
      fixtureFields(law, {
        client: { name, competent, sex },
        relations,
        identification,
        previous,
        functions: functions.map(({ code, amount, at, length }) => {
          const from = plusDays(day("2026-01-01"), at);
          return { code, amount, from, until: plusDays(from, length) };
        }),
      }),
    ),
);

test("what is written is what is read", () => {
  fc.assert(
    fc.property(anyFields, (fields) => {
      expect(read(awardMessageXml(fields)).message).toEqual(fields);
    }),
    { numRuns: 200 },
  );
});

test.each([
  [true, ["03", "04", "11", "14", "15"]],
  [false, ["03", "04", "10", "11", "12", "13", "14", "15", "16", "17", "18"]],
])("who represents a holder whose competence is %s", (competent, kinds) => {
  const relations = [...relationKinds].map((kind, at) => ({ ...neighbour, kind, number: at }));
  const { message } = read(wmo501({ competent, relations }));
  expect(message === null ? null : representativesOf(message).map(({ kind }) => kind)).toEqual(kinds);
});

test("every code has a text with what is wrong, and the remedy where one exists", () => {
  for (const [code, [, text]] of Object.entries(awardCodes))
    expect(text.split(". ").length, code).toBeGreaterThanOrEqual(code.startsWith("0") ? 1 : 2);
});
