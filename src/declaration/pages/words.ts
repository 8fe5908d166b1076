import { monthInWords, weekOf, weekdayName, inWords, type Day } from "../../kernel/day.ts";
import { minutes, type Minutes } from "../../kernel/money.ts";
import type { Finding } from "../../law/receipt.ts";
import type { Side } from "../../web/side.ts";
import type { StatusTone } from "../../web/ui/card.tsx";
import { isCounted, type Unit } from "../../agreement/rate.ts";
import type { DeclarationState } from "../declaration.ts";
import type { DeclarationSummary } from "../read.ts";

/** How the state of a declaration is coloured. */
export const stateTone: Readonly<Record<DeclarationState, StatusTone>> = {
  prepared: "info",
  rejected: "warning",
  repair: "warning",
  "in-assessment": "info",
  approved: "ok",
  returned: "warning",
  "partly-paid": "ok",
  paid: "ok",
  refused: "error",
  withdrawn: "neutral",
  corrected: "neutral",
};

/** What a check found, said as a fault: the catalogue says what should be. */
export const faultTitle: Readonly<Record<string, string>> = {
  D101: "Er was geen budget op deze dag",
  D102: "De overeenkomst gold niet op deze dag",
  D103: "De gegevens van budgethouder of zorgverlener kloppen niet",
  D104: "Het tarief is anders dan afgesproken",
  D105: "Het bedrag klopt niet met de uren",
  D106: "Deze dag is al gedeclareerd",
  D107: "Deze dag of maand is nog niet voorbij",
  D108: "Deze declaratie past niet bij de maand",
  D109: "Er is niet genoeg budget over",
  D110: "Het tarief is hoger dan mag",
  D111: "Dit zijn geen hele kwartieren",
  D112: "Dit is geen hele maand",
  D113: "Dit aantal past niet op één dag",
  D114: "Er staan te veel uren op één dag",
  D116: "Dit verzoek is te laat",
  D117: "De tegemoetkoming is te hoog",
  D120: "De zorgverlener was ziek gemeld",
  D115: "Dit tarief geldt niet op deze dag",
  D130: "Niet op tijd verbeterd",
  D150: "De betaling is opgeschort",
  D190: "De zorgverlener keurde zelf goed",
};

// A provider sees of a budget only whether the care fits.
const forProvider: Readonly<Record<string, { title: string; text: string; remedy: string }>> = {
  D101: {
    title: "Past niet in het budget",
    text: "Voor deze zorg was er geen budget.",
    remedy: "Haal deze uren weg, of overleg met de budgethouder.",
  },
  D103: {
    title: "De gegevens moeten eerst kloppen",
    text: "Voor deze dag kunnen wij niet betalen.",
    remedy: "Overleg met de budgethouder.",
  },
  D109: {
    title: "Past niet in het budget",
    text: "Deze uren passen niet in het budget.",
    remedy: "Overleg met de budgethouder over minder uren.",
  },
  D130: {
    title: "Niet op tijd verbeterd",
    text: "Deze regel is niet op tijd verbeterd.",
    remedy: "Overleg met de budgethouder. Die kan vragen of een medewerker er nog eens naar kijkt.",
  },
};

/** A finding in the words that this reader may see. */
export type Said = { code: string; title: string; text: string; remedy: string; article: string; outcome: Finding["outcome"] };

export const said = ({ code, text, remedy, article, outcome }: Finding, side: Side | "staff"): Said => {
  const hidden = side === "provider" ? forProvider[code] : undefined;
  return {
    code,
    article,
    outcome,
    title: hidden?.title ?? faultTitle[code] ?? "Hier klopt iets niet",
    text: hidden?.text ?? text,
    remedy: hidden?.remedy ?? remedy,
  };
};

/** One fault in one week, with the days that have it. `week` is null for what concerns the month. */
export type FaultGroup = {
  key: string;
  week: number | null;
  said: Said;
  days: readonly Day[];
  texts: readonly string[];
  remedies: readonly string[];
};

/** Findings brought together per week and code, in order of days, so that a fault that recurs is told once. */
export const faultGroups = (findings: readonly { day: Day | null; finding: Finding }[], side: Side | "staff"): FaultGroup[] => {
  const groups = new Map<string, FaultGroup>();
  for (const { day, finding } of findings) {
    if (finding.outcome === "notice") continue;
    const week = day === null ? null : weekOf(day);
    const key = `${String(week)} ${finding.code} ${finding.outcome}`;
    const told = said(finding, side);
    const had = groups.get(key);
    groups.set(key, {
      key,
      week,
      said: told,
      days: [...(had?.days ?? []), ...(day === null ? [] : [day])],
      texts: [...new Set([...(had?.texts ?? []), told.text])],
      remedies: [...new Set([...(had?.remedies ?? []), told.remedy])],
    });
  }
  return [...groups.values()];
};

/** "woensdag 7 oktober". */
export const dayInWords = (on: Day): string => `${weekdayName(on)} ${inWords(on).replace(/\s\d{4}$/, "")}`;

/** Worked time, or what is counted, per day, for the sheet. */
export const workedOn = (lines: readonly { day: Day; unit: Unit; minutes: Minutes; quantity: number }[]): ReadonlyMap<Day, Minutes> => {
  const worked = new Map<Day, Minutes>();
  // A number is shown where hours are, as so many whole ones.
  for (const { day, unit, minutes: time, quantity } of lines)
    worked.set(day, minutes((worked.get(day) ?? 0) + (isCounted(unit) ? quantity * 60 : time)));
  return worked;
};

/** "oktober 2026", or "oktober 2026, aanvulling". */
export const monthOfDeclaration = ({ month, supplement }: Pick<DeclarationSummary, "month" | "supplement">): string =>
  `${monthInWords(month)}${supplement ? ", aanvulling" : ""}`;
