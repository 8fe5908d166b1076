import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signalAfter, signalMoves, signalStates } from "../../budget/signal.ts";
import { openPool } from "../../db/pool.ts";
import { testIssuer, type Issuer } from "../../issuer-for-tests.ts";
import { prove } from "../../prove.ts";
import { openScene, type Scene } from "../../scene-for-tests.ts";
import { testApp, tokenIn, type TestApp, type Visitor } from "../../test-app.ts";

const audience = "https://pgb.example/v1";
const path = "/verstrekker/signalen";
let scene: Scene;
let owner: pg.Pool;
let issuer: Issuer;
let api: TestApp;

// Thirty signals of one funder, one a day, the last on 30 October 2026; one that is not shown yet; and one of another funder.
beforeAll(async () => {
  scene = await openScene();
  owner = openPool({ url: scene.url, as: "owner", most: 1 });
  issuer = await testIssuer(audience);
  api = await testApp(scene.door, { config: { tokens: issuer.config(audience) } });
  await owner.query(`
    insert into budget.signal (id, holder_id, funder_code, kind, about_id, show_from, due)
    select gen_random_uuid(), l.holder_id, l.funder_code, 'budget-conflict', null, g.on_day, g.on_day
    from (select distinct holder_id, funder_code from budget.line) l
    join (select '2026-10-01'::date + n as on_day, n from generate_series(0, 29) n union all select '2026-11-03', 30) g
      on l.funder_code = '5515' or g.n = 0`);
}, 60_000);
afterAll(async () => {
  await api.close();
  await issuer.close();
  await owner.end();
  await scene.close();
});

const plain = async (response: Response): Promise<string> => (await response.text()).replaceAll("\u00a0", " ");
const idsOn = (html: string): string[] => [...html.matchAll(/<button[^>]* value="([0-9a-f-]{36})"/g)].map(([, id = ""]) => id);
const days = async (ids: readonly string[]): Promise<string[]> => {
  const { rows } = await owner.query<{ id: string; day: string }>("select id, show_from::text as day from budget.signal");
  return ids.map((id) => rows.find((row) => row.id === id)?.day ?? "");
};
const see = async (who: Visitor, signal: string, from = path): Promise<Response> => {
  const csrf = tokenIn(await (await who.get(from)).text());
  return who.post(path, { csrf, signaal: signal, toon: "ongezien", bladzijde: "1" });
};

test("every state of a signal times every move", () => {
  for (const state of signalStates)
    for (const move of Object.keys(signalMoves) as (keyof typeof signalMoves)[])
      expect(signalAfter(state, move)).toBe(state === "unseen" ? "seen" : null);
});

describe("signals on the pages of a funder", () => {
  test("stand with the newest first, in pages, and the home page counts them", async () => {
    const { funder } = scene.visitors;
    const home = await plain(await funder.get("/verstrekker"));
    expect(home).toContain("30 signalen zijn nog niet gezien.");
    expect(home.match(/Bestedingsconflict:/g)).toHaveLength(5);
    const first = await plain(await funder.get(path));
    const second = await plain(await funder.get(`${path}?toon=ongezien&bladzijde=2`));
    const found = await days([...idsOn(first), ...idsOn(second)]);
    expect([idsOn(first).length, idsOn(second).length, found[0], found.at(-1)]).toEqual([25, 5, "2026-10-30", "2026-10-01"]);
    expect(found).toEqual([...found].sort().reverse());
    for (const query of ["?toon=x", "?bladzijde=9999", "?bladzijde=-1", "?toon=gezien&toon=alles"])
      expect((await funder.get(`${path}${query}`)).status, query).toBe(200);
  });

  test("are seen by one of its own staff, once, and then say who and when", async () => {
    const { funder, policyMaker, otherFunder, holder, svb } = scene.visitors;
    const [signal = ""] = idsOn(await plain(await funder.get(path)));
    for (const who of [holder, svb]) expect((await who.get(path)).status).toBe(403);
    expect((await see(otherFunder, signal)).status).toBe(404);
    for (const wrong of ["", "x", "6f2c9a34-0000-8000-8000-000000000000"]) expect((await see(funder, wrong)).status).toBe(404);
    const done = await see(policyMaker, signal);
    expect([done.status, done.headers.get("location")]).toEqual([303, `${path}?toon=ongezien&bladzijde=1`]);
    const late = await see(funder, signal);
    expect([late.status, (await plain(late)).includes("Een collega zag dit signaal al.")]).toEqual([409, true]);
    expect(idsOn(await plain(await funder.get(path)))).not.toContain(signal);
    const seen = await plain(await funder.get(`${path}?toon=gezien`));
    for (const words of ["29 signalen zijn nog niet gezien.", "Medewerker beleid", "2 november 2026"]) expect(seen).toContain(words);
    expect(await plain(await otherFunder.get(path))).toContain("1 signaal is nog niet gezien.");
  });
});

