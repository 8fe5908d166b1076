import type { FindingOutcome, Receipt, RuleTried } from "../law/receipt.ts";
import { cents, minutes } from "../kernel/money.ts";
import { asCents, asCount, asMinutes, asText, type Value } from "../law/value.ts";
import { covers, type GivenRate } from "./amounts.ts";
import { legalDayOf, seen, type GivenDeclaration, type GivenRoom, type Seen } from "./declaration-given.ts";
import { lineRules, wholeRule } from "./declaration-rules.ts";
import { same, type Fault } from "./receipt.ts";

type LineOutcome = "pay" | Exclude<FindingOutcome, "notice">;
type Written = { what: string; value: Value };
type Expected = { rules: Pick<RuleTried, "code" | "about" | "outcome">[]; outcome: LineOutcome; written: Written[] };

const heaviest = (outcomes: readonly RuleTried["outcome"][]): LineOutcome | null =>
  (["refuse", "repair", "review", "suspend"] as const).find((outcome) => outcomes.includes(outcome)) ?? null;

const counted: Readonly<Record<string, readonly [string, string]>> = {
  daypart: ["dagdeel", "dagdelen"],
  day: ["etmaal", "etmalen"],
  piece: ["stuk", "stuks"],
};

const quantityOf = ({ unit }: GivenRate, quantity: number): string =>
  `${String(quantity)}\u00a0${counted[unit]?.[quantity === 1 ? 0 : 1] ?? ""}`;

const writtenOf = ({ line, days, payable, rate, right }: Seen): Written[] => [
  ...(line.unit === "hour" ? [{ what: "tijd", value: asMinutes(minutes(line.minutes)) }] : []),
  ...(line.unit === "month"
    ? [
        { what: "dagen die meetellen", value: asCount(payable.length) },
        { what: "dagen in de maand", value: asCount(days.length) },
      ]
    : []),
  ...(line.unit !== "hour" && line.unit !== "month"
    ? [{ what: "aantal", value: asText(quantityOf({ ...rate, unit: line.unit }, line.quantity)) }]
    : []),
  ...(rate.label === "" ? [] : [{ what: "soort tarief", value: asText(rate.label) }]),
  { what: "tarief", value: asCents(cents(rate.cents)) },
  { what: "bedrag", value: asCents(cents(right)) },
];

/** Room is used up line after line: what was put aside before what is free, each in the order of the budget lines. */
const take = (room: GivenRoom[], open: readonly GivenRoom[], amount: number): Written[] => {
  const written: { at: number; order: number; line: Written }[] = [];
  let left = amount;
  for (const [order, part] of (["commitment", "free"] as const).entries())
    for (const [at, { id }] of open.entries()) {
      const held = room.find((one) => one.id === id);
      if (held === undefined) continue;
      const taken = Math.min(left, held[part]);
      left -= taken;
      held[part] -= taken;
      const what = part === "commitment" ? "uit het vastgelegde bedrag" : "uit het vrije budget";
      if (taken > 0) written.push({ at, order, line: { what, value: asCents(cents(taken)) } });
    }
  return written.sort((a, b) => a.at - b.at || a.order - b.order).map(({ line }) => line);
};

const judged = (one: Seen, room: GivenRoom[], wrongAsAWhole: boolean): Expected => {
  const about = one.line.id;
  const rules = Object.entries(lineRules).map(([code, rule]) => ({ code, about, outcome: rule(one) }));
  const worst = heaviest(rules.map(({ outcome }) => outcome));
  const written = writtenOf(one);
  const open = room.filter(({ awarded }) => one.payable.some((on) => awarded.some((award) => covers(award, on))));
  if (!wrongAsAWhole && (worst === null || worst === "review" || worst === "suspend")) {
    const left = open.reduce((sum, { commitment, free }) => sum + commitment + free, 0);
    written.push({ what: "ruimte voor deze regel", value: asCents(cents(left)) });
    rules.push({ code: "D109", about, outcome: one.right <= left ? "pass" : "repair" });
  }
  const outcome = wrongAsAWhole ? "repair" : (heaviest(rules.map((rule) => rule.outcome)) ?? "pay");
  if (outcome === "pay" || outcome === "suspend" || outcome === "review") written.push(...take(room, open, one.right));
  return { rules, outcome, written };
};

const outcomeOf = (lines: readonly Expected[], all: readonly RuleTried["outcome"][]): string => {
  const now = lines.filter(({ outcome }) => outcome === "pay").length;
  const later = lines.filter(({ outcome }) => outcome === "suspend").length;
  if (now + later > 0) return now + later < lines.length ? "partly" : later === 0 ? "pay" : "suspend";
  return heaviest(all) ?? "repair";
};

const figuresOf = (receipt: Receipt, about: string): Written[] =>
  receipt.sheet
    .filter((line) => line.about === about && line.origin !== "law" && line.origin !== "policy")
    .map(({ what, value }) => ({ what, value }));

/** Every line of the sheet is about a line of the declaration, on the day whose law holds for it. */
const placeFaults = ({ sheet, given }: Receipt): Fault[] => {
  const { claim } = given as unknown as GivenDeclaration;
  const lines = new Map(claim.lines.map((line) => [line.id, line]));
  return sheet.flatMap(({ about, legalDay }, at) => {
    const line = lines.get(about);
    return same(`sheet.${String(at)}`, line && legalDayOf(line, claim.month), legalDay);
  });
};

/** Decides on a declaration anew, from what was given, and holds the receipt to that: every rule, every figure, and what came of it. */
export const declarationFaults = (receipt: Receipt): Fault[] => {
  const given = receipt.given as unknown as GivenDeclaration;
  const { claim, agreement, budgetLines } = given;
  const whole = wholeRule(given);
  const room = budgetLines.map((line) => ({
    ...line,
    commitment: Math.max(0, line.commitment),
    free: agreement.beyondCommitment ? Math.max(0, line.free) : 0,
  }));
  const lines = claim.lines.map((line, at) => {
    const one = seen(given, line, at);
    return one === null ? null : judged(one, room, whole !== "pass");
  });
  const known = lines.filter((line) => line !== null);
  if (known.length < lines.length) return [{ where: "given.agreement.rates", expected: "een tarief", found: "geen" }];
  const rules = [{ code: "D108", about: claim.id, outcome: whole }, ...known.flatMap((line) => line.rules)];
  const all = rules.map(({ outcome }) => outcome);
  return [
    ...same("subject", claim.id, receipt.subject),
    ...same("legalDay", given.today, receipt.legalDay),
    ...same(
      "rules",
      rules,
      receipt.rules.map(({ code, about, outcome }) => ({ code, about, outcome })),
    ),
    ...placeFaults(receipt),
    ...claim.lines.flatMap(({ id }, at) => same(`sheet van ${id}`, known[at]?.written, figuresOf(receipt, id))),
    ...same("outcome", outcomeOf(known, all), receipt.outcome),
  ];
};
