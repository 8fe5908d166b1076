import { bankVerbs } from "./cli-bank.ts";
import { payrollVerbs } from "./cli-payroll.ts";
import { replayVerbs } from "./cli-replay.ts";
import { verbs as houseVerbs } from "./cli-verbs.ts";
import { verifyVerbs } from "./cli-verify.ts";
import type { Verb } from "./cli-words.ts";
import { Refusal } from "./kernel/refusal.ts";

// From words on a command line to a verb (the files cli-*.ts) and an exit code.

/** Every verb, in the order of the help. */
export const verbs: readonly Verb[] = [...houseVerbs, ...bankVerbs, ...payrollVerbs, ...replayVerbs, ...verifyVerbs].sort((a, b) =>
  a.name < b.name ? -1 : 1,
);

const help = (): string =>
  [
    "Gebruik: npm run -s pgb -- <opdracht> [bestanden] [--json] [instellingen]",
    "",
    ...verbs.map(({ name, usage, about }) => `  ${`${name} ${usage}`.trim().padEnd(34)} ${about}`),
    "",
    "Met --json komt er één regel JSON per uitkomst. De database is die van de draaiende server, van DATABASE_URL,",
    "of anders die in de map van PGB_DATA (standaard .data); hij wordt dan zelf gestart en weer gestopt.",
  ].join("\n");

const explain = (error: unknown): string => {
  if (!(error instanceof Refusal)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [error.text, ...error.faults.map(({ field, problem, remedy }) => `  ${field}: ${problem} ${remedy}`)].join("\n");
};

const find = (words: readonly string[]): { verb: Verb; rest: string[] } | undefined => {
  for (const verb of verbs) {
    const parts = verb.name.split(" ");
    if (parts.every((part, at) => words[at] === part)) return { verb, rest: words.slice(parts.length) };
  }
  return undefined;
};

/** Finds the verb of these words and runs it. Answers the exit code: 0 only when it did what was asked, 2 for a verb that is none. */
export const run = async (words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => {
  if (words.length === 0 || words[0] === "help" || words[0] === "--help") {
    process.stdout.write(`${help()}\n`);
    return 0;
  }
  const json = words.includes("--json");
  const found = find(words.filter((word) => word !== "--json"));
  if (!found) {
    process.stderr.write(`Wij kennen de opdracht "${words.join(" ")}" niet.\n\n${help()}\n`);
    return 2;
  }
  try {
    return await found.verb.run({ words: found.rest, json, env });
  } catch (error) {
    if (json && error instanceof Refusal) {
      process.stdout.write(`${JSON.stringify({ ok: false, code: error.code, text: error.text, errors: error.faults })}\n`);
    }
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
};
