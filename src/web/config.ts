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

/** The settings of the doors. Read from the environment by the process that listens, never here. */
export type WebConfig = {
  environment: "leer" | "production";
  /** Where browsers find us, without a path: "http://localhost:8080". */
  publicUrl: string;
  /** Null is the stand-in of the learning environment; production needs a real one. */
  signIn: SignInConfig | null;
  /** Requests per minute of one session or address; null is without limit. */
  requestsPerMinute: number | null;
  /** Whose forwarding headers we believe: addresses of our own reverse proxies. */
  trustedProxies: readonly string[];
  /** Where somebody reports a leak; stands in security.txt. */
  securityContact: string;
  /** Where the log goes: "silent" in tests. */
  logLevel: "silent" | "warn" | "info";
};

/** True where browsers reach us over TLS, so that cookies and headers can insist on it. */
export const isSecure = ({ publicUrl }: Pick<WebConfig, "publicUrl">): boolean => publicUrl.startsWith("https://");
