import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { dayOf } from "../kernel/day.ts";
import type { Finding } from "../law/receipt.ts";
import {
  centsNumber,
  dayText,
  findingOutcomes,
  findingSchema,
  idText,
  monthText,
  partySchema,
  type DutchFinding,
} from "../web/api-schemas.ts";
import type { Side } from "../web/side.ts";
import { mostRates } from "../agreement/rate.ts";
import type { LineOutcome, Verdict } from "./checks.ts";
import type { DeclarationState, LineState } from "./declaration.ts";
import { limits } from "./facts.ts";
import type { PaidRow } from "./listed.ts";
import { said } from "./pages/words.ts";
import type { DeclarationSummary, DeclarationView, LineView } from "./read.ts";
import type { GivenClaim } from "./submit.ts";

/** States of a declaration and of a line, in the words of the API. */
export const declarationStates = {
  prepared: "klaargezet",
  rejected: "afgekeurd",
  repair: "herstel",
  "in-assessment": "in-behandeling",
  approved: "goedgekeurd",
  returned: "teruggeboekt",
  "partly-paid": "deels-betaald",
  paid: "betaald",
  refused: "geweigerd",
  withdrawn: "teruggetrokken",
  corrected: "gecorrigeerd",
} as const satisfies Record<DeclarationState, string>;

const lineStates = {
  prepared: "klaargezet",
  rejected: "afgekeurd",
  submitted: "ingediend",
  approved: "goedgekeurd",
  repair: "herstel",
  review: "handmatige-beoordeling",
  refused: "geweigerd",
  withdrawn: "teruggetrokken",
  ordered: "onderweg",
  paid: "betaald",
  returned: "teruggeboekt",
  credited: "gecorrigeerd",
} as const satisfies Record<LineState, string>;

const outcomes = {
  pay: "betalen",
  suspend: "opschorten",
  partly: "deels-betalen",
  repair: "herstel",
  review: "handmatige-beoordeling",
  refuse: "weigeren",
} as const satisfies Record<Verdict["outcome"] | LineOutcome, string>;

/** What came of a submission. */
export const submittedSchema = z
  .object({ id: z.uuid().describe("Ons kenmerk van de declaratie."), uitkomst: z.enum(outcomes) })
  .describe("De declaratie is beoordeeld.");
export const outcomeInDutch = (outcome: Verdict["outcome"]) => outcomes[outcome];

const givenLine = z.strictObject({
  tarief: z
    .int()
    .min(0)
    .max(mostRates - 1)
    .default(0)
    .describe("Welk tarief van de overeenkomst; 0 is het eerste."),
  aantal: z.int().min(0).max(limits.quantity).default(1).describe("Hoeveel dagdelen, etmalen of stuks; 1 bij uren en bij een maandbedrag."),
  dag: dayText.nullable().default(null).describe("De dag; leeg bij een vast maandbedrag."),
  minuten: z
    .int("Schrijf de tijd in hele minuten.")
    .min(0)
    .max(limits.minutes)
    .default(0)
    .describe("Gewerkte tijd; 0 bij een vast maandbedrag."),
  tariefCenten: centsNumber.min(0).max(limits.amount).nullable().default(null).describe("Het tarief op de factuur, als dat er is."),
  bedragCenten: centsNumber.min(0).max(limits.amount).nullable().default(null).describe("Het bedrag op de factuur, als dat er is."),
});

/** Hours, or a month amount, as a program hands them in. */
export const claimBody = z
  .strictObject({
    overeenkomst: idText.describe("Het kenmerk van de zorgovereenkomst."),
    maand: monthText,
    regels: z.array(givenLine, "Geef ten minste één regel.").min(1, "Geef ten minste één regel.").max(limits.lines),
  })
  .meta({ id: "DeclaratieInvoer" });

/** The claim as its command takes it. */
export const claimFrom = ({ overeenkomst, maand, regels }: z.infer<typeof claimBody>): GivenClaim => ({
  agreement: overeenkomst,
  month: maand,
  lines: regels.map(({ tarief, aantal, dag, minuten, tariefCenten, bedragCenten }) => ({
    day: dag,
    rateAt: tarief,
    minutes: minuten,
    quantity: aantal,
    rate: tariefCenten,
    amount: bedragCenten,
  })),
});

/** As what an actor reads a declaration: who is both reads it as holder. */
export const sideIn = (actor: Actor, holder: string): Side => (actor.reach.some((one) => one.holder === holder) ? "holder" : "provider");

const findingToDutch =
  (side: Side) =>
  (finding: Finding): DutchFinding => {
    const { code, outcome, article, text, remedy } = said(finding, side);
    return { code, gevolg: findingOutcomes[outcome], artikel: article, tekst: text, oplossing: remedy };
  };

const findings = z.array(findingSchema);
const lineSchema = z
  .object({
    id: z.uuid(),
    dag: z.iso.date().nullable().describe("Leeg bij een vast maandbedrag."),
    tarief: z.int().describe("Welk tarief van de overeenkomst; 0 is het eerste."),
    minuten: z.int(),
    aantal: z.int(),
    bedragCenten: z.int().describe("Wat betaald wordt of is."),
    status: z.enum(lineStates),
    bevindingen: findings,
    toelichting: z.string().nullable().describe("Wat een medewerker van de SVB erbij schreef."),
    verbeterenUiterlijk: z.iso.date().nullable().describe("De laatste dag om een regel in herstel te verbeteren."),
    geweigerdNaTermijn: z.boolean().describe("Niet op tijd verbeterd. De budgethouder kan om herbeoordeling vragen."),
  })
  .meta({ id: "Declaratieregel" });

