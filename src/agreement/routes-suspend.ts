import { z } from "zod";
import { readDay } from "../kernel/day.ts";
import type { Api } from "../web/api.ts";
import { idParam } from "../web/api-schemas.ts";
import { callOf, idIn, type Spoken } from "../web/call.ts";
import { resumePayments, suspendPayments } from "./suspend.ts";
import type { SuspensionGround } from "./suspension.ts";

const tags = ["overeenkomsten"];
const unknown = {
  unknown: "agreement-unknown",
  fields: { reason: "reden", ground: "grond", until: "totEnMet", whole: "alleOvereenkomsten" },
} as const satisfies Spoken;

const grounds = {
  "onjuiste-gegevens": "wrong-data",
  voorwaarden: "conditions",
  "ander-doel": "other-purpose",
  bestedingsconflict: "budget-conflict",
} as const satisfies Record<string, SuspensionGround>;

const body = z.strictObject({
  grond: z.enum(Object.keys(grounds) as (keyof typeof grounds)[], "Kies een grond."),
  totEnMet: z
    .string()
    .refine((text) => readDay(text) !== null, "Dit is geen bestaande dag. Schrijf een dag als jjjj-mm-dd.")
    .describe("De laatste dag, als jjjj-mm-dd. Bij een vermoeden om één reden hoogstens dertien weken."),
  alleOvereenkomsten: z.boolean().default(false).describe("Ook de andere lopende overeenkomsten van deze budgethouder bij u."),
  reden: z
    .string()
    .trim()
    .min(20, "Schrijf in minstens twintig tekens wat er aan de hand is.")
    .max(2_000, "Schrijf hoogstens 2000 tekens.")
    .describe("De budgethouder en de zorgverlener lezen dit."),
});

/** A funder's system has payments under an agreement put off, and lets them go again. */
export const suspendRoutes: Api = (app, web) => {
  app.post(
    "/v1/overeenkomsten/:id/opschortingen",
    {
      config: { action: "agreement.suspend", changes: true },
      schema: {
        operationId: "schortBetalingenOp",
        summary: "Als verstrekker de betalingen uit een overeenkomst laten opschorten",
        description: "Declaraties worden beoordeeld en het geld staat apart, maar er wordt nog niet betaald.",
        tags,
        params: idParam,
        body,
        response: {
          201: z.object({ overeenkomsten: z.int().describe("Bij hoeveel overeenkomsten de betaling wacht.") }).describe("Het is gedaan."),
        },
      },
    },
    async (request, reply) => {
      const { grond, totEnMet, alleOvereenkomsten, reden } = request.body;
      const agreement = idIn(request.params.id, unknown.unknown);
      const input = { agreement, until: totEnMet, ground: grounds[grond], whole: alleOvereenkomsten, personal: { reason: reden } };
      const { agreements } = await callOf(web, request).command(suspendPayments, input, unknown);
      return reply.code(201).send({ overeenkomsten: agreements });
    },
  );
  app.post(
    "/v1/overeenkomsten/:id/hervattingen",
    {
      config: { action: "agreement.resume", changes: true },
      schema: {
        operationId: "hervatBetalingen",
        summary: "Een opschorting opheffen",
        tags,
        params: idParam,
        response: { 204: z.null().describe("Er wordt weer betaald.") },
      },
    },
    async (request, reply) => {
      await callOf(web, request).command(resumePayments, { agreement: idIn(request.params.id, unknown.unknown) }, unknown);
      return reply.code(204).send(null);
    },
  );
};
