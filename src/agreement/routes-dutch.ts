import { z } from "zod";
import type { Finding } from "../law/receipt.ts";
import { findingOutcomes, findingSchema, partySchema, type DutchFinding } from "../web/api-schemas.ts";
import type { State } from "./agreement.ts";
import { changedParts, type ChangePart, type Consent } from "./change.ts";
import type { AgreementVerdict } from "./checks.ts";
import type { AgreementKind, Clause } from "./kinds.ts";
import type { Unit } from "./rate.ts";
import type { AgreementSummary, AgreementView } from "./read.ts";

/** States of an agreement, in the words of the API. */
export const agreementStates = {
  shared: "gedeeld",
  "provider-signed": "ondertekend-door-zorgverlener",
  signed: "ondertekend",
  "funder-approved": "goedgekeurd-door-verstrekker",
  approved: "goedgekeurd",
  rejected: "afgekeurd",
  withdrawn: "ingetrokken",
  ended: "beeindigd",
} as const satisfies Record<State, string>;

/** The state of the program behind a word of the API. */
export const stateFrom = (status: string): State | undefined =>
  (Object.keys(agreementStates) as State[]).find((state) => agreementStates[state] === status);

/** Kinds of agreement, in the words of the API. */
export const kinds = {
  assignment: "overeenkomst-van-opdracht",
  institution: "zorginstelling",
  family: "partner-of-familielid",
  employment: "arbeidsovereenkomst",
  transport: "vervoer",
  network: "verklaring-sociaal-netwerk",
} as const satisfies Record<AgreementKind, string>;

/** What a rate is paid for, in the words of the API. */
export const units = { hour: "uur", daypart: "dagdeel", day: "etmaal", month: "maand", piece: "stuk" } as const satisfies Record<
  Unit,
  string
>;

/** What the parties accept, in the words of the API. */
export const clauses = {
  "care-description": "zorgbeschrijving",
  declarations: "declaraties",
  "funder-claim": "derdenbeding",
  "holiday-pay": "vakantiegeld",
  "no-employment": "geen-dienstbetrekking",
} as const satisfies Record<Clause, string>;

const rateSchema = z.object({
  eenheid: z.enum(units),
  centen: z.int().describe("Prijs per eenheid, in centen."),
  omschrijving: z.string(),
  venster: z
    .object({ vanMinuut: z.int(), totMinuut: z.int(), weekdagen: z.array(z.int()) })
    .nullable()
    .describe("Wanneer het tarief geldt: minuten na middernacht, en dagen van de week (1 is maandag). Leeg is altijd."),
});

/** What can change of an agreement, in the words of the API. */
const changeWords = {
  rates: "tarief",
  work: "werk",
  care: "zorgbeschrijving",
  budget: "budget",
  standing: "formeel-of-informeel",
  model: "modeltekst",
  employment: "loondienst",
  earlierEnd: "eerdere-einddatum",
  laterEnd: "latere-einddatum",
  setAside: "apart-gezet",
} as const satisfies Record<ChangePart, string>;

/** Whose consent it takes, in the words of the API. */
const consentWords = { provider: "zorgverlener", holder: "budgethouder", funder: "verstrekker", svb: "svb" } as const satisfies Record<
  Consent,
  string
>;

/** What only an employment contract says. */
export const employmentSchema = z
  .strictObject({
    dagenPerWeek: z.int().min(1).max(7),
    proeftijdMaanden: z.int().min(0).max(2),
    aanzegging: z.boolean().describe("Waar: in de overeenkomst staat al dat zij op haar einddatum eindigt."),
    loonheffingskorting: z.boolean().describe("Waar: de werknemer vraagt de loonheffingskorting hier."),
    kopieIdentiteitsbewijs: z.boolean().describe("Waar: de budgethouder heeft een kopie van beide kanten."),
  })
  .meta({ id: "Dienstverband" });

