import { afterAll, beforeAll, expect, test } from "vitest";
import { jw501 } from "../../budget/messages/fixtures.ts";
import { importAward } from "../../budget/import-award.ts";
import { service } from "../../kernel/actor.ts";
import { day, instant } from "../../kernel/day.ts";
import { command, keepUpload, type Door } from "../../db/command.ts";
import { noting } from "../../db/pool.ts";
import { testDoor } from "../../db/test-door.ts";
import { publicPages } from "../public/pages.tsx";
import { testApp, type TestApp } from "../../test-app.ts";
import { citizenPages } from "../holder/pages.tsx";
import { actingForPages } from "./pages.tsx";

let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;

const take = async (xml: string): Promise<void> => {
  const upload = await keepUpload(door, Buffer.from(xml), "application/xml");
  const { accepted, codes } = await command(door, importAward, { upload }, { actor: service("test") });
  expect([accepted, codes.map(({ code }) => code)]).toEqual([true, expect.anything()]);
};

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  await take(jw501());
  await take(
    jw501({
      identification: "A00000000002",
      number: "BUDGET-2",
      bsn: "999990056",
      client: { name: { family: "Dam", prefix: "van", given: "Sam", initials: "S" } },
    }),
  );
  site = await testApp(door, { doors: [publicPages, actingForPages, citizenPages] });
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

test("a parent of two children chooses for whom she acts, and it stays so", async () => {
  const parent = await site.signedIn({ bsn: "999990044" });
  const html = await (await parent.get("/voor-wie")).text();
  const options = [...html.matchAll(/type="radio"[^>]*value="([^"]+)"/g)].map(([, value]) => value ?? "");
  expect(options).toHaveLength(2);
  for (const chosen of options) {
    expect((await parent.post("/voor-wie", { voor: chosen }, "/voor-wie")).status).toBe(303);
    expect(await (await parent.get("/voor-wie")).text()).toMatch(
      new RegExp(`(checked=""[^>]*value="${chosen}"|value="${chosen}"[^>]*checked="")`),
    );
  }
});

test("nobody acts for somebody else's child", async () => {
  const parent = await site.signedIn({ bsn: "999990044" });
  const answer = await parent.post("/voor-wie", { voor: "6f2c9a34-0000-8000-8000-000000000000" }, "/voor-wie");
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("Voor deze persoon mag u niets regelen.");
});

test("who has a budget and no agreement yet is shown how to begin", async () => {
  const parent = await site.signedIn({ bsn: "999990044" });
  const html = await (await parent.get("/voor-wie")).text();
  const chosen = /type="radio"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? "";
  await parent.post("/voor-wie", { voor: chosen }, "/voor-wie");
  const start = await (await parent.get("/start")).text();
  expect(start).toContain('href="/overeenkomsten/nieuw"');
  expect(start).toContain("1 ding te doen");
  expect(start).not.toContain("U bent helemaal bij");
});

test("when the mandate ends, the same session sees the child no more", async () => {
  const parent = await site.signedIn({ bsn: "999990044" });
  expect((await parent.get("/voor-wie")).status).toBe(200);
  const ended = await noting(door.db, { scope: "command" } as never, (tx) =>
    tx
      .updateTable("party.mandate")
      .set({ from_day: day("2025-01-01"), until_day: day("2026-11-01") })
      .execute(),
  );
  expect(ended[0]?.numUpdatedRows).toBe(2n);
  expect((await parent.get("/voor-wie")).status).toBe(403);
});
