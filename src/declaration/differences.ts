import type { Tx } from "../db/pool.ts";
import { declarationDifferences as rows, type DifferenceRow } from "./proof-queries.ts";

/** Where declarations and their money do not agree. */
export const declarationDifferences = (tx: Tx): Promise<DifferenceRow[]> => rows(tx);
