import type { JWTPayload } from "jose";
import type { Issuer } from "./issuer-for-tests.ts";
import type { TestApp } from "./test-app.ts";

/** What a program was answered: status, body, and the kind of problem if it is one. */
export type Said = { status: number; answer: Record<string, unknown>; type: unknown };

/** One thing in a list of the API. */
export type Row = Record<string, unknown> & { id: string };

type Sending = { key?: string; at?: TestApp };

/** Programs that call the API of a test, each with a token that says who it is. */
export type ApiClients<Name extends string> = {
  send: (client: Name, method: "GET" | "POST", path: string, body?: object, how?: Sending) => Promise<Said>;
  /** The first hundred of a list, which stands under its own name. */
  list: (client: Name, name: string, query?: string) => Promise<Row[]>;
};

/** Programs on a portal. `path` is below /v1, or a link that an answer gave. */
export const apiClients = <Name extends string>(
  site: TestApp,
  issuer: Issuer,
  clients: Readonly<Record<Name, JWTPayload>>,
): ApiClients<Name> => {
  const send: ApiClients<Name>["send"] = async (client, method, path, body, { key, at = site } = {}) => {
    const { statusCode, body: text } = await at.app.inject({
      method,
      url: path.startsWith("/v1") ? path : `/v1${path}`,
      headers: {
        authorization: `Bearer ${await issuer.token(clients[client])}`,
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const answer = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: statusCode, answer, type: answer.type };
  };
  return {
    send,
    list: async (client, name, query = "") => ((await send(client, "GET", `/${name}?aantal=100${query}`)).answer[name] ?? []) as Row[],
  };
};

/** Irregular work of two months from one budget line, for which nothing is put aside: an agreement that may always be shared. */
export const looseTerms = (budget: string, provider: string) => ({
  soort: "overeenkomst-van-opdracht",
  budgetregels: [budget],
  zorgverlener: provider,
  naasteFamilie: false,
  tarieven: [{ eenheid: "uur", centen: 2_000 }],
  vasteUren: false,
  apartGezetCenten: 0,
  uitVrijeRuimte: true,
  van: "2026-11-01",
  totEnMet: "2026-12-31",
  bedingen: ["zorgbeschrijving", "declaraties", "derdenbeding", "vakantiegeld"],
  zorgbeschrijving: "Helpt bij opstaan en aankleden.",
});
