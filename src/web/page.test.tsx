import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import type { Action } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command, type Door } from "../db/command.ts";
import { openDb } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { publicPages } from "../portal/public/pages.tsx";
import { registerPerson } from "../party/register.ts";
import { learningToken, testApp, tokenIn, type TestApp, type Visitor } from "../test-app.ts";
import { errorsOf, readForm, textOf } from "./form.ts";
import { Page, type Frame } from "./layout.tsx";
import { apiVersion } from "./api-versions.ts";
import { page, type Pages } from "./page.tsx";
import { errorAt, type FieldError } from "./ui/alert.tsx";
import { TextField } from "./ui/field.tsx";
import { Button, Form } from "./ui/form.tsx";

const done: string[] = [];

const note: Command<{ text: string }, { text: string }> = {
  kind: "party.change-account",
  input: z.strictObject({ text: z.string() }),
  concern: () => Promise.resolve({}),
  handle: (_context, { text }) => {
    if (text === "vol") throw new Refusal("person-known", [{ field: "text", problem: "Dit is al vol.", remedy: "Kies iets anders." }]);
    done.push(text);
    return Promise.resolve({ text });
  },
};

const NotePage = ({
  frame,
  said,
  text = "",
  errors = [],
}: {
  frame: Frame;
  said: string | null;
  text?: string;
  errors?: readonly FieldError[];
}) => (
  <Page {...frame} title="Noteren" errors={errors}>
    <h1>Noteren</h1>
    {said !== null && <p>{said}</p>}
    <Form action="/proef/noteren" csrf={frame.csrf}>
      <TextField name="text" label="Tekst" value={text} error={errorAt(errors, "text")} />
      <Button>Noteren</Button>
    </Form>
  </Page>
);

const trialPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/proef/noteren",
    action: "party.change-account",
    handler: ({ frame, said }) => <NotePage frame={frame} said={said} />,
  });
  page(app, web, {
    method: "post",
    path: "/proef/noteren",
    action: "party.change-account",
    handler: (here) =>
      here.form(
        z.object({ text: z.string("Vul een tekst in.").min(3, "Schrijf ten minste drie letters.") }),
        async ({ text }) => {
          await here.command(note, { text });
          return { to: "/proef/noteren", said: "Genoteerd." };
        },
        ({ errors, fields }) => <NotePage frame={here.frame} said={null} text={textOf(fields, "text")} errors={errors} />,
      ),
  });
  page(app, web, {
    method: "get",
    path: "/proef/dossier/:id",
    action: "declaration.read",
    handler: (here) => {
      here.allow({ provider: here.id("id") });
      return { to: "/" };
    },
  });
  page(app, web, { method: "get", path: "/proef/staf", action: "payment.read", handler: () => ({ to: "/" }) });
  page(app, web, {
    method: "get",
    path: "/proef/kapot",
    public: true,
    handler: () => {
      throw new Error("iemand met 999900006 en mail fatma@voorbeeld.nl");
    },
  });
};

let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;
let fatma: string;

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
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
  ({ person: fatma } = await command(
    door,
    registerPerson,
    { kind: "natural", provider: { kind: "person", formal: false, formalWhy: null }, staff: null, personal },
    { actor: service("test") },
  ));
  site = await testApp(door, { doors: [publicPages, trialPages], config: { logLevel: "silent" } });
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

const signedIn = (): Promise<Visitor> => site.signedIn({ bsn: "999900006" });

