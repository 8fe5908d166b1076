import { z } from "zod";
import { latest, type Day } from "../kernel/day.ts";
import { total, type Cents } from "../kernel/money.ts";
import { overlap } from "../kernel/period.ts";
import { Refusal } from "../kernel/refusal.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { worksheet } from "../law/worksheet.ts";
import type { Command, Context } from "../db/command.ts";
import { dayField, idField } from "../party/person.ts";
import { onlyTerms } from "./agreement.ts";
import { tellWithdrawn } from "./change-notices.ts";
import {
  chosenGrounds,
  earliestEnd,
  freedBy,
  groundBy,
  groundName,
  judgeEnding,
  lastDayOn,
  told,
  type EndingFacts,
  type EndingParty,
  type EndingVerdict,
  type Freed,
  type Ground,
} from "./ending.ts";
import { explain } from "./explain.ts";
import { agreementById, begunOn, concernOf, runningBeyond, sicknessOf, type StoredAgreement } from "./load.ts";
import { openSickness } from "./sickness.ts";
import { moveAgreement } from "./move.ts";
import { endingOf, insertEnding, setEnded } from "./queries.ts";
import { awardedOf, giveBack, standingsOf } from "./settle.ts";
import { faultsFrom } from "./share.ts";
import { tellEnd } from "./tell-end.ts";
import { changeAround } from "./version-queries.ts";

const endSchema = z.strictObject({
  agreement: idField,
  ground: z.enum(chosenGrounds),
  lastDay: dayField,
  personal: z.strictObject({
    cause: z.string().trim().min(10, "Schrijf in een paar woorden waarom u stopt: minstens tien tekens.").max(2_000),
  }),
});
export type GivenEnding = z.infer<typeof endSchema>;

/** For whom somebody ends an agreement: who may act for the holder does so for the holder, also where he is the provider. */
const partyOf = ({ provider, reach }: Context["actor"], agreement: StoredAgreement): EndingParty =>
  provider === agreement.provider && !reach.some(({ holder, scopes }) => holder === agreement.holder && scopes.includes("sign"))
    ? "provider"
    : "holder";

const factsOf = async (
  context: Context,
  agreement: StoredAgreement,
  given: Pick<GivenEnding, "ground" | "lastDay">,
): Promise<EndingFacts> => ({
  today: context.today,
  agreement,
  begun: await begunOn(context.tx, agreement),
  by: partyOf(context.actor, agreement),
  ground: given.ground,
  lastDay: given.lastDay,
  sick: openSickness(await sicknessOf(context.tx, agreement.number)) !== null,
  awarded: await awardedOf(context, agreement),
  standings: await standingsOf(context, agreement),
  running: await Promise.all(
    (await runningBeyond(context.tx, agreement, given.lastDay)).map(async (one) => ({
      agreement: one,
      awarded: await awardedOf(context, one),
      standings: await standingsOf(context, one),
    })),
  ),
  confirmed: [...(await context.confirmed())].sort(),
  release: context.release,
});

/** A change that waits for somebody falls away with the version that it would replace. */
const dropChange = async (context: Context, version: StoredAgreement): Promise<void> => {
  const { open } = await changeAround(context.tx, version.id);
  if (open === null) return;
  const change = await agreementById(context.tx, open.id);
  await moveAgreement(context, change, "withdraw");
  await tellWithdrawn(context, change);
};

type Lapsed = { lastDay: Day; money: readonly Freed[]; receipt: Receipt };
type End = Lapsed & { ground: Ground; cause: string | null };

/** The end of an agreement as people see it: where an earlier version still runs, the last day is the one of that. */
const asOne = (own: Lapsed, running: readonly Lapsed[]): Pick<Lapsed, "lastDay" | "money"> => ({
  lastDay: running.length === 0 ? own.lastDay : running.map(({ lastDay }) => lastDay).reduce((a, b) => latest(a, b)),
  money: [own, ...running].flatMap(({ money }) => money),
});

/** A version has its last day, why, and the money that comes free. */
const record = async (context: Context, agreement: StoredAgreement, end: End): Promise<void> => {
  await setEnded(context.tx, agreement.id, end.lastDay);
  await giveBack(context, agreement, end.money);
  await insertEnding(context.tx, {
    agreement_id: agreement.id,
    rank: ((await endingOf(context.tx, agreement.id))?.rank ?? 0) + 1,
    ground: end.ground,
    last_day: end.lastDay,
    cause: end.cause === null ? null : await context.keep(Buffer.from(end.cause), "text/plain", agreement.holder),
    freed: total(end.money.map(({ freed }) => freed)),
    kept: total(end.money.map(({ kept }) => kept)),
    person: context.actor.person,
    ended_at: context.at,
    receipt_id: explain(context, agreement, end.receipt),
  });
};

/**
 * Ends an agreement: its state, its last day, why, and the money that comes free; and with it, sooner than they would, versions that
 * still run until it takes over. Throws `agreement-not-now` where it is not running.
 */
const endAgreement = async (
  context: Context,
  agreement: StoredAgreement,
  end: End,
  running: readonly (Lapsed & { version: StoredAgreement })[],
): Promise<void> => {
  await moveAgreement(context, agreement, "end");
  await record(context, agreement, end);
  await dropChange(context, agreement);
  for (const { version, ...lapsed } of running) await record(context, version, { ...lapsed, ground: end.ground, cause: end.cause });
  // Who made a new version is told of that.
  if (end.ground === "replaced") return;
  await tellEnd(context, agreement, { ...end, ...asOne(end, running) });
};

