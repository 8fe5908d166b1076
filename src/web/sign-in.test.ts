import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import { command, type Door } from "../db/command.ts";
import { testDoor } from "../db/test-door.ts";
import { portal } from "../portal/menu.ts";
import { publicPages } from "../portal/public/pages.tsx";
import { registerPerson } from "../party/register.ts";
import { withBsn, asStaff, type DemoPerson } from "../sim/identity/people.ts";
import { testApp, type TestApp, type Visitor } from "../test-app.ts";
import { ownAddress } from "./sign-in.ts";

const people: DemoPerson[] = [
  {
    sub: "fatma",
    group: "Zorgverleners",
    name: "Fatma Yılmaz",
    about: "Geeft begeleiding aan twee budgethouders.",
    claims: withBsn("999900006"),
  },
  { sub: "joris", group: "SVB", name: "Joris Maas", about: "Beoordeelt overeenkomsten.", claims: asStaff("svb-joris") },
  { sub: "niemand", group: "Budgethouders", name: "Onbekend", about: "Heeft geen pgb.", claims: withBsn("999990019") },
];

const personal = { firstNames: null, born: null, bsn: null, chamber: null, agb: null, address: null, email: null, phone: null, iban: null };

const register = async (door: Door) => {
  const actor = service("test");
  await command(
    door,
    registerPerson,
    {
      kind: "natural",
      provider: { kind: "person", formal: false, formalWhy: null },
      staff: null,
      personal: { ...personal, name: "F. Yılmaz", salutation: "mevrouw Yılmaz", familyName: "Yılmaz", bsn: "999900006" },
    },
    { actor },
  );
  await command(
    door,
    registerPerson,
    {
      kind: "natural",
      provider: null,
      staff: { subject: "svb-joris", organisation: "SVB", roles: ["svb-assessor"] },
      personal: { ...personal, name: "J. Maas", salutation: "meneer Maas", familyName: "Maas" },
    },
    { actor },
  );
};

let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;

const parts = {
  people: () => Promise.resolve(people),
  doors: [publicPages],
  portal: { ...portal, menu: () => [], home: () => "/" },
};

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  await register(door);
  site = await testApp(door, parts);
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

const next = (response: Response): string => {
  expect(response.status).toBe(303);
  const to = response.headers.get("location") ?? "";
  return to.startsWith(site.origin) ? to.slice(site.origin.length) : to;
};

const toList = async (visitor: Visitor, from = "/inloggen"): Promise<string> => next(await visitor.get(next(await visitor.get(from))));

const choose = async (visitor: Visitor, list: string, sub: string): Promise<Response> => {
  const resume = next(await visitor.post(list, { wie: sub, csrf: "geen" }));
  return visitor.get(next(await visitor.get(resume)));
};

