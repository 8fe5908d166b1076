import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "./db/pool.ts";
import { formsIn, pagesOf, routeOf, type FoundForm } from "./forms-for-tests.ts";
import { drawn, heapInUse, hostile, seed, wanted } from "./fuzz-for-tests.ts";
import { prove } from "./prove.ts";
import { peopleOf } from "./sim/people.ts";
import { seededHouse, type SeededHouse } from "./sim/seeded-for-tests.ts";
import { testApp, type TestApp, type Visitor } from "./test-app.ts";

let house: SeededHouse;
let owner: pg.Pool;
let site: TestApp;

beforeAll(async () => {
  house = await seededHouse();
  owner = openPool({ url: house.url, as: "owner", most: 1 });
  site = await testApp(house.door, { people: peopleOf(house.door), config: { logLevel: "warn" } });
}, 120_000);
afterAll(async () => {
  await site.close();
  await owner.end();
  await house.close();
});

type Found = { visitor: Visitor; who: string; form: FoundForm };

/** Every form that anybody finds, once for each kind of person and route. */
const everyForm = async (): Promise<Found[]> => {
  const found = new Map<string, Found>();
  for (const { name, group, claims } of await peopleOf(house.door)()) {
    const visitor = await site.signedIn(claims);
    for (const { path, html } of await pagesOf(visitor, 2))
      for (const form of formsIn(path, html)) {
        // Whoever is signed out has no forms left.
        if (form.action === "/uitloggen") continue;
        const key = `${group} ${routeOf(form.action)} ${form.fields.map(([field]) => field.replace(/\d+/g, "")).join()}`;
        if (!found.has(key)) found.set(key, { visitor, who: name, form });
      }
  }
  return [...found.values()];
};

/** The routes that take a form and that nobody found one for (a next step, a state that the house has not): tried at a thing that is not there. */
const unseen = (found: readonly Found[]): Found[] => {
  const seen = new Set(found.map(({ form }) => routeOf(form.action)));
  return site.app.known
    .filter(({ method, url, action }) => method === "POST" && action !== undefined && !url.startsWith("/v1/"))
    .map(({ url }) => url.replace(/:\w+/g, ":id"))
    .filter((route) => !seen.has(route))
    .map((route, at) => {
      const { visitor, who, form } = found[at % found.length] ?? expect.fail("nobody found a form");
      const action = route.replace(":id", "6f2c9a34-0000-8000-8000-000000000000");
      return { visitor, who, form: { at: route, action, files: false, fields: form.fields } };
    });
};

type Tampering = {
  how: "value" | "drop" | "double" | "extra" | "all" | "token" | "address" | "body" | "media";
  which: number;
  text: string;
};
const tampering: fc.Arbitrary<Tampering> = fc.record({
  how: fc.constantFrom("value", "value", "value", "value", "drop", "double", "extra", "all", "token", "address", "body", "media"),
  which: fc.nat({ max: 1_000 }),
  text: hostile,
});

/** A form as somebody sends it who means harm or slipped: address, body and kind of content. */
const spoiled = ({ action, fields }: FoundForm, { how, which, text }: Tampering): { path: string; body: string; media: string } => {
  const media = "application/x-www-form-urlencoded";
  const own = fields.filter(([name]) => name !== "csrf");
  const at = own.length === 0 ? -1 : which % own.length;
  const token = fields.filter(([name]) => name === "csrf").map(([name, value]): [string, string] => [name, how === "token" ? text : value]);
  const rest = own.flatMap(([name, value], nth): (readonly [string, string])[] => {
    if (how === "all" || (how === "value" && nth === at)) return [[name, text]];
    if (nth !== at) return [[name, value]];
    return how === "drop"
      ? []
      : how === "double"
        ? [
            [name, value],
            [name, text],
          ]
        : [[name, value]];
  });
  const extra: [string, string][] = how === "extra" ? [[text.slice(0, 40) || "x", text]] : [];
  return {
    path:
      how === "address" ? action.replace(/[0-9a-f-]{36}|$/, encodeURIComponent(text.slice(0, 200).replace(/\p{Surrogate}/gu, ""))) : action,
    body:
      how === "body"
        ? text
        : new URLSearchParams([...token, ...rest, ...extra].map(([name, value]): [string, string] => [name, value])).toString(),
    media:
      how === "media"
        ? (["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "x"][which % 5] ?? "")
        : media,
  };
};

const decided = async (): Promise<number> =>
  (await owner.query<{ count: number }>("select count(*)::int as count from log.command where outcome = 'done'")).rows[0]?.count ?? 0;

/** What a refusal must look like: no failure, a page with a heading, words on what to do, and links that arrive. */
const mustHelp = (status: number, html: string, about: string): void => {
  expect(status, about).toBeLessThan(500);
  expect(html, about).not.toMatch(/\.tsx?:\d+|node:internal|at async/);
  expect(html, about).toMatch(/<h1[^>]*>/);
  for (const [, id = ""] of html.matchAll(/class="[^"]*error[^"]*"[^>]*>\s*<a href="#([^"]+)"/g))
    expect(html.includes(`id="${id}"`), `${about} ${id}`).toBe(true);
  expect(
    /<main[^]*<\/main>/
      .exec(html)?.[0]
      .replace(/<[^>]+>/g, " ")
      .trim().length ?? 0,
    about,
  ).toBeGreaterThan(60);
};

test(`${String(wanted)} spoiled forms are refused with what to do, at every form of the portal, seed ${String(seed)}`, async () => {
  const forms = await everyForm();
  forms.push(...unseen(forms));
  const before = heapInUse();
  const known = new Set(forms.map(({ form }) => routeOf(form.action)));
  const collect = async (visitor: Visitor, who: string, to: string | null): Promise<void> => {
    if (to === null || known.has(routeOf(to))) return;
    known.add(routeOf(to));
    const found = formsIn(to, await (await visitor.get(to)).text()).filter(({ action }) => action !== "/uitloggen");
    for (const form of found) forms.push({ visitor, who, form });
  };
  let done = await decided();
  let refused = 0;
  for (const [at, one] of drawn(tampering, 3 * wanted, 5).entries()) {
    const { visitor, who, form } = forms[at % forms.length] ?? expect.fail("no forms");
    const { path, body, media } = spoiled(form, one);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(path, site.origin), {
      method: "POST",
      body,
      redirect: "manual",
      headers: { cookie, "content-type": media },
    });
    const html = await answer.text();
    const now = await decided();
    const about = `${who} ${form.at} ${JSON.stringify({ ...one, path, body }).slice(0, 600)}`;
    if (answer.status < 400) {
      // What makes no difference to the form, or is a good answer after all, is taken; a next step has forms of its own.
      done = now;
      await collect(visitor, who, answer.headers.get("location"));
      continue;
    }
    expect(answer.status, about).not.toBe(401);
    mustHelp(answer.status, html, about);
    expect(now, about).toBe(done);
    refused += 1;
    if (refused === wanted) break;
  }
  expect(refused).toBe(wanted);
  expect(heapInUse() - before).toBeLessThan(96_000_000);
  expect(await prove(house.door)).toEqual({ ok: true, differences: [] });
}, 400_000);
