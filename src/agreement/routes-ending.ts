import { z } from "zod";
import type { Day } from "../kernel/day.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { dayText, findingSchema, idParam } from "../web/api-schemas.ts";
import { callOf, idIn, type Spoken } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { terminateAgreement, tryEnding } from "./end.ts";
import type { ChosenGround } from "./ending.ts";
import { concernOf } from "./load.ts";
import { findingToDutch } from "./routes-dutch.ts";
import { declineAgreement } from "./sign.ts";

const tags = ["overeenkomsten"];
const spoken = {
  unknown: "agreement-unknown",
  fields: { ground: "grond", lastDay: "laatsteDag", "personal.cause": "reden", "personal.reason": "reden" },
} as const satisfies Spoken;
const done = z.null().describe("Het is gedaan.");

const grounds = { opzeggen: "notice", "in-overleg": "mutual", "dringende-reden": "urgent" } as const satisfies Record<string, ChosenGround>;
const ground = z
  .enum(Object.keys(grounds) as (keyof typeof grounds)[], "Kies opzeggen, in-overleg of dringende-reden.")
  .describe("Opzeggen kent een opzegtermijn; in overleg en om een dringende reden niet.");
const reason = z
  .string("Schrijf waarom, in minstens tien tekens.")
  .trim()
  .min(10, "Schrijf waarom, in minstens tien tekens.")
  .max(2_000, "Schrijf hoogstens 2000 tekens.");

const outcomes = { fits: "klopt", repair: "herstel" } as const;
const endingSchema = z
  .object({
    uitkomst: z.enum(outcomes),
    laatsteDag: z.iso.date().describe("De dag die u noemde, of de eerste die kan."),
    eersteDagDieKan: z.iso.date().describe("De eerste laatste dag, als u vandaag opzegt."),
    blijftApartCenten: z
      .int()
      .nullable()
      .describe("Voor zorg tot en met de laatste dag. Leeg voor de zorgverlener: het budget is van de budgethouder."),
    komtVrijCenten: z.int().nullable().describe("Op het budget. Leeg voor de zorgverlener."),
    bevindingen: z.array(findingSchema),
  })
  .describe("Wat het einde zou betekenen. Er is niets opgeslagen.");

const trying = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/overeenkomsten/:id/beeindigingen/proefberekeningen",
    {
      config: { action: "agreement.end" },
      schema: {
        operationId: "probeerBeeindiging",
        summary: "Kijken wanneer een overeenkomst kan eindigen en wat dan vrijkomt",
        tags,
        params: idParam,
        body: z.strictObject({ grond: ground, laatsteDag: dayText.nullable().default(null) }),
        response: { 200: endingSchema },
      },
    },
    async (request) => {
      const id = idIn(request.params.id, spoken.unknown);
      const { grond, laatsteDag } = request.body;
      const given = { ground: grounds[grond], lastDay: laatsteDag as Day | null };
      const { by, lastDay, earliest, verdict } = await callOf(web, request).ask(
        { action: "agreement.end", concern: (tx) => concernOf(tx, id), ask: (context) => tryEnding(context, id, given) },
        spoken,
      );
      return {
        uitkomst: outcomes[verdict.outcome],
        laatsteDag: lastDay,
        eersteDagDieKan: earliest,
        blijftApartCenten: by === "holder" ? verdict.kept : null,
        komtVrijCenten: by === "holder" ? verdict.freed : null,
        bevindingen: verdict.findings.map(findingToDutch),
      };
    },
  );
};

const ending = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/overeenkomsten/:id/beeindigingen",
    {
      config: { action: "agreement.end", changes: true },
      schema: {
        operationId: "beeindigOvereenkomst",
        summary: "Als budgethouder, vertegenwoordiger of zorgverlener een lopende overeenkomst beëindigen",
        description: "Een zorgverlener kan alleen opzeggen.",
        tags,
        params: idParam,
        body: z.strictObject({
          grond: ground,
          laatsteDag: dayText,
          reden: reason.describe("De andere partij en de verstrekker lezen dit."),
        }),
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const { grond, laatsteDag, reden } = request.body;
      const agreement = idIn(request.params.id, spoken.unknown);
      const input = { agreement, ground: grounds[grond], lastDay: laatsteDag, personal: { cause: reden } };
      await callOf(web, request).command(terminateAgreement, input, spoken);
      return reply.code(204).send(null);
    },
  );
};

const declining = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/overeenkomsten/:id/weigeringen",
    {
      config: { action: "agreement.decline", changes: true },
      schema: {
        operationId: "weigerOvereenkomst",
        summary: "Als zorgverlener niet akkoord gaan met wat is gedeeld",
        description: "Van een wijziging blijven de oude afspraken gelden.",
        tags,
        params: idParam,
        body: z.strictObject({ reden: reason.describe("De budgethouder leest dit.") }),
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const input = { agreement: idIn(request.params.id, spoken.unknown), personal: { reason: request.body.reden } };
      await callOf(web, request).command(declineAgreement, input, spoken);
      return reply.code(204).send(null);
    },
  );
};

/** How an agreement stops: ended by either party, or declined by the provider before it began. */
export const agreementEndingRoutes: Api = (app, web) => {
  trying(app, web);
  ending(app, web);
  declining(app, web);
};
