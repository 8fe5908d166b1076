import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { inWords, plusDays, type Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command, type Context, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import type { NoticeKind } from "../party/notice-texts.ts";
import { representedUntil } from "../party/represent.ts";
import { statuses } from "../party/status.ts";
import { adulthoodSignal, markTold, untoldAdulthood } from "./signal-queries.ts";

/** When people are told that a holder comes of age: ahead, at least three months before, and on the day itself. */
type Telling = { kinds: { self: NoticeKind; other: NoticeKind }; ahead: boolean };

const telling = (due: Day, today: Day, told: { ahead: Day | null; onDay: Day | null }): Telling | null => {
  if (today >= due) return told.onDay === null ? { kinds: { self: "adult-now", other: "adult-now-other" }, ahead: false } : null;
  return told.ahead === null ? { kinds: { self: "adult-soon", other: "adult-soon-other" }, ahead: true } : null;
};

const tell = async (context: Context, holder: string, due: Day, { kinds }: Telling): Promise<number> => {
  const { tx } = context;
  if ((await statuses(tx, [holder])).get(holder)?.diedOn !== null) return 0;
  const others = await representedUntil(tx, holder, plusDays(due, -1));
  const name = (await namesOf(tx, [holder])).get(holder)?.name ?? "";
  const about = { kind: "person", id: holder };
  const values = { naam: name, dag: inWords(due) };
  await notify(context, { person: holder, kind: kinds.self, about, values });
  for (const person of others) await notify(context, { person, kind: kinds.other, about, values });
  return others.length + 1;
};

const inputSchema = z.strictObject({ signal: z.uuid() });

/**
 * Tells a holder who comes of age, and who stands in for parental authority until then, what changes (18 worden): ahead and on the day,
 * each once, whatever number of funders has a row about it. Answers how many messages went out. Throws `not-found`.
 */
export const tellAdulthood: Command<z.infer<typeof inputSchema>, { told: number }> = {
  kind: "party.tell-adulthood",
  input: inputSchema,
  concern: async (tx, { signal }) => {
    const row = await adulthoodSignal(tx, signal);
    if (!row) throw new Refusal("not-found");
    return { holder: row.holder_id };
  },
  handle: async (context, { signal }) => {
    const row = await adulthoodSignal(context.tx, signal);
    if (!row || row.show_from > context.today) return { told: 0 };
    const what = telling(row.due, context.today, { ahead: row.told_ahead, onDay: row.told_on_day });
    if (what === null) {
      // A later award has a row of its own about a birthday of which everybody knows.
      await markTold(context.tx, row, { told_ahead: row.told_ahead, told_on_day: row.told_on_day });
      return { told: 0 };
    }
    const told = await tell(context, row.holder_id, row.due, what);
    await markTold(context.tx, row, what.ahead ? { told_ahead: context.today } : { told_on_day: context.today });
    return { told };
  },
};

/** Tells everybody to whom the calendar brings it today; answers how many messages went out. */
export const tellWhoComeOfAge = async (door: Door, today: Day): Promise<number> => {
  const due = await reading(door.db, { scope: "svb" }, (tx) => untoldAdulthood(tx, today, 500));
  let told = 0;
  for (const { id } of due) told += (await command(door, tellAdulthood, { signal: id }, { actor: service("coming-of-age") })).told;
  return told;
};
