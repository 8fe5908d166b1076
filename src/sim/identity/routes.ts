import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { keyedHash } from "../../db/seal.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { SignInConfig } from "../../web/config.ts";
import type { Web } from "../../web/frame.ts";
import { refusalPage } from "../../web/problem.tsx";
import type { Reach } from "../../web/sign-in.ts";
import { choosePages } from "./pages.tsx";
import type { DemoPerson } from "./people.ts";
import { standInPath } from "./path.ts";
import { standIn } from "./provider.ts";

// The stand-in forgets at once who was chosen: whoever comes next may be somebody else, in this tab or in another.
const withoutOwnSession = (cookies = ""): string =>
  cookies
    .split(/; */)
    .filter((pair) => !pair.startsWith("_session"))
    .join("; ");

/**
 * Puts the stand-in sign-in service under our own address; answers how the portal reaches it without leaving the machine.
 * Throws in production: there nobody signs in by choosing a name from a list.
 */
export const mountStandIn = (app: FastifyInstance, web: Web, sign: SignInConfig, people: () => Promise<readonly DemoPerson[]>): Reach => {
  if (web.config.environment === "production") throw new Error("the stand-in sign-in service is refused in production");
  const { publicUrl } = web.config;
  const { db, seals } = web.door;
  const secret = (purpose: string): string => keyedHash(seals, purpose);
  const provider = standIn({ publicUrl, sign, people, secret, db, problem: refusalPage(web, new Refusal("sign-in-failed")) });
  const answer = provider.callback();
  const { host, protocol } = new URL(publicUrl);

  choosePages(app, web, provider, people);
  void app.register((scope, _options, done) => {
    // It reads bodies by itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, parsed) => parsed(null));
    scope.route({
      method: ["GET", "POST", "OPTIONS"],
      url: `${standInPath}/*`,
      config: { public: true },
      handler: (request, reply) => {
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
        const raw = Object.assign(request.raw, { originalUrl: request.raw.url });
        raw.url = request.url.slice(standInPath.length);
        raw.headers.cookie = withoutOwnSession(raw.headers.cookie);
        raw.headers["x-forwarded-host"] = host;
        raw.headers["x-forwarded-proto"] = protocol.slice(0, -1);
        void answer(raw, reply.raw);
      },
    });
    done();
  });

  return {
    insecure: true,
    fetch: (url, options) => {
      const { port, address } = app.server.address() as AddressInfo;
      const here = /^(0\.0\.0\.0|::)$/.test(address) ? "127.0.0.1" : address.includes(":") ? `[${address}]` : address;
      const { pathname, search } = new URL(url);
      return fetch(`http://${here}:${port}${pathname}${search}`, options as RequestInit);
    },
  };
};
