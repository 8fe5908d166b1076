import { z } from "zod";
import { firstDay, readDay, readMonth, type Month } from "../kernel/day.ts";
import { isId, readableNumber } from "../kernel/id.ts";
import { cents, minutes, zero } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { agreementById, concernOf as concernOfAgreement, type StoredAgreement } from "../agreement/load.ts";
import { mostRates } from "../agreement/rate.ts";
import { judge, type Verdict } from "./checks.ts";
import { moved, type LineState } from "./declaration.ts";
import { limits } from "./facts.ts";
import { claimLines, concernOf, declarationById, factsFor, mainOf, type GivenLine, type StoredDeclaration } from "./load.ts";
import { deleteDraft, insertDeclaration, insertEvents, insertLines, prepareAgain, setLineStates, setRejection } from "./queries.ts";
import { settle } from "./settle.ts";

const id = z.string().refine(isId, "Dit is geen bestaand kenmerk.");
const dayText = z.string().refine((text) => readDay(text) !== null, "Dit is geen bestaande dag. Schrijf een dag als jjjj-mm-dd.");
const monthText = z.string().refine((text) => readMonth(text) !== null, "Dit is geen bestaande maand. Schrijf een maand als jjjj-mm.");

const lineSchema = z.strictObject({
  day: dayText.nullable(),
  rateAt: z
    .number()
    .int()
    .min(0)
    .max(mostRates - 1)
    .default(0),
  minutes: z.number().int().min(0).max(limits.minutes),
  quantity: z.number().int().min(0).max(limits.quantity).default(1),
  rate: z.number().int().min(0).max(limits.amount).nullable(),
  amount: z.number().int().min(0).max(limits.amount).nullable(),
});

/**
 * Hours, numbers of what is counted, or a month amount, for one agreement over one month, as a person or program fills them in.
 * Times in minutes, amounts in cents; a line that names no rate uses the base rate.
 */
export const claimSchema = z.strictObject({
  agreement: id,
  month: monthText,
  lines: z.array(lineSchema).min(1, "Vul ten minste één dag in.").max(limits.lines),
});
export type GivenClaim = z.infer<typeof claimSchema>;
/** The same before what may be left out was filled in. */
export type AskedClaim = z.input<typeof claimSchema>;

const givenLines = ({ lines }: GivenClaim): GivenLine[] =>
  lines.map((line) => ({
    day: line.day === null ? null : readDay(line.day),
    rateAt: line.rateAt,
    quantity: line.quantity,
    minutes: minutes(line.minutes),
    rate: line.rate === null ? null : cents(line.rate),
    amount: line.amount === null ? null : cents(line.amount),
  }));

/** What would come of submitting this now (proefcontrole): the judgement of the submission itself, and nothing is stored. */
export const tryClaim = async (context: Context, given: GivenClaim): Promise<Verdict> => {
  const agreement = await agreementById(context.tx, given.agreement);
  const month = given.month as Month;
  const { main, open } = await mainOf(context.tx, agreement.id, month);
  const lines = claimLines(
    agreement,
    givenLines(given).map((line, at) => ({ ...line, id: context.mintFor("line", String(at)) })),
  );
  const facts = await factsFor(context, agreement, { id: context.command, month, supplementTo: main, lines });
  // What a submission would replace is no double of what replaces it.
  const declared = facts.declared.filter((line) => line.declaration !== open || !replaceable.includes(line.state));
  return judge({ ...facts, declared });
};

// Lines that a party may still replace: nobody submitted them, or they came back to be mended.
const replaceable: readonly LineState[] = ["prepared", "rejected", "repair"];

const storeLines = async (
  context: Context,
  agreement: StoredAgreement,
  declaration: string,
  given: GivenClaim,
  firstRank: number,
): Promise<void> => {
  const month = given.month as Month;
  await insertLines(
    context.tx,
    claimLines(
      agreement,
      givenLines(given).map((line) => ({ ...line, id: context.mint("line") })),
    ).map((line, at) => ({
      id: line.id,
      declaration_id: declaration,
      agreement_id: agreement.id,
      rank: firstRank + at,
      day: line.day ?? firstDay(month),
      rate_at: line.rateAt,
      unit: line.unit,
      minutes: line.minutes,
      quantity: line.quantity,
      claimed_rate: line.rate,
      claimed_amount: line.amount,
      amount: zero,
      state: "prepared" as const,
    })),
  );
};

const withdrawReplaceable = async (context: Context, { lines }: StoredDeclaration): Promise<void> => {
  const gone = lines.filter(({ state }) => replaceable.includes(state as LineState));
  if (gone.length === 0) return;
  await setLineStates(
    context.tx,
    gone.map(({ id: line, state }) => ({ id: line, state: moved(state as LineState, "withdraw") ?? "withdrawn" })),
  );
};

