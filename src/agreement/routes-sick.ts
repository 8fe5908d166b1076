import { z } from "zod";
import type { Api } from "../web/api.ts";
import { dayText, idParam } from "../web/api-schemas.ts";
import { callOf, idIn } from "../web/call.ts";
import { reportRecovered, reportSick } from "./report-sick.ts";

const tags = ["overeenkomsten"];
const unknown = "agreement-unknown";

/** A provider of an agreement is reported sick, or works again (ziekmelding, betermelding), by a program of either side. */
export const sickRoutes: Api = (app, web) => {
  app.post(
    "/v1/overeenkomsten/:id/ziekmeldingen",
    {
      config: { action: "agreement.report-sick", changes: true },
      schema: {
        operationId: "meldZiek",
        summary: "De zorgverlener ziek melden",
        description: "De budgethouder en de zorgverlener krijgen bericht.",
        tags,
        params: idParam,
        body: z.strictObject({ eersteZiektedag: dayText }),
        response: { 204: z.null().describe("De ziekmelding is genoteerd.") },
      },
    },
    async (request, reply) => {
      const input = { agreement: idIn(request.params.id, unknown), on: request.body.eersteZiektedag };
      await callOf(web, request).command(reportSick, input, { unknown, fields: { on: "eersteZiektedag" } });
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/overeenkomsten/:id/betermeldingen",
    {
      config: { action: "agreement.recovered", changes: true },
      schema: {
        operationId: "meldBeter",
        summary: "De zorgverlener weer beter melden",
        description: "Overeenkomsten van vervanging eindigen dan.",
        tags,
        params: idParam,
        body: z.strictObject({ eersteWerkdag: dayText }),
        response: {
          201: z.object({ beeindigdeVervangingen: z.int().describe("Hoeveel overeenkomsten van vervanging hierdoor eindigen.") }),
        },
      },
    },
    async (request, reply) => {
      const input = { agreement: idIn(request.params.id, unknown), on: request.body.eersteWerkdag };
      const { replacements } = await callOf(web, request).command(reportRecovered, input, { unknown, fields: { on: "eersteWerkdag" } });
      return reply.code(201).send({ beeindigdeVervangingen: replacements });
    },
  );
};
