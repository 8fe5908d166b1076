import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answersTo, asksSomething, crawl, placeOf, routeOf, sent, type Seen } from "../src/crawl-for-tests.ts";
import { peopleOf } from "../src/sim/people.ts";
import { seededHouse, type SeededHouse } from "../src/sim/seeded-for-tests.ts";
import { testApp, type TestApp } from "../src/test-app.ts";
import { prepareScenes, walkersOf } from "../src/walkers-for-tests.ts";
import { openBrowser } from "./browser.ts";

// Every page that anybody can reach, and the answer to every form that was left empty, as a browser shows them: axe, no sideways
// scrolling, and targets that a thumb can hit.

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const pictures = process.env.PGB_SCREENSHOTS;

// 320 px is also a desk of 1280 px at 400 %. Each page is seen at every width, and in the dark at the width of a phone.
const views = [
  { width: 320, dark: false },
  { width: 390, dark: true },
  { width: 1280, dark: false },
] as const;

let house: SeededHouse;
let site: TestApp;
let browser: Browser;
/** What is looked at: a name for messages, the address, and the page as it was sent. */
const shown: { name: string; path: string; html: string }[] = [];

/** One page of each route per kind of person, at most three kinds: a fourth reader sees the same parts. */
const pagesOf = (seen: readonly Seen[]): void => {
  const times = new Map<string, Set<string>>();
  for (const one of seen) {
    const kinds = times.get(one.pattern) ?? new Set();
    if (one.found === null || one.status !== 200 || kinds.has(one.walker.kind) || kinds.size >= 3) continue;
    times.set(one.pattern, kinds.add(one.walker.kind));
    shown.push({ name: placeOf(one), path: one.path, html: one.html });
  }
};

/** The answer to each form of which nothing was filled in. */
const answersOf = async (seen: readonly Seen[]): Promise<void> => {
  const had = new Set<string>();
  for (const one of seen) {
    for (const form of one.found?.forms ?? []) {
      const route = routeOf(site.app.known, "POST", form.action) ?? "";
      if (form.method !== "post" || !asksSomething(form) || had.has(route)) continue;
      had.add(route);
      const response = await sent(
        one.walker,
        form,
        one.path,
        answersTo(form, () => ""),
      );
      if (response.status < 400) continue;
      shown.push({ name: `${placeOf(one)}, the answer to nothing`, path: one.path, html: await response.text() });
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

type AxeOutcome = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] };

const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const outcome = await page.evaluate<AxeOutcome>(
    `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(rules)} }, resultTypes: ["violations"] })`,
  );
  return outcome.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
};

const isWider = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

/** Controls lower than 44 pixels. A radio button or tick box is hit by its label. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll(
    "main button, main select, main textarea, main .button, nav.navigation a, main input:not([type=hidden]):not([type=radio]):not([type=checkbox])",
  )].filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 43.5)
    .map((control) => "lower than 44 px: " + control.outerHTML.slice(0, 120))`);

test.each(views)(
  "every page is good at $width px, dark: $dark",
  async ({ width, dark }) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: dark ? "dark" : "light" });
    const page = await context.newPage();
    const faults: string[] = [];
    let current = "";
    await page.route(
      (url) => url.origin === site.origin && !url.pathname.startsWith("/bestanden/"),
      (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: current }),
    );
    for (const { name, path, html } of shown) {
      current = html;
      await page.goto(`${site.origin}${path}`);
      await page.evaluate("document.fonts.ready.then(() => true)");
      const found = [...(await violations(page)), ...(await smallTargets(page))];
      if (await isWider(page)) found.push("wider than its window");
      if (pictures) await page.screenshot({ path: `${pictures}/${String(width)}-${name.replace(/[^\w]+/g, "-")}.png`, fullPage: true });
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    }
    await context.close();
    expect(shown.length).toBeGreaterThan(60);
    expect(faults).toEqual([]);
  },
  300_000,
);
