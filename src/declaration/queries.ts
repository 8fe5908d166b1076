import { sql } from "kysely";
import type { Day, Instant, Month } from "../kernel/day.ts";
import { zero, type Cents, type Minutes } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import type { Unit } from "../agreement/rate.ts";
import type { LineState } from "./declaration.ts";
import type { RepairSpan } from "./repair.ts";

export const declarationRow = (tx: Tx, id: string) =>
  tx.selectFrom("declaration.declaration").selectAll().where("id", "=", id).executeTakeFirst();

/** A line as it was declared, apart from what was decided on it. */
export type DeclaredRow = {
  id: string;
  declaration_id: string;
  rank: number;
  day: Day;
  rate_at: number;
  unit: string;
  minutes: Minutes;
  quantity: number;
  state: string;
};

/** The declarations of an agreement in a month in their order, each with its lines, in one go. */
export const declaredIn = async (tx: Tx, agreement: string, month: Month) => {
  const { rows } = await sql<{ id: string; supplement_to: string | null; lines: DeclaredRow[] }>`
    select d.id, d.supplement_to, coalesce((
      select json_agg(json_build_object('id', l.id, 'declaration_id', l.declaration_id, 'rank', l.rank, 'day', l.day, 'rate_at', l.rate_at,
        'unit', l.unit, 'minutes', l.minutes, 'quantity', l.quantity, 'state', l.state) order by l.rank)
      from declaration.line l
      where l.declaration_id = d.id), '[]') as lines
    from declaration.declaration d
    where d.agreement_id = ${agreement}::uuid and d.month = ${month}
    order by d.supplement`.execute(tx);
  return rows;
};

export type DeclarationRow = {
  id: string;
  number: string;
  agreement_id: string;
  holder_id: string;
  provider_id: string;
  month: Month;
  supplement: number;
  supplement_to: string | null;
  prepared_by: "provider" | "holder";
  prepared_at: Instant;
} & Partial<Submitted>;

/** When a declaration was submitted, when it is paid at the latest, and why it was decided as it was. */
export type Submitted = { submitted_at: Instant; promised_on: Day; receipt_id: string };

export const insertDeclaration = (tx: Tx, row: DeclarationRow) => tx.insertInto("declaration.declaration").values(row).execute();

export const prepareAgain = (tx: Tx, id: string, at: Instant) =>
  tx.updateTable("declaration.declaration").set({ prepared_at: at, rejection: null }).where("id", "=", id).execute();

export const setSubmitted = (tx: Tx, id: string, set: Submitted) =>
  tx.updateTable("declaration.declaration").set(set).where("id", "=", id).execute();

export const setRejection = (tx: Tx, id: string, rejection: string) =>
  tx.updateTable("declaration.declaration").set({ rejection }).where("id", "=", id).execute();

export type LineRow = {
  id: string;
  declaration_id: string;
  agreement_id: string;
  rank: number;
  day: Day;
  rate_at: number;
  unit: Unit;
  minutes: Minutes;
  quantity: number;
  claimed_rate: Cents | null;
  claimed_amount: Cents | null;
  amount: Cents;
  state: LineState;
  findings: unknown;
  /** Since when and until when it may be mended, on a line in repair. */
  repair_from: Day | null;
  repair_until: Day | null;
};

export const insertLines = (tx: Tx, rows: readonly LineRow[]) =>
  sql`
    insert into declaration.line
      (id, declaration_id, agreement_id, rank, day, rate_at, unit, minutes, quantity, claimed_rate, claimed_amount, amount, state, findings,
        repair_from, repair_until)
    select g.id, g.declaration_id, g.agreement_id, g.rank, g.day, g.rate_at, g.unit, g.minutes, g.quantity,
      g.claimed_rate, g.claimed_amount, g.amount, g.state, g.findings, g.repair_from, g.repair_until
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) g (
      id uuid, declaration_id uuid, agreement_id uuid, rank integer, day date, rate_at integer, unit text, minutes integer, quantity integer,
      claimed_rate bigint, claimed_amount bigint, amount bigint, state text, findings jsonb,
      repair_from date, repair_until date)`.execute(tx);

export const linesOf = (tx: Tx, declarations: readonly string[]) =>
  tx
    .selectFrom("declaration.line")
    .selectAll()
    .where("declaration_id", "in", declarations)
    .orderBy("declaration_id")
    .orderBy("rank")
    .execute();

