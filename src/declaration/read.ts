import type { Day, Instant, Month } from "../kernel/day.ts";
import { total, type Cents, type Minutes } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Finding } from "../law/receipt.ts";
import { payloadOf } from "../db/queries.ts";
import type { Tx } from "../db/pool.ts";
import { agreementById, type StoredAgreement } from "../agreement/load.ts";
import type { Called } from "../agreement/read.ts";
import { namesOf } from "../party/funders.ts";
import { declarationState, type DeclarationState, type LineState } from "./declaration.ts";
import { claimRows, declarationRow, declarationsInState, declarationsWhere, draftRow, eventsOf, linesOf } from "./queries.ts";

/** One line as a page shows it. `finding` reasons of people are in `note`. */
export type LineView = {
  id: string;
  day: Day;
  unit: "hour" | "month";
  minutes: Minutes;
  amount: Cents;
  state: LineState;
  findings: readonly Finding[];
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
  events: readonly { what: string; at: Instant; amount: Cents | null }[];
  claims: readonly { amount: Cents; state: string }[];
};

type Row = NonNullable<Awaited<ReturnType<typeof declarationRow>>>;

const live = (state: string): boolean => state !== "withdrawn";
const paying = ["approved", "ordered", "paid"];

const summaries = async (tx: Tx, rows: readonly Row[]): Promise<DeclarationSummary[]> => {
  const lines = await linesOf(
    tx,
    rows.map(({ id }) => id),
  );
  const names = await namesOf(
    tx,
    rows.flatMap(({ holder_id, provider_id }) => [holder_id, provider_id]),
  );
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
      minutes: shown.reduce((sum, line) => (sum + line.minutes) as Minutes, 0 as Minutes),
      amount: total(shown.filter(({ state }) => paying.includes(state)).map(({ amount }) => amount)),
      preparedBy: row.prepared_by as "provider" | "holder",
      preparedAt: row.prepared_at,
      submittedAt: row.submitted_at,
      promisedOn: row.promised_on,
      receipt: row.receipt_id,
      lines: shown.map((line) => ({
        id: line.id,
        day: line.day,
        unit: line.unit as "hour" | "month",
        minutes: line.minutes,
        amount: line.amount,
        state: line.state as LineState,
        findings: line.findings as unknown as Finding[],
      })),
    };
  });
};

/** Declarations of a holder, of a provider, or by id; the newest month first. */
export const declarations = async (tx: Tx, where: { holder: string } | { provider: string } | { ids: readonly string[] }, most = 200) =>
  summaries(tx, await declarationsWhere(tx, where, most));

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
    events: await eventsOf(tx, id),
    claims: (await claimRows(tx, [id])).map(({ amount, state }) => ({ amount, state })),
  };
};

/** Hours that somebody is filling in for a month, by day as typed; null when there are none. */
export const draftOf = async (tx: Tx, agreement: string, month: Month, by: string): Promise<Record<string, string> | null> => {
  const row = await draftRow(tx, agreement, month, by);
  return row ? (row.fields as Record<string, string>) : null;
};
