import type { Day } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import type { Tx } from "../db/pool.ts";
import { bankAccountsOn } from "./queries.ts";

/**
 * The account (rekeningnummer) on which somebody is paid. `replaces` tells that there was another one before;
 * `changedBy` is who gave this one, and may not release a payment to it.
 */
export type PayeeAccount = { id: string; person: string; iban: Iban; name: string; from: Day; replaces: boolean; changedBy: string };

/** The account that holds on a day, by person; who has none is not in it. */
export const accountsOn = async (tx: Tx, people: readonly string[], on: Day): Promise<ReadonlyMap<string, PayeeAccount>> =>
  new Map(
    (await bankAccountsOn(tx, [...new Set(people)], on)).map(({ person_id, id, iban, name, from_day, replaces, changed_by }) => [
      person_id,
      { id, person: person_id, iban: iban as Iban, name, from: from_day, replaces: replaces === true, changedBy: changed_by },
    ]),
  );
