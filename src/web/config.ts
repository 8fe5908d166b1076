import type { Claims } from "../party/who.ts";

/** How people sign in: an OIDC issuer, and under which names it states who somebody is. */
export type SignInConfig = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Levels of assurance (betrouwbaarheidsniveau), any of which will do; empty asks for none. */
  acrValues: readonly string[];
  /** What to ask for, besides "openid". */
  scope: string;
  claims: Record<keyof Claims, string>;
};

/** Whose tokens open the API: an OAuth 2 issuer, where its keys are, for whom a token must be, and under which names it states who calls. */
export type TokenConfig = {
  issuer: string;
  /** Where the issuer publishes its keys (JWKS). */
  keys: string;
  /** What a token must name as its audience: our API. */
  audience: string;
  /** Where programs ask for a token; stands in the description of the API. */
  tokenUrl: string;
  claims: { funder: string; chamber: string; agb: string; bsn: string };
};

/** The settings of the doors. Read from the environment by the process that listens, never here. */
export type WebConfig = {
  environment: "leer" | "production";
  /** Where browsers find us, without a path: "http://localhost:8080". */
  publicUrl: string;
  /** Null is the stand-in of the learning environment; production needs a real one. */
  signIn: SignInConfig | null;
  /** Null is the stand-in too, where sign-in has it; beside a real sign-in service it closes the API. */
  tokens: TokenConfig | null;
  /** Requests per minute of one session or address; null is without limit. */
  requestsPerMinute: number | null;
  /** Whose forwarding headers we believe: addresses of our own reverse proxies. */
  trustedProxies: readonly string[];
  /** Where somebody reports a leak; stands in security.txt. */
  securityContact: string;
  /** Where the simulated bank of the learning environment is, when there is one. */
  bank?: string;
  /** Where the log goes: "silent" in tests. */
  logLevel: "silent" | "warn" | "info";
};

/** True where browsers reach us over TLS, so that cookies and headers can insist on it. */
export const isSecure = ({ publicUrl }: Pick<WebConfig, "publicUrl">): boolean => publicUrl.startsWith("https://");
