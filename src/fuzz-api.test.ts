import fc from "fast-check";
import type { InjectOptions } from "fastify";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "./db/pool.ts";
import { tableHashes } from "./db/state-hash.ts";
import { explanationSchema } from "./declaration/routes-receipt-schema.ts";
import { drawn, heapInUse, hostile, seed, wanted } from "./fuzz-for-tests.ts";
import { testIssuer, type Issuer } from "./issuer-for-tests.ts";
import { describedBy, operationsOf, placesIn, replacedAt, sampleOf, type Operation } from "./open-api-for-tests.ts";
import { prove } from "./prove.ts";
import { bsnOf, chamberOf } from "./sim/seed-parties.ts";
import { seededHouse, type SeededHouse } from "./sim/seeded-for-tests.ts";
import { testApp, type TestApp } from "./test-app.ts";

const audience = "https://pgb.example/v1";
const callers = {
  holder: { bsn: bsnOf("hannie") },
  provider: { bsn: bsnOf("fatma") },
  institution: { kvk: chamberOf("delinde") },
  funder: { verstrekker: "0090" },
} as const;
type CallerName = keyof typeof callers;

let house: SeededHouse;
let owner: pg.Pool;
let issuer: Issuer;
let site: TestApp;
const tokens = new Map<CallerName | "ended" | "narrow", string>();

beforeAll(async () => {
  house = await seededHouse();
  owner = openPool({ url: house.url, as: "owner", most: 1 });
  issuer = await testIssuer(audience);
  site = await testApp(house.door, { config: { tokens: issuer.config(audience), logLevel: "silent" } });
  for (const [name, claims] of Object.entries(callers)) tokens.set(name as CallerName, await issuer.token(claims, { endsIn: 3_600 }));
  tokens.set("ended", await issuer.token(callers.holder, { endsIn: -60 }));
  tokens.set("narrow", await issuer.token(callers.holder, { scope: "adres:lezen", endsIn: 3_600 }));
}, 120_000);
afterAll(async () => {
  await site.close();
  await issuer.close();
  await owner.end();
  await house.close();
});

type Answer = { status: number; media: string; text: string };
const ask = async (options: InjectOptions): Promise<Answer> => {
  const { statusCode, headers, body } = await site.app.inject(options);
  return { status: statusCode, media: headers["content-type"] ?? "", text: body };
};

/** What is really there for a caller, so that a spoiled input is wrong in one thing only. */
const knownTo = async (caller: CallerName): Promise<Record<string, string[]>> => {
  const authorization = `Bearer ${tokens.get(caller) ?? ""}`;
  const known: Record<string, string[]> = {};
  for (const list of ["overeenkomsten", "declaraties", "budgetten", "berichten", "toekenningsberichten"]) {
    const { text, status } = await ask({ method: "GET", url: `/v1/${list}?aantal=5`, headers: { authorization } });
    const rows = status === 200 ? ((JSON.parse(text) as Record<string, { id?: string; bericht?: string }[]>)[list] ?? []) : [];
    known[list] = rows.map(({ id, bericht }) => id ?? bericht ?? "");
  }
  return known;
};

/** The real things, by the names that fields have for them. */
const sources: Readonly<Record<string, string>> = { overeenkomst: "overeenkomsten", budgetregels: "budgetten", vervangt: "overeenkomsten" };

type Way =
  "value" | "drop" | "extra" | "query" | "unknown-query" | "address" | "json" | "media" | "huge" | "accept" | "key" | "token" | "deep";
type Spoiling = { way: number; which: number; by: unknown; text: string };

/** How a call can be spoiled, by what it takes; what matters most comes most. */
const waysFor = ({ body, media, path, query, method }: Operation): readonly Way[] => [
  ...(body === null
    ? []
    : (["value", "value", "value", "value", "value", "value", "value", "value", "drop", "extra", "json", "deep"] as const)),
  ...(media === null ? [] : (["media", "huge"] as const)),
  ...(path.includes("{id}") ? (["address", "address"] as const) : []),
  ...(query.length === 0 ? [] : (["query", "query", "query"] as const)),
  ...(method === "GET" ? (["unknown-query"] as const) : []),
  ...(method === "POST" ? (["key"] as const) : []),
  ...(["token", "accept", "media"] as const),
];
const values = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], { a: { b: 1 } }, "") },
  { weight: 2, arbitrary: fc.constantFrom(-1, 0.5, 1e308, 2 ** 53, -(2 ** 31), 99_999_999_999, Number.MIN_VALUE, -0) },
  { weight: 1, arbitrary: fc.array(hostile, { maxLength: 3 }) },
);
const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  way: fc.nat({ max: 1_000 }),
  which: fc.nat({ max: 10_000 }),
  by: values,
  text: hostile,
});

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const inHeader = (text: string): string => text.replace(/[^\t\x20-\x7e]/g, "?").slice(0, 300);
const inAddress = (text: string): string => encodeURIComponent(text.slice(0, 120).replace(/\p{Surrogate}/gu, ""));

