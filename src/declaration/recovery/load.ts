import { inWords, type Day } from "../../kernel/day.ts";
import { inEuros, total, type Cents } from "../../kernel/money.ts";
import { readableNumber } from "../../kernel/id.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Concern, Context } from "../../db/command.ts";
import type { Tx } from "../../db/pool.ts";
import { openAccounts, post } from "../../ledger/post.ts";
import type { Transfer } from "../../ledger/account.ts";
import type { StoredAgreement } from "../../agreement/load.ts";
import { fillConflicts } from "../../agreement/settle.ts";
import { faultsFrom } from "../../agreement/share.ts";
import { namesOf } from "../../party/funders.ts";
import { notify } from "../../party/notice.ts";
import { moved } from "../declaration.ts";
import { insertEvents, setLineStates } from "../queries.ts";
import { insertCorrections, insertCredits, insertRecovery, recoveryRow, takenFor } from "./queries.ts";
import { givenBack, groundName, grounds, judgeRecovery, type Ground, type WantedLine } from "./recovery.ts";

/** A recovery as it is stored. Throws `recovery-unknown`. */
export const recoveryById = async (tx: Tx, id: string) => {
  const row = await recoveryRow(tx, id);
  if (!row) throw new Refusal("recovery-unknown");
  return row;
};
export type StoredRecovery = Awaited<ReturnType<typeof recoveryById>>;

/** Whose it is. Its parties never change. */
export const recoveryConcern = async (tx: Tx, id: string): Promise<Concern> => {
  const { holder_id: holder, provider_id: provider } = await recoveryById(tx, id);
  return { holder, provider };
};

/** What is claimed back: which lines, why, and what the claimant found. */
export type Wanted = {
  agreement: StoredAgreement;
  ground: Ground;
  decidedOn: Day | null;
  intent: boolean;
  lines: readonly WantedLine[];
  words: string;
};

type Told = "recovery-claimed" | "recovery-planned" | "recovery-settled";
type Party = Pick<StoredRecovery, "id" | "number" | "holder_id" | "provider_id" | "debtor">;

/** Tells who owes it; the other party reads what becomes of the budget. */
export const tellDebtor = async (
  context: Context,
  { id, number, holder_id: holder, provider_id: provider, debtor }: Party,
  kind: Told,
  values: Readonly<Record<string, string>>,
): Promise<void> => {
  const names = await namesOf(context.tx, [holder, provider]);
  const nameOf = (person: string): string => names.get(person)?.name ?? "(naam verwijderd)";
  const about = { kind: "recovery", id };
  const [person, other] = debtor === "holder" ? [holder, provider] : [provider, holder];
  await notify(context, { person, kind, about, values: { ...values, nummer: number, ander: nameOf(other) } });
  if (kind === "recovery-claimed")
    await notify(context, { person: other, kind: `${kind}-other`, about, values: { ...values, nummer: number, ander: nameOf(person) } });
};

/** What goes back, from the receivable to the accounts that paid, declaration by declaration. */
const creditsOf = async (
  context: Context,
  receivable: string,
  lines: readonly WantedLine[],
): Promise<{ transfer: Transfer; declaration: string }[]> => {
  const declarations = [...new Set(lines.map(({ declaration }) => declaration))];
  const taken = await takenFor(context.tx, declarations);
  return declarations.flatMap((declaration) =>
    givenBack(
      total(lines.filter((line) => line.declaration === declaration).map(({ amount }) => amount)),
      taken.filter((one) => one.declaration === declaration),
    ).map(({ account, amount }) => ({
      declaration,
      transfer: {
        ...{ id: context.mint("transfer"), debit: receivable, credit: account, amount },
        ...{ phase: "posted", code: "credit", reference: declaration },
      },
    })),
  );
};

const credit = async (context: Context, recovery: string, receivable: string, { agreement, lines }: Wanted): Promise<void> => {
  const credits = await creditsOf(context, receivable, lines);
  await post(
    context,
    credits.map(({ transfer }) => transfer),
  );
  await insertCredits(
    context.tx,
    credits.map(({ declaration, transfer: { id, credit: account, amount } }) => ({
      ...{ transfer_id: id, recovery_id: recovery, declaration_id: declaration },
      ...{ account_id: account, amount },
    })),
  );
  await fillConflicts(
    context,
    agreement.allocations.map(({ line }) => line),
  );
};

const moveLines = async (context: Context, lines: readonly WantedLine[]): Promise<void> => {
  await setLineStates(
    context.tx,
    lines.map(({ id, state }) => {
      const next = moved(state, "credit");
      if (next === null) throw new Error(`line ${id} is ${state} and cannot be credited`);
      return { id, state: next };
    }),
  );
  const perDeclaration = Map.groupBy(lines, ({ declaration }) => declaration);
  await insertEvents(
    context.tx,
    [...perDeclaration].map(([declaration, own]) => ({
      ...{ declaration, what: "credited", at: context.at },
      amount: total(own.map(({ amount }) => amount)),
    })),
  );
};

/** Judges what is claimed back; stores nothing. */
export const judgedRecovery = async (context: Context, id: string, { agreement, ground, decidedOn, intent, lines }: Wanted) =>
  judgeRecovery({
    ...{ today: context.today, release: context.release, id, ground, decidedOn, intent, lines },
    agreement: { id: agreement.id, law: agreement.law, accepted: agreement.accepted },
    confirmed: [...(await context.confirmed())].sort(),
  });

/**
 * Credits lines that were paid, gives the money back to the budget, and makes a receivable of it (vordering). Refuses with what the
 * checks found.
 */
export const claimBack = async (context: Context, wanted: Wanted): Promise<{ recovery: string; number: string; amount: Cents }> => {
  const { agreement, ground, lines } = wanted;
  const id = context.mint("recovery");
  const number = readableNumber("T", id);
  const { amount, dueBy, findings, receipt } = await judgedRecovery(context, id, wanted);
  if (findings.length > 0) throw new Refusal("recovery-not-possible", faultsFrom(findings));
  const account = context.mint("account");
  await openAccounts(context, [{ id: account, kind: "recovery", owner: id, holder: null }]);
  const { debtor } = grounds[ground];
  const row = {
    ...{ id, number, ground, debtor, amount, state: "open" as const },
    ...{ agreement_id: agreement.id, holder_id: agreement.holder, provider_id: agreement.provider, account_id: account },
    ...{ claimed_by: context.actor.person, claimed_on: context.today, due_by: dueBy, decided_on: wanted.decidedOn },
    reasons: await context.keep(Buffer.from(wanted.words), "text/plain", agreement.holder),
    receipt_id: context.explain({ subjectKind: "recovery", subject: id, holder: agreement.holder, funder: agreement.funder, receipt }),
  };
  await insertRecovery(context.tx, row);
  await insertCorrections(
    context.tx,
    lines.map((line) => ({ line_id: line.id, recovery_id: id, amount: line.amount })),
  );
  await moveLines(context, lines);
  await credit(context, id, account, wanted);
  await tellDebtor(context, row, "recovery-claimed", { bedrag: inEuros(amount), dag: inWords(dueBy), grond: groundName[ground] });
  return { recovery: id, number, amount };
};
