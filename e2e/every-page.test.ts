import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answersTo, asksSomething, crawl, placeOf, routeOf, sent, type Seen } from "../src/crawl-for-tests.ts";
import { peopleOf } from "../src/sim/people.ts";
import { seededHouse, type SeededHouse } from "../src/sim/seeded-for-tests.ts";
import { testApp, type TestApp } from "../src/test-app.ts";
import { prepareScenes, walkersOf } from "../src/walkers-for-tests.ts";
import { openBrowser } from "./browser.ts";
import { unfit, violations } from "./judging.ts";

// Every page that anybody can reach, and the answers to every form that was left empty or filled with nonsense, as a browser shows
// them: axe, no sideways scrolling, no words cut off, and targets that a thumb can hit.

const pictures = process.env.PGB_SCREENSHOTS;

// Whether it fits is asked of each page at every width. Axe is slow and sees the same parts again with the next reader: it looks at
// the first page of each route on a phone in the dark and at a desk in the light, and at the others in one of the two.
const phone = { width: 390, dark: true } as const;
const desk = { width: 1280, dark: false } as const;
type View = typeof phone | typeof desk;

let house: SeededHouse;
let site: TestApp;
let browser: Browser;
/** What is looked at: a name for messages, the address, the page as it was sent, and how axe sees it. */
type Shown = { name: string; path: string; html: string; views: readonly View[] };
const shown: Shown[] = [];

/** One page of each route per kind of person, at most three kinds: a fourth reader sees the same parts. */
const pagesOf = (seen: readonly Seen[]): void => {
  const times = new Map<string, Set<string>>();
  for (const one of seen) {
    const kinds = times.get(one.pattern) ?? new Set();
    if (one.found === null || one.status !== 200 || kinds.has(one.walker.kind) || kinds.size >= 3) continue;
    times.set(one.pattern, kinds.add(one.walker.kind));
    const views = kinds.size === 1 ? [phone, desk] : kinds.size === 2 ? [phone] : [desk];
    shown.push({ name: placeOf(one), path: one.path, html: one.html, views });
  }
};

/** The answers to each form of which nothing was filled in, and nothing but nonsense. */
const answersOf = async (seen: readonly Seen[]): Promise<void> => {
  const had = new Set<string>();
  for (const one of seen) {
    for (const form of one.found?.forms ?? []) {
      const route = routeOf(site.app.known, "POST", form.action) ?? "";
      if (form.method !== "post" || !asksSomething(form) || had.has(route)) continue;
      had.add(route);
      for (const [what, text, view] of [
        ["nothing", "", phone],
        ["nonsense", "‹onzin› & meer", desk],
      ] as const) {
        const response = await sent(
          one.walker,
          form,
          one.path,
          answersTo(form, () => text),
        );
        if (response.status < 400) continue;
        shown.push({ name: `${placeOf(one)}, the answer to ${what}`, path: one.path, html: await response.text(), views: [view] });
      }
    }
  }
};

beforeAll(async () => {
  house = await seededHouse();
  site = await testApp(house.door, { people: peopleOf(house.door), config: { logLevel: "warn" } });
  const walkers = await walkersOf(site, await peopleOf(house.door)());
  await prepareScenes(house, walkers);
  const seen = await crawl(site.app.known, walkers);
  pagesOf(seen);
  await answersOf(seen);
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await site.close();
  await house.close();
});

const judged = async (page: Page, { name, path, views }: Shown): Promise<string[]> => {
  const faults: string[] = [];
  await page.goto(`${site.origin}${path}`);
  for (const { width, dark } of views) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    faults.push(...(await violations(page)).map((fault) => `at ${String(width)} px ${fault}`));
  }
  faults.push(...(await unfit(page)));
  if (pictures)
    for (const width of [390, 1280]) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${pictures}/${String(width)}-${name.replace(/[^\w]+/g, "-")}.png`, fullPage: true });
    }
  return faults.map((fault) => `${name} ${fault}`);
};

test("every page and every answer is good for who reads it on a phone, at a desk, and with other letters", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  let current = "";
  await page.route(
    (url) => url.origin === site.origin && !url.pathname.startsWith("/bestanden/"),
    (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: current }),
  );
  for (const one of shown) {
    current = one.html;
    faults.push(...(await judged(page, one)));
  }
  await context.close();
  expect(shown.length).toBeGreaterThan(60);
  expect(faults).toEqual([]);
}, 300_000);
