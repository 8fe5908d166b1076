import { readFile } from "node:fs/promises";
import type { Called } from "./cli-verbs.ts";
import { cents, inEuros } from "./kernel/money.ts";
import { Refusal } from "./kernel/refusal.ts";
import { readOtherLaw } from "./other-law.ts";
import { replayWith } from "./replay-with.ts";
import type { Report } from "./replay-report.ts";
import { withHouse } from "./with-house.ts";

const out = (text: string): void => void process.stdout.write(`${text}\n`);
const progress = (done: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${String(done)} besluiten opnieuw genomen`);
};

const wrong = (field: string, problem: string, remedy: string): Refusal => new Refusal("input-invalid", [{ field, problem, remedy }]);

const mostBytes = 1_000_000;

const textOf = async (file: string): Promise<string> => {
  const bytes = await readFile(file).catch(() => {
    throw wrong(file, "Dit bestand is niet te lezen.", "Controleer de naam en de rechten.");
  });
  if (bytes.length > mostBytes) throw wrong(file, "Dit bestand is groter dan 1 MB.", "Noem alleen wat anders wordt.");
  return bytes.toString("utf8");
};

const groups = (title: string, all: Report["byRule"]): string[] => [
  title,
  ...all.map(({ key, decisions, agreement, "declaration-line": lines }) => {
    const apart = inEuros(cents(agreement.difference)).padStart(16);
    const paid = inEuros(cents(lines.difference)).padStart(16);
    return `  ${key.padEnd(38)} ${String(decisions).padStart(7)} besluiten ${apart} vastgelegd ${paid} te betalen`;
  }),
];

const told = ({ commands, differences, total, byRule, byLaw, byFunder, byHolder }: Report): string =>
  [
    `${String(commands)} besluiten opnieuw genomen; ${String(differences.length)} zijn anders.`,
    `Vastgelegd ${inEuros(cents(total.agreement.difference))}, te betalen ${inEuros(cents(total["declaration-line"].difference))}.`,
    ...groups("Per regel", byRule),
    ...groups("Per wet", byLaw),
    ...groups("Per verstrekker", byFunder),
    ...groups("Per budgethouder", byHolder),
  ].join("\n");

/** `replay --with FILE`: every decision again under another law, and what differs. */
export const replayWithVerb = async ({ words, json, env }: Called): Promise<number> => {
  const [, file, ...more] = words;
  if (file === undefined || more.length > 0) throw wrong("--with", "--with vraagt één bestand.", "Geef --with met één bestand.");
  const law = readOtherLaw(await textOf(file));
  return withHouse(env, async ({ door, url }) => {
    const report = await replayWith(url, door, law, progress);
    out(json ? JSON.stringify(report) : told(report));
    return 0;
  });
};
