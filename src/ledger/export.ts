import type { Tx } from "../db/pool.ts";
import { accountPage, transferPage } from "./queries.ts";

/** Accounts in the order of their ids, from after one on. */
export const accountsAfter = (tx: Tx, after: string, most: number) => accountPage(tx, after, most);

/** Transfers in the order of their ids, from after one on. */
export const transfersAfter = (tx: Tx, after: string, most: number) => transferPage(tx, after, most);
