import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instant } from "../kernel/day.ts";
import type { Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { learningToken, testApp, type TestApp } from "../test-app.ts";
import { wmo501 } from "./messages/fixtures.ts";

const tokens = { own: "", other: "" };
let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  site = await testApp(door);
  tokens.own = await learningToken(site.origin, "verstrekker-0363");
  tokens.other = await learningToken(site.origin, "verstrekker-0599");
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

const send = (
  body: string | Buffer,
  { token = tokens.own, media = "application/xml", more = {} }: { token?: string; media?: string; more?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`${site.origin}/v1/toekenningsberichten`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": media, ...more },
    body: body as string,
  });

const fetchReturn = (path: string, token: string): Promise<Response> =>
  fetch(`${site.origin}${path}`, { headers: { authorization: `Bearer ${token}` } });

type Answer = { bericht: string; geaccepteerd: boolean; codes: { klasse: string; code: string; tekst: string }[]; retourbericht: string };

describe("an award message from a funder's own system", () => {
  test("is taken in once, however often it comes, and its return message can be fetched", async () => {
    const first = await send(wmo501());
    const answer = (await first.json()) as Answer;
    expect([first.status, answer.geaccepteerd]).toEqual([201, true]);
    expect(first.headers.get("location")).toBe(answer.retourbericht);
    expect(first.headers.get("api-version")).toBe("1.2.0");
    expect(await (await send(wmo501())).json()).toEqual(answer);
    const awards = await reading(door.db, { scope: "svb" }, (tx) => tx.selectFrom("budget.award").select("number").execute());
    expect(awards).toEqual([{ number: "BUDGET-1" }]);

    const returned = await fetchReturn(answer.retourbericht, tokens.own);
    expect(returned.headers.get("content-type")).toContain("application/xml");
    expect(await returned.text()).toContain("<?xml");
  });

  test("that is not accepted gets its codes and a return message too", async () => {
    const answer = (await (await send(wmo501({ identification: "B1", bsn: "123456789" }))).json()) as Answer;
    expect(answer.geaccepteerd).toBe(false);
    expect(answer.codes.length).toBeGreaterThan(0);
    expect((await fetchReturn(answer.retourbericht, tokens.own)).status).toBe(200);
    expect((await fetchReturn(answer.retourbericht, tokens.other)).status).toBe(404);
  });

  test("of a sender that nobody knows is refused on its header, and its return message can be fetched", async () => {
    const first = await send(wmo501({ identification: "C0", number: "C0", sender: "9999" }));
    const answer = (await first.json()) as Answer;
    expect([first.status, answer.geaccepteerd]).toEqual([201, false]);
    expect(answer.codes.filter(({ code }) => code !== "0200").map(({ klasse, code }) => [klasse, code])).toEqual([["Header", "S300"]]);
    expect((await fetchReturn(answer.retourbericht, tokens.own)).status).toBe(200);
    expect((await fetchReturn(answer.retourbericht, tokens.other)).status).toBe(404);
  });

  test("of another sender is refused with the reason", async () => {
    const answer = await send(wmo501({ identification: "C1", number: "C" }), { token: tokens.other });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ status: 403, fouten: [{ veld: "Afzender" }] });
  });

  test.each<[string, number, string | Buffer, { token?: string; media?: string; more?: Record<string, string> }]>([
    ["without a known token", 401, wmo501(), { token: "onbekend-onbekend-onbekend" }],
    ["of another kind of content", 415, wmo501(), { media: "application/pdf" }],
    ["as a form", 415, "a=b", { media: "application/x-www-form-urlencoded" }],
    ["that says it is packed", 415, wmo501(), { more: { "content-encoding": "gzip" } }],
    ["in another set of characters", 415, wmo501(), { media: "application/xml; charset=iso-8859-1" }],
    ["over one megabyte", 413, "a".repeat(1_000_001), {}],
    ["that is empty", 400, "", {}],
    ["of six megabytes", 413, "a".repeat(6 * 1_048_576), {}],
  ])("%s is refused as %i", async (_why, status, body, how) => {
    const answer = await send(body, how);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status, detail: expect.any(String) as string });
  });

  test.each([
    ["no XML", "dit is geen XML"],
    ["broken XML", "<a><b></a>"],
    ["a document type", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ["bytes", Buffer.from([0, 255, 254, 1, 2])],
  ])("with %s is answered as not accepted", async (_why, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(201);
    expect(((await answer.json()) as Answer).geaccepteerd).toBe(false);
  });

  test.each([
    "/v1/toekenningsberichten/1/retourbericht",
    `/v1/toekenningsberichten/${randomUUID()}/retourbericht`,
    "/v1/toekenningsberichten/",
  ])("%s does not exist", async (path) => {
    const answer = await fetchReturn(path, tokens.own);
    expect(answer.status).toBe(404);
    if (path.endsWith("retourbericht"))
      expect(await answer.json()).toMatchObject({ fouten: [{ veld: "id", probleem: "Dit is geen bestaand kenmerk." }] });
  });

  test("in utf-8 that says so, not packed, is taken in", async () => {
    const how = { media: 'application/xml; charset="UTF-8"', more: { "content-encoding": "identity" } };
    expect((await send(wmo501({ identification: "D1", number: "D" }), how)).status).toBe(201);
  });

  test("without a token is told which header to send", async () => {
    const answer = await fetch(`${site.origin}/v1/toekenningsberichten`, { method: "POST" });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="Mijn pgb"']);
    expect(((await answer.json()) as { detail: string }).detail).toContain("Authorization: Bearer");
  });
});

test("the API describes itself, without a token, for programs of other sites", async () => {
  const answer = await fetch(`${site.origin}/v1/openapi.json`);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const document = (await answer.json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(["/toekenningsberichten", "/toekenningsberichten/{id}", "/toekenningsberichten/{id}/retourbericht"]),
  );
  expect(Object.keys(document.paths["/toekenningsberichten"]?.post?.responses ?? {})).toEqual(
    expect.arrayContaining(["201", "400", "401", "413"]),
  );
});
