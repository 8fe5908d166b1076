import type { Json, Receipt } from "../law/receipt.ts";

/** A receipt as it is kept: what it explains, its content as it was stored, and the hash that was kept beside it. */
export type KeptReceipt = { id: string; subjectKind: string; content: Receipt; hash: string };

/** Something in a receipt that is not what it must be (verschil): where it stands, what was expected there, and what was found. */
export type Fault = { where: string; expected: string; found: string };

/** What was given to a decision, as it was written down: read as plain data, for whoever verifies trusts no type of the server. */
export type Given = Readonly<Record<string, Json>>;

/** A value as text, for a message. */
export const told = (value: unknown): string => (value === undefined ? "niets" : typeof value === "string" ? value : JSON.stringify(value));

/** One fault where two values differ, none where they are the same. Key order does not matter, the order in a list does. */
export const same = (where: string, expected: unknown, found: unknown): Fault[] =>
  equal(expected, found) ? [] : [{ where, expected: told(expected), found: told(found) }];

const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(x);
  return keys.length === Object.keys(y).length && keys.every((key) => key in y && equal(x[key], y[key]));
};
