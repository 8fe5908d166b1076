import { createHash } from "node:crypto";

/** True for the text form of an id (uuid), in lower case. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/**
 * The id of an object that a command makes: it follows from the command, the kind of object and a key within it,
 * so that a replay makes the same one. Equal to `log.derived_id` in the database. A version 8 UUID (RFC 9562).
 */
export const derivedId = (command: string, kind: string, key: string): string => {
  const hash = createHash("sha256").update(`${command}/${kind}/${key}`).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 15) | 128;
  hash[8] = ((hash[8] ?? 0) & 63) | 128;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

/** Short and readable, from an id: "ZO-7K2M-Q9XD". Sixteen bases of 32 without I, L, O and U are not needed; eight suffice and a unique index guards them. */
export const readableNumber = (prefix: string, id: string): string => {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bytes = createHash("sha256").update(id).digest();
  const letters = Array.from({ length: 10 }, (_, n) => alphabet[(bytes[n] ?? 0) & 31] ?? "0").join("");
  return `${prefix}-${letters.slice(0, 5)}-${letters.slice(5)}`;
};

/** JSON in one spelling: keys in order, no white space. What is hashed is written this way. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item === undefined ? null : item)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const held = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(held)
      .filter((key) => held[key] !== undefined)
      .sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(held[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
};

/** SHA-256 in hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
