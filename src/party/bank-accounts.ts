import type { Day } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import type { Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import {
  answerCheck,
  bankAccountsOn,
  checkOf,
  insertAccountCheck,
  insertBankAccount,
  ownReleases,
  releaseCheck,
  unansweredChecks,
  unusableChecks,
  type AccountRow,
  type CheckRow,
} from "./account-queries.ts";

export { type CheckRow };

/** What a bank answers when it is asked whether an account stands under a name (naamcontrole). */
export const nameResults = ["match", "close-match", "no-match", "not-possible"] as const;
export type NameResult = (typeof nameResults)[number];

/**
 * How an account stands with the check of its name: never asked (registered before the check existed), asked, answered,
 * or released by a member of staff although the name did not fit.
 */
export type AccountCheck = "none" | "asked" | NameResult | "released";

/**
 * The account (rekeningnummer) on which somebody is paid. `replaces` tells that there was another one before;
 * `changedBy` is who gave this one, and may not release a payment to it. `realName` names what the vault holds of a close match.
 */
export type PayeeAccount = {
  id: string;
  person: string;
  iban: Iban;
  name: string;
  from: Day;
  version: number;
  replaces: boolean;
  changedBy: string;
  check: AccountCheck;
  realName: string | null;
};

const checkIn = ({ checked, result, released_on }: Pick<AccountRow, "checked" | "result" | "released_on">): AccountCheck =>
  !checked ? "none" : released_on !== null ? "released" : ((result ?? "asked") as AccountCheck);

/** True when the name was found to fit, or nothing of the kind was asked, or a second person released the account. */
export const mayBeUsed = (check: AccountCheck): boolean => check === "none" || check === "match" || check === "released";

/** The account that holds on a day, by person; who has none is not in it. */
export const accountsOn = async (tx: Tx, people: readonly string[], on: Day): Promise<ReadonlyMap<string, PayeeAccount>> =>
  new Map(
    (await bankAccountsOn(tx, [...new Set(people)], on)).map((row) => [
      row.person_id,
      {
        id: row.id,
        person: row.person_id,
        iban: row.iban,
        name: row.name,
        from: row.from_day,
        version: row.version,
        replaces: row.replaces,
        changedBy: row.changed_by,
        check: checkIn(row),
        realName: row.real_name,
      },
    ]),
  );

/** Gives somebody an account from today, next to those he had, and writes down which name the bank is asked about. Returns its id. */
export const giveAccount = async (
  context: Context,
  given: { person: string; iban: Iban; name: string; before: PayeeAccount | null },
): Promise<string> => {
  const { tx, today, at } = context;
  const { person, iban, name, before } = given;
  const id = context.mint("bank-account");
  const version = before?.from === today ? before.version + 1 : 1;
  await insertBankAccount(tx, { id, person_id: person, iban, name, from_day: today, version, changed_by: context.actor.person });
  await insertAccountCheck(tx, { account_id: id, asked_at: at, name_sent: await context.keep(Buffer.from(name), "text/plain", person) });
  return id;
};

/** What was asked and answered about an account, or null when nothing was asked. */
export const accountCheck = async (tx: Tx, account: string): Promise<CheckRow | null> => (await checkOf(tx, account)) ?? null;

/** Writes down what the bank answered about an account. */
export const keepAnswer = async (context: Context, check: CheckRow, result: NameResult, realName: string | null): Promise<void> => {
  const kept = realName === null ? null : await context.keep(Buffer.from(realName), "text/plain", check.person);
  await answerCheck(context.tx, check.account, { result, answered_on: context.today, real_name: kept });
};

/** Writes down that a member of staff found an account good although its name did not fit. */
export const keepRelease = async (context: Context, check: CheckRow, why: string): Promise<void> => {
  await releaseCheck(context.tx, check.account, {
    released_by: context.actor.person,
    released_on: context.today,
    why: await context.keep(Buffer.from(why), "text/plain", check.person),
  });
};

/** Accounts that hold but are not used because of their name, and those about which the bank still has to answer. */
export const unusableAccounts = (tx: Tx, most: number): Promise<CheckRow[]> => unusableChecks(tx, most);
export const unansweredAccounts = (tx: Tx, most: number): Promise<string[]> => unansweredChecks(tx, most);

/** Accounts that somebody released whom they concern or who gave them; the proof of the books asks that there are none. */
export const releasedByOwner = (tx: Tx): Promise<string[]> => ownReleases(tx);
