import type { FastifyInstance } from "fastify";

// The API as its own description tells it: operations, and an input that fits the schema of each. Tests spoil these.

/** A part of a JSON schema, as far as the description of the API uses it. */
export type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  minimum?: number;
  minLength?: number;
  pattern?: string;
  examples?: readonly unknown[];
  default?: unknown;
};

type Parameter = { name: string; in: "path" | "query" | "header"; schema: Schema };
type Described = {
  operationId: string;
  parameters?: readonly Parameter[];
  requestBody?: { content: Readonly<Record<string, { schema: Schema }>> };
  security?: readonly Readonly<Record<string, readonly string[]>>[];
};
type Document = {
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
};

/** One operation: how to call it, and what it takes. `body` is null where it takes none, or something that is no JSON. */
export type Operation = {
  id: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  query: readonly string[];
  body: Schema | null;
  media: string | null;
  scope: string;
};

/** The description of the API by itself. */
export const describedBy = async (app: FastifyInstance): Promise<Document> =>
  (await app.inject({ method: "GET", url: "/v1/openapi.json" })).json<Document>();

/** Every operation that the description has. */
export const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody, security }]): Operation => {
      const [media = null] = Object.keys(requestBody?.content ?? {});
      return {
        id: operationId,
        method: method.toUpperCase() as Operation["method"],
        path: `/v1${path}`,
        query: parameters.filter((one) => one.in === "query").map(({ name }) => name),
        body: media === "application/json" ? (requestBody?.content[media]?.schema ?? null) : null,
        media,
        scope: Object.values(security?.[0] ?? {})[0]?.[0] ?? "",
      };
    }),
  );

/** The schema behind a reference. */
export const resolved = ({ components }: Document, schema: Schema): Schema => {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split("/").at(-1) ?? "";
  const found = components.schemas[name];
  if (found === undefined) throw new Error(`no schema ${name}`);
  return found;
};

const sampleText = ({ format, pattern, minLength = 1 }: Schema): string => {
  if (format === "date") return "2026-10-07";
  if (pattern?.includes("[0-9a-f]{64}") === true) return "0".repeat(64);
  if (pattern === "^\\d{8}$") return "12345678";
  return "Helpt bij opstaan en aankleden.".slice(0, Math.max(minLength, 31));
};

/** An input that fits a schema; `known` gives what only the house can know, by the name of the field. */
export const sampleOf = (document: Document, given: Schema, known: (name: string) => unknown, name = ""): unknown => {
  const own = known(name);
  if (own !== undefined) return own;
  const schema = resolved(document, given);
  const [example] = schema.examples ?? [];
  if (example !== undefined) return example;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined)
    return sampleOf(document, schema.anyOf.find(({ type }) => type !== "null") ?? { type: "null" }, known, name);
  if (schema.type === "object")
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, sampleOf(document, one, known, key)]));
  if (schema.type === "array") return [sampleOf(document, schema.items ?? {}, known, name)];
  if (schema.type === "integer") return Math.max(schema.minimum ?? 1, 1);
  return schema.type === "boolean" ? false : sampleText(schema);
};

/** Every place in an input, as the steps that lead to it: objects and arrays themselves too. */
export const placesIn = (value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] => {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, Array.isArray(value) ? Number(key) : key]))];
};

/** The input with something else at one place; `undefined` leaves it out. */
export const replacedAt = (value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown => {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.flatMap((one: unknown, at) => {
      const now = at === step ? replacedAt(one, rest, by) : one;
      return now === undefined ? [] : [now];
    });
  const held = value as Readonly<Record<string, unknown>>;
  const now = replacedAt(held[step], rest, by);
  return Object.fromEntries(Object.entries({ ...held, [step]: now }).filter(([, one]) => one !== undefined));
};
