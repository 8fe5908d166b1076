import { firstDay, inWords, monthInWords, monthOf, nextMonth, plusDays, type Day, type Month } from "../kernel/day.ts";
import { total, zero, type Cents } from "../kernel/money.ts";
import { overlap, type Period } from "../kernel/period.ts";
import type { Found } from "../law/check.ts";
import { costedUntil, costOver, onlyTerms, termOf, type State, type Terms } from "./agreement.ts";
import { changedParts, needsOf, type Consent, type Version } from "./change.ts";
import type { Freed } from "./ending.ts";

/**
 * What the checks must know of the version that a change replaces: its terms, whether it still runs, the last month of which hours
 * were sent in under it, whether another change of it waits, its awarded days, and what comes free when it makes way.
 */
export type ChangeFacts = {
  before: Version & { id: string; state: State; endedOn: Day | null };
  care: string | null;
  lastDeclared: Month | null;
  otherOpen: boolean;
  awarded: readonly Period[];
  freed: readonly Freed[];
};

type Given = { terms: Terms; provider: { family: boolean }; sharedOn: Day; change: ChangeFacts | null };
type Finds = (facts: Given) => Found | null;

const ofChange =
  (finds: (change: ChangeFacts, facts: Given) => Found | null): Finds =>
  (facts) =>
    facts.change === null ? null : finds(facts.change, facts);

/** The new version with what a difference is told by. */
const versionAfter = ({ terms, provider }: Given, { care }: ChangeFacts): Version => ({ ...terms, family: provider.family, care });

/** What a change is made of, and whose consent it takes; empty and null for what is no change. */
export const changeOf = (facts: Given): { parts: ReturnType<typeof changedParts>; needs: readonly Consent[] } | null => {
  if (facts.change === null) return null;
  const parts = changedParts(facts.change.before, versionAfter(facts, facts.change));
  return { parts, needs: needsOf(parts) };
};

/** A change begins on the first day of a month (vgz-zorgkantoren.nl), within the term of what it changes or on the day after it. */
export const beginsRight = ofChange(({ before }, { terms: { period } }) => {
  const { from } = period;
  if (from !== firstDay(monthOf(from))) {
    return {
      text: `U koos ${inWords(from)}. Een wijziging gaat altijd in op de eerste dag van een maand.`,
      remedy: `Kies ${inWords(firstDay(monthOf(from)))} of ${inWords(firstDay(nextMonth(monthOf(from))))}.`,
    };
  }
  const term = termOf(before);
  if (from < term.from) {
    return {
      text: `De overeenkomst begint op ${inWords(term.from)}. De wijziging zou al op ${inWords(from)} ingaan.`,
      remedy: `Kies ${inWords(term.from)} of een latere eerste dag van een maand.`,
    };
  }
  if (term.until === null || from <= plusDays(term.until, 1)) return null;
  return {
    text: `De overeenkomst loopt tot en met ${inWords(term.until)}. De wijziging sluit daar niet op aan.`,
    remedy: "Kies een eerdere maand, of maak een nieuwe overeenkomst.",
  };
});

/** Months of which hours were sent in keep the terms under which that was done. */
export const notDeclared = ofChange(({ lastDeclared }, { terms: { period } }) =>
  lastDeclared === null || lastDeclared < monthOf(period.from)
    ? null
    : {
        text: `Over ${monthInWords(lastDeclared)} zijn al uren gestuurd volgens de oude afspraken.`,
        remedy: `Laat de wijziging ingaan op ${inWords(firstDay(nextMonth(lastDeclared)))} of later.`,
      },
);

/** Only a running agreement is changed. */
export const stillRuns = ofChange(({ before }) =>
  before.state === "approved"
    ? null
    : { text: "Deze versie van de overeenkomst loopt niet meer.", remedy: "Wijzig de nieuwste versie, of maak een nieuwe overeenkomst." },
);

/** One change at a time. */
export const onlyOne = ofChange(({ otherOpen }) =>
  otherOpen
    ? {
        text: "Er loopt al een wijziging van deze overeenkomst.",
        remedy: "Wacht tot daarover is besloten, of trek die wijziging eerst in.",
      }
    : null,
);

/** The parties, the kind, the law and who is replaced stay as they are. */
export const sameParties = ofChange(({ before }, { terms }) => {
  const same = (["holder", "provider", "funder", "law", "kind", "standInFor"] as const).every((name) => before[name] === terms[name]);
  return same
    ? null
    : {
        text: "De zorgverlener, de soort overeenkomst, de wet en de verstrekker kunt u niet wijzigen.",
        remedy: "Maak daarvoor een nieuwe overeenkomst en beëindig deze.",
      };
});

/** Something changes. */
export const changesSomething = ofChange((_, facts) =>
  changeOf(facts)?.parts.length === 0
    ? { text: "U hebt niets veranderd.", remedy: "Verander de afspraken die anders worden, of stop met deze wijziging." }
    : null,
);

/** That a change begins in a month that is over is only said. */
export const notLate = ofChange((_, { terms: { period }, sharedOn }) =>
  period.from >= firstDay(monthOf(sharedOn))
    ? null
    : {
        text: `De wijziging gaat in op ${inWords(period.from)}. Die maand is al voorbij.`,
        remedy: "Dit mag: er is nog niets gedeclareerd. Zorg vanaf die dag betalen wij volgens de nieuwe afspraken.",
      },
);

/** What a change does to money, in cents: expected cost from its first day before and after, null for irregular work, each up to a last day, and what comes free of the version that makes way. */
export type ChangeMoney = { before: Cents | null; beforeUntil: Day | null; after: Cents | null; afterUntil: Day | null; freed: Cents };

/** The money of a change. `after` is what the new version is expected to cost, up to `afterUntil`. */
export const changeMoney = (
  { before, awarded, freed }: ChangeFacts,
  from: Day,
  { after, afterUntil }: Pick<ChangeMoney, "after" | "afterUntil">,
): ChangeMoney => {
  const rest = overlap(termOf(before), { from, until: null });
  return {
    before: rest === null ? zero : costOver({ ...before, period: rest }, awarded),
    beforeUntil: rest === null ? null : costedUntil(rest, awarded),
    after,
    afterUntil,
    freed: total(freed.map((one) => one.freed)),
  };
};

/** Exactly the facts of a change, whatever else the object at hand carries: what a receipt may hold. */
export const onlyChange = (of: ChangeFacts): ChangeFacts => ({
  before: {
    ...onlyTerms(of.before),
    id: of.before.id,
    state: of.before.state,
    endedOn: of.before.endedOn,
    family: of.before.family,
    care: of.before.care,
  },
  care: of.care,
  lastDeclared: of.lastDeclared,
  otherOpen: of.otherOpen,
  awarded: of.awarded.map(({ from, until }) => ({ from, until })),
  freed: of.freed.map(({ budgetLine, kept, freed }) => ({ budgetLine, kept, freed })),
});
