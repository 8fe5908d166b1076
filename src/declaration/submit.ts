import { z } from "zod";
import { firstDay, readDay, readMonth, type Month } from "../kernel/day.ts";
import { readableNumber } from "../kernel/id.ts";
import { cents, minutes, zero } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { agreementById, concernOf as concernOfAgreement, type StoredAgreement } from "../agreement/load.ts";
import { mostRates } from "../agreement/rate.ts";
import { refuseSigner, signersFor } from "../party/who-signs.ts";
import { judge, type Verdict } from "./checks.ts";
import { moved, type LineState } from "./declaration.ts";
import { limits } from "./facts.ts";
import { claimLines, concernOf, declarationById, factsFor, inMonth, mainIn, type GivenLine, type InMonth } from "./load.ts";
import {
  deleteDraft,
  insertDeclaration,
  insertEvents,
  insertLines,
  prepareAgain,
  setLineStates,
  setRejection,
  setSubmitted,
  type LineRow,
  type Submitted,
} from "./queries.ts";
import { carryOut, decide, explainDecision, settle, type Decision } from "./settle.ts";

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
  agreement: idField,
  month: monthText,
  lines: z.array(lineSchema).min(1, "Vul ten minste één dag in.").max(limits.lines),
});
export type GivenClaim = z.infer<typeof claimSchema>;

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
  const month = given.month as Month;
  const [agreement, found] = await Promise.all([agreementById(context.tx, given.agreement), inMonth(context.tx, given.agreement, month)]);
  const { main, open } = mainIn(found);
  const lines = claimLines(
    agreement,
    givenLines(given).map((line, at) => ({ ...line, id: context.mintFor("line", String(at)) })),
  );
  const facts = await factsFor(context, agreement, { id: context.command, month, supplementTo: main, lines }, found);
  // What a submission would replace is no double of what replaces it.
  const declared = facts.declared.filter((line) => line.declaration !== open || !replaceable.includes(line.state));
  return judge({ ...facts, declared });
};

// Lines that a party may still replace: nobody submitted them, or they came back to be mended.
const replaceable: readonly LineState[] = ["prepared", "rejected", "repair"];

/** Lines on their way into a declaration: a new one, a supplement to another, or the one that waits to be mended. */
type Prepared = {
  agreement: StoredAgreement;
  month: Month;
  found: InMonth;
  declaration: string;
  /** True when the declaration is there already, and its replaceable lines give way. */
  again: boolean;
  supplementTo: string | null;
  supplement: number;
  lines: readonly LineRow[];
};

const prepare = async (context: Context, given: GivenClaim): Promise<Prepared> => {
  const month = given.month as Month;
  const [agreement, found] = await Promise.all([agreementById(context.tx, given.agreement), inMonth(context.tx, given.agreement, month)]);
  if (agreement.state !== "approved" && agreement.state !== "ended") throw new Refusal("agreement-not-now");
  const { main, next, open } = mainIn(found);
  const declaration = open ?? context.mint("declaration");
  const before = found.lines.filter((line) => line.declaration_id === declaration).length;
  return {
    ...{ agreement, month, found, declaration, again: open !== null, supplement: next },
    supplementTo: open === null ? main : (found.declarations.find(({ id: one }) => one === open)?.supplement_to ?? null),
    lines: claimLines(
      agreement,
      givenLines(given).map((line) => ({ ...line, id: context.mint("line") })),
    ).map((line, at) => ({
      id: line.id,
      declaration_id: declaration,
      agreement_id: agreement.id,
      rank: before + 1 + at,
      day: line.day ?? firstDay(month),
      rate_at: line.rateAt,
      unit: line.unit,
      minutes: line.minutes,
      quantity: line.quantity,
      claimed_rate: line.rate,
      claimed_amount: line.amount,
      amount: zero,
      state: "prepared" as const,
      findings: [],
      repair_from: null,
      repair_until: null,
    })),
  };
};

const isReplaced = ({ declaration, again }: Prepared, line: InMonth["lines"][number]): boolean =>
  again && line.declaration_id === declaration && replaceable.includes(line.state as LineState);

const withdrawn = (state: string): LineState => moved(state as LineState, "withdraw") ?? "withdrawn";

/** What stands in the month once these lines are there. */
const withPrepared = (prepared: Prepared): InMonth => {
  const { found, declaration, again, supplementTo, lines } = prepared;
  const own = { id: declaration, supplement_to: supplementTo };
  const before = found.lines.map((line) => (isReplaced(prepared, line) ? { ...line, state: withdrawn(line.state) } : line));
  return {
    declarations: again ? found.declarations : [...found.declarations, own],
    lines: [...before, ...lines].sort((a, b) =>
      a.declaration_id === b.declaration_id ? a.rank - b.rank : a.declaration_id < b.declaration_id ? -1 : 1,
    ),
  };
};

