import { canonical, sha256 } from "../kernel/id.ts";
import type { Tx } from "./pool.ts";
import { payloadOf } from "./queries.ts";
import { keyedHash, type Keys } from "./seal.ts";

/** An input as the log keeps it, with its hash, and what the vault keeps of it. */
export type Sealed = { sealed: unknown; hash: string; personal: { hash: string; content: Buffer } | null };

/** Takes what identifies a person out of an input: the log keeps its keyed hash, the vault its content. */
export const sealInput = (seals: Keys, input: unknown): Sealed => {
  if (input === null || typeof input !== "object" || !("personal" in input) || input.personal === undefined) {
    return { sealed: input, hash: sha256(canonical(input)), personal: null };
  }
  const text = canonical(input.personal);
  const hash = keyedHash(seals, text);
  const sealed = { ...input, personal: hash };
  return { sealed, hash: sha256(canonical(sealed)), personal: { hash, content: Buffer.from(text) } };
};

/** The personal part of a logged input, as it was given; null when it was removed. Used by replay. */
export const openInput = async (tx: Tx, sealed: unknown): Promise<unknown> => {
  if (sealed === null || typeof sealed !== "object" || !("personal" in sealed) || typeof sealed.personal !== "string") return sealed;
  const payload = await payloadOf(tx, sealed.personal);
  return { ...sealed, personal: payload?.content ? (JSON.parse(payload.content.toString("utf8")) as unknown) : undefined };
};
