// Every page of the portal, found by itself: whoever adds one is not asked to remember it here.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answersTo, asksSomething, crawl, faultsIn, judging, placeOf, routeOf, sent, type Seen, type Walker } from "./crawl-for-tests.ts";
import { prepareScenes, walkersOf } from "./walkers-for-tests.ts";
import { seededHouse, type SeededHouse } from "./sim/seeded-for-tests.ts";
import { peopleOf } from "./sim/people.ts";
import { testApp, type TestApp } from "./test-app.ts";
import { foundPage, readPage, type FoundForm } from "./web/ui/html-for-tests.ts";

let house: SeededHouse;
let site: TestApp;
let walkers: readonly Walker[];
let seen: Seen[];

/** Routes that no link of the seeded house leads to, and why; each must still exist. */
const elsewhere: Readonly<Record<string, string>> = {
  "/.well-known/security.txt": "no page links to it; tested with the public pages",
  "/gezondheid": "for machines; tested with the app",
  "/inloggen": "sends on at once to the sign-in service, where the walk goes on",
  "/inloggen/terug": "only on the way back from the sign-in service; tested with signing in",
  "/proefinlog/*": "the protocol of the stand-in sign-in service; tested with signing in",
  "/svb/rekeningnummers/:id": "only when the bank did not find a name right; tested in src/payment/pages",
  "/svb/overeenkomsten/:id/einde": "from a running agreement, which the SVB finds with the form above its list; a funder's own is visited",
  "/svb/bank/werk/:id": "only when the bank left something to a person; tested in src/payment/pages",
  "/voor-wie": "only for who acts for several holders; tested in src/portal/acting-for",
};

beforeAll(async () => {
  house = await seededHouse();
  site = await testApp(house.door, { people: peopleOf(house.door), config: { logLevel: "warn" } });
  walkers = await walkersOf(site, await peopleOf(house.door)());
  await prepareScenes(house, walkers);
  seen = await crawl(site.app.known, walkers, judging);
}, 300_000);
afterAll(async () => {
  await site.close();
  await house.close();
});

test("every page has been visited, and no link leads nowhere", () => {
  const routes = site.app.known.filter(({ method, url }) => method === "GET" && !/^\/(v1|bestanden)\//.test(url)).map(({ url }) => url);
  const visited = new Set(seen.filter(({ status }) => status === 200).map(({ pattern }) => pattern));
  expect(
    routes
      .filter((url) => !visited.has(url) && !(url in elsewhere))
      .map((url) => `${url}: nobody came there; link to it, or let the seed or src/walkers-for-tests.ts make what it shows`),
  ).toEqual([]);
  expect(Object.keys(elsewhere).filter((url) => !routes.includes(url))).toEqual([]);
  expect(seen.filter(({ status }) => status !== 200).map((one) => `${placeOf(one)} answers ${String(one.status)}`)).toEqual([]);
});

test("every page keeps its promises to every kind of person", () => {
  expect(faultsIn(site.app.known, seen)).toEqual([]);
});

describe("a form that is filled in wrongly", () => {
  const nonsense = "‹onzin› & meer";
  const faults: string[] = [];
  let tried = 0;

  /** Each form once per kind of person, with where it stood. */
  const forms = (): { one: Seen; form: FoundForm }[] => {
    const had = new Set<string>();
    return seen.flatMap((one) =>
      (one.found?.forms ?? []).flatMap((form) => {
        const names = form.fields.map(({ name }) => name.replace(/\d{4}-\d\d-\d\d|[0-9a-f-]{36}/g, "*"));
        const key = `${one.walker.kind} ${routeOf(site.app.known, "POST", form.action) ?? ""} ${[...new Set(names)].join(" ")}`;
        if (form.method !== "post" || !asksSomething(form) || had.has(key)) return [];
        had.add(key);
        return [{ one, form }];
      }),
    );
  };

  const tryForm = async (one: Seen, given: FoundForm, text: string): Promise<void> => {
    // Asked for again, so that its token is of this rendering.
    const again = await readPage(await (await one.walker.visitor.get(one.path)).text());
    const form = again.forms.find(({ action, fields }) => action === given.action && fields.length === given.fields.length);
    if (form === undefined) return;
    tried += 1;
    const response = await sent(
      one.walker,
      form,
      one.path,
      answersTo(form, () => text),
    );
    const where = `${placeOf(one)}, ${form.action} with ${JSON.stringify(text)}`;
    if (response.status === 303) return;
    const html = await response.text();
    const answer = await foundPage(html);
    faults.push(...answer.faults.map((fault) => `${where}: ${fault}`));
    if (response.status < 400 || response.status >= 500) faults.push(`${where}: answers ${String(response.status)}`);
    if (answer.summary === null) faults.push(`${where}: answers ${String(response.status)} without an error summary: ${answer.title}`);
    const kept = html.split("‹onzin› &amp; meer").length - 1;
    const typed = form.fields.filter(({ kind }) => ["text", "textarea"].includes(kind)).length;
    if (text !== "" && kept < typed) faults.push(`${where}: of ${String(typed)} answers ${String(kept)} were kept`);
  };

  test("says what is wrong, with links that arrive, and keeps the answers", async () => {
    for (const { one, form } of forms()) for (const text of ["", nonsense]) await tryForm(one, form, text);
    expect(tried).toBeGreaterThan(20);
    expect(faults).toEqual([]);
  }, 180_000);
});
