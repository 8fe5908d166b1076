import { afterAll, beforeAll, expect, test } from "vitest";
import { service } from "../../kernel/actor.ts";
import { day, inWords } from "../../kernel/day.ts";
import { command } from "../../db/command.ts";
import { reading } from "../../db/pool.ts";
import { registerPerson } from "../../party/register.ts";
import { replay } from "../../replay.ts";
import { testBsn } from "../../sim/test-numbers.ts";
import type { Visitor } from "../../test-app.ts";
import { testIban } from "../fixtures.ts";
import type { NameAnswer } from "../name-check.ts";
import { verifyWaiting } from "../verify-account.ts";
import { as, closeClerks, door, openClerks, shown, site, url } from "./clerks-for-tests.ts";

// A provider sees and changes his account number, and the SVB releases one of which the name did not fit.

const path = "/rekeningnummer";
const list = "/svb/rekeningnummers";
let provider: Visitor;

beforeAll(async () => {
  await openClerks();
  const personal = {
    name: "F. Yilmaz",
    salutation: "mevrouw Yilmaz",
    familyName: "Yilmaz",
    firstNames: null,
    born: null,
    bsn: testBsn(71),
    chamber: null,
    agb: null,
    address: null,
    email: "f.yilmaz@example.org",
    phone: null,
    iban: testIban(1),
  };
  const registration = { kind: "natural", provider: { kind: "person", formal: false, formalWhy: null }, staff: null, personal };
  await command(door, registerPerson, registration, { actor: service("test") });
  provider = await site.signedIn({ bsn: testBsn(71) });
});
afterAll(closeClerks);

const own = async (): Promise<string> => (await provider.get(path)).text();
const give = (iban: string, naam: string) => provider.post(path, { iban, naam }, path);
const bankSays = (answer: NameAnswer) => verifyWaiting(door, () => Promise.resolve(answer));

test("what was known before is shown and used, and the way there is on the home page", async () => {
  expect(await (await provider.get("/start")).text()).toContain(`href="${path}"`);
  const html = await own();
  for (const words of ["F. Yilmaz", "Niet gecontroleerd", "Ja."]) expect(html).toContain(words);
});

test("wrong answers are shown beside their field and keep what was typed", async () => {
  const odd = await give("NL00ABNA0417164300", "F. Yilmaz");
  expect([odd.status, await odd.text()]).toEqual([400, expect.stringContaining("Dit rekeningnummer (IBAN) klopt niet")]);
  const same = await give(testIban(1), "F. Yilmaz");
  const html = await same.text();
  expect([same.status, html]).toEqual([400, expect.stringContaining("hebben wij al van u")]);
  expect(html).toContain('href="#iban"');
  expect((await give(testIban(2), "")).status).toBe(400);
});

test("a close match shows the real name, and taking it over asks the bank again", async () => {
  expect((await give(testIban(2), "F. Yilmas")).status).toBe(303);
  const waiting = await own();
  expect(waiting).toContain(`Wij betalen erop vanaf ${inWords(day("2026-11-04"))}`);
  expect(waiting).toContain("Wij vroegen de bank of de naam klopt");
  await bankSays({ result: "close-match", name: "F. Yilmaz-Kaya" });
  const html = await own();
  for (const words of ["F. Yilmaz-Kaya", "Deze naam overnemen", "eerst moet de naam in orde zijn"]) expect(html).toContain(words);
  expect((await give(testIban(2), "F. Yilmaz-Kaya")).status).toBe(303);
  await bankSays({ result: "match", name: null });
  expect(await own()).toContain("De naam klopt volgens de bank.");
});

test("what does not fit waits for a releaser with a reason; a maker reads it, others see nothing", async () => {
  await give(testIban(3), "F. Yilmaz");
  await bankSays({ result: "no-match", name: null });
  expect(await own()).toContain("De bank kent deze rekening onder een andere naam");
  expect(await shown("first", "/svb")).toContain("Bekijk 1 rekeningnummer waarvan de naam niet klopt");
  const at = new RegExp(`href="(${list}/[^"]+)"`).exec(await shown("first", list))?.[1] ?? "";
  expect(await shown("maker", at)).not.toContain('name="reden"');
  for (const who of ["assessor", "operator", "funder"]) expect((await as(who).get(at)).status).toBe(403);
  expect((await provider.get(at)).status).toBe(403);
  expect((await as("first").post(at, { reden: "ja" }, at)).status).toBe(400);
  expect((await as("first").post(at, { reden: "Gebeld op het oude nummer; de rekening is van haar." }, at)).status).toBe(303);
  expect((await as("second").post(at, { reden: "Nog een keer vrijgeven." }, list)).status).toBe(409);
  expect(await shown("first", list)).toContain("Er is niets te doen");
  expect(await own()).toContain("Een medewerker van de SVB keurde dit nummer goed.");
});

test("each step told her, by the e-mail address that we had, and never the whole number", async () => {
  const html = await (await provider.get("/berichten")).text();
  for (const title of ["Uw rekeningnummer is gewijzigd", "klopt bijna", "klopt niet", "is goedgekeurd"]) expect(html).toContain(title);
  expect(html).not.toContain(testIban(3));
  const sent = await reading(door.db, { scope: "svb" }, (tx) => tx.selectFrom("party.notice_delivery").select("channel").execute());
  expect(new Set(sent.map(({ channel }) => channel))).toEqual(new Set(["email"]));
});

test("the log rebuilds it all", async () => {
  const { ok, differences } = await replay(url, door, () => undefined);
  expect([ok, differences]).toEqual([true, []]);
});
