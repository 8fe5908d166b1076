import { z } from "zod";
import { inWords } from "../../kernel/day.ts";
import { readableNumber } from "../../kernel/id.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Command } from "../../db/command.ts";
import { idField } from "../../party/person.ts";
import { concernOf, declarationById } from "../load.ts";
import { declarationOf, keepWords, movedTo, partyOf, redressById, redressConcern, tellRedress } from "./load.ts";
import { insertRedress, redressRowsOf, setRedress } from "./queries.ts";
import { closeBy, decideBy, type RedressState } from "./redress.ts";

const words = z.strictObject({
  reason: z
    .string("Schrijf op waarom u het er niet mee eens bent.")
    .trim()
    .min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.")
    .max(4_000, "Schrijf hoogstens 4000 tekens."),
});

const askSchema = z.strictObject({ declaration: idField, personal: words });

/**
 * A party asks for a decision on how a declaration was paid (verzoek om een betalingsbesluit). A late request is taken in: whoever
 * decides weighs that. Throws `redress-open` while another one runs.
 */
export const askForDecision: Command<z.infer<typeof askSchema>, { redress: string; number: string }> = {
  kind: "redress.ask",
  input: askSchema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of, personal }) => {
    const declaration = await declarationById(context.tx, of);
    if (declaration.submitted_at === null) throw new Refusal("declaration-not-now");
    const before = await redressRowsOf(context.tx, of);
    // One that was decided leads on to an objection, not to another request.
    const running: readonly RedressState[] = ["asked", "decided", "objected"];
    if (before.some(({ state }) => running.includes(state as RedressState))) throw new Refusal("redress-open");
    const id = context.mint("redress");
    const number = readableNumber("B", id);
    const due = decideBy(context.today);
    await insertRedress(context.tx, {
      ...{ id, number, declaration_id: of, state: "asked", asked_on: context.today, decide_by: due },
      asked_for: partyOf(context.actor, declaration.holder_id),
      asked_by: context.actor.person,
      request: await keepWords(context, personal.reason, declaration.holder_id),
    });
    await tellRedress(context, { id, number }, declaration, "redress-asked", { dag: inWords(due) });
    return { redress: id, number };
  },
};

const objectSchema = z.strictObject({ redress: idField, personal: words });

/** A party objects to the decision on a payment (bezwaar maken). A late objection is taken in, too: Awb 6:11 leaves it to who decides. */
export const objectToDecision: Command<z.infer<typeof objectSchema>, null> = {
  kind: "redress.object",
  input: objectSchema,
  concern: (tx, { redress }) => redressConcern(tx, redress),
  handle: async (context, { redress: id, personal }) => {
    const redress = await redressById(context.tx, id);
    const state = movedTo(redress.state, "object");
    if (redress.decided_on === null) throw new Error(`redress ${id} is decided without a day`);
    const declaration = await declarationOf(context.tx, redress);
    const due = closeBy(redress.decided_on, false);
    await setRedress(context.tx, id, {
      ...{ state, objected_on: context.today, settle_by: due },
      objected_for: partyOf(context.actor, declaration.holder_id),
      objected_by: context.actor.person,
      objection: await keepWords(context, personal.reason, declaration.holder_id),
    });
    await tellRedress(context, redress, declaration, "redress-objected", { dag: inWords(due) });
    return null;
  },
};

const withdrawSchema = z.strictObject({ redress: idField });

/** Whoever asked, or objected, takes it back (intrekken). Throws `redress-not-yours` for the other party. */
export const withdrawRedress: Command<z.infer<typeof withdrawSchema>, null> = {
  kind: "redress.withdraw",
  input: withdrawSchema,
  concern: (tx, { redress }) => redressConcern(tx, redress),
  handle: async (context, { redress: id }) => {
    const redress = await redressById(context.tx, id);
    const state = movedTo(redress.state, "withdraw");
    const { holder_id: holder } = await declarationOf(context.tx, redress);
    const whose = redress.state === "objected" ? redress.objected_for : redress.asked_for;
    if (partyOf(context.actor, holder) !== whose) throw new Refusal("redress-not-yours");
    await setRedress(context.tx, id, { state });
    return null;
  },
};
