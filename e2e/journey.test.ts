import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bsnOf } from "../src/sim/seed-parties.ts";
import { openBrowser } from "./browser.ts";
import { pointer } from "./hands.ts";
import { widerThanWindow } from "./judging.ts";

// The whole road once, as people travel it: an award message comes in, a holder and a provider agree, hours are written and
// approved, two releasers let the payment go, and the bank books it. The product itself, started as `npm start` does, seen in a
// browser without JavaScript: citizens on a phone, staff at a desk.

const message = "../shared/examples/tkb/01-WLZ501-new.xml";
const hasMessage = existsSync(message);

const pictures = process.env.PGB_SCREENSHOTS;
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

let folder: string;
let origin: string;
let house: ChildProcess;
let ended: Promise<number | null>;
let browser: Browser;
let said = "";
let complained = "";

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

/** Asks again until it is so; tells what the product said when it never is. */
const until = async (what: string, isSo: () => Promise<boolean>, seconds = 120): Promise<void> => {
  for (const end = performance.now() + seconds * 1_000; !(await isSo());) {
    if (performance.now() > end) throw new Error(`${what} did not come within ${String(seconds)} seconds; the product said:\n${said}`);
    await new Promise((done) => setTimeout(done, 250));
  }
};

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PGB_DATA: join(folder, "data"),
  DATABASE_URL: "",
  PGB_ENV: "leer",
  npm_lifecycle_event: "",
});

beforeAll(async () => {
  if (!hasMessage) return;
  folder = mkdtempSync(join(tmpdir(), "pgb-journey-"));
  const port = await freePort();
  origin = `http://localhost:${String(port)}`;
  house = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    env: { ...environment(), PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [house.stdout, house.stderr]) stream?.on("data", (text) => (said += String(text)));
  house.stderr?.on("data", (text) => (complained += String(text)));
  ended = new Promise((done) => house.once("close", done));
  browser = await openBrowser();
  if (pictures) mkdirSync(pictures, { recursive: true });
  await until(
    "a house that is ready",
    () =>
      fetch(`${origin}/gezondheid`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    240,
  );
}, 300_000);
afterAll(async () => {
  if (!hasMessage) return;
  await browser.close();
  if (house.exitCode === null) house.kill("SIGINT");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** A verb of the command line, beside the running server. */
const verb = async (...words: string[]): Promise<{ code: number | null; line: Record<string, unknown> }> => {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", ...words, "--json"], {
    env: environment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk) => (text += String(chunk)));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, line: JSON.parse(text) as Record<string, unknown> };
};

/** Somebody at a browser without JavaScript. */
type Someone = { name: string; page: Page };

let pages = 0;
const faults: string[] = [];

/** Looks at the page where somebody is: a picture of it, and whether it fits. What axe says of these pages is for `journeys.test.ts`. */
const look = async ({ name, page }: Someone, what: string): Promise<void> => {
  pages += 1;
  const title = `${String(pages).padStart(2, "0")}-${name}-${what}`;
  if (pictures) await page.screenshot({ path: join(pictures, `${title}.png`), fullPage: true });
  if ((await page.evaluate<number>(widerThanWindow)) > 0) faults.push(`${title}: wider than its window`);
};

