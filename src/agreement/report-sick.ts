import { z } from "zod";
import { inWords, latest, plusDays, type Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import { dayField, idField } from "../party/person.ts";
import { tellNotNeeded } from "./change-notices.ts";
import { endByItself } from "./end.ts";
import { agreementById, begunOn, concernOf, sicknessOf, withAllocations, type StoredAgreement } from "./load.ts";
import { moveAgreement } from "./move.ts";
import { insertSickness, setRecovered, standInsFor } from "./sickness-queries.ts";
import { faultsFrom } from "./share.ts";
import { openSickness, sickFindings, type SickReport } from "./sickness.ts";

const schema = z.strictObject({ agreement: idField, on: dayField });
type Given = z.infer<typeof schema>;

const judged = async (context: Context, id: string, report: SickReport): Promise<StoredAgreement> => {
  const agreement = await agreementById(context.tx, id);
  if (agreement.state !== "approved") throw new Refusal("agreement-not-now");
  const known = await sicknessOf(context.tx, agreement.number);
  // Somebody can be sick before a change begins that is agreed already: the parties count, not the version.
  const sinceBegun = { ...agreement, period: { ...agreement.period, from: await begunOn(context.tx, agreement) } };
  const found = sickFindings({ today: context.today, agreement: sinceBegun, report, known });
  if (found.length > 0) throw new Refusal("agreement-needs-repair", faultsFrom(found));
  return agreement;
};

const tell = async (context: Context, agreement: StoredAgreement, kind: "provider-sick" | "provider-recovered", on: Day): Promise<void> => {
  const names = await namesOf(context.tx, [agreement.holder, agreement.provider]);
  const values = {
    nummer: agreement.number,
    dag: inWords(on),
    zorgverlener: names.get(agreement.provider)?.name ?? "(naam verwijderd)",
    gevolg:
      agreement.kind === "employment"
        ? "Het loon loopt door zoals de wet dat zegt."
        : "Voor de ziektedagen betalen wij niet uit deze overeenkomst.",
  };
  for (const person of [agreement.holder, agreement.provider])
    await notify(context, { person, kind, about: { kind: "agreement", id: agreement.id }, values });
};

/** The holder or the provider reports that the provider is sick from a day on (ziekmelding). */
export const reportSick: Command<Given, null> = {
  kind: "agreement.report-sick",
  input: schema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement: id, on }) => {
    const agreement = await judged(context, id, { what: "sick", on });
    await insertSickness(context.tx, {
      id: context.mint("sickness"),
      agreement_id: agreement.id,
      from_day: on,
      recovered_on: null,
      reported_by: context.actor.person,
      reported_at: context.at,
    });
    await tell(context, agreement, "provider-sick", on);
    return null;
  },
};

/**
 * Whoever stood in stops, at the earliest today. What must still be approved and has begun by then is ended when it is (`approve`),
 * so that its days are paid; what would begin later falls away.
 */
const stopStandIns = async (context: Context, number: string, lastDay: Day): Promise<number> => {
  const found = await withAllocations(context.tx, await standInsFor(context.tx, number));
  const running = found.filter(({ state }) => state === "approved");
  for (const one of running) await endByItself(context, one, { ground: "recovered", lastDay, cause: null });
  const pending = found.filter(({ state, replaces, period }) => state !== "approved" && replaces === null && period.from > lastDay);
  for (const one of pending) {
    await moveAgreement(context, one, "withdraw");
    await tellNotNeeded(context, one);
  }
  return running.length + pending.length;
};

/**
 * The provider works again from a day on (betermelding), and whoever stood in stops, for until somebody said so there was reason to
 * work. Answers how many agreements of replacement that ended.
 */
export const reportRecovered: Command<Given, { replacements: number }> = {
  kind: "agreement.recovered",
  input: schema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement: id, on }) => {
    const agreement = await judged(context, id, { what: "recovered", on });
    const open = openSickness(await sicknessOf(context.tx, agreement.number));
    if (open === null) throw new Error(`agreement ${id} was judged sick and is not`);
    await setRecovered(context.tx, open.id, { on, by: context.actor.person, at: context.at });
    const replacements = await stopStandIns(context, agreement.number, latest(context.today, plusDays(on, -1)));
    await tell(context, agreement, "provider-recovered", on);
    return { replacements };
  },
};
