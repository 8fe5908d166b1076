import "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../kernel/refusal.ts";
import { readFields, type Fields } from "./form.ts";

/** A file that came with a form. */
export type Upload = { field: string; name: string; bytes: Buffer };

const nothing = readFields("");

const readParts = async (request: FastifyRequest): Promise<{ fields: Fields; uploads: readonly Upload[] }> => {
  const uploads: Upload[] = [];
  const texts = new URLSearchParams();
  for await (const part of request.parts()) {
    if (part.type === "field") {
      if (part.fieldnameTruncated || part.valueTruncated) throw new Refusal("too-large");
      texts.append(part.fieldname, typeof part.value === "string" ? part.value : "");
    } else {
      // A file field that was left empty comes as a file without a name.
      const bytes = await part.toBuffer();
      if (part.filename !== "") uploads.push({ field: part.fieldname, name: part.filename, bytes });
    }
  }
  return { fields: readFields(texts.toString()), uploads };
};

/** What a form sent, texts and files. Throws `media-type-unknown` when it is no form of ours. */
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