describe("signing in by the stand-in", () => {
  test("a provider chooses herself, is greeted by name, and signs out", async () => {
    const visitor = site.anybody();
    const list = await toList(visitor);
    const html = await (await visitor.get(list)).text();
    for (const { name } of people) expect(html).toContain(name);
    expect(next(await choose(visitor, list, "fatma"))).toBe("/");
    const home = await (await visitor.get("/")).text();
    expect(home).toContain("F. Yılmaz");
    expect(home).toContain(`dateTime="2026-11-02"`);
    const cookie = visitor.cookies.get("sessie") ?? "";
    expect(next(await visitor.post("/uitloggen", {}))).toBe("/uitgelogd");
    expect(visitor.cookies.has("sessie")).toBe(false);
    visitor.cookies.set("sessie", cookie);
    expect(await (await visitor.get("/")).text()).not.toContain("F. Yılmaz");
  });

  test("each step may be answered by another process of the portal", async () => {
    const other = await testApp(door, { ...parts, config: { publicUrl: site.origin } });
    const here = site.anybody();
    const turns = [here, other.anybody(here.cookies)];
    let turn = -1;
    const visitor: Visitor = {
      cookies: here.cookies,
      send: (path, init) => (turns[(turn += 1) % 2] ?? here).send(path, init),
      get: (path) => visitor.send(path, {}),
      post: (path, answers) => visitor.send(path, { method: "POST", body: new URLSearchParams(answers) }),
    };
    expect(next(await choose(visitor, await toList(visitor), "fatma"))).toBe("/");
    for (const one of turns) expect(await (await one.get("/")).text()).toContain("F. Yılmaz");
    await other.close();
  });

  test("staff see their organisation", async () => {
    const visitor = site.anybody();
    await choose(visitor, await toList(visitor), "joris");
    expect(await (await visitor.get("/")).text()).toContain("Sociale Verzekeringsbank");
  });

  test("who signs in goes back to the page that asked for it", async () => {
    const visitor = site.anybody();
    expect(next(await choose(visitor, await toList(visitor, "/inloggen?terug=%2Fprivacy%3Fa%3D1"), "fatma"))).toBe("/privacy?a=1");
  });

  test("one person after another signs in on the same browser", async () => {
    const visitor = site.anybody();
    await choose(visitor, await toList(visitor), "joris");
    expect(next(await choose(visitor, await toList(visitor), "fatma"))).toBe("/");
    expect(await (await visitor.get("/")).text()).toContain("F. Yılmaz");
    expect(next(await choose(visitor, await toList(visitor), "joris"))).toBe("/");
    expect(await (await visitor.get("/")).text()).toContain("J. Maas");
  });

  test("somebody whom we do not know is told so, and gets no session", async () => {
    const visitor = site.anybody();
    const answer = await choose(visitor, await toList(visitor), "niemand");
    expect(answer.status).toBe(403);
    expect(visitor.cookies.has("sessie")).toBe(false);
  });

  test("a callback without an attempt of this browser is refused", async () => {
    expect((await site.anybody().get("/inloggen/terug?code=a&state=b")).status).toBe(400);
  });

  test("the session cookie cannot be read by scripts", async () => {
    const visitor = site.anybody();
    const answer = await choose(visitor, await toList(visitor), "fatma");
    const line = answer.headers.getSetCookie().find((one) => one.startsWith("sessie=")) ?? "";
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
  });
});

test("while the sign-in service is away, people are told to come back", async () => {
  const signIn = {
    issuer: "https://127.0.0.1:1",
    clientId: "a",
    clientSecret: "b",
    acrValues: [],
    scope: "",
    claims: { bsn: "bsn", chamber: "kvk", staff: "naam" },
  };
  const away = await testApp(door, { doors: [publicPages], config: { signIn, logLevel: "silent" } });
  const answer = await away.anybody().get("/inloggen");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
  // The browser may send the form that signs out on to that service, and to nobody else.
  expect(answer.headers.get("content-security-policy")).toContain("form-action 'self' https://127.0.0.1:1;");
  await away.close();
});

test("production does not let people choose from a list", async () => {
  await expect(testApp(door, { config: { environment: "production", signIn: null } })).rejects.toThrow("refused in production");
});

test("over TLS the cookie is tied to this very host", async () => {
  const secure = await testApp(door, { doors: [publicPages], config: { publicUrl: "https://pgb.voorbeeld.nl" } });
  const answer = await secure.app.inject({ url: "/inloggen", headers: { host: "pgb.voorbeeld.nl" } });
  expect(answer.headers["strict-transport-security"]).toContain("max-age=31536000");
  expect(answer.cookies).toMatchObject([{ name: "__Host-inlog", secure: true, httpOnly: true, sameSite: "Lax", path: "/" }]);
  await secure.close();
});

test.each([
  ["/uren?week=3", "/uren?week=3"],
  ["https://elders.nl", "/"],
  ["//elders.nl", "/"],
  ["/\\elders.nl", "/"],
  ["/a\nb", "/"],
  ["/inloggen?terug=/inloggen", "/"],
  ["", "/"],
])("after signing in %s leads to %s", (asked, to) => expect(ownAddress(asked)).toBe(to));
