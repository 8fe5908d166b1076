import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";

const most = 100;

/** What every list of the API takes in its query: how many, and where the page before ended. */
export const pageQuery = {
  aantal: z.coerce.number().int().min(1).max(most).default(25).describe("Hoeveel er op een bladzijde staan."),
  cursor: z.string().max(300).optional().describe("Waar de bladzijde begint. Neem hem over uit “volgende”; maak hem niet zelf."),
};

const linkSchema = z.object({ href: z.string() });

/** Where the page itself stands, and the next one if there is more. */
export const linksSchema = z
  .object({ self: linkSchema, volgende: linkSchema.optional().describe("Ontbreekt op de laatste bladzijde.") })
  .describe("Volg “volgende” om verder te lezen.");

const wrongCursor = (): Refusal =>
  new Refusal("input-invalid", [
    {
      field: "cursor",
      problem: "Deze cursor is niet van ons.",
      remedy: "Begin zonder cursor, en volg daarna “volgende” uit ons antwoord.",
    },
  ]);

/** What a cursor says of the last thing on the page before: its place in the order of the list. Throws `input-invalid`. */
export const placeIn = <Place>(cursor: string | undefined, fits: z.ZodType<Place>): Place | null => {
  if (cursor === undefined) return null;
  try {
    return fits.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw wrongCursor();
  }
};

/**
 * Cuts what was read, one more than asked, to a page. A cursor names the last thing shown, so that nothing is skipped or shown
 * twice when things come in between; the order of a list never changes for what is in it.
 */
export const paged = <Row>(
  request: Pick<FastifyRequest, "url">,
  rows: readonly Row[],
  aantal: number,
  placeOf: (row: Row) => readonly string[],
): { rows: readonly Row[]; links: z.infer<typeof linksSchema> } => {
  const shown = rows.slice(0, aantal);
  const last = shown.at(-1);
  const self = { href: request.url };
  if (rows.length <= aantal || last === undefined) return { rows: shown, links: { self } };
  const [path = "", query = ""] = request.url.split("?");
  const next = new URLSearchParams(query);
  next.set("cursor", Buffer.from(JSON.stringify(placeOf(last)), "utf8").toString("base64url"));
  return { rows: shown, links: { self, volgende: { href: `${path}?${next.toString()}` } } };
};
