import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp, type Visitor } from "../../test-app.ts";
import { openLife, type Life } from "../life-for-tests.ts";

let life: Life;
let site: TestApp;
let holder: Visitor;
beforeAll(async () => {
  life = await openLife();
  site = await testApp(life.door);
  holder = await site.signedIn({ bsn: "999990019" });
});
afterAll(async () => {
  await site.close();
  await life.close();
});

const shown = async (path: string): Promise<string> => (await (await holder.get(path)).text()).replaceAll("\u00a0", " ");
const leadsTo = async (answer: Promise<Response>): Promise<string> => {
  const { status, headers } = await answer;
  expect(status).toBe(303);
  return headers.get("location") ?? "";
};

test("a change keeps its parties whatever is sent, and is gone on with when somebody begins again", async () => {
  const start = `/overeenkomsten/${await life.running({ minutesPerWeek: 60 })}/wijzigen`;
  const work = await leadsTo(holder.post(start, {}, start));
  expect(await shown(start)).toContain("Ga verder met wijzigen");
  expect(await leadsTo(holder.post(start, {}, start))).toBe(work);

  const parties = work.replace("werkafspraken", "partijen");
  const asked = await shown(parties);
  expect(asked).toContain("Uit welk budget betaalt u?");
  expect(asked).not.toMatch(/name="(soort|kvk|bsn|familie)"/);
  const other = { budget: life.line, soort: "zorginstelling", kvk: "12345678", familie: "ja", doen: "verder" };
  expect(await leadsTo(holder.post(parties, other, parties))).toBe(work);
  const check = await shown(work.replace("werkafspraken", "controle"));
  expect(check).toContain("F. Yılmaz (informeel)");
  expect(check).not.toMatch(/Dat is (meer|minder)|dan (meer|minder) vrij/);
  expect(check).not.toContain("De partijen, de soort en de wet blijven gelijk");
  expect(check.split(`href="${parties}"`)).toHaveLength(2);
});
