import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { inWords, plusDays, type Day } from "../kernel/day.ts";
import { zero } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { agreementById } from "../agreement/load.ts";
import type { Unit } from "../agreement/rate.ts";
import { idField } from "../party/person.ts";
import { moved } from "./declaration.ts";
import { concernOf, declarationById, findingsOn, type StoredLine } from "./load.ts";
import { insertEvents, judgeLines } from "./queries.ts";
import { markRepairTold, repairDueBy, repairOverdue, setLapseReceipt } from "./repair-queries.ts";
import { judgeLapse, type InRepair } from "./repair.ts";
import { tellParties } from "./tell-repair.ts";

const schema = z.strictObject({ declaration: idField });
type Given = z.infer<typeof schema>;

/** Days before the last day on which the parties are told that it comes. */
const remindDays = 7;

const inRepair = ({ id, state, day, unit, repair_from: from, repair_until: until }: StoredLine): InRepair[] =>
  state === "repair" && from !== null && until !== null ? [{ id, day, unit: unit as Unit, from, until }] : [];

/**
 * What was not mended in time is refused (weigeren na de hersteltermijn): the one refusal that the law makes by itself, Uitv.reg. Wmo
 * 2015 art. 2b lid 7, Regeling Jeugdwet art. 8b lid 7. Where nobody confirmed the term, a person looks. Answers how many lines of each.
 */
export const lapseRepair: Command<Given, { refused: number; toReview: number }> = {
  kind: "declaration.lapse",
  input: schema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of }) => {
    const declaration = await declarationById(context.tx, of);
    const agreement = await agreementById(context.tx, declaration.agreement_id);
    const { lines, receipt } = judgeLapse({
      today: context.today,
      release: context.release,
      agreement: { id: agreement.id, law: agreement.law },
      claim: { id: of, month: declaration.month, lines: declaration.lines.flatMap(inRepair) },
      confirmed: [...(await context.confirmed())].sort(),
    });
    const over = lines.filter(({ outcome }) => outcome !== "wait");
    // Somebody mended it between the look and the command: then nothing is late.
    if (over.length === 0) return { refused: 0, toReview: 0 };
    const refused = over.filter(({ outcome }) => outcome === "refuse").length;
    await judgeLines(
      context.tx,
      over.map(({ id, outcome, findings }) => {
        const line = declaration.lines.find((one) => one.id === id);
        const next = moved("repair", outcome === "refuse" ? "lapse" : "leaveToReview");
        if (!line || next === null) throw new Error(`line ${id} cannot lapse`);
        const { repair_from: from, repair_until: until } = line;
        const repair = from === null || until === null ? null : { from, until };
        const all = [...findingsOn(line), ...findings];
        return { id, state: next, amount: zero, findings: all, reviewed: false, repair, lapsed: outcome === "refuse" };
      }),
    );
    const kept = { subjectKind: "declaration-lapse", subject: of, holder: agreement.holder, funder: agreement.funder, receipt };
    await setLapseReceipt(context.tx, of, context.explain(kept));
    await insertEvents(context.tx, [{ declaration: of, what: "lapsed", at: context.at, amount: zero }]);
    if (refused > 0) await tellParties(context, declaration, "repair-lapsed");
    return { refused, toReview: over.length - refused };
  },
};

/** Tells the parties that the last day on which they can mend something comes near, once. Answers how many lines that is about. */
export const remindOfRepair: Command<Given, { told: number }> = {
  kind: "declaration.remind-repair",
  input: schema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of }) => {
    const declaration = await declarationById(context.tx, of);
    const due = declaration.lines.filter(({ state, repair_until: until, repair_told: told }) => {
      return state === "repair" && !told && until !== null && context.today <= until && until <= plusDays(context.today, remindDays);
    });
    const last = due.flatMap(({ repair_until: until }) => until ?? []).toSorted()[0];
    if (last === undefined) return { told: 0 };
    await markRepairTold(
      context.tx,
      due.map(({ id }) => id),
    );
    await tellParties(context, declaration, "repair-soon", { dag: inWords(last) });
    return { told: due.length };
  },
};

const forEach = async (door: Door, spec: Command<Given, unknown>, declarations: readonly string[]): Promise<void> => {
  for (const declaration of declarations) {
    try {
      await command(door, spec, { declaration }, { actor: service("repair-term") });
    } catch (error) {
      // Another worker was first, or the holder is busy with it: the next round looks again.
      if (!(error instanceof Refusal)) throw error;
    }
  }
};

/** What a day brings to lines that wait to be mended, of at most so many declarations; true when there may be more of them today. */
export const watchRepairTerms = async (door: Door, today: Day, most = 200): Promise<boolean> => {
  const [over, soon] = await reading(door.db, { scope: "svb" }, (tx) =>
    Promise.all([repairOverdue(tx, today, most), repairDueBy(tx, plusDays(today, remindDays), most)]),
  );
  await forEach(door, lapseRepair, over);
  await forEach(door, remindOfRepair, soon);
  return over.length === most || soon.length === most;
};
