import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import type { Month } from "../kernel/day.ts";
import { concernOf as concernOfAgreement } from "../agreement/load.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { idParam, idText, monthText } from "../web/api-schemas.ts";
import { callOf, idIn, type Spoken } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { linksSchema, paged, pageQuery, placeIn } from "../web/paging.ts";
import { limits } from "./facts.ts";
import { declarationsPage, paymentsPage } from "./listed.ts";
import type { Whose } from "./list-queries.ts";
import { declarationView } from "./read.ts";
import { reconsiderDeclaration } from "./reconsider.ts";
import {
  claimBody,
  claimFrom,
  outcomeInDutch,
  paymentSchema,
  paymentToDutch,
  sideIn,
  submittedSchema,
  summarySchema,
  summaryToDutch,
  verdictSchema,
  verdictToDutch,
  viewSchema,
  viewToDutch,
} from "./routes-dutch.ts";
import { approveDeclaration, prepareDeclaration, rejectDeclaration, submitDeclaration, tryClaim } from "./submit.ts";

const tags = ["declaraties"];
const unknown = { unknown: "declaration-unknown" } as const satisfies Spoken;
const unknownAgreement = { unknown: "agreement-unknown", fields: { agreement: "overeenkomst", month: "maand", lines: "regels" } } as const;

const narrowing = { maand: monthText.optional(), overeenkomst: idText.optional().describe("Alleen van deze zorgovereenkomst.") };
const linkOf = (declaration: string): string => `/v1/declaraties/${declaration}`;

const whose = ({ reach, provider }: Actor): Whose => ({
  holders: reach.filter(({ scopes }) => scopes.includes("read")).map(({ holder }) => holder),
  provider,
});

const reading = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/declaraties",
    {
      config: { action: "declaration.read" },
      schema: {
        operationId: "haalDeclaratiesOp",
        summary: "Declaraties, de nieuwste maand eerst",
        tags,
        querystring: z.strictObject({ ...pageQuery, ...narrowing }),
        response: { 200: z.object({ declaraties: z.array(summarySchema), _links: linksSchema }).describe("Een bladzijde.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { aantal, cursor, maand, overeenkomst } = request.query;
      const after = placeIn(cursor, z.tuple([monthText, z.uuid()]));
      const narrowed = { month: maand as Month | undefined, agreement: overeenkomst };
      const found = await call.read((tx) => declarationsPage(tx, whose(call.actor), narrowed, after, aantal + 1));
      const { rows, links } = paged(request, found, aantal, ({ month, id }) => [month, id]);
      return { declaraties: rows.map((one) => summaryToDutch(one, sideIn(call.actor, one.holder.id))), _links: links };
    },
  );

  app.get(
    "/v1/declaraties/:id",
    {
      config: { action: "declaration.read" },
      schema: {
        operationId: "haalDeclaratieOp",
        summary: "Een declaratie met haar regels en bevindingen",
        tags,
        params: idParam,
        response: { 200: viewSchema.describe("De declaratie.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const view = await call.read((tx) => declarationView(tx, idIn(request.params.id, unknown.unknown)));
      call.allow({ holder: view.holder.id, provider: view.provider.id, organisations: [] }, unknown.unknown);
      return viewToDutch(view, sideIn(call.actor, view.holder.id));
    },
  );
};

const trying = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/declaraties/proefberekeningen",
    {
      config: { action: "declaration.draft" },
      schema: {
        operationId: "probeerDeclaratie",
        summary: "Kijken wat er van een declaratie zou komen",
        description: "Dezelfde regels en dezelfde gegevens als bij het indienen. Er wordt niets opgeslagen.",
        tags,
        body: claimBody,
        response: { 200: verdictSchema },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const claim = claimFrom(request.body);
      return call.ask(
        {
          action: "declaration.draft",
          concern: (tx) => concernOfAgreement(tx, claim.agreement),
          ask: async (context) => {
            const { holder } = await concernOfAgreement(context.tx, claim.agreement);
            return verdictToDutch(await tryClaim(context, claim), claim, sideIn(call.actor, holder));
          },
        },
        unknownAgreement,
      );
    },
  );
};

const handingIn = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/klaargezette-declaraties",
    {
      config: { action: "declaration.prepare", changes: true },
      schema: {
        operationId: "zetDeclaratieKlaar",
        summary: "Als zorgverlener een declaratie klaarzetten voor de budgethouder",
        description: "Wat voor deze maand al klaarstond, of hersteld moest worden, wordt hierdoor vervangen.",
        tags,
        body: claimBody,
        response: { 201: z.object({ id: z.uuid().describe("Ons kenmerk van de declaratie.") }).describe("Zij staat klaar.") },
      },
    },
    async (request, reply) => {
      const { declaration } = await callOf(web, request).command(prepareDeclaration, claimFrom(request.body), unknownAgreement);
      return reply.code(201).header("location", linkOf(declaration)).send({ id: declaration });
    },
  );

  app.post(
    "/v1/declaraties",
    {
      config: { action: "declaration.submit", changes: true },
      schema: {
        operationId: "dienDeclaratieIn",
        summary: "Als budgethouder of vertegenwoordiger een declaratie indienen",
        description: "Wat klopt, betalen wij. Wat voor deze maand al klaarstond, of hersteld moest worden, wordt hierdoor vervangen.",
        tags,
        body: claimBody,
        response: { 201: submittedSchema },
      },
    },
    async (request, reply) => {
      const answer = await callOf(web, request).command(submitDeclaration, claimFrom(request.body), unknownAgreement);
      return reply
        .code(201)
        .header("location", linkOf(answer.declaration))
        .send({ id: answer.declaration, uitkomst: outcomeInDutch(answer.outcome) });
    },
  );
};

const approvalBody = z.strictObject({
  regels: z
    .array(idText)
    .min(1, "Noem de regels die u las.")
    .max(limits.lines)
    .describe("De kenmerken van alle klaargezette regels, zoals u ze las. Veranderden zij intussen, dan weigeren wij."),
});
const rejectionBody = z.strictObject({
  reden: z.string().trim().min(3, "Schrijf op wat de zorgverlener moet verbeteren.").max(2_000, "Schrijf hoogstens 2000 tekens."),
});

const deciding = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/declaraties/:id/goedkeuringen",
    {
      config: { action: "declaration.approve", changes: true },
      schema: {
        operationId: "keurDeclaratieGoed",
        summary: "Goedkeuren wat de zorgverlener klaarzette",
        tags,
        params: idParam,
        body: approvalBody,
        response: { 201: submittedSchema },
      },
    },
    async (request, reply) => {
      const input = { declaration: idIn(request.params.id, unknown.unknown), lines: request.body.regels };
      const answer = await callOf(web, request).command(approveDeclaration, input, unknown);
      return reply.code(201).send({ id: answer.declaration, uitkomst: outcomeInDutch(answer.outcome) });
    },
  );

  app.post(
    "/v1/declaraties/:id/afkeuringen",
    {
      config: { action: "declaration.reject", changes: true },
      schema: {
        operationId: "keurDeclaratieAf",
        summary: "Terugsturen naar de zorgverlener, met wat er beter moet",
        tags,
        params: idParam,
        body: rejectionBody,
        response: { 204: z.null().describe("Zij is teruggestuurd.") },
      },
    },
    async (request, reply) => {
      const input = { declaration: idIn(request.params.id, unknown.unknown), personal: { reason: request.body.reden } };
      await callOf(web, request).command(rejectDeclaration, input, unknown);
      return reply.code(204).send(null);
    },
  );
};