/** Makes the declaration of the month, a supplement to it, or new lines in the one that waits to be mended. */
const prepare = async (
  context: Context,
  given: GivenClaim,
  by: "provider" | "holder",
): Promise<{ agreement: StoredAgreement; declaration: string }> => {
  const agreement = await agreementById(context.tx, given.agreement);
  if (agreement.state !== "approved" && agreement.state !== "ended") throw new Refusal("agreement-not-now");
  const month = given.month as Month;
  const { main, next, open } = await mainOf(context.tx, agreement.id, month);
  if (open !== null) {
    const declaration = await declarationById(context.tx, open);
    await withdrawReplaceable(context, declaration);
    await storeLines(context, agreement, open, given, declaration.lines.length + 1);
    await prepareAgain(context.tx, open, context.at);
    await insertEvents(context.tx, [{ declaration: open, what: "prepared", at: context.at, amount: null }]);
    return { agreement, declaration: open };
  }
  const declaration = context.mint("declaration");
  await insertDeclaration(context.tx, {
    id: declaration,
    number: readableNumber("D", declaration),
    agreement_id: agreement.id,
    holder_id: agreement.holder,
    provider_id: agreement.provider,
    month,
    supplement: next,
    supplement_to: main,
    prepared_by: by,
    prepared_at: context.at,
  });
  await storeLines(context, agreement, declaration, given, 1);
  await insertEvents(context.tx, [{ declaration, what: "prepared", at: context.at, amount: null }]);
  return { agreement, declaration };
};

type Prepared = { declaration: string };

/** The provider prepares hours and sends them to the holder, who approves them (klaarzetten). */
export const prepareDeclaration: Command<GivenClaim, Prepared> = {
  kind: "declaration.prepare",
  input: claimSchema,
  concern: (tx, { agreement }) => concernOfAgreement(tx, agreement),
  handle: async (context, given) => {
    const { declaration } = await prepare(context, given, "provider");
    await deleteDraft(context.tx, given.agreement, given.month as Month, context.actor.person);
    return { declaration };
  },
};

/** What a submission came to, for the page that follows it. */
export type Submitted = { declaration: string; outcome: Verdict["outcome"] };

/** The holder enters hours and submits them at once (indienen). */
export const submitDeclaration: Command<GivenClaim, Submitted> = {
  kind: "declaration.submit",
  input: claimSchema,
  concern: (tx, { agreement }) => concernOfAgreement(tx, agreement),
  handle: async (context, given) => {
    const { agreement, declaration } = await prepare(context, given, "holder");
    const { outcome } = await settle(context, agreement, await declarationById(context.tx, declaration));
    await deleteDraft(context.tx, given.agreement, given.month as Month, context.actor.person);
    return { declaration, outcome };
  },
};

const approveSchema = z.strictObject({ declaration: id, lines: z.array(id).min(1).max(limits.lines) });

/** The holder approves what the provider prepared, and so orders the payment (goedkeuren). `lines` are those that he saw. */
export const approveDeclaration: Command<z.infer<typeof approveSchema>, Submitted> = {
  kind: "declaration.approve",
  input: approveSchema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of, lines }) => {
    const declaration = await declarationById(context.tx, of);
    const waiting = declaration.lines.filter(({ state }) => state === "prepared").map((line) => line.id);
    if (waiting.length === 0) throw new Refusal("declaration-not-now");
    // One approves what one saw: if the provider sent other hours meanwhile, they must be read first.
    if (waiting.length !== lines.length || waiting.some((line) => !lines.includes(line))) throw new Refusal("declaration-changed");
    const { outcome } = await settle(context, await agreementById(context.tx, declaration.agreement_id), declaration);
    return { declaration: of, outcome };
  },
};

const rejectSchema = z.strictObject({
  declaration: id,
  personal: z.strictObject({ reason: z.string().trim().min(3, "Schrijf op wat de zorgverlener moet verbeteren.").max(2_000) }),
});

/** The holder sends the hours back to the provider with what must be mended (afkeuren). */
export const rejectDeclaration: Command<z.infer<typeof rejectSchema>, null> = {
  kind: "declaration.reject",
  input: rejectSchema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of, personal }) => {
    const declaration = await declarationById(context.tx, of);
    const waiting = declaration.lines.filter(({ state }) => state === "prepared");
    if (waiting.length === 0) throw new Refusal("declaration-not-now");
    await setLineStates(
      context.tx,
      waiting.map((line) => ({ id: line.id, state: moved("prepared", "reject") ?? "rejected" })),
    );
    await setRejection(context.tx, of, await context.keep(Buffer.from(personal.reason), "text/plain", declaration.holder_id));
    await insertEvents(context.tx, [{ declaration: of, what: "rejected", at: context.at, amount: null }]);
    return null;
  },
};
