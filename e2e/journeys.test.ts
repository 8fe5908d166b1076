import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "../src/kernel/day.ts";
import { wlz501 } from "../src/budget/messages/fixtures.ts";
import { sendBatch } from "../src/payment/send.ts";
import { bankLivesUntil } from "../src/sim/bank-day.ts";
import { peopleOf } from "../src/sim/people.ts";
import { bsnOf } from "../src/sim/seed-parties.ts";
import { bankOpens } from "../src/sim/seed.ts";
import { seededHouse, type SeededHouse } from "../src/sim/seeded-for-tests.ts";
import { testApp, type TestApp } from "../src/test-app.ts";
import { unknownMoney } from "../src/walkers-for-tests.ts";
import { openBrowser } from "./browser.ts";
import { keyboard, pointer, tabTo, type Hands } from "./hands.ts";
import { violations, widerThanWindow } from "./judging.ts";

// The five journeys, each in three ways: with script and a pointer on a phone, with script and the keyboard alone at a desk, and
// without script with the keyboard alone on the narrowest phone. So each journey is made with and without script, by pointer and by
// keyboard, and at the three widths, in three runs instead of the twelve of all combinations: script and width change nothing in each
// other, and what the pointer does without script is what `journey.test.ts` does. Each way has its own copy of the seeded house.
const ways = [
  { name: "with script and a pointer at 390 px", width: 390, script: true, hands: pointer, keys: false },
  { name: "with script and the keyboard alone at 1280 px", width: 1280, script: true, hands: keyboard, keys: true },
  { name: "without script, with the keyboard alone at 320 px", width: 320, script: false, hands: keyboard, keys: true },
] as const;

type Someone = { page: Page; hands: Hands };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

