import { plusDays } from "../kernel/day.ts";
import { overlap } from "../kernel/period.ts";
import type { Context } from "../db/command.ts";
import type { AgreementVerdict } from "./checks.ts";
import { tellApproved } from "./change-notices.ts";
import { endByItself } from "./end.ts";
import { agreementById, sicknessOf, type StoredAgreement } from "./load.ts";
import { setAside } from "./settle.ts";
import { standInDays } from "./sickness.ts";

/** Consent may come after whoever was sick works again: then what was worked until somebody said so is paid, and no more. */
const endWhereRecovered = async (context: Context, { id, standInFor, period }: StoredAgreement): Promise<void> => {
  if (standInFor === null) return;
  const { number } = await agreementById(context.tx, standInFor);
  const days = (await sicknessOf(context.tx, number)).map(standInDays).find((one) => overlap(one, period) !== null);
  if (!days?.until) return;
  await endByItself(context, await agreementById(context.tx, id), { ground: "recovered", lastDay: days.until, cause: null });
};

/**
 * What follows when the last consent is there: the version that a change replaces ends on the day before, what is left of its money
 * returns to the budget, and the new version sets aside its own.
 */
export const approve = async (context: Context, agreement: StoredAgreement, verdict: AgreementVerdict): Promise<void> => {
  if (agreement.replaces !== null) {
    const before = await agreementById(context.tx, agreement.replaces);
    await endByItself(context, before, { ground: "replaced", lastDay: plusDays(agreement.period.from, -1), cause: null });
  }
  await tellApproved(context, agreement, verdict);
  await setAside(context, agreement, verdict.commitments);
  await endWhereRecovered(context, agreement);
};
