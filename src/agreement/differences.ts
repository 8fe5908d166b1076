import type { Tx } from "../db/pool.ts";
import { agreementDifferences as rows, type DifferenceRow } from "./queries.ts";

/** Where agreements that ended, their money and their versions do not agree. */
export const agreementDifferences = (tx: Tx): Promise<DifferenceRow[]> => rows(tx);
