// What a linter of the description cannot see: how the API answers.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Door } from "./db/command.ts";
import { testDoor } from "./db/test-door.ts";
import { actions, type Action } from "./kernel/may.ts";
import { testIssuer, type Issuer, type Wrong } from "./issuer-for-tests.ts";
import { commands } from "./commands.ts";
import { testApp, type TestApp } from "./test-app.ts";
import { apiVersion } from "./web/api-versions.ts";

const audience = "https://pgb.example/v1";
let door: Door;
let closeDoor: () => Promise<void>;
let issuer: Issuer;
let site: TestApp;

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor());
  issuer = await testIssuer(audience);
  site = await testApp(door, { config: { tokens: issuer.config(audience) } });
});
afterAll(async () => {
  await site.close();
  await issuer.close();
  await closeDoor();
});

const call = (path: string, token: string | null, init: RequestInit = {}): Promise<Response> =>
  fetch(`${site.origin}${path}`, {
    ...init,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(init.headers as Record<string, string> | undefined) },
  });
const funder = (wrong: Wrong = {}): Promise<string> => issuer.token({ verstrekker: "0363" }, wrong);

describe("a token", () => {
  test.each<[string, Wrong]>([
    ["that has ended", { endsIn: -60 }],
    ["for another API", { audience: "https://elders.example" }],
    ["of another issuer", { issuer: "https://elders.example" }],
    ["signed with a key that is not the issuer's", { foreignKey: true }],
    ["that is the statement of a sign-in", { type: "JWT" }],
  ])("%s opens nothing", async (_why, wrong) => {
    const answer = await call("/v1/toekenningsberichten", await funder(wrong));
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="Mijn pgb", error="invalid_token"']);
  });

  test("goes no further than its scope, and names the scope that is missing", async () => {
    const answer = await call("/v1/toekenningsberichten", await funder({ scope: "declaraties:lezen" }));
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([403, 'Bearer realm="Mijn pgb", error="insufficient_scope"']);
    expect(JSON.stringify(await answer.json())).toContain("toekenningen:lezen");
  });

  test("with every scope goes no further than its organisation may", async () => {
    expect((await call("/v1/declaraties", await funder())).status).toBe(403);
  });

  test("for nobody whom we know is told so", async () => {
    expect((await call("/v1/declaraties", await issuer.token({ kvk: "12345678" }))).status).toBe(403);
    expect((await call("/v1/declaraties", await issuer.token({ verstrekker: "9999" }))).status).toBe(403);
    expect((await call("/v1/declaraties", await issuer.token({}))).status).toBe(403);
  });
});

test("every answer carries the version and the headers of the rules for APIs, errors too", async () => {
  const token = await funder();
  for (const [path, init] of [
    ["/v1/toekenningsberichten", {}],
    ["/v1/openapi.json", {}],
    ["/v1/bestaat-niet", {}],
    ["/v1/toekenningsberichten/", {}],
    ["/v1/toekenningsberichten", { method: "DELETE" }],
    ["/v1/toekenningsberichten?aantal=0", {}],
    ["/v1/toekenningsberichten", { headers: { accept: "text/html" } }],
  ] as const) {
    const answer = await call(path, token, init);
    const headers = Object.fromEntries(answer.headers);
    expect([path, headers["api-version"], headers["cache-control"], headers["x-frame-options"], headers["x-content-type-options"]]).toEqual(
      [path, apiVersion, "no-store", "DENY", "nosniff"],
    );
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    if (!answer.ok) {
      expect(headers["content-type"]).toContain("application/problem+json");
      expect(await answer.json()).toMatchObject({
        status: answer.status,
        title: expect.any(String) as string,
        detail: expect.any(String) as string,
      });
    }
  }
});

test.each<[number, string, RequestInit]>([
  [404, "/v1/toekenningsberichten/", {}],
  [405, "/v1/toekenningsberichten", { method: "DELETE" }],
  [406, "/v1/toekenningsberichten", { headers: { accept: "text/html" } }],
  [415, "/v1/toekenningsberichten", { method: "POST", body: "{}", headers: { "content-type": "application/json" } }],
])("%i: %s %j", async (status, path, init) => {
  expect((await call(path, await funder(), init)).status).toBe(status);
});

test("all that is wrong is told at once, with 400", async () => {
  const answer = await call("/v1/toekenningsberichten?aantal=0&zoek=x", await funder());
  const { fouten } = (await answer.json()) as { fouten: { veld: string }[] };
  expect([answer.status, fouten.map(({ veld }) => veld).sort()]).toEqual([400, ["aantal", "zoek"]]);
});

type Described = Record<string, Record<string, { operationId: string; security?: unknown; parameters?: { name: string; in: string }[] }>>;
const described = async (): Promise<Described> => ((await (await call("/v1/openapi.json", null)).json()) as { paths: Described }).paths;

test("no address of the API can hold a BSN, a name or an account number", async () => {
  for (const [path, operations] of Object.entries(await described())) {
    expect(path).toMatch(/^(\/([a-z0-9-]+|\{id\}))+$/);
    for (const { parameters = [] } of Object.values(operations))
      for (const { name, in: where } of parameters) if (where !== "header") expect(name).not.toMatch(/bsn|naam|iban|rekening|geboorte/i);
  }
});

// What citizens and funders can do on pages only, each with why. Whoever gives one of these an operation strikes it out.
const pagesOnly: Readonly<Record<string, string>> = {
  "policy.adopt": "two pairs of eyes: a program has none",
};

test("what a holder, provider or funder can do on a page, programs can do, but for what is named", () => {
  const isApi = (url: string): boolean => url.startsWith("/v1/");
  const reachable = new Set(site.app.known.filter(({ url }) => isApi(url)).map(({ action }) => action));
  const onPages = new Set(site.app.known.filter(({ url, method }) => !isApi(url) && method === "POST").map(({ action }) => action));
  const ofOthers = (kind: Action): boolean => ["holder", "provider", "funder"].some((party) => party in actions[kind]);
  const kinds = commands.map(({ kind }) => kind).filter((kind) => onPages.has(kind) && ofOthers(kind));
  expect(kinds.length).toBeGreaterThan(5);
  expect(kinds.filter((kind) => !reachable.has(kind) && !(kind in pagesOnly))).toEqual([]);
  expect([...reachable].filter((kind) => kind !== undefined && kind in pagesOnly)).toEqual([]);
});
