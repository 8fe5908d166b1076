import type { Tx } from "../db/pool.ts";
import { agreementDifferences as rows, consentDifferences, versionDifferences, type DifferenceRow } from "./proof-queries.ts";

/** Where agreements that ended, their money, their versions and the consent that they needed do not agree. */
export const agreementDifferences = async (tx: Tx): Promise<DifferenceRow[]> => [
  ...(await rows(tx)),
  ...(await versionDifferences(tx)),
  ...(await consentDifferences(tx)),
];
