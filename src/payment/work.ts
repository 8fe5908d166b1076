import { after, type Moves } from "../law/states.ts";
import { reasonOf } from "./reasons.ts";

/** Kinds of work that the bank leaves to a person (soorten bankwerk). */
export const workKinds = [
  "account-refused",
  "payee-died",
  "regulatory",
  "unspecified",
  "duplicate",
  "batch-stopped",
  "recall",
  "details",
  "details-waiting",
  "emergency-open",
] as const;
export type WorkKind = (typeof workKinds)[number];

/** States of a piece of work. */
export const workStates = ["open", "done"] as const;
export type WorkState = (typeof workStates)[number];

/** What a person can decide about it, each once; writing to somebody may be done again, and leaves it open. */
export const workMoves = {
  "pay-again": { from: ["open"], to: "done" },
  "not-paid": { from: ["open"], to: "done" },
  "first-paid": { from: ["open"], to: "done" },
  close: { from: ["open"], to: "done" },
  "ask-back": { from: ["open"], to: "done" },
  wait: { from: ["open"], to: "done" },
  "write-provider": { from: ["open"], to: "open" },
  "write-holder": { from: ["open"], to: "open" },
} as const satisfies Record<string, { from: readonly WorkState[]; to: WorkState }>;
export type Decision = keyof typeof workMoves;
export const decisions = Object.keys(workMoves) as Decision[];

/** The state after a decision, or null where the table does not allow it. */
export const workAfter = (state: WorkState, decision: Decision): WorkState | null =>
  after<WorkState, Moves<WorkState>>(workMoves, decision, state);

/** What a kind of work is, what there is to find out, and what can be decided. */
export const workOf: Readonly<Record<WorkKind, { name: string; ask: string; decisions: readonly Decision[] }>> = {
  "account-refused": {
    name: "Rekeningnummer geweigerd",
    ask: "Vraag de zorgverlener om een ander rekeningnummer. Zodra dat geldt, betaalt het systeem vanzelf opnieuw.",
    decisions: ["pay-again", "write-provider", "write-holder", "close"],
  },
  "payee-died": {
    name: "Zorgverlener overleden",
    ask: "Zoek uit of de zorgverlener echt is overleden. Zo ja, aan wie moet dit worden betaald?",
    decisions: ["pay-again", "write-holder", "close"],
  },
  regulatory: {
    name: "Gegevens of voorschrift",
    ask: "Zoek uit wat de bank nodig heeft, of waarom zij niet mag betalen.",
    decisions: ["pay-again", "write-provider", "write-holder", "close"],
  },
  unspecified: {
    name: "Reden onbekend",
    ask: "Vraag de zorgverlener of de rekening nog klopt, en zo nodig de bank.",
    decisions: ["pay-again", "write-provider", "write-holder", "close"],
  },
  duplicate: {
    name: "Misschien al betaald",
    ask: "Kijk op de afschriften of vraag de bank: is de eerste betaling uitgevoerd?",
    decisions: ["first-paid", "not-paid", "write-provider", "write-holder"],
  },
  "batch-stopped": {
    name: "Betaalbestand geweigerd",
    ask: "Ons bestand klopt niet. Laat uitzoeken wat er mis is voordat het opnieuw gaat.",
    decisions: ["pay-again", "close"],
  },
  recall: {
    name: "Teruggevraagd bij de bank",
    ask: "Wacht op het antwoord van de bank. Komt het geld terug, dan sluit dit vanzelf.",
    decisions: ["close"],
  },
  details: {
    name: "Melding klopt niet met afschrift",
    ask: "Vraag de bank welke van de twee klopt. Het afschrift telt in de boeken.",
    decisions: ["close"],
  },
  "details-waiting": {
    name: "Boeking zonder afschrift",
    ask: "De bank meldde deze boeking, maar wij hebben geen afschrift waarop zij staat. Vraag de bank om het afschrift. Komt het binnen, dan sluit dit vanzelf.",
    decisions: ["wait", "close"],
  },
  "emergency-open": {
    name: "Spoedbetaling nog niet verrekend",
    ask: "Er kwam lang geen declaratie. Vraag de zorgverlener of die nog komt. Zo niet, vraag het geld dan terug.",
    decisions: ["ask-back", "wait", "write-provider", "write-holder"],
  },
};

/** What can be decided about a piece of work: what its kind allows, and never a new payment where the bank may not pay it at all (RR04). */
export const decisionsFor = (kind: WorkKind, reason: string | null): readonly Decision[] =>
  workOf[kind].decisions.filter((decision) => decision !== "pay-again" || kind !== "regulatory" || reasonOf(reason).again !== "never");

const plainText: Readonly<Record<Decision, string>> = {
  "pay-again": "Opnieuw betalen",
  "not-paid": "De eerste is niet betaald: het geld gaat terug naar het budget",
  "first-paid": "De eerste is betaald: wij wachten op het afschrift",
  close: "Sluiten zonder betaling",
  "ask-back": "De zorgverlener vragen om het geld terug te betalen",
  wait: "Nog wachten op een declaratie",
  "write-provider": "Schrijven naar de zorgverlener (dit blijft daarna open)",
  "write-holder": "Schrijven naar de budgethouder (dit blijft daarna open)",
};

// What closing or waiting means depends on what it is about.
const ownText: Partial<Record<WorkKind, Partial<Record<Decision, string>>>> = {
  details: { close: "Sluiten: de bank zei welke van de twee klopt" },
  "details-waiting": {
    wait: "Nog wachten: de bank stuurt het afschrift",
    close: "Sluiten: er komt geen afschrift met deze boeking",
  },
};

/** A decision about a kind of work, as the clerk chooses it. */
export const decisionText = (kind: WorkKind, decision: Decision): string => ownText[kind]?.[decision] ?? plainText[decision];
