import { z } from "zod";
import { inWords } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Command } from "../../db/command.ts";
import { idField } from "../../party/person.ts";
import { declarationOf, explainDecision, keepWords, movedTo, redressById, redressConcern, reopenRefused, tellRedress } from "./load.ts";
import { setRedress } from "./queries.ts";
import { closeBy, objectBy, outcomeName, outcomes, reopens, verdicts } from "./redress.ts";

const words = z.strictObject({
  reason: z
    .string("Schrijf op waarom u dit besluit.")
    .trim()
    .min(20, "Schrijf op waarom: minstens twintig tekens. Beide partijen lezen dit.")
    .max(4_000, "Schrijf hoogstens 4000 tekens."),
});

const decideSchema = z.strictObject({ redress: idField, outcome: z.enum(outcomes), personal: words });

/** The SVB decides on a payment (betalingsbesluit): it stands, or what was refused is judged again by a person. */
export const decideRedress: Command<z.infer<typeof decideSchema>, null> = {
  kind: "redress.decide",
  input: decideSchema,
  concern: (tx, { redress }) => redressConcern(tx, redress),
  handle: async (context, { redress: id, outcome, personal }) => {
    const redress = await redressById(context.tx, id);
    const state = movedTo(redress.state, "decide");
    const declaration = await declarationOf(context.tx, redress);
    const last = objectBy(context.today);
    await setRedress(context.tx, id, {
      ...{ state, outcome, decided_by: context.actor.person, decided_on: context.today, object_by: last },
      reasons: await keepWords(context, personal.reason, declaration.holder_id),
    });
    await explainDecision(context, await redressById(context.tx, id), declaration, outcome);
    if (reopens(outcome)) await reopenRefused(context, declaration);
    await tellRedress(context, redress, declaration, "redress-decided", { uitkomst: outcomeName[outcome], dag: inWords(last) });
    return null;
  },
};

const closeSchema = z.strictObject({ redress: idField, verdict: z.enum(verdicts), personal: words });

/**
 * The SVB decides on an objection (besluit op bezwaar), by somebody else than who took the decision: Awb 10:3 lid 3. Throws
 * `redress-not-independent` for that person.
 */
export const decideObjection: Command<z.infer<typeof closeSchema>, null> = {
  kind: "redress.decide-objection",
  input: closeSchema,
  concern: (tx, { redress }) => redressConcern(tx, redress),
  handle: async (context, { redress: id, verdict, personal }) => {
    const redress = await redressById(context.tx, id);
    const state = movedTo(redress.state, "close");
    if (redress.decided_by === context.actor.person) throw new Refusal("redress-not-independent");
    const declaration = await declarationOf(context.tx, redress);
    await setRedress(context.tx, id, {
      ...{ state, verdict, closed_by: context.actor.person, closed_on: context.today },
      closing_reasons: await keepWords(context, personal.reason, declaration.holder_id),
    });
    await explainDecision(context, redress, declaration, verdict);
    if (reopens(verdict)) await reopenRefused(context, declaration);
    await tellRedress(context, redress, declaration, "redress-closed", { uitkomst: outcomeName[verdict] });
    return null;
  },
};

const postponeSchema = z.strictObject({ redress: idField });

/** The SVB puts off the decision on an objection, once (verdagen). Awb 7:10 lid 3. */
export const postponeObjection: Command<z.infer<typeof postponeSchema>, null> = {
  kind: "redress.postpone",
  input: postponeSchema,
  concern: (tx, { redress }) => redressConcern(tx, redress),
  handle: async (context, { redress: id }) => {
    const redress = await redressById(context.tx, id);
    const { state, decided_on: decided, postponed_on: before, settle_by: until } = redress;
    if (state !== "objected" || decided === null || before !== null || until === null || until < context.today)
      throw new Refusal("redress-not-now");
    const due = closeBy(decided, true);
    await setRedress(context.tx, id, { postponed_on: context.today, settle_by: due });
    await tellRedress(context, redress, await declarationOf(context.tx, redress), "redress-objected", { dag: inWords(due) });
    return null;
  },
};
