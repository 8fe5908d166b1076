import { z } from "zod";
import { readDay } from "../kernel/day.ts";
import type { Api } from "../web/api.ts";
import { idParam } from "../web/api-schemas.ts";
import { callOf, idIn, type Spoken } from "../web/call.ts";
import { disapproveAgreement } from "./disapprove.ts";
import type { PartyEvent } from "./party-end.ts";
import { reportPartyEnd } from "./report-party-end.ts";

const tags = ["overeenkomsten"];
const unknown = {
  unknown: "agreement-unknown",
  fields: { reason: "reden", source: "bron", event: "gebeurtenis", on: "dag" },
} as const satisfies Spoken;
const done = z.null().describe("Het is gedaan.");

const events = {
  "budgethouder-overleden": "holder-died",
  "zorgverlener-overleden": "provider-died",
  "zorginstelling-gestopt": "provider-ended",
} as const satisfies Record<string, PartyEvent>;

const disapprovalBody = z.strictObject({
  reden: z
    .string()
    .trim()
    .min(10, "Schrijf in minstens tien tekens waarom u de overeenkomst afkeurt.")
    .max(2_000, "Schrijf hoogstens 2000 tekens.")
    .describe("De budgethouder en de zorgverlener lezen dit."),
});

const reportBody = z.strictObject({
  gebeurtenis: z.enum(Object.keys(events) as (keyof typeof events)[], "Kies wat er is gebeurd."),
  dag: z
    .string()
    .refine((text) => readDay(text) !== null, "Dit is geen bestaande dag. Schrijf een dag als jjjj-mm-dd.")
    .describe("De dag van overlijden, of de laatste dag van de instelling, als jjjj-mm-dd."),
  bron: z
    .string()
    .trim()
    .min(5, "Schrijf hoe u dit weet, in minstens vijf tekens.")
    .max(500, "Schrijf hoogstens 500 tekens.")
    .describe("Hoe u dit weet, bijvoorbeeld: bericht van de burgerlijke stand."),
});

/** Running agreements that a funder ends: disapproved after all, or because a party is no more. */
export const lapseRoutes: Api = (app, web) => {
  app.post(
    "/v1/overeenkomsten/:id/afkeuringen",
    {
      config: { action: "agreement.disapprove", changes: true },
      schema: {
        operationId: "keurLopendeOvereenkomstAf",
        summary: "Een lopende overeenkomst alsnog afkeuren als verstrekker; zij eindigt vandaag",
        tags,
        params: idParam,
        body: disapprovalBody,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const input = { agreement: idIn(request.params.id, unknown.unknown), personal: { reason: request.body.reden } };
      await callOf(web, request).command(disapproveAgreement, input, unknown);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/overeenkomsten/:id/meldingen",
    {
      config: { action: "agreement.report-party-end", changes: true },
      schema: {
        operationId: "meldEindeVanPartij",
        summary: "Melden dat de budgethouder of zorgverlener is overleden, of dat de instelling is gestopt",
        description: "De overeenkomst eindigt op die dag, en met haar de andere overeenkomsten van de budgethouder of zorgverlener.",
        tags,
        params: idParam,
        body: reportBody,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const { gebeurtenis, dag, bron } = request.body;
      const input = {
        agreement: idIn(request.params.id, unknown.unknown),
        event: events[gebeurtenis],
        on: dag,
        personal: { source: bron },
      };
      await callOf(web, request).command(reportPartyEnd, input, unknown);
      return reply.code(204).send(null);
    },
  );
};
