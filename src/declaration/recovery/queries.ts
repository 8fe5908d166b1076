import { sql } from "kysely";
import type { Day, Month } from "../../kernel/day.ts";
import { zero, type Cents } from "../../kernel/money.ts";
import type { Tx } from "../../db/pool.ts";
import type { Debtor, Ground, RecoveryState, Taken, WantedLine } from "./recovery.ts";

export const recoveryRow = (tx: Tx, id: string) =>
  tx.selectFrom("declaration.recovery").selectAll().where("id", "=", id).executeTakeFirst();

export const recoveryByNumber = (tx: Tx, number: string) =>
  tx.selectFrom("declaration.recovery").selectAll().where("number", "=", number.toUpperCase()).executeTakeFirst();

export type NewRecovery = {
  id: string;
  number: string;
  agreement_id: string;
  holder_id: string;
  provider_id: string;
  account_id: string;
  ground: Ground;
  debtor: Debtor;
  state: RecoveryState;
  amount: Cents;
  claimed_by: string;
  claimed_on: Day;
  due_by: Day;
  decided_on: Day | null;
  reasons: string;
  receipt_id: string;
};
export const insertRecovery = (tx: Tx, row: NewRecovery) => tx.insertInto("declaration.recovery").values(row).execute();

export const setRecovery = (tx: Tx, id: string, set: { state: RecoveryState } | { due_by: Day }) =>
  tx.updateTable("declaration.recovery").set(set).where("id", "=", id).execute();

export const insertCorrections = (tx: Tx, rows: readonly { line_id: string; recovery_id: string; amount: Cents }[]) =>
  tx
    .insertInto("declaration.correction")
    .values([...rows])
    .execute();

type CreditRow = { transfer_id: string; recovery_id: string; declaration_id: string; account_id: string; amount: Cents };
export const insertCredits = (tx: Tx, rows: readonly CreditRow[]) =>
  tx
    .insertInto("declaration.credit")
    .values([...rows])
    .execute();

/** What was paid for these declarations from each account, less what went back to it before. */
export const takenFor = async (tx: Tx, declarations: readonly string[]): Promise<(Taken & { declaration: string })[]> => {
  const { rows } = await sql<Taken & { declaration: string }>`
    select c.declaration_id as declaration, c.account_id as account, a.kind = 'budget-line' as "fromLine",
      (sum(c.amount) - coalesce((
        select sum(k.amount) from declaration.credit k
        where k.declaration_id = c.declaration_id and k.account_id = c.account_id), 0))::bigint as amount
    from declaration.claim c
    join ledger.account a on a.id = c.account_id
    join ledger.transfer r on r.pending_id = c.transfer_id and r.phase = 'post'
    where c.declaration_id = any (${[...declarations]}::uuid[]) and c.state = 'ordered'
    group by c.declaration_id, c.account_id, a.kind
    order by c.declaration_id, c.account_id`.execute(tx);
  return rows;
};

/** Paid lines of an agreement that were worked between two days, with those that were corrected before. */
export const paidLinesOf = async (tx: Tx, agreement: string, from: Day, until: Day): Promise<WantedLine[]> => {
  const rows = await tx
    .selectFrom("declaration.line")
    .select(["id", "declaration_id as declaration", "day", "amount", "state"])
    .where("agreement_id", "=", agreement)
    .where("state", "=", "paid")
    .where("amount", ">", zero)
    .where("day", ">=", from)
    .where("day", "<=", until)
    .orderBy("day")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, state: "paid" as const }));
};

export const dropInstalments = (tx: Tx, recovery: string) =>
  tx.deleteFrom("declaration.instalment").where("recovery_id", "=", recovery).execute();
export const insertInstalments = (tx: Tx, rows: readonly { recovery_id: string; rank: number; due_on: Day; amount: Cents }[]) =>
  tx
    .insertInto("declaration.instalment")
    .values([...rows])
    .execute();

type RepaymentRow = { id: string; recovery_id: string; entry_id: string | null; amount: Cents; paid_on: Day };
export const insertRepayment = (tx: Tx, row: RepaymentRow) => tx.insertInto("declaration.repayment").values(row).execute();

