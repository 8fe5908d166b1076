import { inWords, type Day } from "../../kernel/day.ts";
import { least, minus, type Cents } from "../../kernel/money.ts";
import type { AmountLine } from "../../web/ui/decision.tsx";
import type { ChangeMoney } from "../change-checks.ts";
import type { AgreementVerdict } from "../checks.ts";

const cost = (amount: Cents | null): Cents | string => amount ?? "niet bekend (onregelmatig)";
const upTo = (day: Day | null): string => (day === null ? "" : `, tot en met ${inWords(day)}`);

const costLines = ({ expected, expectedUntil, commitment }: AgreementVerdict, free: Cents | null): AmountLine[] => [
  { what: `Verwachte kosten${upTo(expectedUntil)}`, value: cost(expected) },
  ...(free === null ? [] : [{ what: "Nu vrij op het budget", value: free }]),
  { what: "Wij zetten apart", value: commitment, total: true },
  ...(free === null
    ? []
    : commitment > free
      ? [{ what: "Te kort", value: minus(commitment, free) }]
      : [{ what: "Blijft vrij", value: minus(free, least(free, commitment)) }]),
];

const changeLines = ({ before, beforeUntil, after, afterUntil, freed }: ChangeMoney, commitment: Cents | null): AmountLine[] => [
  { what: `Kosten met de oude afspraken${upTo(beforeUntil)}`, value: cost(before) },
  { what: `Kosten met de nieuwe afspraken${upTo(afterUntil)}`, value: cost(after) },
  ...(before === null || after === null
    ? []
    : [{ what: after < before ? "Dat is minder" : "Dat is meer", value: after < before ? minus(before, after) : minus(after, before) }]),
  ...(commitment === null
    ? []
    : [
        { what: "Komt vrij van de oude afspraken", value: freed },
        { what: "Zetten wij apart voor de nieuwe", value: commitment },
        commitment > freed
          ? { what: "Op het budget is dan minder vrij", value: minus(commitment, freed), total: true }
          : { what: "Op het budget is dan meer vrij", value: minus(freed, commitment), total: true },
      ]),
];

// What comes free is what stands aside now; what it costs is reckoned over the days alone. Each stretch is rounded up by itself.
const noteOn = ({ before, after, freed }: ChangeMoney, commitment: Cents): string | null =>
  before === null || after === null || minus(commitment, freed) === minus(after, before)
    ? null
    : "Wat vrijkomt kan iets verschillen van de kosten: wat apart blijft voor de dagen vóór de wijziging ronden wij naar boven af.";

/** A sum of what an agreement costs, and what explains it where two of its figures seem to differ. */
export type Money = { lines: readonly AmountLine[]; note: string | null };

/**
 * What an agreement is expected to cost and what stays free; of a change, before and after. `free` is what is free on the budget
 * before it, null for who may not see the budget: he reads what it costs.
 */
export const moneyOf = (verdict: AgreementVerdict, free: Cents | null): Money => {
  const { change, commitment } = verdict;
  if (change === null) return { lines: costLines(verdict, free), note: null };
  if (free === null) return { lines: changeLines(change.money, null), note: null };
  return { lines: changeLines(change.money, commitment), note: noteOn(change.money, commitment) };
};
