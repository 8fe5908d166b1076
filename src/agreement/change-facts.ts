import { dayOf, plusDays, type Day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import type { Agreement } from "./agreement.ts";
import type { ChangeFacts } from "./change-checks.ts";
import { judge, type AgreementVerdict } from "./checks.ts";
import { freedBy } from "./ending.ts";
import type { AgreementFacts } from "./facts.ts";
import { agreementById, factsFor, type StoredAgreement } from "./load.ts";
import { changeAround } from "./version-queries.ts";
import { awardedOf, standingsOf } from "./settle.ts";

/** An agreement as it is judged: made today or stored, with the version that it replaces and the hash of its care description. */
export type Judged = Agreement & { family: boolean; replaces: string | null; care: string | null };

const changeFactsFor = async (context: Context, { id, replaces, care, period }: Judged): Promise<ChangeFacts | null> => {
  if (replaces === null) return null;
  const before = await agreementById(context.tx, replaces);
  const { open, last_month } = await changeAround(context.tx, replaces);
  const awarded = await awardedOf(context, before);
  return {
    before,
    care,
    lastDeclared: last_month,
    otherOpen: open !== null && open.id !== id,
    awarded,
    freed: freedBy(before, awarded, await standingsOf(context, before), plusDays(period.from, -1)),
  };
};

/**
 * Everything on which an agreement or a change of one is judged, read under the holder's lock. The version that makes way does not
 * stand in the way of the new one, and what comes free of it is free for the new one.
 */
export const judgedFacts = async (context: Context, agreement: Judged, sharedOn: Day): Promise<AgreementFacts> => {
  const facts = await factsFor(context, agreement, sharedOn);
  const change = await changeFactsFor(context, agreement);
  if (change === null) return facts;
  return {
    ...facts,
    change,
    others: facts.others.filter((one) => one.id !== change.before.id),
    budgetLines: facts.budgetLines.map((line) => ({
      ...line,
      free: cents(line.free + change.freed.reduce((sum, one) => sum + (one.budgetLine === line.id ? one.freed : 0), 0)),
    })),
  };
};

/** Judges an agreement that was shared once more: models and rules are those of the day on which it was, room is that of now. */
export const judgedAgain = async (context: Context, agreement: StoredAgreement): Promise<AgreementVerdict> =>
  judge(await judgedFacts(context, agreement, dayOf(agreement.sharedAt)));
