import { daysBetween, inWords, plusDays, type Day } from "../kernel/day.ts";
import { zero, type Cents } from "../kernel/money.ts";
import { includes, type Period } from "../kernel/period.ts";
import { heaviest, triedAll, type Check } from "../law/check.ts";
import type { Articles, Law } from "../law/laws.ts";
import { suspensionTerm } from "../law/limits.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { worksheet, type Worksheet } from "../law/worksheet.ts";

/**
 * Why a funder may have payments put off: what it would revise or withdraw the award for (Wmo 2015 art. 2.3.10 lid 1 a, d en e), or a
 * budget that was lowered below what was promised (declaratiestop, iPgb OP504). A suspicion may last so many weeks, a stop until it is
 * settled.
 */
export const suspensionGrounds = ["wrong-data", "conditions", "other-purpose", "budget-conflict"] as const;
export type SuspensionGround = (typeof suspensionGrounds)[number];

/** A ground as people read it. */
export const suspensionGroundName: Readonly<Record<SuspensionGround, string>> = {
  "wrong-data": "er zijn onjuiste of onvolledige gegevens gegeven",
  conditions: "de voorwaarden van het pgb worden niet nageleefd",
  "other-purpose": "het pgb wordt niet of voor iets anders gebruikt",
  "budget-conflict": "er is na een verlaging meer afgesproken of uitgegeven dan er budget is",
};

/** Payments under an agreement put off (opschorting): `until` is the last day; `liftedOn` the day on which the funder ended it sooner. */
export type Suspension = { from: Day; until: Day; liftedOn: Day | null; ground: SuspensionGround };

/** The days on which payments wait: on the day of lifting they go again. Null when it was lifted on its first day. */
export const suspendedDays = ({ from, until, liftedOn }: Suspension): Period | null => {
  const last = liftedOn === null ? until : plusDays(liftedOn, -1);
  return last < from ? null : { from, until: last < until ? last : until };
};

/** The suspension that holds payments on a day, or null. */
export const suspensionOn = <One extends Suspension>(known: readonly One[], on: Day): One | null =>
  known.find((one) => {
    const days = suspendedDays(one);
    return days !== null && includes(days, on);
  }) ?? null;

/** Everything on which a request to put payments off is judged, as plain data. */
export type SuspensionFacts = {
  today: Day;
  release: string;
  agreement: { id: string; law: Law; state: string };
  asked: { until: Day; ground: SuspensionGround };
  known: readonly Suspension[];
  /** What a lowered award could not take back on the budget lines of the agreement, in cents. */
  conflict: Cents;
  confirmed: readonly string[];
};

type Given = { facts: SuspensionFacts; sheet: Worksheet };
type SuspensionCheck = Check<[given: Given]>;

const article: Articles = {
  wmo: "Uitv.reg. Wmo 2015 art. 2b lid 6 g; Wmo 2015 art. 2.3.10 lid 1",
  jeugdwet: "Regeling Jeugdwet art. 8b lid 6; Jeugdwet art. 8.1.4 lid 1",
  wlz: "Rlz art. 5.20 lid 2",
};

const stop: Articles = {
  wmo: "Uitv.reg. Wmo 2015 art. 2b lid 6 a en g; iPgb OP504",
  jeugdwet: "Regeling Jeugdwet art. 8b lid 6; iPgb OP504",
  wlz: "Rlz art. 5.20 lid 2; iPgb OP504",
};

const lengthOf = ({ from, until }: Period): number => (until === null ? 0 : daysBetween(from, until) + 1);

const notRunning: SuspensionCheck["finds"] = ({ facts: { agreement } }) =>
  agreement.state === "approved" || agreement.state === "ended"
    ? null
    : {
        text: "Deze overeenkomst is niet goedgekeurd. Wij betalen er nog niet uit.",
        remedy: "Kies een overeenkomst die loopt of eindigde.",
      };

