import { z } from "zod";
import type { Day } from "../kernel/day.ts";
import type { FoundProvider, NamedProvider } from "../party/find-provider.ts";
import type { BudgetLine } from "../budget/award.ts";
import { readBsn } from "../kernel/bsn.ts";
import { centsNumber, dayText, idText } from "../web/api-schemas.ts";
import type { Clause } from "./kinds.ts";
import { standingOf } from "./pages/form.ts";
import { mostRates, wholeDay } from "./rate.ts";
import { clauses, employmentSchema, kinds, units } from "./routes-dutch.ts";
import type { GivenTerms } from "./share.ts";

const mostCents = 99_999_999;
const amount = centsNumber.min(0).max(mostCents);
const longestCare = 5_000;

const windowBody = z.strictObject({
  vanMinuut: z.int().min(0).max(wholeDay).describe("Minuten na middernacht."),
  totMinuut: z.int().min(0).max(wholeDay).describe("Minuten na middernacht; niet later dan “vanMinuut” is de volgende dag."),
  weekdagen: z.array(z.int().min(1).max(7)).min(1, "Kies ten minste één dag van de week.").max(7).describe("1 is maandag."),
});

const rateBody = z.strictObject({
  eenheid: z.enum(units),
  centen: amount.min(1).describe("Prijs per eenheid, in centen."),
  omschrijving: z
    .string()
    .trim()
    .max(80, "Schrijf hoogstens 80 tekens.")
    .default("")
    .describe("Waarvoor het tarief is; verplicht bij meer tarieven."),
  venster: windowBody.nullable().default(null).describe("Wanneer het tarief geldt. Leeg is altijd."),
});

/** What the parties agree on, as a program fills it in. Holder, care function and standing follow from budget and provider. */
export const termsBody = z
  .strictObject({
    soort: z.enum(kinds),
    budgetregels: z.array(idText).min(1, "Noem ten minste één budgetregel.").max(4).describe("In de volgorde waarin zij betalen."),
    zorgverlener: idText.describe("Het kenmerk van de zorgverlener, uit een zoekopdracht."),
    naasteFamilie: z.boolean("Schrijf true of false.").describe("Waar: naaste familie van de budgethouder."),
    tarieven: z.array(rateBody).min(1, "Geef ten minste één tarief.").max(mostRates).describe("Het eerste is het basistarief."),
    vasteUren: z.boolean("Schrijf true of false.").describe("Waar: elke week evenveel werk."),
    minutenPerWeek: z.int().min(1).max(10_080).nullable().default(null).describe("Bij vast werk per uur of per maand."),
    aantalPerWeek: z.int().min(1).max(99).nullable().default(null).describe("Bij vast werk per dagdeel, etmaal of stuk."),
    apartGezetCenten: amount.nullable().default(null).describe("Leeg is alles wat de overeenkomst kost; 0 is niets."),
    uitVrijeRuimte: z.boolean("Schrijf true of false.").describe("Waar: er mag meer worden betaald als er geld vrij is."),
    van: dayText,
    totEnMet: dayText.nullable().default(null),
    bedingen: z.array(z.enum(clauses)).max(10).describe("De verplichte afspraken waarmee de budgethouder akkoord gaat."),
    zorgbeschrijving: z.string().trim().min(10, "Schrijf in een paar zinnen welke zorg de zorgverlener geeft.").max(longestCare),
    dienstverband: employmentSchema.nullable().default(null).describe("Alleen bij een arbeidsovereenkomst."),
    vervangt: idText.nullable().default(null).describe("De overeenkomst van de zieke zorgverlener die wordt vervangen."),
    wijzigt: idText
      .nullable()
      .default(null)
      .describe("Bij een wijziging: de versie die nu geldt. Noem dan alle afspraken, ook die gelijk blijven."),
  })
  .meta({ id: "ZorgovereenkomstInvoer" });

const behind = <Name extends string>(words: Readonly<Record<Name, string>>, word: string): Name => {
  const found = (Object.keys(words) as Name[]).find((name) => words[name] === word);
  if (found === undefined) throw new Error(`${word} passed a schema that does not have it`);
  return found;
};

type Body = z.infer<typeof termsBody>;

