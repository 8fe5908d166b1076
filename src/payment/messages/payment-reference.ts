// Weights of the digits, from the right. Betaalvereniging Nederland, specificaties betalingskenmerk.
const weights = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1] as const;

/** The check digit (controlecijfer) over digits, given without it. Throws for anything but digits. */
export const referenceCheckDigit = (digits: string): number => {
  if (!/^\d+$/.test(digits)) throw new Error(`no digits: ${digits}`);
  const sum = Array.from(digits)
    .reverse()
    .reduce((all, digit, at) => all + Number(digit) * (weights[at % weights.length] ?? 0), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 1 : check === 11 ? 0 : check;
};

/**
 * Is this a Dutch payment reference (betalingskenmerk)? 7 digits without a check; 9 to 14 digits: a check digit, a digit that tells
 * how many follow (7 to 12, its last digit), and those; 16 digits: a check digit and 15 more. The check digit is computed over all
 * that stands behind it. Betaalvereniging Nederland, specificaties betalingskenmerk.
 */
export const isPaymentReference = (text: string): boolean => {
  if (/^\d{7}$/.test(text)) return true;
  if (!/^(\d{9,14}|\d{16})$/.test(text)) return false;
  if (text.length < 16 && Number(text[1]) !== (text.length - 2) % 10) return false;
  return referenceCheckDigit(text.slice(1)) === Number(text[0]);
};

/** Is this a creditor reference of ISO 11649 (RF, two check digits, at most 21 characters)? */
export const isCreditorReference = (text: string): boolean => {
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(text)) return false;
  const moved = `${text.slice(4)}${text.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(moved) % 97n === 1n;
};
