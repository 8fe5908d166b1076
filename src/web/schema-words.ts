import type { z } from "zod";
import { nl } from "zod/locales";

type Issue = z.core.$ZodRawIssue;

const wanted: Readonly<Record<string, string>> = {
  string: "Geef hier een tekst.",
  number: "Geef hier een getal.",
  int: "Geef hier een heel getal.",
  boolean: "Geef hier true of false.",
  array: "Geef hier een lijst.",
  object: "Geef hier een object met velden.",
};

const shapes: Readonly<Record<string, string>> = {
  date: "Schrijf een dag als jjjj-mm-dd.",
  datetime: "Schrijf een tijdstip als jjjj-mm-ddTuu:mm:ssZ.",
  uuid: "Dit is geen kenmerk. Neem het over uit ons antwoord.",
};

const many: Readonly<Record<string, string>> = { string: "tekens", array: "delen" };

const tooMuch = (origin: string, maximum: bigint | number): string =>
  origin in many ? `Geef hoogstens ${String(maximum)} ${many[origin] ?? ""}.` : `Dit getal is te groot: hoogstens ${String(maximum)}.`;

const tooLittle = (origin: string, minimum: bigint | number): string =>
  origin in many ? `Geef ten minste ${String(minimum)} ${many[origin] ?? ""}.` : `Dit getal is te klein: ten minste ${String(minimum)}.`;

const inDutch = nl().localeError;

/** What a schema says of a value when it has no words of its own for it, in plain Dutch; the library's Dutch for what never comes up. */
export const schemaWords = (issue: Issue): ReturnType<typeof inDutch> => {
  if (issue.code === "invalid_type") return issue.input === undefined ? "Dit veld ontbreekt." : (wanted[issue.expected] ?? inDutch(issue));
  if (issue.code === "invalid_value")
    return issue.values.length === 1 ? `Hier moet “${String(issue.values[0])}” staan.` : `Kies een van: ${issue.values.join(", ")}.`;
  if (issue.code === "invalid_format") return shapes[issue.format] ?? "Deze tekst heeft niet de vorm die wij vragen.";
  if (issue.code === "too_big") return tooMuch(issue.origin, issue.maximum);
  if (issue.code === "too_small") return tooLittle(issue.origin, issue.minimum);
  return issue.code === "invalid_union" ? "Dit past bij geen van de vormen die hier mogen." : inDutch(issue);
};
