import { z } from "zod";
import { cents, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { standings, type Standing } from "../law/care-rates.ts";
import type { Version } from "../law/dated.ts";
import type { Law } from "../law/laws.ts";
import type { Command } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { dayField } from "./person.ts";
import { funder, insertPolicy, policyVersions } from "./queries.ts";

const nameOf = (standing: Standing): string => `maximum-per-hour-${standing}`;

const inputSchema = z.strictObject({
  funder: z.string().regex(/^\d{4}$/, "Een verstrekker heeft een code van vier cijfers."),
  // Under the Wlz the maximum is law (Rlz art. 5.22): a rate of a care office beside it would be kept and never counted.
  law: z.enum(["wmo", "jeugdwet"], "Dit kan alleen onder de Wmo en de Jeugdwet. Onder de Wlz staat het maximumtarief in de regeling."),
  standing: z.enum(standings),
  from: dayField,
  maximumPerHour: z.number().int().positive().max(1_000_000),
  source: z.string().trim().min(3, "Noem de verordening waarin dit tarief staat.").max(300),
});

/**
 * Sets the maximum rate per hour (maximumtarief) that a municipality decided for itself, from a day on. Inserted, never changed, and
 * never before a version that is there. Throws `not-found` for a funder that does not carry the law, `input-invalid` for such a day.
 */
export const setRatePolicy: Command<z.infer<typeof inputSchema>, null> = {
  kind: "policy.set",
  input: inputSchema,
  concern: (_tx, input) => Promise.resolve({ organisations: [input.funder], changesReference: true }),
  handle: async (context, input) => {
    const found = await funder(context.tx, input.funder);
    if (!found?.laws.includes(input.law)) throw new Refusal("not-found");
    const known = await ratePolicy(context.tx, input.funder, input.law, input.standing);
    if (known.some((version) => version.from >= input.from)) {
      throw new Refusal("input-invalid", [
        { field: "from", problem: "Er is al een maximumtarief dat op deze dag of later ingaat.", remedy: "Kies een latere dag." },
      ]);
    }
    await insertPolicy(context.tx, {
      funder_code: input.funder,
      law: input.law,
      name: nameOf(input.standing),
      from_day: input.from,
      value: JSON.stringify({ cents: input.maximumPerHour }),
      source: input.source,
      command_id: context.command,
    });
    return null;
  },
};

const valueSchema = z.object({ cents: z.number().int() });

/** The versions of a funder's own maximum rate per hour, oldest first; empty where it set none. */
export const ratePolicy = async (tx: Tx, funderCode: string, law: Law, standing: Standing): Promise<Version<Cents>[]> =>
  (await policyVersions(tx, funderCode, law))
    .filter(({ name }) => name === nameOf(standing))
    .map(({ from_day, value, source }) => ({ from: from_day, value: cents(valueSchema.parse(value).cents), source }));