/** An agreement in a list. */
export const summarySchema = z
  .object({
    id: z.uuid(),
    nummer: z.string(),
    versie: z.int(),
    soort: z.enum(kinds),
    status: z.enum(agreementStates),
    wet: z.enum(["wlz", "wmo", "jeugdwet"]),
    verstrekker: z.string().describe("De code van de verstrekker."),
    budgethouder: partySchema,
    zorgverlener: partySchema,
    zorgfunctie: z.string(),
    van: z.iso.date(),
    totEnMet: z.iso.date().nullable(),
    eindigdeOp: z.iso.date().nullable().describe("De laatste dag, als zij eerder eindigde."),
    gedeeldOp: z.iso.datetime(),
  })
  .meta({ id: "Zorgovereenkomst" });

/** One agreement with what the parties agreed. */
export const viewSchema = summarySchema
  .extend({
    wijzigt: z.uuid().nullable().describe("De versie die deze wijziging vervangt, of zou vervangen. Leeg bij een eerste versie."),
    verandert: z.array(z.enum(changeWords)).describe("Wat anders is dan in die versie."),
    instemming: z.array(z.enum(consentWords)).describe("Wie akkoord moet gaan, in deze volgorde."),
    openWijziging: z.uuid().nullable().describe("De wijziging van deze versie waarover nog niet is besloten."),
    nietAkkoord: z.string().nullable().describe("Waarom de zorgverlener niet akkoord ging."),
    versies: z
      .array(z.object({ id: z.uuid(), versie: z.int(), status: z.enum(agreementStates) }))
      .describe("Alle versies onder dit nummer, de oudste eerst."),
    inhoudshash: z.string().describe("Wat u las. Stuur hem mee als u ondertekent of beoordeelt."),
    budgetregels: z.array(z.uuid()).describe("In de volgorde waarin zij betalen."),
    tarieven: z.array(rateSchema).describe("Het eerste is het basistarief."),
    vasteUren: z.boolean(),
    minutenPerWeek: z.int().nullable(),
    aantalPerWeek: z.int().nullable(),
    apartGezetCenten: z.int().nullable(),
    uitVrijeRuimte: z.boolean().describe("Waar: er mag meer worden betaald als er geld vrij is."),
    naasteFamilie: z.boolean(),
    formeel: z.boolean().describe("Waar: de zorgverlener is professioneel, geen naaste familie."),
    dienstverband: employmentSchema.nullable(),
    vervangt: z.uuid().nullable().describe("De overeenkomst van de zieke zorgverlener die wordt vervangen."),
    bedingen: z.array(z.enum(clauses)),
    zorgbeschrijving: z.string().nullable(),
    ondertekeningen: z.array(z.object({ partij: z.enum(["budgethouder", "zorgverlener"]), ondertekendOp: z.iso.datetime() })),
    beoordelingen: z.array(
      z.object({
        door: z.string().describe("SVB, of de code van de verstrekker."),
        besluit: z.enum(["goedkeuren", "afkeuren"]),
        reden: z.string().nullable(),
        beoordeeldOp: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: "ZorgovereenkomstMetInhoud" });

const party = ({ id, name }: { id: string; name: string }) => ({ id, naam: name });

export const summaryToDutch = (one: AgreementSummary): z.infer<typeof summarySchema> => ({
  id: one.id,
  nummer: one.number,
  versie: one.version,
  soort: kinds[one.kind],
  status: agreementStates[one.state],
  wet: one.law,
  verstrekker: one.funder,
  budgethouder: party(one.holderName),
  zorgverlener: party(one.providerName),
  zorgfunctie: one.careFunction.code,
  van: one.period.from,
  totEnMet: one.period.until,
  eindigdeOp: one.endedOn,
  gedeeldOp: one.sharedAt,
});

const employmentToDutch = (of: AgreementView["employment"]): z.infer<typeof employmentSchema> | null =>
  of === null
    ? null
    : {
        dagenPerWeek: of.daysPerWeek,
        proeftijdMaanden: of.trialMonths,
        aanzegging: of.endTold,
        loonheffingskorting: of.taxCredit,
        kopieIdentiteitsbewijs: of.idCopy,
      };

export const viewToDutch = (view: AgreementView): z.infer<typeof viewSchema> => ({
  ...summaryToDutch(view),
  wijzigt: view.replaces,
  verandert: view.before === null ? [] : changedParts(view.before, view).map((part) => changeWords[part]),
  instemming: view.needs.map((one) => consentWords[one]),
  openWijziging: view.openChange,
  nietAkkoord: view.declined?.reason ?? null,
  versies: view.versions.map(({ id, version, state }) => ({ id, versie: version, status: agreementStates[state] })),
  inhoudshash: view.contentHash,
  budgetregels: [...view.budgetLines],
  tarieven: view.rates.map(({ unit, cents, label, window }) => ({
    eenheid: units[unit],
    centen: cents,
    omschrijving: label,
    venster: window === null ? null : { vanMinuut: window.from, totMinuut: window.until, weekdagen: [...window.weekdays] },
  })),
  vasteUren: view.schedule === "fixed",
  minutenPerWeek: view.minutesPerWeek,
  aantalPerWeek: view.quantityPerWeek,
  apartGezetCenten: view.setAside,
  uitVrijeRuimte: view.beyondCommitment,
  naasteFamilie: view.family,
  formeel: view.standing === "formal",
  dienstverband: employmentToDutch(view.employment),
  vervangt: view.standInFor,
  bedingen: view.accepted.map((clause) => clauses[clause]),
  zorgbeschrijving: view.careText,
  ondertekeningen: view.signatures.map(({ party: one, signedAt }) => ({
    partij: one === "holder" ? "budgethouder" : "zorgverlener",
    ondertekendOp: signedAt,
  })),
  beoordelingen: view.assessments.map(({ body, outcome, reason, assessedAt }) => ({
    door: body,
    besluit: outcome === "approved" ? "goedkeuren" : "afkeuren",
    reden: reason,
    beoordeeldOp: assessedAt,
  })),
});

const outcomes = { fits: "klopt", repair: "herstel", review: "beoordeling" } as const satisfies Record<AgreementVerdict["outcome"], string>;

/** What the checks say of an agreement. */
export const verdictSchema = z
  .object({
    uitkomst: z.enum(outcomes),
    vastleggingCenten: z.int().describe("Wat bij goedkeuring wordt vastgelegd."),
    verwachteKostenCenten: z.int().nullable(),
    wijziging: z
      .object({
        verandert: z.array(z.enum(changeWords)),
        instemming: z.array(z.enum(consentWords)).describe("Wie akkoord moet gaan, in deze volgorde."),
        kostenZonderCenten: z.int().nullable().describe("Van de eerste dag tot het einde, volgens de oude afspraken; leeg als onbekend."),
        kostenMetCenten: z.int().nullable().describe("Hetzelfde volgens de nieuwe afspraken."),
        komtVrijCenten: z.int().describe("Wat vrijkomt van de versie die wordt vervangen."),
      })
      .nullable()
      .describe("Alleen bij een wijziging."),
    bevindingen: z.array(findingSchema),
  })
  .describe("Wat de controles ervan vinden. Er is niets opgeslagen.");

/** A finding in the words of the API. */
export const findingToDutch = ({ code, outcome, article, text, remedy }: Finding): DutchFinding => ({
  code,
  gevolg: findingOutcomes[outcome],
  artikel: article,
  tekst: text,
  oplossing: remedy,
});

const changeToDutch = (change: AgreementVerdict["change"]): z.infer<typeof verdictSchema>["wijziging"] =>
  change === null
    ? null
    : {
        verandert: change.parts.map((part) => changeWords[part]),
        instemming: change.needs.map((one) => consentWords[one]),
        kostenZonderCenten: change.money.before,
        kostenMetCenten: change.money.after,
        komtVrijCenten: change.money.freed,
      };

export const verdictToDutch = ({ outcome, commitment, expected, change, findings }: AgreementVerdict): z.infer<typeof verdictSchema> => ({
  uitkomst: outcomes[outcome],
  vastleggingCenten: commitment,
  verwachteKostenCenten: expected,
  wijziging: changeToDutch(change),
  bevindingen: findings.map(findingToDutch),
});
