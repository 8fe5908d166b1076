import { plusDays, type Day } from "../kernel/day.ts";
import type { Dated } from "../law/dated.ts";
import type { Receipt, RuleTried } from "../law/receipt.ts";
import { decisionRequestTerm, decisionTerm, objectionDecisionTerm, objectionTerm, postponementTerm } from "../law/redress.ts";
import { same, type Fault } from "./receipt.ts";

type Given = {
  today: Day;
  redress: string;
  days: { promisedOn: Day; askedOn: Day; decidedOn: Day | null; objectedOn: Day | null; postponed: boolean };
  decision: string;
};

const after = (from: Day, ...rules: readonly Dated<number>[]): Day =>
  rules.reduce((last, rule) => {
    const law = rule.on(last);
    return law.known ? plusDays(last, 7 * law.value) : last;
  }, from);

const inTime = (on: Day, last: Day): RuleTried["outcome"] => (on <= last ? "pass" : "notice");

const outcomesOf = ({ today, days }: Given): RuleTried["outcome"][] => {
  const { promisedOn, askedOn, decidedOn, objectedOn, postponed } = days;
  const first = [inTime(askedOn, after(promisedOn, decisionRequestTerm)), inTime(decidedOn ?? today, after(askedOn, decisionTerm))];
  if (decidedOn === null || objectedOn === null) return [...first, "pass", "pass"];
  const last = after(decidedOn, objectionTerm, objectionDecisionTerm, ...(postponed ? [postponementTerm] : []));
  return [...first, inTime(objectedOn, after(decidedOn, objectionTerm)), inTime(today, last)];
};

const sheetOf = ({ redress: about, days }: Given) => {
  const { promisedOn, askedOn, decidedOn, objectedOn, postponed } = days;
  const written = [
    ["betalen uiterlijk", promisedOn],
    ["betalingsbesluit gevraagd", askedOn],
    ["betalingsbesluit genomen", decidedOn],
    ["bezwaar gemaakt", objectedOn],
  ] as const;
  const consulted: [Day, Dated<number>][] = [
    [promisedOn, decisionRequestTerm],
    [askedOn, decisionTerm],
    ...(decidedOn === null || objectedOn === null
      ? []
      : [
          [decidedOn, objectionTerm] as [Day, Dated<number>],
          [decidedOn, objectionDecisionTerm] as [Day, Dated<number>],
          ...(postponed ? [[decidedOn, postponementTerm] as [Day, Dated<number>]] : []),
        ]),
  ];
  return [
    ...written.flatMap(([what, on]) => (on === null ? [] : [{ about, legalDay: askedOn, what, value: { unit: "day", day: on } }])),
    ...consulted.flatMap(([legalDay, rule]) => {
      const law = rule.on(legalDay);
      return law.known ? [{ about, legalDay, what: rule.name, value: rule.written(law.value) }] : [];
    }),
  ];
};

/** Weighs the terms of a request or objection anew, from what was given; what a person decided on it is given, and held to be that. */
export const redressFaults = (receipt: Receipt): Fault[] => {
  const given = receipt.given as unknown as Given;
  return [
    ...same("subject", given.redress, receipt.subject),
    ...same("legalDay", given.today, receipt.legalDay),
    ...same(
      "rules",
      outcomesOf(given).map((outcome, at) => ({ code: `R${String(101 + at)}`, about: given.redress, outcome })),
      receipt.rules.map(({ code, about, outcome }) => ({ code, about, outcome })),
    ),
    ...same(
      "sheet",
      sheetOf(given),
      receipt.sheet.map(({ about, legalDay, what, value }) => ({ about, legalDay, what, value })),
    ),
    ...same("outcome", given.decision, receipt.outcome),
  ];
};
