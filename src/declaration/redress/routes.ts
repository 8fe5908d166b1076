import { z } from "zod";
import { concernOf } from "../load.ts";
import type { Api, ApiApp } from "../../web/api.ts";
import { idParam } from "../../web/api-schemas.ts";
import { callOf, idIn, type Spoken } from "../../web/call.ts";
import type { Web } from "../../web/frame.ts";
import { askForDecision, objectToDecision, withdrawRedress } from "./ask.ts";
import { redressOf, redressView, type RedressView } from "./read.ts";
import type { RedressOutcome, RedressState, RedressVerdict } from "./redress.ts";

const tags = ["betalingsbesluiten"];
const unknown = { unknown: "redress-unknown" } as const satisfies Spoken;
const unknownDeclaration = { unknown: "declaration-unknown" } as const satisfies Spoken;

const states = {
  asked: "gevraagd",
  decided: "besloten",
  objected: "bezwaar-gemaakt",
  closed: "besloten-op-bezwaar",
  withdrawn: "ingetrokken",
} as const satisfies Record<RedressState, string>;
const outcomes = { stands: "blijft-zo", revised: "opnieuw-beoordelen" } as const satisfies Record<RedressOutcome, string>;
const verdicts = {
  unfounded: "ongegrond",
  founded: "gegrond",
  inadmissible: "niet-ontvankelijk",
} as const satisfies Record<RedressVerdict, string>;
const parties = { holder: "budgethouder", provider: "zorgverlener" } as const;

const party = z.enum(parties);
const schema = z
  .object({
    id: z.uuid(),
    nummer: z.string(),
    declaratie: z.uuid(),
    status: z.enum(states),
    gevraagdDoor: party,
    gevraagdOp: z.iso.date(),
    verzoek: z.string(),
    besluitUiterlijk: z.iso.date(),
    besluit: z
      .object({ uitkomst: z.enum(outcomes), op: z.iso.date(), reden: z.string(), bezwaarTotEnMet: z.iso.date() })
      .nullable()
      .describe("Het betalingsbesluit, als dat er is."),
    bezwaar: z
      .object({ door: party, op: z.iso.date(), reden: z.string(), besluitUiterlijk: z.iso.date(), verdaagd: z.boolean() })
      .nullable(),
    besluitOpBezwaar: z.object({ uitkomst: z.enum(verdicts), op: z.iso.date(), reden: z.string() }).nullable(),
  })
  .meta({ id: "Betalingsbesluit" });

const toDutch = (one: RedressView): z.infer<typeof schema> => ({
  id: one.id,
  nummer: one.number,
  declaratie: one.declaration,
  status: states[one.state],
  gevraagdDoor: parties[one.askedFor],
  gevraagdOp: one.askedOn,
  verzoek: one.request,
  besluitUiterlijk: one.decideBy,
  besluit: one.decision && {
    uitkomst: outcomes[one.decision.outcome],
    op: one.decision.on,
    reden: one.decision.reasons,
    bezwaarTotEnMet: one.decision.objectBy,
  },
  bezwaar: one.objection && {
    door: parties[one.objection.for],
    op: one.objection.on,
    reden: one.objection.words,
    besluitUiterlijk: one.objection.settleBy,
    verdaagd: one.objection.postponed,
  },
  besluitOpBezwaar: one.closing && { uitkomst: verdicts[one.closing.verdict], op: one.closing.on, reden: one.closing.reasons },
});

const body = z.strictObject({
  reden: z
    .string("Schrijf op waarom.")
    .trim()
    .min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.")
    .max(4_000, "Schrijf hoogstens 4000 tekens."),
});

const reading = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/declaraties/:id/betalingsbesluiten",
    {
      config: { action: "redress.read" },
      schema: {
        operationId: "haalBetalingsbesluitenOp",
        summary: "Wat over de betaling van een declaratie werd gevraagd en besloten, het nieuwste eerst",
        tags,
        params: idParam,
        response: { 200: z.object({ betalingsbesluiten: z.array(schema) }).describe("Alle, ook de ingetrokken.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const declaration = idIn(request.params.id, unknownDeclaration.unknown);
      call.allow(await call.read((tx) => concernOf(tx, declaration)), unknownDeclaration.unknown);
      return { betalingsbesluiten: (await call.read((tx) => redressOf(tx, declaration))).map(toDutch) };
    },
  );
  app.get(
    "/v1/betalingsbesluiten/:id",
    {
      config: { action: "redress.read" },
      schema: {
        operationId: "haalBetalingsbesluitOp",
        summary: "Een betalingsbesluit, met het bezwaar ertegen",
        tags,
        params: idParam,
        response: { 200: schema.describe("Hoe het ervoor staat.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const found = await call.read((tx) => redressView(tx, idIn(request.params.id, unknown.unknown)));
      call.allow(await call.read((tx) => concernOf(tx, found.declaration)), unknown.unknown);
      return toDutch(found);
    },
  );
};

const asking = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/declaraties/:id/betalingsbesluiten",
    {
      config: { action: "redress.ask", changes: true },
      schema: {
        operationId: "vraagBetalingsbesluit",
        summary: "Een besluit vragen over hoe een declaratie is betaald",
        tags,
        params: idParam,
        body,
        response: { 201: z.object({ id: z.uuid(), nummer: z.string() }).describe("Het verzoek is ontvangen.") },
      },
    },
    async (request, reply) => {
      const input = { declaration: idIn(request.params.id, unknownDeclaration.unknown), personal: { reason: request.body.reden } };
      const { redress, number } = await callOf(web, request).command(askForDecision, input, unknownDeclaration);
      return reply.code(201).header("location", `/v1/betalingsbesluiten/${redress}`).send({ id: redress, nummer: number });
    },
  );
  app.post(
    "/v1/betalingsbesluiten/:id/bezwaren",
    {
      config: { action: "redress.object", changes: true },
      schema: {
        operationId: "maakBezwaar",
        summary: "Bezwaar maken tegen een betalingsbesluit",
        tags,
        params: idParam,
        body,
        response: { 204: z.null().describe("Het bezwaar is ontvangen.") },
      },
    },
    async (request, reply) => {
      const input = { redress: idIn(request.params.id, unknown.unknown), personal: { reason: request.body.reden } };
      await callOf(web, request).command(objectToDecision, input, unknown);
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/v1/betalingsbesluiten/:id/intrekkingen",
    {
      config: { action: "redress.withdraw", changes: true },
      schema: {
        operationId: "trekBetalingsbesluitIn",
        summary: "Een verzoek of bezwaar intrekken",
        tags,
        params: idParam,
        response: { 204: z.null().describe("Het is ingetrokken.") },
      },
    },
    async (request, reply) => {
      await callOf(web, request).command(withdrawRedress, { redress: idIn(request.params.id, unknown.unknown) }, unknown);
      return reply.code(204).send(null);
    },
  );
};

/** Decisions on payments, and objections to them, for systems of holders, representatives and providers. */
export const redressRoutes: Api = (app, web) => {
  reading(app, web);
  asking(app, web);
};
