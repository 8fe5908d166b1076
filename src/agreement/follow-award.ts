import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { inEuros, total, zero } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command, type Context, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { awardById, linesOfHolder, type AwardFound } from "../budget/read.ts";
import { signalFunder } from "../budget/signal-funder.ts";
import { idField } from "../party/person.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import { endByItself } from "./end.ts";
import { explain } from "./explain.ts";
import { followed, type Followed, type FollowedLine } from "./follow.ts";
import { agreementById, withAllocations, type StoredAgreement } from "./load.ts";
import { insertAdjustment, runningInOrder } from "./adjustment-queries.ts";
import { giveBack, openCommitments, setAside, standingsOf } from "./settle.ts";

/** The lines of a holder that matter for an agreement of this funder and law, as they are now. */
const linesFor = async (context: Context, agreement: StoredAgreement, award: AwardFound): Promise<FollowedLine[]> => {
  const standings = new Map((await standingsOf(context, agreement)).map((one) => [one.budgetLine, one]));
  return (await linesOfHolder(context.tx, agreement.holder))
    .filter(({ line }) => line.funder === agreement.funder && line.law === agreement.law)
    .map(({ line, room: { free, conflict } }) => {
      const standing = standings.get(line.id);
      const given = award.lines.find(({ id }) => id === line.id);
      return {
        id: line.id,
        function: line.function,
        awarded: line.awarded > zero ? { from: line.from, until: line.until } : null,
        before: given?.before ?? null,
        ofAward: given !== undefined,
        drawn: standing !== undefined,
        free: conflict > zero ? zero : free,
        set: standing?.set ?? zero,
        left: standing?.left ?? zero,
      };
    });
};

const join = async (context: Context, agreement: StoredAgreement, lines: readonly string[]): Promise<StoredAgreement> => {
  if (lines.length === 0) return agreement;
  await openCommitments(context, { ...agreement, after: agreement.allocations.length }, lines);
  return agreementById(context.tx, agreement.id);
};

type Stays = Extract<Followed, { kind: "stays" }>;

const tell = async (context: Context, { id, number, holder, provider, funder }: StoredAgreement, stays: Stays): Promise<void> => {
  const names = await namesOf(context.tx, [holder, provider]);
  const nameOf = (person: string): string => names.get(person)?.name ?? "(naam verwijderd)";
  const about = { kind: "agreement", id };
  const values = { nummer: number, zorgverlener: nameOf(provider), budgethouder: nameOf(holder) };
  const set = inEuros(total(stays.commits.map(({ amount }) => amount)));
  if (stays.short === zero) {
    const freed = inEuros(total(stays.frees.map((one) => one.freed)));
    await notify(context, { person: holder, kind: "award-followed", about, values: { ...values, apart: set, vrij: freed } });
    return;
  }
  await notify(context, { person: holder, kind: "award-short", about, values: { ...values, apart: set, tekort: inEuros(stays.short) } });
  await notify(context, { person: provider, kind: "award-short-provider", about, values });
  await signalFunder(context, { holder, funder, kind: "agreement-short", about: id, due: context.today });
};

const changes = ({ joins, commits, frees, short }: Stays): boolean =>
  joins.length > 0 || commits.length > 0 || frees.length > 0 || short > zero;

/** Carries out what an award does to one agreement; true when it did something. */
const followOne = async (context: Context, agreement: StoredAgreement, award: AwardFound): Promise<boolean> => {
  const lines = await linesFor(context, agreement, award);
  const outcome = followed({ today: context.today, agreement, lines, release: context.release });
  if (outcome.kind === "ends") {
    await endByItself(context, agreement, { ground: "award-ended", lastDay: outcome.lastDay, cause: null });
    return true;
  }
  if (!changes(outcome)) return false;
  const joined = await join(context, agreement, outcome.joins);
  await setAside(context, joined, outcome.commits);
  await giveBack(context, joined, outcome.frees);
  await insertAdjustment(context.tx, {
    id: context.mint("adjustment"),
    agreement_id: agreement.id,
    command_id: context.command,
    award_id: award.id,
    cause: "award",
    committed: total(outcome.commits.map(({ amount }) => amount)),
    freed: total(outcome.frees.map(({ freed }) => freed)),
    short: outcome.short,
    adjusted_at: context.at,
    receipt_id: explain(context, agreement, outcome.receipt),
  });
  await tell(context, joined, outcome);
  return true;
};

/**
 * A new award commits the running agreements of its holder, in the order of their approval: a next period, a raise or a lowering. What
 * was withdrawn or shortened ends them; what does not fit stays uncovered, and is told. Answers how many agreements it changed.
 */
export const followAward: Command<{ award: string }, { agreements: number }> = {
  kind: "agreement.follow-award",
  input: z.strictObject({ award: idField }),
  concern: async (tx, { award }) => {
    const found = await awardById(tx, award);
    if (found === null) throw new Refusal("budget-unknown");
    return { holder: found.holder, organisations: [found.funder] };
  },
  handle: async (context, { award: id }) => {
    const award = await awardById(context.tx, id);
    // Its successor is followed by itself, with the whole new situation.
    if (award === null || award.replaced) return { agreements: 0 };
    const running = await withAllocations(context.tx, await runningInOrder(context.tx, award));
    let agreements = 0;
    for (const agreement of running) if (await followOne(context, agreement, award)) agreements += 1;
    return { agreements };
  },
};

/** Lets the running agreements of a holder follow an award, where there are any; the job that each award leaves. */
export const letAgreementsFollow = async (door: Door, award: string): Promise<void> => {
  const concerned = await reading(door.db, { scope: "svb" }, async (tx) => {
    const found = await awardById(tx, award);
    return found !== null && !found.replaced && (await runningInOrder(tx, found)).length > 0;
  });
  if (concerned) await command(door, followAward, { award }, { actor: service("follow-award"), key: `follow-award:${award}` });
};
