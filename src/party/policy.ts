import { z } from "zod";
import { inWords, type Day } from "../kernel/day.ts";
import { inEuros, type Cents } from "../kernel/money.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import { standings, type Standing } from "../law/care-rates.ts";
import type { Version } from "../law/dated.ts";
import type { Law } from "../law/laws.ts";
import { minimumWage, withAllowance } from "../law/payroll/minimum-wage.ts";
import type { Command, Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { dayField, idField } from "./person.ts";
import {
  forFunction,
  nameOfRate,
  proposalAfter,
  rateIn,
  rateOf,
  type ProposalMove,
  type ProposalState,
  type RateTopic,
} from "./policy-proposal.ts";
import { insertProposal, openProposals, proposalRow, setProposal } from "./policy-queries.ts";
import { funder, insertPolicy, policyVersions } from "./queries.ts";

const fields = {
  funder: z.string().regex(/^\d{4}$/, "Een verstrekker heeft een code van vier cijfers."),
  // Under the Wlz the maximum is law (Rlz art. 5.22): a rate of a care office beside it would be kept and never counted.
  law: z.enum(["wmo", "jeugdwet"], "Dit kan alleen onder de Wmo en de Jeugdwet. Onder de Wlz staat het maximumtarief in de regeling."),
  standing: z.enum(standings, "Kies voor wie dit tarief geldt: formele of informele zorgverleners."),
  from: dayField,
  maximumPerHour: z
    .number("Vul een bedrag per uur in.")
    .int("Vul een bedrag in hele centen in.")
    .positive("Vul een bedrag boven nul in.")
    .max(1_000_000, "Vul een bedrag van hoogstens € 10.000,00 in."),
  source: z.string().trim().min(3, "Noem de verordening waarin dit tarief staat.").max(300, "Schrijf hoogstens 300 tekens."),
};

const inputSchema = z.strictObject(fields);

const proposeSchema = z.strictObject({
  ...fields,
  careFunction: z
    .string()
    .regex(/^\d{2}$/, "Een zorgfunctie heeft een code van twee cijfers.")
    .nullable(),
});

type Given = Omit<z.infer<typeof proposeSchema>, "funder"> & { funder: string };

const named = (field: string, problem: string, remedy: string): Fault => ({ field, problem, remedy });

type Kept = Awaited<ReturnType<typeof policyVersions>>[number];

const under = (all: readonly Kept[], topic: RateTopic): Version<Cents>[] =>
  all
    .filter(({ name }) => name === nameOfRate(topic))
    .map(({ from_day, value, source }) => ({ from: from_day, value: rateOf(value), source }));

/** What of a maximum rate cannot be: a day on which another version holds already. Throws `not-found` for a funder without this law. */
const faultsOf = async (tx: Tx, given: Given): Promise<Fault[]> => {
  const found = await funder(tx, given.funder);
  if (!found?.laws.includes(given.law)) throw new Refusal("not-found");
  const known = under(await policyVersions(tx, given.funder, given.law), given);
  return known.some((version) => version.from >= given.from)
    ? [named("from", "Er is al een maximumtarief dat op deze dag of later ingaat.", "Kies een latere dag.")]
    : [];
};

/** A new policy does not reach back, and no policy is against the law: who is paid by the hour is paid the minimum wage. */
const againstLaw = (today: Day, { from, maximumPerHour }: Given): Fault[] => {
  const lowest = minimumWage[21].on(from);
  const least = lowest.known ? withAllowance(lowest.value) : null;
  return [
    ...(from < today ? [named("from", "Deze dag is voorbij.", `Kies ${inWords(today)} of een latere dag.`)] : []),
    ...(least !== null && maximumPerHour < least
      ? [named("maximumPerHour", `Dit is lager dan het minimumloon met vakantiegeld, ${inEuros(least)} per uur.`, "Kies een hoger tarief.")]
      : []),
  ];
};

const keep = (context: Context, given: Given): Promise<unknown> =>
  insertPolicy(context.tx, {
    ...{ funder_code: given.funder, law: given.law, name: nameOfRate(given), from_day: given.from, source: given.source },
    value: JSON.stringify({ cents: given.maximumPerHour }),
    command_id: context.command,
  });

const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new Refusal("input-invalid", [...faults]);
};

/**
 * Sets the maximum rate per hour (maximumtarief) that a municipality decided for itself, from a day on. Inserted, never changed, and
 * never before a version that is there. Throws `not-found` for a funder that does not carry the law, `input-invalid` for such a day.
 */
