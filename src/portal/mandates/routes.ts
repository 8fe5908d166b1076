import { z } from "zod";
import { scopes, type Scope } from "../../kernel/actor.ts";
import { dayOf } from "../../kernel/day.ts";
import { hereNow } from "../../db/queries.ts";
import { mandateKinds } from "../../party/mandate.ts";
import { grantMandate, mandates, revokeMandate, type MandateView } from "../../party/represent.ts";
import type { Api, ApiApp } from "../../web/api.ts";
import { dayText, idParam, idText, partySchema } from "../../web/api-schemas.ts";
import { callOf, idIn } from "../../web/call.ts";
import type { Web } from "../../web/frame.ts";
import { linksSchema, paged, pageQuery, placeIn } from "../../web/paging.ts";
import { personNames, personShape } from "./routes-dutch.ts";

const tags = ["vertegenwoordiging"];
const unknown = "mandate-unknown";

const rights = {
  read: "lezen",
  hours: "uren-invullen",
  declare: "uren-goedkeuren",
  sign: "overeenkomsten-tekenen",
  money: "geldzaken",
} as const satisfies Record<Scope, string>;
const rightNames = Object.values(rights);

const kinds = { "04": "gemachtigde", MK: "meekijker" } as const;

const mandateSchema = z
  .object({
    id: z.uuid(),
    vertegenwoordiger: partySchema,
    soort: z.string().describe("Bijvoorbeeld ouder, curator, gemachtigde of meekijker."),
    rechten: z.array(z.enum(rightNames)),
    van: z.iso.date(),
    totEnMet: z.iso.date().nullable().describe("De laatste dag, ook als die uit de wet volgt; leeg als er geen is."),
    geldt: z.boolean(),
    inTeTrekken: z.boolean().describe("Waar: de budgethouder gaf dit zelf en kan het intrekken."),
  })
  .meta({ id: "Vertegenwoordiging" });

const toDutch = (one: MandateView): z.infer<typeof mandateSchema> => ({
  id: one.id,
  vertegenwoordiger: { id: one.representative, naam: one.name },
  soort: mandateKinds[one.kind]?.name ?? one.kind,
  rechten: one.scopes.map((scope) => rights[scope]),
  van: one.from,
  totEnMet: one.last,
  geldt: one.runs,
  inTeTrekken: one.runs && one.revocable,
});

const grantBody = z
  .strictObject({
    budgethouder: idText,
    soort: z.enum(["gemachtigde", "meekijker"], "Kies “gemachtigde” of “meekijker”."),
    ...personShape,
    rechten: z.array(z.enum(rightNames)).max(scopes.length).default([]).describe("Voor een gemachtigde. Lezen mag altijd."),
    totEnMet: dayText.nullable().default(null).describe("Bij een meekijker nodig."),
  })
  .describe("Wie iemand machtigt of laat meekijken, en waarvoor.");

const reading = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/vertegenwoordigingen",
    {
      config: { action: "mandate.read" },
      schema: {
        operationId: "haalVertegenwoordigingenOp",
        summary: "Wie een budgethouder vertegenwoordigt of vertegenwoordigde, wie het nu doet eerst",
        tags,
        querystring: z.strictObject({ ...pageQuery, budgethouder: idText }),
        response: { 200: z.object({ vertegenwoordigingen: z.array(mandateSchema), _links: linksSchema }).describe("Een bladzijde.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { budgethouder: holder, aantal, cursor } = request.query;
      call.allow({ holder }, "not-found");
      const after = placeIn(cursor, z.tuple([z.uuid()]));
      const today = dayOf(await hereNow(web.door.db));
      const all = await call.read((tx) => mandates(tx, holder, today));
      const start = after === null ? 0 : all.findIndex(({ id }) => id === after[0]) + 1;
      const { rows, links } = paged(request, all.slice(start, start + aantal + 1), aantal, ({ id }) => [id]);
      return { vertegenwoordigingen: rows.map(toDutch), _links: links };
    },
  );
};

const changing = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/vertegenwoordigingen",
    {
      config: { action: "mandate.grant", changes: true },
      schema: {
        operationId: "machtigIemand",
        summary: "Iemand machtigen, of laten meekijken",
        description: "Beide mensen krijgen een bericht.",
        tags,
        body: grantBody,
        response: { 201: z.object({ id: z.uuid() }).describe("Het recht geldt.") },
      },
    },
    async (request, reply) => {
      const { budgethouder, soort, rechten, totEnMet, naam, achternaam, bsn } = request.body;
      const input = {
        holder: budgethouder,
        kind: soort === kinds.MK ? "MK" : "04",
        scopes: scopes.filter((scope) => rechten.includes(rights[scope])),
        until: totEnMet,
        personal: { name: naam, familyName: achternaam, bsn },
      };
      const { mandate } = await callOf(web, request).command(grantMandate, input, {
        unknown: "not-found",
        fields: { ...personNames, holder: "budgethouder", kind: "soort", tot: "totEnMet", until: "totEnMet" },
      });
      return reply.code(201).send({ id: mandate });
    },
  );

  app.post(
    "/v1/vertegenwoordigingen/:id/intrekkingen",
    {
      config: { action: "mandate.revoke", changes: true },
      schema: {
        operationId: "trekVertegenwoordigingIn",
        summary: "Intrekken wat de budgethouder zelf gaf",
        tags,
        params: idParam,
        response: { 204: z.null().describe("Het recht is weg. Beide mensen krijgen een bericht.") },
      },
    },
    async (request, reply) => {
      await callOf(web, request).command(revokeMandate, { mandate: idIn(request.params.id, unknown) }, { unknown });
      return reply.code(204).send(null);
    },
  );
};

/** Representation (vertegenwoordiging) of a holder for programs: who may do what, letting somebody in, and taking that back. */
export const mandateRoutes: Api = (app, web) => {
  reading(app, web);
  changing(app, web);
};
