import { createHash } from "node:crypto";
import type { Day } from "../kernel/day.ts";
import { readBsn } from "../kernel/bsn.ts";
import { readIban } from "../kernel/iban.ts";
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

const placesOf = (keys: readonly string[]): Place[] =>
  // Without a rule of ours, texts are put in code-unit order.
  [...keys].sort().map((key, at) => ({ key, text: `${at === 0 ? "{" : ","}${canonicalText(key)}:` }));

// A receipt holds hundreds of objects with the same few sets of keys: each set is put in order once.
const mostSets = 1_000;
const sets = new Map<string, readonly Place[]>();
const placesIn = (value: object): readonly Place[] => {
  const keys = Object.keys(value);
  const name = keys.join("\0");
  const known = sets.get(name);
  if (known?.length === keys.length) return known;
  const places = placesOf(keys);
  if (sets.size < mostSets) sets.set(name, places);
  return places;
};

const isPlain = (value: object): boolean => {
  const made = Object.getPrototypeOf(value) as object | null;
  return made === Object.prototype || made === null;
};

const canonicalOf = (value: unknown): string => {
  if (typeof value === "string") return canonicalText(value);
  if (typeof value === "number") return canonicalNumber(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalOf).join(",")}]`;
  if (typeof value !== "object" || !isPlain(value)) throw new Error(`a ${typeof value} has no canonical form`);
  const held = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const place of placesIn(held)) text += place.text + canonicalOf(held[place.key]);
  return text === "" ? "{}" : `${text}}`;
};

// A receipt is written once: looked through when it is made, and kept as it was looked through.
const written = new WeakMap<object, string>();

/** The one way to write plain data as text: keys in code-unit order, no white space, whole numbers only. Throws on anything else. */
export const canonical = (value: Json | Receipt): string =>
  (typeof value === "object" && value !== null ? written.get(value) : undefined) ?? canonicalOf(value);

// A last line of defence: an id is opaque, so nothing that reads as a citizen service number or account number belongs here.
const numberLike = /\b(?:\d{9}|[A-Z]{2}\d{2}[A-Z0-9]{11,30})\b/g;
const assertOpaque = (text: string): void => {
  for (const token of text.match(numberLike) ?? []) {
    if (readBsn(token) !== null || readIban(token) !== null) throw new Error("a receipt would hold a BSN or an IBAN");
  }
};

const assertStrings = (value: unknown): void => {
  if (typeof value === "string") assertOpaque(value);
  else if (typeof value === "object" && value !== null) Object.values(value).forEach(assertStrings);
};

// One text is looked through faster than its hundreds of strings: only when it holds something like a number are they looked at. What
// JSON writes as an escape is no letter or digit.
const assertNothingPersonal = (whole: Receipt, text: string): void => {
  const shown = text.includes("\\") ? text.replace(/\\(?:u[0-9a-f]{4}|.)/g, " ") : text;
  if (shown.match(numberLike) !== null) assertStrings(whole);
};

/** Makes a receipt. Throws when it would hold a BSN or an IBAN. */
export const receipt = (parts: Omit<Receipt, "form">): Receipt => {
  const whole: Receipt = { form: "receipt-1", ...parts };
  const text = canonicalOf(whole);
  assertNothingPersonal(whole, text);
  written.set(whole, text);
  return whole;
};

/** The sha256 of the canonical text, in hexadecimal. */
export const hashOf = (of: Receipt): string => createHash("sha256").update(canonical(of), "utf8").digest("hex");

/** True when a receipt, also after a journey through a database or the API, is the one that was hashed. */
export const verify = (of: Receipt, hash: string): boolean => hashOf(of) === hash;
