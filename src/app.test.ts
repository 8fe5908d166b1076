import { afterAll, beforeAll, expect, test } from "vitest";
import type { Door } from "./db/command.ts";
import { testDoor } from "./db/test-door.ts";
import { testApp, type TestApp } from "./test-app.ts";

let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor());
  site = await testApp(door);
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

test("a stranger gets nowhere without signing in: each route that is not public sends to the sign-in or says 401", async () => {
  expect(site.app.known.filter(({ action }) => action !== undefined).length).toBeGreaterThan(3);
  for (const { method, url, action } of site.app.known) {
    if (action === undefined || method === "HEAD") continue;
    const path = url.replace(/:\w+/g, "6f2c9a34-0000-8000-8000-000000000000");
    const answer = await fetch(`${site.origin}${path}`, { method, redirect: "manual" });
    const to = answer.headers.get("location") ?? "";
    expect([url, answer.status === 401 || (answer.status === 303 && to.startsWith("/inloggen?terug="))]).toEqual([url, true]);
  }
});
