import { z } from "zod";
import { readDay } from "../../kernel/day.ts";
import { concernOf as aboutAgreement } from "../../agreement/load.ts";
import type { Tx } from "../../db/pool.ts";
import type { Api, ApiApp } from "../../web/api.ts";
import { idParam } from "../../web/api-schemas.ts";
import { callOf, idIn, type Spoken } from "../../web/call.ts";
import type { Web } from "../../web/frame.ts";
import { declarationById } from "../load.ts";
import { claimBackAsFunder, correctLines } from "./correct.ts";
import { recoveries, recoveryView, type RecoveryView } from "./read.ts";
import { funderGrounds, type Ground } from "./recovery.ts";

const tags = ["terugvorderingen"];
const purpose = "terugvordering bekijken";
const unknownDeclaration = {
  unknown: "declaration-unknown",
  fields: { lines: "regels", reason: "reden" },
} as const satisfies Spoken;
const unknownAgreement = {
  unknown: "agreement-unknown",
  fields: { from: "van", until: "totEnMet", ground: "grond", decidedOn: "besluitOp", intent: "opzet", reason: "reden" },
} as const satisfies Spoken;
const unknown = { unknown: "recovery-unknown" } as const satisfies Spoken;

const grounds = {
  "own-correction": "eigen-correctie",
  "paid-in-error": "te-veel-betaald",
  "wrong-data": "onjuiste-gegevens",
  "attributable-act": "derdenbeding",
} as const satisfies Record<Ground, string>;

const schema = z
  .object({
    id: z.uuid(),
    nummer: z.string().describe("Het kenmerk dat bij een betaling hoort."),
    overeenkomst: z.uuid(),
    schuldenaar: z.enum(["budgethouder", "zorgverlener"]),
    grond: z.enum(grounds),
    status: z.enum(["open", "betaald"]),
    bedragCenten: z.int(),
    betaaldCenten: z.int(),
    openCenten: z.int().describe("Onder nul als er te veel binnenkwam."),
    gevorderdOp: z.iso.date(),
    uiterlijk: z.iso.date(),
    besluitOp: z.iso.date().nullable(),
    reden: z.string(),
    regels: z.array(z.object({ declaratie: z.uuid(), maand: z.string(), dag: z.iso.date().nullable(), bedragCenten: z.int() })),
    termijnen: z.array(z.object({ uiterlijk: z.iso.date(), bedragCenten: z.int() })),
    betalingen: z.array(z.object({ op: z.iso.date(), bedragCenten: z.int(), teruggekomen: z.boolean() })),
  })
  .describe("Wat na betaling werd gecorrigeerd of teruggevorderd, en wat daarvan binnenkwam.");

const toDutch = (of: RecoveryView): z.infer<typeof schema> => ({
  id: of.id,
  nummer: of.number,
  overeenkomst: of.agreement,
  schuldenaar: of.debtor === "holder" ? "budgethouder" : "zorgverlener",
  grond: grounds[of.ground],
  status: of.state === "open" ? "open" : "betaald",
  bedragCenten: of.amount,
  betaaldCenten: of.repaid,
  openCenten: of.left,
  gevorderdOp: of.claimedOn,
  uiterlijk: of.dueBy,
  besluitOp: of.decidedOn,
  reden: of.reasons,
  regels: of.lines.map(({ declaration, month, day, amount }) => ({
    declaratie: declaration,
    maand: month,
    dag: day,
    bedragCenten: amount,
  })),
  termijnen: of.instalments.map(({ dueOn, amount }) => ({ uiterlijk: dueOn, bedragCenten: amount })),
  betalingen: of.repayments.map(({ on, amount, cameBack }) => ({ op: on, bedragCenten: amount, teruggekomen: cameBack })),
});

const list = z.object({ terugvorderingen: z.array(schema) }).describe("Alle, wat het eerst betaald moet zijn bovenaan.");
const made = z.object({ id: z.uuid(), nummer: z.string() }).describe("Het is teruggevorderd.");

const aDay = (what: string) =>
  z
    .string()
    .refine((text) => readDay(text) !== null, "Dit is geen bestaande dag. Schrijf een dag als jjjj-mm-dd.")
    .describe(what);

const aboutDeclaration = async (tx: Tx, id: string) => aboutAgreement(tx, (await declarationById(tx, id)).agreement_id);

