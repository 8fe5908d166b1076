import type { Tx } from "../db/pool.ts";
import { budgetDifferences as rows, type DifferenceRow } from "./proof-queries.ts";

/** Where budget lines and the awards that stand do not agree. */
export const budgetDifferences = (tx: Tx): Promise<DifferenceRow[]> => rows(tx);
