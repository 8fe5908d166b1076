import { createHash } from "node:crypto";
import type { Day } from "../kernel/day.ts";
import { readBsn } from "../kernel/bsn.ts";
import { readIban } from "../kernel/iban.ts";
import type { Value } from "./value.ts";
import type { SheetLine } from "./worksheet.ts";

/** Plain data that survives JSON unchanged. Numbers are safe integers. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What a check leads to: a notice is only said, suspend has the payment wait, repair asks the citizen to mend it, review goes to a
 * person, refuse is what the law makes automatic.
 */
export type FindingOutcome = "notice" | "suspend" | "repair" | "review" | "refuse";

/** What a check found (bevinding): Dutch text with the values, and what to do now. `about` is the id of the line or thing. */
export type Finding = { code: string; about: string; outcome: FindingOutcome; article: string; text: string; remedy: string };

/** One rule that was tried, in order. */
export type RuleTried = { code: string; about: string; outcome: "pass" | FindingOutcome; article: string };

/**
 * The explanation of one decision (verantwoording van het besluit), as plain data: what was given, every rule tried,
 * the working, what was found and what came out. It holds opaque ids, amounts and days, never personal data.
 */
export type Receipt = {
  form: "receipt-1";
  subject: string;
  legalDay: Day;
  release: string;
  given: Json;
  rules: readonly RuleTried[];
  sheet: readonly SheetLine[];
  findings: readonly Finding[];
  outcome: string;
};

const canonicalNumber = (value: number): string => {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`${String(value)} has no canonical form`);
  return String(value);
};

// A text that JSON writes as it is, between quotes: nothing in it needs an escape. Almost all are.
const plainText = /^[ !#-[\]-\u{d7ff}\u{e000}-\u{10ffff}]*$/u;
const canonicalText = (value: string): string => (plainText.test(value) ? `"${value}"` : JSON.stringify(value));

/** A key of an object, and its text with what stands before it. */
type Place = { key: string; text: string };
type Shape = { keys: readonly string[]; places: readonly Place[] };

const placesOf = (keys: readonly string[]): Place[] =>
  // Without a rule of ours, texts are put in code-unit order.
  [...keys].sort().map((key, at) => ({ key, text: `${at === 0 ? "{" : ","}${canonicalText(key)}:` }));

const same = (keys: readonly string[], others: readonly string[]): boolean => {
  if (keys.length !== others.length) return false;
  for (let at = 0; at < keys.length; at += 1) if (keys[at] !== others[at]) return false;
  return true;
};

// A receipt holds hundreds of objects with the same few sets of keys: each set is put in order once, and found by its first key.
const mostShapes = 1_000;
const shapes = new Map<string, Shape[]>();
let countOfShapes = 0;
const placesIn = (value: object): readonly Place[] => {
  const keys = Object.keys(value);
  const first = keys[0] ?? "";
  const alike = shapes.get(first) ?? [];
  for (const shape of alike) if (same(shape.keys, keys)) return shape.places;
  const places = placesOf(keys);
  if (countOfShapes < mostShapes) {
    countOfShapes += 1;
    shapes.set(first, [...alike, { keys, places }]);
  }
  return places;
};

const isPlain = (value: object): boolean => {
  const made = Object.getPrototypeOf(value) as object | null;
  return made === Object.prototype || made === null;
};

/** Writes plain data, its texts by `write`. */
const textOfAny = (value: unknown, write: (text: string) => string): string => {
  if (typeof value === "string") return write(value);
  if (typeof value === "number") return canonicalNumber(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) {
    let text = "";
    for (let at = 0; at < value.length; at += 1) text += (at === 0 ? "" : ",") + textOfAny(value[at], write);
    return `[${text}]`;
  }
  if (typeof value !== "object" || !isPlain(value)) throw new Error(`a ${typeof value} has no canonical form`);
  const held = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const place of placesIn(held)) text += place.text + textOfAny(held[place.key], write);
  return text === "" ? "{}" : `${text}}`;
};

// A receipt is written once: looked through when it is made, and kept as it was looked through.
const written = Symbol("canonical text");
type Written = { readonly [written]?: string };

