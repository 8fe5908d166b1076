import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import type { Action } from "../kernel/may.ts";
import type { Command } from "../db/command.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { idParam } from "../web/api-schemas.ts";
import { callOf, idIn, type Spoken } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { linksSchema, paged, pageQuery, placeIn } from "../web/paging.ts";
import { todayHere } from "../web/session.ts";
import { assessAsFunder, tryAssessment } from "./assess.ts";
import type { Whose } from "./list-queries.ts";
import { concernOf } from "./load.ts";
import { agreementsPage, agreementView } from "./read.ts";
import {
  agreementStates,
  stateFrom,
  summarySchema,
  summaryToDutch,
  verdictSchema,
  verdictToDutch,
  viewSchema,
  viewToDutch,
} from "./routes-dutch.ts";
import { lapseRoutes } from "./routes-lapse.ts";
import { outlookRoutes } from "./routes-outlook.ts";
import { suspendRoutes } from "./routes-suspend.ts";
import { signAsHolder, signAsProvider, signForMoney, withdrawAgreement } from "./sign.ts";

const tags = ["overeenkomsten"];
const unknown = { unknown: "agreement-unknown", fields: { contentHash: "inhoudshash", reason: "reden" } } as const satisfies Spoken;
const done = z.null().describe("Het is gedaan.");

const whose = ({ reach, provider, organisation }: Actor): Whose => ({
  holders: reach.filter(({ scopes }) => scopes.includes("read")).map(({ holder }) => holder),
  provider,
  funder: organisation,
});

const hash = z
  .string("Stuur de inhoudshash mee van wat u las.")
  .regex(/^[0-9a-f]{64}$/, "Stuur de inhoudshash mee van wat u las.")
  .describe("De inhoudshash van de overeenkomst zoals u haar las. Veranderde zij intussen, dan weigeren wij.");

