import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { dayOf, instant } from "../kernel/day.ts";
import { command, type Door } from "../db/command.ts";
import { hereNow } from "../db/queries.ts";
import { testDoor } from "../db/test-door.ts";
import { registerPerson } from "../party/register.ts";
import { publicPages } from "../portal/public/pages.tsx";
import { clockPages } from "../sim/pages.tsx";
import { testApp, tokenIn, type TestApp, type Visitor } from "../test-app.ts";
import { page, type Pages } from "./page.tsx";

const dossierPages: Pages = (app, web) =>
  page(app, web, {
    method: "get",
    path: "/proef/dossier/:id",
    action: "declaration.read",
    handler: (here) => ({ to: `/${here.id("id")}` }),
  });

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

const filePages: Pages = (app, web) =>
  page(app, web, {
    method: "post",
    path: "/proef/bestand",
    action: "declaration.read",
    files: true,
    handler: ({ uploads }) => ({ to: `/proef/${uploads.map(({ name }) => name).join()}` }),
  });

let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  const provider = { kind: "person", formal: false, formalWhy: null };
  await command(door, registerPerson, { kind: "natural", provider, staff: null, personal }, { actor: service("test") });
  site = await testApp(door, { doors: [publicPages, clockPages, dossierPages, filePages], config: { logLevel: "silent" } });
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

const signedIn = (): Promise<Visitor> => site.signedIn({ bsn: "999900006" });
const today = async (): Promise<string> => dayOf(await hereNow(door.db));

const raw = (text: string): Promise<string> =>
  new Promise((answered, failed) => {
    const socket = connect(Number(new URL(site.origin).port), "127.0.0.1", () => socket.write(text));
    let all = "";
    socket.on("data", (part) => (all += part.toString("latin1")));
    socket.on("close", () => answered(all));
    socket.on("error", failed);
  });

