// An agreement and its hours, from signing to approval, by programs alone; and each operation tried by who has nothing to do with it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { clausesOf } from "./agreement/kinds.ts";
import { shareAgreement } from "./agreement/share.ts";
import { command } from "./db/command.ts";
import { service, type Actor } from "./kernel/actor.ts";
import { assessAsSvb } from "./agreement/assess.ts";
import { budgetLines } from "./budget/read.ts";
import { reading } from "./db/pool.ts";
import { dayOf } from "./kernel/day.ts";
import { hereNow } from "./db/queries.ts";
import { whoIs } from "./party/who.ts";
import { openOwnAccount } from "./payment/open-account.ts";
import { testIssuer, type Issuer } from "./issuer-for-tests.ts";
import { openScene, providerBsn, type Scene } from "./scene-for-tests.ts";
import { testApp, type TestApp } from "./test-app.ts";

const audience = "https://pgb.example/v1";
const clients = {
  holder: { bsn: "999990019" },
  provider: { bsn: providerBsn },
  funder: { verstrekker: "5515" },
  otherHolder: { bsn: "999990020" },
  otherProvider: { kvk: "12345678" },
  otherFunder: { verstrekker: "0363" },
} as const;
type Client = keyof typeof clients;

let scene: Scene;
let issuer: Issuer;
let site: TestApp;
let agreement: string;
let declaration: string;
let receipt: string;

