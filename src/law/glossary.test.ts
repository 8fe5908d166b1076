import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../../docs/glossary.md", import.meta.url), "utf8");
const rows = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Word"))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );

const twice = (words: readonly string[]): string[] => words.filter((word, at) => words.indexOf(word) !== at);

test("each row has a word, a Dutch term, a meaning and where it comes from", () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((cells) => cells.length !== 4 || cells.some((cell) => cell === ""))).toEqual([]);
});

test("each word is bound once, and each Dutch term too", () => {
  expect(twice(rows.map(([word = ""]) => word.toLowerCase()))).toEqual([]);
  expect(twice(rows.map(([, dutch = ""]) => dutch.toLowerCase()))).toEqual([]);
});
