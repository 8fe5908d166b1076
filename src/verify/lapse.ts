import { plusDays, type Day } from "../kernel/day.ts";
import { settled } from "../law/dated.ts";
import type { Law } from "../law/laws.ts";
import type { Receipt, RuleTried } from "../law/receipt.ts";
import { repairTerm } from "../law/terms.ts";
import { same, type Fault } from "./receipt.ts";

type Given = {
  today: Day;
  agreement: { law: Law };
  claim: { id: string; lines: readonly { id: string; from: Day; until: Day }[] };
  confirmed: readonly string[];
};

const outcomeOf = ({ today, agreement, confirmed }: Given, { from, until }: Given["claim"]["lines"][number]): RuleTried["outcome"] => {
  const law = repairTerm[agreement.law].on(from);
  if (today <= until) return "pass";
  return law.known && settled(law, new Set(confirmed)) ? "refuse" : "review";
};

const termFaults = ({ agreement, claim }: Given): Fault[] =>
  claim.lines.flatMap(({ from, until }, at) => {
    const law = repairTerm[agreement.law].on(from);
    return law.known ? same(`given.claim.lines.${String(at)}.until`, plusDays(from, 7 * law.value), until) : [];
  });

const sheetOf = ({ agreement }: Given, { id, from, until }: Given["claim"]["lines"][number]) => {
  const rule = repairTerm[agreement.law];
  const law = rule.on(from);
  return [
    ...(law.known ? [{ about: id, legalDay: from, what: rule.name, value: rule.written(law.value) }] : []),
    { about: id, legalDay: from, what: "verbeteren uiterlijk", value: { unit: "day", day: until } },
  ];
};

/** Decides anew which lines waited too long to be mended, from what was given, and holds the receipt to that. */
export const lapseFaults = (receipt: Receipt): Fault[] => {
  const given = receipt.given as unknown as Given;
  const rules = given.claim.lines.map((line) => ({ code: "D130", about: line.id, outcome: outcomeOf(given, line) }));
  const outcomes = new Set(rules.map(({ outcome }) => outcome));
  return [
    ...same("subject", given.claim.id, receipt.subject),
    ...same("legalDay", given.today, receipt.legalDay),
    ...termFaults(given),
    ...same(
      "rules",
      rules,
      receipt.rules.map(({ code, about, outcome }) => ({ code, about, outcome })),
    ),
    ...same(
      "sheet",
      given.claim.lines.flatMap((line) => sheetOf(given, line)),
      receipt.sheet.map(({ about, legalDay, what, value }) => ({ about, legalDay, what, value })),
    ),
    ...same("outcome", outcomes.has("refuse") ? "refuse" : outcomes.has("review") ? "review" : "wait", receipt.outcome),
  ];
};
