// An agreement and its hours, from signing to approval, by programs alone; and each operation tried by who has nothing to do with it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "./db/command.ts";
import { service, type Actor } from "./kernel/actor.ts";
import { assessAsSvb } from "./agreement/assess.ts";
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
let budget: string;
let free: number;
let terms: ReturnType<typeof termsFor>;

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

beforeAll(async () => {
  scene = await openScene();
  issuer = await testIssuer(audience);
  site = await testApp(scene.door, { config: { tokens: issuer.config(audience) } });
  const account = { iban: "NL02ABNA0123456789", bic: null, name: "Sociale Verzekeringsbank" };
  await command(scene.door, openOwnAccount, account, { actor: service("test") });
}, 60_000);
afterAll(async () => {
  await site.close();
  await issuer.close();
  await scene.close();
});

const termsFor = (budget: string, provider: string) => ({
  soort: "overeenkomst-van-opdracht",
  budgetregels: [budget],
  zorgverlener: provider,
  naasteFamilie: false,
  tarieven: [{ eenheid: "uur", centen: 2500 }],
  vasteUren: true,
  minutenPerWeek: 600,
  uitVrijeRuimte: true,
  van: "2026-10-01",
  totEnMet: "2026-12-31",
  bedingen: ["zorgbeschrijving", "declaraties", "derdenbeding", "vakantiegeld"],
  zorgbeschrijving: "Helpt met opstaan, aankleden en de administratie.",
});

test("a provider is found, terms are tried without a trace, and shared", async () => {
  const listed = (await send("holder", "GET", "/budgetten?geldigOp=2026-10-01")).answer as {
    budgetten: { id: string; vrijCenten: number }[];
  };
  const [line] = listed.budgetten;
  budget = line?.id ?? "";
  free = line?.vrijCenten ?? 0;
  expect(listed.budgetten.length).toBe(1);
  const search = { bsn: providerBsn, achternaam: "Yilmaz" };
  const { answer } = await send("holder", "POST", "/zorgverleners/zoekopdrachten", search);
  expect(answer).toMatchObject({ naam: "F. Yılmaz", soort: "persoon", formeel: false });
  for (const other of [{ ...search, achternaam: "Jansen" }, { bsn: "999990020", achternaam: "Yilmaz" }, { kvk: "87654321" }]) {
    const nobody = await send("holder", "POST", "/zorgverleners/zoekopdrachten", other);
    expect([nobody.status, (nobody.answer as { type: string }).type]).toEqual([404, "urn:pgb:probleem:provider-unknown"]);
  }
  expect((await send("holder", "POST", "/zorgverleners/zoekopdrachten", { bsn: providerBsn })).answer).toMatchObject({
    fouten: [{ veld: "achternaam" }],
  });
  terms = termsFor(budget, (answer as { id: string }).id);
  expect((await send("holder", "POST", "/overeenkomsten/proefberekeningen", terms)).answer).toMatchObject({
    uitkomst: "klopt",
    vastleggingCenten: 328_583,
    bevindingen: [],
  });
  const dear = { ...terms, tarieven: [{ eenheid: "uur", centen: 9_900 }] };
  expect((await send("holder", "POST", "/overeenkomsten/proefberekeningen", dear)).answer).toMatchObject({ uitkomst: "herstel" });
  const refused = await send("holder", "POST", "/overeenkomsten", dear);
  expect([refused.status, refused.answer]).toMatchObject([409, { fouten: [{ veld: "A103" }] }]);
  expect((await send("holder", "GET", "/overeenkomsten")).answer).toMatchObject({ overeenkomsten: [] });
  const shared = await send("holder", "POST", "/overeenkomsten", terms);
  expect(shared).toMatchObject({ status: 201, answer: { nummer: expect.stringMatching(/^ZO/) as string } });
  agreement = (shared.answer as { id: string }).id;
  expect((await send("holder", "GET", `/overeenkomsten/${agreement}`)).answer).toMatchObject({
    ...terms,
    zorgverlener: { id: terms.zorgverlener },
    tarieven: [{ eenheid: "uur", centen: 2500, omschrijving: "", venster: null }],
    formeel: false,
    dienstverband: null,
    vervangt: null,
  });
}, 60_000);

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
  const money = { vastgelegdCenten: 323_583, gedeclareerdCenten: 5000, betaaldCenten: 0 };
  for (const client of ["holder", "funder"] as const)
    expect((await send(client, "GET", `/budgetten/${budget}`)).answer).toMatchObject({
      ...money,
      vrijCenten: free - 328_583,
      bestedingsconflictCenten: 0,
      overeenkomsten: [{ id: agreement, ...money }],
      toekenningen: [{ nummer: expect.any(String) as string }],
    });
}, 60_000);

