import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Concern } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { mandateKinds } from "../party/mandate.ts";
import { bsnField, dayField } from "../party/person.ts";
import { closeMandate, holderByBsn, mandateConcern, recordMandate, registrarOf } from "../party/record-mandate.ts";
import { lockNames } from "../party/register.ts";
import { namedPersonSchema } from "../party/represent.ts";
import { linesWhere } from "./queries.ts";

const documentField = z
  .string()
  .trim()
  .min(3, "Vul het kenmerk van het document in, bijvoorbeeld het zaaknummer van de beschikking.")
  .max(200, "Gebruik hooguit 200 tekens.");

const kindField = z.string().refine((kind) => kind in mandateKinds, "Kies een soort vertegenwoordiger.");

const registerSchema = z.strictObject({
  kind: kindField,
  from: dayField,
  until: dayField.nullable(),
  personal: z.strictObject({ holder: bsnField, ...namedPersonSchema.shape, document: documentField }),
});

const unknownHolder = (): never => {
  throw new Refusal("input-invalid", [
    { field: "budgethouder", problem: "Wij kennen geen budgethouder met dit nummer.", remedy: "Controleer het burgerservicenummer." },
  ]);
};

// A funder has to do with who got a budget from it, and with nobody else.
const concernWith = async (tx: Tx, holder: string): Promise<Concern & { organisations: string[] }> => ({
  holder,
  organisations: [...new Set((await linesWhere(tx, { holder })).map(({ funder_code }) => funder_code))],
});

// A judge's appointment is written down by the SVB, acceptance by the funder itself.
const mustRegister = ({ organisation }: Actor, kind: string): void => {
  if (registrarOf(kind) !== (organisation === "SVB" ? "svb" : "funder")) throw new Refusal("not-allowed");
};

/**
 * Writes down a representative whom a judge appointed (the SVB) or a funder accepted (that funder), with the document on which it rests
 * (vertegenwoordiger inschrijven). Throws `input-invalid` with the field, `not-allowed` for a kind of the other registrar.
 */
export const registerMandate: Command<z.infer<typeof registerSchema>, { mandate: string }> = {
  kind: "mandate.register",
  input: registerSchema,
  concern: async (tx, { personal }, { seals }) => {
    const holder = (await holderByBsn(tx, seals, personal.holder)) ?? unknownHolder();
    const concern = await concernWith(tx, holder);
    if (concern.organisations.length === 0) unknownHolder();
    return { ...concern, named: lockNames(seals, { bsn: personal.bsn, chamber: null }) };
  },
  handle: async (context, { kind, from, until, personal: { holder: bsn, document, ...person } }) => {
    mustRegister(context.actor, kind);
    const holder = (await holderByBsn(context.tx, context.seals, bsn)) ?? unknownHolder();
    return { mandate: await recordMandate(context, { holder, kind, from, until, person, document }) };
  },
};

const endSchema = z.strictObject({ mandate: z.uuid(), last: dayField, personal: z.strictObject({ document: documentField }) });

/** Gives a representative a last day (inschrijving beëindigen): by who may write down that kind. Throws `mandate-not-now`, `not-allowed`. */
export const endMandate: Command<z.infer<typeof endSchema>, null> = {
  kind: "mandate.end",
  input: endSchema,
  concern: async (tx, { mandate }) => concernWith(tx, (await mandateConcern(tx, mandate)).holder),
  handle: async (context, { mandate, last, personal: { document } }) => {
    mustRegister(context.actor, (await mandateConcern(context.tx, mandate)).kind);
    await closeMandate(context, mandate, last, document);
    return null;
  },
};
