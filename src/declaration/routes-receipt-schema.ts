import { z } from "zod";

// A receipt is told as it was hashed, letter for letter, so that anybody can recompute its hash: its names are English, and what a
// later form adds comes along.
const whole = z.int();
const day = z.iso.date();
const outcomes = ["notice", "suspend", "repair", "review", "refuse"] as const;
const heavy = "notice is een melding, repair moet worden hersteld, review gaat naar een persoon, refuse is een weigering.";

const value = z
  .discriminatedUnion("unit", [
    z.looseObject({ unit: z.literal("cents"), amount: whole }),
    z.looseObject({ unit: z.literal("minutes"), amount: whole }),
    z.looseObject({ unit: z.enum(["days", "weeks", "count"]), amount: whole }),
    z.looseObject({ unit: z.literal("percent"), numerator: whole, denominator: whole }),
    z.looseObject({ unit: z.literal("day"), day }),
    z.looseObject({ unit: z.literal("text"), text: z.string() }),
  ])
  .describe("Een waarde met haar eenheid.");

const rule = z.looseObject({
  code: z.string().describe("De controle."),
  about: z.string().describe("Het kenmerk van waar zij over gaat."),
  outcome: z.enum(["pass", ...outcomes]).describe(`pass is in orde; ${heavy}`),
  article: z.string(),
});

const sheetLine = z.looseObject({
  about: z.string(),
  legalDay: day,
  what: z.string().describe("Wat het is, in het Nederlands."),
  value,
  article: z.string(),
  inForceSince: day.nullable(),
  source: z.string().nullable().describe("Waar het gelezen is."),
  confidence: z.enum(["published", "derived", "provisional"]),
  settled: z.boolean().describe("Onwaar: een voorlopig bedrag."),
  origin: z.enum(["law", "policy", "award", "agreement", "declaration", "ledger", "register", "calculation"]),
});

const found = z.looseObject({
  code: z.string(),
  about: z.string(),
  outcome: z.enum(outcomes).describe(heavy),
  article: z.string(),
  text: z.string(),
  remedy: z.string(),
});

/** The explanation of one decision as it was hashed (verantwoording van het besluit). */
export const explanationSchema = z
  .looseObject({
    form: z.literal("receipt-1"),
    subject: z.string().describe("Het kenmerk van de overeenkomst of declaratie."),
    legalDay: day.describe("De dag van het recht dat is toegepast."),
    release: z.string().describe("De uitgave van het programma die besliste."),
    given: z.unknown().describe("De gegevens waarop is beslist."),
    rules: z.array(rule).readonly().describe("Elke controle die is gedaan, op volgorde."),
    sheet: z.array(sheetLine).readonly().describe("Het rekenblad."),
    findings: z.array(found).readonly(),
    outcome: z.string(),
  })
  .meta({
    id: "Verantwoording",
    description: "In de vorm die gehasht is: de sha256 van de JSON met sleutels op volgorde en zonder witruimte is “hash”.",
  });