test("what is another's is as unknown as what does not exist, to every client and for every operation", async () => {
  const routes = site.app.known.filter(({ url, method }) => url.startsWith("/v1/") && url.includes(":id") && method !== "HEAD");
  expect(routes.length).toBeGreaterThan(8);
  const body: Record<string, object> = {
    goedkeuringen: { regels: ["6f2c9a34-0000-4000-8000-000000000000"] },
    afkeuringen: { reden: "De dagen kloppen niet." },
    betalingsbesluiten: { reden: "Ik kreeg te weinig." },
    correcties: { regels: ["6f2c9a34-0000-4000-8000-000000000000"], reden: "Ik werkte die dag niet." },
    terugvorderingen: {
      ...{ grond: "derdenbeding", besluitOp: "2026-11-01", van: "2026-10-01", totEnMet: "2026-10-31" },
      reden: "Het pgb is ingetrokken na een onderzoek.",
    },
    opschortingen: { grond: "voorwaarden", totEnMet: "2026-12-01", reden: "Wij vermoeden dat de zorg niet is gegeven." },
    bezwaren: { reden: "Ik kreeg te weinig." },
    herbeoordelingen: { reden: "Ik was in het ziekenhuis." },
    zorgverlener: { inhoudshash: "0".repeat(64) },
    budgethouder: { inhoudshash: "0".repeat(64) },
    beoordelingen: { inhoudshash: "0".repeat(64), besluit: "goedkeuren" },
    meldingen: { gebeurtenis: "budgethouder-overleden", dag: "2026-10-30", bron: "Bericht van de burgerlijke stand." },
    ziekmeldingen: { eersteZiektedag: "2026-10-30" },
    betermeldingen: { eersteWerkdag: "2026-10-30" },
    geldzaken: { inhoudshash: "0".repeat(64) },
    weigeringen: { reden: "Ik kan op deze dagen niet komen." },
    "overeenkomsten beeindigingen": { grond: "in-overleg", laatsteDag: "2026-11-30", reden: "Wij gaan verhuizen naar een andere stad." },
    "vertegenwoordigers beeindigingen": { laatsteDag: "2026-11-30", document: "Besluit 12" },
    "overeenkomsten proefberekeningen": { grond: "in-overleg", laatsteDag: "2026-11-30" },
  };
  const bodyOf = (url: string): object | undefined => {
    const [, , kind, ...rest] = url.split("/");
    const last = rest.at(-1) ?? "";
    // Trying an assessment asks nothing, trying an end does.
    return url.includes("beoordelingen/proef") ? undefined : (body[`${kind ?? ""} ${last}`] ?? body[last]);
  };
  for (const { method, url } of routes) {
    for (const client of ["otherHolder", "otherProvider", "otherFunder"] as const) {
      const ofKind: Record<string, string> = { declaraties: declaration, besluiten: receipt, budgetten: budget };
      const own = ofKind[url.split("/")[2] ?? ""] ?? agreement;
      const at = (id: string) =>
        send(client, method, url.replace("/v1", "").replace(":id", id), method === "GET" ? undefined : bodyOf(url));
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
