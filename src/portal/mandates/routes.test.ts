// Programs arrange who represents a holder: the holder's own lets somebody in and out, a funder's writes down whom it accepted.
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiClients, type ApiClients, type Row, type Said } from "../../api-client-for-tests.ts";
import { testIssuer, type Issuer } from "../../issuer-for-tests.ts";
import { bsnOf } from "../../sim/seed-parties.ts";
import { seededHouse, type SeededHouse } from "../../sim/seeded-for-tests.ts";
import { testApp, type TestApp } from "../../test-app.ts";

const audience = "https://pgb.example/v1";
const clients = {
  hannie: { bsn: bsnOf("hannie") },
  willem: { bsn: bsnOf("willem") },
  fatma: { bsn: bsnOf("fatma") },
  drachten: { verstrekker: "0090" },
  westland: { verstrekker: "5513" },
};

let house: SeededHouse;
let issuer: Issuer;
let site: TestApp;
let send: ApiClients<keyof typeof clients>["send"];
let hannie: string;

beforeAll(async () => {
  house = await seededHouse();
  issuer = await testIssuer(audience);
  site = await testApp(house.door, { config: { tokens: issuer.config(audience) } });
  let list: ApiClients<keyof typeof clients>["list"];
  ({ send, list } = apiClients(site, issuer, clients));
  hannie = ((await list("hannie", "budgetten"))[0]?.budgethouder as { id: string }).id;
}, 120_000);
afterAll(async () => {
  await site.close();
  await issuer.close();
  await house.close();
});

const fieldsOf = ({ status, answer }: Said) => [status, (answer.fouten as { veld: string }[]).map(({ veld }) => veld).sort()];
const heldBy = async (client: keyof typeof clients): Promise<Row[]> =>
  ((await send(client, "GET", `/vertegenwoordigingen?budgethouder=${hannie}`)).answer.vertegenwoordigingen ?? []) as Row[];

test("a holder's program lets somebody look along, and takes that back", async () => {
  const willem = { budgethouder: hannie, soort: "meekijker", naam: "W. Scholten", achternaam: "Scholten", bsn: bsnOf("willem") };
  const grant = (body: object) => send("hannie", "POST", "/vertegenwoordigingen", body);
  expect(fieldsOf(await grant({ ...willem, naam: "", bsn: "123456789", rechten: ["alles"] }))).toEqual([400, ["bsn", "naam", "rechten.0"]]);
  expect(fieldsOf(await grant(willem))).toEqual([400, ["totEnMet"]]);
  expect(fieldsOf(await grant({ ...willem, achternaam: "Anders", totEnMet: "2026-12-31" }))).toEqual([400, ["bsn"]]);
  expect(await heldBy("willem")).toEqual([]);
  const made = await grant({ ...willem, totEnMet: "2026-12-31" });
  expect(made.status).toBe(201);
  const { id } = made.answer;
  expect((await heldBy("hannie")).find((one) => one.id === id)).toMatchObject({
    soort: "meekijker",
    rechten: ["lezen"],
    totEnMet: "2026-12-31",
    geldt: true,
    inTeTrekken: true,
  });
  expect((await heldBy("willem")).map((one) => one.id)).toContain(id);
  const revoke = (client: keyof typeof clients) => send(client, "POST", `/vertegenwoordigingen/${String(id)}/intrekkingen`);
  expect([(await revoke("fatma")).status, (await revoke("willem")).status]).toEqual([403, 403]);
  expect([(await revoke("hannie")).status, (await revoke("hannie")).status]).toEqual([204, 409]);
  expect(await heldBy("willem")).toEqual([]);
});

test("a funder's program writes down whom it accepted, for its own holders, and ends that", async () => {
  const given = {
    budgethouderBsn: bsnOf("hannie"),
    soort: "pgb-beheerder",
    naam: "J. de Boer",
    achternaam: "Scholten",
    bsn: bsnOf("willem"),
    van: "2026-11-01",
    document: "Formulier 2026/118",
  };
  const register = (client: keyof typeof clients, body: object) => send(client, "POST", "/vertegenwoordigers", body);
  expect(fieldsOf(await register("drachten", { ...given, soort: "curator", document: "" }))).toEqual([400, ["document", "soort"]]);
  expect(fieldsOf(await register("drachten", { ...given, budgethouderBsn: bsnOf("fatma") }))).toEqual([400, ["budgethouderBsn"]]);
  expect((await register("westland", given)).status).toBeGreaterThanOrEqual(400);
  expect((await register("hannie", given)).status).toBe(403);
  const made = await register("drachten", given);
  expect(made.status).toBe(201);
  const end = (client: keyof typeof clients) =>
    send(client, "POST", `/vertegenwoordigers/${String(made.answer.id)}/beeindigingen`, {
      laatsteDag: "2026-12-31",
      document: "Besluit 9",
    });
  expect((await end("westland")).status).toBe(404);
  expect([(await end("drachten")).status, (await end("drachten")).status]).toEqual([204, 409]);
});