const reconsiderBody = z.strictObject({
  reden: z
    .string("Schrijf op waarom wij er nog eens naar moeten kijken.")
    .trim()
    .min(10, "Schrijf in een paar woorden waarom: minstens tien tekens.")
    .max(2_000, "Schrijf hoogstens 2000 tekens."),
});

const reconsidering = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/declaraties/:id/herbeoordelingen",
    {
      config: { action: "declaration.reconsider", changes: true },
      schema: {
        operationId: "vraagHerbeoordelingAan",
        summary: "Als budgethouder vragen of een medewerker kijkt naar wat niet op tijd was verbeterd",
        tags,
        params: idParam,
        body: reconsiderBody,
        response: {
          201: z.object({ regels: z.int().describe("Hoeveel regels weer in behandeling zijn.") }).describe("Een medewerker kijkt."),
        },
      },
    },
    async (request, reply) => {
      const input = { declaration: idIn(request.params.id, unknown.unknown), personal: { reason: request.body.reden } };
      const { lines } = await callOf(web, request).command(reconsiderDeclaration, input, unknown);
      return reply.code(201).send({ regels: lines });
    },
  );
};

const paying = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/betalingen",
    {
      config: { action: "declaration.read" },
      schema: {
        operationId: "haalBetalingenOp",
        summary: "Wat betaald werd en wat terugkwam, het nieuwste eerst",
        tags: ["betalingen"],
        querystring: z.strictObject({ ...pageQuery, ...narrowing }),
        response: { 200: z.object({ betalingen: z.array(paymentSchema), _links: linksSchema }).describe("Een bladzijde.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { aantal, cursor, maand, overeenkomst } = request.query;
      const after = placeIn(cursor, z.tuple([z.iso.datetime(), z.uuid(), z.coerce.number().int()]));
      const narrowed = { month: maand as Month | undefined, agreement: overeenkomst };
      const found = await call.read((tx) => paymentsPage(tx, whose(call.actor), narrowed, after, aantal + 1));
      const { rows, links } = paged(request, found, aantal, ({ at, declaration, rank }) => [at, declaration, String(rank)]);
      return { betalingen: rows.map(paymentToDutch), _links: links };
    },
  );
};

/** Declarations for systems of providers, holders and representatives: try, prepare, submit, approve, send back, read; and what was paid. */
export const declarationRoutes: Api = (app, web) => {
  reading(app, web);
  trying(app, web);
  handingIn(app, web);
  deciding(app, web);
  reconsidering(app, web);
  paying(app, web);
};
