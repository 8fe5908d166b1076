import { z } from "zod";
import { service } from "../kernel/actor.ts";
import type { Day } from "../kernel/day.ts";
import { zero, type Cents } from "../kernel/money.ts";
import { command, type Command, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { confirmations } from "../db/queries.ts";
import { declaredUntil } from "../agreement/kept.ts";
import { worksheet } from "../law/worksheet.ts";
import { freeKept } from "../agreement/free-kept.ts";
import { agreementById, concernOf } from "../agreement/load.ts";
import { idField } from "../party/person.ts";
import { keptBefore, waitsForPayment } from "./kept-queries.ts";

const inputSchema = z.strictObject({ agreement: idField });

/** What stayed apart for an agreement whose care can no longer be declared comes free on the budget (vrijval); answers how much. */
export const freeWhatWasKept: Command<z.infer<typeof inputSchema>, { freed: Cents }> = {
  kind: "declaration.free-kept",
  input: inputSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement: id }) => {
    if (await waitsForPayment(context.tx, id)) return { freed: zero };
    return { freed: await freeKept(context, await agreementById(context.tx, id)) };
  },
};

/** Frees what stayed apart too long of at most so many agreements; true when there may be more of them today. */
export const freeSomeThatWasKept = async (door: Door, today: Day, most = 200): Promise<boolean> => {
  const due = await reading(door.db, { scope: "svb" }, async (tx) => {
    const confirmed = await confirmations(tx);
    return (await keptBefore(tx, today)).filter(({ id, law, last }) => {
      const until = declaredUntil(law, last, worksheet(id, last, confirmed));
      return until !== null && until < today;
    });
  });
  for (const { id } of due.slice(0, most)) await command(door, freeWhatWasKept, { agreement: id }, { actor: service("free-kept") });
  return due.length > most;
};