const wayOf = (operation: Operation, { way }: Spoiling): Way => {
  const ways = waysFor(operation);
  return ways[way % ways.length] ?? "token";
};

type Target = { operation: Operation; caller: CallerName; id: string; body: unknown };

const bodyOf = (body: unknown, how: Way, { which, by, text }: Spoiling): string | undefined => {
  if (body === undefined) return undefined;
  const places = placesIn(body);
  const place = places[which % places.length] ?? [];
  if (how === "value") return JSON.stringify(replacedAt(body, place, by));
  if (how === "drop") return JSON.stringify(replacedAt(body, place.length === 0 ? [] : place, undefined) ?? null);
  if (how === "extra") return JSON.stringify({ ...(body as object), [text.slice(0, 60) || "x"]: by });
  if (how === "deep") return JSON.stringify(body).replace(/"[^"]*"(?=[,}\]])/, nested(20_000));
  if (how === "huge") return JSON.stringify({ ...(body as object), vulling: "x".repeat(1_100_000) });
  if (how === "json") return JSON.stringify(body).slice(0, which % JSON.stringify(body).length) + text.slice(0, 50);
  return JSON.stringify(body);
};

const requestOf = ({ operation, caller, id, body }: Target, spoiled: Spoiling): InjectOptions => {
  const { which, text } = spoiled;
  const how = wayOf(operation, spoiled);
  const path = operation.path.replace("{id}", how === "address" ? inAddress(text) : id);
  const query =
    how === "query" && operation.query.length > 0 ? `?${operation.query[which % operation.query.length] ?? ""}=${inAddress(text)}` : "";
  const odd = how === "unknown-query" ? `?${inAddress(text) || "x"}=${inAddress(text)}` : query;
  const wrongToken = ["", "Bearer", `Bearer ${inHeader(text)}`, `Basic ${inHeader(text)}`, `Bearer ${tokens.get("ended") ?? ""}`];
  const authorization =
    how === "token" ? [...wrongToken, `Bearer ${tokens.get("narrow") ?? ""}`][which % 6] : `Bearer ${tokens.get(caller) ?? ""}`;
  const sent = operation.media === "application/xml" ? Buffer.alloc(how === "huge" ? 1_100_000 : 0) : bodyOf(body, how, spoiled);
  const media = ["text/plain", "application/xml", "application/x-www-form-urlencoded", "x", "application/json; charset=\u0001"];
  return {
    method: how === "media" && which % 7 === 0 ? "DELETE" : operation.method,
    url: `${path}${odd}`,
    headers: {
      ...(authorization === "" ? {} : { authorization }),
      ...(sent === undefined
        ? {}
        : { "content-type": how === "media" ? (media[which % 5] ?? "x") : (operation.media ?? "application/json") }),
      ...(how === "accept" ? { accept: ["text/html", "image/png", "application/json;q=0"][which % 3] } : {}),
      ...(how === "key" ? { "idempotency-key": which % 2 === 0 ? "" : `\t${inHeader(text)} \u00e9` } : {}),
    },
    ...(sent === undefined ? {} : { payload: sent }),
  };
};

type Problem = { status: number; title: string; detail: string; fouten?: { veld: string; probleem: string; oplossing: string }[] };

/** What a refusal must be: a problem with what to do, all of it in Dutch, and with each field where the input was wrong. */
const mustHelp = ({ status, media, text }: Answer, about: string): void => {
  expect(status, `${about} ${text}`).toBeLessThan(500);
  expect(media, about).toContain("application/problem+json");
  const problem = JSON.parse(text) as Problem;
  expect(problem.status, about).toBe(status);
  expect(problem.detail.length, about).toBeGreaterThan(20);
  if ((problem as { type?: string }).type === "urn:pgb:probleem:input-invalid")
    expect(problem.fouten?.length ?? 0, `${about} ${text}`).toBeGreaterThan(0);
  for (const { veld, probleem, oplossing } of problem.fouten ?? []) {
    expect(veld !== "" && probleem.trim() !== "" && oplossing.trim() !== "", `${about} ${text}`).toBe(true);
    expect(probleem, about).not.toMatch(/\b(invalid|expected|received|required|must|should|undefined|NaN|object Object)\b/i);
  }
  expect(text, about).not.toMatch(/\.tsx?:\d+|node:internal|select |insert /);
};

