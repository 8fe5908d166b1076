import { monthInWords, readDay, readMonth } from "../../kernel/day.ts";
import { inEuros, total, type Cents } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { checks as agreementChecks } from "../../agreement/checks.ts";
import type { Finding, Receipt, RuleTried } from "../../law/receipt.ts";
import type { SheetLine } from "../../law/worksheet.ts";
import { checks as declarationChecks } from "../checks.ts";
import { checks as repairChecks } from "../repair.ts";
import { dayInWords } from "./words.ts";

/** One rule as it was tried, over everything it was tried on: how often it was right, did not apply, and on what it was wrong. */
export type RuleRow = {
  code: string;
  title: string;
  article: string;
  right: number;
  /** How often it had nothing to say: it is about hours and this is a month amount, or the other way round. */
  apart: number;
  wrong: readonly { about: string; outcome: Finding["outcome"] }[];
};

/** The working of one part of a decision: of a day, a month amount, or the whole. */
export type PartOfSheet = { about: string; title: string; outcome: "right" | Finding["outcome"]; lines: readonly SheetLine[] };

/** A decision as its page tells it. */
export type Told = {
  /** True when it is about money to be paid, so that a decision on the payment can be asked. */
  payment: boolean;
  sentence: string;
  what: string;
  rules: readonly RuleRow[];
  parts: readonly PartOfSheet[];
  findings: readonly { title: string; finding: Finding }[];
};

const titles: Readonly<Record<string, { title: string }>> = { ...declarationChecks, ...repairChecks, ...agreementChecks };

type GivenClaim = { month?: string; lines?: readonly { id: string; day: string | null; unit?: string }[] };

const claimOf = ({ given }: Receipt): GivenClaim | null => {
  const held = given as { claim?: GivenClaim } | null;
  return held?.claim ?? null;
};

/** What an opaque id in a receipt stands for: a day, the month amount, or the thing decided on. */
const labelOf = (receipt: Receipt) => {
  const claim = claimOf(receipt);
  const days = new Map((claim?.lines ?? []).map(({ id, day }) => [id, day] as const));
  return (about: string): string => {
    if (!days.has(about)) return claim === null ? "De overeenkomst" : "De hele declaratie";
    const on = readDay(days.get(about) ?? "");
    return on === null ? "Het maandbedrag" : capital(dayInWords(on));
  };
};

// Checks that pass what is not of their unit, without a look.
const onlyFor: Readonly<Record<string, readonly string[]>> = {
  D111: ["hour"],
  D112: ["month"],
  D113: ["daypart", "day", "piece"],
  D114: ["hour"],
  D116: ["month"],
  D117: ["month"],
};

const rulesOf = (rules: readonly RuleTried[], claim: GivenClaim | null): RuleRow[] => {
  const units = new Map((claim?.lines ?? []).map(({ id, unit }) => [id, unit] as const));
  const applies = ({ code, about }: RuleTried): boolean => {
    const unit = units.get(about);
    return unit === undefined || (onlyFor[code]?.includes(unit) ?? true);
  };
  return [...Map.groupBy(rules, ({ code }) => code)].map(([code, all]) => {
    const passed = all.filter(({ outcome }) => outcome === "pass");
    const right = passed.filter(applies).length;
    return {
      code,
      title: titles[code]?.title ?? code,
      article: all[0]?.article ?? "",
      right,
      apart: passed.length - right,
      wrong: all.flatMap(({ about, outcome }) => (outcome === "pass" ? [] : [{ about, outcome }])),
    };
  });
};

const weight = { right: 0, notice: 1, suspend: 2, review: 3, repair: 4, refuse: 5 } as const;

const outcomeOn = (rules: readonly RuleTried[], about: string): PartOfSheet["outcome"] =>
  rules
    .filter((rule) => rule.about === about)
    .reduce<PartOfSheet["outcome"]>((worst, { outcome }) => {
      const next = outcome === "pass" ? "right" : outcome;
      return weight[next] > weight[worst] ? next : worst;
    }, "right");

const amountOf = (lines: readonly SheetLine[], what: string): Cents[] =>
  lines.flatMap((line) => (line.what === what && line.value.unit === "cents" ? [line.value.amount] : []));

const declarationSentence = (month: string, parts: readonly PartOfSheet[]): string => {
  const paid = parts.filter(({ outcome }) => outcome === "right" || outcome === "notice");
  const sum = total(paid.flatMap(({ lines }) => amountOf(lines, "bedrag")));
  const rest = parts.length - paid.length;
  if (rest === 0) return `Wij betalen ${inEuros(sum)} voor ${month}. Alles klopte.`;
  const others = rest === 1 ? "1 regel betalen wij nu niet" : `${String(rest)} regels betalen wij nu niet`;
  return paid.length === 0 ? `Wij betalen nu niets voor ${month}.` : `Wij betalen ${inEuros(sum)} voor ${month}. ${capital(others)}.`;
};

const isLapse = ({ rules }: Receipt): boolean => rules[0]?.code === "D130";

const lapseSentence = (month: string, { findings, outcome }: Receipt): string => {
  const late = `In de declaratie van ${month} ${findings.length === 1 ? "is 1 regel" : `zijn ${String(findings.length)} regels`} niet op tijd verbeterd.`;
  return `${late} ${outcome === "refuse" ? "Dat betalen wij niet." : "Een medewerker kijkt ernaar."}`;
};

const agreementSentence = (receipt: Receipt): string => {
  const aside = amountOf(receipt.sheet, "vastgelegd bedrag")[0];
  if (receipt.outcome !== "fits") return "De overeenkomst kan zo nog niet verder. Hieronder leest u waarom.";
  return aside === undefined || aside === 0
    ? "De overeenkomst voldoet aan alle regels."
    : `De overeenkomst voldoet aan alle regels. Wij leggen er ${inEuros(aside)} voor vast.`;
};

const sentenceOf = (receipt: Receipt, claim: GivenClaim | null, month: string, parts: readonly PartOfSheet[]): string => {
  if (claim === null) return agreementSentence(receipt);
  return isLapse(receipt) ? lapseSentence(month, receipt) : declarationSentence(month, parts);
};

/** Puts a receipt in words. Works on any receipt of a declaration, a line of it, or an agreement. */
export const toldReceipt = (receipt: Receipt): Told => {
  const claim = claimOf(receipt);
  const label = labelOf(receipt);
  const rules = claim === null ? receipt.rules : receipt.rules.filter((rule) => rule.about !== receipt.subject || rule.outcome !== "pass");
  const parts = [...Map.groupBy(receipt.sheet, ({ about }) => about)].map(([about, lines]) => ({
    about,
    title: label(about),
    outcome: outcomeOn(receipt.rules, about),
    lines,
  }));
  const month = readMonth(claim?.month ?? "");
  const what = claim === null ? "Een overeenkomst" : month === null ? "Een declaratie" : `De declaratie van ${monthInWords(month)}`;
  return {
    payment: claim !== null,
    what,
    sentence: sentenceOf(receipt, claim, month === null ? "deze maand" : monthInWords(month), parts),
    rules: rulesOf(rules, claim),
    parts,
    findings: receipt.findings.map((finding) => ({ title: label(finding.about), finding })),
  };
};
