import { zero } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Concern, Context } from "../../db/command.ts";
import type { Tx } from "../../db/pool.ts";
import { agreementById } from "../../agreement/load.ts";
import { namesOf } from "../../party/funders.ts";
import { notify } from "../../party/notice.ts";
import { moved } from "../declaration.ts";
import { concernOf, declarationById, findingsOn, type StoredDeclaration } from "../load.ts";
import { judgeLines } from "../queries.ts";
import { redressRow } from "./queries.ts";
import {
  explainRedress,
  redressAfter,
  type RedressMove,
  type RedressOutcome,
  type RedressParty,
  type RedressState,
  type RedressVerdict,
} from "./redress.ts";

/** A course of redress as it is stored. Throws `redress-unknown`. */
export const redressById = async (tx: Tx, id: string) => {
  const row = await redressRow(tx, id);
  if (!row) throw new Refusal("redress-unknown");
  return row;
};
export type StoredRedress = Awaited<ReturnType<typeof redressById>>;

/** Whose it is. Its declaration never changes. */
export const redressConcern = async (tx: Tx, id: string): Promise<Concern> => concernOf(tx, (await redressById(tx, id)).declaration_id);

/** For whom somebody asks: who may act for the holder does so for the holder, also where he is the provider. */
export const partyOf = (actor: Context["actor"], holder: string): RedressParty =>
  actor.reach.some((one) => one.holder === holder) ? "holder" : "provider";

/** The state after a move. Throws `redress-not-now` where the table does not allow it. */
export const movedTo = (state: string, move: RedressMove): RedressState => {
  const next = redressAfter(state as RedressState, move);
  if (next === null) throw new Refusal("redress-not-now");
  return next;
};

/** Keeps what somebody wrote in the vault; answers its name. */
export const keepWords = (context: Context, words: string, holder: string): Promise<string> =>
  context.keep(Buffer.from(words), "text/plain", holder);

/** Keeps why a decision on a payment, or on an objection, was made. */
export const explainDecision = async (
  context: Context,
  redress: StoredRedress,
  declaration: StoredDeclaration,
  outcome: RedressOutcome | RedressVerdict,
): Promise<void> => {
  const agreement = await agreementById(context.tx, declaration.agreement_id);
  if (declaration.promised_on === null) throw new Error(`declaration ${declaration.id} was not submitted`);
  context.explain({
    subjectKind: "redress",
    subject: redress.id,
    holder: declaration.holder_id,
    funder: null,
    receipt: explainRedress({
      today: context.today,
      release: context.release,
      id: redress.id,
      declaration: declaration.id,
      agreement: { id: agreement.id, law: agreement.law },
      days: {
        promisedOn: declaration.promised_on,
        askedOn: redress.asked_on,
        decidedOn: redress.decided_on,
        objectedOn: redress.objected_on,
        postponed: redress.postponed_on !== null,
      },
      outcome,
      confirmed: [...(await context.confirmed())].sort(),
    }),
  });
};

/** Has the lines that were refused judged again by a person. */
export const reopenRefused = async (context: Context, declaration: StoredDeclaration): Promise<void> => {
  const next = moved("refused", "reopen");
  if (next === null) throw new Error("no move reopens a line that was refused");
  const lines = declaration.lines.filter(({ state }) => state === "refused");
  if (lines.length === 0) return;
  await judgeLines(
    context.tx,
    lines.map((line) => ({
      ...{ id: line.id, state: next, amount: zero, reviewed: true, repair: null, lapsed: false },
      findings: findingsOn(line),
    })),
  );
};

type Told = "redress-asked" | "redress-decided" | "redress-objected" | "redress-closed";

/** Tells both parties where the course of redress stands. */
export const tellRedress = async (
  context: Context,
  { id, number }: Pick<StoredRedress, "id" | "number">,
  { holder_id: holder, provider_id: provider, number: declaration }: StoredDeclaration,
  kind: Told,
  values: Readonly<Record<string, string>>,
): Promise<void> => {
  const names = await namesOf(context.tx, [holder, provider]);
  const nameOf = (person: string): string => names.get(person)?.name ?? "(naam verwijderd)";
  for (const [person, other] of [
    [holder, provider],
    [provider, holder],
  ] as const)
    await notify(context, {
      person,
      kind,
      about: { kind: "redress", id },
      values: { ...values, nummer: number, declaratie: declaration, ander: nameOf(other) },
    });
};

/** The declaration of a course of redress, with its lines. */
export const declarationOf = (tx: Tx, { declaration_id }: StoredRedress): Promise<StoredDeclaration> => declarationById(tx, declaration_id);
