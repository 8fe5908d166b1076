import { sql } from "kysely";
import type { Instant } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";
import type { AgreementRow } from "./queries.ts";

export type AdjustmentRow = {
  id: string;
  agreement_id: string;
  command_id: string;
  award_id: string | null;
  cause: "award" | "terms-over";
  committed: Cents;
  freed: Cents;
  short: Cents;
  adjusted_at: Instant;
  receipt_id: string;
};

export const insertAdjustment = (tx: Tx, row: AdjustmentRow) => tx.insertInto("agreement.adjustment").values(row).execute();

/** The last time that a new award was followed, and what it left uncovered. */
export const lastFollowed = (tx: Tx, agreement: string) =>
  tx
    .selectFrom("agreement.adjustment")
    .select(["short", "adjusted_at"])
    .where("agreement_id", "=", agreement)
    .where("cause", "=", "award")
    .orderBy("adjusted_at", "desc")
    .orderBy("id")
    .executeTakeFirst();

/** The running agreements of a holder under a funder and law, in the order in which they were approved; without those of which nothing can be declared any more. */
export const runningInOrder = async (
  tx: Tx,
  { holder, funder, law }: { holder: string; funder: string; law: Law },
): Promise<AgreementRow[]> => {
  const { rows } = await sql<AgreementRow>`
    select a.* from agreement.agreement a
    where a.holder_id = ${holder} and a.funder_code = ${funder} and a.law = ${law} and a.state = 'approved'
      and not exists (select from agreement.adjustment f where f.agreement_id = a.id and f.cause = 'terms-over')
    order by coalesce((select max(s.assessed_at) from agreement.assessment s where s.agreement_id = a.id),
      (select max(s.signed_at) from agreement.signature s where s.agreement_id = a.id)), a.shared_at, a.id`.execute(tx);
  return rows;
};
