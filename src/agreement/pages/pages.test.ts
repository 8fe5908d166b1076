import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPool } from "../../db/pool.ts";
import { openScene, providerBsn, type Scene } from "../../scene-for-tests.ts";
import { tokenIn, type Visitor } from "../../test-app.ts";

let scene: Scene;
let holder: Visitor;
let stranger: Visitor;
let provider: Visitor;
let institution: Visitor;
let funder: Visitor;
let otherFunder: Visitor;
let policyMaker: Visitor;
let svb: Visitor;

beforeAll(async () => {
  scene = await openScene();
  ({ holder, stranger, provider, institution, funder, otherFunder, policyMaker, svb } = scene.visitors);
}, 60_000);
afterAll(() => scene.close());

const textOfPage = async (response: Response): Promise<string> =>
  (await response.text()).replaceAll("\u00a0", " ").replaceAll("&nbsp;", " ");
const where = (response: Response): string => {
  expect(response.status).toBe(303);
  return response.headers.get("location") ?? "";
};
const lineOn = (html: string): string => /name="budget" value="([^"]+)"/.exec(html)?.[1] ?? "";

const parties = async (who: Visitor) => ({
  budget: lineOn(await (await who.get("/overeenkomsten/nieuw")).text()),
  soort: "opdracht",
  familie: "nee",
  gezag: "nee",
  bsn: providerBsn,
  achternaam: "yilmaz",
  doen: "verder",
});
const work = {
  eenheid: "uur",
  tarief: "25,00",
  rooster: "vast",
  uren: "10",
  apart: "",
  vrijeruimte: "ja",
  "begin-dag": "1",
  "begin-maand": "10",
  "begin-jaar": "2026",
  "einde-dag": "31",
  "einde-maand": "12",
  "einde-jaar": "2026",
  doen: "verder",
};
const care = "Fatma helpt met opstaan en aankleden. <script>alert(1)</script>";
const body = (answers: Record<string, string>, csrf: string, accepted: readonly string[]) => {
  const sent = new URLSearchParams({ ...answers, csrf });
  for (const clause of accepted) sent.append("akkoord", clause);
  return sent;
};
const all = ["care-description", "declarations", "funder-claim", "holiday-pay"];

const postMany = async (
  who: Visitor,
  path: string,
  answers: Record<string, string>,
  accepted: readonly string[],
  csrf?: string,
): Promise<Response> => {
  const token = csrf ?? tokenIn(await (await who.get(path)).text());
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return fetch(new URL(path, scene.site.origin), {
    method: "POST",
    body: body(answers, token, accepted),
    headers: { cookie },
    redirect: "manual",
  });
};

/** Fills in the three pages; gives the address of the check. */
const concept = async (changes: { work?: Partial<typeof work> } = {}): Promise<string> => {
  const second = where(await holder.post("/overeenkomsten/nieuw", await parties(holder), "/overeenkomsten/nieuw"));
  const third = where(await holder.post(second, { ...work, ...changes.work }, second));
  return where(await postMany(holder, third, { zorg: care, doen: "verder" }, all));
};

const share = async (): Promise<string> => {
  const check = await concept();
  const shared = where(await holder.post(check, {}, check));
  return shared.split("/")[2] ?? "";
};

const hashOn = async (who: Visitor, path: string): Promise<string> =>
  /name="hash" value="([0-9a-f]{64})"/.exec(await (await who.get(path)).text())?.[1] ?? "";

