import { canonical, isId, sha256 } from "../kernel/id.ts";
import { dayOf, type Day, type Instant } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import { total, zero, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Tx } from "../db/pool.ts";
import { hereNow, payloadOf } from "../db/queries.ts";
import { wageClaims, type OpenClaim } from "../declaration/claims.ts";
import { namesOf } from "../party/funders.ts";
import type { BatchState, Mandate } from "./batch.ts";
import { candidates, planBatch } from "./make-batch.ts";
import { divide, leftOutText, mostOrders, wholeFile, type LeftOutReason } from "./plan.ts";
import { headReasonsFor, ruled, type HeadReason } from "./rule.ts";
import { goesOutOn, ruleRows } from "./rule-queries.ts";
import { executionDayFor } from "./target-days.ts";
import {
  accountChangers,
  batchCounts,
  batchHistory,
  batchMadeOf,
  batchRows,
  orderRows,
  orderTotals,
  type BatchRow,
  type OrderRow,
  type Slice,
  type Step,
} from "./page-queries.ts";
import { batchRow, declarationFacts, ownAccount, ownAccountRows, peopleInBatch, releasesOf } from "./queries.ts";

/** One declaration that waits, what of it was paid ahead, and why it cannot be paid today; null when it can. */
export type WaitingClaim = OpenClaim & { payee: string; settles: Cents; why: string | null };

/**
 * What waits for payment (betaalvoorstel) from one account of ours and how much of it can be paid today. `list` names this very
 * list, so that a form makes what its reader saw; `full` tells that there may be more than one batch holds; `beyond` that some waits
 * because of a limit; `head` why what can be paid needs a higher mandate.
 */
export type Waiting = {
  account: string | null;
  own: { name: string; iban: Iban } | null;
  beyond: boolean;
  head: readonly HeadReason[];
  claims: readonly WaitingClaim[];
  payable: { count: number; sum: Cents; earliest: Day | null };
  list: string;
  full: boolean;
  /** Wages that wait for the salary administration: never in a batch. */
  wages: { count: number; sum: Cents };
};

/** What a form for this list makes: the input of `makeBatch`. */
export const inputFor = (waiting: Pick<Waiting, "account" | "claims">) => ({
  account: waiting.account ?? "",
  declarations: waiting.claims.filter(({ why }) => why !== leftOutText["batch-full"]).map(({ declaration }) => declaration),
});

/** Why a batch of this size, made now, would need a signature with a higher mandate. */
const headNow = async (
  tx: Tx,
  account: string,
  { id, count, sum }: { id: string; count: number; sum: Cents },
): Promise<readonly HeadReason[]> => {
  const rules = await ruleRows(tx);
  const now = await hereNow(tx);
  const today = dayOf(now);
  const on = executionDayFor(now, ruled(rules, "cut-off", { account }, today).time);
  return headReasonsFor(ruled(rules, "limits", { account }, today), { count, sum, thatDay: await goesOutOn(tx, account, on, id) });
};

const nothingWaits = async (tx: Tx, claims: readonly OpenClaim[]): Promise<Waiting> => {
  const names = await namesOf(
    tx,
    claims.map(({ provider }) => provider),
  );
  const waiting = claims.map((claim) => ({
    ...claim,
    payee: names.get(claim.provider)?.name ?? "(naam verwijderd)",
    settles: zero,
    why: "Er is nog geen rekening.",
  }));
  return {
    ...{ account: null, own: null, beyond: false, head: [], claims: waiting, full: false, wages: await wageClaims(tx) },
    payable: { count: 0, sum: zero, earliest: null },
    list: sha256(canonical(inputFor({ account: null, claims: waiting }))),
  };
};

type Own = Awaited<ReturnType<typeof ownAccountRows>>[number];

