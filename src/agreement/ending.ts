import { earliest, inWords, latest, plusDays, type Day } from "../kernel/day.ts";
import { daysIn as lengthOf, includes, joined, overlap, type Period } from "../kernel/period.ts";
import { least, minus, share, total, zero, type Cents } from "../kernel/money.ts";
import { heaviest, triedAll, type Check } from "../law/check.ts";
import { perLaw, underEachLaw } from "../law/laws.ts";
import { noticeFrom, type NoticeRule } from "../law/notice.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { worksheet, type Worksheet } from "../law/worksheet.ts";
import { costOver, onlyAgreement, termOf, type Agreement, type Terms } from "./agreement.ts";
import type { AgreementKind } from "./kinds.ts";

/**
 * Why an agreement ends before its time (grond van beëindiging). The first three are chosen: notice, mutual consent, urgent cause; notice
 * that a provider gives is kept as `resigned`. The others follow from something else, and need no notice.
 */
export const chosenGrounds = ["notice", "mutual", "urgent"] as const;
export type ChosenGround = (typeof chosenGrounds)[number];
export const grounds = [
  ...chosenGrounds,
  "resigned",
  "holder-died",
  "provider-died",
  "disapproved",
  "award-ended",
  "provider-ended",
  "recovered",
  "replaced",
] as const;
export type Ground = (typeof grounds)[number];

/** A ground as people read it. */
export const groundName: Readonly<Record<Ground, string>> = {
  notice: "opgezegd door de budgethouder",
  resigned: "opgezegd door de zorgverlener",
  mutual: "beëindigd in overleg",
  urgent: "direct beëindigd door de budgethouder, om een dringende reden",
  "holder-died": "geëindigd omdat de budgethouder is overleden",
  "provider-died": "geëindigd omdat de zorgverlener is overleden",
  disapproved: "geëindigd omdat de verstrekker haar alsnog afkeurde",
  "award-ended": "geëindigd omdat het budget is gestopt",
  "provider-ended": "geëindigd omdat de zorginstelling is gestopt",
  recovered: "geëindigd omdat de zieke zorgverlener weer beter is",
  replaced: "vervangen door een nieuwe versie",
};

/** Who ends an agreement: somebody for the holder, or the provider. */
export type EndingParty = "holder" | "provider";

/** How much notice each kind of agreement needs (opzegtermijn). An employment by length of service or by the employee, all others a month. */
const noticeRule = (kind: AgreementKind, by: EndingParty): NoticeRule =>
  kind !== "employment" ? "months" : by === "holder" ? "employment" : "employee";

/** The ground as it is kept: notice says who gave it. */
export const groundBy = (ground: ChosenGround, by: EndingParty): Ground => (ground === "notice" && by === "provider" ? "resigned" : ground);

/** What stands on one commitment of the agreement: what is left, and what was claimed or paid from it, in cents. */
export type Standing = { budgetLine: string; left: Cents; used: Cents };

/** What happens to the money of one commitment when the agreement ends: kept for care until the last day, and freed (komt vrij). */
export type Freed = { budgetLine: string; kept: Cents; freed: Cents };

const daysWithin = (awarded: readonly Period[], term: Period): number =>
  joined(awarded.flatMap((award) => overlap(award, term) ?? []))
    .filter(({ until }) => until !== null)
    .reduce((sum, stretch) => sum + lengthOf(stretch), 0);

/** What care until a last day may come to, in cents: the expected cost, at most what was put aside; irregular work by its share of the days. */
export const costUntil = (terms: Terms, awarded: readonly Period[], until: Day): Cents => {
  const part = overlap(terms.period, { from: terms.period.from, until });
  if (part === null || until < terms.period.from) return zero;
  const cost = costOver({ ...terms, period: part }, awarded);
  if (cost !== null) return terms.setAside === null ? cost : least(cost, terms.setAside);
  const whole = daysWithin(awarded, terms.period);
  return whole === 0 ? zero : share(terms.setAside ?? zero, daysWithin(awarded, part), whole);
};

/**
 * Divides what is left of the commitments: what care until the last day may still cost is kept, in the order in which the lines pay;
 * the rest returns to its budget line. Open claims are not touched: they are no longer left.
 */