describe.each(ways)("$name", ({ width, script, hands, keys }) => {
  let house: SeededHouse;
  let site: TestApp;
  let context: BrowserContext | undefined;
  const contexts: BrowserContext[] = [];
  /** A declaration whose hours were approved, for the journey of the money. */
  const approved: string[] = [];

  beforeAll(async () => {
    house = await seededHouse();
    site = await testApp(house.door, { people: peopleOf(house.door), config: { logLevel: "warn" } });
  }, 300_000);
  afterAll(async () => {
    for (const one of contexts) await one.close();
    await site.close();
    await house.close();
  });

  const opened = async (): Promise<Page> => {
    // Without smooth scrolling, so that what has the focus is in view at once.
    context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: script, reducedMotion: "reduce" });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  };

  /** Somebody of the demo at a browser of this way, signed in. */
  const someone = async (sub: string): Promise<Someone> => {
    const person = (await peopleOf(house.door)()).find((one) => one.sub === sub);
    if (!person) throw new Error(`nobody is called ${sub}`);
    const page = await opened();
    const visitor = await site.signedIn(person.claims);
    await context?.addCookies([{ name: "sessie", value: visitor.cookies.get("sessie") ?? "", url: site.origin }]);
    return { page, hands: hands(page) };
  };

  /** What a page must be wherever the journey comes. Axe is a script, and sees the same page in the ways that have script. */
  const isGood = async ({ page }: Someone): Promise<void> => {
    const wider = await page.evaluate<number>(widerThanWindow);
    expect([page.url(), wider]).toEqual([page.url(), 0]);
    if (script) expect([page.url(), await violations(page)]).toEqual([page.url(), []]);
  };
  const open = async (one: Someone, path: string): Promise<void> => {
    const answer = await one.page.goto(`${site.origin}${path}`);
    expect([path, answer?.status()]).toEqual([path, 200]);
    await isGood(one);
  };
  const says = async ({ page }: Someone, words: RegExp): Promise<void> => {
    expect(await page.locator("main").innerText()).toMatch(words);
  };
  const press = async (one: Someone, name: string | RegExp): Promise<void> => {
    await one.hands.press(one.page.locator("main").getByRole("button", { name, exact: typeof name === "string" }));
    await isGood(one);
  };
  const follow = async (one: Someone, selector: string): Promise<void> => {
    await one.hands.press(one.page.locator(selector).first());
    await isGood(one);
  };
  /** The answer to a form that is not right: said in the title, and where there is script the focus is there at once. */
  const isToldWhatIsWrong = async ({ page }: Someone): Promise<void> => {
    expect(await page.title()).toMatch(/^Fout: /);
    if (script) expect(await page.locator(".error-summary :focus").count()).toBe(1);
    if (!keys) return;
    const link = page.locator(".error-summary a").first();
    const field = (await link.getAttribute("href")) ?? "";
    await tabTo(page, link);
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toBe(field);
  };

  test("an award comes in, and its holder signs in and sees the budget", async () => {
    const clerk = await someone("svb-hamid");
    await open(clerk, "/svb/berichten");
    const file = clerk.page.locator('input[name="bericht"]');
    // The window in which a file is chosen belongs to the browser; that the field is reached is ours.
    await clerk.hands.reach(file);
    await file.setInputFiles({ name: "bericht.xml", mimeType: "application/xml", buffer: Buffer.from(wlz501({ sender: "5513" })) });
    await press(clerk, "Inlezen");
    await says(clerk, /aanvaard|ingelezen/i);

    const page = await opened();
    const holder = { page, hands: hands(page) };
    await open(holder, "/");
    await follow(holder, "main a[href^='/inloggen']");
    await press(holder, /van Dam/);
    await follow(holder, "a[href='/budgetten']");
    await says(holder, /54\.000,00/);
  }, 120_000);

  test("an agreement is made, signed by both, approved by both, and has its money", async () => {
    const holder = await someone("hannie");
    await open(holder, "/overeenkomsten");
    await follow(holder, "main a[href='/overeenkomsten/nieuw']");
    await press(holder, "Verder");
    await isToldWhatIsWrong(holder);
    await holder.hands.tick(holder.page.locator('input[name="budget"]').first());
    await holder.hands.choose("soort", "opdracht");
    await holder.hands.fill("bsn", bsnOf("jan"));
    await holder.hands.fill("achternaam", "Postma");
    await holder.hands.choose("familie", "nee");
    await holder.hands.choose("gezag", "nee");
    await press(holder, "Verder");
    await holder.hands.choose("eenheid", "uur");
    await holder.hands.fill("tarief", "20,00");
    await holder.hands.choose("rooster", "vast");
    await holder.hands.fill("uren", "1");
    for (const [name, on] of [
      ["begin", ["1", "12", "2026"]],
      ["einde", ["31", "12", "2026"]],
    ] as const)
      for (const [at, part] of ["dag", "maand", "jaar"].entries()) await holder.hands.fill(`${name}-${part}`, on[at] ?? "");
    await holder.hands.choose("vrijeruimte", "ja");
    await press(holder, "Verder");
    await holder.hands.fill("zorg", "Jan gaat mee naar afspraken en doet samen met Hannie de post.");
    for (const box of await holder.page.locator('input[name="akkoord"]').all()) await holder.hands.tick(box);
    await press(holder, "Verder");
    await press(holder, /^Delen met/);
    const agreement = /[0-9a-f-]{36}/.exec(new URL(holder.page.url()).pathname)?.[0] ?? "";

    const provider = await someone("jan");
    for (const one of [provider, holder]) {
      await open(one, `/overeenkomsten/${agreement}`);
      await press(one, "Ik ga akkoord en onderteken");
    }
    for (const [who, desk] of [
      ["sm-carla", "verstrekker"],
      ["svb-greet", "svb"],
    ] as const) {
      const assessor = await someone(who);
      await open(assessor, `/${desk}/overeenkomsten`);
      await follow(assessor, `main a[href$='${agreement}']`);
      await assessor.hands.press(assessor.page.locator('button[name="besluit"][value="goedkeuren"]'));
      await says(assessor, /goedgekeurd/);
    }
    await open(holder, `/overeenkomsten/${agreement}`);
    await says(holder, /Goedgekeurd/);
  }, 180_000);

  test("hours are prepared, looked at, approved, and wait for their money", async () => {
    const provider = await someone("jan");
    await open(provider, "/uren/nieuw");
    const links = await provider.page.locator("main a[href*='overeenkomst=']").all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")));
    const ravi = await someone("ravi");
    await open(ravi, "/overeenkomsten");
    const text = (await Promise.all((await ravi.page.locator("main a").all()).map((link) => link.getAttribute("href")))).join(" ");
    const agreement = hrefs.map((href) => /overeenkomst=([0-9a-f-]{36})/.exec(href ?? "")?.[1] ?? "?").find((id) => text.includes(id));
    await open(provider, `/uren/nieuw?overeenkomst=${String(agreement)}&maand=2026-10`);
    await provider.hands.press(provider.page.locator('button[value="versturen"]'));
    await isToldWhatIsWrong(provider);
    for (const on of ["2026-10-06", "2026-10-09", "2026-10-13"]) await provider.hands.fill(`uren-${on}`, "4");
    await provider.hands.press(provider.page.locator('button[value="controleren"]'));
    await says(provider, /klopt/);
    await provider.hands.press(provider.page.locator('button[value="versturen"]'));
    const declaration = /\/uren\/([0-9a-f-]{36})/.exec(provider.page.url())?.[1] ?? "";
    await isGood(provider);

    await open(ravi, "/uren");
    await follow(ravi, `main a[href*='${declaration}']`);
    await says(ravi, /300,00/);
    await press(ravi, "Goedkeuren");
    await says(ravi, /Wij betalen/i);
    approved.push(declaration);
  }, 120_000);

  test("hours are sent back and repaired, and what a check found is mended", async () => {
    const holder = await someone("marleen");
    await open(holder, "/uren");
    await follow(holder, "main a[href^='/uren/']:not([href*='nieuw'])");
    const path = new URL(holder.page.url()).pathname;
    await holder.hands.unfold(holder.page.locator("main summary", { hasText: "Er klopt iets niet" }));
    await press(holder, "Afwijzen en terugsturen");
    await isToldWhatIsWrong(holder);
    await holder.hands.choose("reden", "uren");
    await holder.hands.fill("uitleg", "Op dinsdag 13 oktober was Tess ziek.");
    await press(holder, "Afwijzen en terugsturen");

    const provider = await someone("miriam");
    await open(provider, path);
    await says(provider, /Tess ziek/);
    await follow(provider, "main a[href*='/uren/nieuw'], main a[href*='verbeteren']");
    await provider.hands.fill("uren-2026-10-13", "");
    await provider.hands.press(provider.page.locator('button[value="versturen"]'));
    await isGood(provider);
    await open(holder, path);
    await press(holder, "Goedkeuren");
    await says(holder, /Wij betalen/i);

    const other = await someone("sanne");
    await open(other, "/uren");
    await follow(other, "main a[href^='/uren/']:has-text('van Leeuwen')");
    await says(other, /kwartier/i);
    const mended = new URL(other.page.url()).pathname;
    await follow(other, "main a:has-text('Uren verbeteren')");
    for (const field of await other.page.locator("main input[name^='uren-']").all())
      if (/^0?[:.,](50|83)|^50/.test(await field.inputValue())) await other.hands.fill((await field.getAttribute("name")) ?? "", "0,75");
    await other.hands.press(other.page.locator('button[value="versturen"]'));
    await isGood(other);
    const payer = await someone("piet");
    await open(payer, mended);
    await press(payer, "Goedkeuren");
    await says(payer, /Wij betalen/i);
  }, 180_000);

  test("a batch is frozen, released by two, sent, booked, and the books close when what nobody knew is explained", async () => {
    const clerk = await someone("svb-hamid");
    await open(clerk, "/svb");
    await follow(clerk, "nav.navigation a[href='/svb/betalingen']");
    await press(clerk, "Betaalbestand maken");
    await says(clerk, /Het concept is klaar/);
    await press(clerk, "Vastzetten");
    await says(clerk, /Het betaalbestand staat vast/);
    const batch = new URL(clerk.page.url()).pathname;
    for (const [who, told] of [
      ["svb-ineke", /Nu moet nog iemand anders vrijgeven[^]*U kunt dit bestand niet vrijgeven/],
      ["svb-joost", /Het bestand gaat nu naar de bank/],
    ] as const) {
      const releaser = await someone(who);
      await open(releaser, "/svb/betalingen");
      await follow(releaser, `main a[href='${batch}']`);
      await press(releaser, "Vrijgeven");
      await says(releaser, told);
    }
    await sendBatch(house.door, house.simulated.bank, batch.split("/").at(-1) ?? "");
    await house.simulated.world.deposit(unknownMoney);
    await bankLivesUntil(house.door, house.simulated, bankOpens, day("2026-11-06"));
    await open(clerk, batch);
    await says(clerk, /Betaalbestand\s+Geboekt/);
    await follow(clerk, "nav.navigation a[href='/svb/bank']");
    await follow(clerk, "main a:has-text('Boeking verklaren')");
    await clerk.hands.fill("reden", "Rente, zegt de bank aan de telefoon.");
    await press(clerk, "Verklaren");
    await isToldWhatIsWrong(clerk);
    await clerk.hands.choose("soort", "kosten");
    await press(clerk, "Verklaren");
    await says(clerk, /De boeking is verklaard/);
    await follow(clerk, "nav.navigation a[href='/svb/aansluiting']");
    await says(clerk, /Sluit aan/);
    const provider = await someone("jan");
    for (const declaration of approved) {
      await open(provider, `/uren/${declaration}`);
      await says(provider, /Betaald/);
    }
  }, 180_000);

  test.runIf(keys)(
    "the first Tab offers to skip to what the page says, and Shift with Tab goes back",
    async () => {
      const { page } = await someone("hannie");
      await page.goto(`${site.origin}/start`);
      const skip = page.locator(".skip-link");
      await page.keyboard.press("Tab");
      await tabTo(page, skip);
      expect((await skip.boundingBox())?.x).toBe(0);
      await page.keyboard.press("Enter");
      await expect.poll(() => new URL(page.url()).hash).toBe("#inhoud");
      await page.keyboard.press("Tab");
      expect(await page.locator("main :focus").count()).toBe(1);
      await page.keyboard.press("Shift+Tab");
      expect(await page.locator("nav.navigation :focus").count()).toBe(1);
    },
    60_000,
  );
});
