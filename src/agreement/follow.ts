import { inWords, type Day } from "../kernel/day.ts";
import { daysIn as lengthOf, joined, overlap, type Period } from "../kernel/period.ts";
import { inEuros, least, minus, plus, share, total, zero, type Cents } from "../kernel/money.ts";
import { triedAll, type Check } from "../law/check.ts";
import { perLaw } from "../law/laws.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { worksheet } from "../law/worksheet.ts";
import { allocated, costOver, onlyTerms, termOf, type Agreement } from "./agreement.ts";
import type { Freed } from "./ending.ts";

/**
 * A budget line as a new award leaves it, for a running agreement. `before` is the last day of the award that it replaced, null for
 * the first on this line; `free` nothing on a line in conflict; `set` is what stands on the agreement's commitment there, whole, and
 * `left` what of that was not claimed. `drawn` is false for a line on which the agreement did not draw yet.
 */
export type FollowedLine = {
  id: string;
  function: string;
  awarded: Period | null;
  before: Day | null;
  ofAward: boolean;
  drawn: boolean;
  free: Cents;
  set: Cents;
  left: Cents;
};

/** Everything on which it is decided what a new award does to one running agreement. */
export type FollowFacts = { today: Day; agreement: Agreement; lines: readonly FollowedLine[]; release: string };

/** What a new award does: it ends the agreement, or money is set aside on lines or given back, and some may stay uncovered (niet gedekt). */
export type Followed =
  | { kind: "ends"; lastDay: Day }
  | {
      kind: "stays";
      joins: readonly string[];
      commits: readonly { budgetLine: string; amount: Cents }[];
      frees: readonly Freed[];
      short: Cents;
      findings: readonly Finding[];
      receipt: Receipt;
    };

const within = (agreement: Agreement, lines: readonly FollowedLine[]): Period[] =>
  joined(lines.flatMap(({ awarded }) => (awarded === null ? [] : (overlap(awarded, termOf(agreement)) ?? []))));

const daysOf = (periods: readonly Period[]): number =>
  periods.filter(({ until }) => until !== null).reduce((sum, stretch) => sum + lengthOf(stretch), 0);

/**
 * The lines that pay from now on: those on which the agreement drew, and of this award those for the same function, for days that no
 * other of them pays. A budget of the next period takes over so; a second budget for the same days is a choice of the holder.
 */
const joining = ({ agreement, lines }: FollowFacts): FollowedLine[] => {
  const own = lines.filter(({ drawn }) => drawn);
  return lines.filter(({ drawn, ofAward, awarded, function: code }) => {
    if (drawn || !ofAward || awarded === null || overlap(awarded, termOf(agreement)) === null) return false;
    return (
      own.some((line) => line.function === code) && !own.some((line) => line.awarded !== null && overlap(line.awarded, awarded) !== null)
    );
  });
};

/** The last day of an agreement whose award was withdrawn or shortened and of which no other award pays later days; null when it goes on. */
const lastDayOf = ({ today, agreement, lines }: FollowFacts, paying: readonly FollowedLine[]): Day | null => {
  const drawn = lines.filter((line) => line.drawn && line.ofAward);
  const days = within(agreement, paying);
  if (days.length === 0) return drawn.length === 0 ? null : today;
  const last = days.at(-1)?.until ?? null;
  const { until } = termOf(agreement);
  // That an award simply runs out ends nothing: the next one may still come.
  const shortened = last !== null && drawn.some(({ before }) => before !== null && last < before);
  return shortened && (until === null || last < until) ? last : null;
};

/**
 * What should stand aside in all: the expected cost over the awarded days. What the parties chose themselves holds for the budget on
 * which it was set aside, and for the days of a next one in proportion.
 */
const target = ({ agreement, lines }: FollowFacts, joins: readonly FollowedLine[]): Cents => {
  const own = lines.filter(({ drawn }) => drawn);
  const set = total(own.map((line) => line.set));
  if (agreement.setAside === null) return costOver(agreement, within(agreement, [...own, ...joins])) ?? set;
  const before = daysOf(within(agreement, own));
  return before === 0 ? set : plus(set, share(agreement.setAside, daysOf(within(agreement, joins)), before));
};

