// Letters that a decomposition into letter and mark does not solve, written as their readers write them in Latin. After the
// conversion table of the EPC (EPC217-08): Greek as in ELOT 743, Cyrillic as in the Bulgarian and Serbian passports.

const latin: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D", ð: "d", Ð: "D" },
  ...{ þ: "th", Þ: "TH", ħ: "h", Ħ: "H", ı: "i", ĸ: "k", ŋ: "n", Ŋ: "N", ĳ: "ij", Ĳ: "IJ", ŀ: "l", Ŀ: "L", ŧ: "t", Ŧ: "T" },
  ...{ ŉ: "n", ſ: "s", ƒ: "f", ə: "e", Ə: "E", ɓ: "b", Ɓ: "B", ɗ: "d", Ɗ: "D", ƙ: "k", Ƙ: "K", ɣ: "g", Ɣ: "G", ʻ: "'", ʼ: "'" },
};

const signs: Readonly<Record<string, string>> = {
  ...{ "&": "+", _: "-", "’": "'", "‘": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-" },
  ...{ "€": "EUR", "·": ".", "…": "...", ";": ",", "[": "(", "]": ")", "{": "(", "}": ")", "\\": "/", "¿": "?" },
};

const greek: Readonly<Record<string, string>> = {
  ...{ α: "a", β: "v", γ: "g", δ: "d", ε: "e", ζ: "z", η: "i", θ: "th", ι: "i", κ: "k", λ: "l", μ: "m", ν: "n", ξ: "x", ο: "o" },
  ...{ π: "p", ρ: "r", σ: "s", ς: "s", τ: "t", υ: "y", φ: "f", χ: "ch", ψ: "ps", ω: "o" },
};

const cyrillic: Readonly<Record<string, string>> = {
  ...{ а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l", м: "m", н: "n", о: "o" },
  ...{ п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "sht", ъ: "a", ь: "y", ю: "yu", я: "ya" },
  ...{ ё: "e", ы: "y", э: "e", і: "i", ї: "yi", є: "ye", ґ: "g", ў: "u", ђ: "dj", ј: "j", љ: "lj", њ: "nj", ћ: "c", џ: "dz" },
  ...{ ѓ: "gj", ќ: "kj", ѕ: "dz" },
};

/** The same letters with their capitals, of which only the first Latin letter is one: Щербак is written Shterbak. */
const withCapitals = (small: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(small).flatMap(([letter, written]) => {
      const capital = letter.toUpperCase();
      return capital === letter
        ? [[letter, written]]
        : [
            [letter, written],
            [capital, `${written.slice(0, 1).toUpperCase()}${written.slice(1)}`],
          ];
    }),
  );

/** What stands for a letter or sign that no bank in SEPA needs to take (omzettingstabel). EPC217-08. */
export const sepaLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...withCapitals(greek), ...withCapitals(cyrillic), ...latin, ...signs }),
);