describe("an agreement through the pages", () => {
  test("is made in five steps, signed by both, and approved by funder and SVB", async () => {
    const check = await concept();
    const page = await textOfPage(await holder.get(check));
    expect(page).toContain("Stap 4 van 5");
    expect(page).toContain("Deze overeenkomst mag u delen");
    expect(page).not.toContain("<script>alert(1)");
    const token = tokenIn(await (await holder.get(check)).text());
    const first = await holder.post(check, { csrf: token }, check);
    const shared = where(first);
    expect(shared).toMatch(/^\/overeenkomsten\/[0-9a-f-]{36}\/gedeeld$/);
    // Pressed twice: the concept is gone, and there is still one agreement.
    expect(where(await holder.post(check, { csrf: token }, check))).toBe("/overeenkomsten");
    const path = shared.replace("/gedeeld", "");
    expect(await textOfPage(await holder.get(shared))).toContain("Stap 5 van 5");

    expect((await holder.post(`${path}/ondertekenen/budgethouder`, { hash: "a".repeat(64) }, path)).status).toBe(409);
    const seen = await textOfPage(await provider.get(path));
    expect(seen).toContain("Ik ga akkoord en onderteken");
    expect(seen).not.toMatch(/54\.000,00|vrij op het budget/);
    const hash = await hashOn(provider, path);
    expect((await provider.post(`${path}/ondertekenen/zorgverlener`, { hash: "b".repeat(64) }, path)).status).toBe(409);
    expect(where(await provider.post(`${path}/ondertekenen/zorgverlener`, { hash }, path))).toBe(path);
    // From a second tab: what is signed is signed.
    expect(where(await provider.post(`${path}/ondertekenen/zorgverlener`, { hash }, path))).toBe(path);
    expect(await textOfPage(await provider.get(path))).toContain("U hebt al ondertekend.");
    expect(where(await holder.post(`${path}/ondertekenen/budgethouder`, { hash }, path))).toBe(path);

    const desk = path.replace("/overeenkomsten", "/verstrekker/overeenkomsten");
    expect(await textOfPage(await funder.get("/verstrekker/overeenkomsten"))).toContain(path.split("/")[2]!);
    const assess = await textOfPage(await funder.get(desk));
    expect(assess).toContain("Fatma helpt met opstaan");
    expect(assess).toContain("Alle controles zijn in orde");
    expect((await funder.post(desk, { hash, besluit: "afkeuren", reden: "nee" }, desk)).status).toBe(400);
    expect((await otherFunder.post(desk, { hash, besluit: "goedkeuren" }, "/verstrekker/overeenkomsten")).status).toBe(404);
    expect(where(await funder.post(desk, { hash, besluit: "goedkeuren" }, desk))).toBe(desk);
    const last = path.replace("/overeenkomsten", "/svb/overeenkomsten");
    expect(where(await svb.post(last, { hash, besluit: "goedkeuren" }, last))).toBe(last);
    expect((await svb.post(last, { hash, besluit: "goedkeuren" }, "/svb/overeenkomsten")).status).toBe(409);
    expect(await textOfPage(await provider.get(path))).toContain("Goedgekeurd door de SVB");

    const owner = openPool({ url: scene.url, as: "owner", most: 1 });
    const { rows } = await owner.query("select distinct organisation, purpose from log.access order by 1, 2");
    await owner.end();
    expect(rows).toContainEqual({ organisation: "5515", purpose: "overeenkomst beoordelen" });
    expect(rows).toContainEqual({ organisation: "SVB", purpose: "overeenkomst beoordelen" });
  });

  test("is withdrawn by the holder, and rejected with a reason that both read", async () => {
    const withdrawn = await share();
    expect(where(await holder.post(`/overeenkomsten/${withdrawn}/intrekken`, {}, `/overeenkomsten/${withdrawn}`))).toBe(
      `/overeenkomsten/${withdrawn}`,
    );
    // Once more, from another tab.
    expect(where(await holder.post(`/overeenkomsten/${withdrawn}/intrekken`, {}, `/overeenkomsten/${withdrawn}`))).toBe(
      `/overeenkomsten/${withdrawn}`,
    );
    expect(await (await holder.get(`/overeenkomsten/${withdrawn}`)).text()).toContain("Dit was al ingetrokken.");
    const path = `/overeenkomsten/${await share()}`;
    const hash = await hashOn(provider, path);
    await provider.post(`${path}/ondertekenen/zorgverlener`, { hash }, path);
    await holder.post(`${path}/ondertekenen/budgethouder`, { hash }, path);
    const desk = `/verstrekker${path}`;
    await funder.post(desk, { hash, besluit: "afkeuren", reden: "De zorg past niet bij de toekenning." }, desk);
    expect(await textOfPage(await provider.get(path))).toContain("De zorg past niet bij de toekenning.");
  });
});