export const freedBy = (terms: Terms, awarded: readonly Period[], standings: readonly Standing[], until: Day): Freed[] => {
  const used = total(standings.map((one) => one.used));
  const cost = costUntil(terms, awarded, until);
  let needed = cost > used ? minus(cost, used) : zero;
  return standings.map(({ budgetLine, left }) => {
    const kept = least(left, needed);
    needed = minus(needed, kept);
    return { budgetLine, kept, freed: minus(left, kept) };
  });
};

/** A version that another replaced and that has days to go (versie die nog loopt): it ends with the one that replaced it. */
export type RunningVersion = { agreement: Agreement; awarded: readonly Period[]; standings: readonly Standing[] };

/** The last day of a version when all ends on a day: one that would begin later ends on the day before, and none goes on longer than it did. */
export const lastDayOn = (agreement: Pick<Agreement, "period" | "endedOn">, on: Day): Day => {
  const { from, until } = termOf(agreement);
  const last = latest(on, plusDays(from, -1));
  return until === null ? last : earliest(last, until);
};

/** Everything on which an end is judged. `sick` says whether an employee is ill on the day of notice; others have no such thing. */
export type EndingFacts = {
  today: Day;
  agreement: Agreement;
  /** When the parties began: the first day of the first version. */
  begun: Day;
  by: EndingParty;
  ground: ChosenGround;
  lastDay: Day;
  sick: boolean;
  awarded: readonly Period[];
  standings: readonly Standing[];
  /** Versions before it that still run on the day after the last. */
  running: readonly RunningVersion[];
  confirmed: readonly string[];
  release: string;
};

type EndingCheck = Check<[facts: EndingFacts, sheet: Worksheet]>;

const within: EndingCheck["finds"] = ({ agreement, lastDay, today }) => {
  const term = termOf(agreement);
  if (lastDay < today) {
    return {
      text: `U koos ${inWords(lastDay)} als laatste dag. Die dag is al voorbij.`,
      remedy: `Kies ${inWords(today)} of een latere dag.`,
    };
  }
  if (includes({ from: plusDays(term.from, -1), until: term.until }, lastDay)) return null;
  if (term.until !== null && lastDay > term.until) {
    return {
      text: `U koos ${inWords(lastDay)} als laatste dag. De overeenkomst eindigt al op ${inWords(term.until)}.`,
      remedy: `Kies een dag tot en met ${inWords(term.until)}. Wilt u haar gewoon laten aflopen? Dan hoeft u niets te doen.`,
    };
  }
  return null;
};

const noticeKept: EndingCheck["finds"] = ({ agreement, begun, by, ground, lastDay }, sheet) => {
  if (ground !== "notice") return null;
  const { earliest: first, settled } = noticeFrom(noticeRule(agreement.kind, by), begun, sheet);
  sheet.line("eerste dag waarop de overeenkomst kan eindigen", { unit: "day", day: first }, "opzegtermijn");
  const term = termOf(agreement);
  // What ends before it begins needs no notice; the version that is ended may begin later than the agreement did.
  if (lastDay >= first || lastDay < begun || (term.until !== null && lastDay >= term.until)) return null;
  return {
    outcome: settled ? "repair" : "notice",
    text: `U zegt op voor ${inWords(lastDay)}. Met de opzegtermijn is ${inWords(first)} de eerste dag waarop de overeenkomst kan eindigen.`,
    remedy: `Kies ${inWords(first)} of later. ${by === "holder" ? "Is de zorgverlener het ermee eens? Kies dan 'in overleg'." : "Is de budgethouder het ermee eens? Dan kan hij de overeenkomst in overleg beëindigen."}`,
  };
};

const notWhileSick: EndingCheck["finds"] = ({ agreement, by, ground, sick }) => {
  if (agreement.kind !== "employment" || by !== "holder" || !sick || ground !== "notice") return null;
  return {
    text: "Uw werknemer is ziek. Tijdens ziekte kunt u een arbeidsovereenkomst niet opzeggen.",
    remedy: "Wacht tot uw werknemer beter is gemeld, of beëindig de overeenkomst in overleg.",
  };
};

// Consent that only the provider tells of would leave a holder without care on his word alone.
const holderAlone: EndingCheck["finds"] = ({ by, ground }) =>
  by === "holder" || ground === "notice"
    ? null
    : {
        text: "In overleg of om een dringende reden stoppen kan hier alleen de budgethouder. U kunt opzeggen.",
        remedy:
          "Zeg op. Zijn u en de budgethouder het eens over een eerdere dag? Dan beëindigt de budgethouder de overeenkomst. Kan het niet anders? Bel de SVB.",
      };

