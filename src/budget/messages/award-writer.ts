import type { Law } from "../../law/laws.ts";
import {
  messageCodes,
  messageNamespace,
  messagePrefix,
  payingAgency,
  sharedNamespace,
  type MessageAddress,
  type MessageName,
  type Sex,
} from "./award-message.ts";
import { documentOf, tag, type Written } from "./xml-writer.ts";

/**
 * An award message in plain fields. They are written as they are, so that a wrong message can be made as well; an `AwardMessage`
 * fits. `receiver`, `code` and `version` may be left out.
 */
export type AwardMessageFields = {
  law: Law;
  code?: string;
  version?: string;
  sender: string;
  receiver?: string;
  identification: string;
  dated: string;
  client: { bsn: string; born: string; sex: Sex; name: MessageName; address: MessageAddress; competent: boolean };
  relations?: readonly { number: number; kind: string; bsn: string | null; born: string | null; name: MessageName }[];
  budget: {
    number: string;
    previous: string | null;
    awarded: string;
    period: { from: string; until: string } | null;
    functions: readonly { code: string; amount: number; from: string; until: string }[];
  };
};

const sexCodes: Readonly<Record<Sex, string>> = { unknown: "0", male: "1", female: "2" };

const nameTag = (of: string, name: MessageName): Written | null =>
  tag(of, [
    tag("ipgb:Geslachtsnaam", [tag("ipgb:Achternaam", name.family), tag("ipgb:Voorvoegsel", name.prefix)]),
    tag("ipgb:Voornamen", name.given),
    tag("ipgb:Voorletters", name.initials),
  ]);

const headerTag = (own: (name: string) => string, fields: AwardMessageFields): Written | null => {
  const [major = "", minor = ""] = (fields.version ?? "2.0").split(".");
  return tag(own("Header"), [
    tag(own("BerichtCode"), fields.code ?? messageCodes.award),
    tag(own("BerichtVersie"), major),
    tag(own("BerichtSubversie"), minor),
    tag(own("Afzender"), fields.sender),
    tag(own("Ontvanger"), fields.receiver ?? payingAgency),
    tag(own("BerichtIdentificatie"), [tag("ipgb:Identificatie", fields.identification), tag("ipgb:Dagtekening", fields.dated)]),
    tag(own("XsdVersie"), [tag("ipgb:BasisschemaXsdVersie", "1.0.0"), tag("ipgb:BerichtXsdVersie", "1.0.0")]),
  ]);
};

const relationTag = (own: (name: string) => string, relation: NonNullable<AwardMessageFields["relations"]>[number]): Written | null =>
  tag(own("Relatie"), [
    tag(own("Nummer"), relation.number),
    tag(own("Soort"), relation.kind),
    tag(own("Bsn"), relation.bsn),
    relation.born === null ? null : tag(own("Geboortedatum"), [tag("ipgb:Datum", relation.born)]),
    nameTag(own("Naam"), relation.name),
  ]);

const budgetTag = (
  own: (name: string) => string,
  { number, previous, awarded, period, functions }: AwardMessageFields["budget"],
): Written | null =>
  tag(own("Budget"), [
    tag(own("BudgetNummer"), number),
    tag(own("VorigBudgetNummer"), previous),
    tag(own("Toekenningsdatum"), awarded),
    period === null ? null : tag(own("BudgetPeriode"), [tag("ipgb:Begindatum", period.from), tag("ipgb:Einddatum", period.until)]),
    ...functions.map(({ code, amount, from, until }) =>
      tag(own("FunctieBudget"), [
        tag(own("Zorgfunctie"), code),
        tag(own("Bedrag"), amount),
        tag(own("Begindatum"), from),
        tag(own("Einddatum"), until),
      ]),
    ),
  ]);

/** Writes an award message (WLZ501, WMO501, JW501) as a funder sends it: for the simulator, the learning environment and tests. */
export function awardMessageXml(fields: AwardMessageFields): string {
  const prefix = `${messagePrefix[fields.law]}501`;
  const own = (name: string): string => `${prefix}:${name}`;
  const { client, relations = [] } = fields;
  const { street, house, postcode, city, country } = client.address;
  return documentOf(own("Bericht"), { ipgb: sharedNamespace, [prefix]: messageNamespace(prefix) }, [
    headerTag(own, fields),
    tag(own("Client"), [
      tag(own("Bsn"), client.bsn),
      tag(own("Geboortedatum"), [tag("ipgb:Datum", client.born)]),
      tag(own("Geslacht"), sexCodes[client.sex]),
      nameTag(own("Naam"), client.name),
      tag(own("Adres"), [
        tag("ipgb:Straatnaam", street),
        tag("ipgb:Huisnummer", house),
        tag("ipgb:Postcode", postcode),
        tag("ipgb:Plaatsnaam", city),
        tag("ipgb:LandCode", country),
      ]),
      tag(own("BevoegdTotBeheer"), client.competent ? "1" : "2"),
      relations.length === 0
        ? null
        : tag(
            own("Relaties"),
            relations.map((relation) => relationTag(own, relation)),
          ),
      budgetTag(own, fields.budget),
    ]),
  ]);
}
