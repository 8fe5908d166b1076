import { inWords } from "../kernel/day.ts";
import { inEuros, zero, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import { insertAdjustment } from "./adjustment-queries.ts";
import { explain } from "./explain.ts";
import { judgeKept } from "./kept.ts";
import type { StoredAgreement } from "./load.ts";
import { awardedOf, giveBack, standingsOf } from "./settle.ts";

/**
 * Gives back what is left of an agreement whose care can no longer be declared on time (vrijval), and tells the holder. Answers how
 * much came free: nothing while the term runs. Nothing of the agreement may wait any more: that is for the caller to know.
 */
export const freeKept = async (context: Context, agreement: StoredAgreement): Promise<Cents> => {
  const standings = await standingsOf(context, agreement);
  const confirmed = [...(await context.confirmed())].sort();
  const verdict = judgeKept({ today: context.today, agreement, standings, confirmed, release: context.release });
  if (verdict === null || verdict.freed === zero) return zero;
  await giveBack(context, agreement, verdict.money);
  await insertAdjustment(context.tx, {
    id: context.mint("adjustment"),
    agreement_id: agreement.id,
    command_id: context.command,
    award_id: null,
    cause: "terms-over",
    committed: zero,
    freed: verdict.freed,
    short: zero,
    adjusted_at: context.at,
    receipt_id: explain(context, agreement, verdict.receipt),
  });
  const usable = (await awardedOf(context, agreement)).some(({ until }) => until === null || until >= context.today);
  const names = await namesOf(context.tx, [agreement.provider]);
  await notify(context, {
    person: agreement.holder,
    kind: usable ? "agreement-freed" : "agreement-freed-late",
    about: { kind: "agreement", id: agreement.id },
    values: {
      nummer: agreement.number,
      zorgverlener: names.get(agreement.provider)?.name ?? "(naam verwijderd)",
      vrij: inEuros(verdict.freed),
      dag: inWords(verdict.until),
    },
  });
  return verdict.freed;
};