const reading = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/overeenkomsten",
    {
      config: { action: "agreement.read" },
      schema: {
        operationId: "haalOvereenkomstenOp",
        summary: "Zorgovereenkomsten, de nieuwste eerst",
        tags,
        querystring: z.strictObject({ ...pageQuery, status: z.enum(agreementStates).optional() }),
        response: { 200: z.object({ overeenkomsten: z.array(summarySchema), _links: linksSchema }).describe("Een bladzijde.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { aantal, cursor, status } = request.query;
      const after = placeIn(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
      const state = status === undefined ? undefined : stateFrom(status);
      const found = await call.read((tx) => agreementsPage(tx, whose(call.actor), state === undefined ? null : [state], after, aantal + 1));
      const { rows, links } = paged(request, found, aantal, ({ sharedAt, id }) => [sharedAt, id]);
      return { overeenkomsten: rows.map(summaryToDutch), _links: links };
    },
  );

  app.get(
    "/v1/overeenkomsten/:id",
    {
      config: { action: "agreement.read" },
      schema: {
        operationId: "haalOvereenkomstOp",
        summary: "Een zorgovereenkomst met alles wat is afgesproken",
        tags,
        params: idParam,
        response: { 200: viewSchema.describe("De overeenkomst.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const today = await todayHere(web.door);
      const view = await call.read((tx) => agreementView(tx, idIn(request.params.id, unknown.unknown), today));
      call.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, unknown.unknown);
      await call.looked(view.holder, "overeenkomst bekijken");
      return viewToDutch(view);
    },
  );
};

type Signing = Command<{ agreement: string; contentHash: string }, null>;

const signers = {
  zorgverlener: { operationId: "ondertekenAlsZorgverlener", summary: "Ondertekenen als zorgverlener" },
  budgethouder: { operationId: "ondertekenAlsBudgethouder", summary: "Ondertekenen als budgethouder" },
  geldzaken: { operationId: "ondertekenVoorGeldzaken", summary: "Ondertekenen als wie de geldzaken van de budgethouder regelt" },
} as const;

const signingAs = (app: ApiApp, web: Web, party: keyof typeof signers, action: Action, spec: Signing): void => {
  app.post(
    `/v1/overeenkomsten/:id/ondertekeningen/${party}`,
    {
      config: { action, changes: true },
      schema: {
        ...signers[party],
        description:
          "De zorgverlener tekent eerst, de budgethouder als laatste. Tekenen er meer mensen voor de budgethouder? Dan gaat de overeenkomst pas verder als allen tekenden.",
        tags,
        params: idParam,
        body: z.strictObject({ inhoudshash: hash }),
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const input = { agreement: idIn(request.params.id, unknown.unknown), contentHash: request.body.inhoudshash };
      await callOf(web, request).command(spec, input, unknown);
      return reply.code(204).send(null);
    },
  );
};

const withdrawing = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/overeenkomsten/:id/intrekkingen",
    {
      config: { action: "agreement.withdraw", changes: true },
      schema: {
        operationId: "trekOvereenkomstIn",
        summary: "Een overeenkomst intrekken voordat zij is goedgekeurd",
        tags,
        params: idParam,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      await callOf(web, request).command(withdrawAgreement, { agreement: idIn(request.params.id, unknown.unknown) }, unknown);
      return reply.code(204).send(null);
    },
  );
};

const tooShort = "Schrijf in minstens tien tekens waarom u afkeurt.";
const assessmentBody = z
  .strictObject({
    inhoudshash: hash,
    besluit: z.enum(["goedkeuren", "afkeuren"], "Kies goedkeuren of afkeuren."),
    reden: z
      .string()
      .trim()
      .max(2_000, "Schrijf hoogstens 2000 tekens.")
      .default("")
      .describe("Verplicht bij afkeuren; de partijen lezen dit."),
  })
  .refine(({ besluit, reden }) => besluit === "goedkeuren" || reden.length >= 10, { path: ["reden"], message: tooShort });

const assessing = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/overeenkomsten/:id/beoordelingen/proefberekeningen",
    {
      config: { action: "agreement.assess-funder" },
      schema: {
        operationId: "probeerBeoordeling",
        summary: "Kijken wat de controles van een overeenkomst vinden",
        tags,
        params: idParam,
        response: { 200: verdictSchema },
      },
    },
    async (request) => {
      const id = idIn(request.params.id, unknown.unknown);
      const call = callOf(web, request);
      const { holder } = await call.read((tx) => concernOf(tx, id));
      const verdict = await call.ask(
        { action: "agreement.assess-funder", concern: (tx) => concernOf(tx, id), ask: (context) => tryAssessment(context, id) },
        unknown,
      );
      await call.looked(holder, "overeenkomst beoordelen");
      return verdictToDutch(verdict);
    },
  );

  app.post(
    "/v1/overeenkomsten/:id/beoordelingen",
    {
      config: { action: "agreement.assess-funder", changes: true },
      schema: {
        operationId: "beoordeelOvereenkomst",
        summary: "Een ondertekende overeenkomst beoordelen als verstrekker",
        tags,
        params: idParam,
        body: assessmentBody,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const { inhoudshash, besluit, reden } = request.body;
      const input = {
        agreement: idIn(request.params.id, unknown.unknown),
        contentHash: inhoudshash,
        outcome: besluit === "goedkeuren" ? "approved" : "rejected",
        personal: { reason: besluit === "goedkeuren" ? "" : reden },
      };
      await callOf(web, request).command(assessAsFunder, input, unknown);
      return reply.code(204).send(null);
    },
  );
};

/** Agreements for systems of providers, representatives and funders: read, sign, withdraw, assess. */
export const agreementRoutes: Api = (app, web) => {
  reading(app, web);
  signingAs(app, web, "zorgverlener", "agreement.sign-provider", signAsProvider);
  signingAs(app, web, "budgethouder", "agreement.sign-holder", signAsHolder);
  signingAs(app, web, "geldzaken", "agreement.sign-money", signForMoney);
  withdrawing(app, web);
  assessing(app, web);
  lapseRoutes(app, web);
  suspendRoutes(app, web);
  outlookRoutes(app, web);
};
