import { z } from "zod";
import { service } from "../kernel/actor.ts";
import type { Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Finding } from "../law/receipt.ts";
import { command, type Command, type Context, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { recordDeath, recordProviderEnd } from "../party/end-of-party.ts";
import { dayField, idField } from "../party/person.ts";
import { statuses } from "../party/status.ts";
import { endByItself, tryLapsing, type EndTrial } from "./end.ts";
import { agreementById, concernOf, withAllocations, type StoredAgreement } from "./load.ts";
import { partyEndFindings, partyEvents, type PartyEvent } from "./party-end.ts";
import { runningOf } from "./queries.ts";
import { faultsFrom } from "./share.ts";

const reportSchema = z.strictObject({
  agreement: idField,
  event: z.enum(partyEvents),
  on: dayField,
  personal: z.strictObject({
    source: z
      .string("Schrijf hoe u dit weet.")
      .trim()
      .min(5, "Schrijf hoe u dit weet, bijvoorbeeld: bericht van de gemeente.")
      .max(500, "Maak dit korter: hoogstens 500 tekens."),
  }),
});
export type GivenPartyEnd = z.infer<typeof reportSchema>;
type Reported = Pick<GivenPartyEnd, "event" | "on">;

/** The day on which each party of an agreement was recorded as gone, or null. */
type Gone = { holder: Day | null; provider: { died: Day | null; ended: Day | null; kind: "person" | "institution" } };

const goneOf = async (context: Pick<Context, "tx">, { holder, provider }: Pick<StoredAgreement, "holder" | "provider">): Promise<Gone> => {
  const found = await statuses(context.tx, [holder, provider]);
  const known = found.get(provider);
  return {
    holder: found.get(holder)?.diedOn ?? null,
    provider: { died: known?.diedOn ?? null, ended: known?.provider?.endedOn ?? null, kind: known?.provider?.kind ?? "person" },
  };
};

const knownDay = (gone: Gone, event: PartyEvent): Day | null =>
  event === "holder-died" ? gone.holder : event === "provider-died" ? gone.provider.died : gone.provider.ended;

const judged = async (context: Context, agreement: StoredAgreement, { event, on }: Reported): Promise<Finding[]> => {
  const gone = await goneOf(context, agreement);
  return partyEndFindings({
    today: context.today,
    agreement: agreement.id,
    law: agreement.law,
    event,
    on,
    provider: gone.provider.kind,
    known: knownDay(gone, event),
  });
};

/** The running agreements that end with this one in the same step: all of a holder who died, else this one alone. */
const endingNow = async (context: Context, agreement: StoredAgreement, event: PartyEvent): Promise<StoredAgreement[]> =>
  event === "holder-died"
    ? withAllocations(context.tx, await runningOf(context.tx, { holder: agreement.holder }))
    : agreement.state === "approved"
      ? [agreement]
      : [];

/** What would come of reporting that a party is no more; nothing is stored. */
export const tryPartyEnd = async (context: Context, agreement: string, { event, on }: Reported): Promise<EndTrial> => {
  const stored = await agreementById(context.tx, agreement);
  return {
    findings: await judged(context, stored, { event, on }),
    ...(await tryLapsing(context, await endingNow(context, stored, event), { ground: event, lastDay: on })),
  };
};

/**
 * A funder or the SVB reports that the holder or provider died, or that an institution stopped: it is recorded, and the agreement
 * ends on that day. A holder's other agreements end with it; those of a provider follow one by one. iPgb OP507.
 */
export const reportPartyEnd: Command<GivenPartyEnd, { agreements: number }> = {
  kind: "agreement.report-party-end",
  input: reportSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement: about, event, on }) => {
    const agreement = await agreementById(context.tx, about);
    const found = await judged(context, agreement, { event, on });
    if (found.length > 0) throw new Refusal("agreement-needs-repair", faultsFrom(found));
    const ending = await endingNow(context, agreement, event);
    if (ending.length === 0) throw new Refusal("agreement-not-now");
    const person = event === "holder-died" ? agreement.holder : agreement.provider;
    await (event === "provider-ended" ? recordProviderEnd : recordDeath)(context, person, on);
    for (const one of ending) await endByItself(context, one, { ground: event, lastDay: on, cause: null });
    if (event !== "holder-died") context.later({ name: "follow-party", data: { provider: agreement.provider } });
    return { agreements: ending.length };
  },
};

/** An agreement ends because its provider is no more, as was recorded on another agreement (volgt het einde van een partij). */
export const lapseAgreement: Command<{ agreement: string }, null> = {
  kind: "agreement.lapse",
  input: z.strictObject({ agreement: idField }),
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement: about }) => {
    const agreement = await agreementById(context.tx, about);
    if (agreement.state !== "approved") throw new Refusal("agreement-not-now");
    const { provider } = await goneOf(context, agreement);
    const end: { ground: PartyEvent; lastDay: Day | null } =
      provider.died === null ? { ground: "provider-ended", lastDay: provider.ended } : { ground: "provider-died", lastDay: provider.died };
    if (end.lastDay === null) throw new Refusal("agreement-not-now");
    await endByItself(context, agreement, { ground: end.ground, lastDay: end.lastDay, cause: null });
    return null;
  },
};

/** Ends every agreement that a provider still has, after it was recorded that it is no more. Answers how many; what ended meanwhile is left. */
export const followProvider = async (door: Door, provider: string): Promise<number> => {
  const running = await reading(door.db, { scope: "svb" }, (tx) => runningOf(tx, { provider }));
  let ended = 0;
  for (const { id: agreement } of running) {
    try {
      await command(door, lapseAgreement, { agreement }, { actor: service("follow-party") });
      ended += 1;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "busy") throw error;
    }
  }
  return ended;
};
