import "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../kernel/refusal.ts";
import { readFields, type Fields } from "./form.ts";

/** A file that came with a form. */
export type Upload = { field: string; name: string; bytes: Buffer };

const nothing = readFields("");

const brokenUpload = (problem: string): Refusal =>
  new Refusal("body-unreadable", [
    { field: "bestand", problem, remedy: "Laad de pagina opnieuw, kies het bestand nog eens en stuur het opnieuw." },
  ]);

const cutOff = "Wij hebben uw bestand niet helemaal ontvangen, of het formulier is onderweg beschadigd.";

// The reader of parts fails with plain errors on what is cut off or malformed; only limits come with a status that says more.
const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const { statusCode } = (error ?? {}) as { statusCode?: number };
  return statusCode === 413 ? new Refusal("too-large") : brokenUpload(cutOff);
};

const collectParts = async (request: FastifyRequest): Promise<{ fields: Fields; uploads: readonly Upload[] }> => {
  const uploads: Upload[] = [];
  const texts = new URLSearchParams();
  for await (const part of request.parts()) {
    // The types promise a name; what came need not have one.
    const name = part.fieldname as string | undefined;
    if (part.type === "field") {
      if (name === undefined || name === "") throw brokenUpload("Een deel van het formulier heeft geen naam.");
      if (part.fieldnameTruncated || part.valueTruncated) throw new Refusal("too-large");
      texts.append(name, typeof part.value === "string" ? part.value : "");
    } else {
      // A file field that was left empty comes as a file without a name.
      const bytes = await part.toBuffer();
      if (name === undefined || name === "") throw brokenUpload("Een bestand in het formulier heeft geen naam.");
      if (part.filename !== "") uploads.push({ field: name, name: part.filename, bytes });
    }
  }
  return { fields: readFields(texts.toString()), uploads };
};

/** Reads a form with files. Throws `body-unreadable` when it is cut off or malformed, `too-large` beyond the limits. */
const readParts = async (request: FastifyRequest): ReturnType<typeof collectParts> => {
  try {
    return await collectParts(request);
  } catch (error) {
    throw refusalOf(error);
  }
};

/** What a form sent, texts and files. Throws `media-type-unknown` when it is no form of ours, `body-unreadable` when it is cut off. */
export const readPosted = async (request: FastifyRequest, files: boolean): Promise<{ fields: Fields; uploads: readonly Upload[] }> => {
  if (request.method !== "POST") return { fields: nothing, uploads: [] };
  if (request.isMultipart()) {
    if (!files) throw new Refusal("media-type-unknown");
    return readParts(request);
  }
  if (request.body === undefined || request.body === null) return { fields: nothing, uploads: [] };
  if (typeof request.body !== "string") throw new Refusal("media-type-unknown");
  return { fields: readFields(request.body), uploads: [] };
};
