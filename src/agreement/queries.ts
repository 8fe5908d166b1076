import { sql } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Cents, Minutes } from "../kernel/money.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";
import type { State } from "./agreement.ts";

export type AgreementRow = {
  id: string;
  number: string;
  holder_id: string;
  provider_id: string;
  funder_code: string;
  law: Law;
  kind: string;
  standing: string;
  model: string;
  code_list: string;
  function: string;
  rates: unknown;
  schedule: string;
  minutes_per_week: Minutes | null;
  quantity_per_week: number | null;
  set_aside: Cents | null;
  beyond_commitment: boolean;
  accepted: string[];
  family: boolean;
  from_day: Day;
  until_day: Day | null;
  ended_on: Day | null;
  employment: unknown;
  stand_in_for: string | null;
  care: string | null;
  content_hash: string;
  state: string;
  shared_at: Instant;
  version: number;
  replaces: string | null;
  needs: string[];
};

export const insertAgreement = (tx: Tx, row: AgreementRow & { rates: string; employment: string | null }) =>
  tx.insertInto("agreement.agreement").values(row).execute();

/** An agreement with the budget lines on which it draws, in the order in which they pay, in one go. */
export const agreementWithAllocations = async (tx: Tx, id: string) => {
  const { rows } = await sql<AgreementRow & { allocations: { line: string; rank: number; account: string; lineAccount: string }[] }>`
    select a.*, coalesce((
      select json_agg(
        json_build_object('line', al.line_id, 'rank', al.rank, 'account', al.account_id, 'lineAccount', l.account_id) order by al.rank)
      from agreement.allocation al join budget.line l on l.id = al.line_id
      where al.agreement_id = a.id), '[]') as allocations
    from agreement.agreement a
    where a.id = ${id}::uuid`.execute(tx);
  return rows[0];
};

/** Whose an agreement is; these never change. */
export const agreementParties = (tx: Tx, id: string) =>
  tx.selectFrom("agreement.agreement").select(["holder_id", "provider_id", "funder_code"]).where("id", "=", id).executeTakeFirst();

export const setState = (tx: Tx, id: string, state: State) =>
  tx.updateTable("agreement.agreement").set({ state }).where("id", "=", id).execute();

/** An agreement that ended before its time, with its last day. */
export const setEnded = (tx: Tx, id: string, lastDay: Day) =>
  tx.updateTable("agreement.agreement").set({ ended_on: lastDay }).where("id", "=", id).execute();

export type EndingRow = {
  agreement_id: string;
  rank: number;
  ground: string;
  last_day: Day;
  cause: string | null;
  freed: Cents;
  kept: Cents;
  person: string;
  ended_at: Instant;
  receipt_id: string;
};

export const insertEnding = (tx: Tx, row: EndingRow) => tx.insertInto("agreement.ending").values(row).execute();

/** How an agreement ended; of a version that ended once more, the last time. */
export const endingOf = (tx: Tx, agreement: string) =>
  tx.selectFrom("agreement.ending").selectAll().where("agreement_id", "=", agreement).orderBy("rank", "desc").executeTakeFirst();

export const insertAllocations = (tx: Tx, rows: { agreement_id: string; line_id: string; rank: number; account_id: string }[]) =>
  tx.insertInto("agreement.allocation").values(rows).execute();

export const allocationsOf = (tx: Tx, agreements: readonly string[]) =>
  tx
    .selectFrom("agreement.allocation as al")
    .innerJoin("budget.line as l", "l.id", "al.line_id")
    .select([
      "al.agreement_id",
      "al.line_id",
      "al.rank",
      "al.account_id",
      "l.account_id as line_account",
      "l.function",
      "l.law",
      "l.funder_code",
    ])
    .where("al.agreement_id", "in", agreements)
    .orderBy("al.agreement_id")
    .orderBy("al.rank")
    .execute();

export const insertSignature = (
  tx: Tx,
  row: { agreement_id: string; party: "provider" | "holder"; person: string; content_hash: string; signed_at: Instant },
) => tx.insertInto("agreement.signature").values(row).execute();

export const signaturesOf = (tx: Tx, id: string) =>
  tx.selectFrom("agreement.signature").selectAll().where("agreement_id", "=", id).orderBy("signed_at").execute();

export const insertAssessment = (
  tx: Tx,
  row: {
    agreement_id: string;
    body: string;
    outcome: "approved" | "rejected";
    reason: string | null;
    person: string;
    assessed_at: Instant;
    receipt_id: string;
  },
) => tx.insertInto("agreement.assessment").values(row).execute();

export const assessmentsOf = (tx: Tx, id: string) =>
  tx.selectFrom("agreement.assessment").selectAll().where("agreement_id", "=", id).orderBy("assessed_at").execute();

