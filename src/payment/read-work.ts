import { daysBetween, inWords, type Day } from "../kernel/day.ts";
import { zero, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Tx } from "../db/pool.ts";
import { payloadOf } from "../db/queries.ts";
import { bankReason } from "./reasons.ts";
import { staffNames } from "./read.ts";
import { decisionsFor, decisionText, workOf, type Decision } from "./work.ts";
import { openWork, openWorkCount, returnCandidates, workById, type Candidate, type WorkRow } from "./work-queries.ts";
import type { EntryView } from "./read-bank.ts";

/** A piece of bank work as a page shows it. */
export type WorkView = WorkRow & {
  name: string;
  ask: string;
  days: number;
  meaning: string | null;
  decisions: readonly Decision[];
  decided: { by: string; what: string; words: string } | null;
};

const byItself: Readonly<Record<string, string>> = {
  "came-back": "Het geld kwam terug",
  "paid-again": "Het systeem betaalde opnieuw, op het andere rekeningnummer",
  "statement-came": "Het afschrift kwam binnen",
};

const endedBy = ({ kind, decision }: WorkRow): string =>
  byItself[decision ?? ""] ?? (decision === null ? "" : decisionText(kind, decision as Decision));

const meaningOf = (row: WorkRow): string | null => {
  if (row.kind === "details") return row.told;
  return row.kind === "details-waiting" && row.booked_on !== null
    ? `De bank meldde een boeking van ${inWords(row.booked_on)}, maar die staat op geen afschrift.`
    : bankReason(row.reason);
};

const viewOf = (row: WorkRow, today: Day): WorkView => ({
  ...row,
  name: workOf[row.kind].name,
  ask: workOf[row.kind].ask,
  days: daysBetween(row.opened_on, today),
  meaning: meaningOf(row),
  decisions: row.state === "open" ? decisionsFor(row.kind, row.reason) : [],
  decided: null,
});

/** The open work of one page, the oldest first, and how much there is. */
export const workList = async (
  tx: Tx,
  slice: { skip: number; most: number },
  today: Day,
): Promise<{ rows: readonly WorkView[]; total: number }> => ({
  rows: (await openWork(tx, slice)).map((row) => viewOf(row, today)),
  total: await openWorkCount(tx),
});

/** One piece of work, with what was decided about it. Throws `work-unknown`. */
export const workView = async (tx: Tx, id: string, today: Day): Promise<WorkView> => {
  const row = await workById(tx, id);
  if (!row) throw new Refusal("work-unknown");
  if (row.decided_by === null) return viewOf(row, today);
  const words = row.why === null ? null : ((await payloadOf(tx, row.why))?.content?.toString("utf8") ?? "(verwijderd)");
  const staff = await staffNames(tx, [row.decided_by]);
  return {
    ...viewOf(row, today),
    decided: { by: staff(row.decided_by), what: endedBy(row), words: words ?? "" },
  };
};

// More than this no bank keeps back of a return.
const mostCharges = 2_500;

/** Payments that an unexplained credit may be the return of, the likeliest first. A person chooses; two may be equally likely. */
export const candidatesFor = (tx: Tx, entry: EntryView): Promise<readonly Candidate[]> =>
  entry.meaning !== "unexplained" || entry.amount <= zero
    ? Promise.resolve([])
    : returnCandidates(tx, {
        amount: entry.amount,
        on: entry.booked_on,
        charges: mostCharges,
        ibans: entry.details.flatMap(({ iban }) => iban ?? []),
      });

/** Why a payment may be the one, in words. */
export const whyCandidate = ({ amount, iban }: Candidate, entry: { amount: Cents; details: readonly { iban: string | null }[] }): string =>
  [
    entry.details.some((one) => one.iban !== null && one.iban === iban) ? "zelfde rekening" : null,
    amount === entry.amount ? "zelfde bedrag" : "iets meer dan dit bedrag",
  ]
    .filter((one) => one !== null)
    .join(", ");
