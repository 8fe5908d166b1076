import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Action } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { apiVersion } from "./api-versions.ts";
import { contentSecurityPolicy } from "./assets.ts";
import { isSecure, type WebConfig } from "./config.ts";
import { readFields } from "./form.ts";
import { isApi, type Web } from "./frame.ts";
import { answerProblem } from "./problem.tsx";
import { cookieName, sessionOf } from "./session.ts";

/** The most that a form or message may hold, and the most that a form with files or an XML message may hold, in bytes. */
export const mostBytes = 1_048_576;
export const mostUploadBytes = 5 * 1_048_576;

// A browser applies `form-action` to where a form is sent on to, so signing out at another host must be named.
const directivesFor = ({ signIn, publicUrl }: WebConfig): Record<string, string[]> => {
  const issuer = signIn === null ? publicUrl : new URL(signIn.issuer).origin;
  return Object.fromEntries(
    contentSecurityPolicy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, name === "form-action" && issuer !== publicUrl ? [...sources, issuer] : sources];
    }),
  );
};

/** Headers, cookies, limits: what holds for every request, whatever its door. */
export const guard = async (app: FastifyInstance, web: Web): Promise<void> => {
  const { config } = web;
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: directivesFor(config) },
    referrerPolicy: { policy: "same-origin" },
    frameguard: { action: "deny" },
    strictTransportSecurity: isSecure(config) ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: mostUploadBytes, files: 20, fields: 500, fieldSize: mostBytes, parts: 520, headerPairs: 50 },
  });
  if (config.requestsPerMinute !== null) {
    await app.register(rateLimit, {
      max: config.requestsPerMinute,
      timeWindow: 60_000,
      // One person behind an office address must not slow down the others.
      keyGenerator: (request) => request.cookies[cookieName(config, "sessie")] ?? request.headers.authorization ?? request.ip,
      allowList: (request) => request.url === "/gezondheid" || request.url.startsWith("/bestanden/"),
      errorResponseBuilder: () => new Refusal("too-many"),
    });
  }
  readBodies(app);
  refuseTricks(app);
  app.addHook("onSend", (request, reply, payload, done) => {
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
    if (isApi(request)) void reply.header("api-version", apiVersion);
    done(null, payload);
  });
};

const readBodies = (app: FastifyInstance): void => {
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string", bodyLimit: mostBytes }, (_request, body, done) =>
    done(null, body),
  );
};

const refuseTricks = (app: FastifyInstance): void => {
  app.addHook("onRequest", (request, _reply, done) => {
    const query = request.url.indexOf("?");
    try {
      if (decodeURIComponent(query < 0 ? request.url : request.url.slice(0, query)).includes("\0")) throw new Refusal("not-found");
      if (query >= 0) readFields(request.url.slice(query + 1));
      // A page of another site that sends our form: the token would refuse it too, this says so sooner.
      if (request.method !== "GET" && request.headers["sec-fetch-site"] === "cross-site" && !isApi(request))
        throw new Refusal("page-expired");
      done();
    } catch (error) {
      done(error instanceof Refusal ? error : new Refusal("body-unreadable"));
    }
  });
};

/** Answers what is no HTTP at all, or beyond what a header may hold: too broken for a page. */
export const answerUnreadable = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const [status, text] =
    error.code === "HPE_HEADER_OVERFLOW"
      ? ["431 Request Header Fields Too Large", "Dit adres of deze cookie is te lang. Gebruik een korter adres."]
      : ["400 Bad Request", "Wij kunnen dit verzoek niet lezen. Controleer het adres en probeer het opnieuw."];
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${String(Buffer.byteLength(text))}\r\nconnection: close\r\n\r\n${text}`,
  );
};

/** What stands after "?" for handlers; what was wrong with it has been refused by then. */
export const queryOf = (text: string): Record<string, unknown> => {
  try {
    return readFields(text);
  } catch {
    return {};
  }
};

/** A route as it was made: its method, its pattern, and what `may()` is asked, which nothing is for public ones. */
export type Known = { method: string; url: string; pattern: RegExp; action: Action | undefined };

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replace(/:[A-Za-z]+/g, "[^/]+")
      .replace(/\*/g, ".*")}$`,
  );

/** Holds every route to having an action or being public, and remembers them, to tell a wrong method from a wrong address. */
export const watchRoutes = (app: FastifyInstance): Known[] => {
  const known: Known[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.public !== true && config?.action === undefined)
      throw new Error(`${String(method)} ${url} has no action for may() and is not public`);
    for (const one of [method].flat()) known.push({ method: one, url, pattern: patternOf(url), action: config.action });
  });
  return known;
};

/** Answers an address that no route has, for the person who is signed in if there is one. */
export const answerUnknown = async (
  web: Web,
  known: readonly Known[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const path = request.url.split("?")[0] ?? "";
  const methods = [...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
  if (methods.length > 0) return answerProblem(web, new Refusal("method-unknown"), request, reply.header("allow", methods.join(", ")));
  if (!isApi(request)) request.session = await sessionOf(web.door, web.config, request);
  return answerProblem(web, new Refusal("not-found"), request, reply);
};
