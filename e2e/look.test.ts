import { mkdirSync } from "node:fs";
import fastify, { type FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentSecurityPolicy, serveAssets } from "../src/web/assets.ts";
import { rendered } from "../src/web/layout.tsx";
import { gallery } from "../src/web/ui/gallery.tsx";
import { openBrowser } from "./browser.ts";
import { violations, widerThanWindow } from "./judging.ts";

// 195 px is a phone of 390 px at 200 % text. Where only the width differs, axe sees nothing that it did not see at 390 px.
const views = [
  { name: "195", width: 195, height: 700, dark: false, forced: false, judged: false },
  { name: "320", width: 320, height: 640, dark: false, forced: false, judged: false },
  { name: "390", width: 390, height: 844, dark: false, forced: false, judged: true },
  { name: "390-dark", width: 390, height: 844, dark: true, forced: false, judged: true },
  { name: "1280", width: 1280, height: 900, dark: false, forced: false, judged: true },
  { name: "1280-dark", width: 1280, height: 900, dark: true, forced: false, judged: true },
  { name: "390-forced", width: 390, height: 844, dark: true, forced: true, judged: true },
];

const pictures = process.env.PGB_SCREENSHOTS;

let app: FastifyInstance;
let browser: Browser;
let address: string;

beforeAll(async () => {
  app = fastify();
  serveAssets(app);
  app.get<{ Params: { name: string } }>("/galerij/:name", (request, reply) => {
    const page = gallery[request.params.name];
    if (!page) return reply.code(404).send();
    return reply.header("content-security-policy", contentSecurityPolicy).type("text/html; charset=utf-8").send(rendered(page));
  });
  address = await app.listen({ host: "127.0.0.1", port: 0 });
  browser = await openBrowser();
  if (pictures) mkdirSync(pictures, { recursive: true });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await app.close();
});

describe.each(views)("at $name", ({ name, width, height, dark, forced, judged }) => {
  test.each(Object.keys(gallery))(
    "the page %s is accessible, fits, and keeps to the content policy",
    async (example) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        forcedColors: forced ? "active" : "none",
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(`${address}/galerij/${example}`);
      await page.evaluate("document.fonts.ready.then(() => true)");
      if (pictures) await page.screenshot({ path: `${pictures}/${example}-${name}.png`, fullPage: true });
      const wider = await page.evaluate<number>(widerThanWindow);
      const found = judged ? await violations(page) : [];
      await context.close();

      expect(complaints).toEqual([]);
      expect(wider).toBeLessThanOrEqual(0);
      expect(found).toEqual([]);
    },
    60_000,
  );
});

test("works without script: the style is there and every link of the page leads somewhere", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${address}/galerij/form-errors`);
  await page.getByRole("link", { name: "Vul de naam van uw zorgverlener in" }).click();
  expect(page.url()).toContain("#naam");
  await context.close();
});

test("hours typed are added up while typing", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${address}/galerij/fill-in`);
  await page.locator("#uren-2026-10-12").fill("2:30");
  expect(await page.locator("[data-week]").nth(2).locator("[data-week-total]").textContent()).toBe("10,5\u00a0uur");
  await context.close();
});
