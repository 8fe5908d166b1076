import { afterAll, beforeAll, expect, test } from "vitest";
import { peopleOf } from "../../sim/people.ts";
import { seededHouse, type SeededHouse } from "../../sim/seeded-for-tests.ts";
import { testApp, type TestApp, type Visitor } from "../../test-app.ts";

let house: SeededHouse;
let site: TestApp;
let carla: Visitor;
let douwe: Visitor;
let anouk: Visitor;

beforeAll(async () => {
  house = await seededHouse();
  site = await testApp(house.door, {});
  const people = await peopleOf(house.door)();
  const as = async (subject: string): Promise<Visitor> => {
    const found = people.find(({ sub }) => sub === subject);
    if (!found) throw new Error(`nobody is called ${subject}`);
    return site.signedIn(found.claims);
  };
  [carla, douwe, anouk] = [await as("sm-carla"), await as("sm-douwe"), await as("zk-anouk")];
}, 120_000);
afterAll(async () => {
  await site.close();
  await house.close();
});

const base = "/verstrekker/beleid";
const form = `${base}/nieuw`;
const plain = async (response: Response | Promise<Response>): Promise<string> => (await (await response).text()).replaceAll("\u00a0", " ");
const answers = {
  ...{ soort: "informal", functie: "wmo-02", bedrag: "28,00", bron: "Verordening 2027, bedacht" },
  ...{ "vanaf-dag": "1", "vanaf-maand": "12", "vanaf-jaar": "2026" },
};

test("a rate is proposed after whom it touches was seen, and a colleague adopts it", async () => {
  expect(await plain(carla.get(base))).toContain("Verordening van de leeromgeving");
  const seen = await carla.post(form, { ...answers, doen: "bekijken" }, form);
  expect(seen.status).toBe(200);
  const text = await plain(seen);
  expect(text).toMatch(/Dit tarief zou gelden voor \d+ overeenkomst/);
  expect(text).toContain("Yılmaz");
  expect(await plain(carla.get(base))).not.toContain("Wacht op vaststellen");

  expect((await carla.post(form, { ...answers, doen: "voorstellen" }, form)).headers.get("location")).toBe(base);
  const own = await plain(carla.get(base));
  expect(own).toContain("Een collega stelt het vast.");
  expect(own).not.toContain("/vaststellen");
  const path = new RegExp(`${base}/[0-9a-f-]{36}/vaststellen`).exec(await plain(douwe.get(base)))?.[0] ?? "";
  expect((await carla.post(path, {}, base)).status).toBe(403);
  expect((await anouk.post(path, {}, base)).status).toBe(403);
  expect((await douwe.post(path, {}, base)).headers.get("location")).toBe(base);
  expect(await plain(douwe.get(base))).toContain("€ 28,00 vanaf 1 december 2026");
});

test("what is wrong is said at its field, and what was typed stays", async () => {
  const wrong = { ...answers, bedrag: "niets", bron: "x", "vanaf-dag": "31", "vanaf-maand": "2", doen: "bekijken" };
  const refused = await carla.post(form, wrong, form);
  expect(refused.status).toBe(400);
  const text = await plain(refused);
  for (const said of ["Vul een bedrag in, bijvoorbeeld 31,50.", "Noem waar dit staat.", "Vul een bestaande dag in"])
    expect(text).toContain(said);
  expect(text).toContain('value="niets"');
  const low = await plain(carla.post(form, { ...answers, bedrag: "10,00", functie: "alle", doen: "voorstellen" }, form));
  expect(low).toMatch(/lager dan het minimumloon met vakantiegeld, € \d+,\d\d per uur/);
  const past = await plain(carla.post(form, { ...answers, "vanaf-maand": "10", doen: "voorstellen" }, form));
  expect(past).toContain("Deze dag is voorbij.");
});

test("a care office has no rates of its own to propose", async () => {
  expect(await plain(anouk.get(base))).not.toContain("Tarief voorstellen");
  expect((await anouk.get(form)).status).toBe(403);
});
