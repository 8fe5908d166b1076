import { z } from "zod";
import { endMandate, registerMandate } from "../../budget/register-mandate.ts";
import { mandateKinds } from "../../party/mandate.ts";
import { bsnField } from "../../party/person.ts";
import { kindsOf } from "../../party/record-mandate.ts";
import type { Api } from "../../web/api.ts";
import { dayText, idParam } from "../../web/api-schemas.ts";
import { callOf, idIn } from "../../web/call.ts";
import { personNames, personShape } from "../mandates/routes-dutch.ts";

const tags = ["vertegenwoordiging"];
const unknown = "mandate-unknown";

const kinds = kindsOf("funder").map((code) => mandateKinds[code]?.name ?? code);
const codeOf = (name: string): string => kindsOf("funder").find((code) => mandateKinds[code]?.name === name) ?? name;

const documentField = z
  .string()
  .trim()
  .min(3, "Vul het kenmerk van het document in.")
  .max(200, "Gebruik hooguit 200 tekens.")
  .describe("Het kenmerk van het formulier of besluit waarop het rust.");

const registerBody = z
  .strictObject({
    budgethouderBsn: bsnField,
    soort: z.enum(kinds, "Deze soort schrijft een verstrekker niet in."),
    ...personShape,
    van: dayText,
    totEnMet: dayText.nullable().default(null),
    document: documentField,
  })
  .describe("Wie de verstrekker als vertegenwoordiger accepteerde.");

const endBody = z.strictObject({ laatsteDag: dayText, document: documentField }).describe("De laatste dag, en waarop die rust.");

/** Representatives whom a funder accepted, for its programs: written down, and given a last day. */
export const registerRoutes: Api = (app, web) => {
  app.post(
    "/v1/vertegenwoordigers",
    {
      config: { action: "mandate.register", changes: true },
      schema: {
        operationId: "schrijfVertegenwoordigerIn",
        summary: "Als verstrekker een vertegenwoordiger inschrijven",
        description: "Beide mensen krijgen een bericht. Wie een rechter aanwees, schrijft de SVB in.",
        tags,
        body: registerBody,
        response: { 201: z.object({ id: z.uuid() }).describe("De inschrijving.") },
      },
    },
    async (request, reply) => {
      const { budgethouderBsn, soort, naam, achternaam, bsn, van, totEnMet, document } = request.body;
      const input = {
        kind: codeOf(soort),
        from: van,
        until: totEnMet,
        personal: { holder: budgethouderBsn, name: naam, familyName: achternaam, bsn, document },
      };
      const { mandate } = await callOf(web, request).command(registerMandate, input, {
        unknown,
        fields: {
          ...personNames,
          ...{ budgethouder: "budgethouderBsn", "personal.holder": "budgethouderBsn", "personal.document": "document" },
          ...{ kind: "soort", from: "van", until: "totEnMet", tot: "totEnMet" },
        },
      });
      return reply.code(201).send({ id: mandate });
    },
  );

  app.post(
    "/v1/vertegenwoordigers/:id/beeindigingen",
    {
      config: { action: "mandate.end", changes: true },
      schema: {
        operationId: "beeindigVertegenwoordiger",
        summary: "Een ingeschreven vertegenwoordiger een laatste dag geven",
        tags,
        params: idParam,
        body: endBody,
        response: { 204: z.null().describe("Na die dag mag deze persoon niets meer. Beide mensen krijgen een bericht.") },
      },
    },
    async (request, reply) => {
      const { laatsteDag, document } = request.body;
      const input = { mandate: idIn(request.params.id, unknown), last: laatsteDag, personal: { document } };
      await callOf(web, request).command(endMandate, input, {
        unknown,
        fields: { laatste: "laatsteDag", last: "laatsteDag", "personal.document": "document" },
      });
      return reply.code(204).send(null);
    },
  );
};