describe("a concept", () => {
  test("keeps unfinished answers, but never the number of a person", async () => {
    const first = await parties(holder);
    expect(where(await holder.post("/overeenkomsten/nieuw", { ...first, soort: "", doen: "bewaren" }, "/overeenkomsten/nieuw"))).toBe(
      "/overeenkomsten",
    );
    expect(await textOfPage(await holder.get("/overeenkomsten"))).toContain("Overeenkomst met F. Yılmaz");
    const owner = openPool({ url: scene.url, as: "owner", most: 1 });
    const { rows } = await owner.query<{ steps: unknown }>("select steps from agreement.draft");
    await owner.end();
    expect(JSON.stringify(rows)).not.toContain("999900018");
  });

  test("says the same of an unknown number and of another name, and shows nobody", async () => {
    const first = await parties(holder);
    const messages = [];
    for (const named of [{ bsn: "999900031" }, { achternaam: "Jansen" }, { bsn: "", achternaam: "", kvk: "87654321" }]) {
      const response = await holder.post("/overeenkomsten/nieuw", { ...first, ...named }, "/overeenkomsten/nieuw");
      expect(response.status).toBe(400);
      const html = await textOfPage(response);
      expect(html).not.toContain("F. Yılmaz");
      messages.push(html.includes("Wij vinden geen zorgverlener met deze gegevens."));
    }
    expect(messages).toEqual([true, true, true]);
  });

  test("leads back to the first step that is not finished", async () => {
    const second = where(await holder.post("/overeenkomsten/nieuw", await parties(holder), "/overeenkomsten/nieuw"));
    expect(where(await holder.get(second.replace("werkafspraken", "controle")))).toBe(second);
    expect(where(await holder.get(second.replace("werkafspraken", "afspraken")))).toBe(second);
    expect(where(await holder.post(second.replace("werkafspraken", "controle"), {}, second))).toBe(second);
    expect(where(await holder.post(second.replace("werkafspraken", "weggooien"), {}, second))).toBe("/overeenkomsten");
    expect((await holder.get(second)).status).toBe(404);
  });

  test("shows at the check what may not, and cannot be shared then", async () => {
    const check = await concept({ work: { tarief: "95" } });
    const html = await textOfPage(await holder.get(check));
    expect(html).toContain("Deze overeenkomst kan zo nog niet");
    expect(html).toContain("Het tarief is hoger dan het maximum");
    expect((await holder.post(check, {}, "/overeenkomsten/nieuw")).status).toBe(409);
  });

  test.each([
    ["an amount beyond everything", { tarief: `1${"0".repeat(30)}` }, "Vul een tarief in"],
    ["a negative amount", { tarief: "-5" }, "Vul een tarief in"],
    ["a day that does not exist", { "begin-dag": "31", "begin-maand": "2" }, "Vul een begindatum in die bestaat"],
    ["an end before the beginning", { "einde-jaar": "2025" }, "op of na de begindatum"],
    ["too many hours", { uren: "999" }, "hoogstens 168"],
    ["month and irregular", { eenheid: "maand", rooster: "onregelmatig" }, "Kies vaste uren"],
    ["script in a field", { uren: "<script>" }, "hoogstens 168"],
    [
      "nothing at all",
      { eenheid: "", tarief: "", rooster: "", uren: "", vrijeruimte: "", "begin-dag": "" },
      "Kies hoe u de zorgverlener betaalt",
    ],
    ["an unknown choice", { eenheid: "__proto__", rooster: "toString" }, "Kies hoe u de zorgverlener betaalt"],
  ] as const)("answers %s with what to do", async (_why, changes, message) => {
    const second = where(await holder.post("/overeenkomsten/nieuw", await parties(holder), "/overeenkomsten/nieuw"));
    const response = await holder.post(second, { ...work, ...changes }, second);
    expect(response.status).toBe(400);
    const html = await textOfPage(response);
    expect(html).toContain(message);
    expect(html).not.toContain("<script>");
  });

  test("takes no care description that is too long, and asks for every clause", async () => {
    const second = where(await holder.post("/overeenkomsten/nieuw", await parties(holder), "/overeenkomsten/nieuw"));
    const third = where(await holder.post(second, work, second));
    const long = await postMany(holder, third, { zorg: "zorg ".repeat(2_000), doen: "bewaren" }, all);
    expect(long.status).toBe(400);
    expect(await long.text()).toContain("Maak de zorgbeschrijving korter");
    const missing = await postMany(holder, third, { zorg: care, doen: "verder" }, all.slice(1));
    expect(await missing.text()).toContain("zet bij alle vier een vinkje");
  });
});

