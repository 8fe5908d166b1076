import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/**
 * The keys of the house, derived from secrets in the configuration. The first seals, all open, so keys can rotate.
 * `look` makes keyed hashes by which a BSN is found without being stored in the clear; it does not rotate with the others.
 */
export type Keys = { look: KeyObject; seals: readonly { name: number; key: Buffer }[] };

const derive = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "pgb", purpose, 32));

/** Keys from secrets. Throws on a secret shorter than 32 characters, or on none. */
export const keysFrom = (look: string, secrets: readonly { name: number; secret: string }[]): Keys => {
  if (look.length < 32 || secrets.length === 0 || secrets.some(({ secret }) => secret.length < 32)) {
    throw new Error("a secret of at least 32 characters is needed");
  }
  return {
    // A key that is prepared once: from bare bytes each hash would prepare it again, which takes longer than the hash.
    look: createSecretKey(derive(look, "look")),
    seals: secrets.map(({ name, secret }) => ({ name, key: derive(secret, `seal-${String(name)}`) })),
  };
};

/** A keyed hash in hexadecimal: the same text always gives the same hash, and without the key nobody can try texts. */
export const keyedHash = ({ look }: Keys, text: string): string => createHmac("sha256", look).update(text).digest("hex");

/**
 * Seals a short text: one byte that names the key, then nonce, ciphertext and tag (AES-256-GCM). The nonce follows from
 * the text under a key of its own, so that a replay writes the same bytes; equal texts give equal seals, which the keyed hash shows anyway.
 */
export const seal = ({ look, seals }: Keys, text: string): Buffer => {
  const first = seals[0];
  if (!first) throw new Error("no key to seal with");
  const nonce = createHmac("sha256", look).update("nonce").update(text).digest().subarray(0, 12);
  const cipher = createCipheriv("aes-256-gcm", first.key, nonce);
  return Buffer.concat([Buffer.from([first.name]), nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
};

/** Opens a seal. Throws when the key is gone or the bytes were changed. */
export const unseal = ({ seals }: Keys, sealed: Buffer): string => {
  const key = seals.find(({ name }) => name === sealed[0])?.key;
  if (!key) throw new Error(`no key named ${String(sealed[0])}`);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString("utf8");
};
