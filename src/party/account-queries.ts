import { sql } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import type { Tx } from "../db/pool.ts";

export const insertBankAccount = (
  tx: Tx,
  row: { id: string; person_id: string; iban: string; name: string; from_day: Day; version?: number; changed_by: string },
) => tx.insertInto("party.bank_account").values(row).execute();

export type AccountRow = {
  person_id: string;
  id: string;
  iban: Iban;
  name: string;
  from_day: Day;
  version: number;
  changed_by: string;
  replaces: boolean;
  checked: boolean;
  result: string | null;
  real_name: string | null;
  released_on: Day | null;
};

const accountRows = sql`
  select distinct on (a.person_id) a.person_id, a.id, a.iban, a.name, a.from_day, a.version, a.changed_by,
    exists (select from party.bank_account e where e.person_id = a.person_id and (e.from_day, e.version) < (a.from_day, a.version)) as replaces,
    c.account_id is not null as checked, c.result, c.real_name, c.released_on
  from party.bank_account a
  left join party.account_check c on c.account_id = a.id`;

/** The account that holds on a day, for each of these people. */
export const bankAccountsOn = async (tx: Tx, people: readonly string[], on: Day): Promise<AccountRow[]> => {
  if (people.length === 0) return [];
  const { rows } = await sql<AccountRow>`${accountRows}
    where a.person_id = any (${[...people]}::uuid[]) and a.from_day <= ${on}::date
    order by a.person_id, a.from_day desc, a.version desc, a.id desc`.execute(tx);
  return rows;
};

export const insertAccountCheck = (tx: Tx, row: { account_id: string; asked_at: Instant; name_sent: string }) =>
  tx.insertInto("party.account_check").values(row).execute();

export type CheckRow = {
  account: string;
  person: string;
  iban: Iban;
  name: string;
  from_day: Day;
  changed_by: string;
  asked_at: Instant;
  name_sent: string;
  result: string | null;
  answered_on: Day | null;
  real_name: string | null;
  released_by: string | null;
  holds: boolean;
};

const checkRows = sql`
  select a.id as account, a.person_id as person, a.iban, a.name, a.from_day, a.changed_by, c.asked_at, c.name_sent, c.result,
    c.answered_on, c.real_name, c.released_by,
    not exists (select from party.bank_account n
      where n.person_id = a.person_id and (n.from_day, n.version) > (a.from_day, a.version)) as holds
  from party.account_check c join party.bank_account a on a.id = c.account_id`;

export const checkOf = async (tx: Tx, account: string): Promise<CheckRow | undefined> => {
  const { rows } = await sql<CheckRow>`${checkRows} where c.account_id = ${account}::uuid`.execute(tx);
  return rows[0];
};

/** Accounts that hold and of which the bank did not say that the name fits, the oldest question first. */
export const unusableChecks = async (tx: Tx, most: number): Promise<CheckRow[]> => {
  const { rows } = await sql<CheckRow>`
    select * from (${checkRows} where c.result is distinct from 'match' and c.released_on is null) x
    where holds order by asked_at, account limit ${most}`.execute(tx);
  return rows;
};

/** Accounts about which the bank has not answered yet. */
export const unansweredChecks = async (tx: Tx, most: number): Promise<string[]> => {
  const rows = await tx
    .selectFrom("party.account_check")
    .select("account_id")
    .where("result", "is", null)
    .orderBy("asked_at")
    .orderBy("account_id")
    .limit(most)
    .execute();
  return rows.map(({ account_id }) => account_id);
};

export const answerCheck = (tx: Tx, account: string, set: { result: string; answered_on: Day; real_name: string | null }) =>
  tx.updateTable("party.account_check").set(set).where("account_id", "=", account).execute();

export const releaseCheck = (tx: Tx, account: string, set: { released_by: string; released_on: Day; why: string }) =>
  tx.updateTable("party.account_check").set(set).where("account_id", "=", account).execute();

/** Accounts that were released by who gave them. There may be none. */
export const ownReleases = async (tx: Tx): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select a.id from party.account_check c join party.bank_account a on a.id = c.account_id
    where c.released_by in (a.changed_by, a.person_id::text) order by a.id`.execute(tx);
  return rows.map(({ id }) => id);
};
