/** What the bank answers to a name check: the real name only when the given one is close to it. */
export type NameAnswer = { result: "match" | "close-match" | "no-match" | "not-possible"; name: string | null };

const plainWords = (name: string): string[] =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !["de", "heer", "mevrouw", "bv", "b", "v"].includes(word));

// How many single letters must change to make one text of the other.
const distance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1)
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    above = row;
  }
  return above[b.length] ?? 0;
};

/**
 * Compares the name that was asked with the one the bank has: the same words match, a few other letters or the same last word is
 * close, anything else is not. The measure is this bank's own; real banks each have theirs.
 */
export const compareNames = (asked: string, real: string): NameAnswer => {
  const [given, known] = [plainWords(asked), plainWords(real)];
  const [one, other] = [[...given].sort().join(" "), [...known].sort().join(" ")];
  if (one === other) return { result: "match", name: null };
  const few = Math.max(1, Math.floor(other.length / 6));
  const sameLast = given.at(-1) === known.at(-1) && (known.at(-1)?.length ?? 0) > 2;
  return sameLast || distance(one, other) <= few ? { result: "close-match", name: real } : { result: "no-match", name: null };
};

/** Answers for an account: by its own table, else a Dutch account is whose it is said to be, and a foreign bank is not reached. */
export const answerNameCheck = (iban: string, asked: string, known: { name: string | null } | undefined): NameAnswer => {
  if (known !== undefined) return known.name === null ? { result: "not-possible", name: null } : compareNames(asked, known.name);
  return { result: iban.startsWith("NL") ? "match" : "not-possible", name: null };
};
