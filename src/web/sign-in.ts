import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as oidc from "openid-client";
import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import { seal, unseal } from "../db/seal.ts";
import type { Claims } from "../party/who.ts";
import type { SignInConfig } from "./config.ts";
import { renderingOf, textOf } from "./form.ts";
import type { Web } from "./frame.ts";
import { page } from "./page.tsx";
import { cookieName, cookieOptions, endSession, setSession, startSession } from "./session.ts";

/** How to reach the issuer when it is not over the network: the stand-in lives in this very server. */
export type Reach = { fetch?: oidc.CustomFetch; insecure?: boolean };

const callbackPath = "/inloggen/terug";
const attemptSeconds = 600;

/** What the browser keeps, sealed, while somebody is at the sign-in service. */
const attemptSchema = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), back: z.string(), at: z.number() });
type Attempt = z.infer<typeof attemptSchema>;

/** An address of our own to go back to; anything else becomes the front page. */
export const ownAddress = (text: string): string =>
  /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) && !text.startsWith("/inloggen") && text.length <= 500 ? text : "/";

const discovered = ({ issuer, clientId, clientSecret }: SignInConfig, reach: Reach): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
    timeout: 10,
    ...(reach.insecure === true ? { execute: [oidc.allowInsecureRequests] } : {}),
    ...(reach.fetch === undefined ? {} : { [oidc.customFetch]: reach.fetch }),
  });

/** Asks the issuer about itself once; after a failure the next sign-in asks again. */
const issuerOf = (config: SignInConfig, reach: Reach): (() => Promise<oidc.Configuration>) => {
  let known: Promise<oidc.Configuration> | null = null;
  return () => {
    known ??= discovered(config, reach).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
};

const text = z.string().min(1).max(100).nullish().catch(null);

/** Who the sign-in service says that it is; the names of its statements are configuration. */
const claimsFrom = (stated: Record<string, unknown>, names: SignInConfig["claims"]): Claims => ({
  bsn: text.parse(stated[names.bsn]) ?? null,
  chamber: text.parse(stated[names.chamber]) ?? null,
  staff: text.parse(stated[names.staff]) ?? null,
});

// The issuer answers something that we cannot use, or does not answer: the person can only try again.
const fromIssuer = (error: unknown): boolean =>
  error instanceof oidc.ClientError ||
  error instanceof oidc.AuthorizationResponseError ||
  error instanceof oidc.ResponseBodyError ||
  error instanceof TypeError;

const attemptFrom = (web: Web, request: FastifyRequest): Attempt => {
  const sealed = request.cookies[cookieName(web.config, "inlog")] ?? "";
  try {
    const attempt = attemptSchema.parse(JSON.parse(unseal(web.door.seals, Buffer.from(sealed, "base64url"))));
    if (Date.now() - attempt.at < attemptSeconds * 1000) return attempt;
  } catch {
    // Changed, from another key, or absent: all the same to us.
  }
  throw new Refusal("sign-in-failed");
};

const begin = async (web: Web, sign: SignInConfig, issuer: oidc.Configuration, back: string, reply: FastifyReply): Promise<string> => {
  const attempt: Attempt = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    back,
    at: Date.now(),
  };
  const sealed = seal(web.door.seals, JSON.stringify(attempt)).toString("base64url");
  void reply.setCookie(cookieName(web.config, "inlog"), sealed, { ...cookieOptions(web.config), maxAge: attemptSeconds });
  return oidc.buildAuthorizationUrl(issuer, {
    redirect_uri: `${web.config.publicUrl}${callbackPath}`,
    scope: `openid ${sign.scope}`.trim(),
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: "S256",
    prompt: "login",
    ...(sign.acrValues.length === 0 ? {} : { acr_values: sign.acrValues.join(" ") }),
  }).href;
};

