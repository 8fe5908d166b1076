import { sepaLetters } from "./sepa-letters.ts";

const allowed = /^[A-Za-z0-9/\-?:().,'+ ]*$/;
const identifier = /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/;

// Greek writes the sound of u with two letters.
const greekU = /([οόΟΌ])[υύΥΎ]/gu;

/** One character as SEPA has it: itself, what the table says, its letter without a mark, or a space for what nobody can read. */
const written = (character: string): string => {
  if (allowed.test(character)) return character;
  const known = sepaLetters.get(character);
  if (known !== undefined) return known;
  const bare = character.normalize("NFKD").replace(/\p{M}/gu, "");
  if (bare === character) return " ";
  return Array.from(bare, (one) => (allowed.test(one) ? one : (sepaLetters.get(one) ?? " "))).join("");
};

/**
 * A text in the characters that every bank in SEPA takes, at most so many of them: accents go, known letters are written out,
 * the rest becomes a space. The true text stays with us; this is what the bank compares a name with. EPC217-08.
 */
export const sepaText = (text: string, longest: number): string =>
  (allowed.test(text) ? text : Array.from(text.normalize("NFC").replace(greekU, "$1u"), written).join(""))
    .replace(/ +/g, " ")
    .trim()
    .slice(0, longest)
    .trimEnd();

/** Does a text hold only characters that every bank in SEPA takes? */
export const isSepaText = (text: string): boolean => allowed.test(text);

/** May this be a reference or identifier (kenmerk)? 1 to 35 characters, no slash at either end, no two slashes in a row. EPC230-15. */
export const isSepaIdentifier = (text: string): boolean =>
  identifier.test(text) && text.trim() === text && !text.startsWith("/") && !text.endsWith("/") && !text.includes("//");
