import { plusDays } from "../kernel/day.ts";
import type { Context } from "../db/command.ts";
import type { AgreementVerdict } from "./checks.ts";
import { tellApproved } from "./change-notices.ts";
import { endByItself } from "./end.ts";
import { agreementById, type StoredAgreement } from "./load.ts";
import { setAside } from "./settle.ts";

/**
 * What follows when the last consent is there: the version that a change replaces ends on the day before, what is left of its money
 * returns to the budget, and the new version sets aside its own.
 */
export const approve = async (context: Context, agreement: StoredAgreement, verdict: AgreementVerdict): Promise<void> => {
  if (agreement.replaces !== null) {
    const before = await agreementById(context.tx, agreement.replaces);
    await endByItself(context, before, { ground: "replaced", lastDay: plusDays(agreement.period.from, -1), cause: null });
    await tellApproved(context, agreement, verdict);
  }
  await setAside(context, agreement, verdict.commitments);
};
