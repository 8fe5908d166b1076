import { z } from "zod";
import { inWords, plusMonths } from "../../kernel/day.ts";
import { inEuros, minus, zero } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Command } from "../../db/command.ts";
import { dayField, idField } from "../../party/person.ts";
import { recoveryById, recoveryConcern, tellDebtor } from "./load.ts";
import { dropInstalments, insertInstalments, repaidOf, setRecovery } from "./queries.ts";
import { instalmentsOf } from "./recovery.ts";

/** The longest plan that can be agreed on in the portal: our own choice, no law says so. */
export const mostInstalments = 60;

const schema = z.strictObject({
  recovery: idField,
  times: z
    .number("Vul in in hoeveel keer er betaald wordt.")
    .int("Vul een heel getal in.")
    .min(1, "Minstens één keer.")
    .max(mostInstalments, `Hoogstens ${String(mostInstalments)} keer.`),
  first: dayField,
});

const unfit = (field: string, problem: string, remedy: string): Refusal => new Refusal("input-invalid", [{ field, problem, remedy }]);

/**
 * The SVB lets what is still owed be paid in monthly parts (betalingsregeling, Awb art. 4:94). A later plan takes the place of an
 * earlier one. Throws `recovery-not-now` when nothing is owed any more.
 */
export const planInstalments: Command<z.infer<typeof schema>, null> = {
  kind: "recovery.plan",
  input: schema,
  concern: (tx, { recovery }) => recoveryConcern(tx, recovery),
  handle: async (context, { recovery: id, times, first }) => {
    const recovery = await recoveryById(context.tx, id);
    if (recovery.state !== "open") throw new Refusal("recovery-not-now");
    if (first < context.today || first > plusMonths(context.today, 12))
      throw unfit("first", "De eerste dag is voorbij, of meer dan een jaar weg.", `Kies ${inWords(context.today)} of een dag kort daarna.`);
    const left = minus(recovery.amount, await repaidOf(context.tx, id));
    if (left < times)
      throw unfit("times", `${inEuros(left)} laat zich niet in ${String(times)} keer delen.`, "Kies een kleiner aantal keren.");
    const parts = instalmentsOf(left, times, first);
    const last = parts.at(-1);
    if (last === undefined || left <= zero) throw new Error(`recovery ${id} is open and nothing is owed`);
    await dropInstalments(context.tx, id);
    await insertInstalments(
      context.tx,
      parts.map(({ dueOn, amount }, at) => ({ recovery_id: id, rank: at + 1, due_on: dueOn, amount })),
    );
    await setRecovery(context.tx, id, { due_by: last.dueOn });
    await tellDebtor(context, recovery, "recovery-planned", {
      bedrag: inEuros(left),
      keer: String(times),
      dag: inWords(first),
      eerste: inEuros(parts[0]?.amount ?? left),
    });
    return null;
  },
};
