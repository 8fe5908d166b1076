import swagger from "@fastify/swagger";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { may, type Action } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { apiVersions } from "./api-versions.ts";
import { tokenReader, type Caller, type ReadToken } from "./caller.ts";
import type { TokenConfig } from "./config.ts";
import type { Web } from "./frame.ts";
import { mostBytes, mostUploadBytes } from "./guard.ts";
import { assertMedia } from "./media.ts";
import { documentation, withHouseRules } from "./open-api.ts";
import { scopeFor } from "./scopes.ts";
import type { Reach } from "./sign-in.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls, on a route of the API with an action. */
    caller?: Caller;
  }
  interface FastifyContextConfig {
    /** What a route of the API reads and answers where that is not JSON. */
    media?: { takes?: "xml"; gives?: "xml" };
    /** True for a route that carries out a command, once per idempotency key. */
    changes?: true;
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

/** Whose tokens open the API, and how that issuer is reached when it is not over the network. */
export type Tokens = { config: TokenConfig | null; reach?: Reach };

const scopeMissing = (action: Action): Refusal =>
  new Refusal("scope-missing", [
    {
      field: "scope",
      problem: `Uw token heeft het bereik “${scopeFor(action)}” niet.`,
      remedy: `Vraag een token met scope=${scopeFor(action)}.`,
    },
  ]);

// Both must say yes: the token, which says how far this program may go, and may(), which says how far its organisation may.
const admitted = async (readToken: ReadToken, request: FastifyRequest, action: Action): Promise<Caller> => {
  const caller = await readToken(request.headers.authorization);
  if (!caller.scopes.includes(scopeFor(action))) throw scopeMissing(action);
  if (!may(caller.actor, action, {}).allowed) throw new Refusal("not-allowed");
  return caller;
};

const readBodies = (app: ApiApp): void => {
  // Forms are for people.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string", bodyLimit: mostBytes }, app.getDefaultJsonParser("error", "error"));
  app.addContentTypeParser(["application/xml", "text/xml"], { parseAs: "buffer", bodyLimit: mostUploadBytes }, (_request, body, parsed) =>
    parsed(null, body),
  );
};

const describeItself = (app: ApiApp): void => {
  app.get("/v1/openapi.json", { config: { public: true }, schema: { hide: true } }, (_request, reply) =>
    reply.header("access-control-allow-origin", "*").send(withHouseRules(app.swagger())),
  );
  app.get("/v1/wijzigingen", { config: { public: true }, schema: { hide: true } }, (_request, reply) =>
    reply.header("access-control-allow-origin", "*").send({
      wijzigingen: apiVersions.map(({ version: versie, since: sinds, changes: wijzigingen }) => ({ versie, sinds, wijzigingen })),
    }),
  );
};

/** The API: one scope under /v1 for programs, with its own ways to read bodies and to say who calls. */
export const mountApi = (root: FastifyInstance, web: Web, modules: readonly Api[], tokens: Tokens): void => {
  void root.register((plain, _options, done) => {
    const app: ApiApp = plain.withTypeProvider<ZodTypeProvider>();
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    readBodies(app);
    const readToken = tokenReader(web.door, tokens.config, tokens.reach);
    app.decorateRequest("caller");
    // A route without a scope does not start.
    app.addHook("onRoute", ({ config }) => {
      if (config?.action !== undefined) scopeFor(config.action);
    });
    // Before the body is read: a stranger sends us nothing.
    app.addHook("onRequest", async (request) => {
      const { action } = request.routeOptions.config;
      if (action !== undefined) request.caller = await admitted(readToken, request, action);
      assertMedia(request);
    });
    void app.register(swagger, documentation(web.config, tokens.config));
    app.after(() => {
      for (const mount of modules) mount(app, web);
      describeItself(app);
    });
    done();
  });
};
