// Somebody has a budget and is a provider as well: each side has its own pages, and neither sees the other's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { bsnOf } from "../sim/seed-parties.ts";
import { seededHouse, type SeededHouse } from "../sim/seeded-for-tests.ts";
import { testApp, type TestApp, type Visitor } from "../test-app.ts";

let house: SeededHouse;
let site: TestApp;
let gea: Visitor;

beforeAll(async () => {
  house = await seededHouse();
  site = await testApp(house.door);
  gea = await site.signedIn({ bsn: bsnOf("gea") });
}, 120_000);
afterAll(async () => {
  await site.close();
  await house.close();
});

const shown = async (path: string, visitor = gea): Promise<string> => {
  const response = await visitor.get(path);
  expect([path, response.status]).toEqual([path, 200]);
  return /<main[^]*<\/main>/.exec(await response.text())?.[0] ?? "";
};

test("hours, payments and the first page of one side tell nothing of the other", async () => {
  for (const path of ["/start", "/uren", "/betalingen"]) {
    expect([path, await shown(path)]).toEqual([path, expect.not.stringContaining("Hoekema")]);
    expect([path, await shown(`${path}?als=zorgverlener`)]).toEqual([path, expect.not.stringContaining("De Linde")]);
  }
  expect(await shown("/uren?als=zorgverlener")).toContain("Hoekema");
  expect(await shown("/start")).toContain("Hulp bij het huishouden");
  const both = await shown("/overeenkomsten");
  expect(both.indexOf("De Linde")).toBeLessThan(both.indexOf("Hoekema"));
});

test("who is both begins with a choice between the two, and nobody else does", async () => {
  const begins = async (visitor: Visitor): Promise<string | null> => (await visitor.get("/")).headers.get("location");
  expect(await begins(gea)).toBe("/keuze");
  const choice = await shown("/keuze");
  for (const words of ["Mijn pgb", 'href="/start"', "Mijn werk", 'href="/start?als=zorgverlener"']) expect(choice).toContain(words);
  // His mother gives the care and arranges the budget: it is not hers.
  expect(await shown("/keuze", await site.signedIn({ bsn: bsnOf("marijke") }))).toContain("Het pgb dat ik regel");
  const siebe = await site.signedIn({ bsn: bsnOf("siebe") });
  expect(await begins(siebe)).toBe("/start");
  expect((await siebe.get("/keuze")).headers.get("location")).toBe("/start");
});

test("whose budget she works for sees nothing of hers, and she sees not his", async () => {
  const siebe = await site.signedIn({ bsn: bsnOf("siebe") });
  for (const path of ["/start", "/overeenkomsten", "/budgetten"])
    expect([path, await shown(path, siebe)]).toEqual([path, expect.not.stringMatching(/De Linde|Hulp bij het huishouden/)]);
  expect(await shown("/budgetten")).not.toContain("Begeleiding");
});
