import { z } from "zod";
import { bsnField } from "../../party/person.ts";

/** How programs name a person whom we may not know yet. A BSN stands in a body, never in an address. */
export const personShape = {
  naam: z.string().trim().min(1, "Vul de naam in, met voorletters.").max(100, "Gebruik hooguit 100 tekens."),
  achternaam: z.string().trim().min(1, "Vul de achternaam in.").max(100, "Gebruik hooguit 100 tekens."),
  bsn: bsnField,
};

/** The fields of a person in a command, by the names that programs use. */
export const personNames: Readonly<Record<string, string>> = {
  "personal.name": "naam",
  "personal.familyName": "achternaam",
  "personal.bsn": "bsn",
};
