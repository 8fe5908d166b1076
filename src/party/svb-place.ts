import { z } from "zod";
import type { Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { dayField } from "./person.ts";
import { funder, insertPolicy, policyVersions } from "./queries.ts";

const name = "takes-place-of-svb";

const inputSchema = z.strictObject({
  funder: z.string().regex(/^\d{4}$/, "Een verstrekker heeft een code van vier cijfers."),
  // The Wlz knows no college that takes the place of the SVB.
  law: z.enum(["wmo", "jeugdwet"], "Dit kan alleen onder de Wmo en de Jeugdwet."),
  from: dayField,
  takes: z.boolean(),
  source: z.string().trim().min(3, "Noem het besluit van de minister.").max(300),
});

/**
 * Records that the Minister decided that a college takes the place of the SVB in approving agreements (in de plaats treden), from a
 * day on, or no longer does. Inserted, never changed. Uitv.reg. Wmo 2015 art. 2a lid 7, Regeling Jeugdwet art. 8a lid 7.
 */
export const recordSvbPlace: Command<z.infer<typeof inputSchema>, null> = {
  kind: "policy.record-svb-place",
  input: inputSchema,
  concern: (_tx, input) => Promise.resolve({ organisations: [input.funder], changesReference: true }),
  handle: async (context, input) => {
    const found = await funder(context.tx, input.funder);
    if (!found?.laws.includes(input.law)) throw new Refusal("not-found");
    const known = await policyVersions(context.tx, input.funder, input.law);
    if (known.some((version) => version.name === name && version.from_day >= input.from)) {
      throw new Refusal("input-invalid", [
        {
          field: "from",
          problem: "Er is al een besluit dat op deze dag of later ingaat.",
          remedy: "Kies een latere dag.",
        },
      ]);
    }
    await insertPolicy(context.tx, {
      funder_code: input.funder,
      law: input.law,
      name,
      from_day: input.from,
      value: JSON.stringify({ takes: input.takes }),
      source: input.source,
      command_id: context.command,
    });
    return null;
  },
};

/** The decision by which a college takes the place of the SVB (besluit van de minister): since when, and where it stands. */
export type SvbPlace = { since: Day; source: string };

const valueSchema = z.object({ takes: z.boolean() });

/** The decision that holds on a day, or null where the SVB itself assesses. */
export const svbPlaceOn = async (tx: Tx, funderCode: string, law: string, on: Day): Promise<SvbPlace | null> => {
  if (law !== "wmo" && law !== "jeugdwet") return null;
  const version = (await policyVersions(tx, funderCode, law)).findLast((one) => one.name === name && one.from_day <= on);
  return version && valueSchema.parse(version.value).takes ? { since: version.from_day, source: version.source } : null;
};
