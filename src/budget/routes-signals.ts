import { z } from "zod";
import { dayOf } from "../kernel/day.ts";
import { hereNow } from "../db/queries.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { idParam, partySchema } from "../web/api-schemas.ts";
import { callOf, idIn } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { linksSchema, paged, pageQuery, placeIn } from "../web/paging.ts";
import { funderSignalsAfter, type FunderSignal } from "./read-signals.ts";
import { seeSignal } from "./see-signal.ts";
import type { SignalKind, SignalState } from "./signal.ts";

const tags = ["signalen"];
const unknown = "signal-unknown";

const kinds = {
  "turning-18": "wordt-18",
  "budget-conflict": "bestedingsconflict",
  "agreement-ended": "overeenkomst-eindigt",
  "agreement-short": "overeenkomst-past-niet",
} as const satisfies Record<SignalKind, string>;

const states = { unseen: "ongezien", seen: "gezien" } as const satisfies Record<SignalState, string>;
const stateOf = { ongezien: "unseen", gezien: "seen" } as const;

const signalSchema = z
  .object({
    id: z.uuid(),
    soort: z.enum(kinds).describe("Wat er aan de hand is."),
    budgethouder: partySchema,
    budget: z.uuid().nullable().describe("Een budget van de budgethouder waar meer over staat."),
    overeenkomst: z.uuid().nullable().describe("De overeenkomst waar het over gaat."),
    dag: z.iso.date().describe("De dag waar het om gaat."),
    sinds: z.iso.date().describe("Sinds wanneer het signaal te zien is."),
    status: z.enum(states),
    gezienOp: z.iso.datetime().nullable(),
  })
  .meta({ id: "Signaal" });

const toDutch = ({ id, kind, holder, line, about, due, since, state, seen }: FunderSignal): z.infer<typeof signalSchema> => ({
  id,
  soort: kinds[kind],
  budgethouder: { id: holder.id, naam: holder.name },
  budget: line,
  overeenkomst: kind.startsWith("agreement-") ? about : null,
  dag: due,
  sinds: since,
  status: states[state],
  gezienOp: seen?.at ?? null,
});

const listing = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/signalen",
    {
      config: { action: "signal.read" },
      schema: {
        operationId: "haalSignalenOp",
        summary: "Wat uw organisatie van budgethouders moet weten, het nieuwste eerst",
        tags,
        querystring: z.strictObject({
          ...pageQuery,
          status: z.enum(states).optional().describe("Alleen wat nog niet, of al wel, is gezien."),
        }),
        response: { 200: z.object({ signalen: z.array(signalSchema), _links: linksSchema }).describe("Een bladzijde.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { aantal, cursor, status } = request.query;
      const place = placeIn(cursor, z.tuple([z.iso.date(), z.uuid()]));
      const on = dayOf(await hereNow(web.door.db));
      const wanted = { funder: call.actor.organisation ?? "", on, state: status === undefined ? null : stateOf[status] };
      const found = await call.read((tx) => funderSignalsAfter(tx, wanted, place, aantal + 1));
      const { rows, links } = paged(request, found, aantal, ({ since, id }) => [since, id]);
      return { signalen: rows.map(toDutch), _links: links };
    },
  );
};

const seeing = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/signalen/:id/leesbevestigingen",
    {
      config: { action: "signal.see", changes: true },
      schema: {
        operationId: "bevestigSignaalGezien",
        summary: "Zeggen dat uw organisatie een signaal zag",
        tags,
        params: idParam,
        response: { 204: z.null().describe("Het signaal is gezien.") },
      },
    },
    async (request, reply) => {
      await callOf(web, request).command(seeSignal, { signal: idIn(request.params.id, unknown) }, { unknown });
      return reply.code(204).send(null);
    },
  );
};

/** Signals for systems of funders (signalen): read what happened, and say that it was seen. */
export const signalRoutes: Api = (app, web) => {
  listing(app, web);
  seeing(app, web);
};