const notice = underEachLaw("BW 7:408 lid 1 en 7:672");
/** That the end of an agreement is told to the funder. */
export const told = perLaw("2a lid 6", "8a lid 6", "Rlz art. 5.18 lid 1 c");
const sickness = underEachLaw("BW 7:670 lid 1");

/** The checks on an end that the holder or the provider chooses, in order. */
export const endingChecks = {
  A150: { title: "De laatste dag ligt niet in het verleden en binnen de looptijd", outcome: "repair", article: told, finds: within },
  A151: { title: "De opzegtermijn is in acht genomen", outcome: "repair", article: notice, finds: noticeKept },
  A152: { title: "Een arbeidsovereenkomst wordt niet opgezegd tijdens ziekte", outcome: "repair", article: sickness, finds: notWhileSick },
  A153: { title: "Wie beëindigt, mag dat op deze grond", outcome: "repair", article: notice, finds: holderAlone },
} as const satisfies Record<string, EndingCheck>;
export type EndingCode = keyof typeof endingChecks;

/** What comes of an end: whether it may be, what happens to its money, and what stays and comes free, that of versions which still run included. */
export type EndingVerdict = {
  outcome: "fits" | "repair";
  money: readonly Freed[];
  freed: Cents;
  kept: Cents;
  findings: readonly Finding[];
  receipt: Receipt;
};

const onlyPeriods = (awarded: readonly Period[]): Period[] => awarded.map(({ from, until }) => ({ from, until }));
const onlyStandings = (standings: readonly Standing[]): Standing[] =>
  standings.map(({ budgetLine, left, used }) => ({ budgetLine, left, used }));

const onlyFacts = (of: EndingFacts): EndingFacts => ({
  today: of.today,
  agreement: onlyAgreement(of.agreement),
  begun: of.begun,
  by: of.by,
  ground: of.ground,
  lastDay: of.lastDay,
  sick: of.sick,
  awarded: onlyPeriods(of.awarded),
  standings: onlyStandings(of.standings),
  running: of.running.map(({ agreement, awarded, standings }) => ({
    agreement: onlyAgreement(agreement),
    awarded: onlyPeriods(awarded),
    standings: onlyStandings(standings),
  })),
  confirmed: [...of.confirmed],
  release: of.release,
});

/** The earliest last day with notice given today, for a page that proposes it. */
export const earliestEnd = ({
  agreement,
  begun,
  by,
  today,
  confirmed,
}: Pick<EndingFacts, "agreement" | "begun" | "by" | "today" | "confirmed">): Day => {
  const { earliest: first } = noticeFrom(noticeRule(agreement.kind, by), begun, worksheet(agreement.id, today, new Set(confirmed)));
  const { until } = termOf(agreement);
  return until === null ? first : earliest(until, first);
};

/** Judges an end: pure, from the same facts the same verdict, amounts and receipt. */
export const judgeEnding = (facts: EndingFacts): EndingVerdict => {
  const { agreement, today, lastDay } = facts;
  const sheet = worksheet(agreement.id, today, new Set(facts.confirmed));
  sheet.line("laatste dag", { unit: "day", day: lastDay }, told[agreement.law], { origin: "agreement" });
  const { rules, findings } = triedAll(endingChecks, agreement.law, agreement.id, facts, sheet);
  const money = freedBy(agreement, facts.awarded, facts.standings, lastDay);
  const all = [
    ...money,
    ...facts.running.flatMap((one) => freedBy(one.agreement, one.awarded, one.standings, lastDayOn(one.agreement, lastDay))),
  ];
  const kept = total(all.map((one) => one.kept));
  const freed = total(all.map((one) => one.freed));
  sheet.line("blijft apart voor zorg tot en met de laatste dag", kept, told[agreement.law], { origin: "ledger" });
  sheet.line("komt vrij op het budget", freed, told[agreement.law], { origin: "ledger" });
  const outcome = heaviest(findings) === "repair" ? "repair" : "fits";
  const made = receipt({
    subject: agreement.id,
    legalDay: today,
    release: facts.release,
    given: onlyFacts(facts),
    rules,
    sheet: sheet.lines,
    findings,
    outcome,
  });
  return { outcome, money, freed, kept, findings, receipt: made };
};