const signIn = async (name: string, button: string | RegExp, viewport: typeof phone): Promise<Someone> => {
  const page = await (await browser.newContext({ viewport, javaScriptEnabled: false })).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${origin}/inloggen`);
  await pointer(page).press(page.getByRole("button", { name: button }));
  await page.getByRole("button", { name: "Uitloggen" }).first().waitFor({ state: "attached" });
  const one = { name, page };
  await look(one, "start");
  return one;
};

const open = async (one: Someone, path: string, what: string): Promise<void> => {
  const answer = await one.page.goto(`${origin}${path}`);
  expect([path, answer?.status()]).toEqual([path, 200]);
  await look(one, what);
};

const text = ({ page }: Someone): Promise<string> => page.locator("main").innerText();
const says = async (one: Someone, words: string | RegExp): Promise<void> => {
  expect(await text(one)).toMatch(words);
};
const press = async (one: Someone, name: string | RegExp, what: string): Promise<void> => {
  await pointer(one.page).press(one.page.getByRole("button", { name, exact: typeof name === "string" }));
  expect([what, await one.page.locator("[data-error], .error-summary").count()]).toEqual([what, 0]);
  await look(one, what);
};
const choose = ({ page }: Someone, name: string, value: string): Promise<void> =>
  page.locator(`input[name="${name}"][value="${value}"]`).check();
const fill = ({ page }: Someone, name: string, value: string): Promise<void> => page.locator(`[name="${name}"]`).fill(value);

const agree = async (holder: Someone): Promise<string> => {
  await open(holder, "/overeenkomsten/nieuw", "nieuw");
  await holder.page.locator('input[name="budget"]').first().check();
  await choose(holder, "soort", "opdracht");
  await fill(holder, "bsn", bsnOf("fatma"));
  await fill(holder, "achternaam", "Yılmaz");
  await choose(holder, "familie", "nee");
  await choose(holder, "gezag", "nee");
  await press(holder, "Verder", "werkafspraken");
  await choose(holder, "eenheid", "uur");
  await fill(holder, "tarief", "25,00");
  await choose(holder, "rooster", "vast");
  await fill(holder, "uren", "10");
  for (const [part, begin, end] of [
    ["dag", "1", "31"],
    ["maand", "10", "12"],
    ["jaar", "2026", "2026"],
  ] as const) {
    await fill(holder, `begin-${part}`, begin);
    await fill(holder, `einde-${part}`, end);
  }
  await choose(holder, "vrijeruimte", "ja");
  await press(holder, "Verder", "afspraken");
  await fill(holder, "zorg", "Fatma helpt Anna met opstaan, eten koken en de post, op vaste ochtenden.");
  for (const box of await holder.page.locator('input[name="akkoord"]').all()) await box.check();
  await press(holder, "Verder", "controle");
  await press(holder, /^Delen met/, "gedeeld");
  const id = /\/overeenkomsten\/([0-9a-f-]{36})\/gedeeld/.exec(holder.page.url())?.[1];
  if (id === undefined) throw new Error(`${holder.page.url()}: ${await text(holder)}`);
  return id;
};

const sign = async (one: Someone, agreement: string): Promise<void> => {
  await open(one, `/overeenkomsten/${agreement}`, "overeenkomst");
  await press(one, "Ik ga akkoord en onderteken", "ondertekend");
};

const assess = async (one: Someone, path: string): Promise<void> => {
  await open(one, path, "beoordelen");
  await pointer(one.page).press(one.page.locator('button[name="besluit"][value="goedkeuren"]'));
  await says(one, "goedgekeurd");
  await look(one, "goedgekeurd");
};

/** Reads the page again until it says so. */
const comesToSay = (one: Someone, path: string, words: RegExp): Promise<void> =>
  until(`${path} that says ${String(words)}`, async () => {
    await one.page.goto(`${origin}${path}`);
    return words.test(await text(one));
  });

/** The state of a batch above its title: "Geboekt door de bank" is also the name of a step, from the first day on. */
const atTheBank = /Betaalbestand\s+Bij de bank/;
const booked = /Betaalbestand\s+Geboekt/;

const hours = ["2026-10-05", "2026-10-07", "2026-10-12", "2026-10-14"];

test.runIf(hasMessage)(
  "an award message becomes a booked payment, and everybody sees it",
  async () => {
    const clerk = await signIn("hamid", "Hamid Bouzid", desk);
    await open(clerk, "/svb/berichten", "berichten");
    await clerk.page.locator('input[name="bericht"]').setInputFiles(message);
    await press(clerk, "Inlezen", "ingelezen");
    await says(clerk, /aanvaard|ingelezen/i);

    const holder = await signIn("anna", /van den Berg/, phone);
    const provider = await signIn("fatma", /Fatma Yılmaz/, phone);
    await open(holder, "/budgetten", "budgetten");
    await says(holder, "68.425,00");
    const agreement = await agree(holder);
    await sign(provider, agreement);
    await sign(holder, agreement);
    await assess(await signIn("anouk", "Anouk Meijer", desk), `/verstrekker/overeenkomsten/${agreement}`);
    await assess(await signIn("greet", "Greet Aalbers", desk), `/svb/overeenkomsten/${agreement}`);

    await open(provider, `/uren/nieuw?overeenkomst=${agreement}&maand=2026-10`, "uren");
    for (const on of hours) await fill(provider, `uren-${on}`, "2,5");
    await pointer(provider.page).press(provider.page.locator('button[name="doen"][value="versturen"]'));
    await look(provider, "verstuurd");
    const declaration = /\/uren\/([0-9a-f-]{36})/.exec(provider.page.url())?.[1] ?? "";
    await open(holder, `/uren/${declaration}`, "goedkeuren");
    await says(holder, "250,00");
    await press(holder, "Goedkeuren", "goedgekeurd");

    await open(clerk, "/svb/betalingen", "betalingen");
    await press(clerk, "Betaalbestand maken", "concept");
    await press(clerk, "Vastzetten", "vastgezet");
    const batch = new URL(clerk.page.url()).pathname;
    for (const [name, who] of [
      ["ineke", "Ineke Brouwer"],
      ["joost", "Joost van Dam"],
    ] as const) {
      const releaser = await signIn(name, who, desk);
      await open(releaser, batch, "betaalbestand");
      await press(releaser, "Vrijgeven", "vrijgegeven");
    }
    await comesToSay(clerk, batch, atTheBank);
    await look(clerk, "bij-de-bank");
    for (let day = 1; day <= 3; day += 1) {
      await open(clerk, "/leeromgeving/klok", `klok-${String(day)}`);
      await press(clerk, "1 dag verder", `dag-${String(day)}`);
    }
    await comesToSay(clerk, batch, booked);
    await look(clerk, "geboekt");

    for (const one of [holder, provider]) {
      await comesToSay(one, `/uren/${declaration}`, /Betaald/);
      await look(one, "betaald");
    }
    await open(clerk, "/svb/aansluiting", "aansluiting");
    await says(clerk, /Verschil\s+€\s0,00[\s\S]*Verschil\s+€\s0,00/);
    await says(clerk, "Er is niets onderweg");

    expect(faults).toEqual([]);
    expect(await verb("prove")).toMatchObject({ code: 0, line: { ok: true, differences: [] } });
    expect(await verb("replay")).toMatchObject({ code: 0, line: { ok: true } });
    house.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(complained).toBe("");
  },
  900_000,
);

test.skipIf(hasMessage)("the journey is skipped: the example messages are not beside this folder", () => undefined);
