import { bytesOf, nothingMore, out, progress, wrongUse, type Called, type Verb } from "./cli-words.ts";
import { cents, inEuros } from "./kernel/money.ts";
import { readOtherLaw } from "./other-law.ts";
import { replay } from "./replay.ts";
import { replayWith } from "./replay-with.ts";
import type { Report } from "./replay-report.ts";
import { withHouse } from "./with-house.ts";

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

const mostBytes = 1_000_000;

const underOther = async ({ words, json, env }: Called): Promise<number> => {
  const [, file, ...more] = words;
  if (file === undefined || more.length > 0) throw wrongUse("--with vraagt één bestand.", "Geef --with met één bestand.");
  const law = readOtherLaw((await bytesOf(file, mostBytes)).toString("utf8"));
  return withHouse(env, async ({ door, url }) => {
    const report = await replayWith(url, door, law, (done) => progress(`${String(done)} besluiten opnieuw genomen`));
    progress("\n");
    out(json ? JSON.stringify(report) : told(report));
    return 0;
  });
};

const replayVerb = async (called: Called): Promise<number> => {
  if (called.words[0] === "--with") return underOther(called);
  nothingMore(called.words);
  return withHouse(called.env, async ({ door, url }) => {
    const outcome = await replay(url, door, (done) => progress(`${String(done)} opdrachten opnieuw uitgevoerd`));
    progress("\n");
    if (called.json) out(JSON.stringify(outcome));
    else {
      out(outcome.ok ? `Gelijk: ${String(outcome.commands)} opdrachten geven dezelfde stand.` : "Niet gelijk:");
      for (const difference of outcome.differences) out(`  ${difference}`);
      out(`nu      ${outcome.hash}\nopnieuw ${outcome.replayedHash}`);
    }
    return outcome.ok ? 0 : 1;
  });
};

/** The log again: as it was, or under another law. */
export const replayVerbs: readonly Verb[] = [
  { name: "replay", usage: "[--with BESTAND]", about: "bouwt de stand opnieuw op uit het logboek, of onder ander recht", run: replayVerb },
];
