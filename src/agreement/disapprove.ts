import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { endByItself, tryLapsing, type EndTrial } from "./end.ts";
import { agreementById, concernOf } from "./load.ts";
import { disapprovalFindings } from "./party-end.ts";
import { faultsFrom } from "./share.ts";

const disapproveSchema = z.strictObject({
  agreement: idField,
  personal: z.strictObject({
    reason: z
      .string()
      .trim()
      .min(10, "Schrijf op waarom u de overeenkomst afkeurt. De budgethouder en de zorgverlener lezen dit.")
      .max(2_000),
  }),
});

/** What would come of disapproving a running agreement today (dry run); nothing is stored. */
export const tryDisapproval = async (context: Context, id: string): Promise<EndTrial> => {
  const agreement = await agreementById(context.tx, id);
  return {
    findings: disapprovalFindings(agreement),
    ...(await tryLapsing(context, [agreement], { ground: "disapproved", lastDay: context.today })),
  };
};

/** The funder disapproves of a running agreement after all (alsnog afkeuren): it ends today. Not an employment, which only its parties end. */
export const disapproveAgreement: Command<z.infer<typeof disapproveSchema>, null> = {
  kind: "agreement.disapprove",
  input: disapproveSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, given) => {
    const agreement = await agreementById(context.tx, given.agreement);
    if (agreement.state !== "approved") throw new Refusal("agreement-not-now");
    const found = disapprovalFindings(agreement);
    if (found.length > 0) throw new Refusal("agreement-needs-repair", faultsFrom(found));
    await endByItself(context, agreement, { ground: "disapproved", lastDay: context.today, cause: given.personal.reason });
    return null;
  },
};