describe("bad and foreign requests", () => {
  const odd = ["x", "1".repeat(190), "%27%3B--", "00000000-0000-0000-0000-000000000000", "..%2F..", "%F0%9F%92%A9"];

  test.each(odd)("the id %s is nobody's", async (id) => {
    for (const [who, path] of [
      [holder, `/overeenkomsten/${id}`],
      [holder, `/overeenkomsten/${id}/gedeeld`],
      [holder, `/overeenkomsten/nieuw/${id}/partijen`],
      [holder, `/overeenkomsten/nieuw/${id}/controle`],
      [funder, `/verstrekker/overeenkomsten/${id}`],
      [svb, `/svb/overeenkomsten/${id}`],
    ] as const) {
      expect((await who.get(path)).status, path).toBe(404);
    }
    expect((await holder.post(`/overeenkomsten/${id}/intrekken`, {}, "/overeenkomsten/nieuw")).status).toBe(404);
    expect(
      (await svb.post(`/svb/overeenkomsten/${id}`, { hash: "a".repeat(64), besluit: "goedkeuren" }, "/svb/overeenkomsten")).status,
    ).toBe(404);
  });

  test("another's agreement and concept do not exist, and other roles may not", async () => {
    const agreement = await share();
    const check = await concept();
    for (const who of [stranger, institution]) expect((await who.get(`/overeenkomsten/${agreement}`)).status).toBe(404);
    expect((await stranger.get(check)).status).toBe(404);
    expect((await stranger.post(check, {}, "/overeenkomsten/nieuw")).status).toBe(303);
    expect((await stranger.post(`/overeenkomsten/${agreement}/intrekken`, {}, "/overeenkomsten/nieuw")).status).toBe(404);
    expect((await otherFunder.get(`/verstrekker/overeenkomsten/${agreement}`)).status).toBe(404);
    expect((await provider.get("/overeenkomsten/nieuw")).status).toBe(403);
    expect((await holder.get("/verstrekker/overeenkomsten")).status).toBe(403);
    expect((await funder.get("/svb/overeenkomsten")).status).toBe(403);
    expect((await svb.get("/verstrekker/overeenkomsten")).status).toBe(403);
    expect((await policyMaker.get("/verstrekker/overeenkomsten")).status).toBe(403);
    expect(where(await funder.get(`/overeenkomsten/${agreement}`))).toBe(`/verstrekker/overeenkomsten/${agreement}`);
  });

  test("a list takes any search and page", async () => {
    for (const query of [
      "?zoek=%25_%5C&bladzijde=0",
      "?bladzijde=99999999999",
      "?staat=x&staat=y",
      `?zoek=${"a".repeat(2_000)}`,
      "?zoek='%22--",
    ]) {
      expect((await svb.get(`/svb/overeenkomsten${query}`)).status, query).toBe(200);
    }
  });

  test("a missing hash or decision is said, not stumbled over", async () => {
    const path = `/overeenkomsten/${await share()}`;
    expect((await provider.post(`${path}/ondertekenen/zorgverlener`, {}, path)).status).toBe(400);
    const hash = await hashOn(provider, path);
    await provider.post(`${path}/ondertekenen/zorgverlener`, { hash }, path);
    await holder.post(`${path}/ondertekenen/budgethouder`, { hash }, path);
    expect((await funder.post(`/verstrekker${path}`, { hash }, `/verstrekker${path}`)).status).toBe(400);
    expect((await funder.post(`/verstrekker${path}`, { hash, besluit: "goedkeuren", csrf: "vals" }, `/verstrekker${path}`)).status).toBe(
      400,
    );
  });
});
