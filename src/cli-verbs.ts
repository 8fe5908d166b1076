import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { service } from "./kernel/actor.ts";
import { Refusal } from "./kernel/refusal.ts";
import { importAward } from "./budget/import-award.ts";
import { mostMessageBytes } from "./budget/messages/award-reader.ts";
import { command, keepUpload } from "./db/command.ts";
import { exportLedger } from "./export-ledger.ts";
import { bytesOf, filesOf, nothingMore, optionOf, out, wrongUse, type Called, type Verb } from "./cli-words.ts";
import { recordSvbPlace } from "./party/svb-place.ts";
import { prove } from "./prove.ts";
import { takeBankFile } from "./payment/import-bank-file.ts";
import { forward, type Shift } from "./sim/clock.ts";
import { withHouse } from "./with-house.ts";

const mostBankBytes = 200_000_000;

const awardImport = (called: Called): Promise<number> => {
  const files = filesOf(called.words, "een toekenningsbericht");
  return withHouse(called.env, async ({ door }) => {
    let code = 0;
    for (const file of files) {
      const outcome = await bytesOf(file, 10 * mostMessageBytes).then(
        async (bytes) => {
          const upload = await keepUpload(door, bytes, "application/xml");
          const { accepted, codes, message } = await command(door, importAward, { upload }, { actor: service("award-import") });
          return { file, accepted, codes, message };
        },
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
          return {
            file,
            accepted: false,
            codes: error.faults.map(({ problem, remedy }) => ({ class: "Bericht", code: "0001", text: `${problem} ${remedy}` })),
          };
        },
      );
      if (!outcome.accepted) code = 1;
      if (called.json) out(JSON.stringify({ file: outcome.file, accepted: outcome.accepted, codes: outcome.codes }));
      else {
        out(`${outcome.accepted ? "aanvaard " : "afgekeurd"} ${file}`);
        for (const one of outcome.codes.filter(({ code: of }) => of !== "0200")) out(`  ${one.class} ${one.code}: ${one.text}`);
      }
    }
    return code;
  });
};

