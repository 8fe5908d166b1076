import { z } from "zod";
import { isId } from "../kernel/id.ts";
import { may } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, keepUpload } from "../db/command.ts";
import { payloadOf } from "../db/queries.ts";
import { reading, sightOf } from "../db/pool.ts";
import { callerOf, type Api } from "../web/api.ts";
import { importAward, type AwardAnswer } from "./import-award.ts";
import { mostMessageBytes } from "./messages/award-reader.ts";
import { messageWithReturn } from "./read.ts";

const media = "application/xml";

const codeSchema = z
  .object({ klasse: z.string().describe("Het deel van het bericht."), code: z.string().describe("Retourcode."), tekst: z.string() })
  .describe("Wat wij van een deel van het bericht vinden.");

const answerSchema = z.object({
  bericht: z.uuid().describe("Ons kenmerk van dit bericht."),
  geaccepteerd: z.boolean(),
  codes: z.array(codeSchema),
  retourbericht: z.string().describe("Waar het retourbericht staat."),
});

const linkOf = (message: string): string => `/v1/toekenningsberichten/${message}/retourbericht`;

const toDutch = ({ message, accepted, codes }: AwardAnswer): z.infer<typeof answerSchema> => ({
  bericht: message,
  geaccepteerd: accepted,
  codes: codes.map(({ class: klasse, code, text: tekst }) => ({ klasse, code, tekst })),
  retourbericht: linkOf(message),
});

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

/** Award messages for funders' own systems (toekenningsberichten): hand one in, and fetch the return message to it. */
export const awardRoutes: Api = (app, { door }) => {
  app.post(
    "/v1/toekenningsberichten",
    {
      config: { action: "award.import" },
      schema: {
        operationId: "neemToekenningsberichtAan",
        summary: "Een toekenningsbericht insturen",
        description:
          "Wij beoordelen het bericht meteen. Hetzelfde bericht nog eens insturen heeft geen tweede gevolg en geeft hetzelfde antwoord.",
        tags: ["toekenningsberichten"],
        consumes: [media],
        body: z.any().meta({ type: "string", description: "Het toekenningsbericht (XML)." }),
        response: { 201: answerSchema.describe("Het bericht is beoordeeld.") },
      },
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw new Refusal("body-unreadable");
      if (request.body.length > mostMessageBytes) throw tooLarge();
      const upload = await keepUpload(door, request.body, media);
      const answer = await command(door, importAward, { upload }, { actor: callerOf(request) }).catch(foreignSender);
      return reply.code(201).header("location", linkOf(answer.message)).send(toDutch(answer));
    },
  );

  app.get(
    "/v1/toekenningsberichten/:id/retourbericht",
    {
      config: { action: "message.read" },
      schema: {
        operationId: "haalRetourberichtOp",
        summary: "Het retourbericht bij een toekenningsbericht ophalen",
        tags: ["toekenningsberichten"],
        params: z.object({ id: z.string().meta({ format: "uuid", description: "Ons kenmerk van het bericht." }) }),
        response: { 200: { description: "Het retourbericht (XML).", content: { [media]: { schema: z.any().meta({ type: "string" }) } } } },
      },
    },
    async (request, reply) => {
      const actor = callerOf(request);
      if (!isId(request.params.id)) throw unknownMessage();
      const content = await reading(door.db, sightOf(actor), async (tx) => {
        const found = await messageWithReturn(tx, request.params.id);
        if (!found?.answer || !may(actor, "message.read", { organisations: [found.message.funder_code ?? ""] }).allowed)
          throw unknownMessage();
        return (await payloadOf(tx, found.answer.payload))?.content ?? null;
      });
      if (content === null) throw unknownMessage();
      return reply.type(`${media}; charset=utf-8`).send(content);
    },
  );
};
