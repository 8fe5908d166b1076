import { z } from "zod";
import { may } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, keepUpload } from "../db/command.ts";
import { payloadOf } from "../db/queries.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { callOf, idIn, type Call } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { linksSchema, paged, pageQuery, placeIn } from "../web/paging.ts";
import { importAward, type AwardAnswer } from "./import-award.ts";
import { mostMessageBytes } from "./messages/award-reader.ts";
import { awardMessagesAfter, messageWithReturn } from "./read.ts";

const media = "application/xml";
const tags = ["toekenningsberichten"];

const idParam = z.object({ id: z.string().meta({ format: "uuid", description: "Ons kenmerk van het bericht." }) });

const codeSchema = z
  .object({ klasse: z.string().describe("Het deel van het bericht."), code: z.string().describe("Retourcode."), tekst: z.string() })
  .describe("Wat wij van een deel van het bericht vinden.");

const answerSchema = z.object({
  bericht: z.uuid().describe("Ons kenmerk van dit bericht."),
  geaccepteerd: z.boolean(),
  codes: z.array(codeSchema),
  retourbericht: z.string().describe("Waar het retourbericht staat."),
});

const summarySchema = z.object({
  bericht: z.uuid().describe("Ons kenmerk van dit bericht."),
  identificatie: z.string().nullable().describe("Het kenmerk dat u het bericht gaf."),
  geaccepteerd: z.boolean(),
  ontvangenOp: z.iso.datetime(),
});

const messageSchema = answerSchema.extend(summarySchema.shape);

const linkOf = (message: string): string => `/v1/toekenningsberichten/${message}/retourbericht`;

type Code = AwardAnswer["codes"][number];

const codesToDutch = (codes: readonly Code[]): z.infer<typeof codeSchema>[] =>
  codes.map(({ class: klasse, code, text: tekst }) => ({ klasse, code, tekst }));

// A message of another organisation is no missing page: say what is the matter.
const foreignSender = (error: unknown): never => {
  if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
  throw new Refusal("not-allowed", [
    {
      field: "Afzender",
      problem: "De afzender in het bericht is een andere organisatie dan de uwe.",
      remedy: "Stuur alleen berichten van uw eigen organisatie.",
    },
  ]);
};

const tooLarge = (): Refusal =>
  new Refusal("too-large", [
    {
      field: "bericht",
      problem: "Het bericht is groter dan 1 MB. Zo groot is een toekenningsbericht nooit.",
      remedy: "Controleer of uw systeem het goede bericht stuurt, zonder bijlagen. Stuur het daarna opnieuw.",
    },
  ]);

// The same for what does not exist and for what is somebody else's.
const unknownMessage = (): Refusal =>
  new Refusal("message-unknown", [
    {
      field: "id",
      problem: "Dit is geen bestaand kenmerk.",
      remedy: "Gebruik het kenmerk uit “bericht” in ons antwoord op uw toekenningsbericht.",
    },
  ]);

const ownMessage = async (call: Call, id: string) => {
  try {
    const found = await call.read((tx) => messageWithReturn(tx, idIn(id, "message-unknown")));
    const isOwn = may(call.actor, "message.read", { organisations: [found?.message.funder_code ?? ""] }).allowed;
    if (found?.message.kind !== "award" || !isOwn) throw unknownMessage();
    return found;
  } catch (error) {
    if (error instanceof Refusal && error.code === "message-unknown") throw unknownMessage();
    throw error;
  }
};

const handingIn = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/toekenningsberichten",
    {
      config: { action: "award.import", media: { takes: "xml" } },
      schema: {
        operationId: "neemToekenningsberichtAan",
        summary: "Een toekenningsbericht insturen",
        description:
          "Wij beoordelen het bericht meteen. Hetzelfde bericht nog eens insturen heeft geen tweede gevolg en geeft hetzelfde antwoord.",
        tags,
        consumes: [media],
        body: z.any().meta({ type: "string", description: "Het toekenningsbericht (XML)." }),
        response: { 201: answerSchema.describe("Het bericht is beoordeeld.") },
      },
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw new Refusal("body-unreadable");
      if (request.body.length > mostMessageBytes) throw tooLarge();
      const upload = await keepUpload(web.door, request.body, media);
      const { actor } = callOf(web, request);
      const answer = await command(web.door, importAward, { upload }, { actor }).catch(foreignSender);
      return reply
        .code(201)
        .header("location", linkOf(answer.message))
        .send({
          bericht: answer.message,
          geaccepteerd: answer.accepted,
          codes: codesToDutch(answer.codes),
          retourbericht: linkOf(answer.message),
        });
    },
  );
};

const listing = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/toekenningsberichten",
    {
      config: { action: "message.read" },
      schema: {
        operationId: "haalToekenningsberichtenOp",
        summary: "De toekenningsberichten van uw organisatie, de nieuwste eerst",
        tags,
        querystring: z.strictObject(pageQuery),
        response: { 200: z.object({ toekenningsberichten: z.array(summarySchema), _links: linksSchema }).describe("Een bladzijde.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { aantal, cursor } = request.query;
      const after = placeIn(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
      const found = await call.read((tx) => awardMessagesAfter(tx, call.actor.organisation ?? "", after, aantal + 1));
      const { rows, links } = paged(request, found, aantal, ({ receivedAt, id }) => [receivedAt, id]);
      return {
        toekenningsberichten: rows.map(({ id, identification, accepted, receivedAt }) => ({
          bericht: id,
          identificatie: identification,
          geaccepteerd: accepted,
          ontvangenOp: receivedAt,
        })),
        _links: links,
      };
    },
  );
};

const readingOne = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/toekenningsberichten/:id",
    {
      config: { action: "message.read" },
      schema: {
        operationId: "haalToekenningsberichtOp",
        summary: "Wat wij van een toekenningsbericht vonden",
        tags,
        params: idParam,
        response: { 200: messageSchema.describe("Het bericht met zijn codes.") },
      },
    },
    async (request) => {
      const { message } = await ownMessage(callOf(web, request), request.params.id);
      return {
        bericht: message.id,
        identificatie: message.identification,
        geaccepteerd: message.accepted === true,
        ontvangenOp: message.received_at,
        codes: codesToDutch((message.codes ?? []) as Code[]),
        retourbericht: linkOf(message.id),
      };
    },
  );

  app.get(
    "/v1/toekenningsberichten/:id/retourbericht",
    {
      config: { action: "message.read", media: { gives: "xml" } },
      schema: {
        operationId: "haalRetourberichtOp",
        summary: "Het retourbericht bij een toekenningsbericht ophalen",
        tags,
        params: idParam,
        response: { 200: { description: "Het retourbericht (XML).", content: { [media]: { schema: z.any().meta({ type: "string" }) } } } },
      },
    },
    async (request, reply) => {
      const call = callOf(web, request);
      const { answer } = await ownMessage(call, request.params.id);
      const payload = answer === undefined ? undefined : await call.read((tx) => payloadOf(tx, answer.payload));
      if (!payload?.content) throw unknownMessage();
      return reply.type(`${media}; charset=utf-8`).send(payload.content);
    },
  );
};

/** Award messages for funders' own systems (toekenningsberichten): hand one in, read what came of it, fetch the return message. */
export const awardRoutes: Api = (app, web) => {
  handingIn(app, web);
  listing(app, web);
  readingOne(app, web);
};
