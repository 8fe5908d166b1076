import { sql, type RawBuilder } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";

export const acceptedMessage = (tx: Tx, sender: string, identification: string) =>
  tx
    .selectFrom("budget.message")
    .select(["id", "payload"])
    .where("kind", "=", "award")
    .where("sender", "=", sender)
    .where("identification", "=", identification)
    .where("accepted", "=", true)
    .executeTakeFirst();

/** The last time that these very bytes came in. */
export const sameMessage = (tx: Tx, payload: string) =>
  tx
    .selectFrom("budget.message as m")
    .innerJoin("budget.message as r", "r.answers", "m.id")
    .select(["m.id", "m.accepted", "m.codes", "r.id as return_id", "r.payload as return_payload"])
    .where("m.kind", "=", "award")
    .where("r.kind", "=", "return")
    .where("m.payload", "=", payload)
    .orderBy("m.received_at", "desc")
    .orderBy("m.id", "desc")
    .executeTakeFirst();

export type MessageRow = {
  id: string;
  kind: "award" | "return" | "closing";
  payload: string;
  sender: string | null;
  identification: string | null;
  answers: string | null;
  accepted: boolean | null;
  codes: string | null;
  holder_id: string | null;
  funder_code: string | null;
  received_at: Instant;
};

export const insertMessages = (tx: Tx, rows: MessageRow[]) => tx.insertInto("budget.message").values(rows).execute();

export const awardByNumber = (tx: Tx, funder: string, number: string) =>
  tx.selectFrom("budget.award").selectAll().where("funder_code", "=", funder).where("number", "=", number).executeTakeFirst();

export const successorOf = (tx: Tx, award: string) =>
  tx.selectFrom("budget.award").select("id").where("previous_id", "=", award).executeTakeFirst();

export const functionsOf = (tx: Tx, award: string) =>
  tx
    .selectFrom("budget.function_award as f")
    .innerJoin("budget.line as l", "l.id", "f.line_id")
    .select([
      "f.line_id",
      "f.amount",
      "f.from_day",
      "f.until_day",
      "l.function",
      "l.chain_id",
      "l.account_id",
      "l.conflict_account_id",
      "l.from_day as line_from",
    ])
    .where("f.award_id", "=", award)
    .orderBy("l.function")
    .execute();

export const insertAward = (
  tx: Tx,
  row: {
    id: string;
    message_id: string;
    holder_id: string;
    funder_code: string;
    law: Law;
    number: string;
    previous_id: string | null;
    awarded_on: Day;
    from_day: Day;
    until_day: Day;
  },
) => tx.insertInto("budget.award").values(row).execute();

export const linesOfChain = (tx: Tx, chain: string) =>
  tx.selectFrom("budget.line").selectAll().where("chain_id", "=", chain).orderBy("function").orderBy("from_day").execute();

export const insertLine = (
  tx: Tx,
  row: {
    id: string;
    chain_id: string;
    holder_id: string;
    funder_code: string;
    law: Law;
    function: string;
    from_day: Day;
    until_day: Day;
    account_id: string;
    conflict_account_id: string;
  },
) => tx.insertInto("budget.line").values(row).execute();

export const moveLineEnd = (tx: Tx, id: string, until: Day) =>
  tx.updateTable("budget.line").set({ until_day: until }).where("id", "=", id).execute();

export const insertFunctionAwards = (tx: Tx, rows: { award_id: string; line_id: string; amount: Cents; from_day: Day; until_day: Day }[]) =>
  tx.insertInto("budget.function_award").values(rows).execute();

export type LineRow = {
  id: string;
  holder_id: string;
  funder_code: string;
  law: Law;
  function: string;
  from_day: Day;
  until_day: Day;
  amount: Cents;
  account_id: string;
  conflict_account_id: string;
  award_id: string;
  number: string;
};