const reading = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/declaraties/:id/terugvorderingen",
    {
      config: { action: "recovery.read" },
      schema: {
        operationId: "haalTerugvorderingenVanDeclaratieOp",
        summary: "Wat van een declaratie na betaling werd gecorrigeerd of teruggevorderd",
        tags,
        params: idParam,
        response: { 200: list },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const declaration = idIn(request.params.id, unknownDeclaration.unknown);
      const about = await call.read((tx) => aboutDeclaration(tx, declaration));
      call.allow(about, unknownDeclaration.unknown);
      await call.looked(about.holder, purpose);
      return { terugvorderingen: (await call.read((tx) => recoveries(tx, { declaration }))).map(toDutch) };
    },
  );
  app.get(
    "/v1/overeenkomsten/:id/terugvorderingen",
    {
      config: { action: "recovery.read" },
      schema: {
        operationId: "haalTerugvorderingenVanOvereenkomstOp",
        summary: "Wat onder een overeenkomst na betaling werd gecorrigeerd of teruggevorderd",
        tags,
        params: idParam,
        response: { 200: list },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const agreement = idIn(request.params.id, unknownAgreement.unknown);
      const about = await call.read((tx) => aboutAgreement(tx, agreement));
      call.allow(about, unknownAgreement.unknown);
      await call.looked(about.holder, purpose);
      return { terugvorderingen: (await call.read((tx) => recoveries(tx, { agreement }))).map(toDutch) };
    },
  );
};

const readingOne = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/terugvorderingen/:id",
    {
      config: { action: "recovery.read" },
      schema: {
        operationId: "haalTerugvorderingOp",
        summary: "Eén terugvordering, met wat ervan binnenkwam",
        tags,
        params: idParam,
        response: { 200: schema },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const of = await call.read((tx) => recoveryView(tx, idIn(request.params.id, unknown.unknown)));
      const about = await call.read((tx) => aboutAgreement(tx, of.agreement));
      call.allow(about, unknown.unknown);
      await call.looked(about.holder, purpose);
      return toDutch(of);
    },
  );
};

const correcting = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/declaraties/:id/correcties",
    {
      config: { action: "recovery.correct", changes: true },
      schema: {
        operationId: "corrigeerDeclaratie",
        summary: "Als zorgverlener betaalde regels corrigeren: het bedrag wordt teruggevorderd",
        description: "Een regel gaat in zijn geheel terug. Wat wel gedeclareerd had moeten worden, kan daarna opnieuw.",
        tags,
        params: idParam,
        body: z.strictObject({
          regels: z.array(z.uuid("Dit is geen id van een regel.")).min(1, "Kies wat u corrigeert.").max(200),
          reden: z.string().trim().min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.").max(2_000),
        }),
        response: { 201: made },
      },
    },
    async (request, reply) => {
      const { regels, reden } = request.body;
      const input = { declaration: idIn(request.params.id, unknownDeclaration.unknown), lines: regels, personal: { reason: reden } };
      const { recovery, number } = await callOf(web, request).command(correctLines, input, unknownDeclaration);
      return reply.code(201).header("location", `/v1/terugvorderingen/${recovery}`).send({ id: recovery, nummer: number });
    },
  );
  app.post(
    "/v1/overeenkomsten/:id/terugvorderingen",
    {
      config: { action: "recovery.claim-back", changes: true },
      schema: {
        operationId: "vorderTerug",
        summary: "Als verstrekker terugvorderen wat in een periode uit een overeenkomst is betaald",
        tags,
        params: idParam,
        body: z.strictObject({
          grond: z.enum(
            ["onjuiste-gegevens", "derdenbeding"],
            "Kies een grond: onjuiste-gegevens (budgethouder) of derdenbeding (zorgverlener).",
          ),
          opzet: z.boolean().default(false).describe("Of is vastgesteld dat de budgethouder met opzet onjuiste gegevens gaf."),
          besluitOp: aDay("De dag van het besluit om het pgb in te trekken of te herzien."),
          van: aDay("De eerste dag van de zorg."),
          totEnMet: aDay("De laatste dag van de zorg."),
          reden: z.string().trim().min(20, "Schrijf op waarom: minstens twintig tekens.").max(4_000),
        }),
        response: { 201: made.extend({ bedragCenten: z.int() }) },
      },
    },
    async (request, reply) => {
      const { grond, opzet, besluitOp, van, totEnMet, reden } = request.body;
      const ground = funderGrounds.find((one) => grounds[one] === grond);
      const agreement = idIn(request.params.id, unknownAgreement.unknown);
      const input = { agreement, ground, intent: opzet, decidedOn: besluitOp, from: van, until: totEnMet, personal: { reason: reden } };
      const { recovery, number, amount } = await callOf(web, request).command(claimBackAsFunder, input, unknownAgreement);
      const location = `/v1/terugvorderingen/${recovery}`;
      return reply.code(201).header("location", location).send({ id: recovery, nummer: number, bedragCenten: amount });
    },
  );
};

/** Corrections after payment and recoveries, for systems of holders, providers and funders. */
export const recoveryRoutes: Api = (app, web) => {
  reading(app, web);
  readingOne(app, web);
  correcting(app, web);
};