type Where = { holder: string } | { provider: string } | { funder: string; states: readonly State[] } | { states: readonly State[] };

export const agreementRows = (tx: Tx, where: Where, most: number) => {
  let query = tx.selectFrom("agreement.agreement").selectAll();
  if ("holder" in where) query = query.where("holder_id", "=", where.holder);
  if ("provider" in where) query = query.where("provider_id", "=", where.provider);
  if ("funder" in where) query = query.where("funder_code", "=", where.funder);
  if ("states" in where) query = query.where("state", "in", where.states);
  return query.orderBy("shared_at", "desc").orderBy("id").limit(most).execute();
};

/** Agreements of a holder that live or lived: with this provider, or the one that is named. */
export const othersOf = (tx: Tx, holder: string, provider: string) =>
  tx
    .selectFrom("agreement.agreement")
    .select(["id", "provider_id", "kind", "state", "from_day", "until_day", "ended_on"])
    .where("holder_id", "=", holder)
    .where("state", "not in", ["rejected", "withdrawn"])
    .where("provider_id", "=", provider)
    .orderBy("id")
    .execute();

/** What a list of agreements for staff is narrowed to: of one funder, in these states, with this text in the number or a name. */
export type StaffList = { funder: string | null; states: readonly State[]; search: string };

const listed = ({ funder, states, search }: StaffList) => {
  // What somebody types is text to find, not a pattern.
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    from agreement.agreement a
    left join party.personal h on h.person_id = a.holder_id
    left join party.personal p on p.person_id = a.provider_id
    where a.state = any (${[...states]}::text[])
      and (${funder}::text is null or a.funder_code = ${funder})
      and (${search} = '' or a.number ilike ${pattern} or h.name ilike ${pattern} or p.name ilike ${pattern})`;
};

/** How many agreements a list for staff has, and since when the oldest waits. */
export const countListed = async (tx: Tx, list: StaffList): Promise<{ count: number; oldest: Instant | null }> => {
  const { rows } = await sql<{
    count: number;
    oldest: Instant | null;
  }>`select count(*) as count, min(a.shared_at) as oldest ${listed(list)}`.execute(tx);
  return rows[0] ?? { count: 0, oldest: null };
};

/** A page of such a list, the one that waits longest first. */
export const listedRows = async (tx: Tx, list: StaffList, most: number, skip: number): Promise<AgreementRow[]> => {
  const { rows } = await sql<AgreementRow>`select a.* ${listed(list)} order by a.shared_at, a.id limit ${most} offset ${skip}`.execute(tx);
  return rows;
};

/** The running agreements of a holder or a provider, in the order in which they were shared. */
export const runningOf = (tx: Tx, whose: { holder: string } | { provider: string }): Promise<AgreementRow[]> =>
  tx
    .selectFrom("agreement.agreement")
    .selectAll()
    .where("holder" in whose ? "holder_id" : "provider_id", "=", "holder" in whose ? whose.holder : whose.provider)
    .where("state", "=", "approved")
    .orderBy("shared_at")
    .orderBy("id")
    .execute();

export const saveDraft = (tx: Tx, row: { id: string; holder_id: string; made_by: string; steps: string; changed_at: Instant }) =>
  tx
    .insertInto("agreement.draft")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ steps: row.steps, changed_at: row.changed_at }))
    .execute();

export const draftRow = (tx: Tx, id: string) => tx.selectFrom("agreement.draft").selectAll().where("id", "=", id).executeTakeFirst();

export const draftsOf = (tx: Tx, holder: string) =>
  tx.selectFrom("agreement.draft").selectAll().where("holder_id", "=", holder).orderBy("changed_at", "desc").execute();

export const deleteDraft = (tx: Tx, id: string) => tx.deleteFrom("agreement.draft").where("id", "=", id).execute();

/** Agreements that draw on these budget lines, with what stands on their commitments. */
export const commitmentsOnLines = async (tx: Tx, lines: readonly string[]) => {
  const { rows } = await sql<{
    line_id: string;
    agreement_id: string;
    provider_id: string;
    number: string;
    state: string;
    committed: Cents;
    claimed: Cents;
    paid: Cents;
  }>`
    select al.line_id, a.id as agreement_id, a.provider_id, a.number, a.state,
      (c.credits_posted - c.debits_posted - c.debits_pending)::bigint as committed, c.debits_pending as claimed,
      (c.debits_posted - coalesce((select sum(t.amount) from ledger.transfer t
        where t.debit_id = c.id and t.code = 'release-commitment'), 0))::bigint as paid
    from agreement.allocation al
    join agreement.agreement a on a.id = al.agreement_id
    join ledger.account c on c.id = al.account_id
    where al.line_id = any (${[...lines]}::uuid[])
    order by al.line_id, a.number`.execute(tx);
  return rows;
};
