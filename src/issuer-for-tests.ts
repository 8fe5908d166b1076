import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import type { TokenConfig } from "./web/config.ts";
import { apiScopes } from "./web/scopes.ts";

/** What may be otherwise than right about a token. */
export type Wrong = { type?: string; audience?: string; issuer?: string; endsIn?: number; foreignKey?: boolean; scope?: string };

/** An issuer of tokens for tests, with keys of its own, listening as a real one does. */
export type Issuer = {
  config(audience: string): TokenConfig;
  /** A token that says this of who calls, right in everything but what is named. */
  token(claims: JWTPayload, wrong?: Wrong): Promise<string>;
  close(): Promise<void>;
};

/** Starts an issuer. `audience` is for whom its tokens are. */
export const testIssuer = async (audience: string): Promise<Issuer> => {
  const own = await generateKeyPair("ES256", { extractable: true });
  const other = await generateKeyPair("ES256");
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(own.publicKey)), kid: "1", alg: "ES256", use: "sig" }] });
  const server = createServer((_request, response) => response.setHeader("content-type", "application/json").end(keys));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    config: (of) => ({
      issuer,
      keys: `${issuer}/keys`,
      audience: of,
      tokenUrl: `${issuer}/token`,
      claims: { funder: "verstrekker", chamber: "kvk", agb: "agb", bsn: "bsn" },
    }),
    token: (claims, wrong = {}) =>
      new SignJWT({ client_id: "proef", scope: wrong.scope ?? Object.keys(apiScopes).join(" "), ...claims })
        .setProtectedHeader({ alg: "ES256", kid: "1", typ: wrong.type ?? "at+jwt" })
        .setIssuer(wrong.issuer ?? issuer)
        .setAudience(wrong.audience ?? audience)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + (wrong.endsIn ?? 600))
        .sign(wrong.foreignKey === true ? other.privateKey : own.privateKey),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
