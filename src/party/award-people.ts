import { plusDays } from "../kernel/day.ts";
import type { Bsn } from "../kernel/bsn.ts";
import type { Day } from "../kernel/day.ts";
import type { Scope } from "../kernel/actor.ts";
import type { Context } from "../db/command.ts";
import { mandateKinds } from "./mandate.ts";
import { tellBegun, tellEnded } from "./represent.ts";
import { letterName, salutationOf, type Address } from "./person.ts";
import { endMandates, insertMandates, insertPerson, makeHolder, mandatesOf, savePersonal } from "./queries.ts";
import { knownPerson, personalRow } from "./register.ts";

type MessagePerson = {
  bsn: Bsn | null;
  born: Day | null;
  sex: "unknown" | "male" | "female";
  name: { family: string; prefix: string | null; given: string | null; initials: string | null };
  address: Address | null;
};

/** A representative as an award message names one: its number there never changes, its kind is a code of COD472. */
export type MessageRepresentative = MessagePerson & { number: number; kind: string };

// An award message says who represents, not how far.
const scopesOf = (kind: string): Scope[] => [...(mandateKinds[kind]?.reach ?? [])];

const personFrom = async (context: Context, given: MessagePerson, before: string | null): Promise<string> => {
  const { tx, seals } = context;
  const known = (await knownPerson(tx, seals, { bsn: given.bsn, chamber: null })) ?? before;
  const person = known ?? context.mint("person");
  if (known === null) await insertPerson(tx, { id: person, kind: "natural", known_since: context.today });
  await savePersonal(
    tx,
    personalRow(seals, person, {
      name: letterName(given.name),
      salutation: salutationOf(given.name, given.sex),
      familyName: [given.name.prefix, given.name.family].filter((part) => part !== null).join(" "),
      firstNames: given.name.given,
      born: given.born,
      bsn: given.bsn,
      chamber: null,
      agb: null,
      address: given.address,
      email: null,
      phone: null,
    }),
  );
  return person;
};

/**
 * The holder of an award message and the people who represent him, as the message says; both are made when new.
 * A representative whom the message no longer names ends on the day before: a message carries the whole situation (OP514, OP518).
 */
export const holderFromMessage = async (
  context: Context,
  client: MessagePerson & { bsn: Bsn },
  representatives: readonly MessageRepresentative[],
  source: string,
): Promise<string> => {
  const holder = await personFrom(context, client, null);
  await makeHolder(context.tx, holder, context.today);
  const running = (await mandatesOf(context.tx, holder)).filter(
    (mandate) => mandate.source.startsWith(`${source}/`) && (mandate.until_day === null || mandate.until_day >= context.today),
  );
  const named: { one: MessageRepresentative; person: string }[] = [];
  for (const one of representatives) {
    // Without a BSN somebody is known by the number that the sender gave him, which never changes (OP514).
    const before = one.bsn === null ? running.find((mandate) => mandate.source === `${source}/${String(one.number)}`) : undefined;
    named.push({ one, person: await personFrom(context, { ...one, address: null }, before?.representative_id ?? null) });
  }
  const stays = (mandate: (typeof running)[number]): boolean =>
    named.some(({ one, person }) => person === mandate.representative_id && one.kind === mandate.kind);
  const gone = running.filter((mandate) => !stays(mandate));
  const yesterday = plusDays(context.today, -1);
  if (gone.length > 0)
    await endMandates(
      context.tx,
      gone.map(({ id }) => id),
      yesterday,
    );
  for (const { id, representative_id, kind } of gone)
    await tellEnded(context, { id, holder, representative: representative_id, kind, last: yesterday });
  const fresh = named.filter(
    ({ one, person }) => !running.some((mandate) => mandate.representative_id === person && mandate.kind === one.kind),
  );
  const rows = fresh.map(({ one, person }) => ({
    id: context.mint("mandate"),
    holder_id: holder,
    representative_id: person,
    kind: one.kind,
    scopes: scopesOf(one.kind),
    from_day: context.today,
    until_day: null,
    source: `${source}/${String(one.number)}`,
  }));
  if (rows.length > 0) await insertMandates(context.tx, rows);
  for (const { id, representative_id, kind, scopes } of rows)
    await tellBegun(context, { id, holder, representative: representative_id, kind, held: scopes });
  return holder;
};