/** Stores what was prepared; `submitted` when it is decided on at once. */
const store = (context: Context, prepared: Prepared, by: "provider" | "holder", submitted: Submitted | null): void => {
  const { tx, at } = context;
  const { agreement, month, found, declaration, again, supplement, supplementTo, lines } = prepared;
  if (again) {
    const gone = found.lines
      .filter((line) => isReplaced(prepared, line))
      .map(({ id: line, state }) => ({ id: line, state: withdrawn(state) }));
    if (gone.length > 0) context.write(setLineStates(tx, gone));
    context.write(prepareAgain(tx, declaration, at));
    if (submitted !== null) context.write(setSubmitted(tx, declaration, submitted));
  } else {
    context.write(
      insertDeclaration(tx, {
        ...{ id: declaration, number: readableNumber("D", declaration), agreement_id: agreement.id, month, supplement },
        ...{ holder_id: agreement.holder, provider_id: agreement.provider, supplement_to: supplementTo },
        ...{ prepared_by: by, prepared_at: at },
        ...submitted,
      }),
    );
  }
  context.write(insertLines(tx, lines));
  context.write(deleteDraft(tx, agreement.id, month, context.actor.person));
};

/** The provider prepares hours and sends them to the holder, who approves them (klaarzetten). */
export const prepareDeclaration: Command<GivenClaim, { declaration: string }> = {
  kind: "declaration.prepare",
  input: claimSchema,
  concern: (tx, { agreement }) => concernOfAgreement(tx, agreement),
  handle: async (context, given) => {
    const prepared = await prepare(context, given);
    const { declaration } = prepared;
    store(context, prepared, "provider", null);
    context.write(insertEvents(context.tx, [{ declaration, what: "prepared", at: context.at, amount: null }]));
    return { declaration };
  },
};

/**
 * True when the provider himself acts for the holder here, because nobody else may. Refuses him with `own-care` while somebody else
 * can: nobody approves his own hours (BW 3:68). Asked of the provider alone, so that others wait for nothing.
 */
const isOwnCare = async ({ tx, actor, today }: Context, { holder, provider }: StoredAgreement): Promise<boolean> => {
  if (actor.person !== provider) return false;
  const signers = await signersFor(tx, { holder, provider, act: "declare", on: today });
  if (signers.provider === "beside") return refuseSigner(tx, signers.needed, true);
  return true;
};

/** What a submission came to, for the page that follows it. */
export type Outcome = { declaration: string; outcome: Verdict["outcome"] };

const asJudged = (line: LineRow, { lines }: Decision): LineRow => {
  const of = lines.get(line.id);
  if (!of) throw new Error(`line ${line.id} was not judged`);
  const { state, amount, findings, repair } = of;
  return { ...line, state, amount, findings, repair_from: repair?.from ?? null, repair_until: repair?.until ?? null };
};

const submitSchema = claimSchema.extend({
  /** True for who has not seen what is wrong: then it is refused with `declaration-unseen` when something is. */
  onlyWhenRight: z.boolean().optional(),
});

/** The holder enters hours and submits them at once (indienen). */
export const submitDeclaration: Command<z.infer<typeof submitSchema>, Outcome> = {
  kind: "declaration.submit",
  input: submitSchema,
  concern: (tx, { agreement }) => concernOfAgreement(tx, agreement),
  handle: async (context, given) => {
    const prepared = await prepare(context, given);
    const { agreement, declaration, month, supplementTo } = prepared;
    const lines = prepared.lines.map(({ rate_at, claimed_rate, claimed_amount, ...line }) => ({
      rateAt: rate_at,
      ...line,
      rate: claimed_rate,
      amount: claimed_amount,
    }));
    const ownCare = await isOwnCare(context, agreement);
    const found = withPrepared(prepared);
    const decision = await decide(context, agreement, { id: declaration, month, supplementTo, lines, found, ownCare });
    if (given.onlyWhenRight === true && decision.verdict.findings.length > 0) throw new Refusal("declaration-unseen");
    const judged = { ...prepared, lines: prepared.lines.map((line) => asJudged(line, decision)) };
    store(context, judged, "holder", {
      submitted_at: context.at,
      promised_on: decision.promisedOn,
      receipt_id: explainDecision(context, agreement, declaration, decision),
    });
    carryOut(context, agreement, declaration, decision, ["prepared"]);
    return { declaration, outcome: decision.verdict.outcome };
  },
};

const approveSchema = z.strictObject({ declaration: idField, lines: z.array(idField).min(1).max(limits.lines) });

/** The holder approves what the provider prepared, and so orders the payment (goedkeuren). `lines` are those that he saw. */
export const approveDeclaration: Command<z.infer<typeof approveSchema>, Outcome> = {
  kind: "declaration.approve",
  input: approveSchema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of, lines }) => {
    const declaration = await declarationById(context.tx, of);
    const waiting = declaration.lines.filter(({ state }) => state === "prepared").map((line) => line.id);
    if (waiting.length === 0) throw new Refusal("declaration-not-now");
    // One approves what one saw: if the provider sent other hours meanwhile, they must be read first.
    if (waiting.length !== lines.length || waiting.some((line) => !lines.includes(line))) throw new Refusal("declaration-changed");
    const agreement = await agreementById(context.tx, declaration.agreement_id);
    const { outcome } = await settle(context, agreement, declaration, await isOwnCare(context, agreement));
    return { declaration: of, outcome };
  },
};

const rejectSchema = z.strictObject({
  declaration: idField,
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
