import { buildApp } from "./app.ts";
import { migrations } from "./db/migrate.ts";
import { openPool } from "./db/pool.ts";
import { notReady } from "./db/ready.ts";
import { openDoor } from "./house.ts";
import { Refusal } from "./kernel/refusal.ts";
import { peopleOf } from "./sim/people.ts";
import { setting, untilStopped } from "./supervised.ts";
import type { SignInConfig, TokenConfig, WebConfig } from "./web/config.ts";

const optional = (name: string): string | undefined => {
  const value = process.env[name];
  return value === "" ? undefined : value;
};

/** The sign-in service of PGB_OIDC_*; null when none is set, which only the learning environment allows. */
const signIn = (environment: WebConfig["environment"]): SignInConfig | null => {
  const issuer = optional("PGB_OIDC_ISSUER");
  if (issuer === undefined) {
    if (environment === "leer") return null;
    throw new Refusal("setting-invalid", [
      { field: "PGB_OIDC_ISSUER", problem: "PGB_OIDC_ISSUER ontbreekt.", remedy: "Noem de inlogdienst." },
    ]);
  }
  return {
    issuer,
    clientId: setting("PGB_OIDC_CLIENT"),
    clientSecret: setting("PGB_OIDC_SECRET"),
    acrValues: (optional("PGB_OIDC_ACR") ?? "").split(" ").filter(Boolean),
    scope: optional("PGB_OIDC_SCOPE") ?? "",
    claims: {
      bsn: optional("PGB_OIDC_BSN") ?? "bsn",
      chamber: optional("PGB_OIDC_CHAMBER") ?? "chamber",
      staff: optional("PGB_OIDC_STAFF") ?? "staff",
    },
  };
};

/** The issuer of tokens for the API, of PGB_TOKEN_*; null when none is set, which only the learning environment allows. */
const tokens = (environment: WebConfig["environment"], publicUrl: string): TokenConfig | null => {
  const issuer = optional("PGB_TOKEN_ISSUER");
  if (issuer === undefined) {
    if (environment === "leer") return null;
    throw new Refusal("setting-invalid", [
      { field: "PGB_TOKEN_ISSUER", problem: "PGB_TOKEN_ISSUER ontbreekt.", remedy: "Noem de uitgever van tokens voor het koppelvlak." },
    ]);
  }
  return {
    issuer,
    keys: setting("PGB_TOKEN_KEYS"),
    audience: optional("PGB_TOKEN_AUDIENCE") ?? `${publicUrl}/v1`,
    tokenUrl: optional("PGB_TOKEN_URL") ?? `${issuer}/token`,
    claims: {
      funder: optional("PGB_TOKEN_FUNDER") ?? "verstrekker",
      chamber: optional("PGB_TOKEN_CHAMBER") ?? "kvk",
      agb: optional("PGB_TOKEN_AGB") ?? "agb",
      bsn: optional("PGB_TOKEN_BSN") ?? "bsn",
    },
  };
};

const webConfig = (): WebConfig => {
  const environment = optional("PGB_ENV") === "production" ? "production" : "leer";
  const publicUrl = optional("PGB_PUBLIC_URL") ?? `http://localhost:${setting("PORT")}`;
  const rate = Number(optional("PGB_REQUESTS_PER_MINUTE") ?? 600);
  return {
    environment,
    publicUrl,
    signIn: signIn(environment),
    tokens: tokens(environment, publicUrl),
    requestsPerMinute: rate > 0 ? rate : null,
    trustedProxies: (optional("PGB_TRUSTED_PROXIES") ?? "").split(",").filter(Boolean),
    securityContact: optional("PGB_SECURITY_CONTACT") ?? "mailto:veilig@voorbeeld.nl",
    logLevel: "warn",
    ...(environment === "leer" && optional("PGB_BANK_URL") !== undefined ? { bank: setting("PGB_BANK_URL") } : {}),
  };
};

const url = setting("DATABASE_URL");
const pool = openPool({ url, as: "app", most: 2 });
const door = openDoor(url, process.env);
const steps = migrations();
const config = webConfig();
const started: { app?: Awaited<ReturnType<typeof buildApp>> } = {};
untilStopped(async () => {
  const closing = started.app?.close();
  started.app?.server.closeAllConnections();
  await closing;
  await pool.end();
  await door.db.destroy();
});

started.app = await buildApp({ door, config, ready: () => notReady(pool, steps), people: peopleOf(door) });
await started.app.listen({ port: Number(setting("PORT")), host: setting("HOST") });
