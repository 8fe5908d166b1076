import type { Tx } from "../db/pool.ts";
import { ledgerDifferences, type ProofRow } from "./queries.ts";

/** Where the books do not agree with themselves: counters against transfers, overspending, resolutions, transfers without a command. */
export const differences = (tx: Tx): Promise<ProofRow[]> => ledgerDifferences(tx);
