import { readFile } from "node:fs/promises";
import { Refusal } from "./kernel/refusal.ts";

// What verbs of the command line share: how they are called, and how they speak.

/** How a verb was called. */
export type Called = { words: readonly string[]; json: boolean; env: NodeJS.ProcessEnv };

/** A command-line verb: its name, what follows it, what it does (Dutch), and how; answers the exit code. */
export type Verb = { name: string; usage: string; about: string; run(called: Called): Promise<number> };

/** Says something on standard output. */
export const out = (text: string): void => void process.stdout.write(`${text}\n`);
/** How far a long verb is, for who looks at a terminal. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}`);
};

/** The refusal of a verb that was called in a way that it does not know. */
export const wrongUse = (problem: string, remedy: string): Refusal =>
  new Refusal("input-invalid", [{ field: "opdracht", problem, remedy }]);

/** The files that a verb was given, at least one. */
export const filesOf = (words: readonly string[], what: string): readonly string[] => {
  const odd = words.find((word) => word.startsWith("--"));
  if (odd !== undefined) throw wrongUse(`Wij kennen de instelling ${odd} niet.`, "Haal haar weg.");
  if (words.length === 0 || words.some((word) => word.trim() === ""))
    throw wrongUse("U noemde geen bestand.", `Noem een of meer bestanden met ${what}.`);
  return words;
};

/** For a verb that takes nothing more: a word too many is a slip, and must not pass for something else. */
export const nothingMore = (words: readonly string[]): void => {
  const [odd] = words;
  if (odd !== undefined) throw wrongUse(`Deze opdracht kent "${odd}" niet.`, "Haal het weg; --json is de enige instelling.");
};

/** The value behind an option. Throws when it is missing. */
export const optionOf = (words: readonly string[], name: string): string => {
  const at = words.indexOf(name);
  const value = words[at + 1];
  if (at < 0 || value === undefined || value.startsWith("--")) throw wrongUse(`${name} ontbreekt.`, `Geef ${name} met een waarde.`);
  return value;
};

/** A whole file in memory. Throws `input-invalid` when it cannot be read, `too-large` beyond `most` bytes. */
export const bytesOf = async (file: string, most: number): Promise<Buffer> => {
  const bytes = await readFile(file).catch((error: unknown) => {
    const why =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "Dit bestand is er niet." : "Dit bestand is niet te lezen.";
    throw new Refusal("input-invalid", [{ field: file, problem: why, remedy: "Controleer de naam en de rechten." }]);
  });
  if (bytes.length > most)
    throw new Refusal("too-large", [
      { field: file, problem: `Het bestand is groter dan ${String(most / 1_000_000)} MB.`, remedy: "Splits het." },
    ]);
  return bytes;
};