/** A ground that nobody chooses: it follows from something else, and needs no notice. */
export type OwnGround = Exclude<Ground, (typeof chosenGrounds)[number] | "resigned">;

/** What comes of a version that ends on a day, as far as it reaches: its last day, the money that stays and that comes free, and why. Stores nothing. */
const lapsing = async (
  context: Context,
  agreement: StoredAgreement,
  { ground, lastDay: wanted }: { ground: Ground; lastDay: Day },
): Promise<Lapsed> => {
  const lastDay = lastDayOn(agreement, wanted);
  const awarded = await awardedOf(context, agreement);
  const standings = await standingsOf(context, agreement);
  const money = freedBy(agreement, awarded, standings, lastDay);
  const sheet = worksheet(agreement.id, context.today);
  const article = told[agreement.law];
  sheet.line("grond", { unit: "text", text: groundName[ground] }, article);
  sheet.line("laatste dag", { unit: "day", day: lastDay }, article);
  for (const { kept, freed } of money) {
    sheet.line("blijft apart voor zorg tot en met de laatste dag", kept, article, { origin: "ledger" });
    sheet.line("komt vrij op het budget", freed, article, { origin: "ledger" });
  }
  const made = receipt({
    subject: agreement.id,
    legalDay: context.today,
    release: context.release,
    given: {
      terms: onlyTerms(agreement),
      ground,
      lastDay,
      awarded: awarded.flatMap((one) => overlap(one, agreement.period) ?? []).map(({ from, until }) => ({ from, until })),
      standings: standings.map(({ budgetLine, left, used }) => ({ budgetLine, left, used })),
    },
    rules: [],
    sheet: sheet.lines,
    findings: [],
    outcome: "ended",
  });
  return { lastDay, money, receipt: made };
};

type Wanted = { ground: Ground; lastDay: Day };

/** The versions that still run and end with this one. Who disapproves of a change leaves the old terms alone until it would have begun. */
const runningWith = async (
  context: Context,
  agreement: StoredAgreement,
  wanted: Wanted,
): Promise<(Lapsed & { version: StoredAgreement })[]> => {
  if (wanted.ground === "disapproved") return [];
  const found: (Lapsed & { version: StoredAgreement })[] = [];
  for (const version of await runningBeyond(context.tx, agreement, wanted.lastDay))
    found.push({ version, ...(await lapsing(context, version, wanted)) });
  return found;
};

/** What would come of agreements that end by themselves: what stands in the way, which end when, and what stays and comes free of their money. */
export type EndTrial = {
  findings: readonly Finding[];
  agreements: readonly { number: string; lastDay: Day }[];
  kept: Cents;
  freed: Cents;
};

/** What would come of ending these agreements on a day (dry run); nothing is stored. */
export const tryLapsing = async (
  context: Context,
  agreements: readonly StoredAgreement[],
  end: { ground: OwnGround; lastDay: Day },
): Promise<Omit<EndTrial, "findings">> => {
  const found: { number: string; lastDay: Day; money: readonly Freed[] }[] = [];
  for (const one of agreements) {
    const whole = asOne(await lapsing(context, one, end), await runningWith(context, one, end));
    found.push({ number: one.number, ...whole });
  }
  const money = found.flatMap((one) => one.money);
  return {
    agreements: found.map(({ number, lastDay }) => ({ number, lastDay })),
    kept: total(money.map(({ kept }) => kept)),
    freed: total(money.map(({ freed }) => freed)),
  };
};

/** Ends an agreement for a ground that nobody chooses: no notice; what care until the last day may cost stays set aside. */
export const endByItself = async (
  context: Context,
  agreement: StoredAgreement,
  { ground, lastDay, cause }: { ground: OwnGround; lastDay: Day; cause: string | null },
): Promise<void> => {
  const wanted = { ground, lastDay };
  const running = await runningWith(context, agreement, wanted);
  await endAgreement(context, agreement, { ground, cause, ...(await lapsing(context, agreement, wanted)) }, running);
};

/** What would come of ending an agreement so (dry run), for whom it would be ended, and the earliest last day with notice given today. */
export const tryEnding = async (
  context: Context,
  agreement: string,
  given: Pick<GivenEnding, "ground"> & { lastDay: Day | null },
): Promise<{ by: EndingParty; lastDay: Day; earliest: Day; verdict: EndingVerdict }> => {
  const stored = await agreementById(context.tx, agreement);
  const facts = await factsOf(context, stored, { ...given, lastDay: given.lastDay ?? context.today });
  const soonest = earliestEnd(facts);
  const lastDay = given.lastDay ?? (given.ground === "notice" ? soonest : context.today);
  return { by: facts.by, lastDay, earliest: soonest, verdict: judgeEnding({ ...facts, lastDay }) };
};

/** The holder or the provider ends an agreement (opzeggen, beëindigen): both with notice; the holder also in consent, or at once for an urgent cause. */
export const terminateAgreement: Command<GivenEnding, null> = {
  kind: "agreement.end",
  input: endSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, given) => {
    const agreement = await agreementById(context.tx, given.agreement);
    if (agreement.state !== "approved") throw new Refusal("agreement-not-now");
    const verdict = judgeEnding(await factsOf(context, agreement, given));
    if (verdict.outcome === "repair") throw new Refusal("agreement-needs-repair", faultsFrom(verdict.findings));
    const { lastDay } = given;
    const ground = groundBy(given.ground, partyOf(context.actor, agreement));
    const running = await runningWith(context, agreement, { ground, lastDay });
    const { money, receipt: why } = verdict;
    await endAgreement(context, agreement, { ground, lastDay, cause: given.personal.cause, money, receipt: why }, running);
    return null;
  },
};
