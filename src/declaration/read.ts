import type { Day, Instant, Month } from "../kernel/day.ts";
import { total, zero, type Cents, type Minutes } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Finding } from "../law/receipt.ts";
import { payloadOf, payloadsOf } from "../db/queries.ts";
import type { Tx } from "../db/pool.ts";
import { agreementById, type StoredAgreement } from "../agreement/load.ts";
import type { Unit } from "../agreement/rate.ts";
import type { Called } from "../agreement/read.ts";
import { namesOf } from "../party/funders.ts";
import { declarationState, type DeclarationState, type LineState } from "./declaration.ts";
import { findingsOn, type StoredFinding, type StoredLine, type Written } from "./load.ts";
import { isLapsed } from "./repair.ts";
import {
  claimRows,
  declarationRow,
  declarationsInState,
  declarationsWhere,
  draftRow,
  eventsOf,
  linesOf,
  paymentRows,
  spentOn,
  type Where,
} from "./queries.ts";

/** One line as a page shows it. `note` holds what a person who assessed it wrote. */
export type LineView = {
  id: string;
  day: Day;
  rateAt: number;
  unit: Unit;
  minutes: Minutes;
  quantity: number;
  amount: Cents;
  state: LineState;
  findings: readonly Finding[];
  note: string | null;
  /** Until which day it can be mended, on a line in repair that has a term. */
  repairUntil: Day | null;
  /** Refused because it was not mended in time: a person looks at it on request. */
  lapsed: boolean;
  /** What the holder wrote when he asked for that. */
  request: string | null;
};

/** A declaration as a list shows it: withdrawn lines left out, its state derived. */
export type DeclarationSummary = {
  id: string;
  number: string;
  agreement: string;
  holder: Called;
  provider: Called;
  month: Month;
  supplement: boolean;
  state: DeclarationState;
  /** Worked time on live lines. */
  minutes: Minutes;
  /** What is paid or will be. */
  amount: Cents;
  preparedBy: "provider" | "holder";
  preparedAt: Instant;
  submittedAt: Instant | null;
  promisedOn: Day | null;
  receipt: string | null;
  lines: readonly LineView[];
};

/** One declaration with its story. */
export type DeclarationView = DeclarationSummary & {
  terms: StoredAgreement;
  rejection: string | null;
  /** Why lines were no longer waited for, when that happened. */
  lapseReceipt: string | null;
  /** `of` is what had been paid ahead, of which this amount was set off. */
  events: readonly { what: string; at: Instant; amount: Cents | null; of: Cents | null }[];
  claims: readonly { amount: Cents; state: string }[];
};

type Row = NonNullable<Awaited<ReturnType<typeof declarationRow>>>;

const live = (state: string): boolean => state !== "withdrawn";
const paying = ["approved", "ordered", "paid"];

const isWritten = (found: StoredFinding): found is Written => "reason" in found;

const notesIn = async (tx: Tx, lines: readonly StoredLine[]): Promise<ReadonlyMap<string, string>> => {
  const names = lines.flatMap((line) =>
    findingsOn(line)
      .filter(isWritten)
      .map(({ reason }) => reason),
  );
  if (names.length === 0) return new Map();
  return new Map((await payloadsOf(tx, names)).map(({ hash, content }) => [hash, content?.toString("utf8") ?? "(verwijderd)"]));
};

const lineView = (line: StoredLine, notes: ReadonlyMap<string, string>): LineView => {
  const findings = findingsOn(line);
  const written = (code: Written["code"]): string | null => {
    const last = findings.filter(isWritten).findLast((one) => one.code === code);
    return last === undefined ? null : (notes.get(last.reason) ?? "(verwijderd)");
  };
  return {
    id: line.id,
    day: line.day,
    rateAt: line.rate_at,
    unit: line.unit as Unit,
    minutes: line.minutes,
    quantity: line.quantity,
    amount: line.amount,
    state: line.state as LineState,
    findings: findings.filter((found): found is Finding => !isWritten(found)),
    note: written("PERSOON"),
    repairUntil: line.state === "repair" ? line.repair_until : null,
    lapsed: isLapsed(line),
    request: written("VERZOEK"),
  };
};

