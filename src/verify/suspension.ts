import { daysBetween, plusDays, type Day } from "../kernel/day.ts";
import { settled } from "../law/dated.ts";
import type { Law } from "../law/laws.ts";
import { suspensionTerm } from "../law/limits.ts";
import type { Receipt, RuleTried } from "../law/receipt.ts";
import { same, type Fault } from "./receipt.ts";

type Known = { from: Day; until: Day; liftedOn: Day | null; ground: string };
type Given = {
  today: Day;
  agreement: { id: string; law: Law; state: string };
  asked: { until: Day; ground: string };
  known: readonly Known[];
  conflict: number;
  confirmed: readonly string[];
};

/** The last day on which payments waited; before the first when none did. */
const lastOf = ({ until, liftedOn }: Known): Day => {
  if (liftedOn === null) return until;
  const before = plusDays(liftedOn, -1);
  return before < until ? before : until;
};

const lengthOutcome = ({ today, agreement, asked, known, confirmed }: Given): RuleTried["outcome"] => {
  const law = suspensionTerm[agreement.law].on(today);
  if (!law.known || asked.until < today || asked.ground === "budget-conflict") return "pass";
  const before = known
    .filter(({ ground }) => ground === asked.ground)
    .reduce((sum, one) => sum + Math.max(0, daysBetween(one.from, lastOf(one)) + 1), 0);
  if (before + daysBetween(today, asked.until) + 1 <= 7 * law.value) return "pass";
  return settled(law, new Set(confirmed)) ? "repair" : "notice";
};

const outcomesOf = (given: Given): RuleTried["outcome"][] => [
  given.agreement.state === "approved" || given.agreement.state === "ended" ? "pass" : "repair",
  given.known.some((one) => one.from <= given.today && given.today <= lastOf(one)) ? "repair" : "pass",
  given.asked.until >= given.today ? "pass" : "repair",
  lengthOutcome(given),
  given.asked.ground === "budget-conflict" && given.conflict <= 0 ? "repair" : "pass",
];

/** Judges anew whether payments could be put off, from what was given, and holds the receipt to that. */
export const suspensionFaults = (receipt: Receipt): Fault[] => {
  const given = receipt.given as unknown as Given;
  const { id, law } = given.agreement;
  const outcomes = outcomesOf(given);
  const rule = suspensionTerm[law];
  const term = rule.on(given.today);
  const line = { about: id, legalDay: given.today };
  return [
    ...same("subject", id, receipt.subject),
    ...same("legalDay", given.today, receipt.legalDay),
    ...same(
      "rules",
      outcomes.map((outcome, at) => ({ code: `S${String(101 + at)}`, about: id, outcome })),
      receipt.rules.map(({ code, about, outcome }) => ({ code, about, outcome })),
    ),
    ...same(
      "sheet",
      [
        ...(term.known && given.asked.ground !== "budget-conflict" ? [{ ...line, what: rule.name, value: rule.written(term.value) }] : []),
        { ...line, what: "opgeschort tot en met", value: { unit: "day", day: given.asked.until } },
      ],
      receipt.sheet.map(({ about, legalDay, what, value }) => ({ about, legalDay, what, value })),
    ),
    ...same("outcome", outcomes.includes("repair") ? "repair" : "suspend", receipt.outcome),
  ];
};