const finish = async (
  web: Web,
  sign: SignInConfig,
  issuer: oidc.Configuration,
  request: FastifyRequest,
): Promise<{ claims: Claims; idToken: string | null; back: string }> => {
  const attempt = attemptFrom(web, request);
  try {
    const tokens = await oidc.authorizationCodeGrant(issuer, new URL(request.url, web.config.publicUrl), {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    });
    const stated = tokens.claims();
    if (stated === undefined || (sign.acrValues.length > 0 && !sign.acrValues.includes(typeof stated.acr === "string" ? stated.acr : "")))
      throw new Refusal("sign-in-failed");
    const more =
      issuer.serverMetadata().userinfo_endpoint === undefined ? {} : await oidc.fetchUserInfo(issuer, tokens.access_token, stated.sub);
    return { claims: claimsFrom({ ...stated, ...more }, sign.claims), idToken: tokens.id_token ?? null, back: attempt.back };
  } catch (error) {
    if (!fromIssuer(error)) throw error;
    web.log.warn({ name: (error as Error).name, code: (error as { code?: unknown }).code }, "sign-in failed");
    throw new Refusal("sign-in-failed");
  }
};

const reachable = async (web: Web, issuer: () => Promise<oidc.Configuration>): Promise<oidc.Configuration> => {
  try {
    return await issuer();
  } catch (error) {
    web.log.warn({ name: (error as Error).name, message: (error as Error).message }, "the sign-in service does not answer");
    throw new Refusal("busy");
  }
};

/** Signing in and out (inloggen, uitloggen): authorization code with PKCE, state and nonce. */
export const signInPages = (app: FastifyInstance, web: Web, sign: SignInConfig, reach: Reach): void => {
  const issuer = issuerOf(sign, reach);
  const ownHost = new URL(web.config.publicUrl).host;

  page(app, web, {
    method: "get",
    path: "/inloggen",
    public: true,
    handler: async ({ request, reply, query }) => {
      // The service sends people back to our public address, where a cookie of another name for this host would be absent.
      if (web.config.environment === "leer" && request.host !== ownHost) return { to: `${web.config.publicUrl}${request.url}` };
      const back = ownAddress(textOf(query, "terug"));
      return { to: await begin(web, sign, await reachable(web, issuer), back, reply) };
    },
  });

  page(app, web, {
    method: "get",
    path: callbackPath,
    public: true,
    handler: async ({ request, reply, session }) => {
      const { claims, idToken, back } = await finish(web, sign, await reachable(web, issuer), request);
      void reply.clearCookie(cookieName(web.config, "inlog"), cookieOptions(web.config));
      const started = await startSession(web.door, claims, idToken);
      if (started === null) throw new Refusal("person-unknown");
      // A session of whoever was signed in before on this browser ends here.
      if (session !== null) await endSession(web.door, web.config, session.idHash, reply);
      setSession(reply, web.config, started.id);
      return { to: back === "/" ? web.portal.home(started.who) : back };
    },
  });

  signOut(app, web, issuer);
};

const endAddress = (issuer: oidc.Configuration, web: Web, idToken: string | null): string =>
  issuer.serverMetadata().end_session_endpoint === undefined
    ? "/uitgelogd"
    : oidc.buildEndSessionUrl(issuer, {
        post_logout_redirect_uri: `${web.config.publicUrl}/uitgelogd`,
        ...(idToken === null ? {} : { id_token_hint: idToken }),
      }).href;

const signOut = (app: FastifyInstance, web: Web, issuer: () => Promise<oidc.Configuration>): void =>
  page(app, web, {
    method: "post",
    path: "/uitloggen",
    public: true,
    handler: async ({ reply, session, fields }) => {
      if (session === null) return { to: "/uitgelogd" };
      renderingOf(session.csrf, fields);
      const idToken = await endSession(web.door, web.config, session.idHash, reply);
      const known = await issuer().catch(() => null);
      return { to: known === null ? "/uitgelogd" : endAddress(known, web, idToken) };
    },
  });
