import { inWords } from "../kernel/day.ts";
import { inEuros, zero, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import { statuses } from "../party/status.ts";
import { insertAdjustment } from "./adjustment-queries.ts";
import { explain } from "./explain.ts";
import { judgeKept, type KeptVerdict } from "./kept.ts";
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
  await tell(context, agreement, verdict);
  return verdict.freed;
};

// Who died is not told that money came free on his budget.
const tell = async (context: Context, agreement: StoredAgreement, { freed, until }: KeptVerdict): Promise<void> => {
  const { holder, provider, number, id } = agreement;
  if ((await statuses(context.tx, [holder])).get(holder)?.diedOn !== null) return;
  const usable = (await awardedOf(context, agreement)).some((awarded) => awarded.until === null || awarded.until >= context.today);
  const names = await namesOf(context.tx, [provider]);
  await notify(context, {
    person: holder,
    kind: usable ? "agreement-freed" : "agreement-freed-late",
    about: { kind: "agreement", id },
    values: {
      nummer: number,
      zorgverlener: names.get(provider)?.name ?? "(naam verwijderd)",
      vrij: inEuros(freed),
      dag: inWords(until),
    },
  });
};
