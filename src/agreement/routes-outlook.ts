import { z } from "zod";
import type { Api } from "../web/api.ts";
import { findingOutcomes, findingSchema, idParam } from "../web/api-schemas.ts";
import { callOf, idIn } from "../web/call.ts";
import { concernOf } from "./load.ts";
import { budgetChecks, tryOutlook, type PreSign } from "./try-outlook.ts";

const unknown = "agreement-unknown";
const sum = z.int().describe("In centen.");

const schema = z
  .object({
    mag: z.boolean().describe("Of de overeenkomst zo kan worden goedgekeurd."),
    past: z.boolean().describe("Of zij in het budget past."),
    bevindingen: z.array(findingSchema).describe("Wie het budget niet mag zien, leest niets over geld."),
    budget: z
      .object({
        verwachteKostenCenten: sum.nullable().describe("Leeg bij wisselende uren."),
        totEnMet: z.iso.date().nullable(),
        vrijCenten: sum.describe("Vrij vóór deze overeenkomst."),
        blijftVrijCenten: sum,
        tekortCenten: sum,
        opOp: z.iso.date().nullable().describe("De dag waarop het budget op is; leeg als het genoeg is."),
        andere: z.array(
          z.object({
            overeenkomst: z.uuid(),
            apartCenten: sum,
            nodigCenten: sum.nullable().describe("Vanaf vandaag; leeg bij wisselende uren."),
            nietGedektCenten: sum,
          }),
        ),
      })
      .nullable()
      .describe("Alleen voor wie het budget mag zien."),
  })
  .meta({ id: "Vooruitblik" });

const toDutch = ({ verdict, outlook, fits }: PreSign, own: boolean): z.infer<typeof schema> => ({
  mag: verdict.outcome !== "repair",
  past: fits,
  bevindingen: verdict.findings
    .filter(({ code }) => own || !budgetChecks.has(code))
    .map(({ code, outcome, article, text, remedy }) => ({
      ...{ code, artikel: article, tekst: text, oplossing: remedy },
      gevolg: findingOutcomes[outcome],
    })),
  budget: own
    ? {
        verwachteKostenCenten: outlook.expected,
        totEnMet: outlook.until,
        vrijCenten: outlook.free,
        blijftVrijCenten: outlook.left,
        tekortCenten: outlook.short,
        opOp: outlook.runsOut,
        andere: outlook.others.map(({ id, left, need, uncovered }) => ({
          overeenkomst: id,
          apartCenten: left,
          nodigCenten: need,
          nietGedektCenten: uncovered,
        })),
      }
    : null,
});

/** What signing an agreement would come to, for systems of its parties. */
export const outlookRoutes: Api = (app, web) => {
  app.get(
    "/v1/overeenkomsten/:id/vooruitblik",
    {
      config: { action: "agreement.read" },
      schema: {
        operationId: "blikVooruit",
        summary: "Wat ondertekenen nu zou betekenen: mag het, past het, en hoe lang is het budget genoeg",
        description: "Dezelfde controles als bij de beoordeling. Er wordt niets opgeslagen.",
        tags: ["overeenkomsten"],
        params: idParam,
        response: { 200: schema },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const id = idIn(request.params.id, unknown);
      const { holder } = await call.read((tx) => concernOf(tx, id));
      const found = await call.ask(
        { action: "agreement.read", concern: (tx) => concernOf(tx, id), ask: (context) => tryOutlook(context, id) },
        { unknown },
      );
      return toDutch(
        found,
        call.actor.reach.some((one) => one.holder === holder),
      );
    },
  );
};