const alreadySuspended: SuspensionCheck["finds"] = ({ facts: { known, today } }) => {
  const open = suspensionOn(known, today);
  return open === null
    ? null
    : {
        text: `De betaling is al opgeschort tot en met ${inWords(open.until)}.`,
        remedy: "Wacht die af, of hef die eerst op.",
      };
};

const dayUnfit: SuspensionCheck["finds"] = ({ facts: { today, asked } }) =>
  asked.until >= today ? null : { text: `${inWords(asked.until)} is al voorbij.`, remedy: `Kies ${inWords(today)} of een latere dag.` };

/** No longer than the law lets a suspicion last, all times on one ground together. */
const tooLong: SuspensionCheck["finds"] = ({ facts: { today, asked, known, agreement }, sheet }) => {
  if (asked.ground === "budget-conflict") return null;
  const term = sheet.consult(suspensionTerm[agreement.law]);
  if (!term.known || asked.until < today) return null;
  const before = known
    .filter(({ ground }) => ground === asked.ground)
    .flatMap((one) => suspendedDays(one) ?? [])
    .reduce((sum, days) => sum + lengthOf(days), 0);
  const most = 7 * term.value;
  if (before + lengthOf({ from: today, until: asked.until }) <= most) return null;
  const left = most - before;
  const text = `Om deze reden kan een betaling ${String(term.value)} weken worden opgeschort.`;
  const remedy =
    left > 0
      ? `Kies ten laatste ${inWords(plusDays(today, left - 1))}.`
      : "Die zijn om. Neem een besluit over het pgb, of hef de opschorting op.";
  return { outcome: term.settled ? "repair" : "notice", text, remedy };
};

/** A stop because of a conflict needs one. */
const noConflict: SuspensionCheck["finds"] = ({ facts: { asked, conflict } }) =>
  asked.ground !== "budget-conflict" || conflict > zero
    ? null
    : {
        text: "Er is geen bestedingsconflict op het budget van deze overeenkomst.",
        remedy: "Kies een andere reden, of laat de betalingen doorgaan.",
      };

/** Checks on a request to put payments off, for the catalogue. */
export const checks = {
  S101: { title: "De overeenkomst is goedgekeurd", outcome: "repair", article, finds: notRunning },
  S102: { title: "Er is nog geen opschorting", outcome: "repair", article, finds: alreadySuspended },
  S103: { title: "De laatste dag komt nog", outcome: "repair", article, finds: dayUnfit },
  S104: { title: "De opschorting duurt niet te lang", outcome: "repair", article, finds: tooLong },
  S105: { title: "Een declaratiestop volgt op een bestedingsconflict", outcome: "repair", article: stop, finds: noConflict },
} as const satisfies Record<string, SuspensionCheck>;

/** Judges a request to put payments off. Pure. */
export const judgeSuspension = (facts: SuspensionFacts): { findings: readonly Finding[]; receipt: Receipt } => {
  const { agreement, today } = facts;
  const sheet = worksheet(agreement.id, today, new Set(facts.confirmed));
  const { rules, findings } = triedAll<[Given]>(checks, agreement.law, agreement.id, { facts, sheet });
  sheet.line("opgeschort tot en met", { unit: "day", day: facts.asked.until }, article[agreement.law], { origin: "policy" });
  return {
    findings,
    receipt: receipt({
      subject: agreement.id,
      legalDay: today,
      release: facts.release,
      given: {
        today,
        agreement: { id: agreement.id, law: agreement.law, state: agreement.state },
        asked: { until: facts.asked.until, ground: facts.asked.ground },
        known: facts.known.map(({ from, until, liftedOn, ground }) => ({ from, until, liftedOn, ground })),
        conflict: facts.conflict,
        confirmed: [...facts.confirmed],
      },
      rules,
      sheet: sheet.lines,
      findings,
      outcome: heaviest(findings) ?? "suspend",
    }),
  };
};
