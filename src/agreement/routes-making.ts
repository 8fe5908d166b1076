import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import { findProvider, foundProvider } from "../party/find-provider.ts";
import { budgetLines } from "../budget/read.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { callOf, type Call, type Spoken } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { verdictSchema, verdictToDutch } from "./routes-dutch.ts";
import { foundSchema, foundToDutch, namedIn, searchBody, termsBody, termsFields, termsFromDutch } from "./routes-making-dutch.ts";
import { shareAgreement, tryTerms, type GivenTerms } from "./share.ts";

const tags = ["overeenkomsten"];
const spoken = { unknown: "budget-unknown", fields: termsFields } as const satisfies Spoken;

const madeSchema = z
  .object({ id: z.uuid().describe("Ons kenmerk van de overeenkomst."), nummer: z.string() })
  .describe("Zij is gedeeld met de zorgverlener.");

const unknownProvider = (): Refusal =>
  new Refusal("provider-unknown", [
    {
      field: "zorgverlener",
      problem: "Met dit kenmerk is er geen zorgverlener.",
      remedy: "Zoek de zorgverlener met een zoekopdracht, en neem het kenmerk uit het antwoord over.",
    },
  ]);

const unknownLine = (): Refusal =>
  new Refusal("budget-unknown", [
    {
      field: "budgetregels",
      problem: "Een van deze budgetregels bestaat niet, of u mag haar niet zien.",
      remedy: "Neem de kenmerken over uit de lijst van budgetten.",
    },
  ]);

/** The terms behind what a program sent. Throws `budget-unknown` or `provider-unknown`. */
const termsOf = async (web: Web, call: Call, body: z.infer<typeof termsBody>): Promise<GivenTerms> => {
  const lines = await call.read((tx) => budgetLines(tx, { ids: body.budgetregels }));
  const first = lines.find(({ id }) => id === body.budgetregels[0]);
  if (!first || body.budgetregels.some((wanted) => !lines.some(({ id }) => id === wanted))) throw unknownLine();
  call.allow({ holder: first.holder }, "budget-unknown");
  const provider = await foundProvider(web.door.db, body.zorgverlener);
  if (provider === null) throw unknownProvider();
  return termsFromDutch(body, first, provider);
};

const finding = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/zorgverleners/zoekopdrachten",
    {
      config: { action: "agreement.draft" },
      schema: {
        operationId: "zoekZorgverlener",
        summary: "Een zorgverlener zoeken om een overeenkomst mee te sluiten",
        description: "Wie niet bij ons bekend is, of anders heet, krijgt hetzelfde antwoord als wie niet bestaat.",
        tags: ["zorgverleners"],
        body: searchBody,
        response: { 200: foundSchema.describe("De zorgverlener.") },
      },
    },
    async (request) => {
      const found = await findProvider(web.door.db, web.door.seals, namedIn(request.body));
      if (found === null) throw new Refusal("provider-unknown");
      return foundToDutch(found);
    },
  );
};

const trying = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/overeenkomsten/proefberekeningen",
    {
      config: { action: "agreement.draft" },
      schema: {
        operationId: "probeerOvereenkomst",
        summary: "Kijken wat er van een overeenkomst zou komen",
        description: "Dezelfde controles en dezelfde gegevens als bij het delen. Er wordt niets opgeslagen.",
        tags,
        body: termsBody,
        response: { 200: verdictSchema },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const terms = await termsOf(web, call, request.body);
      const verdict = await call.ask(
        {
          action: "agreement.share",
          concern: () => Promise.resolve({ holder: terms.holder }),
          ask: (context) => tryTerms(context, terms),
        },
        spoken,
      );
      return verdictToDutch(verdict);
    },
  );
};

const sharing = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/overeenkomsten",
    {
      config: { action: "agreement.share", changes: true },
      schema: {
        operationId: "deelOvereenkomst",
        summary: "Als budgethouder of vertegenwoordiger een overeenkomst of een wijziging delen met de zorgverlener",
        description:
          "De zorgverlener tekent daarna als eerste; een wijziging die alleen u aangaat, tekent u zelf. Klopt er iets niet, dan weigeren wij; probeer haar eerst met een proefberekening.",
        tags,
        body: termsBody,
        response: { 201: madeSchema },
      },
    },
    async (request, reply) => {
      const call = callOf(web, request);
      const { agreement, number } = await call.command(shareAgreement, await termsOf(web, call, request.body), spoken);
      return reply.code(201).header("location", `/v1/overeenkomsten/${agreement}`).send({ id: agreement, nummer: number });
    },
  );
};

/** Making an agreement, for systems of holders and representatives: find the provider, try the terms, share them. */
export const agreementMakingRoutes: Api = (app, web) => {
  finding(app, web);
  trying(app, web);
  sharing(app, web);
};
