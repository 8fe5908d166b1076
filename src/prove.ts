import { readingOneMoment } from "./db/pool.ts";
import type { Door } from "./db/command.ts";
import { verify, type Receipt } from "./law/receipt.ts";
import { agreementDifferences } from "./agreement/differences.ts";
import { budgetDifferences } from "./budget/differences.ts";
import { declarationDifferences } from "./declaration/differences.ts";
import { differences as ledgerDifferences } from "./ledger/proof.ts";
import { paymentDifferences } from "./payment/differences.ts";
import { allReceipts } from "./db/queries.ts";

/** Something that should be one thing and is another (verschil): what kind of promise, about which object, expected and found. */
export type Difference = { what: string; about: string; expected: string; found: string };

/** Proves the books: recomputes every balance from the transfers alone and tries every invariant of every module. */
export const prove = (door: Pick<Door, "db">): Promise<{ ok: boolean; differences: Difference[] }> =>
  readingOneMoment(door.db, { scope: "svb" }, async (tx) => {
    const differences: Difference[] = [
      ...(await ledgerDifferences(tx)),
      ...(await budgetDifferences(tx)),
      ...(await agreementDifferences(tx)),
      ...(await declarationDifferences(tx)),
      ...(await paymentDifferences(tx)),
    ];
    for await (const { id, content, hash } of allReceipts(tx))
      if (!verify(content as Receipt, hash)) differences.push({ what: "receipt-hash", about: id, expected: hash, found: "another hash" });
    return { ok: differences.length === 0, differences };
  });
