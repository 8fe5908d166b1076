import { z } from "zod";
import { scopes, type Scope } from "../kernel/actor.ts";
import { inWords, type Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { sameName } from "./find-provider.ts";
import { holdsOn, lastDayOf, mandateKinds, rightsInWords } from "./mandate.ts";
import { notify } from "./notice.ts";
import { bsnField, dayField } from "./person.ts";
import { insertMandates, insertPerson, mandateById, mandatesOf, personalOf, revokeMandates, savePersonal } from "./queries.ts";
import { knownPerson, lockNames, personalRow } from "./register.ts";

/** A representative as somebody names him: enough to know or to make him. */
export const namedPersonSchema = z.strictObject({
  name: z.string().trim().min(1, "Vul de naam in.").max(100),
  familyName: z.string().trim().min(1, "Vul de achternaam in.").max(100),
  bsn: bsnField,
});
export type NamedPerson = z.infer<typeof namedPersonSchema>;

const grantSchema = z.strictObject({
  holder: z.uuid(),
  kind: z.enum(["04", "MK"]),
  scopes: z.array(z.enum(scopes)),
  until: dayField.nullable(),
  personal: namedPersonSchema,
});

/** Refuses one field of what was given, with what to do about it. */
export const refuse = (field: string, problem: string, remedy: string): never => {
  throw new Refusal("input-invalid", [{ field, problem, remedy }]);
};

/** A mandate of a holder as people read it. `last` is the last day that is known, by the law of its kind too. */
export type MandateView = {
  id: string;
  representative: string;
  name: string;
  kind: string;
  kindName: string;
  scopes: readonly Scope[];
  from: Day;
  last: Day | null;
  runs: boolean;
  /** The holder gave it by his own word, so that he can take it back. */
  revocable: boolean;
};

const scopesOf = (held: readonly string[]): Scope[] => scopes.filter((scope) => held.includes(scope));

/** Who represents this holder or did, the running ones first (vertegenwoordigers). */
export const mandates = async (tx: Tx, holder: string, on: Day): Promise<MandateView[]> => {
  const rows = await mandatesOf(tx, holder);
  const people = await personalOf(tx, [holder, ...new Set(rows.map(({ representative_id }) => representative_id))]);
  const personal = new Map(people.map((one) => [one.person_id, one]));
  const born = personal.get(holder)?.born ?? null;
  const views = rows.map((row): MandateView => {
    const dated = { kind: row.kind, from: row.from_day, until: row.until_day };
    return {
      id: row.id,
      representative: row.representative_id,
      name: personal.get(row.representative_id)?.name ?? "(naam verwijderd)",
      kind: row.kind,
      kindName: mandateKinds[row.kind]?.name ?? row.kind,
      scopes: scopesOf(row.scopes),
      from: row.from_day,
      last: lastDayOf(dated, born),
      runs: !row.revoked && holdsOn(dated, born, on),
      revocable: row.source === ownWord,
    };
  });
  return [...views.filter(({ runs }) => runs), ...views.filter(({ runs }) => !runs)];
};

const ownWord = "holder";

/** The person with this number and name, made when nobody knows him yet. Refuses when the number is known under another name. */
export const personNamed = async (context: Context, personal: NamedPerson): Promise<string> => {
  const { tx, seals, today } = context;
  const known = await knownPerson(tx, seals, { bsn: personal.bsn, chamber: null });
  if (known !== null) {
    const [row] = await personalOf(tx, [known]);
    if (!row || !sameName(row.family_name, personal.familyName))
      refuse("bsn", "Dit burgerservicenummer hoort niet bij deze achternaam.", "Controleer het nummer en de achternaam.");
    return known;
  }
  const person = context.mint("person");
  await insertPerson(tx, { id: person, kind: "natural", known_since: today });
  const nothing = { firstNames: null, born: null, chamber: null, agb: null, address: null, email: null, phone: null };
  await savePersonal(tx, personalRow(seals, person, { ...nothing, ...personal, salutation: personal.name }));
  return person;
};

const judgeGrant = ({ kind, until, scopes: asked }: z.infer<typeof grantSchema>, today: Day): readonly Scope[] => {
  const rule = mandateKinds[kind];
  if (rule === undefined) throw new Error(`no kind of mandate ${kind}`);
  if (until !== null && until < today) refuse("tot", "Deze dag is al voorbij.", "Kies vandaag of een latere dag.");
  if (rule.needsEnd && until === null)
    refuse("tot", "Een meekijker heeft een laatste dag nodig.", "Vul in tot wanneer deze persoon mag meekijken.");
  const held = kind === "MK" ? rule.reach : scopesOf(["read", ...asked]);
  if (kind === "04" && held.length < 2)
    refuse("rechten", "U koos niet wat deze persoon mag.", "Kies minstens één ding, of kies “meekijker”.");
  return held;
};

/** May who asks give this away: the holder himself may, who represents him by law may; who has his own word may only let somebody look. */
const judgeGiver = async (context: Context, holder: string, kind: string, held: readonly Scope[]): Promise<void> => {
  const { tx, actor, today } = context;
  if (actor.person === holder || kind === "MK") return;
  const own = (await mandates(tx, holder, today)).filter((one) => one.runs && one.representative === actor.person);
  const mayGive = own.some((one) => mandateKinds[one.kind]?.origin !== "holder" && held.every((scope) => one.scopes.includes(scope)));
  if (!mayGive) throw new Refusal("not-allowed");
};

/** The holder, or who represents him by law, lets somebody act for him (machtigen) or look along (meekijken). Both get a message. */
export const grantMandate: Command<z.infer<typeof grantSchema>, { mandate: string }> = {
  kind: "mandate.grant",
  input: grantSchema,
  concern: (_tx, { holder, personal }, { seals }) =>
    Promise.resolve({ holder, named: lockNames(seals, { bsn: personal.bsn, chamber: null }) }),
  handle: async (context, input) => {
    const { tx, today } = context;
    const held = judgeGrant(input, today);
    await judgeGiver(context, input.holder, input.kind, held);
    const representative = await personNamed(context, input.personal);
    if (representative === input.holder) refuse("bsn", "Dit is de budgethouder zelf.", "Vul het nummer in van wie u wilt machtigen.");
    const running = await mandates(tx, input.holder, today);
    if (running.some((one) => one.runs && one.representative === representative && one.kind === input.kind))
      refuse("bsn", "Deze persoon heeft dit recht al.", "Trek het eerst in als u iets wilt veranderen.");
    const id = context.mint("mandate");
    await insertMandates(tx, [
      {
        id,
        holder_id: input.holder,
        representative_id: representative,
        kind: input.kind,
        scopes: [...held],
        from_day: today,
        until_day: input.until,
        source: ownWord,
      },
    ]);
    await tellBegun(context, { id, holder: input.holder, representative, kind: input.kind, held });
    return { mandate: id };
  },
};

type Told = { id: string; holder: string; representative: string; kind: string };

const namesFor = async (tx: Tx, { holder, representative }: Told): Promise<{ holder: string; representative: string }> => {
  const people = new Map((await personalOf(tx, [holder, representative])).map(({ person_id, name }) => [person_id, name]));
  return { holder: people.get(holder) ?? "", representative: people.get(representative) ?? "" };
};

/** Tells the holder and the representative that a mandate began. */
export const tellBegun = async (context: Context, told: Told & { held: readonly Scope[]; from?: Day }): Promise<void> => {
  const names = await namesFor(context.tx, told);
  const about = { kind: "mandate", id: told.id };
  const values = {
    van: inWords(told.from ?? context.today),
    soort: mandateKinds[told.kind]?.name ?? told.kind,
    rechten: rightsInWords(told.held),
  };
  await notify(context, { person: told.holder, kind: "mandate-begun", about, values: { ...values, naam: names.representative } });
  await notify(context, { person: told.representative, kind: "mandate-received", about, values: { ...values, naam: names.holder } });
};

/** Tells both that a mandate ended, with its last day. */
export const tellEnded = async (context: Context, told: Told & { last: Day }): Promise<void> => {
  const names = await namesFor(context.tx, told);
  const about = { kind: "mandate", id: told.id };
  const values = { tot: inWords(told.last), soort: mandateKinds[told.kind]?.name ?? told.kind };
  await notify(context, { person: told.holder, kind: "mandate-ended", about, values: { ...values, naam: names.representative } });
  await notify(context, { person: told.representative, kind: "mandate-lost", about, values: { ...values, naam: names.holder } });
};

const revokeSchema = z.strictObject({ mandate: z.uuid() });

/** Takes back what the holder gave by his own word (intrekken): from this moment. What a judge, funder or the law gave ends elsewhere. */
export const revokeMandate: Command<z.infer<typeof revokeSchema>, null> = {
  kind: "mandate.revoke",
  input: revokeSchema,
  concern: async (tx, { mandate }) => {
    const found = await mandateById(tx, mandate);
    if (!found) throw new Refusal("not-found");
    return { holder: found.holder_id };
  },
  handle: async (context, { mandate }) => {
    const { tx, today } = context;
    const row = await mandateById(tx, mandate);
    const [personal] = await personalOf(tx, [row?.holder_id ?? ""]);
    if (!row || row.revoked || !holdsOn({ kind: row.kind, from: row.from_day, until: row.until_day }, personal?.born ?? null, today))
      throw new Refusal("mandate-not-now");
    if (row.source !== ownWord) throw new Refusal("mandate-not-yours");
    await revokeMandates(tx, [mandate], today);
    await tellEnded(context, { id: mandate, holder: row.holder_id, representative: row.representative_id, kind: row.kind, last: today });
    return null;
  },
};

/** Who stands in for parental authority of this holder on a day: their right ends when he comes of age. */
export const representedUntil = async (tx: Tx, holder: string, on: Day): Promise<string[]> => {
  const held = (await mandates(tx, holder, on)).filter(({ runs, kind }) => runs && mandateKinds[kind]?.untilAdult === true);
  return [...new Set(held.map(({ representative }) => representative))];
};