describe("a form", () => {
  test("sent twice from one rendering has one effect, and both times the same answer", async () => {
    const visitor = await signedIn();
    const csrf = tokenIn(await (await visitor.get("/proef/noteren")).text());
    const answers = await Promise.all([1, 2].map(() => visitor.post("/proef/noteren", { text: "een keer", csrf })));
    expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
      [303, "/proef/noteren"],
      [303, "/proef/noteren"],
    ]);
    expect(done.filter((text) => text === "een keer")).toHaveLength(1);
  });

  test("from a second rendering counts again", async () => {
    const visitor = await signedIn();
    await visitor.post("/proef/noteren", { text: "twee keer" }, "/proef/noteren");
    await visitor.post("/proef/noteren", { text: "twee keer" }, "/proef/noteren");
    expect(done.filter((text) => text === "twee keer")).toHaveLength(2);
  });

  test("says on the next page, once, what was done", async () => {
    const visitor = await signedIn();
    await visitor.post("/proef/noteren", { text: "gezegd" }, "/proef/noteren");
    expect(await (await visitor.get("/proef/noteren")).text()).toContain("Genoteerd.");
    expect(await (await visitor.get("/proef/noteren")).text()).not.toContain("Genoteerd.");
  });

  test.each([
    ["a", "Schrijf ten minste drie letters."],
    ["vol", "Dit is al vol. Kies iets anders."],
  ])("with the wrong answer %s is shown again with the answer and what to do", async (text, message) => {
    const answer = await (await signedIn()).post("/proef/noteren", { text }, "/proef/noteren");
    const html = await answer.text();
    expect([400, 409]).toContain(answer.status);
    expect(html).toContain(`value="${text}"`);
    expect(html).toContain(`<a href="#text">${message}</a>`);
    expect(html).toContain("<title>Fout: ");
  });

  test.each([
    ["Laad de pagina opnieuw.", "Deze pagina klopt niet meer. Laad de pagina opnieuw."],
    ["Dit is geen inhoudshash. Laad de pagina opnieuw.", "Dit is geen inhoudshash. Laad de pagina opnieuw."],
    ["Kies een dag.", "Kies een dag."],
    ["Dit is geen dag.", "Dit is geen dag. Verbeter dit veld."],
  ])("with a wrong field says %s, and of a hidden one not to mend it", (message, shown) => {
    const wrong = (): unknown => readForm(z.object({ hash: z.string(message) }), {});
    expect(wrong).toThrow(Refusal);
    try {
      wrong();
    } catch (error) {
      expect(errorsOf(error as Refusal, {}).map((one) => one.message)).toEqual([shown]);
    }
  });

  test.each([
    ["without a token", ""],
    ["with the token of another", `${"a".repeat(43)}.d8e8d270-babf-4de2-a77f-e66cdfc892a3`],
    ["with a key that is none", "kort.sleutel"],
  ])("%s changes nothing", async (_why, csrf) => {
    const before = done.length;
    expect((await (await signedIn()).post("/proef/noteren", { text: "vervalst", csrf })).status).toBe(400);
    expect(done).toHaveLength(before);
  });

  test("from another site changes nothing, even with the right token", async () => {
    const visitor = await signedIn();
    const csrf = tokenIn(await (await visitor.get("/proef/noteren")).text());
    const answer = await fetch(`${site.origin}/proef/noteren`, {
      method: "POST",
      headers: { cookie: `sessie=${visitor.cookies.get("sessie") ?? ""}`, "sec-fetch-site": "cross-site" },
      body: new URLSearchParams({ csrf, text: "van elders" }),
    });
    expect(answer.status).toBe(400);
    expect(done).not.toContain("van elders");
  });
});

describe("a page", () => {
  test("without an action does not start", async () => {
    const wrong: Pages = (app, web) =>
      page(app, web, { method: "get", path: "/proef/los", action: "proef.los" as Action, handler: () => ({ to: "/" }) });
    await expect(testApp(door, { doors: [wrong] })).rejects.toThrow("no action for may()");
    const bare: Pages = (app) => void app.get("/proef/bloot", () => "x");
    await expect(testApp(door, { doors: [bare] })).rejects.toThrow("no action for may()");
  });

  test.each([
    ["of another role is refused with a reason", "/proef/staf", 403],
    ["about the reader's own is shown", "/proef/dossier/eigen", 303],
    ["about somebody else does not exist", "/proef/dossier/6f2c9a34-0000-8000-8000-000000000000", 404],
    ["about an id that is none does not exist", "/proef/dossier/1%27or%271", 404],
  ])("%s", async (_why, path, status) => {
    expect((await (await signedIn()).get(path.replace("eigen", fatma))).status).toBe(status);
  });

  test("that fails gives a number and nothing else", async () => {
    const answer = await site.anybody().get("/proef/kapot");
    const html = await answer.text();
    expect(answer.status).toBe(500);
    expect(html).toMatch(/[0-9A-F]{4}-[0-9A-F]{4}/);
    expect(html).not.toMatch(/999900006|fatma|Error|\.ts/);
  });

  test("asked too often says to wait", async () => {
    const busy = await testApp(door, { doors: [publicPages], config: { requestsPerMinute: 2 } });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await busy.anybody().get("/uitgelogd")).status);
    const last = await busy.anybody().get("/uitgelogd");
    await busy.close();
    expect(statuses.at(-1)).toBe(429);
    expect(last.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await last.text()).toContain("te veel verzoeken");
  });
});

test("while the database is away, pages and programs are told to come back", async () => {
  const db = openDb({ url: "postgres://niemand@127.0.0.1:1/niets", as: "app" });
  const away = await testApp({ ...door, db }, { doors: [publicPages], config: { logLevel: "silent" } });
  const token = await learningToken(away.origin, "verstrekker-0363");
  for (const path of ["/privacy", "/v1/toekenningsberichten/6f2c9a34-0000-8000-8000-000000000000/retourbericht"]) {
    const answer = await fetch(`${away.origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "30"]);
    expect(await answer.text()).toContain("even niet bereikbaar");
  }
  await away.close();
  await db.destroy();
});

test("a session ends after fifteen minutes without a visit, whatever the clock of the house", async () => {
  const visitor = await signedIn();
  expect((await visitor.get("/proef/noteren")).status).toBe(200);
  await door.db
    .updateTable("web.session")
    .set({ seen_at: instant(new Date(Date.now() - 15 * 60_000 - 1).toISOString()) })
    .execute();
  const answer = await visitor.get("/proef/noteren");
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/inloggen?terug=%2Fproef%2Fnoteren"]);
});

test("programs get problem details and the version of the API", async () => {
  const answer = await site.anybody().get("/v1/niets");
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.headers.get("api-version")).toBe(apiVersion);
  expect(await answer.json()).toMatchObject({ status: 404, title: expect.any(String) as string, detail: expect.any(String) as string });
});
