import { mkdirSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { day } from "../src/kernel/day.ts";
import type { Door } from "../src/db/command.ts";
import { reading } from "../src/db/pool.ts";
import { testDoor } from "../src/db/test-door.ts";
import { bankAt } from "../src/payment/bank.ts";
import { sendBatch } from "../src/payment/send.ts";
import { openBank } from "../src/sim/bank/queries.ts";
import { bankServer } from "../src/sim/bank/routes.ts";
import { conductAt } from "../src/sim/bank-conduct.ts";
import { bankLivesUntil, type SimulatedBank } from "../src/sim/bank-day.ts";
import { ownIban } from "../src/sim/seed-parties.ts";
import { bankOpens, seedHouse } from "../src/sim/seed.ts";
import { testApp, type TestApp } from "../src/test-app.ts";
import { openBrowser } from "./browser.ts";

// A payment from the list of what waits to a booked statement, as the clerks of the SVB do it, on the year of the demo people.

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const pictures = process.env.PGB_SCREENSHOTS;

let door: Door;
let closeDoor: () => Promise<void>;
let bankPool: pg.Pool;
let server: Server;
let simulated: SimulatedBank;
let site: TestApp;
let browser: Browser;

beforeAll(async () => {
  const made = await testDoor();
  ({ door, close: closeDoor } = made);
  bankPool = openBank(made.url);
  server = bankServer(bankPool, (error) => {
    throw error;
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  simulated = { bank: bankAt(address), world: conductAt(address) };
  await seedHouse(door, simulated);
  site = await testApp(door);
  browser = await openBrowser();
  if (pictures) mkdirSync(pictures, { recursive: true });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await site.close();
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  await bankPool.end();
  await closeDoor();
});

const signedIn = async (staff: string): Promise<Page> => {
  const visitor = await site.signedIn({ staff });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies([{ name: "sessie", value: visitor.cookies.get("sessie") ?? "", url: site.origin }]);
  return context.newPage();
};

type AxeOutcome = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] };

/** Holds the page that is open now to its promises: on a desk, and on a phone in light and dark. */
const isGood = async (page: Page, name: string): Promise<void> => {
  const found: string[] = [];
  for (const [width, dark] of [
    [1280, false],
    [390, false],
    [390, true],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    await page.evaluate("document.fonts.ready.then(() => true)");
    if (pictures) await page.screenshot({ path: `${pictures}/svb-${name}-${String(width)}${dark ? "-dark" : ""}.png`, fullPage: true });
    if ((await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth")) > 0)
      found.push(`wider than ${String(width)}`);
    await page.evaluate(axe);
    const outcome = await page.evaluate<AxeOutcome>(
      `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(rules)} }, resultTypes: ["violations"] })`,
    );
    found.push(
      ...outcome.violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ html, failureSummary }) => `${String(width)}${dark ? " dark" : ""} ${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`,
        ),
      ),
    );
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  expect(found, name).toEqual([]);
};

const open = async (page: Page, path: string, name: string): Promise<void> => {
  const answer = await page.goto(`${site.origin}${path}`);
  expect(answer?.status(), path).toBe(200);
  await isGood(page, name);
};

const says = async (page: Page, text: string): Promise<void> => {
  expect(await page.locator("main").innerText()).toContain(text);
};

test("the clerks pay what waits, and the books close", async () => {
  const [maker, first, second, assessor] = (await Promise.all(["svb-hamid", "svb-ineke", "svb-joost", "svb-greet"].map(signedIn))) as [
    Page,
    Page,
    Page,
    Page,
  ];
  await open(assessor, "/svb", "home-assessor");
  await open(maker, "/svb", "home-maker");
  await open(maker, "/svb/berichten", "messages");
  await open(maker, "/svb/bank/inlezen", "upload");
  await open(maker, "/svb/betalingen", "payments");
  await maker.getByRole("button", { name: "Betaalbestand maken" }).click();
  await says(maker, "Het concept is klaar");
  await isGood(maker, "batch-draft");
  await maker.getByRole("button", { name: "Vastzetten" }).click();
  await says(maker, "Het betaalbestand staat vast");
  await isGood(maker, "batch-frozen-maker");
  const batch = new URL(maker.url()).pathname;

  await open(first, "/svb", "home-releaser");
  await open(first, batch, "batch-release");
  await first.getByRole("button", { name: "Vrijgeven" }).click();
  await says(first, "Nu moet nog iemand anders vrijgeven");
  await says(first, "U kunt dit bestand niet vrijgeven");
  await isGood(first, "batch-released-once");
  await second.goto(`${site.origin}${batch}`);
  await second.getByRole("button", { name: "Vrijgeven" }).click();
  await says(second, "Het bestand gaat nu naar de bank");
  await open(second, "/svb/aansluiting", "reconciliation-transit");
  await sendBatch(door, simulated.bank, batch.split("/").at(-1) ?? "");
  await open(second, batch, "batch-sent");

  // Two bank days on, and with an amount that nobody knows.
  await simulated.world.deposit({
    iban: ownIban,
    amountCents: 12_345,
    remittance: "Gevonden bij het opruimen",
    day: "2026-11-04",
    key: "unknown",
    fromName: "A. Onbekend",
  });
  await bankLivesUntil(door, simulated, bankOpens, day("2026-11-06"));
  await open(maker, batch, "batch-booked");
  await open(maker, "/svb", "home-differences");
  await open(maker, "/svb/aansluiting", "reconciliation-differences");
  await open(maker, "/svb/bank", "bank");
  await maker.getByRole("link", { name: "Boeking verklaren" }).first().click();
  await isGood(maker, "entry");
  await maker.getByLabel("Hoe weet u dit?").fill("Rente, zegt de bank aan de telefoon.");
  await maker.getByRole("button", { name: "Verklaren" }).click();
  await isGood(maker, "entry-error");
  await maker.getByLabel("Bankkosten of rente").check();
  await maker.getByRole("button", { name: "Verklaren" }).click();
  await says(maker, "De boeking is verklaard");
  await open(maker, "/svb/aansluiting", "reconciliation");
  await says(maker, "Sluit aan");
  await maker.goto(`${site.origin}/svb/bank`);
  await maker.locator("#afschriften a").first().click();
  await isGood(maker, "statement");
  expect(
    await reading(
      door.db,
      { scope: "svb" },
      async (tx) =>
        (
          await tx
            .selectFrom("payment.batch")
            .select("state")
            .where("id", "=", batch.split("/").at(-1) ?? "")
            .executeTakeFirstOrThrow()
        ).state,
    ),
  ).toBe("booked");
}, 240_000);