export const setRatePolicy: Command<z.infer<typeof inputSchema>, null> = {
  kind: "policy.set",
  input: inputSchema,
  concern: (_tx, input) => Promise.resolve({ organisations: [input.funder], changesReference: true }),
  handle: async (context, input) => {
    const given = { ...input, careFunction: null };
    refuse(await faultsOf(context.tx, given));
    await keep(context, given);
    return null;
  },
};

/**
 * Somebody of a funder proposes a maximum rate (beleid voorstellen), for one function of care or for all. It holds for nobody until another
 * adopts it. Throws `input-invalid` for a day that is over, a rate below the minimum wage, and while another proposal for it is open.
 */
export const proposePolicy: Command<z.infer<typeof proposeSchema>, { proposal: string }> = {
  kind: "policy.propose",
  input: proposeSchema,
  concern: (_tx, input) => Promise.resolve({ organisations: [input.funder], changesReference: true }),
  handle: async (context, given) => {
    refuse([...againstLaw(context.today, given), ...(await faultsOf(context.tx, given))]);
    const name = nameOfRate(given);
    const open = await openProposals(context.tx, given.funder);
    if (open.some((one) => one.law === given.law && one.name === name)) throw new Refusal("policy-proposal-open");
    const proposal = context.mint("policy-proposal");
    await insertProposal(context.tx, {
      ...{ id: proposal, funder_code: given.funder, law: given.law, name, from_day: given.from, source: given.source, state: "proposed" },
      value: JSON.stringify({ cents: given.maximumPerHour }),
      ...{ proposed_by: context.actor.person, proposed_on: context.today },
    });
    return { proposal };
  },
};

const topicOf = (name: string): RateTopic => {
  const topic = rateIn(name);
  if (topic === null) throw new Error(`${name} is no maximum rate`);
  return topic;
};

const decideSchema = z.strictObject({ proposal: idField });

const proposalById = async (tx: Tx, id: string) => {
  const row = await proposalRow(tx, id);
  if (!row) throw new Refusal("policy-proposal-unknown");
  return row;
};

const decided = async (context: Context, { id, state }: { id: string; state: string }, move: ProposalMove): Promise<void> => {
  const next = proposalAfter(state as ProposalState, move);
  if (next === null) throw new Refusal("policy-proposal-not-now");
  await setProposal(context.tx, id, { state: next, decided_by: context.actor.person, decided_on: context.today });
};

const ofFunder = async (tx: Tx, proposal: string) => ({
  organisations: [(await proposalById(tx, proposal)).funder_code],
  changesReference: true,
});

/** Somebody else of the funder adopts it (vaststellen): from its day on it holds. Throws `policy-not-independent` for who proposed it. */
export const adoptPolicy: Command<z.infer<typeof decideSchema>, null> = {
  kind: "policy.adopt",
  input: decideSchema,
  concern: (tx, { proposal }) => ofFunder(tx, proposal),
  handle: async (context, { proposal }) => {
    const row = await proposalById(context.tx, proposal);
    if (row.proposed_by === context.actor.person) throw new Refusal("policy-not-independent");
    await decided(context, row, "adopt");
    const { standing, careFunction } = topicOf(row.name);
    const given: Given = {
      ...{ funder: row.funder_code, law: row.law as Given["law"], standing, careFunction, from: row.from_day, source: row.source },
      maximumPerHour: rateOf(row.value),
    };
    refuse([...againstLaw(context.today, given), ...(await faultsOf(context.tx, given))]);
    await keep(context, given);
    return null;
  },
};

/** A proposal is taken back, or not wanted (intrekken). */
export const dropPolicy: Command<z.infer<typeof decideSchema>, null> = {
  kind: "policy.drop",
  input: decideSchema,
  concern: (tx, { proposal }) => ofFunder(tx, proposal),
  handle: async (context, { proposal }) => {
    await decided(context, await proposalById(context.tx, proposal), "drop");
    return null;
  },
};

/** The versions of a funder's own maximum rate per hour that hold for a function of care, oldest first; empty where it set none. */
export const ratePolicy = async (
  tx: Tx,
  funderCode: string,
  law: Law,
  { standing, careFunction }: { standing: Standing; careFunction: string },
): Promise<Version<Cents>[]> => {
  const all = await policyVersions(tx, funderCode, law);
  return forFunction(under(all, { standing, careFunction: null }), under(all, { standing, careFunction }));
};
