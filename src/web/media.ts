import type { FastifyRequest } from "fastify";
import { Refusal, type RefusalCode } from "../kernel/refusal.ts";

const headFault = (code: RefusalCode, field: string, problem: string, remedy: string): Refusal =>
  new Refusal(code, [{ field, problem, remedy }]);

const xmlKinds = ["application/xml", "text/xml"];
const jsonKinds = ["application/json"];

// We unpack nothing, and read one way of writing characters: what says it is otherwise would be judged on what it is not.
const assertPlain = ({ headers }: FastifyRequest): void => {
  const packing = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (packing !== "" && packing !== "identity")
    throw headFault("media-type-unknown", "Content-Encoding", "Het bericht is ingepakt.", "Stuur het bericht zonder Content-Encoding.");
  const characters = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers["content-type"] ?? "")?.[1];
  if (characters !== undefined && characters.toLowerCase() !== "utf-8")
    throw headFault(
      "media-type-unknown",
      "Content-Type",
      "Het bericht heeft een andere tekenset dan utf-8.",
      "Stuur het bericht in utf-8.",
    );
};

const assertTakes = ({ headers, routeOptions: { config } }: FastifyRequest): void => {
  const given = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const kinds = config.media?.takes === "xml" ? xmlKinds : jsonKinds;
  if (given !== undefined && !kinds.includes(given))
    throw headFault("media-type-unknown", "Content-Type", `Wij lezen hier geen ${given.slice(0, 60)}.`, `Stuur ${kinds.join(" of ")}.`);
};

/** What an Accept header takes at all: each kind that it names with a weight above nothing. */
const accepted = (header: string): string[] =>
  header
    .split(",")
    .map((part) =>
      part
        .toLowerCase()
        .split(";")
        .map((one) => one.trim()),
    )
    .filter(([, ...more]) => !more.some((one) => /^q=0(\.0*)?$/.test(one)))
    .map(([kind = ""]) => kind);

const assertGives = ({ headers, routeOptions: { config } }: FastifyRequest): void => {
  if (headers.accept === undefined || headers.accept.trim() === "") return;
  const gives = config.media?.gives === "xml" ? "application/xml" : "application/json";
  const wanted = accepted(headers.accept);
  if (!wanted.some((kind) => kind === "*/*" || kind === "application/*" || kind === gives))
    throw headFault("not-acceptable", "Accept", `Ons antwoord is ${gives}.`, `Neem in “Accept” ook ${gives} op.`);
};

/** Holds a request of the API to what its route reads and answers. Throws `media-type-unknown` or `not-acceptable`. */
export const assertMedia = (request: FastifyRequest): void => {
  assertPlain(request);
  if (request.method !== "GET" && request.method !== "HEAD") assertTakes(request);
  assertGives(request);
};
