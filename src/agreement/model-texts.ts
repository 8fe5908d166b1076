import { day, type Day } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { AgreementKind, Clause } from "./agreement.ts";

/** A clause of a model text. `accepts` names the required clause that a party accepts with it. */
export type ModelClause = { title: string; text: string; accepts: Clause | null };

/** One version of a model text (modelovereenkomst), for one kind of agreement under one law. */
export type ModelText = { id: string; from: Day; kind: AgreementKind; law: Law; title: string; clauses: readonly ModelClause[] };

/** What a model text leaves open; the door fills it in, in Dutch. */
export const placeholders = ["budgethouder", "zorgverlener", "verstrekker", "zorg", "tarief", "uren", "begin", "einde"] as const;
export type Placeholder = (typeof placeholders)[number];

const care: Readonly<Record<Law, string>> = { wlz: "zorg", wmo: "ondersteuning", jeugdwet: "jeugdhulp" };
const body: Readonly<Record<Law, string>> = { wlz: "het zorgkantoor", wmo: "de gemeente", jeugdwet: "de gemeente" };

const parties = (law: Law, kind: AgreementKind): ModelClause => ({
  title: "Wie spreken dit af",
  text:
    kind === "institution"
      ? `{budgethouder} is de budgethouder. {zorgverlener} is de zorginstelling. De zorginstelling laat haar medewerkers ${care[law]} geven aan de budgethouder. De medewerkers zijn niet in dienst van de budgethouder.`
      : `{budgethouder} is de budgethouder. {zorgverlener} is de zorgverlener. De zorgverlener werkt in opdracht en is niet in dienst van de budgethouder.`,
  accepts: null,
});

const description = (law: Law): ModelClause => ({
  title: `Welke ${care[law]}`,
  text: `De zorgverlener geeft deze ${care[law]}: {zorg}. In de zorgbeschrijving staat hoe de zorgverlener dat doet. De zorgbeschrijving hoort bij deze overeenkomst. Verandert er iets? Dan passen wij de zorgbeschrijving meteen aan.`,
  accepts: "care-description",
});

const term: ModelClause = {
  title: "Hoe lang",
  text: "De overeenkomst begint op {begin} en loopt tot en met {einde}. Eindigt het budget eerder, of overlijdt de budgethouder? Dan eindigt de overeenkomst op dezelfde dag.",
  accepts: null,
};

const pay: ModelClause = {
  title: "Uren en tarief",
  text: "Wij spreken dit af: {uren}. Het tarief is {tarief}. De zorgverlener rekent geen hoger tarief en vraagt geen extra geld aan de budgethouder voor dezelfde zorg.",
  accepts: null,
};

const declaring: ModelClause = {
  title: "Declareren",
  text: "De zorgverlener stuurt de declaratie binnen zes weken na de maand waarin de zorg is gegeven. Op de declaratie staan de namen, de dagen, de uren en het tarief. De budgethouder controleert de declaratie en stuurt haar binnen vier weken door. Spraken wij een vast bedrag per maand af? Dan betaalt de Sociale Verzekeringsbank dat na afloop van de maand.",
  accepts: "declarations",
};

const lateInWlz: ModelClause = {
  title: "Te laat declareren",
  text: "Krijgt de budgethouder de declaratie later dan zes weken na de maand van de zorg? Dan hoeft die declaratie niet te worden betaald.",
  accepts: null,
};

const funderClaim = (law: Law): ModelClause => ({
  title: `Vordering van ${body[law]}`,
  text: `Trekt ${body[law]} het budget in, of verandert ${body[law]} het, door iets wat de zorgverlener te verwijten is? Dan mag ${body[law]} ({verstrekker}) het geld dat de zorgverlener daardoor ten onrechte kreeg, rechtstreeks van de zorgverlener terugvragen. De zorgverlener gaat daarmee akkoord.`,
  accepts: "funder-claim",
});

