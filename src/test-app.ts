import { createServer, type AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { buildApp, type AppParts } from "./app.ts";
import type { Door } from "./db/command.ts";
import type { Claims } from "./party/who.ts";
import { learningMachine } from "./sim/identity/machines.ts";
import type { WebConfig } from "./web/config.ts";
import { startSession } from "./web/session.ts";

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

/** A browser without script, for tests: keeps cookies, follows nothing by itself. */
export type Visitor = {
  get(path: string): Promise<Response>;
  /** Sends a form as the page at `from` shows it, with these answers besides. */
  post(path: string, answers: Record<string, string>, from?: string): Promise<Response>;
  /** Sends anything, with the cookies it has. */
  send(path: string, init: RequestInit): Promise<Response>;
  cookies: Map<string, string>;
};

/** The hidden token of the first form on a page. */
export const tokenIn = (html: string): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";

const visitor = (origin: string, cookies = new Map<string, string>()): Visitor => {
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(new URL(path, origin), { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    cookies,
    send,
    get: (path) => send(path, {}),
    post: async (path, answers, from = "/") => {
      const token = answers.csrf ?? tokenIn(await (await send(from, {})).text());
      return send(path, { method: "POST", body: new URLSearchParams({ ...answers, csrf: token }) });
    },
  };
};

/** The whole portal, really listening on a free port over the database of a test, with somebody to visit it. */
export type TestApp = {
  app: FastifyInstance;
  origin: string;
  /** Somebody who is not signed in, with these cookies if any. */
  anybody(cookies?: Visitor["cookies"]): Visitor;
  /** Somebody who signed in as this person, whom the test registered. */
  signedIn(claims: Partial<Claims>): Promise<Visitor>;
  close(): Promise<void>;
};

/** A token for a program of the learning environment, asked of the stand-in as that program would. */
export const learningToken = async (origin: string, client: string, scope?: string): Promise<string> => {
  const answer = await fetch(`${origin}/proefinlog/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client,
      client_secret: `leeromgeving-${client}`,
      scope: scope ?? learningMachine(client)?.scopes.join(" ") ?? "",
    }),
  });
  const told = await answer.text();
  const { access_token: token } = JSON.parse(told) as { access_token?: string };
  if (token === undefined) throw new Error(`no token for ${client}: ${told}`);
  return token;
};

/** Starts the portal for a test. Close it before the door. */
export const testApp = async (
  door: Door,
  more: Partial<Omit<AppParts, "door" | "config">> & { config?: Partial<WebConfig> } = {},
): Promise<TestApp> => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const config: WebConfig = {
    environment: "leer",
    publicUrl: origin,
    signIn: null,
    tokens: null,
    requestsPerMinute: null,
    trustedProxies: [],
    securityContact: "mailto:veilig@voorbeeld.nl",
    logLevel: "warn",
    ...more.config,
  };
  const app = await buildApp({ door, ready: () => Promise.resolve({}), people: () => Promise.resolve([]), ...more, config });
  await app.listen({ port, host: "127.0.0.1" });
  return {
    app,
    origin,
    anybody: (cookies) => visitor(origin, cookies),
    signedIn: async (claims) => {
      const started = await startSession(door, { bsn: null, chamber: null, staff: null, ...claims }, null);
      if (started === null) throw new Error("nobody is registered with these claims");
      const one = visitor(origin);
      one.cookies.set("sessie", started.id);
      return one;
    },
    close: () => app.close(),
  };
};
