import { sql } from "kysely";
import type { Month } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";

/** Whose declarations: of these holders, or of this provider. */
export type Whose = { holders: readonly string[]; provider: string | null };

/** What a list is narrowed to. */
export type Narrowed = { month?: Month | undefined; agreement?: string | undefined };

const theirs = ({ holders, provider }: Whose) =>
  sql<boolean>`(d.holder_id = any (${[...holders]}::uuid[]) or d.provider_id = ${provider}::uuid)`;

/** Declarations after a place in their order, the newest month first. */
export const declarationsAfter = (
  tx: Tx,
  whose: Whose,
  { month, agreement }: Narrowed,
  after: readonly [month: string, id: string] | null,
  most: number,
) =>
  tx
    .selectFrom("declaration.declaration as d")
    .select(["d.id", "d.month"])
    .where(theirs(whose))
    .$if(month !== undefined, (query) => query.where(sql<boolean>`d.month = ${month ?? ""}`))
    .$if(agreement !== undefined, (query) => query.where("d.agreement_id", "=", agreement ?? ""))
    .$if(after !== null, (query) => query.where(sql<boolean>`(d.month, d.id) < (${after?.[0]}::text, ${after?.[1]}::uuid)`))
    .orderBy("d.month", "desc")
    .orderBy("d.id", "desc")
    .limit(most)
    .execute();

/** What was paid and what came back after a place in their order, the newest first. */
export const paymentsAfter = (
  tx: Tx,
  whose: Whose,
  { month, agreement }: Narrowed,
  after: readonly [at: string, declaration: string, rank: number] | null,
  most: number,
) =>
  tx
    .selectFrom("declaration.event as e")
    .innerJoin("declaration.declaration as d", "d.id", "e.declaration_id")
    .select(["d.id", "d.agreement_id", "d.holder_id", "d.provider_id", "d.month", "e.what", "e.at", "e.amount", "e.rank"])
    .where("e.what", "in", ["paid", "returned"])
    .where(theirs(whose))
    .$if(month !== undefined, (query) => query.where(sql<boolean>`d.month = ${month ?? ""}`))
    .$if(agreement !== undefined, (query) => query.where("d.agreement_id", "=", agreement ?? ""))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(e.at, d.id, e.rank) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid, ${after?.[2]}::integer)`),
    )
    .orderBy("e.at", "desc")
    .orderBy("d.id", "desc")
    .orderBy("e.rank", "desc")
    .limit(most)
    .execute();