/** One award with its lines, and on each the last day of the award before it; `replaced` when another came for the same days. */
export const awardWithLines = async (tx: Tx, id: string) => {
  const { rows } = await sql<{ holder_id: string; funder_code: string; law: Law; replaced: boolean; line_id: string; before: Day | null }>`
    select a.holder_id, a.funder_code, a.law, f.line_id,
      exists (select from budget.award next where next.previous_id = a.id and next.from_day <= a.until_day) as replaced,
      (select p.until_day from budget.function_award p where p.award_id = a.previous_id and p.line_id = f.line_id) as before
    from budget.award a join budget.function_award f on f.award_id = a.id
    where a.id = ${id}
    order by f.line_id`.execute(tx);
  return rows;
};

/** Budget lines with what their newest award says, as a subquery on a condition. */
export const lineRows = (condition: RawBuilder<unknown>) => sql`
    select l.id, l.holder_id, l.funder_code, l.law, l.function, f.from_day, f.until_day, f.amount,
      l.account_id, l.conflict_account_id, a.id as award_id, a.number
    from budget.line l
    join budget.function_award f on f.line_id = l.id
    join budget.award a on a.id = f.award_id
    where ${condition}
      and not exists (select from budget.award next where next.previous_id = a.id and next.from_day <= a.until_day)`;

/** Budget lines with what their newest award says; an award of a later period replaces none of an earlier one. */
export const linesWhere = async (
  tx: Tx,
  where: { holder: string } | { funder: string } | { ids: readonly string[] },
): Promise<LineRow[]> => {
  const condition =
    "holder" in where
      ? sql`l.holder_id = ${where.holder}`
      : "funder" in where
        ? sql`l.funder_code = ${where.funder}`
        : sql`l.id = any (${[...where.ids]}::uuid[])`;
  const { rows } = await sql<LineRow>`select * from (${lineRows(condition)}) l order by l.law, l.function, l.from_day, l.id`.execute(tx);
  return rows;
};

/** Whose budget lines: of these holders, or of this funder. */
export type WhoseBudgets = { holders: readonly string[]; funder: string | null };

/** Which of them: of one holder, under one law, running on a day. */
export type BudgetsWanted = { holder: string | undefined; law: Law | undefined; on: Day | undefined };

/** Budget lines after a place in their order, the newest period first. `begun` is the first day that the line ever had. */
export const linesAfter = async (
  tx: Tx,
  { holders, funder }: WhoseBudgets,
  { holder, law, on }: BudgetsWanted,
  after: readonly [begun: string, id: string] | null,
  most: number,
): Promise<(LineRow & { begun: Day })[]> => {
  const { rows } = await sql<LineRow & { begun: Day }>`
    select l.id, l.holder_id, l.funder_code, l.law, l.function, f.from_day, f.until_day, f.amount,
      l.account_id, l.conflict_account_id, a.id as award_id, a.number, l.from_day as begun
    from budget.line l
    join budget.function_award f on f.line_id = l.id
    join budget.award a on a.id = f.award_id
    where (l.holder_id = any (${[...holders]}::uuid[]) or l.funder_code = ${funder}::text)
      and not exists (select from budget.award next where next.previous_id = a.id and next.from_day <= a.until_day)
      and (${holder ?? null}::uuid is null or l.holder_id = ${holder ?? null}::uuid)
      and (${law ?? null}::text is null or l.law = ${law ?? null}::text)
      and (${on ?? null}::date is null or ${on ?? null}::date between f.from_day and f.until_day)
      and (${after?.[0] ?? null}::date is null or (l.from_day, l.id) < (${after?.[0] ?? null}::date, ${after?.[1] ?? null}::uuid))
    order by l.from_day desc, l.id desc
    limit ${most}`.execute(tx);
  return rows;
};

type CountersRow = { debits_pending: Cents; debits_posted: Cents; credits_pending: Cents; credits_posted: Cents };

// Joined instead of looked up, accounts are all read by a plan that was made while there were few of them.
/** Budget lines with what their newest award says, and what stands on their own account and that of their conflict, in one go. */
export const linesWithAccounts = async (tx: Tx, lines: readonly string[]) => {
  const { rows } = await sql<LineRow & { own: CountersRow | null; conflict: CountersRow | null }>`
    select l.*, (select to_json(o) from ledger.account o where o.id = l.account_id) as own,
      (select to_json(c) from ledger.account c where c.id = l.conflict_account_id) as conflict
    from (${lineRows(sql`l.id = any (${[...lines]}::uuid[])`)}) l
    order by l.law, l.function, l.from_day, l.id`.execute(tx);
  return rows;
};

