import type pg from "pg";
import { plusDays, type Day } from "../../kernel/day.ts";
import type { Entry } from "./bank.ts";
import { bankDayFrom } from "./calendar.ts";
import { accounts, book, change, closedThrough, depositByKey, lastEntry } from "./queries.ts";

/** Money that comes in on an account (storting). A key makes a second sending harmless. */
export type Deposit = {
  iban: string;
  amount: number;
  remittance: string;
  day: Day;
  key: string | null;
  from: { name: string; iban: string | null };
};

/** Why a deposit is not taken. */
export type DepositFault = "account-unknown" | "day-closed" | "key-reused";

/** Books money that comes in, on its day or the first bank day after it. The bank has no other source of money. */
export const deposit = (pool: pg.Pool, given: Deposit): Promise<{ entry: Entry } | { fault: DepositFault }> =>
  change(pool, async (tx) => {
    const earlier = given.key === null ? undefined : await depositByKey(tx, given.key);
    if (earlier !== undefined)
      return earlier.iban === given.iban && earlier.amount === given.amount ? { entry: earlier } : { fault: "key-reused" };
    const account = (await accounts(tx)).find(({ iban }) => iban === given.iban);
    if (account === undefined) return { fault: "account-unknown" };
    const closed = await closedThrough(tx);
    if (given.day < account.opened_on || (closed !== null && given.day < plusDays(closed, 1))) return { fault: "day-closed" };
    const on = bankDayFrom(given.day);
    await book(tx, [
      {
        iban: given.iban,
        booked_on: on,
        amount: given.amount,
        kind: "deposit",
        batch_id: null,
        payment_id: null,
        count: null,
        party_name: given.from.name,
        party_iban: given.from.iban,
        remittance: given.remittance,
        deposit_key: given.key,
      },
    ]);
    const entry = await lastEntry(tx);
    if (entry === undefined) throw new Error("a deposit that was booked is an entry");
    return { entry };
  });