/** What came in of a recovery. */
export const repaidOf = async (tx: Tx, recovery: string): Promise<Cents> => {
  const { rows } = await sql<{ sum: Cents }>`
    select coalesce(sum(amount), 0)::bigint as sum from declaration.repayment where recovery_id = ${recovery}`.execute(tx);
  return rows[0]?.sum ?? zero;
};

export type RecoveryWhere = { id: string } | { declaration: string } | { agreement: string } | { open: true };

const inWhere = (where: RecoveryWhere) => {
  if ("id" in where) return sql`r.id = ${where.id}`;
  if ("agreement" in where) return sql`r.agreement_id = ${where.agreement}`;
  if ("open" in where) return sql`r.state = 'open'`;
  return sql`exists (
    select from declaration.correction c join declaration.line l on l.id = c.line_id
    where c.recovery_id = r.id and l.declaration_id = ${where.declaration})`;
};

export type RecoveryRow = {
  id: string;
  number: string;
  agreement_id: string;
  holder_id: string;
  provider_id: string;
  ground: Ground;
  debtor: Debtor;
  state: RecoveryState;
  amount: Cents;
  repaid: Cents;
  claimed_on: Day;
  due_by: Day;
  decided_on: Day | null;
  reasons: string;
  receipt_id: string;
  lines: { declaration: string; number: string; month: Month; day: Day; unit: string; amount: Cents }[];
  instalments: { dueOn: Day; amount: Cents }[];
  repayments: { on: Day; amount: Cents; cameBack: boolean }[];
};

/** Recoveries with what they are about and what came in, what is due first comes first. */
export const recoveryRows = async (tx: Tx, where: RecoveryWhere, most: number): Promise<RecoveryRow[]> => {
  const { rows } = await sql<RecoveryRow>`
    select r.id, r.number, r.agreement_id, r.holder_id, r.provider_id, r.ground, r.debtor, r.state, r.amount, r.claimed_on, r.due_by,
      r.decided_on, r.reasons, r.receipt_id,
      coalesce((select sum(p.amount) from declaration.repayment p where p.recovery_id = r.id), 0)::bigint as repaid,
      coalesce((
        select json_agg(json_build_object('declaration', d.id, 'number', d.number, 'month', d.month, 'day', l.day, 'unit', l.unit,
          'amount', c.amount) order by l.day, l.id)
        from declaration.correction c
        join declaration.line l on l.id = c.line_id
        join declaration.declaration d on d.id = l.declaration_id
        where c.recovery_id = r.id), '[]') as lines,
      coalesce((
        select json_agg(json_build_object('dueOn', i.due_on, 'amount', i.amount) order by i.rank)
        from declaration.instalment i where i.recovery_id = r.id), '[]') as instalments,
      coalesce((
        select json_agg(json_build_object('on', p.paid_on, 'amount', p.amount, 'cameBack', p.entry_id is null) order by p.paid_on, p.id)
        from declaration.repayment p where p.recovery_id = r.id), '[]') as repayments
    from declaration.recovery r
    where ${inWhere(where)}
    order by r.due_by, r.id
    limit ${most}`.execute(tx);
  return rows;
};

/** Which of these lines were corrected, in which recovery. */
export const correctedAmong = async (tx: Tx, lines: readonly string[]) =>
  lines.length === 0
    ? []
    : tx
        .selectFrom("declaration.correction as c")
        .innerJoin("declaration.recovery as r", "r.id", "c.recovery_id")
        .innerJoin("declaration.line as l", "l.id", "c.line_id")
        .select(["c.line_id as line", "c.amount", "r.id as recovery", "r.account_id as account", "l.declaration_id as declaration"])
        .where("c.line_id", "in", lines)
        .orderBy("r.id")
        .orderBy("c.line_id")
        .execute();

/** These reservations, by their transfers. */
export const claimsNamed = (tx: Tx, transfers: readonly string[]) =>
  tx
    .selectFrom("declaration.claim as c")
    .innerJoin("ledger.account as a", "a.id", "c.account_id")
    .select(["c.declaration_id as declaration", "c.account_id as account", "a.kind", "c.amount"])
    .where("c.transfer_id", "in", [...transfers])
    .orderBy("c.transfer_id")
    .execute();
