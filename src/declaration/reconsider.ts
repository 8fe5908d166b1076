import { z } from "zod";
import { zero } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { moved } from "./declaration.ts";
import { concernOf, declarationById, findingsOn } from "./load.ts";
import { insertEvents, judgeLines } from "./queries.ts";
import { isLapsed } from "./repair.ts";

const schema = z.strictObject({
  declaration: idField,
  personal: z.strictObject({
    reason: z
      .string("Schrijf op waarom wij er nog eens naar moeten kijken.")
      .trim()
      .min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.")
      .max(2_000, "Schrijf een kortere reden, van hoogstens 2000 tekens."),
  }),
});

/** The holder asks that a person looks at what was refused because it was not mended in time (verzoek om herbeoordeling). Answers how many lines. */
export const reconsiderDeclaration: Command<z.infer<typeof schema>, { lines: number }> = {
  kind: "declaration.reconsider",
  input: schema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of, personal }) => {
    const declaration = await declarationById(context.tx, of);
    const lapsed = declaration.lines.filter(isLapsed);
    const next = moved("refused", "reconsider");
    if (lapsed.length === 0 || next === null) throw new Refusal("declaration-not-now");
    const request = await context.keep(Buffer.from(personal.reason), "text/plain", declaration.holder_id);
    await judgeLines(
      context.tx,
      lapsed.map((line) => ({
        ...{ id: line.id, state: next, amount: zero, reviewed: false, repair: null, lapsed: false },
        findings: [...findingsOn(line), { code: "VERZOEK", about: line.id, reason: request }],
      })),
    );
    await insertEvents(context.tx, [{ declaration: of, what: "reconsidered", at: context.at, amount: null }]);
    return { lines: lapsed.length };
  },
};