const summaries = async (tx: Tx, rows: readonly Row[]): Promise<DeclarationSummary[]> => {
  if (rows.length === 0) return [];
  const [lines, names] = await Promise.all([
    linesOf(
      tx,
      rows.map(({ id }) => id),
    ),
    namesOf(
      tx,
      rows.flatMap(({ holder_id, provider_id }) => [holder_id, provider_id]),
    ),
  ]);
  const notes = await notesIn(tx, lines);
  const called = (id: string): Called => ({ ...(names.get(id) ?? { name: "(naam verwijderd)", salutation: "(naam verwijderd)" }), id });
  return rows.map((row) => {
    const own = lines.filter((line) => line.declaration_id === row.id);
    const shown = own.filter(({ state }) => live(state));
    return {
      id: row.id,
      number: row.number,
      agreement: row.agreement_id,
      holder: called(row.holder_id),
      provider: called(row.provider_id),
      month: row.month,
      supplement: row.supplement_to !== null,
      state: declarationState(own.map(({ state }) => state as LineState)),
      minutes: shown.reduce((sum, { state, minutes }) => (state === "credited" ? sum : ((sum + minutes) as Minutes)), 0 as Minutes),
      amount: total(shown.filter(({ state }) => paying.includes(state)).map(({ amount }) => amount)),
      preparedBy: row.prepared_by as "provider" | "holder",
      preparedAt: row.prepared_at,
      submittedAt: row.submitted_at,
      promisedOn: row.promised_on,
      receipt: row.receipt_id,
      lines: shown.map((line) => lineView(line, notes)),
    };
  });
};

/** Declarations of a holder, of a provider, of an agreement in a month, or by id; the newest month first. */
export const declarations = async (tx: Tx, where: Where, most = 200) => summaries(tx, await declarationsWhere(tx, where, most));

/** Declarations with a line in some state, such as those that wait for an assessor. */
export const declarationsWith = async (tx: Tx, state: LineState, most = 100): Promise<DeclarationSummary[]> =>
  declarations(tx, { ids: await declarationsInState(tx, state, most) }, most);

/** One declaration with its agreement and story. Throws `declaration-unknown`. */
export const declarationView = async (tx: Tx, id: string): Promise<DeclarationView> => {
  const row = await declarationRow(tx, id);
  if (!row) throw new Refusal("declaration-unknown");
  const [summary] = await summaries(tx, [row]);
  if (!summary) throw new Error(`declaration ${id} was read and lost`);
  return {
    ...summary,
    terms: await agreementById(tx, row.agreement_id),
    rejection: row.rejection === null ? null : ((await payloadOf(tx, row.rejection))?.content?.toString("utf8") ?? "(verwijderd)"),
    lapseReceipt: row.lapse_receipt_id,
    events: await eventsOf(tx, id),
    claims: (await claimRows(tx, [id])).map(({ amount, state }) => ({ amount, state })),
  };
};

/** What was told to the parties of a declaration, in order, as far as the reader may see it. */
export const declarationEvents = (tx: Tx, id: string): Promise<DeclarationView["events"]> => eventsOf(tx, id);

/** Hours that somebody is filling in for a month, by day as typed; null when there are none. */
export const draftOf = async (tx: Tx, agreement: string, month: Month, by: string): Promise<Record<string, string> | null> => {
  const row = await draftRow(tx, agreement, month, by);
  return row ? (row.fields as Record<string, string>) : null;
};

/** Money that reached a provider, or that came back, for one declaration. `agreement` says for which care. */
export type Payment = {
  id: string;
  declaration: string;
  agreement: string;
  holder: Called;
  provider: Called;
  month: Month;
  at: Instant;
  amount: Cents;
  cameBack: boolean;
};

/** What was paid for a holder or to a provider (betalingen), the newest first. */
export const payments = async (tx: Tx, where: { holder: string } | { provider: string }, most = 100): Promise<Payment[]> => {
  const rows = await paymentRows(tx, where, most);
  const names = await namesOf(
    tx,
    rows.flatMap(({ holder_id, provider_id }) => [holder_id, provider_id]),
  );
  const called = (id: string): Called => ({ ...(names.get(id) ?? { name: "(naam verwijderd)", salutation: "(naam verwijderd)" }), id });
  return rows.map((row) => ({
    id: `${row.id}-${String(row.rank)}`,
    declaration: row.id,
    agreement: row.agreement_id,
    holder: called(row.holder_id),
    provider: called(row.provider_id),
    month: row.month,
    at: row.at,
    amount: row.amount ?? zero,
    cameBack: row.what === "returned",
  }));
};

/** What was claimed on an account on a day and not taken back, and whether it was paid. */
export type Spent = { account: string; agreement: string; on: Day; amount: Cents; paid: boolean };

/** What declarations took from these accounts of budget lines and commitments, the oldest first. */
export const spending = (tx: Tx, accounts: readonly string[]): Promise<Spent[]> => spentOn(tx, accounts);
