import { catalogue } from "../law/catalogue.ts";
import { settled, type Confidence } from "../law/dated.ts";
import type { Day } from "../kernel/day.ts";
import type { Receipt } from "../law/receipt.ts";
import type { SheetLine } from "../law/worksheet.ts";
import { same, type Fault, type Given } from "./receipt.ts";

// What stands in no statute but follows from one in a step, is computed by who verifies the decision itself.
const derived = new Set(["laagste uurtarief, met vakantiegeld"]);

const rules = new Map(catalogue.map((rule) => [rule.name, rule]));

const confirmedIn = (given: Given): ReadonlySet<string> =>
  new Set(Array.isArray(given.confirmed) ? given.confirmed.filter((key) => typeof key === "string") : []);

const lawLine = (line: SheetLine, given: Given, where: string): Fault[] => {
  const rule = rules.get(line.what);
  if (!rule) return derived.has(line.what) ? [] : [{ where, expected: "een bedrag uit de tabel van het recht", found: line.what }];
  const law = rule.on(line.legalDay);
  if (!law.known) return [{ where, expected: `geen recht op ${line.legalDay}`, found: line.what }];
  return [
    ...same(`${where}.origin`, "law", line.origin),
    ...same(`${where}.value`, rule.written(law.value), line.value),
    ...same(`${where}.article`, law.article, line.article),
    ...same(`${where}.inForceSince`, law.from, line.inForceSince),
    ...same(`${where}.source`, law.source, line.source),
    ...same(`${where}.confidence`, law.confidence, line.confidence),
    ...same(`${where}.settled`, settled(law, confirmedIn(given)), line.settled),
  ];
};

type PolicyVersion = { from: Day; value: number | string; source: string; confidence: Confidence };
const policyName = "maximumtarief van de gemeente per uur";

const policyLine = (line: SheetLine, given: Given, where: string): Fault[] => {
  if (line.what !== policyName) return [];
  const versions = (given.policy ?? []) as unknown as readonly PolicyVersion[];
  const version = versions.findLast(({ from }) => from <= line.legalDay);
  if (version === undefined) return [{ where, expected: `geen beleid op ${line.legalDay}`, found: line.what }];
  const key = { name: policyName, from: version.from, confidence: version.confidence };
  return [
    ...same(`${where}.value`, { unit: "cents", amount: version.value }, line.value),
    ...same(`${where}.inForceSince`, version.from, line.inForceSince),
    ...same(`${where}.source`, version.source, line.source),
    ...same(`${where}.confidence`, version.confidence, line.confidence),
    ...same(`${where}.settled`, settled(key, confirmedIn(given)), line.settled),
  ];
};

/** Holds every figure that a decision took from law or policy to the law of its day, and to the policy that was given. */
export const figureFaults = ({ sheet, given }: Receipt): Fault[] =>
  sheet.flatMap((line, at) => {
    const where = `sheet.${String(at)}`;
    if (line.origin === "law" || rules.has(line.what)) return lawLine(line, given as Given, where);
    return line.origin === "policy" ? policyLine(line, given as Given, where) : [];
  });
