import swagger from "@fastify/swagger";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Actor } from "../kernel/actor.ts";
import { sha256 } from "../kernel/id.ts";
import { may } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { reading, type Db } from "../db/pool.ts";
import type { Web } from "./frame.ts";
import { apiVersion, mostUploadBytes } from "./guard.ts";
import { withHouseRules } from "./open-api.ts";
import { insertMachineClients, machineClientByToken } from "./queries.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The program that calls, on a route of the API with an action. */
    machine?: Actor;
  }
}

/** Where routes of the API are made: their Zod schemas, in Dutch, judge what comes in and document it. */
export type ApiApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The routes of the API of one module, from its `routes.ts`. */
export type Api = (app: ApiApp, web: Web) => void;

/** A program of an organisation (systeemkoppeling) and the token by which it may call. The token itself is not kept. */
export type MachineClient = { id: string; organisation: string; name: string; token: string };

/** Registers programs. One that is known stays as it is. */
export const registerMachineClients = (db: Db, clients: readonly MachineClient[]) =>
  insertMachineClients(
    db,
    clients.map(({ id, organisation, name, token }) => ({ id, organisation, name, token_hash: sha256(token) })),
  );

const machineOf = async (web: Web, { headers }: FastifyRequest): Promise<Actor> => {
  const token = /^Bearer ([\w.~+/-]{20,200}=*)$/i.exec(headers.authorization ?? "")?.[1];
  const client =
    token === undefined ? undefined : await reading(web.door.db, { scope: "sign-in" }, (tx) => machineClientByToken(tx, sha256(token)));
  if (client === undefined) throw new Refusal("token-unknown");
  return { person: client.id, roles: ["machine-client"], organisation: client.organisation, reach: [], provider: null };
};

const headFault = (field: string, problem: string, remedy: string): Refusal =>
  new Refusal("media-type-unknown", [{ field, problem, remedy }]);

// We unpack nothing, and read one way of writing characters: what says it is otherwise would be judged on what it is not.
const assertPlain = ({ headers }: FastifyRequest): void => {
  const packing = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (packing !== "" && packing !== "identity")
    throw headFault("Content-Encoding", "Het bericht is ingepakt.", "Stuur het bericht zonder Content-Encoding.");
  const characters = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers["content-type"] ?? "")?.[1];
  if (characters !== undefined && characters.toLowerCase() !== "utf-8")
    throw headFault("Content-Type", "Het bericht heeft een andere tekenset dan utf-8.", "Stuur het bericht in utf-8.");
};

/** The program that calls. */
export const callerOf = ({ machine }: FastifyRequest): Actor => {
  if (machine === undefined) throw new Error("a route of the API without an action has no caller");
  return machine;
};

const documented = (app: ApiApp, web: Web): void => {
  void app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Mijn pgb",
        version: apiVersion,
        description: "Koppelvlak voor verstrekkers van persoonsgebonden budgetten (gemeenten en zorgkantoren).",
        contact: { name: "Beheer Mijn pgb", url: web.config.publicUrl, email: web.config.securityContact.replace(/^mailto:/, "") },
        license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
      },
      servers: [{ url: `${web.config.publicUrl}/v1`, description: "Deze omgeving" }],
      components: { securitySchemes: { token: { type: "http", scheme: "bearer", description: "Het token dat uw organisatie kreeg." } } },
    },
    transform: jsonSchemaTransform,
    stripBasePath: true,
  });
};

/** The API: one scope under /v1 for programs, with its own ways to read bodies and to say who calls. */
export const mountApi = (root: FastifyInstance, web: Web, modules: readonly Api[]): void => {
  void root.register((plain, _options, done) => {
    const app: ApiApp = plain.withTypeProvider<ZodTypeProvider>();
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    // Forms are for people.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(["application/xml", "text/xml"], { parseAs: "buffer", bodyLimit: mostUploadBytes }, (_request, body, parsed) =>
      parsed(null, body),
    );
    // Before the body is read: a stranger sends us nothing.
    app.addHook("onRequest", async (request) => {
      const { action } = request.routeOptions.config;
      if (action === undefined) return;
      request.machine = await machineOf(web, request);
      if (!may(request.machine, action, {}).allowed) throw new Refusal("not-allowed");
      assertPlain(request);
    });
    documented(app, web);
    app.after(() => {
      for (const mount of modules) mount(app, web);
      app.get("/v1/openapi.json", { config: { public: true }, schema: { hide: true } }, (_request, reply) =>
        reply.header("access-control-allow-origin", "*").send(withHouseRules(app.swagger())),
      );
    });
    done();
  });
};