/** A declaration in a list. */
export const summarySchema = z
  .object({
    id: z.uuid(),
    nummer: z.string(),
    overeenkomst: z.uuid(),
    budgethouder: partySchema,
    zorgverlener: partySchema,
    maand: monthText,
    aanvulling: z.boolean(),
    status: z.enum(declarationStates),
    minuten: z.int(),
    bedragCenten: z.int().describe("Wat betaald wordt of is."),
    klaargezetOp: z.iso.datetime(),
    ingediendOp: z.iso.datetime().nullable(),
    uiterlijkeBetaaldatum: z.iso.date().nullable(),
    besluit: z.string().nullable().describe("Waar staat hoe dit besluit tot stand kwam."),
  })
  .meta({ id: "Declaratie" });

/** One declaration with its lines. */
export const viewSchema = summarySchema
  .extend({ regels: z.array(lineSchema), redenAfkeuring: z.string().nullable().describe("Wat de zorgverlener moet verbeteren.") })
  .meta({ id: "DeclaratieMetRegels" });

const party = ({ id, name }: { id: string; name: string }) => ({ id, naam: name });

const lineToDutch =
  (side: Side) =>
  (line: LineView): z.infer<typeof lineSchema> => ({
    id: line.id,
    dag: line.unit === "month" ? null : line.day,
    tarief: line.rateAt,
    minuten: line.minutes,
    aantal: line.quantity,
    bedragCenten: line.amount,
    status: lineStates[line.state],
    bevindingen: line.findings.map(findingToDutch(side)),
    toelichting: line.note,
    verbeterenUiterlijk: line.repairUntil,
    geweigerdNaTermijn: line.lapsed,
  });

/** A declaration as the API tells it; how it was decided is for the holder. */
export const summaryToDutch = (one: DeclarationSummary, side: Side): z.infer<typeof summarySchema> => ({
  id: one.id,
  nummer: one.number,
  overeenkomst: one.agreement,
  budgethouder: party(one.holder),
  zorgverlener: party(one.provider),
  maand: one.month,
  aanvulling: one.supplement,
  status: declarationStates[one.state],
  minuten: one.minutes,
  bedragCenten: one.amount,
  klaargezetOp: one.preparedAt,
  ingediendOp: one.submittedAt,
  uiterlijkeBetaaldatum: one.promisedOn,
  besluit: side === "holder" && one.receipt !== null ? `/v1/besluiten/${one.receipt}` : null,
});

/** One declaration with its lines as the API tells it. */
export const viewToDutch = (view: DeclarationView, side: Side): z.infer<typeof viewSchema> => ({
  ...summaryToDutch(view, side),
  regels: view.lines.map(lineToDutch(side)),
  redenAfkeuring: view.rejection,
});

/** What would come of a submission now. */
export const verdictSchema = z
  .object({
    uitkomst: z.enum(outcomes),
    bedragCenten: z.int().describe("Wat betaald zou worden."),
    regels: z.array(z.object({ dag: z.iso.date().nullable(), uitkomst: z.enum(outcomes), bedragCenten: z.int(), bevindingen: findings })),
    bevindingen: findings.describe("Wat over de hele declaratie gaat."),
  })
  .describe("Wat ervan zou komen. Er is niets opgeslagen.");

/** The verdict of a dry run; its lines stand in the order in which they were given. */
export const verdictToDutch = (
  { outcome, totals, lines, findings: all }: Verdict,
  given: GivenClaim,
  side: Side,
): z.infer<typeof verdictSchema> => ({
  uitkomst: outcomes[outcome],
  bedragCenten: totals.pay,
  regels: lines.map((line, at) => ({
    dag: given.lines[at]?.day ?? null,
    uitkomst: outcomes[line.outcome],
    bedragCenten: line.amount,
    bevindingen: line.findings.map(findingToDutch(side)),
  })),
  bevindingen: all.filter(({ about }) => !lines.some(({ id }) => id === about)).map(findingToDutch(side)),
});

/** What reached a provider, or came back. */
export const paymentSchema = z
  .object({
    declaratie: z.uuid(),
    overeenkomst: z.uuid(),
    budgethouder: z.uuid(),
    zorgverlener: z.uuid(),
    maand: monthText,
    geboektOp: z.iso.date().describe("De dag waarop de bank het boekte."),
    bedragCenten: z.int(),
    teruggeboekt: z.boolean().describe("Waar: het geld kwam terug."),
  })
  .meta({ id: "Betaling" });

export const paymentToDutch = (row: PaidRow): z.infer<typeof paymentSchema> => ({
  declaratie: row.declaration,
  overeenkomst: row.agreement,
  budgethouder: row.holder,
  zorgverlener: row.provider,
  maand: row.month,
  geboektOp: dayOf(row.at),
  bedragCenten: row.amount,
  teruggeboekt: row.cameBack,
});
