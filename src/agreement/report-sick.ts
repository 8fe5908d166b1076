import { z } from "zod";
import { inWords, latest, plusDays, type Day } from "../kernel/day.ts";
import { isId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import { dayField } from "../party/person.ts";
import { endByItself } from "./end.ts";
import { agreementById, concernOf, sicknessOf, withAllocations, type StoredAgreement } from "./load.ts";
import { insertSickness, setRecovered, standInsFor } from "./sickness-queries.ts";
import { faultsFrom } from "./share.ts";
import { openSickness, sickFindings, type SickReport } from "./sickness.ts";

const schema = z.strictObject({ agreement: z.string().refine(isId, "Dit is geen bestaand kenmerk."), on: dayField });
type Given = z.infer<typeof schema>;

const judged = async (context: Context, id: string, report: SickReport): Promise<StoredAgreement> => {
  const agreement = await agreementById(context.tx, id);
  if (agreement.state !== "approved") throw new Refusal("agreement-not-now");
  const known = await sicknessOf(context.tx, agreement.number);
  const found = sickFindings({ today: context.today, agreement, report, known });
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
        ? "Het loon loopt door zoals de wet dat zegt. De salarisadministratie krijgt dit door."
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
 * The provider works again from a day on (betermelding): whoever stood in stops, at the earliest today, for what was worked until
 * somebody said so is paid. Answers how many agreements of replacement ended.
 */
export const reportRecovered: Command<Given, { replacements: number }> = {
  kind: "agreement.recovered",
  input: schema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement: id, on }) => {
    const agreement = await judged(context, id, { what: "recovered", on });
    const open = openSickness(await sicknessOf(context.tx, agreement.number));
    if (open === null) throw new Error(`agreement ${id} was judged sick and is not`);
    await setRecovered(context.tx, open.id, on);
    const replacements = await withAllocations(context.tx, await standInsFor(context.tx, agreement.number));
    for (const one of replacements)
      await endByItself(context, one, { ground: "recovered", lastDay: latest(context.today, plusDays(on, -1)), cause: null });
    await tell(context, agreement, "provider-recovered", on);
    return { replacements: replacements.length };
  },
};