const waitingFrom = async (tx: Tx, today: Day, own: Own, all: readonly OpenClaim[], above: boolean): Promise<Waiting> => {
  const found = await candidates(
    { tx, today },
    own.id,
    all.map(({ declaration }) => declaration),
  );
  const limits = ruled(await ruleRows(tx), "limits", { account: own.id }, today);
  const here = new Set(found.filter(({ elsewhere }) => !elsewhere).map(({ declaration }) => declaration));
  const { taken, leftOut } = divide(
    found.filter(({ declaration }) => here.has(declaration)),
    today,
    above ? wholeFile : { count: limits.fileCount, sum: limits.fileCents },
  );
  const ahead = new Map(found.map(({ declaration, settles }) => [declaration, total(settles.map(({ amount }) => amount))]));
  const why = new Map(leftOut.map(({ declaration, reason }) => [declaration, leftOutText[reason]]));
  const claims = all.filter(({ declaration }) => here.has(declaration));
  const names = await namesOf(
    tx,
    claims.map(({ provider }) => provider),
  );
  const waiting = claims.map((claim) => ({
    ...claim,
    payee: names.get(claim.provider)?.name ?? "(naam verwijderd)",
    settles: ahead.get(claim.declaration) ?? zero,
    why: why.get(claim.declaration) ?? null,
  }));
  const sum = total(taken.map(({ amount }) => amount));
  return {
    account: own.id,
    own: { name: own.name, iban: own.iban as Iban },
    beyond: leftOut.some(({ reason }) => reason === "batch-full"),
    head: taken.length === 0 ? [] : await headNow(tx, own.id, { id: own.id, count: taken.length, sum }),
    claims: waiting,
    payable: { count: taken.length, sum, earliest: waiting.find((one) => one.why === null)?.promisedOn ?? null },
    list: sha256(canonical(inputFor({ account: own.id, claims: waiting }))),
    full: all.length === mostOrders,
    wages: await wageClaims(tx),
  };
};

/**
 * What waits for payment on a day, by the account of ours that pays it, the earliest promise first, with names. `above` also takes
 * what passes the limits of a file.
 */
export const waitingPayments = async (tx: Tx, today: Day, above = false): Promise<Waiting[]> => {
  const { claims } = await planBatch(tx);
  const waiting: Waiting[] = [];
  for (const own of await ownAccountRows(tx)) waiting.push(await waitingFrom(tx, today, own, claims, above));
  return waiting.length > 0 ? waiting : [await nothingWaits(tx, claims)];
};

/** The batch that an earlier press made of this list, or null. */
export const madeOf = async (tx: Tx, list: string): Promise<string | null> => (await batchMadeOf(tx, list)) ?? null;

const personIds = (ids: readonly string[]): string[] => ids.filter((id) => isId(id));

/** What staff are called on a page; a service of the program has no name of its own. */
export const staffNames = async (tx: Tx, ids: readonly string[]): Promise<(id: string) => string> => {
  const names = await namesOf(tx, personIds(ids));
  return (id) => names.get(id)?.name ?? (id.startsWith("service:") ? "het systeem" : "(naam verwijderd)");
};

/** A batch in a list. */
export type BatchSummary = BatchRow & { maker: string };

/** A page of the batches, the newest first, of one state or of all. */
export const batchesPage = async (
  tx: Tx,
  state: BatchState | null,
  slice: Slice,
): Promise<{ rows: BatchSummary[]; counts: ReadonlyMap<BatchState, number> }> => {
  const rows = await batchRows(tx, state, slice);
  const name = await staffNames(
    tx,
    rows.map(({ made_by }) => made_by),
  );
  return {
    rows: rows.map((row) => ({ ...row, maker: name(row.made_by) })),
    counts: new Map((await batchCounts(tx)).map((one) => [one.state, one.count])),
  };
};

/** How many batches there are in each state. */
export const batchesByState = async (tx: Tx): Promise<ReadonlyMap<BatchState, number>> =>
  new Map((await batchCounts(tx)).map(({ state, count }) => [state, count]));

/** Something that was done to a batch. */
export type BatchStep = { kind: string; at: Instant; by: string };