/** Each operation for each caller whom it lets in, with a real thing to do it to. */
const targets = async (): Promise<Target[]> => {
  const document = await describedBy(site.app);
  const found: Target[] = [];
  for (const caller of Object.keys(callers) as CallerName[]) {
    const known = await knownTo(caller);
    const real = (name: string): unknown => known[sources[name] ?? ""]?.[0];
    for (const operation of operationsOf(document)) {
      const id = known[operation.path.split("/")[2] ?? ""]?.[0] ?? "6f2c9a34-0000-8000-8000-000000000000";
      const sample = (name: string): unknown => (name === "budgetregels" && real(name) !== undefined ? [real(name)] : real(name));
      const body = operation.body === null ? undefined : sampleOf(document, operation.body, sample);
      const first = await ask(requestOf({ operation, caller, id, body }, { way: 0, which: 0, by: null, text: "" }));
      // What takes a body has more that can be wrong.
      if (first.status !== 403) found.push(...Array<Target>(body === undefined ? 1 : 3).fill({ operation, caller, id, body }));
    }
  }
  return found;
};

/** What says whether anything changed: how many rows each table of the state has, and which transaction wrote the last. */
const printOf = (tables: readonly string[]) => async (): Promise<unknown> => {
  const each = [...tables, "log.command"].map(
    (table) =>
      `select '${table}' as name, count(*) as count, max(xmin::text::bigint) as last from ${table}${table === "log.command" ? " where outcome = 'done'" : ""}`,
  );
  return (await owner.query(each.join(" union all "))).rows;
};

/** A call that was spoiled, and what came of it. */
type Tried = { target: Target; answer: Answer; about: string };
const tryOut = async (target: Target, one: Spoiling): Promise<Tried> => {
  const { headers, ...shown } = requestOf(target, one);
  const how = wayOf(target.operation, one);
  const about = `${target.caller} ${JSON.stringify({ how, ...shown, headers: { ...headers, authorization: "" } }).slice(0, 500)}`;
  return { target, about, answer: await ask({ ...shown, headers: headers ?? {} }) };
};

const mayChange = ({ target: { operation }, answer }: Tried): boolean =>
  answer.status < 400 && operation.method !== "GET" && !operation.path.endsWith("/proefberekeningen");

const atOnce = 8;

test(`${String(wanted)} bad calls are refused with what to do, at every operation of the API, seed ${String(seed)}`, async () => {
  const all = await targets();
  const operations = new Set(all.map(({ operation }) => operation.id));
  expect(operations.size).toBe(operationsOf(await describedBy(site.app)).length);
  const print = printOf(Object.keys(await tableHashes(owner)));
  const before = heapInUse();
  const refused: string[] = [];
  let known = await print();
  const spoilings = drawn(spoiling, 2 * wanted, 7);
  const times = (id: string): number => refused.filter((one) => one === id).length;
  const enough = (): boolean => refused.length >= wanted && [...operations].every((id) => times(id) > 10);
  for (let at = 0; at < spoilings.length && !enough(); at += atOnce) {
    const tried = await Promise.all(
      spoilings.slice(at, at + atOnce).map((one, nth) => tryOut(all[(at + nth) % all.length] ?? expect.fail("no operations"), one)),
    );
    for (const { answer, about, target } of tried.filter((one) => one.answer.status >= 400)) {
      mustHelp(answer, about);
      refused.push(target.operation.id);
    }
    // What is in order after all (another text, an id that fits) is done like any other.
    if (tried.some(mayChange)) known = await print();
    else if (at % (8 * atOnce) === 0) expect(await print(), tried.map(({ about }) => about).join("\n")).toEqual(known);
  }
  expect(refused.length).toBeGreaterThanOrEqual(wanted);
  for (const id of operations) expect([id, times(id) > 10]).toEqual([id, true]);
  expect(await print()).toEqual(known);
  expect(heapInUse() - before).toBeLessThan(64_000_000);
  expect(await prove(house.door)).toEqual({ ok: true, differences: [] });
}, 300_000);

test("every receipt of the year is what its schema says, to the last field", async () => {
  const { rows } = await owner.query<{ content: unknown }>("select content from log.receipt");
  expect(rows.length).toBeGreaterThan(50);
  const names = Object.keys(explanationSchema.shape).sort();
  for (const { content } of rows) {
    expect(explanationSchema.safeParse(content).error).toBeUndefined();
    expect(Object.keys(content as object).sort()).toEqual(names);
  }
});
