declare const brand: unique symbol;

/** A citizen service number (burgerservicenummer): nine digits that pass the eleven test. */
export type Bsn = string & { readonly [brand]: "Bsn" };

/**
 * Reads a BSN, or null. Nine digits (spaces, dots and dashes are forgiven) with
 * 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h − i divisible by eleven and not all zero.
 */
export const readBsn = (text: string): Bsn | null => {
  const bare = text.replace(/[\s.-]/g, "");
  if (!/^\d{9}$/.test(bare) || bare === "000000000") return null;
  const sum = Array.from(bare).reduce((soFar, digit, at) => soFar + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0 ? (bare as Bsn) : null;
};

/** The last three digits, for a page that must tell two people apart without showing the number. */
export const bsnTail = (bsn: Bsn): string => `••••••${bsn.slice(6)}`;