const holidayPay = (kind: AgreementKind): ModelClause => ({
  title: "Vakantiegeld",
  text:
    kind === "institution"
      ? "In het tarief zit alles: ook het loon, het vakantiegeld en de reiskosten van de medewerkers. De zorginstelling betaalt haar medewerkers zelf."
      : "Heeft de zorgverlener recht op vakantiegeld? Dan zit het vakantiegeld in het tarief. De budgethouder betaalt het niet nog een keer apart.",
  accepts: "holiday-pay",
});

const approval = (law: Law): ModelClause => ({
  title: "Goedkeuring",
  text: `Wij houden ons aan deze overeenkomst vanaf het moment dat wij allebei hebben ondertekend. De Sociale Verzekeringsbank betaalt pas als ${body[law]} en de Sociale Verzekeringsbank de overeenkomst hebben goedgekeurd.`,
  accepts: null,
});

const ending: ModelClause = {
  title: "Stoppen",
  text: "De budgethouder en de zorgverlener mogen de overeenkomst beëindigen. Dat doen zij schriftelijk of in het portaal, één maand van tevoren, tenzij zij het samen eens zijn over een eerdere dag.",
  accepts: null,
};

const lawTitle: Readonly<Record<Law, string>> = {
  wlz: "Wet langdurige zorg",
  wmo: "Wet maatschappelijke ondersteuning 2015",
  jeugdwet: "Jeugdwet",
};
const kindTitle: Readonly<Record<AgreementKind, string>> = {
  assignment: "Overeenkomst van opdracht",
  institution: "Zorgovereenkomst met een zorginstelling",
};
const kindId: Readonly<Record<AgreementKind, string>> = { assignment: "opdracht", institution: "zorginstelling" };

const model = (from: string, edition: string, kind: AgreementKind, law: Law): ModelText => ({
  id: `${kindId[kind]}-${law}-${edition}`,
  from: day(from),
  kind,
  law,
  title: `${kindTitle[kind]} (${lawTitle[law]})`,
  clauses: [
    parties(law, kind),
    description(law),
    term,
    pay,
    declaring,
    ...(law === "wlz" ? [lateInWlz] : []),
    funderClaim(law),
    holidayPay(kind),
    approval(law),
    ending,
  ],
});

/**
 * Every version of every model text, oldest first; a version is never changed, for signed agreements name it.
 * In our own words; the required content is that of Uitv.reg. Wmo 2015 art. 2a lid 2, Regeling Jeugdwet art. 8a lid 2
 * and Rlz art. 5.16 lid 2. The claim of the funder (derdenbeding) holds since 1 April 2017, Stcrt. 2017, 11464.
 */
export const modelTexts: readonly ModelText[] = (["assignment", "institution"] as const).flatMap((kind) =>
  (["wlz", "wmo", "jeugdwet"] as const).map((law) => model("2018-01-01", "1", kind, law)),
);

/** The model text that parties must use when they make an agreement on a day: the newest then in force. Null when there was none. */
export const modelFor = (kind: AgreementKind, law: Law, on: Day): ModelText | null =>
  modelTexts.findLast((text) => text.kind === kind && text.law === law && text.from <= on) ?? null;

/** A model text by its version. Null when it never existed. */
export const modelById = (id: string): ModelText | null => modelTexts.find((text) => text.id === id) ?? null;

/** A model text with everything filled in (tekst van de overeenkomst). Throws when a placeholder is unknown. */
export const filled = (
  text: ModelText,
  values: Readonly<Record<Placeholder, string>>,
): { title: string; clauses: { title: string; text: string }[] } => ({
  title: text.title,
  clauses: text.clauses.map((clause) => ({
    title: clause.title,
    text: clause.text.replace(/\{([a-z]+)\}/g, (_, name: string) => {
      if (!(placeholders as readonly string[]).includes(name)) throw new Error(`${text.id} leaves {${name}} open`);
      return values[name as Placeholder];
    }),
  })),
});