const send = async (client: Client, method: string, path: string, body?: object): Promise<{ status: number; answer: unknown }> => {
  const response = await fetch(`${site.origin}/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await issuer.token(clients[client])}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, answer: text === "" || text.startsWith("<") ? null : (JSON.parse(text) as unknown) };
};

const actorOf = (bsn: string): Promise<Actor> =>
  reading(scene.door.db, { scope: "sign-in" }, async (tx) => {
    const who = await whoIs(tx, scene.door.seals, { bsn, chamber: null, staff: null }, dayOf(await hereNow(tx)));
    if (who === null) throw new Error("nobody has this number");
    return who.actor;
  });

beforeAll(async () => {
  scene = await openScene();
  issuer = await testIssuer(audience);
  site = await testApp(scene.door, { config: { tokens: issuer.config(audience) } });
  const account = { iban: "NL02ABNA0123456789", bic: null, name: "Sociale Verzekeringsbank" };
  await command(scene.door, openOwnAccount, account, { actor: service("test") });
  const holder = await actorOf("999990019");
  const provider = await actorOf(providerBsn);
  const [line] = await reading(scene.door.db, { scope: "svb" }, (tx) => budgetLines(tx, { holder: holder.person }));
  const terms = {
    holder: holder.person,
    provider: provider.person,
    lines: [line?.id],
    function: "99",
    kind: "assignment",
    standing: "informal",
    family: false,
    rates: [{ unit: "hour", cents: 2500 }],
    schedule: "fixed",
    minutesPerWeek: 600,
    setAside: null,
    beyondCommitment: true,
    from: "2026-10-01",
    until: "2026-12-31",
    accepted: [...clausesOf("assignment")],
    personal: { care: "Helpt met opstaan, aankleden en de administratie." },
  };
  ({ agreement } = await command(scene.door, shareAgreement, terms, { actor: holder }));
}, 60_000);
afterAll(async () => {
  await site.close();
  await issuer.close();
  await scene.close();
});

test("signed, assessed, prepared and approved by programs, and read by its parties", async () => {
  const listed = await send("provider", "GET", "/overeenkomsten?status=gedeeld");
  expect(listed.answer).toMatchObject({ overeenkomsten: [{ id: agreement, status: "gedeeld", soort: "overeenkomst-van-opdracht" }] });
  const { answer } = await send("provider", "GET", `/overeenkomsten/${agreement}`);
  const { inhoudshash } = answer as { inhoudshash: string };
  const path = `/overeenkomsten/${agreement}`;
  expect((await send("holder", "POST", `${path}/ondertekeningen/budgethouder`, { inhoudshash })).status).toBe(409);
  expect((await send("provider", "POST", `${path}/ondertekeningen/zorgverlener`, { inhoudshash: "0".repeat(64) })).status).toBe(409);
  expect((await send("provider", "POST", `${path}/ondertekeningen/zorgverlener`, { inhoudshash })).status).toBe(204);
  expect((await send("holder", "POST", `${path}/ondertekeningen/budgethouder`, { inhoudshash })).status).toBe(204);
  expect((await send("funder", "POST", `${path}/beoordelingen/proefberekeningen`)).answer).toMatchObject({ uitkomst: "klopt" });
  expect((await send("funder", "POST", `${path}/beoordelingen`, { inhoudshash, besluit: "afkeuren" })).status).toBe(400);
  expect((await send("funder", "POST", `${path}/beoordelingen`, { inhoudshash, besluit: "goedkeuren" })).status).toBe(204);
  const svb: Actor = { person: "svb", roles: ["svb-assessor"], organisation: "SVB", reach: [], provider: null };
  const decision = { agreement, contentHash: inhoudshash, outcome: "approved", personal: { reason: "" } };
  await command(scene.door, assessAsSvb, decision, { actor: svb });

  const hours = { overeenkomst: agreement, maand: "2026-10", regels: [{ dag: "2026-10-07", minuten: 120 }] };
  expect((await send("provider", "POST", "/declaraties/proefberekeningen", hours)).answer).toMatchObject({
    uitkomst: "betalen",
    bedragCenten: 5000,
  });
  const prepared = await send("provider", "POST", "/klaargezette-declaraties", hours);
  expect(prepared.status).toBe(201);
  declaration = (prepared.answer as { id: string }).id;
  const seen = (await send("holder", "GET", `/declaraties/${declaration}`)).answer as { status: string; regels: { id: string }[] };
  expect(seen.status).toBe("klaargezet");
  const regels = seen.regels.map(({ id }) => id);
  expect((await send("holder", "POST", `/declaraties/${declaration}/goedkeuringen`, { regels: [agreement] })).status).toBe(409);
  expect((await send("holder", "POST", `/declaraties/${declaration}/goedkeuringen`, { regels })).answer).toMatchObject({
    uitkomst: "betalen",
  });
  expect((await send("provider", "GET", "/declaraties?maand=2026-10")).answer).toMatchObject({
    declaraties: [{ id: declaration, status: "goedgekeurd", bedragCenten: 5000, besluit: null }],
  });
  const { besluit } = (await send("holder", "GET", `/declaraties/${declaration}`)).answer as { besluit: string };
  receipt = besluit.split("/").at(-1) ?? "";
  expect((await send("holder", "GET", `/besluiten/${receipt}`)).answer).toMatchObject({ onderwerpId: declaration, klopt: true });
  expect((await send("provider", "GET", "/betalingen")).answer).toMatchObject({ betalingen: [] });
}, 60_000);

test("what is another's is as unknown as what does not exist, to every client and for every operation", async () => {
  const routes = site.app.known.filter(({ url, method }) => url.startsWith("/v1/") && url.includes(":id") && method !== "HEAD");
  expect(routes.length).toBeGreaterThan(8);
  const body: Record<string, object> = {
    goedkeuringen: { regels: ["6f2c9a34-0000-4000-8000-000000000000"] },
    afkeuringen: { reden: "De dagen kloppen niet." },
    zorgverlener: { inhoudshash: "0".repeat(64) },
    budgethouder: { inhoudshash: "0".repeat(64) },
    beoordelingen: { inhoudshash: "0".repeat(64), besluit: "goedkeuren" },
  };
  for (const { method, url } of routes) {
    for (const client of ["otherHolder", "otherProvider", "otherFunder"] as const) {
      const own = url.includes("/declaraties/") ? declaration : url.includes("/besluiten/") ? receipt : agreement;
      const at = (id: string) => send(client, method, url.replace("/v1", "").replace(":id", id), body[url.split("/").at(-1) ?? ""]);
      const [theirs, nobodys] = [await at(own), await at("6f2c9a34-0000-4000-8000-000000000000")];
      expect([method, url, client, theirs.status]).toEqual([method, url, client, nobodys.status]);
      expect([403, 404]).toContain(theirs.status);
      expect((theirs.answer as { type: string }).type).toBe((nobodys.answer as { type: string }).type);
    }
  }
}, 60_000);

test("lists hold nothing of another", async () => {
  for (const client of ["otherHolder", "otherProvider"] as const) {
    expect((await send(client, "GET", "/overeenkomsten")).answer).toMatchObject({ overeenkomsten: [] });
    expect((await send(client, "GET", "/declaraties")).answer).toMatchObject({ declaraties: [] });
  }
  expect((await send("otherFunder", "GET", "/overeenkomsten")).answer).toMatchObject({ overeenkomsten: [] });
}, 60_000);