/** The one way to write plain data as text: keys in code-unit order, no white space, whole numbers only. Throws on anything else. */
export const canonical = (value: Json | Receipt): string =>
  (typeof value === "object" && value !== null ? (value as Written)[written] : undefined) ?? textOfAny(value, canonicalText);

// A last line of defence: an id is opaque, so nothing that reads as a citizen service number or account number belongs here.
const numberLike = /\b(?:\d{9}|[A-Z]{2}\d{2}[A-Z0-9]{11,30})\b/g;
const assertOpaque = (text: string): void => {
  for (const token of text.match(numberLike) ?? [])
    if (readBsn(token) !== null || readIban(token) !== null) throw new Error("a receipt would hold a BSN or an IBAN");
};

// Words of our own come back in every receipt: articles, names of figures, codes. Each is looked through and written once. An id, a day
// or an amount is no word: there are too many of them.
const mostWords = 5_000;
const words = new Map<string, string>();
const opaque = (value: string): string => {
  assertOpaque(value);
  return canonicalText(value);
};
const word = (value: string): string => {
  const known = words.get(value);
  if (known !== undefined) return known;
  const text = opaque(value);
  if (words.size === mostWords) words.clear();
  words.set(value, text);
  return text;
};
const wordOrNull = (value: string | null): string => (value === null ? "null" : word(value));
const anyText = (value: string): string => (value.includes(" ") ? word(value) : opaque(value));
const given = (value: unknown): string => textOfAny(value, anyText);

// What is written of one line or declaration stands together, under one id.
const idWriter = (): ((id: string) => string) => {
  let [last, text] = ["", '""'];
  return (id) => {
    if (id !== last) [last, text] = [id, opaque(id)];
    return text;
  };
};

const rulesText = (rules: readonly RuleTried[]): string => {
  const id = idWriter();
  let text = "";
  for (const { about, article, code, outcome } of rules)
    text += `${text === "" ? "" : ","}{"about":${id(about)},"article":${word(article)},"code":${word(code)},"outcome":${word(outcome)}}`;
  return `[${text}]`;
};

const valueText = (value: Value): string =>
  value.unit === "cents" ? `{"amount":${canonicalNumber(value.amount)},"unit":"cents"}` : given(value);

const sheetText = (sheet: readonly SheetLine[]): string => {
  const id = idWriter();
  let text = "";
  for (const line of sheet) {
    text += `${text === "" ? "" : ","}{"about":${id(line.about)},"article":${word(line.article)},"confidence":${word(line.confidence)}`;
    text += `,"inForceSince":${wordOrNull(line.inForceSince)},"legalDay":${word(line.legalDay)},"origin":${word(line.origin)}`;
    text += `,"settled":${String(line.settled)},"source":${wordOrNull(line.source)},"value":${valueText(line.value)},"what":${word(line.what)}}`;
  }
  return `[${text}]`;
};

// The same text as `canonical` gives, written in the order of its keys by who knows them: most of a receipt is rules and working.
const textOf = ({ findings, given: facts, legalDay, outcome, release, rules, sheet, subject }: Receipt): string =>
  `{"findings":${given(findings)},"form":"receipt-1","given":${given(facts)},"legalDay":${word(legalDay)},"outcome":${word(outcome)}` +
  `,"release":${word(release)},"rules":${rulesText(rules)},"sheet":${sheetText(sheet)},"subject":${opaque(subject)}}`;

/** Makes a receipt. Throws when it would hold a BSN or an IBAN. */
export const receipt = (parts: Omit<Receipt, "form">): Receipt => {
  const whole: Receipt = { form: "receipt-1", ...parts };
  // It is no part of the data: whoever copies the receipt, or a part of it, leaves the text behind.
  return Object.defineProperty(whole, written, { value: textOf(whole) });
};

/** The sha256 of the canonical text, in hexadecimal. */
export const hashOf = (of: Receipt): string => createHash("sha256").update(canonical(of), "utf8").digest("hex");

/** True when a receipt, also after a journey through a database or the API, is the one that was hashed. */
export const verify = (of: Receipt, hash: string): boolean => hashOf(of) === hash;
