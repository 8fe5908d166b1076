import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service } from "../src/kernel/actor.ts";
import { day } from "../src/kernel/day.ts";
import { command, type Door } from "../src/db/command.ts";
import { testDoor } from "../src/db/test-door.ts";
import { registerPerson } from "../src/party/register.ts";
import { startClock } from "../src/sim/clock.ts";
import { withBsn, type DemoPerson } from "../src/sim/identity/people.ts";
import { testApp, type TestApp } from "../src/test-app.ts";
import { openBrowser } from "./browser.ts";
import { violations, widerThanWindow } from "./judging.ts";

const pictures = process.env.PGB_SCREENSHOTS;

const people: DemoPerson[] = [
  {
    sub: "iris",
    group: "Budgethouders",
    name: "Iris van Dam",
    about: "Wmo. Regelt zelf hulp in huis en begeleiding.",
    claims: withBsn("999990020"),
  },
  {
    sub: "noor",
    group: "Vertegenwoordigers",
    name: "Noor van Dam",
    about: "Ouder van Sam. Doet alles voor hem.",
    claims: withBsn("999990044"),
  },
  {
    sub: "fatma",
    group: "Zorgverleners",
    name: "mevrouw Yılmaz",
    about: "Geeft begeleiding aan twee budgethouders.",
    claims: withBsn("999900006"),
  },
];

const personal = {
  name: "F. Yılmaz",
  salutation: "mevrouw Yılmaz",
  familyName: "Yılmaz",
  firstNames: null,
  born: null,
  bsn: "999900006",
  chamber: null,
  agb: null,
  address: null,
  email: null,
  phone: null,
  iban: null,
};

let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;
let browser: Browser;

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor());
  await startClock(door.db, day("2026-11-02"));
  await command(
    door,
    registerPerson,
    { kind: "natural", provider: { kind: "person", formal: false, formalWhy: null }, staff: null, personal },
    { actor: service("test") },
  );
  site = await testApp(door, { people: () => Promise.resolve(people) });
  browser = await openBrowser();
  if (pictures) mkdirSync(pictures, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await site.close();
  await closeDoor();
});

/** Looks at the page as it stands: no violation, no sideways scrolling; a picture when asked. */
const look = async (page: Page, name: string): Promise<void> => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate<number>(widerThanWindow)).toBe(0);
};

test("two minutes before the session ends somebody is warned, and stays when he asks to", async () => {
  const visitor = await site.signedIn({ bsn: personal.bsn });
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addCookies([{ name: "sessie", value: visitor.cookies.get("sessie") ?? "", url: site.origin }]);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${site.origin}/privacy`);
  const stay = page.getByRole("button", { name: "Blijf ingelogd" });
  await page.clock.fastForward("12:59");
  expect(await stay.isVisible()).toBe(false);
  await page.clock.fastForward("00:02");
  await stay.waitFor();
  await look(page, "390-waarschuwing");
  await stay.click();
  await stay.waitFor({ state: "hidden" });
  await page.clock.fastForward("13:01");
  await context.clearCookies();
  await stay.click();
  await page.getByText("U bent uitgelogd. Kopieer wat u typte").waitFor();
  await context.close();
}, 60_000);

describe.each([
  ["on a phone, without JavaScript", 390, 844, false],
  ["on a wide screen", 1280, 900, true],
] as const)("%s", (_where, width, height, javaScriptEnabled) => {
  test("somebody signs in, moves the clock a day, meets a missing page, and signs out", async () => {
    // axe needs JavaScript, so the visit without it is looked at in its own page.
    const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) complaints.push(message.text());
    });
    const see = async (name: string): Promise<void> => {
      if (javaScriptEnabled) await look(page, `${String(width)}-${name}`);
      else if (pictures) await page.screenshot({ path: `${pictures}/${String(width)}-${name}.png`, fullPage: true });
    };
    await page.goto(site.origin);
    await see("voorpagina");
    await page.getByRole("link", { name: "Inloggen" }).click();
    await see("kiezen");
    await page.getByRole("button", { name: "mevrouw Yılmaz" }).click();
    await page.getByText("F. Yılmaz").first().waitFor();
    expect(new URL(page.url()).pathname).not.toContain("inloggen");

    await page.goto(`${site.origin}/leeromgeving/klok`);
    const before = (await page.getByRole("main").locator("time").first().getAttribute("datetime")) ?? "";
    await page.getByRole("button", { name: "1 dag verder" }).click();
    await page.getByRole("heading", { name: "De klok is verzet" }).waitFor();
    expect((await page.getByRole("main").locator("time").first().getAttribute("datetime")) ?? "").toBe(
      before === "2026-11-02" ? "2026-11-03" : "2026-11-04",
    );
    await see("klok");

    await page.goto(`${site.origin}/bestaat-niet`);
    await page.getByRole("heading", { name: "Deze pagina is er niet" }).waitFor();
    await see("niet-gevonden");
    for (const path of ["toegankelijkheid", "privacy"]) {
      await page.goto(`${site.origin}/${path}`);
      await see(path);
    }

    await page.getByRole("button", { name: "Uitloggen" }).click();
    await page.getByRole("heading", { name: "U bent uitgelogd" }).waitFor();
    await see("uitgelogd");
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);
});
