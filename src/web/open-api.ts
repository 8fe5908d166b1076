import type { SwaggerOptions } from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { apiVersion } from "./api-versions.ts";
import type { TokenConfig, WebConfig } from "./config.ts";
import { apiScopes, scopeFor } from "./scopes.ts";

type Operation = { responses?: Record<string, Record<string, unknown>>; description?: string };

const versionHeader = {
  "API-Version": { description: "De volledige versie van dit koppelvlak.", schema: { type: "string", examples: [apiVersion] } },
};

const faultSchema = {
  type: "object",
  required: ["veld", "probleem", "oplossing"],
  properties: {
    veld: { type: "string", description: "Het veld of de kop waar het om gaat." },
    probleem: { type: "string", description: "Wat er mis is." },
    oplossing: { type: "string", description: "Wat u kunt doen." },
  },
};

const problemSchema = {
  type: "object",
  description: "Wat er mis is en wat u kunt doen (RFC 9457).",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string", description: "De soort fout; blijft hetzelfde." },
    title: { type: "string", description: "De soort fout in een paar woorden." },
    status: { type: "integer", description: "De HTTP-status." },
    detail: { type: "string", description: "Wat er mis is en wat u kunt doen." },
    instance: { type: "string", description: "Kenmerk van dit antwoord, om bij een vraag te noemen." },
    fouten: { type: "array", description: "Alles wat er mis is, in een keer.", items: faultSchema },
  },
};

const problems: Record<string, string> = {
  "400": "Wat u stuurde klopt niet.",
  "401": "Het token ontbreekt of klopt niet.",
  "403": "U mag dit niet, of uw token is er niet voor gegeven.",
  "404": "Dit bestaat niet, of u mag het niet zien.",
  "406": "U neemt de vorm van ons antwoord niet aan.",
  "409": "Dit kan nu niet, of de sleutel tegen dubbel versturen was al gebruikt.",
  "413": "Dit is te groot.",
  "415": "Wij kennen dit soort inhoud niet.",
  "429": "U stuurt te veel verzoeken.",
  "500": "Een fout van ons.",
  "503": "Even niet bereikbaar.",
};

const keyHeader = {
  type: "object",
  properties: {
    "Idempotency-Key": {
      type: "string",
      minLength: 1,
      maxLength: 200,
      description: "Sleutel tegen dubbel versturen: dezelfde sleutel met hetzelfde verzoek geeft hetzelfde antwoord en gebeurt één keer.",
    },
  },
};

const introduction = [
  "Het koppelvlak voor de systemen van verstrekkers (gemeenten en zorgkantoren), zorgverleners en vertegenwoordigers.",
  "Bedragen zijn hele centen, tijden hele minuten, dagen jjjj-mm-dd, tijdstippen in UTC.",
  "Lijsten gaan per bladzijde: volg “_links.volgende”. Wijzigingen per versie staan op /v1/wijzigingen.",
  "Een oude hoofdversie blijft na een nieuwe nog minstens zes maanden werken.",
].join(" ");

/** How the description of the API is made from its routes. */
export const documentation = ({ publicUrl, securityContact }: WebConfig, tokens: TokenConfig | null): SwaggerOptions => ({
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Mijn pgb",
      version: apiVersion,
      description: introduction,
      contact: { name: "Beheer Mijn pgb", url: publicUrl, email: securityContact.replace(/^mailto:/, "") },
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    externalDocs: { description: "Wijzigingen per versie", url: `${publicUrl}/v1/wijzigingen` },
    servers: [{ url: `${publicUrl}/v1`, description: "Deze omgeving" }],
    components: {
      securitySchemes: {
        token: {
          type: "oauth2",
          description: "Een token van de uitgever, met het bereik dat bij de bewerking staat.",
          flows: { clientCredentials: { tokenUrl: tokens?.tokenUrl ?? `${publicUrl}/token`, scopes: { ...apiScopes } } },
        },
      },
    },
  },
  transform: (route) => {
    const { schema, url } = jsonSchemaTransform(route);
    const { action, changes } = route.route.config ?? {};
    const security = action === undefined ? {} : { security: [{ token: [scopeFor(action)] }] };
    return { url, schema: { ...schema, ...security, ...(changes === true ? { headers: keyHeader } : {}) } };
  },
  transformObject: jsonSchemaTransformObject,
  stripBasePath: true,
});

const withProblems = (operation: Operation): void => {
  for (const [status, description] of Object.entries(problems)) {
    operation.responses = {
      ...operation.responses,
      [status]: {
        description,
        headers: versionHeader,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Probleem" } } },
      },
    };
  }
  for (const [status, response] of Object.entries(operation.responses ?? {}))
    if (/^[23]/.test(status)) response.headers = { ...versionHeader, ...(response.headers as object | undefined) };
};

/** The description of the API with what holds for every operation: its version in a header, and problems as RFC 9457. */
export const withHouseRules = (document: object): object => {
  const copy = structuredClone(document) as {
    paths?: Record<string, Record<string, Operation>>;
    components?: { schemas?: Record<string, unknown> };
  };
  for (const path of Object.values(copy.paths ?? {})) for (const operation of Object.values(path)) withProblems(operation);
  return { ...copy, components: { ...copy.components, schemas: { ...copy.components?.schemas, Probleem: problemSchema } } };
};