const rateFrom = ({ eenheid, centen, omschrijving, venster }: Body["tarieven"][number]): GivenTerms["rates"][number] => ({
  unit: behind(units, eenheid),
  cents: centen,
  label: omschrijving,
  window: venster === null ? null : { from: venster.vanMinuut, until: venster.totMinuut, weekdays: venster.weekdagen },
});

const employmentFrom = (of: Body["dienstverband"]): GivenTerms["employment"] =>
  of === null
    ? null
    : {
        daysPerWeek: of.dagenPerWeek,
        trialMonths: of.proeftijdMaanden,
        endTold: of.aanzegging,
        taxCredit: of.loonheffingskorting,
        idCopy: of.kopieIdentiteitsbewijs,
      };

/** The terms as their command takes them. Formal or informal is what the provider is registered as, as on the pages. */
export const termsFromDutch = (body: Body, line: BudgetLine, provider: FoundProvider): GivenTerms => {
  const kind = behind(kinds, body.soort);
  return {
    holder: line.holder,
    provider: provider.id,
    lines: body.budgetregels,
    function: line.function,
    kind,
    standing: standingOf(provider, body.naasteFamilie, kind),
    family: body.naasteFamilie,
    rates: body.tarieven.map(rateFrom),
    schedule: body.vasteUren ? "fixed" : "irregular",
    minutesPerWeek: body.minutenPerWeek,
    quantityPerWeek: body.aantalPerWeek,
    setAside: body.apartGezetCenten,
    beyondCommitment: body.uitVrijeRuimte,
    from: body.van as Day,
    until: body.totEnMet as Day | null,
    accepted: body.bedingen.map((word): Clause => behind(clauses, word)),
    employment: employmentFrom(body.dienstverband),
    standInFor: body.vervangt,
    replaces: body.wijzigt,
    personal: { care: body.zorgbeschrijving },
  };
};

/** The Dutch names of the fields of the terms, for what the command itself refuses. */
export const termsFields = {
  holder: "budgetregels",
  lines: "budgetregels",
  provider: "zorgverlener",
  kind: "soort",
  rates: "tarieven",
  from: "van",
  until: "totEnMet",
  standInFor: "vervangt",
  replaces: "wijzigt",
} as const;

const chamber = z.string().regex(/^\d{8}$/, "Een KvK-nummer heeft acht cijfers.");

/** How a program names a provider: the number at the chamber of commerce, or BSN and family name; one of both. */
export const searchBody = z
  .strictObject({
    kvk: chamber.optional().describe("Van een organisatie of zelfstandige."),
    bsn: z
      .string()
      .refine((text) => readBsn(text) !== null, "Dit is geen burgerservicenummer.")
      .optional()
      .describe("Van een persoon; stuur ook de achternaam mee."),
    achternaam: z.string().trim().min(1, "Vul de achternaam in.").max(200).optional(),
  })
  .refine(({ kvk, bsn }) => (kvk === undefined) !== (bsn === undefined), {
    path: ["kvk"],
    message: "Stuur “kvk”, of “bsn” met “achternaam”.",
  })
  .refine(({ bsn, achternaam }) => (bsn === undefined) === (achternaam === undefined), {
    path: ["achternaam"],
    message: "Stuur “achternaam” mee met “bsn”, en niet zonder.",
  })
  .meta({ id: "ZorgverlenerZoekopdracht" });

/** The question as the register takes it. */
export const namedIn = ({ kvk, bsn, achternaam }: z.infer<typeof searchBody>): NamedProvider => {
  if (kvk !== undefined) return { chamber: kvk };
  const number = readBsn(bsn ?? "");
  if (number === null || achternaam === undefined) throw new Error("a search passed its schema without a name");
  return { bsn: number, familyName: achternaam };
};

/** A provider who was found. */
export const foundSchema = z
  .object({
    id: z.uuid().describe("Ons kenmerk van de zorgverlener."),
    naam: z.string(),
    soort: z.enum(["persoon", "zorginstelling"]),
    formeel: z.boolean().describe("Waar: ingeschreven als professionele zorgverlener."),
  })
  .meta({ id: "Zorgverlener" });

export const foundToDutch = ({ id, name, kind, formal }: FoundProvider): z.infer<typeof foundSchema> => ({
  id,
  naam: name,
  soort: kind === "institution" ? "zorginstelling" : "persoon",
  formeel: formal,
});
