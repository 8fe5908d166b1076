import type { Instant, Month } from "../kernel/day.ts";
import { zero, type Cents } from "../kernel/money.ts";
import type { Tx } from "../db/pool.ts";
import { declarationsAfter, paymentsAfter, type Narrowed, type Whose } from "./list-queries.ts";
import { declarations, type DeclarationSummary } from "./read.ts";

/** A page of declarations after a place in their order (month and id), the newest month first. */
export const declarationsPage = async (
  tx: Tx,
  whose: Whose,
  narrowed: Narrowed,
  after: readonly [month: string, id: string] | null,
  most: number,
): Promise<DeclarationSummary[]> => {
  const rows = await declarationsAfter(tx, whose, narrowed, after, most);
  const found = new Map((await declarations(tx, { ids: rows.map(({ id }) => id) }, most)).map((one) => [one.id, one]));
  return rows.flatMap(({ id }) => found.get(id) ?? []);
};

/** Money that reached a provider or came back, for one declaration: `bookedOn` is the instant at which we heard of it. */
export type PaidRow = {
  declaration: string;
  rank: number;
  agreement: string;
  holder: string;
  provider: string;
  month: Month;
  at: Instant;
  amount: Cents;
  cameBack: boolean;
};

/** A page of what was paid and what came back, after a place in their order, the newest first. */
export const paymentsPage = async (
  tx: Tx,
  whose: Whose,
  narrowed: Narrowed,
  after: readonly [at: string, declaration: string, rank: number] | null,
  most: number,
): Promise<PaidRow[]> =>
  (await paymentsAfter(tx, whose, narrowed, after, most)).map((row) => ({
    declaration: row.id,
    rank: row.rank,
    agreement: row.agreement_id,
    holder: row.holder_id,
    provider: row.provider_id,
    month: row.month,
    at: row.at,
    amount: row.amount ?? zero,
    cameBack: row.what === "returned",
  }));