const article = perLaw("2b lid 1 a", "8b lid 1 a", "Rlz art. 5.17 lid 1");

type FollowCheck = Check<[short: Cents, last: Day | null]>;

const notCovered: FollowCheck["finds"] = (short, last) =>
  short <= zero
    ? null
    : {
        text: `Voor deze overeenkomst is ${inEuros(short)} te weinig apart gezet${last === null ? "" : ` voor zorg tot en met ${inWords(last)}`}. Er is niet genoeg vrij op het budget.`,
        remedy: "Wat al apart stond, blijft staan. Vraag de verstrekker om meer budget, of wijzig de overeenkomst.",
      };

/** The checks on running agreements when a new award comes. */
export const followChecks = {
  A165: { title: "De nieuwe toekenning dekt de lopende overeenkomst", outcome: "notice", article, finds: notCovered },
} as const satisfies Record<string, FollowCheck>;

/** What goes back of commitments that are larger than what is awarded still asks, from the lines of this award, the last first. */
const givenBack = (excess: Cents, lines: readonly FollowedLine[]): Freed[] => {
  let rest = excess;
  return lines
    .filter(({ drawn, ofAward }) => drawn && ofAward)
    .toReversed()
    .map(({ id, left }) => {
      const freed = least(left, rest);
      rest = minus(rest, freed);
      return { budgetLine: id, kept: minus(left, freed), freed };
    })
    .filter(({ freed }) => freed > zero);
};

/** Decides what a new award does to one running agreement: pure, from the same facts the same money and receipt. */
export const followed = (facts: FollowFacts): Followed => {
  const { agreement, lines, today } = facts;
  const joins = joining(facts);
  const paying = [...lines.filter(({ drawn }) => drawn), ...joins];
  const lastDay = lastDayOf(facts, paying);
  if (lastDay !== null) return { kind: "ends", lastDay };
  const wanted = target(facts, joins);
  const set = total(paying.map((line) => line.set));
  const missing = wanted > set ? minus(wanted, set) : zero;
  const open = [...joins, ...paying.filter(({ drawn, ofAward }) => drawn && ofAward)];
  const room = total(open.map(({ free }) => free));
  const fits = least(missing, room);
  const commits = fits > zero ? allocated(fits, open).filter(({ amount }) => amount > zero) : [];
  const frees = set > wanted ? givenBack(minus(set, wanted), lines) : [];
  const short = minus(missing, fits);
  const last = within(agreement, paying).at(-1)?.until ?? null;
  const sheet = worksheet(agreement.id, today);
  const law = article[agreement.law];
  sheet.line("zou apart moeten staan", wanted, law);
  sheet.line("stond apart", set, law, { origin: "ledger" });
  sheet.line("vrij op het budget", room, law, { origin: "ledger" });
  sheet.line("wordt apart gezet", fits, law);
  sheet.line("komt vrij", total(frees.map(({ freed }) => freed)), law);
  sheet.line("niet gedekt", short, law);
  const { rules, findings } = triedAll(followChecks, agreement.law, agreement.id, short, last);
  const made = receipt({
    subject: agreement.id,
    legalDay: today,
    release: facts.release,
    given: {
      today,
      release: facts.release,
      agreement: { ...onlyTerms(agreement), id: agreement.id, state: agreement.state, endedOn: agreement.endedOn },
      lines: lines.map(onlyLine),
    },
    rules,
    sheet: sheet.lines,
    findings,
    outcome: short > zero ? "short" : "covered",
  });
  return { kind: "stays", joins: joins.map(({ id }) => id), commits, frees, short, findings, receipt: made };
};

const onlyLine = (line: FollowedLine): FollowedLine => ({
  id: line.id,
  function: line.function,
  awarded: line.awarded === null ? null : { from: line.awarded.from, until: line.awarded.until },
  before: line.before,
  ofAward: line.ofAward,
  drawn: line.drawn,
  free: line.free,
  set: line.set,
  left: line.left,
});