/** A line with what was decided on it; `repair` when it may be mended or was not mended in time. */
export type JudgedLine = {
  id: string;
  state: LineState;
  amount: Cents;
  findings: unknown;
  reviewed: boolean;
  repair: RepairSpan | null;
  lapsed: boolean;
};

/** Gives many lines their state, amount and findings at once, and the term in which they can be mended. */
export const judgeLines = (tx: Tx, lines: readonly JudgedLine[]) =>
  sql`
    update declaration.line l
    set state = g.state, amount = g.amount, findings = g.findings, reviewed = g.reviewed, lapsed = g.lapsed,
      repair_from = (g.repair ->> 'from')::date, repair_until = (g.repair ->> 'until')::date, repair_told = false
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) g (
      id uuid, state text, amount bigint, findings jsonb, reviewed boolean, lapsed boolean, repair jsonb)
    where l.id = g.id`.execute(tx);

export const setLineStates = (tx: Tx, lines: readonly { id: string; state: LineState }[]) =>
  sql`
    update declaration.line l
    set state = g.state
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ state }) => state)}::text[]) g (id, state)
    where l.id = g.id`.execute(tx);

export const insertClaims = (
  tx: Tx,
  rows: { transfer_id: string; declaration_id: string; account_id: string; amount: Cents; state: "open" }[],
) => tx.insertInto("declaration.claim").values(rows).execute();

export const claimRows = (tx: Tx, declarations: readonly string[]) =>
  tx
    .selectFrom("declaration.claim")
    .selectAll()
    .where("declaration_id", "in", declarations)
    .orderBy("declaration_id")
    .orderBy("transfer_id")
    .execute();

export const setClaimStates = async (tx: Tx, transfers: readonly string[], from: "open" | "ordered", to: "open" | "ordered" | "void") => {
  await sql`update declaration.claim set state = ${to} where transfer_id = any (${[...transfers]}::uuid[]) and state = ${from}`.execute(tx);
};

// Wages are paid by the salary administration, with tax and premiums; their claims are never in a proposal for payment.
export const isWages = sql<boolean>`exists (select from agreement.agreement a where a.id = d.agreement_id and a.kind = 'employment')`;

/** What is claimed under employment contracts and not paid: how many declarations, and how much together. */
export const wageClaimSum = async (tx: Tx): Promise<{ count: number; sum: Cents }> => {
  const { rows } = await sql<{ count: number; sum: Cents }>`
    select count(distinct d.id) as count, coalesce(sum(c.amount), 0)::bigint as sum
    from declaration.claim c
    join declaration.declaration d on d.id = c.declaration_id
    where c.state = 'open' and ${isWages}`.execute(tx);
  return rows[0] ?? { count: 0, sum: zero };
};

