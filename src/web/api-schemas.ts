import { z } from "zod";
import { readDay, readMonth } from "../kernel/day.ts";
import type { FindingOutcome } from "../law/receipt.ts";

/** An id in an address of the API. */
export const idParam = z.object({ id: z.string().meta({ format: "uuid" }) });

/** An id in a body or query. */
export const idText = z.uuid("Dit is geen kenmerk. Neem het over uit ons antwoord.");

/** A day (dag), and a month (maand), as the API writes and reads them. */
export const dayText = z.iso.date("Schrijf een dag als jjjj-mm-dd.").refine((text) => readDay(text) !== null, "Deze dag bestaat niet.");
export const monthText = z
  .string("Schrijf een maand als jjjj-mm.")
  .refine((text) => readMonth(text) !== null, "Schrijf een maand als jjjj-mm.")
  .meta({ examples: ["2026-10"] });

/** Whole cents. */
export const centsNumber = z.int("Schrijf een bedrag in hele centen.").meta({ examples: [2900] });

/** What a check leads to, in the words of the API. */
export const findingOutcomes = {
  notice: "melding",
  suspend: "opschorting",
  repair: "herstel",
  review: "beoordeling",
  refuse: "weigering",
} as const satisfies Record<FindingOutcome, string>;

/** What a check found. */
export const findingSchema = z
  .object({
    code: z.string().describe("De controle; codes veranderen nooit van betekenis."),
    gevolg: z.enum(findingOutcomes),
    artikel: z.string(),
    tekst: z.string(),
    oplossing: z.string().describe("Wat u kunt doen."),
  })
  .meta({ id: "Bevinding", description: "Wat een controle vond." });
export type DutchFinding = z.infer<typeof findingSchema>;

/** Who somebody is, for who may see the name. */
export const partySchema = z
  .object({ id: z.uuid().describe("Ons kenmerk van deze persoon of organisatie."), naam: z.string() })
  .meta({ id: "Partij", description: "Een budgethouder of zorgverlener." });
