// What a decomposition into letter and mark does not solve.
const letters: Record<string, string> = {
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "TH",
  ħ: "h",
  Ħ: "H",
  ı: "i",
  ŋ: "n",
  Ŋ: "N",
  ĳ: "ij",
  Ĳ: "IJ",
  ə: "e",
  Ə: "E",
  "&": "+",
  _: "-",
  "’": "'",
  "‘": "'",
  "–": "-",
  "—": "-",
  "€": "EUR",
};

const allowed = /^[A-Za-z0-9/\-?:().,'+ ]*$/;
const identifier = /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/;

/**
 * A text in the characters that every bank in SEPA takes, at most so many of them: accents go, known letters are written out,
 * the rest becomes a space. The true text stays with us; this is what the bank compares a name with. EPC217-08.
 */
export const sepaText = (text: string, longest: number): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/gu, (character) => letters[character] ?? " ")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, longest)
    .trimEnd();

/** Does a text hold only characters that every bank in SEPA takes? */
export const isSepaText = (text: string): boolean => allowed.test(text);

/** May this be a reference or identifier (kenmerk)? 1 to 35 characters, no slash at either end, no two slashes in a row. EPC230-15. */
export const isSepaIdentifier = (text: string): boolean =>
  identifier.test(text) && text.trim() === text && !text.startsWith("/") && !text.endsWith("/") && !text.includes("//");