/** Those of these declarations that claim wages. */
export const wageDeclarations = async (tx: Tx, declarations: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select d.id from declaration.declaration d where d.id = any (${[...declarations]}::uuid[]) and ${isWages} order by d.id`.execute(tx);
  return rows.map(({ id }) => id);
};

export const openClaimRows = async (tx: Tx, most: number) => {
  const { rows } = await sql<{
    declaration: string;
    agreement: string;
    holder: string;
    provider: string;
    promised_on: Day;
    amount: Cents;
    number: string;
  }>`
    select d.id as declaration, d.agreement_id as agreement, d.holder_id as holder, d.provider_id as provider, d.promised_on,
      sum(c.amount)::bigint as amount, d.number
    from declaration.claim c
    join declaration.declaration d on d.id = c.declaration_id
    where c.state = 'open' and not ${isWages}
    group by d.id
    order by d.promised_on, d.id
    limit ${most}`.execute(tx);
  return rows;
};

export const insertEvents = (
  tx: Tx,
  events: readonly { declaration: string; what: string; at: Instant; amount: Cents | null; of?: Cents }[],
) =>
  sql`
    insert into declaration.event (declaration_id, rank, what, at, amount, of_amount)
    select g.id, coalesce((select max(e.rank) from declaration.event e where e.declaration_id = g.id), 0)
        + row_number() over (partition by g.id order by g.at_place),
      g.what, g.at, g.amount, g.of_amount
    from unnest(
      ${events.map(({ declaration }) => declaration)}::uuid[], ${events.map(({ what }) => what)}::text[],
      ${events.map(({ at }) => at)}::timestamptz[], ${events.map(({ amount }) => amount)}::bigint[], ${events.map(({ of }) => of ?? null)}::bigint[]
    ) with ordinality g (id, what, at, amount, of_amount, at_place)`.execute(tx);

export const eventsOf = (tx: Tx, id: string) =>
  tx
    .selectFrom("declaration.event")
    .select(["what", "at", "amount", "of_amount as of"])
    .where("declaration_id", "=", id)
    .orderBy("rank")
    .execute();

export type Where = { holder: string } | { provider: string } | { agreement: string; month: Month } | { ids: readonly string[] };

export const declarationsWhere = (tx: Tx, where: Where, most: number) => {
  const query = tx.selectFrom("declaration.declaration").selectAll().orderBy("month", "desc").orderBy("number").limit(most);
  if ("agreement" in where) return query.where("agreement_id", "=", where.agreement).where("month", "=", where.month).execute();
  if ("holder" in where) return query.where("holder_id", "=", where.holder).execute();
  if ("provider" in where) return query.where("provider_id", "=", where.provider).execute();
  return query.where("id", "in", where.ids).execute();
};

/** What was paid, and what came back, as told to the parties; the newest first. */
export const paymentRows = async (tx: Tx, where: { holder: string } | { provider: string }, most: number) => {
  const query = tx
    .selectFrom("declaration.event as e")
    .innerJoin("declaration.declaration as d", "d.id", "e.declaration_id")
    .select(["d.id", "d.agreement_id", "d.holder_id", "d.provider_id", "d.month", "e.what", "e.at", "e.amount", "e.rank"])
    .where("e.what", "in", ["paid", "returned"])
    .orderBy("e.at", "desc")
    .orderBy("d.id")
    .orderBy("e.rank", "desc")
    .limit(most);
  return "holder" in where
    ? query.where("d.holder_id", "=", where.holder).execute()
    : query.where("d.provider_id", "=", where.provider).execute();
};

/** Per account, agreement and day what was claimed and not taken back or credited, and whether it was paid. */
export const spentOn = async (tx: Tx, accounts: readonly string[]) => {
  const { rows } = await sql<{ account: string; agreement: string; on: Day; amount: Cents; paid: boolean }>`
    select c.account_id as account, d.agreement_id as agreement, t.day as on, sum(c.amount)::bigint as amount, r.id is not null as paid
    from declaration.claim c
    join declaration.declaration d on d.id = c.declaration_id
    join ledger.transfer t on t.id = c.transfer_id
    left join ledger.transfer r on r.pending_id = c.transfer_id
    where c.state <> 'void' and c.account_id = any (${[...accounts]}::uuid[])
    group by c.account_id, d.agreement_id, t.day, r.id is not null
    union all
    select k.account_id, d.agreement_id, t.day, -sum(k.amount)::bigint, true
    from declaration.credit k
    join declaration.declaration d on d.id = k.declaration_id
    join ledger.transfer t on t.id = k.transfer_id
    where k.account_id = any (${[...accounts]}::uuid[])
    group by k.account_id, d.agreement_id, t.day
    order by "on", account, agreement, paid`.execute(tx);
  return rows;
};

export const declarationsInState = async (tx: Tx, state: LineState, most: number): Promise<string[]> => {
  const rows = await tx
    .selectFrom("declaration.line")
    .select("declaration_id")
    .distinct()
    .where("state", "=", state)
    .orderBy("declaration_id")
    .limit(most)
    .execute();
  return rows.map(({ declaration_id }) => declaration_id);
};

export const saveDraft = (tx: Tx, row: { agreement_id: string; month: Month; made_by: string; fields: string; changed_at: Instant }) =>
  tx
    .insertInto("declaration.draft")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["agreement_id", "month", "made_by"]).doUpdateSet({ fields: row.fields, changed_at: row.changed_at }),
    )
    .execute();

export const draftRow = (tx: Tx, agreement: string, month: Month, by: string) =>
  tx
    .selectFrom("declaration.draft")
    .selectAll()
    .where("agreement_id", "=", agreement)
    .where("month", "=", month)
    .where("made_by", "=", by)
    .executeTakeFirst();

export const deleteDraft = (tx: Tx, agreement: string, month: Month, by: string) =>
  tx.deleteFrom("declaration.draft").where("agreement_id", "=", agreement).where("month", "=", month).where("made_by", "=", by).execute();
