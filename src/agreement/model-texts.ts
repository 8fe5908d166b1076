import { day, type Day } from "../kernel/day.ts";
import { laws, type Law } from "../law/laws.ts";
import { kindExists, kinds, type AgreementKind, type Clause } from "./kinds.ts";
import { firstInstitutionClauses, modelClauses, type ModelClause } from "./model-clauses.ts";

/** One version of a model text (modelovereenkomst), for one kind of agreement under one law. */
export type ModelText = { id: string; from: Day; kind: AgreementKind; law: Law; title: string; clauses: readonly ModelClause[] };

/** What a model text leaves open; the door fills it in, in Dutch. The last four stand in an employment contract only. */
export const placeholders = [
  "budgethouder",
  "zorgverlener",
  "verstrekker",
  "zorg",
  "tarief",
  "uren",
  "begin",
  "einde",
  "dagen",
  "proeftijd",
  "aanzegging",
  "loonheffing",
] as const;
export type Placeholder = (typeof placeholders)[number];

const lawTitle: Readonly<Record<Law, string>> = {
  wlz: "Wet langdurige zorg",
  wmo: "Wet maatschappelijke ondersteuning 2015",
  jeugdwet: "Jeugdwet",
};
const kindTitle: Readonly<Record<AgreementKind, string>> = {
  assignment: "Overeenkomst van opdracht",
  institution: "Zorgovereenkomst met een zorginstelling",
  family: "Overeenkomst met partner of familielid",
  employment: "Arbeidsovereenkomst",
  transport: "Overeenkomst van vervoer",
  network: "Verklaring hulp uit sociaal netwerk",
};
const kindId: Readonly<Record<AgreementKind, string>> = {
  assignment: "opdracht",
  institution: "zorginstelling",
  family: "familie",
  employment: "arbeid",
  transport: "vervoer",
  network: "netwerk",
};

const model = (from: string, edition: string, kind: AgreementKind, law: Law, of: readonly ModelClause[]): ModelText => ({
  id: `${kindId[kind]}-${law}-${edition}`,
  from: day(from),
  kind,
  law,
  title: `${kindTitle[kind]} (${lawTitle[law]})`,
  clauses: of,
});

const firstEdition = (kind: AgreementKind, law: Law): readonly ModelClause[] =>
  kind === "institution" ? firstInstitutionClauses(law) : modelClauses(law, kind);

/**
 * Every version of every model text, oldest first; a version is never changed, for signed agreements name it.
 * In our own words; the required content is that of Uitv.reg. Wmo 2015 art. 2a lid 2 and 2ab lid 3, Regeling Jeugdwet art. 8a lid 2
 * and 8ab lid 3, and Rlz art. 5.16 lid 2. The claim of the funder (derdenbeding) holds since 1 April 2017, Stcrt. 2017, 11464.
 */
export const modelTexts: readonly ModelText[] = [
  ...kinds.flatMap((kind) =>
    laws.filter((law) => kindExists(kind, law)).map((law) => model("2018-01-01", "1", kind, law, firstEdition(kind, law))),
  ),
  ...laws.map((law) => model("2026-01-01", "2", "institution", law, modelClauses(law, "institution"))),
];

/** The model text that parties must use when they make an agreement on a day: the newest then in force. Null when there was none. */
export const modelFor = (kind: AgreementKind, law: Law, on: Day): ModelText | null =>
  modelTexts.findLast((text) => text.kind === kind && text.law === law && text.from <= on) ?? null;

/** The clauses that the parties to a model text must accept. */
export const requiredBy = ({ clauses: of }: ModelText): readonly Clause[] => of.flatMap(({ accepts }) => accepts ?? []);

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
