import { inWords, plusDays, type Day } from "../kernel/day.ts";
import type { Receipt, RuleTried } from "../law/receipt.ts";
import { debtTerm } from "../law/recovery.ts";
import { same, type Fault } from "./receipt.ts";

type Given = {
  today: Day;
  recovery: string;
  agreement: { law: string; accepted: readonly string[] };
  ground: string;
  decidedOn: Day | null;
  intent: boolean;
  lines: readonly { day: Day; amount: number; state: string }[];
};

const isFunders = (ground: string): boolean => ground === "wrong-data" || ground === "attributable-act";

const outcomesOf = ({ today, agreement, ground, decidedOn, intent, lines }: Given): RuleTried["outcome"][] => {
  const stands = (holds: boolean): RuleTried["outcome"] => (holds ? "pass" : "repair");
  return [
    stands(lines.length > 0),
    stands(lines.every(({ state }) => ["paid", "credited"].includes(state))),
    stands(!lines.some(({ state }) => state === "credited")),
    stands(ground !== "wrong-data" || agreement.law === "jeugdwet" || intent),
    stands(ground !== "attributable-act" || agreement.accepted.includes("funder-claim")),
    stands(!isFunders(ground) || (decidedOn !== null && decidedOn <= today)),
  ];
};

const sheetOf = ({ today, recovery: about, lines }: Given) => {
  const at = { about, legalDay: today };
  const law = debtTerm.on(today);
  return [
    ...lines.map(({ day, amount }) => ({ ...at, what: `betaald voor ${inWords(day)}`, value: { unit: "cents", amount } })),
    { ...at, what: "terug te betalen", value: { unit: "cents", amount: lines.reduce((sum, { amount }) => sum + amount, 0) } },
    ...(law.known
      ? [
          { ...at, what: debtTerm.name, value: debtTerm.written(law.value) },
          { ...at, what: "betalen uiterlijk", value: { unit: "day", day: plusDays(today, 7 * law.value) } },
        ]
      : []),
  ];
};

/** Weighs anew what was claimed back: whether it could be, how much, and until when. */
export const recoveryFaults = (receipt: Receipt): Fault[] => {
  const given = receipt.given as unknown as Given;
  const outcomes = outcomesOf(given);
  return [
    ...same("subject", given.recovery, receipt.subject),
    ...same("legalDay", given.today, receipt.legalDay),
    ...same(
      "rules",
      outcomes.map((outcome, at) => ({ code: `R${String(110 + at)}`, about: given.recovery, outcome })),
      receipt.rules.map(({ code, about, outcome }) => ({ code, about, outcome })),
    ),
    ...same(
      "sheet",
      sheetOf(given),
      receipt.sheet.map(({ about, legalDay, what, value }) => ({ about, legalDay, what, value })),
    ),
    ...same("outcome", outcomes.every((one) => one === "pass") ? "claimed-back" : "repair", receipt.outcome),
  ];
};
