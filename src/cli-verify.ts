import { open, stat } from "node:fs/promises";
import { out, progress, wrongUse, type Called, type Verb } from "./cli-words.ts";
import { Refusal } from "./kernel/refusal.ts";
import { exportReceipts, verifyFile, verifyReceipts, type Verified } from "./verify-receipts.ts";
import { withHouse } from "./with-house.ts";

// The verbs by which a decision is computed anew, by a program that shares the kernel and the law with the server and nothing else.

const tellProgress = (done: number): void => {
  progress(`${String(done)} besluiten nagerekend`);
};

const fileAfter = (words: readonly string[], option: string): string | null => {
  if (words.length === 0) return null;
  const [name, file, ...more] = words;
  if (name === option && file !== undefined && more.length === 0) return file;
  throw wrongUse(`Deze opdracht kent "${words.join(" ")}" niet.`, `Geef ${option} met één bestand, of niets.`);
};

const readable = async (file: string): Promise<string> => {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() === true) return file;
  throw new Refusal("input-invalid", [{ field: file, problem: "Dit bestand is er niet.", remedy: "Controleer de naam en de rechten." }]);
};

const tell = ({ ok, verified, differing, first }: Verified, json: boolean): number => {
  progress("\n");
  if (json) out(JSON.stringify(ok ? { ok, verified } : { ok, verified, differing, first }));
  else if (ok) out(`Alle ${String(verified)} besluiten zijn nagerekend en gelijk.`);
  else {
    out(`Van ${String(verified + differing)} besluiten zijn er ${String(differing)} anders dan nagerekend:`);
    for (const { receipt, about, faults } of first)
      for (const { where, expected, found } of faults) out(`  ${about} ${receipt} ${where}: verwacht ${expected}, gevonden ${found}`);
  }
  return ok ? 0 : 1;
};

const verifyVerb = async ({ words, json, env }: Called): Promise<number> => {
  const file = fileAfter(words, "--in");
  if (file !== null) return tell(await verifyFile(await readable(file), tellProgress), json);
  return withHouse(env, async ({ door }) => tell(await verifyReceipts(door.db, tellProgress), json));
};

const exportVerb = async ({ words, json, env }: Called): Promise<number> => {
  const file = fileAfter(words, "--out");
  if (file === null) throw wrongUse("--out ontbreekt.", "Geef --out met een bestand.");
  return withHouse(env, async ({ door }) => {
    const handle = await open(file, "w").catch(() => {
      throw new Refusal("input-invalid", [
        { field: file, problem: "Wij kunnen hier niet schrijven.", remedy: "Controleer map en rechten." },
      ]);
    });
    try {
      const count = await exportReceipts(door.db, async (line) => void (await handle.write(line)));
      out(json ? JSON.stringify({ ok: true, receipts: count }) : `${String(count)} besluiten geschreven naar ${file}.`);
    } finally {
      await handle.close();
    }
    return 0;
  });
};

/** Verifying receipts, and handing them to who verifies elsewhere. */
export const verifyVerbs: readonly Verb[] = [
  { name: "verify receipts", usage: "[--in BESTAND]", about: "rekent elk besluit na, los van het programma dat besloot", run: verifyVerb },
  { name: "export receipts", usage: "--out BESTAND", about: "schrijft elk besluit als één regel JSON", run: exportVerb },
];
