import type { Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { adult, holdsOn, mandateKinds, type MandateKind } from "./mandate.ts";
import { endMandates, insertMandates, mandateById, personalOf, recentMandates } from "./queries.ts";
import { personNamed, refuse, tellBegun, tellEnded, type NamedPerson } from "./represent.ts";
import { knownPerson } from "./register.ts";
import { ageOn } from "../kernel/day.ts";

/** Who writes down representatives of a kind: the SVB whom a judge appointed, the funder whom it accepted; nobody the others. */
export type Registrar = "svb" | "funder";

/** Who registers a kind of representative. Parents come with the award, an authorised person by the holder's own word. */
export const registrarOf = (kind: string): Registrar | null => {
  const origin = mandateKinds[kind]?.origin;
  if (origin === "court" || kind === "11") return "svb";
  return origin === "funder" ? "funder" : null;
};

/** The kinds that a registrar may write down, by code. */
export const kindsOf = (registrar: Registrar): string[] => Object.keys(mandateKinds).filter((kind) => registrarOf(kind) === registrar);

/** What a registrar writes down of a representative. `document` says on which paper it rests. */
export type GivenMandate = {
  holder: string;
  kind: string;
  from: Day;
  until: Day | null;
  person: NamedPerson;
  document: string;
};

const ruleOf = (kind: string): MandateKind => {
  const rule = mandateKinds[kind];
  if (rule === undefined) throw new Error(`no kind of mandate ${kind}`);
  return rule;
};

const judge = ({ kind, from, until }: GivenMandate, born: Day | null): MandateKind => {
  const rule = ruleOf(kind);
  if (until !== null && until < from) refuse("tot", "De laatste dag ligt voor de eerste dag.", "Kies een latere laatste dag.");
  if (rule.abolished !== undefined && from >= rule.abolished.noneFrom)
    refuse("soort", "Sinds 1 juli 2024 komt er geen gewaarborgde hulp meer bij.", "Kies pgb-beheerder.");
  if (rule.untilAdult && born !== null && ageOn(born, from) >= adult)
    refuse("soort", `De budgethouder is dan volwassen en heeft geen ${rule.name}.`, "Kies een ander soort vertegenwoordiger.");
  return rule;
};

/** Writes down a representative with the document on which that rests; both get a message. Refuses with `input-invalid` and the field. */
export const recordMandate = async (context: Context, given: GivenMandate): Promise<string> => {
  const { tx, today } = context;
  const { holder, kind, from, until } = given;
  const [personal] = await personalOf(tx, [holder]);
  const rule = judge(given, personal?.born ?? null);
  const representative = await personNamed(context, given.person);
  if (representative === holder) refuse("bsn", "Dit is de budgethouder zelf.", "Vul het nummer in van de vertegenwoordiger.");
  const before = (await recentMandates(tx, { holder }, 100)).filter((one) => one.representative_id === representative && one.kind === kind);
  const runs = before.some(
    (one) =>
      !one.revoked && holdsOn({ kind, from: one.from_day, until: one.until_day }, personal?.born ?? null, from < today ? today : from),
  );
  if (runs) refuse("bsn", "Deze vertegenwoordiger staat al ingeschreven.", "Beëindig de eerste inschrijving als er iets verandert.");
  const id = context.mint("mandate");
  await insertMandates(tx, [
    {
      ...{ id, holder_id: holder, representative_id: representative, kind, scopes: [...rule.reach] },
      ...{ from_day: from, until_day: until, source: "register" },
      document: await context.keep(Buffer.from(given.document), "text/plain", holder),
    },
  ]);
  await tellBegun(context, { id, holder, representative, kind, held: rule.reach, from });
  return id;
};

/** A representative who is registered, with the people as far as the reader may see them. */
export type RegisteredMandate = {
  id: string;
  holder: string;
  holderName: string;
  name: string;
  kind: string;
  kindName: string;
  from: Day;
  until: Day | null;
  runs: boolean;
};

/** The latest registrations of these kinds, newest first; of one holder where he is named. */
export const registered = async (
  tx: Tx,
  where: { kinds: readonly string[] } | { id: string },
  on: Day,
  most: number,
): Promise<RegisteredMandate[]> => {
  const rows = await recentMandates(tx, where, most);
  const people = new Map(
    (await personalOf(tx, [...new Set(rows.flatMap(({ holder_id, representative_id }) => [holder_id, representative_id]))])).map((one) => [
      one.person_id,
      one,
    ]),
  );
  return rows
    .filter(({ holder_id }) => people.has(holder_id))
    .map((row) => ({
      id: row.id,
      holder: row.holder_id,
      holderName: people.get(row.holder_id)?.name ?? "(naam verwijderd)",
      name: people.get(row.representative_id)?.name ?? "(naam verwijderd)",
      kind: row.kind,
      kindName: ruleOf(row.kind).name,
      from: row.from_day,
      until: row.until_day,
      runs:
        !row.revoked && holdsOn({ kind: row.kind, from: row.from_day, until: row.until_day }, people.get(row.holder_id)?.born ?? null, on),
    }));
};

/** The holder and kind of a mandate. Throws `not-found`. */
export const mandateConcern = async (tx: Tx, mandate: string): Promise<{ holder: string; kind: string }> => {
  const row = await mandateById(tx, mandate);
  if (!row) throw new Refusal("not-found");
  return { holder: row.holder_id, kind: row.kind };
};

/** Gives a mandate its last day (beëindigen) with the document on which that rests; both get a message. Throws `mandate-not-now`. */
export const closeMandate = async (context: Context, mandate: string, last: Day, document: string): Promise<void> => {
  const { tx } = context;
  const row = await mandateById(tx, mandate);
  if (!row || row.revoked || (row.until_day !== null && row.until_day <= last)) throw new Refusal("mandate-not-now");
  if (last < row.from_day) refuse("laatste", "De laatste dag ligt voor de eerste dag.", "Kies een latere dag.");
  await endMandates(tx, [mandate], last, await context.keep(Buffer.from(document), "text/plain", row.holder_id));
  await tellEnded(context, { id: mandate, holder: row.holder_id, representative: row.representative_id, kind: row.kind, last });
};

/** The holder with this BSN, or null; for who writes down his representatives. */
export const holderByBsn = async (tx: Tx, seals: Context["seals"], bsn: string): Promise<string | null> =>
  knownPerson(tx, seals, { bsn, chamber: null });
