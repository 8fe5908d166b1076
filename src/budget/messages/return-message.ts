import type { Day } from "../../kernel/day.ts";
import { codesAt, type AwardOutcome } from "./award-codes.ts";
import { messageCodes, messageNamespace, messagePrefix, sharedNamespace, type MessageClass } from "./award-message.ts";
import { documentOf, tag, type Written } from "./xml-writer.ts";

/** How many occurrences of a class the return message names: those in the message, and those whose absence is a fault. */
const timesOf = (outcome: AwardOutcome, on: MessageClass, there: number): number =>
  Math.max(there, ...outcome.faults.filter((fault) => fault.class === on).map(({ at }) => at + 1));

/**
 * Writes the return message (retourbericht: WLZ502, WMO502, JW502) on an award message, with codes on every class that it holds, and 0001
 * in the header when it was refused as a whole. It repeats keys only: no person can be found in it. The same outcome and day give the same
 * bytes. When not even the law could be seen, the message is of the neutral kind IPGB502.
 */
export function returnMessageXml(outcome: AwardOutcome, dated: Day): string {
  const { reading } = outcome;
  const { header } = reading;
  const prefix = reading.law === null ? "ipgb502" : `${messagePrefix[reading.law]}502`;
  const own = (name: string): string => `${prefix}:${name}`;
  const versions = [tag("ipgb:BasisschemaXsdVersie", "1.0.0"), tag("ipgb:BerichtXsdVersie", "1.0.0")];
  const whole = outcome.faults.some((fault) => fault.class === "Bericht");
  const retour = (codes: readonly string[]): Written | null =>
    tag(
      own("RetourCodes"),
      codes.map((code) => tag(own("RetourCode"), code)),
    );

  return documentOf(own("Bericht"), { ipgb: sharedNamespace, [prefix]: messageNamespace(prefix) }, [
    tag(own("Header"), [
      tag(own("BerichtCode"), messageCodes.return),
      tag(own("BerichtVersie"), "2"),
      tag(own("BerichtSubversie"), "0"),
      tag(own("Afzender"), header?.sender ?? null),
      tag(own("Ontvanger"), header?.receiver ?? null),
      header === null
        ? null
        : tag(own("BerichtIdentificatie"), [tag("ipgb:Identificatie", header.identification), tag("ipgb:Dagtekening", header.dated)]),
      tag(own("XsdVersie"), versions),
      // From the bytes that were received, so that the same message always gets the same answer.
      tag(own("IdentificatieRetour"), reading.digest.slice(0, 12)),
      tag(own("DagtekeningRetour"), dated),
      tag(own("XsdVersieRetour"), versions),
      retour(whole ? ["0001"] : codesAt(outcome.faults, "Header", 0)),
    ]),
    whole ? null : clientTag(outcome, own, retour),
  ]);
}

const clientTag = (
  outcome: AwardOutcome,
  own: (name: string) => string,
  retour: (codes: readonly string[]) => Written | null,
): Written | null => {
  const { faults, reading } = outcome;
  const each = (on: MessageClass, there: number, content: (at: number) => readonly (Written | null)[]): (Written | null)[] =>
    Array.from({ length: timesOf(outcome, on, there) }, (_, at) => tag(own(on), [...content(at), retour(codesAt(faults, on, at))]));
  const relations = each("Relatie", reading.relations.length, (at) => [tag(own("Nummer"), reading.relations[at] ?? null)]);
  const functions = each("FunctieBudget", reading.functions.length, (at) => [tag(own("Zorgfunctie"), reading.functions[at] ?? null)]);
  const budgets = each("Budget", reading.budgets.length, (at) => [tag(own("BudgetNummer"), reading.budgets[at] ?? null), ...functions]);
  return tag(own("Client"), [
    relations.length === 0 ? null : tag(own("Relaties"), relations),
    ...budgets,
    retour(reading.clients === 0 && !faults.some((fault) => fault.class === "Client") ? ["0233"] : codesAt(faults, "Client", 0)),
  ]);
};
