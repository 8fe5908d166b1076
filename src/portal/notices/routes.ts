import { z } from "zod";
import type { Actor } from "../../kernel/actor.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { namesOf } from "../../party/funders.ts";
import { noticesPage, oneNotice, type ReadNotice } from "../../party/notice.ts";
import type { Api, ApiApp } from "../../web/api.ts";
import { idParam, partySchema } from "../../web/api-schemas.ts";
import { callOf, idIn, type Call } from "../../web/call.ts";
import type { Web } from "../../web/frame.ts";
import { openedBy, openNotices } from "../../web/opened.ts";
import { linksSchema, paged, pageQuery, placeIn } from "../../web/paging.ts";

const tags = ["berichten"];
const unknown = "notice-unknown";

const noticeSchema = z
  .object({
    id: z.uuid(),
    voor: partySchema.describe("Aan wie het bericht is."),
    verstuurdOp: z.iso.datetime(),
    gelezen: z.boolean().describe("Waar: u hebt het bericht geopend, hier of in het portaal."),
    titel: z.string().nullable().describe("Leeg als de inhoud is verwijderd."),
    alineas: z.array(z.string()),
  })
  .meta({ id: "Bericht" });

// His own, and those of everybody for whom he may read: on the pages he chooses one of these, a program reads all.
const mailboxesOf = ({ person, reach }: Actor): string[] => [
  ...new Set([person, ...reach.filter(({ scopes }) => scopes.includes("read")).map(({ holder }) => holder)]),
];

const toDutch = (
  { id, person, sentAt, content }: ReadNotice,
  names: Awaited<ReturnType<typeof namesOf>>,
  opened: ReadonlySet<string>,
): z.infer<typeof noticeSchema> => ({
  id,
  voor: { id: person, naam: names.get(person)?.name ?? "(naam verwijderd)" },
  verstuurdOp: sentAt,
  gelezen: opened.has(id),
  titel: content?.title ?? null,
  alineas: [...(content?.paragraphs ?? [])],
});

const listing = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/berichten",
    {
      config: { action: "notice.read" },
      schema: {
        operationId: "haalBerichtenOp",
        summary: "Berichten aan u en aan wie u vertegenwoordigt, het nieuwste eerst",
        description: "Opvragen is nog geen lezen: stuur daarvoor een leesbevestiging.",
        tags,
        querystring: z.strictObject(pageQuery),
        response: {
          200: z
            .object({
              berichten: z.array(noticeSchema),
              ongelezen: z.int().describe("Hoeveel u er in alles nog niet las."),
              _links: linksSchema,
            })
            .describe("Een bladzijde."),
        },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { aantal, cursor } = request.query;
      const after = placeIn(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
      const people = mailboxesOf(call.actor);
      const { found, names } = await call.read(async (tx) => ({
        found: await noticesPage(tx, people, after, aantal + 1),
        names: await namesOf(tx, people),
      }));
      const { rows, links } = paged(request, found, aantal, ({ sentAt, id }) => [sentAt, id]);
      const { opened, unread } = await openedBy(
        web.door,
        call.actor,
        rows.map(({ id }) => id),
        people,
      );
      return { berichten: rows.map((one) => toDutch(one, names, opened)), ongelezen: unread, _links: links };
    },
  );
};

/** A message that is the caller's to read. Throws `notice-unknown`. */
const ownNotice = async (call: Call, text: string) => {
  const id = idIn(text, unknown);
  const read = await call.read(async (tx) => {
    const notice = await oneNotice(tx, id);
    return notice && { notice, names: await namesOf(tx, [notice.person]) };
  });
  if (read === null || !mailboxesOf(call.actor).includes(read.notice.person)) throw new Refusal(unknown);
  return read;
};

const readingOne = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/berichten/:id",
    {
      config: { action: "notice.read" },
      schema: {
        operationId: "haalBerichtOp",
        summary: "Een bericht",
        tags,
        params: idParam,
        response: { 200: noticeSchema.describe("Het bericht.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { notice, names } = await ownNotice(call, request.params.id);
      const { opened } = await openedBy(web.door, call.actor, [notice.id], []);
      return toDutch(notice, names, opened);
    },
  );

  app.post(
    "/v1/berichten/:id/leesbevestigingen",
    {
      config: { action: "notice.read" },
      schema: {
        operationId: "bevestigLezing",
        summary: "Zeggen dat een bericht is gelezen",
        description: "Twee keer hetzelfde bevestigen mag.",
        tags,
        params: idParam,
        response: { 204: z.null().describe("Het bericht is gelezen.") },
      },
    },
    async (request, reply) => {
      const call = callOf(web, request);
      const { notice } = await ownNotice(call, request.params.id);
      await openNotices(web.door, call.actor, [notice.id]);
      return reply.code(204).send(null);
    },
  );
};

/** Messages to people, for systems of holders, providers and representatives: read them, and say that they were read. */
export const noticeRoutes: Api = (app, web) => {
  listing(app, web);
  readingOne(app, web);
};
