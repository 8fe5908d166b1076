import { randomUUID } from "node:crypto";
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { pino } from "pino";
import { z } from "zod";
import { agreementPages } from "./agreement/pages/pages.tsx";
import { agreementRoutes } from "./agreement/routes.ts";
import { agreementEndingRoutes } from "./agreement/routes-ending.ts";
import { agreementMakingRoutes } from "./agreement/routes-making.ts";
import { sickRoutes } from "./agreement/routes-sick.ts";
import { budgetPages } from "./budget/pages.tsx";
import { awardRoutes } from "./budget/routes.ts";
import { signalRoutes } from "./budget/routes-signals.ts";
import type { Door } from "./db/command.ts";
import type { Part } from "./db/ready.ts";
import { keyedHash } from "./db/seal.ts";
import { declarationPages } from "./declaration/pages/pages.tsx";
import { declarationRoutes } from "./declaration/routes.ts";
import { recoveryRoutes } from "./declaration/recovery/routes.ts";
import { redressRoutes } from "./declaration/redress/routes.ts";
import { receiptRoutes } from "./declaration/routes-receipts.ts";
import { paymentPages } from "./payment/pages/pages.tsx";
import { accountRoutes } from "./payment/routes-account.ts";
import { actingForPages } from "./portal/acting-for/pages.tsx";
import { funderPages } from "./portal/funder/pages.tsx";
import { citizenPages } from "./portal/holder/pages.tsx";
import { mandatePages } from "./portal/mandates/pages.tsx";
import { noticePages } from "./portal/notices/pages.tsx";
import { mandateRoutes } from "./portal/mandates/routes.ts";
import { noticeRoutes } from "./portal/notices/routes.ts";
import { registerRoutes } from "./portal/registers/routes.ts";
import { portal } from "./portal/menu.ts";
import { registerPages } from "./portal/registers/pages.tsx";
import { budgetRoutes } from "./portal/routes-budgets.ts";
import { publicPages } from "./portal/public/pages.tsx";
import { svbPages } from "./portal/svb/pages.tsx";
import type { DemoPerson } from "./sim/identity/people.ts";
import { standInSignIn } from "./sim/identity/provider.ts";
import { mountStandIn } from "./sim/identity/routes.ts";
import { bankPages } from "./sim/pages-bank.tsx";
import { policyRoutes } from "./portal/routes-policy.ts";
import { postPages } from "./sim/pages-post.tsx";
import { standInTokens } from "./sim/identity/tokens.ts";
import { clockPages } from "./sim/pages.tsx";
import { serveAssets } from "./web/assets.ts";
import { mountApi, type Api } from "./web/api.ts";
import type { WebConfig } from "./web/config.ts";
import type { Portal, Web } from "./web/frame.ts";
import { answerUnknown, answerUnreadable, guard, mostBytes, queryOf, watchRoutes, type Known } from "./web/guard.ts";
import type { Pages } from "./web/page.tsx";
import { answerProblem } from "./web/problem.tsx";
import { schemaWords } from "./web/schema-words.ts";
import { signInPages } from "./web/sign-in.ts";

/** Every door of the portal, in order. A module adds its own here. */
const doors: readonly Pages[] = [
  publicPages,
  actingForPages,
  noticePages,
  mandatePages,
  registerPages,
  clockPages,
  postPages,
  bankPages,
  paymentPages,
  svbPages,
  funderPages,
  budgetPages,
  agreementPages,
  declarationPages,
  citizenPages,
];

/** Every module that programs may call, in order. */
const apis: readonly Api[] = [
  awardRoutes,
  budgetRoutes,
  signalRoutes,
  agreementMakingRoutes,
  agreementEndingRoutes,
  agreementRoutes,
  sickRoutes,
  declarationRoutes,
  redressRoutes,
  recoveryRoutes,
  policyRoutes,
  receiptRoutes,
  noticeRoutes,
  accountRoutes,
  mandateRoutes,
  registerRoutes,
];

/** What the app is made of. `ready` says which parts are not, `people` who can sign in to the learning environment. */
export type AppParts = {
  door: Door;
  config: WebConfig;
  ready: () => Promise<Partial<Record<Part, string>>>;
  people: () => Promise<readonly DemoPerson[]>;
  /** For tests: other doors or another portal than all. */
  doors?: readonly Pages[];
  portal?: Portal;
};

// Only the pattern of an address is logged: what stands in it may be about somebody.
const logAnswers = (app: FastifyInstance): void => {
  app.addHook("onResponse", (request, reply, done) => {
    request.log.info(
      { method: request.method, route: request.routeOptions.url, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
      "answered",
    );
    done();
  });
};

const health = (app: FastifyInstance, ready: AppParts["ready"]): void => {
  app.get("/gezondheid", { config: { public: true } }, async (_request, reply) => {
    const faults = await ready();
    const well = Object.keys(faults).length === 0;
    return reply.code(well ? 200 : 503).send({ status: well ? "gereed" : "niet gereed", problemen: faults });
  });
};

declare module "fastify" {
  interface FastifyInstance {
    /** Every route there is, for the generated pages and the test that tries them all. */
    known: readonly Known[];
  }
}

/** Builds the app: every door behind the same guard. It does not listen yet. Throws when production has no sign-in service. */
export const buildApp = async ({
  door,
  config,
  ready,
  people,
  doors: given = doors,
  portal: menus = portal,
}: AppParts): Promise<FastifyInstance> => {
  // What a schema says of a value when it has no words of its own for it.
  z.config({ localeError: schemaWords });
  const log = pino({ level: config.logLevel });
  const logger: FastifyBaseLogger = log;
  const web: Web = { door, config, portal: menus, log };
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: mostBytes,
    requestTimeout: 30_000,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    genReqId: () => randomUUID(),
    clientErrorHandler: answerUnreadable,
    routerOptions: { querystringParser: queryOf, maxParamLength: 200 },
    // An address that cannot be decoded comes here before any hook.
    frameworkErrors: (error, request, reply) => void answerProblem(web, error, request, reply),
  });
  const known = watchRoutes(app);
  app.decorate("known", known);
  await guard(app, web);
  app.setErrorHandler((error, request, reply) => answerProblem(web, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerUnknown(web, known, request, reply));
  logAnswers(app);
  serveAssets(app, { public: true });
  health(app, ready);

  const sign = config.signIn ?? standInSignIn(config.publicUrl, (purpose) => keyedHash(door.seals, purpose));
  const reach = config.signIn === null ? mountStandIn(app, web, sign, people) : {};
  signInPages(app, web, sign, reach);
  for (const mount of given) mount(app, web);
  const tokens = config.tokens ?? (config.signIn === null ? standInTokens(config.publicUrl) : null);
  mountApi(app, web, apis, { config: tokens, ...(config.tokens === null ? { reach } : {}) });
  return app;
};