/** One batch with its orders of one page, its history, and what a reader needs to sign it. */
export type BatchView = {
  id: string;
  state: BatchState;
  makerId: string;
  maker: string;
  madeAt: Instant;
  own: { name: string; iban: Iban };
  count: number;
  sum: Cents;
  executionDay: Day | null;
  messageId: string | null;
  contentHash: string | null;
  file: string | null;
  receipt: string | null;
  sentAt: Instant | null;
  bookedOn: Day | null;
  booking: "gross" | "net" | "single" | null;
  signatures: readonly { person: string; name: string; at: Instant; mandate: Mandate }[];
  /** Why a third must sign with a higher mandate; before the batch is frozen, why that would be so now. */
  head: readonly HeadReason[];
  changers: readonly string[];
  steps: readonly BatchStep[];
  orders: readonly OrderRow[];
  leftOut: { count: number; rows: readonly { number: string; why: string }[] };
};

// Enough to see what is the matter; the list of what waits shows all.
const leftOutShown = 50;

const leftOutOf = async (tx: Tx, steps: readonly Step[]): Promise<BatchView["leftOut"]> => {
  const made = steps.find(({ kind }) => kind === "payment.make-batch");
  const all = (made?.answer as { leftOut?: { declaration: string; reason: LeftOutReason }[] } | undefined)?.leftOut ?? [];
  const shown = all.slice(0, leftOutShown);
  const numbers = new Map(
    (
      await declarationFacts(
        tx,
        shown.map(({ declaration }) => declaration),
      )
    ).map(({ id, number }) => [id, number]),
  );
  return {
    count: all.length,
    rows: shown.map(({ declaration, reason }) => ({ number: numbers.get(declaration) ?? declaration, why: leftOutText[reason] })),
  };
};

/** One batch. Throws `batch-unknown`. */
export const batchView = async (tx: Tx, id: string, slice: Slice): Promise<BatchView> => {
  const row = await batchRow(tx, id);
  if (!row) throw new Refusal("batch-unknown");
  const own = await ownAccount(tx, row.own_account_id);
  if (!own) throw new Error(`batch ${id} has no account`);
  const steps = await batchHistory(tx, id);
  const signed = await releasesOf(tx, id);
  const name = await staffNames(tx, [row.made_by, ...steps.map(({ actor }) => actor.person), ...signed.map(({ person }) => person)]);
  const { count, sum } = await orderTotals(tx, id);
  return {
    id,
    state: row.state as BatchState,
    makerId: row.made_by,
    maker: name(row.made_by),
    madeAt: row.made_at,
    own: { name: own.name, iban: own.iban as Iban },
    count,
    sum,
    executionDay: row.execution_day,
    messageId: row.message_id,
    contentHash: row.content_hash,
    file: row.file,
    receipt: row.receipt,
    sentAt: row.sent_at,
    bookedOn: row.booked_on,
    booking: row.booking as BatchView["booking"],
    signatures: signed.map(({ person, released_at, mandate }) => ({
      person,
      name: name(person),
      at: released_at,
      mandate: mandate as Mandate,
    })),
    head: row.state === "draft" ? await headNow(tx, own.id, { id, count, sum }) : (row.needs_head as HeadReason[]),
    changers: await accountChangers(tx, id),
    steps: steps.map(({ kind, instant, actor }) => ({ kind, at: instant, by: name(actor.person) })),
    orders: await orderRows(tx, id, slice),
    leftOut: await leftOutOf(tx, steps),
  };
};

/** The file of a frozen batch as the bank gets it, and the holders whose payments are in it. Throws `batch-unknown` and `batch-not-possible` before it is frozen. */
export const batchFile = async (tx: Tx, id: string): Promise<{ name: string; bytes: Buffer; holders: readonly string[] }> => {
  const row = await batchRow(tx, id);
  if (!row) throw new Refusal("batch-unknown");
  if (row.file === null || row.message_id === null) throw new Refusal("batch-not-possible");
  const bytes = (await payloadOf(tx, row.file))?.content;
  if (!bytes) throw new Refusal("batch-not-possible");
  return { name: `${row.message_id}.xml`, bytes, holders: (await peopleInBatch(tx, id)).holders };
};