const bankImport = (called: Called): Promise<number> => {
  const files = filesOf(called.words, "een statusbericht of afschrift van de bank");
  return withHouse(called.env, async ({ door }) => {
    let code = 0;
    for (const file of files) {
      try {
        const answer = await takeBankFile(door, await bytesOf(file, mostBankBytes), service("bank-import"));
        out(called.json ? JSON.stringify({ file, accepted: true, ...answer }) : `ingelezen  ${file}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        code = 1;
        if (called.json) out(JSON.stringify({ file, accepted: false, code: error.code, text: error.text, errors: error.faults }));
        else {
          out(`geweigerd  ${file}: ${error.text}`);
          for (const { field, problem, remedy } of error.faults) out(`  ${field}: ${problem} ${remedy}`);
        }
      }
    }
    return code;
  });
};

const proveVerb = (called: Called): Promise<number> => {
  nothingMore(called.words);
  return withHouse(called.env, async ({ door }) => {
    const proof = await prove(door);
    if (called.json) out(JSON.stringify(proof));
    else if (proof.ok) out("De boeken kloppen: elke stand volgt uit de overboekingen en elke afspraak houdt stand.");
    else for (const { what, about, expected, found } of proof.differences) out(`${what} ${about}: verwacht ${expected}, gevonden ${found}`);
    return proof.ok ? 0 : 1;
  });
};

const exportVerb = (called: Called): Promise<number> => {
  const folder = optionOf(called.words, "--out");
  nothingMore(called.words.filter((word) => word !== "--out" && word !== folder));
  return withHouse(called.env, async ({ door }) => {
    await mkdir(folder, { recursive: true }).catch(() => {
      throw new Refusal("input-invalid", [
        { field: "--out", problem: `${folder} is geen map die wij kunnen maken.`, remedy: "Kies een andere map." },
      ]);
    });
    const { accounts, transfers } = await exportLedger(door, folder).catch((error: unknown) => {
      if (!(error instanceof Error && "syscall" in error)) throw error;
      throw new Refusal("input-invalid", [
        { field: "--out", problem: `Wij kunnen niet schrijven in ${folder}.`, remedy: "Kies een andere map." },
      ]);
    });
    const told = { ok: true, accounts, transfers, folder };
    out(called.json ? JSON.stringify(told) : `${String(accounts)} rekeningen en ${String(transfers)} overboekingen staan in ${folder}.`);
    return 0;
  });
};

const shiftOf = (text: string | undefined): Shift => {
  const match = /^(\d{1,3})(d|mo)$/.exec(text ?? "");
  if (!match) throw wrongUse("U noemde niet hoe ver de klok vooruit gaat.", "Schrijf bijvoorbeeld 1d voor een dag of 1mo voor een maand.");
  return match[2] === "d" ? { days: Number(match[1]) } : { months: Number(match[1]) };
};

const clockForward = (called: Called): Promise<number> => {
  const shift = shiftOf(called.words[0]);
  nothingMore(called.words.slice(1));
  return withHouse(called.env, async ({ door }) => {
    const today = await forward(door, service("clock"), shift);
    out(called.json ? JSON.stringify({ ok: true, today }) : `Het is in de leeromgeving nu ${today}.`);
    return 0;
  });
};

const generateVerb = async (called: Called): Promise<number> => {
  nothingMore(called.words);
  // Loaded only here: it brings along what no other verb needs.
  const { generate } = await import("./generate.ts");
  const pages = await generate();
  for (const [path, text] of pages) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  out(called.json ? JSON.stringify({ ok: true, files: [...pages.keys()] }) : `${String(pages.size)} bestanden gemaakt.`);
  return 0;
};

const svbPlaceVerb = (called: Called): Promise<number> => {
  const source = optionOf(called.words, "--source");
  const takes = !called.words.includes("--ends");
  const [funder = "", law = "", from = "", ...more] = called.words.filter(
    (word) => word !== "--source" && word !== source && word !== "--ends",
  );
  nothingMore(more);
  return withHouse(called.env, async ({ door }) => {
    await command(door, recordSvbPlace, { funder, law, from, takes, source }, { actor: service("policy-svb-place") });
    const told = takes ? "treedt in de plaats van de SVB" : "treedt niet meer in de plaats van de SVB";
    out(called.json ? JSON.stringify({ ok: true, funder, law, from, takes }) : `Vastgelegd: ${funder} ${told} (${law}) vanaf ${from}.`);
    return 0;
  });
};

const migrateVerb = (called: Called): Promise<number> => {
  nothingMore(called.words);
  return withHouse(called.env, ({ applied }) => {
    out(
      called.json
        ? JSON.stringify({ ok: true, applied })
        : applied.length === 0
          ? "De database is al bij."
          : `Toegepast: ${applied.join(", ")}.`,
    );
    return Promise.resolve(0);
  });
};

/** The verbs of the house. */
export const verbs: readonly Verb[] = [
  { name: "award import", usage: "BESTAND…", about: "leest toekenningsberichten in", run: awardImport },
  { name: "bank import", usage: "BESTAND…", about: "leest een statusbericht of afschrift van de bank in", run: bankImport },
  { name: "clock forward", usage: "1d|1mo", about: "zet de klok van de leeromgeving vooruit", run: clockForward },
  { name: "export ledger", usage: "--out MAP", about: "schrijft rekeningen en overboekingen als CSV", run: exportVerb },
  { name: "generate", usage: "", about: "maakt docs/generated en de tabeltypen opnieuw", run: generateVerb },
  { name: "migrate", usage: "", about: "brengt de database bij", run: migrateVerb },
  {
    name: "policy svb-place",
    usage: "VERSTREKKER wmo|jeugdwet DAG --source BESLUIT [--ends]",
    about: "legt vast dat een college de SVB vervangt bij het goedkeuren",
    run: svbPlaceVerb,
  },
  { name: "prove", usage: "", about: "bewijst de boeken: elke stand opnieuw uit de overboekingen", run: proveVerb },
];
