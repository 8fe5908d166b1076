import type pg from "pg";
import { migrate } from "./db/migrate.ts";
import { openDb, openPool } from "./db/pool.ts";
import type { Door } from "./db/command.ts";
import { Refusal } from "./kernel/refusal.ts";
import { underOtherLaw } from "./law/dated.ts";
import type { OtherLaw } from "./other-law.ts";
import { besideIt, carriedOut, copyPayloads, logged, type LogRow } from "./replay.ts";
import { differencesOf, reportOf, type Outcomes, type Report } from "./replay-report.ts";
import { agreements, awardedLines, declaredLines } from "./replay-queries.ts";

// Money that went to the bank cannot be decided anew: what was paid, was paid. What is decided again is what may be paid; for that the
// accounts of the house must be there.
const isDecidedAgain = ({ kind, refusal }: LogRow): boolean =>
  (!kind.startsWith("payment.") || kind === "payment.open-account") && refusal?.by !== "door";

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const code = /^[A-Z]\d{3}$/;

const asItIs: OtherLaw = { rules: new Map(), policies: [] };

// A maximum rate for all functions of care comes from a municipality that set it, or from somebody of it who proposed it.
const isRatePolicy = (kind: string, input: unknown): boolean =>
  kind === "policy.set" || (kind === "policy.propose" && (input as { careFunction?: unknown }).careFunction === null);

/** Runs the decisions of a log on an empty database. Answers, by what they are about, with which check they are refused. */
const decideAgain = async (from: pg.Pool, to: string, { seals }: Pick<Door, "seals">, law: OtherLaw, progress: () => void) => {
  const refusedBy = new Map<string, string>();
  let commands = 0;
  const db = openDb({ url: to, as: "app", most: 2 });
  const note = (row: LogRow, by: string): void => {
    for (const [id] of JSON.stringify([row.input, row.answer]).matchAll(ids)) if (!refusedBy.has(id)) refusedBy.set(id, by);
  };
  const changed =
    ({ kind }: LogRow) =>
    (input: unknown): unknown => {
      if (!isRatePolicy(kind, input)) return input;
      const of = input as { funder: string; law: string; standing: string; from: string };
      const other = law.policies.find((one) => (["funder", "law", "standing", "from"] as const).every((name) => one[name] === of[name]));
      return other === undefined ? input : { ...of, maximumPerHour: other.value };
    };
  try {
    for await (const rows of logged(from))
      for (const row of rows.filter(isDecidedAgain)) {
        commands += 1;
        try {
          await carriedOut({ db, seals, release: row.release, mintId: () => row.id }, row, changed(row));
        } catch (error) {
          // A decision that cannot be taken under another law is an outcome: it is told, and the others are taken. Under the law as it
          // is, it is a defect.
          if (law === asItIs && !(error instanceof Refusal)) throw error;
          const check = error instanceof Refusal ? error.faults.find(({ field }) => code.test(field))?.field : undefined;
          // What the log refused was refused before there was another law.
          if (row.outcome === "done") note(row, check ?? (error instanceof Refusal ? error.code : "law-unknown"));
        }
        if (commands % 100 === 0) progress();
      }
    return { commands, refusedBy };
  } finally {
    await db.destroy();
  }
};

const outcomesIn = async (
  url: string,
  source: pg.Pool,
  door: Pick<Door, "seals">,
  law: OtherLaw,
  progress: () => void,
): Promise<Outcomes> => {
  await migrate(url);
  const pool = openPool({ url, as: "owner", most: 2 });
  try {
    await copyPayloads(source, pool);
    const { commands, refusedBy } = await decideAgain(source, url, door, law, progress);
    return {
      ...{ commands, refusedBy },
      award: await awardedLines(pool),
      agreement: await agreements(pool),
      "declaration-line": await declaredLines(pool),
    };
  } finally {
    await pool.end();
  }
};

/** The policies of a file that nobody ever set: there is no decision to take otherwise. */
const unknownPolicies = async (source: pg.Pool, { policies }: OtherLaw): Promise<void> => {
  const set = new Set<string>();
  for await (const rows of logged(source))
    for (const { kind, outcome, input } of rows) {
      const of = input as { funder?: string; law?: string; standing?: string; from?: string };
      if (isRatePolicy(kind, input) && outcome === "done") set.add([of.funder, of.law, of.standing, of.from].join(" "));
    }
  const faults = policies
    .map(({ funder, law, standing, from }) => [funder, law, standing, from].join(" "))
    .filter((key) => !set.has(key))
    .map((key) => ({
      field: key,
      problem: "Deze verstrekker stelde op die dag geen tarief vast.",
      remedy: "Noem een dag waarop dat wel gebeurde.",
    }));
  if (faults.length > 0) throw new Refusal("input-invalid", faults);
};

/**
 * Takes every decision of a log again under another law, and reports what differs (wat als): awards, agreements and declarations, not
 * payments. It is held against the same decisions under the law as it is, taken again in the same way, so that nothing but the law
 * differs. The house itself is only read. Throws `input-invalid` for a policy that was never set.
 */
export const replayWith = async (
  url: string,
  door: Pick<Door, "seals">,
  law: OtherLaw,
  progress: (done: number) => void,
): Promise<Report> => {
  const source = openPool({ url, as: "owner", most: 2 });
  let done = 0;
  const step = (): void => {
    progress((done += 100));
  };
  try {
    await unknownPolicies(source, law);
    const before = await besideIt(url, (beside) => outcomesIn(beside, source, door, asItIs, step));
    const after = await besideIt(url, (beside) => underOtherLaw(law.rules, () => outcomesIn(beside, source, door, law, step)));
    return reportOf(before.commands, differencesOf(before, after));
  } finally {
    await source.end();
  }
};