const form = "content-type: application/x-www-form-urlencoded";
const request = (line: string, headers: readonly string[] = [], body = ""): string =>
  `${line} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n${headers.map((one) => `${one}\r\n`).join("")}content-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;

describe("a hostile request is refused, never a failure", () => {
  const cases: readonly (readonly [why: string, status: number, text: (cookie: string, csrf: string) => string])[] = [
    ["an address that cannot be decoded", 400, () => request("GET /%zz")],
    ["an address with half a character", 400, () => request("GET /%e2%82")],
    ["a null byte in an address", 404, () => request("GET /proef/dossier/%00")],
    ["a null byte in a question", 400, () => request("GET /?a=%00")],
    ["a reserved name in a question", 400, () => request("GET /?__proto__=1")],
    ["a question that cannot be decoded is read as it stands", 200, () => request("GET /uitgelogd?a=%zz")],
    ["an address of 20,000 characters", 431, () => request(`GET /${"a".repeat(20_000)}`)],
    ["a part of an address of 1,000 characters", 404, () => request(`GET /proef/dossier/${"a".repeat(1_000)}`)],
    ["a slash at the end", 404, () => request("GET /privacy/")],
    ["a way up", 404, () => request("GET /../../etc/passwd")],
    ["a method that nobody knows", 400, () => request("FOEI /")],
    ["a method that this address has not", 405, () => request("DELETE /privacy")],
    ["a method of another protocol", 405, () => request("PROPFIND /")],
    ["a cookie that is none", 200, () => request("GET /uitgelogd", ["cookie: sessie=%zz%00;;;=;a"])],
    ["a session of 5,000 characters", 200, () => request("GET /uitgelogd", [`cookie: sessie=${"a".repeat(5_000)}`])],
    ["an attempt to sign in that was changed", 400, () => request("GET /inloggen/terug?code=1&state=2", ["cookie: inlog=AAAA"])],
    ["a list of somebody else", 400, () => request("GET /proefinlog/kiezen/abc")],
    ["a choice without a list", 400, () => request("POST /proefinlog/kiezen/abc", [form], "wie=a")],
    ["nonsense for the sign-in service", 400, () => request("GET /proefinlog/auth?client_id=x")],
    ["broken JSON", 415, (cookie) => request("POST /leeromgeving/klok", [cookie, "content-type: application/json"], "{")],
    ["a kind of content that we do not know", 415, (cookie) => request("POST /leeromgeving/klok", [cookie, "content-type: x/y"], "a")],
    [
      "a form of two megabytes",
      413,
      (cookie, csrf) => request("POST /leeromgeving/klok", [cookie, form], `csrf=${csrf}&verzetten=${"a".repeat(2_097_152)}`),
    ],
    [
      "a field that is too long",
      400,
      (cookie, csrf) => request("POST /leeromgeving/klok", [cookie, form], `csrf=${csrf}&verzetten=${"a".repeat(30_000)}`),
    ],
    [
      "a thousand fields",
      400,
      (cookie, csrf) => request("POST /leeromgeving/klok", [cookie, form], `csrf=${csrf}&verzetten=dag${"&a=1".repeat(1_000)}`),
    ],
    [
      "a field twice",
      400,
      (cookie, csrf) => request("POST /leeromgeving/klok", [cookie, form], `csrf=${csrf}&verzetten=dag&verzetten=maand`),
    ],
    [
      "a field called __proto__",
      400,
      (cookie, csrf) => request("POST /leeromgeving/klok", [cookie, form], `csrf=${csrf}&verzetten=dag&__proto__[x]=1&__proto__=1`),
    ],
    [
      "a field with a null byte",
      400,
      (cookie, csrf) => request("POST /leeromgeving/klok", [cookie, form], `csrf=${csrf}&verzetten=a%00bc`),
    ],
    ["an absent field", 400, (cookie, csrf) => request("POST /leeromgeving/klok", [cookie, form], `csrf=${csrf}`)],
    [
      "a form with files where none are asked",
      415,
      (cookie) => request("POST /leeromgeving/klok", [cookie, "content-type: multipart/form-data; boundary=x"], "--x\r\n"),
    ],
    ["a form without content", 400, (cookie) => request("POST /leeromgeving/klok", [cookie])],
    ["a form of nobody", 401, () => request("POST /leeromgeving/klok", [form], "verzetten=dag")],
    ["an unknown address of the API", 404, () => request("GET /v1/niets")],
  ];
  test.each(cases)("%s: %i", async (_why, status, text) => {
    const visitor = await signedIn();
    const csrf = tokenIn(await (await visitor.get("/leeromgeving/klok")).text());
    const before = await today();
    const answer = await raw(text(`cookie: sessie=${visitor.cookies.get("sessie") ?? ""}`, csrf));
    expect(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])).toBe(status);
    expect(await today()).toBe(before);
  });
});

describe("an upload that is cut off or malformed is refused with what to do, never a failure", () => {
  const whole = (csrf: string): string =>
    `--grens\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--grens\r\ncontent-disposition: form-data; name="bestand"; filename="a.xml"\r\ncontent-type: application/xml\r\n\r\n<a>iets</a>\r\n--grens--\r\n`;
  const until = (text: string, part: string): string => text.slice(0, text.indexOf(part) + part.length);
  const multipart = "content-type: multipart/form-data; boundary=grens";
  const cases: readonly [why: string, status: number, body: (csrf: string) => string, media?: string][] = [
    ["whole", 303, whole],
    ["nothing", 400, () => ""],
    ["cut off in the first boundary", 400, () => "--gr"],
    ["cut off after the first boundary", 400, () => "--grens\r\n"],
    ["cut off in the head of the first part", 400, (csrf) => until(whole(csrf), "form-data; na")],
    ["cut off in the token", 400, (csrf) => until(whole(csrf), csrf.slice(0, 8))],
    ["cut off after the token", 400, (csrf) => until(whole(csrf), csrf)],
    ["cut off after the boundary that follows the token", 400, (csrf) => until(whole(csrf), `${csrf}\r\n--grens`)],
    ["cut off in the head of the file", 400, (csrf) => until(whole(csrf), 'filename="a')],
    ["cut off after the head of the file", 400, (csrf) => until(whole(csrf), "application/xml\r\n\r\n")],
    ["cut off in the file", 400, (csrf) => until(whole(csrf), "<a>ie")],
    ["cut off before the last boundary", 400, (csrf) => until(whole(csrf), "</a>")],
    ["another boundary than was announced", 400, whole, "content-type: multipart/form-data; boundary=anders"],
    ["no boundary announced", 400, whole, "content-type: multipart/form-data"],
    ["a text without a name", 400, (csrf) => whole(csrf).replace('; name="csrf"', "")],
    ["a file without a name", 400, (csrf) => whole(csrf).replace('; name="bestand"', "")],
    ["a file with an empty name", 400, (csrf) => whole(csrf).replace('name="bestand"', 'name=""')],
    ["a part without a head", 400, (csrf) => whole(csrf).replace('content-disposition: form-data; name="csrf"\r\n', "")],
  ];
  test.each(cases)("%s: %i", async (_why, status, body, media = multipart) => {
    const visitor = await signedIn();
    const csrf = tokenIn(await (await visitor.get("/leeromgeving/klok")).text());
    const answer = await raw(request("POST /proef/bestand", [`cookie: sessie=${visitor.cookies.get("sessie") ?? ""}`, media], body(csrf)));
    expect(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])).toBe(status);
    if (status === 400) expect(answer).toMatch(/Laad de pagina opnieuw|laad de pagina opnieuw/);
  });
});
