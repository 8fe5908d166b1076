import { createECDH } from "node:crypto";
import Provider, { type Configuration, type JWK } from "oidc-provider";
import type { SignInConfig } from "../../web/config.ts";
import type { Db } from "../../db/pool.ts";
import { apiScopes } from "../../web/scopes.ts";
import { memory } from "./memory.ts";
import { standInPath } from "./path.ts";
import type { DemoPerson } from "./people.ts";
import { tokenFeatures, withMachines } from "./tokens.ts";

/** Sixty-four hexadecimal digits for a purpose, from the keys of the house: the same in each process of the portal, and after a start. */
type Secret = (purpose: string) => string;

/** How the portal talks to the stand-in: as to any other issuer, with a secret of the house. */
export const standInSignIn = (publicUrl: string, secret: Secret): SignInConfig => ({
  issuer: `${publicUrl}${standInPath}`,
  clientId: "portaal",
  clientSecret: secret("stand-in client"),
  acrValues: [],
  scope: "pgb",
  claims: { bsn: "bsn", chamber: "chamber", staff: "staff" },
});

// The key that signs, in any process the same. The chance that 32 bytes are no key of this curve is one in four billion.
const signingKey = (secret: Secret): JWK => {
  const curve = createECDH("prime256v1");
  const key = Buffer.from(secret("stand-in key"), "hex");
  curve.setPrivateKey(key);
  const point = curve.getPublicKey();
  const text = (bytes: Buffer): string => bytes.toString("base64url");
  return {
    kty: "EC",
    crv: "P-256",
    // All of its bytes: the curve leaves out zeros at the front.
    d: text(key),
    x: text(point.subarray(1, 33)),
    y: text(point.subarray(33)),
    alg: "ES256",
    use: "sig",
  };
};

type Given = {
  publicUrl: string;
  sign: SignInConfig;
  people: () => Promise<readonly DemoPerson[]>;
  secret: Secret;
  db: Db;
  /** The page for a request that makes no sense. */
  problem: string;
};

const configuration = ({ publicUrl, sign, people, secret, db, problem }: Given): Configuration => ({
  adapter: withMachines(memory(db)),
  clients: [
    {
      client_id: sign.clientId,
      client_secret: sign.clientSecret,
      redirect_uris: [`${publicUrl}/inloggen/terug`],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      id_token_signed_response_alg: "ES256",
    },
  ],
  jwks: { keys: [signingKey(secret)] },
  cookies: { keys: [secret("stand-in cookie")], short: { path: "/" }, long: { path: "/" } },
  scopes: ["openid", ...Object.keys(apiScopes)],
  claims: { openid: ["sub"], pgb: Object.values(sign.claims) },
  pkce: { required: () => true },
  ...tokenFeatures(publicUrl),
  interactions: { url: (_context, { uid }) => `${standInPath}/kiezen/${uid}` },
  ttl: { AccessToken: 60, ClientCredentials: 3_600, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
  findAccount: async (_context, sub) => {
    const person = (await people()).find((one) => one.sub === sub);
    return person && { accountId: sub, claims: () => ({ sub, ...stated(person, sign) }) };
  },
  renderError: (context) => {
    context.type = "html";
    context.body = problem;
  },
  // Our own portal need not ask the person's leave.
  loadExistingGrant: async (context) => {
    const { client, session, provider } = context.oidc;
    if (client === undefined || session?.accountId === undefined) return undefined;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid pgb");
    await grant.save();
    return grant;
  },
});

const stated = ({ claims }: DemoPerson, sign: SignInConfig): Record<string, string> =>
  Object.fromEntries(
    (["bsn", "chamber", "staff"] as const).flatMap((kind) => (claims[kind] === null ? [] : [[sign.claims[kind], claims[kind]] as const])),
  );

/** The stand-in for DigiD, eHerkenning and the sign-in of staff: whoever is chosen from the list, is signed in. */
export const standIn = (given: Given): Provider => {
  const provider = new Provider(given.sign.issuer, configuration(given));
  // We hand it the address under which the browser came, see routes.ts.
  provider.proxy = true;
  return provider;
};