describe("signals for the system of a funder", () => {
  const call = async (to: string, verstrekker = "5515", method = "GET"): Promise<Response> =>
    fetch(`${api.origin}${to}`, { method, headers: { authorization: `Bearer ${await issuer.token({ verstrekker })}` } });
  type Page = { signalen: { id: string; sinds: string; status: string }[]; _links: { volgende?: { href: string } } };
  const all = async (query: string, verstrekker = "5515"): Promise<Page["signalen"]> => {
    const found: Page["signalen"] = [];
    for (let next: string | undefined = `/v1/signalen${query}`; next !== undefined;) {
      const page = (await (await call(next, verstrekker)).json()) as Page;
      found.push(...page.signalen);
      next = page._links.volgende?.href;
    }
    return found;
  };

  test("are read page by page, by status, the newest first and each once", async () => {
    const found = await all("?aantal=7");
    expect([found.length, new Set(found.map(({ id }) => id)).size]).toEqual([30, 30]);
    expect(found.map(({ sinds }) => sinds)).toEqual(
      found
        .map(({ sinds }) => sinds)
        .sort()
        .reverse(),
    );
    const [unseen, seen] = [await all("?status=ongezien"), await all("?status=gezien")];
    expect([unseen.length + seen.length, unseen.some(({ status }) => status !== "ongezien")]).toEqual([30, false]);
    expect((await all("", "0363")).length).toBe(1);
    for (const query of ["?status=weg", "?cursor=x", "?aantal=0"]) expect((await call(`/v1/signalen${query}`)).status).toBe(400);
  });

  test("are marked as seen by its own funder, once, and only when they are shown", async () => {
    const [signal] = await all("?status=ongezien");
    const to = `/v1/signalen/${signal?.id ?? ""}/leesbevestigingen`;
    const mark = async (at: string, verstrekker?: string) => (await call(at, verstrekker, "POST")).status;
    expect(await mark(to, "0363")).toBe(404);
    expect([await mark(to), await mark(to)]).toEqual([204, 409]);
    const { rows } = await owner.query<{ id: string }>("select id from budget.signal where show_from = '2026-11-03'");
    expect(await mark(`/v1/signalen/${rows[0]?.id ?? ""}/leesbevestigingen`)).toBe(404);
    expect(await mark("/v1/signalen/x/leesbevestigingen")).toBe(404);
  });
});

test("the database lets nobody mark a signal for another funder, change one, or take back that it was seen", async () => {
  for (const statement of [
    "update budget.signal set state = 'seen', seen_by = 'x', seen_for = '0363', seen_at = now() where funder_code = '5515' and state = 'unseen'",
    "update budget.signal set state = 'seen' where state = 'unseen'",
    "update budget.signal set state = 'unseen', seen_by = null, seen_for = null, seen_at = null where state = 'seen'",
    "update budget.signal set due = due + 1",
  ])
    await expect(owner.query(statement)).rejects.toThrow();
});

test("the proof holds, and finds a signal that was marked behind the back of the program", async () => {
  expect(await prove(scene.door)).toEqual({ ok: true, differences: [] });
  await owner.query(
    "update budget.signal set state = 'seen', seen_by = 'x', seen_for = '5515', seen_at = '2026-11-02T08:00:00Z' where show_from = '2026-10-01' and funder_code = '5515'",
  );
  expect((await prove(scene.door)).differences.map(({ what }) => what)).toEqual(["signal-seen"]);
});