/** Every award that a line had, the newest first. */
export const awardsOnLine = (tx: Tx, line: string) =>
  tx
    .selectFrom("budget.function_award as f")
    .innerJoin("budget.award as a", "a.id", "f.award_id")
    .select(["a.id", "a.number", "a.awarded_on", "f.amount", "f.from_day", "f.until_day"])
    .where("f.line_id", "=", line)
    .orderBy("a.awarded_on", "desc")
    .orderBy("a.id")
    .execute();

export const messages = (tx: Tx, funder: string | null, most: number) => {
  const query = tx
    .selectFrom("budget.message")
    .select(["id", "kind", "sender", "identification", "answers", "accepted", "received_at", "payload"])
    .orderBy("received_at", "desc")
    .orderBy("id")
    .limit(most);
  return (funder === null ? query : query.where("funder_code", "=", funder)).execute();
};

/** What a funder looks for among its budgets: text in the number of the award or in the name of the holder. */
export type BudgetSearch = { funder: string; search: string };

const budgetsFound = ({ funder, search }: BudgetSearch) => {
  // What somebody types is text to find, not a pattern.
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    from budget.line l
    join budget.function_award f on f.line_id = l.id
    join budget.award a on a.id = f.award_id
    left join party.personal h on h.person_id = l.holder_id
    where l.funder_code = ${funder}
      and not exists (select from budget.award next where next.previous_id = a.id and next.from_day <= a.until_day)
      and (${search} = '' or a.number ilike ${pattern} or h.name ilike ${pattern})`;
};

export const countBudgets = async (tx: Tx, wanted: BudgetSearch): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count ${budgetsFound(wanted)}`.execute(tx);
  return rows[0]?.count ?? 0;
};

/** A page of a funder's budget lines with what their newest award says, by name of the holder. */
export const budgetRows = async (
  tx: Tx,
  wanted: BudgetSearch,
  most: number,
  skip: number,
): Promise<(LineRow & { holder_name: string | null })[]> => {
  const { rows } = await sql<LineRow & { holder_name: string | null }>`
    select l.id, l.holder_id, l.funder_code, l.law, l.function, f.from_day, f.until_day, f.amount,
      l.account_id, l.conflict_account_id, a.id as award_id, a.number, h.name as holder_name
    ${budgetsFound(wanted)}
    order by h.family_name, h.name, l.law, l.function, f.from_day, l.id
    limit ${most}
    offset ${skip}`.execute(tx);
  return rows;
};

const awardMessages = (tx: Tx, funder: string) =>
  tx.selectFrom("budget.message").where("kind", "=", "award").where("funder_code", "=", funder);

export const countAwardMessages = async (tx: Tx, funder: string): Promise<number> => {
  const { count } = await awardMessages(tx, funder)
    .select((row) => row.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
};

export const awardMessageRows = (tx: Tx, funder: string, most: number, skip: number) =>
  awardMessages(tx, funder)
    .select(["id", "sender", "identification", "accepted", "received_at"])
    .orderBy("received_at", "desc")
    .orderBy("id")
    .limit(most)
    .offset(skip)
    .execute();

/** Award messages of a funder after a place in their order, the newest first. */
export const awardMessagesBelow = (tx: Tx, funder: string, after: readonly [receivedAt: string, id: string] | null, most: number) =>
  awardMessages(tx, funder)
    .select(["id", "identification", "accepted", "received_at"])
    .$if(after !== null, (query) => query.where(sql<boolean>`(received_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();

export const messageById = (tx: Tx, id: string) => tx.selectFrom("budget.message").selectAll().where("id", "=", id).executeTakeFirst();

export const returnTo = (tx: Tx, id: string) =>
  tx.selectFrom("budget.message").selectAll().where("answers", "=", id).where("kind", "=", "return").executeTakeFirst();
