import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

// What a browser can tell of any page: whether axe finds something, whether everything fits, and whether a thumb can hit it.

// Given to the page by the browser itself, so that the page's own policy does not stand in its way.
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type AxeOutcome = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] };

/** What axe finds on the page as it stands: WCAG 2.2 A and AA, and best practice. Reading axe costs a page as much as axe itself: once is enough. */
export const violations = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  const outcome = await page.evaluate<AxeOutcome>(
    `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(rules)} }, resultTypes: ["violations"] })`,
  );
  return outcome.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
};

/** For `page.evaluate`, also in a page without script: how many pixels a page is wider than its window. */
export const widerThanWindow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

// Sideways scrolling, controls lower than 44 pixels (a radio button or tick box is hit by its label), and words that a box with a
// fixed size cuts off. What scrolls by itself (a wide table) and what is only read aloud cuts nothing off.
const fit = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const seen = (element) => element.checkVisibility();
  const told = (element) => element.outerHTML.slice(0, 120);
  const controls = [...document.querySelectorAll(
    "main button, main select, main textarea, main .button, nav.navigation a, main input:not([type=hidden]):not([type=radio]):not([type=checkbox])",
  )].filter((control) => seen(control) && control.getBoundingClientRect().height < 43.5);
  const cutting = [...document.querySelectorAll("body *:not(.hidden-text):not(svg):not(svg *):not(option):not(input)")].filter((element) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    if (clipPath !== "none" || !seen(element)) return false;
    const isCut = (overflow, full, shown) => ["hidden", "clip"].includes(overflow) && full > shown + 1;
    return isCut(overflowX, element.scrollWidth, element.clientWidth) || isCut(overflowY, element.scrollHeight, element.clientHeight);
  });
  const beyond = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
  return [
    ...(scrollWidth > clientWidth ? ["is " + scrollWidth + " px wide: " + (beyond.length > 0 ? told(beyond.at(-1)) : "")] : []),
    ...controls.map((control) => "lower than 44 px: " + told(control)),
    ...cutting.map((element) => "cuts off its words: " + told(element)),
  ];
})()`;

// Letters, words and lines as far apart as WCAG 1.4.12 lets a reader set them.
const spread = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [sheet];
})()`;

/** 320 px is also a desk of 1280 px at 400 %. */
export const widths = [320, 390, 1280] as const;

/** What does not fit on the page as it stands, at each of these widths, as it is and with the letters set apart. Leaves it at the last width. */
export const unfit = async (page: Page, at: readonly number[] = widths): Promise<string[]> => {
  const faults: string[] = [];
  await page.evaluate("document.fonts.ready.then(() => true)");
  for (const width of at) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await page.evaluate<string[]>(fit)).map((fault) => `at ${String(width)} px ${fault}`));
  }
  await page.evaluate(spread);
  for (const width of at) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await page.evaluate<string[]>(fit)).map((fault) => `at ${String(width)} px with spaced text ${fault}`));
  }
  await page.evaluate("void (document.adoptedStyleSheets = [])");
  return faults;
};
