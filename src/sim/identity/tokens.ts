import { errors, type Adapter, type Configuration } from "oidc-provider";
import type { TokenConfig } from "../../web/config.ts";
import { apiScopes } from "../../web/scopes.ts";
import { learningMachine } from "./machines.ts";
import { standInPath } from "./path.ts";

const tokenSeconds = 3_600;

/** How the API reads tokens of the stand-in: as of any other issuer. */
export const standInTokens = (publicUrl: string): TokenConfig => ({
  issuer: `${publicUrl}${standInPath}`,
  keys: `${publicUrl}${standInPath}/jwks`,
  audience: `${publicUrl}/v1`,
  tokenUrl: `${publicUrl}${standInPath}/token`,
  claims: { funder: "verstrekker", chamber: "kvk", agb: "agb", bsn: "bsn" },
});

/** Programs as the stand-in looks them up, by their name; everything else it keeps in memory. */
export const withMachines =
  (others: (kind: string) => Adapter): ((kind: string) => Adapter) =>
  (kind) =>
    kind !== "Client"
      ? others(kind)
      : {
          ...others(kind),
          find: (id) => {
            const machine = learningMachine(id);
            return Promise.resolve(
              machine === null
                ? undefined
                : {
                    client_id: machine.id,
                    client_secret: machine.secret,
                    redirect_uris: [],
                    response_types: [],
                    grant_types: ["client_credentials"],
                    scope: machine.scopes.join(" "),
                    token_endpoint_auth_method: "client_secret_post",
                    // The only one that our key can make; no statement of a sign-in is ever given to a program.
                    id_token_signed_response_alg: "ES256",
                  },
            );
          },
        };

/** What the stand-in does: it signs people in by pages of our own, and gives programs their tokens for our API (OAuth 2 client credentials). */
export const tokenFeatures = (publicUrl: string): Pick<Required<Configuration>, "features" | "extraTokenClaims"> => {
  const { audience } = standInTokens(publicUrl);
  return {
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        // The portal's own sign-in is for nobody's API.
        defaultResource: (context) => (context.oidc.params?.grant_type === "client_credentials" ? audience : undefined),
        getResourceServerInfo: (_context, wanted, client) => {
          if (wanted !== audience || learningMachine(client.clientId) === null) throw new errors.InvalidTarget();
          return {
            scope: Object.keys(apiScopes).join(" "),
            audience,
            accessTokenFormat: "jwt",
            accessTokenTTL: tokenSeconds,
            jwt: { sign: { alg: "ES256" } },
          };
        },
      },
    },
    extraTokenClaims: (_context, token) => learningMachine(token.clientId ?? "")?.claims,
  };
};
