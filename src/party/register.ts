import { Refusal } from "../kernel/refusal.ts";
import { keyedHash, seal, type Keys } from "../db/seal.ts";
import type { Command, Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { insertBankAccount } from "./account-queries.ts";
import { registrationSchema, type Personal, type Registration } from "./person.ts";
import {
  chambersByAgb,
  insertPerson,
  insertProvider,
  insertStaff,
  personByBsn,
  personByChamber,
  savePersonal,
  type PersonalRow,
} from "./queries.ts";

/** The keyed hash by which a BSN is found. */
export const bsnHash = (seals: Keys, bsn: string): string => keyedHash(seals, `bsn:${bsn}`);

/** The row of `party.personal` that says who somebody is. */
export const personalRow = (seals: Keys, person: string, personal: Omit<Personal, "iban">): PersonalRow => ({
  person_id: person,
  bsn_hash: personal.bsn === null ? null : bsnHash(seals, personal.bsn),
  bsn_cipher: personal.bsn === null ? null : seal(seals, personal.bsn),
  chamber: personal.chamber,
  agb: personal.agb,
  name: personal.name,
  salutation: personal.salutation,
  family_name: personal.familyName,
  first_names: personal.firstNames,
  born: personal.born,
  address: personal.address === null ? null : JSON.stringify(personal.address),
  email: personal.email,
  phone: personal.phone,
});

/** The person with this BSN or chamber number, if we know one. Both stay with a person for life. */
export const knownPerson = async (tx: Tx, seals: Keys, who: { bsn: string | null; chamber: string | null }): Promise<string | null> => {
  const byBsn = who.bsn === null ? undefined : await personByBsn(tx, bsnHash(seals, who.bsn));
  const byChamber = who.chamber === null ? undefined : await personByChamber(tx, who.chamber);
  return byBsn?.person_id ?? byChamber?.person_id ?? null;
};

/** The chamber number of the one organisation with this AGB code (care provider's code); null when none or several have it. */
export const organisationByAgb = async (tx: Tx, agb: string): Promise<string | null> => {
  const [found, ...others] = await chambersByAgb(tx, agb);
  return found !== undefined && others.length === 0 ? found.chamber : null;
};

/** The names under which a command locks people who may not exist yet. */
export const lockNames = (seals: Keys, who: { bsn: string | null; chamber: string | null }): string[] => [
  ...(who.bsn === null ? [] : [`bsn:${bsnHash(seals, who.bsn)}`]),
  ...(who.chamber === null ? [] : [`chamber:${who.chamber}`]),
];

/** Registers a person or organisation as provider or staff. Refuses one who is known already. */
export const registerPerson: Command<Registration, { person: string }> = {
  kind: "party.register",
  input: registrationSchema,
  concern: (_tx, { personal }, { seals }) => Promise.resolve({ named: lockNames(seals, personal) }),
  handle: async (context: Context, { kind, provider, staff, personal }) => {
    const { tx, seals, today } = context;
    if ((await knownPerson(tx, seals, personal)) !== null) throw new Refusal("person-known");
    const person = context.mint("person");
    await insertPerson(tx, { id: person, kind, known_since: today });
    await savePersonal(tx, personalRow(seals, person, personal));
    if (provider) {
      await insertProvider(tx, {
        person_id: person,
        kind: provider.kind,
        formal: provider.formal,
        formal_why: provider.formalWhy,
        since: today,
      });
    }
    if (staff) await insertStaff(tx, { person_id: person, subject: staff.subject, organisation: staff.organisation, roles: staff.roles });
    if (personal.iban !== null) {
      await insertBankAccount(tx, {
        id: context.mint("bank-account"),
        person_id: person,
        iban: personal.iban,
        name: personal.name,
        from_day: today,
        changed_by: context.actor.person,
      });
    }
    return { person };
  },
};
