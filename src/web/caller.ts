import { createRemoteJWKSet, customFetch, errors, jwtVerify, type FetchImplementation, type JWTPayload } from "jose";
import type { Actor } from "../kernel/actor.ts";
import { dayOf } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { hereNow } from "../db/queries.ts";
import { isFunder } from "../party/funders.ts";
import { knownPerson, organisationByAgb } from "../party/register.ts";
import { citizen } from "../party/who.ts";
import type { TokenConfig } from "./config.ts";
import { apiScopes, type ApiScope } from "./scopes.ts";
import type { Reach } from "./sign-in.ts";

/** Who calls the API: how he acts, and how far his token reaches. */
export type Caller = { actor: Actor; scopes: readonly ApiScope[] };

/** Says who calls from the token that he shows. Throws `token-unknown`, `token-not-valid` or `client-unknown`. */
export type ReadToken = (authorization: string | undefined) => Promise<Caller>;

// What the Dutch profile of OAuth asks for, and what issuers use instead; never "none", never a shared secret.
const algorithms = ["ES256", "PS256", "RS256"];
const clockToleranceSeconds = 10;

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" && value.length <= 100 ? value : null);

const grantedScopes = ({ scope }: JWTPayload): ApiScope[] =>
  (typeof scope === "string" ? scope : "").split(" ").filter((one): one is ApiScope => Object.hasOwn(apiScopes, one));

/** What a token says of who calls; at most one of these is told. */
type Said = { client: string; funder: string | null; chamber: string | null; agb: string | null; bsn: string | null };

const saidBy = (payload: JWTPayload, names: TokenConfig["claims"]): Said | null => {
  const client = text(payload.client_id) ?? text(payload.azp);
  if (client === null) return null;
  const [funder, chamber, agb, bsn] = [names.funder, names.chamber, names.agb, names.bsn].map((name) => text(payload[name]));
  return { client, funder: funder ?? null, chamber: chamber ?? null, agb: agb ?? null, bsn: bsn ?? null };
};

const ofFunder = (client: string, organisation: string): Actor => ({
  person: `systeem:${client}`,
  roles: ["machine-client"],
  organisation,
  reach: [],
  provider: null,
  client,
});

const actorOf = (door: Door, { client, funder, chamber, agb, bsn }: Said): Promise<Actor | null> =>
  reading(
    door.db,
    { scope: "sign-in" },
    async (tx) => {
      if (funder !== null) return (await isFunder(tx, funder)) ? ofFunder(client, funder) : null;
      const known = chamber ?? (agb === null ? null : await organisationByAgb(tx, agb));
      if (known === null && bsn === null) return null;
      const [now, person] = await Promise.all([
        hereNow(tx),
        knownPerson(tx, door.seals, { bsn: known === null ? bsn : null, chamber: known }),
      ]);
      // Again at every call: a mandate may have ended since the token was given.
      const who = person === null ? null : await citizen(tx, person, dayOf(now));
      return who === null ? null : { ...who.actor, client };
    },
    agb === null ? 3 : 4,
  );

/** Reads tokens of one issuer: JSON Web Tokens that it signed for us and that have not ended. */
export const tokenReader = (door: Door, config: TokenConfig | null, { fetch: near }: Reach = {}): ReadToken => {
  const fetched: FetchImplementation | undefined =
    near && ((url, { method, redirect, signal }) => near(url, { method, redirect, signal, headers: {}, body: null }));
  const keys = config === null ? null : createRemoteJWKSet(new URL(config.keys), fetched === undefined ? {} : { [customFetch]: fetched });
  const known = new Map<string, Checked>();
  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined || config === null || keys === null) throw new Refusal("token-unknown");
    const now = Date.now();
    const before = known.get(token);
    const payload = before !== undefined && now < before.until ? before.payload : await verified(token, keys, config);
    if (payload !== before?.payload) remember(known, token, { payload, until: Math.min(now + checkedMilliseconds, endOf(payload)) });
    const said = saidBy(payload, config.claims);
    const actor = said && (await actorOf(door, said));
    if (!actor) throw new Refusal("client-unknown");
    return { actor, scopes: grantedScopes(payload) };
  };
};

/** A token whose signature was checked, and until when that need not be done again (milliseconds since 1970). */
type Checked = { payload: JWTPayload; until: number };

// Programs call many times with one token. A key that its issuer takes back is taken back here within this time.
const checkedMilliseconds = 30_000;
const mostChecked = 1_000;

const endOf = ({ exp = 0 }: JWTPayload): number => exp * 1_000;

const remember = (known: Map<string, Checked>, token: string, checked: Checked): void => {
  known.delete(token);
  // The one that was checked longest ago gives way.
  const [oldest] = known.keys();
  if (known.size >= mostChecked && oldest !== undefined) known.delete(oldest);
  known.set(token, checked);
};

const verified = async (token: string, keys: ReturnType<typeof createRemoteJWKSet>, config: TokenConfig): Promise<JWTPayload> => {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: config.issuer,
      audience: config.audience,
      algorithms,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp", "iat"],
      // An access token, not the statement of a sign-in (RFC 9068).
      typ: "at+jwt",
    });
    return payload;
  } catch (error) {
    // The issuer does not answer: that is no fault of who calls.
    const isMute = error instanceof errors.JWKSTimeout || error instanceof TypeError;
    if (isMute || (error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC")) throw new Refusal("busy");
    if (error instanceof errors.JOSEError) throw new Refusal("token-not-valid");
    throw error;
  }
};
