// A provider's program reads and changes the account number on which the provider is paid.
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiClients, type ApiClients } from "../api-client-for-tests.ts";
import { testIssuer, type Issuer } from "../issuer-for-tests.ts";
import { bsnOf } from "../sim/seed-parties.ts";
import { seededHouse, type SeededHouse } from "../sim/seeded-for-tests.ts";
import { testApp, type TestApp } from "../test-app.ts";
import { testIban } from "./fixtures.ts";

const audience = "https://pgb.example/v1";
const clients = { hannie: { bsn: bsnOf("hannie") }, fatma: { bsn: bsnOf("fatma") }, drachten: { verstrekker: "0090" } };

let house: SeededHouse;
let issuer: Issuer;
let site: TestApp;
let send: ApiClients<keyof typeof clients>["send"];

beforeAll(async () => {
  house = await seededHouse();
  issuer = await testIssuer(audience);
  site = await testApp(house.door, { config: { tokens: issuer.config(audience) } });
  ({ send } = apiClients(site, issuer, clients));
}, 120_000);
afterAll(async () => {
  await site.close();
  await issuer.close();
  await house.close();
});

test("a provider reads and changes his own account number, and nobody else's", async () => {
  const before = await send("fatma", "GET", "/rekeningnummer");
  expect(before).toMatchObject({ status: 200, answer: { naamcontrole: expect.any(String) as string } });
  expect((await send("hannie", "GET", "/rekeningnummer")).status).toBe(403);
  expect((await send("drachten", "POST", "/rekeningnummer/wijzigingen", { iban: testIban(901), naam: "F. Yılmaz" })).status).toBe(403);
  const wrong = await send("fatma", "POST", "/rekeningnummer/wijzigingen", { iban: "NL00ABNA0417164300", naam: "" });
  expect([wrong.status, (wrong.answer.fouten as { veld: string }[]).map(({ veld }) => veld).sort()]).toEqual([400, ["iban", "naam"]]);
  const same = await send("fatma", "POST", "/rekeningnummer/wijzigingen", { iban: before.answer.iban, naam: before.answer.naam });
  expect([same.status, (same.answer.fouten as { veld: string }[]).map(({ veld }) => veld)]).toEqual([400, ["iban"]]);
  const changed = await send("fatma", "POST", "/rekeningnummer/wijzigingen", { iban: testIban(901), naam: "F. Yılmaz" }, { key: "iban-1" });
  expect(changed).toMatchObject({ status: 201, answer: { betalingVanaf: "2026-11-04" } });
  // Until the bank answered about the name, nothing is paid on it.
  expect((await send("fatma", "GET", "/rekeningnummer")).answer).toMatchObject({
    iban: testIban(901),
    naamcontrole: "gevraagd",
    betalingVanaf: null,
  });
});
