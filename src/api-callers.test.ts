// Who calls the API, with what key and how far: foreign ids in bodies, keys over two processes, pages of lists, offices and funders.
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiClients, looseTerms, type ApiClients, type Row, type Said } from "./api-client-for-tests.ts";
import { command } from "./db/command.ts";
import { openPool } from "./db/pool.ts";
import { doorOn } from "./db/test-door.ts";
import { testIssuer, type Issuer } from "./issuer-for-tests.ts";
import { service, type Actor } from "./kernel/actor.ts";
import { grantMandate } from "./party/represent.ts";
import { registerPerson } from "./party/register.ts";
import { bsnOf, chamberOf } from "./sim/seed-parties.ts";
import { seededHouse, type SeededHouse } from "./sim/seeded-for-tests.ts";
import { testApp, type TestApp } from "./test-app.ts";

const audience = "https://pgb.example/v1";
const office = { chamber: "90001234", agb: "98001234" };
const clients = {
  hannie: { bsn: bsnOf("hannie") },
  willem: { bsn: bsnOf("willem") },
  fatma: { bsn: bsnOf("fatma") },
  miriam: { bsn: bsnOf("miriam") },
  linde: { kvk: chamberOf("delinde") },
  drachten: { verstrekker: "0090" },
  westland: { verstrekker: "5513" },
  office: { kvk: office.chamber },
  officeByAgb: { agb: office.agb },
} as const;
type Client = keyof typeof clients;
let house: SeededHouse;
let owner: pg.Pool;
let issuer: Issuer;
let site: TestApp;
let second: TestApp;
let mandate: string;
let send: ApiClients<Client>["send"];
let list: ApiClients<Client>["list"];
const closing: (() => Promise<unknown>)[] = [];

const idOf = async (key: string): Promise<string> => {
  const [budget] = await list(key as Client, "budgetten");
  return (budget?.budgethouder as { id: string }).id;
};

beforeAll(async () => {
  house = await seededHouse();
  owner = openPool({ url: house.url, as: "owner", most: 1 });
  issuer = await testIssuer(audience);
  site = await testApp(house.door, { config: { tokens: issuer.config(audience) } });
  ({ send, list } = apiClients(site, issuer, clients));
  const otherDoor = doorOn(house.url);
  second = await testApp(otherDoor, { config: { tokens: issuer.config(audience) } });
  closing.push(
    () => site.close(),
    () => second.close(),
    () => otherDoor.db.destroy(),
    () => issuer.close(),
    () => owner.end(),
    house.close,
  );
  const personal = { name: "Bureau Rechthoek", salutation: "Bureau Rechthoek", familyName: "Bureau Rechthoek", firstNames: null };
  const known = { ...personal, ...office, born: null, bsn: null, address: null, email: null, phone: null, iban: null };
  const registration = { kind: "organisation", provider: null, staff: null, personal: known };
  const { person } = await command(house.door, registerPerson, registration, { actor: service("test") });
  mandate = randomUUID();
  // No message or page gives an office a mandate yet; what follows from one must hold all the same.
  await owner.query(
    `insert into party.mandate (id, holder_id, representative_id, kind, scopes, from_day, until_day, source)
     values ($1, $2, $3, '04', '{read,hours,declare}', '2026-01-01', null, 'own-word')`,
    [mandate, await idOf("willem"), person],
  );
}, 120_000);
afterAll(async () => {
  for (const close of closing) await close();
});

const nobody = "6f2c9a34-0000-4000-8000-000000000000";
const fields = ({ answer }: Said): unknown => (answer.fouten as { veld: string }[] | undefined)?.map(({ veld }) => veld);

describe("an id of another in a body", () => {
  test("is as unknown as one that nobody has, in every operation that takes one", async () => {
    const [budget] = await list("hannie", "budgetten");
    const [own] = await list("willem", "budgetten");
    const theirOwn = new Set((await list("linde", "overeenkomsten")).map(({ id }) => id));
    const agreement = (await list("hannie", "overeenkomsten")).find(({ id, status }) => status === "goedgekeurd" && !theirOwn.has(id));
    const provider = (agreement?.zorgverlener as { id: string }).id;
    const hours = (id: string) => ({ overeenkomst: id, maand: "2026-10", regels: [{ dag: "2026-10-07", minuten: 60 }] });
    const rows: [Client, string, (id: string) => object, string, number][] = [
      ["willem", "/overeenkomsten", (id) => looseTerms(id, provider), budget?.id ?? "", 404],
      ["willem", "/overeenkomsten/proefberekeningen", (id) => looseTerms(id, provider), budget?.id ?? "", 404],
      [
        "willem",
        "/overeenkomsten/proefberekeningen",
        (id) => ({ ...looseTerms(own?.id ?? "", provider), budgetregels: [own?.id, id] }),
        budget?.id ?? "",
        404,
      ],
      [
        "willem",
        "/overeenkomsten/proefberekeningen",
        (id) => ({ ...looseTerms(own?.id ?? "", provider), vervangt: id }),
        agreement?.id ?? "",
        200,
      ],
      // Somebody who is no provider, and somebody who is not there.
      ["hannie", "/overeenkomsten", (id) => looseTerms(budget?.id ?? "", id), await idOf("willem"), 404],
      ["willem", "/declaraties/proefberekeningen", hours, agreement?.id ?? "", 404],
      ["willem", "/declaraties", hours, agreement?.id ?? "", 404],
      ["miriam", "/declaraties/proefberekeningen", hours, agreement?.id ?? "", 404],
      ["miriam", "/klaargezette-declaraties", hours, agreement?.id ?? "", 404],
      ["linde", "/klaargezette-declaraties", hours, agreement?.id ?? "", 404],
    ];
    for (const [client, path, body, theirs, status] of rows) {
      const [one, other] = [await send(client, "POST", path, body(theirs)), await send(client, "POST", path, body(nobody))];
      expect([client, path, one.status, one.type, fields(one)]).toEqual([client, path, status, other.type, fields(other)]);
      const told = ({ answer: { instance, ...rest } }: Said): string => JSON.stringify([typeof instance, rest]).replaceAll(theirs, nobody);
      expect(told(one)).toBe(told(other));
    }
  });

  test("among the lines to approve is a declaration that changed", async () => {
    const [mine] = await list("hannie", "declaraties");
    const [theirs] = await list("willem", "declaraties");
    const { regels } = (await send("willem", "GET", `/declaraties/${theirs?.id ?? ""}`)).answer as { regels: Row[] };
    const at = (id: string) => send("hannie", "POST", `/declaraties/${mine?.id ?? ""}/goedkeuringen`, { regels: [id] });
    const [one, other] = [await at(regels[0]?.id ?? ""), await at(nobody)];
    expect([one.status, one.type]).toEqual([409, other.type]);
  });

  test("in a question narrows a list to nothing", async () => {
    const theirs = (await list("hannie", "overeenkomsten"))[0]?.id ?? "";
    for (const name of ["declaraties", "betalingen"]) expect(await list("willem", name, `&overeenkomst=${theirs}`)).toEqual([]);
    expect(await list("westland", "budgetten", `&budgethouder=${await idOf("hannie")}`)).toEqual([]);
  });
});

test("a key does a thing once, whatever process it reaches, and never two things", async () => {
  const [budget] = await list("hannie", "budgetten");
  const [known] = await list("hannie", "overeenkomsten");
  const body = looseTerms(budget?.id ?? "", (known?.zorgverlener as { id: string }).id);
  const before = (await list("hannie", "overeenkomsten")).length;
  const key = "opnieuw-1";
  const both = await Promise.all([site, second].map((at) => send("hannie", "POST", "/overeenkomsten", body, { key, at })));
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(both[0]?.answer).toEqual(both[1]?.answer);
  expect((await send("hannie", "POST", "/overeenkomsten", body, { key, at: second })).answer).toEqual(both[0]?.answer);
  const other = await send("hannie", "POST", "/overeenkomsten", { ...body, zorgbeschrijving: "Helpt bij het koken." }, { key, at: second });
  expect([other.status, other.type]).toEqual([409, "urn:pgb:probleem:key-reused"]);
  expect((await list("hannie", "overeenkomsten")).length).toBe(before + 1);
  // A key is of one caller: to another it is new.
  expect((await send("willem", "POST", "/overeenkomsten", body, { key })).type).toBe("urn:pgb:probleem:budget-unknown");
});

describe("a list", () => {
  test("gives everything once, page by page, also while things come in", async () => {
    const [budget] = await list("hannie", "budgetten");
    const [known] = await list("hannie", "overeenkomsten");
    const body = looseTerms(budget?.id ?? "", (known?.zorgverlener as { id: string }).id);
    for (const name of ["overeenkomsten", "declaraties", "betalingen", "budgetten", "berichten"]) {
      const whole = (await list("hannie", name)).map((row) => JSON.stringify(row));
      const seen: string[] = [];
      let next: string | undefined = `/v1/${name}?aantal=1`;
      for (let pages = 0; next !== undefined && pages < 200; pages += 1) {
        const { answer } = await send("hannie", "GET", next);
        seen.push(...((answer[name] ?? []) as Row[]).map((row) => JSON.stringify(row)));
        if (pages === 1 && name === "overeenkomsten") expect((await send("hannie", "POST", "/overeenkomsten", body)).status).toBe(201);
        next = (answer._links as { volgende?: { href: string } }).volgende?.href;
      }
      expect([name, seen]).toEqual([name, whole]);
    }
  });

  test("narrows by state, month, agreement, law and day", async () => {
    const all = await list("hannie", "overeenkomsten");
    for (const status of new Set(all.map((one) => String(one.status))))
      expect(await list("hannie", "overeenkomsten", `&status=${status}`)).toEqual(all.filter((one) => one.status === status));
    const declared = await list("hannie", "declaraties");
    const [{ maand, overeenkomst } = {} as Row] = declared;
    expect(await list("hannie", "declaraties", `&maand=${String(maand)}`)).toEqual(declared.filter((one) => one.maand === maand));
    expect(await list("hannie", "declaraties", `&overeenkomst=${String(overeenkomst)}`)).toEqual(
      declared.filter((one) => one.overeenkomst === overeenkomst),
    );
    const budgets = await list("drachten", "budgetten");
    expect(budgets.length).toBeGreaterThan(4);
    expect(await list("drachten", "budgetten", "&wet=wlz")).toEqual([]);
    expect(await list("drachten", "budgetten", "&wet=wmo&geldigOp=2026-10-01")).toEqual(
      budgets.filter(({ wet, van, totEnMet }) => wet === "wmo" && String(van) <= "2026-10-01" && String(totEnMet) >= "2026-10-01"),
    );
    expect(await list("drachten", "budgetten", "&geldigOp=1999-01-01")).toEqual([]);
  });

  test.each([
    "aantal=0",
    "aantal=101",
    "aantal=x",
    "cursor=x",
    "cursor=W10",
    `cursor=${Buffer.from('["2026-01-01",1]').toString("base64url")}`,
  ])("refuses %s, and names the field", async (query) => {
    for (const name of ["overeenkomsten", "declaraties", "betalingen", "budgetten", "berichten"]) {
      const said = await send("hannie", "GET", `/${name}?${query}`);
      expect([name, said.status, fields(said)]).toEqual([name, 400, [query.split("=")[0]]]);
    }
  });
});

describe("an office of representatives", () => {
  test("does for its holder what the mandate says, by either of its numbers", async () => {
    const holder = await idOf("willem");
    for (const client of ["office", "officeByAgb"] as const) {
      expect((await list(client, "budgetten")).map(({ budgethouder }) => (budgethouder as { id: string }).id)).toEqual([holder]);
      expect((await list(client, "overeenkomsten")).length).toBe((await list("willem", "overeenkomsten")).length);
    }
    const [budget] = await list("office", "budgetten");
    // It may declare, not sign.
    expect((await send("office", "POST", "/overeenkomsten", looseTerms(budget?.id ?? "", nobody))).status).toBe(403);
    const agreement = (await list("office", "overeenkomsten")).find(({ status }) => status === "goedgekeurd");
    const hours = { overeenkomst: agreement?.id, maand: "2026-10", regels: [{ dag: "2026-10-31", minuten: 60 }] };
    expect((await send("office", "POST", "/declaraties/proefberekeningen", hours)).status).toBe(200);
  });

  test("sees nothing any more on the day after its mandate ended", async () => {
    await owner.query("update party.mandate set until_day = '2026-02-01' where id = $1", [mandate]);
    for (const name of ["budgetten", "overeenkomsten", "declaraties", "berichten"]) {
      const said = await send("office", "GET", `/${name}`);
      expect([name, said.status, said.answer[name] ?? []]).toEqual([name, said.status, []]);
    }
  });
});

describe("the system of a funder", () => {
  test("reads its own and nothing of another, and its reading of a dossier is noted", async () => {
    for (const [client, code] of [
      ["drachten", "0090"],
      ["westland", "5513"],
    ] as const)
      for (const name of ["budgetten", "overeenkomsten"]) {
        const rows = await list(client, name);
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.filter(({ verstrekker }) => verstrekker !== code)).toEqual([]);
      }
    const [theirs] = await list("westland", "budgetten");
    const [contract] = await list("westland", "overeenkomsten");
    const receipts = await owner.query<{ id: string }>(
      "select id from log.receipt where funder_code = '5513' and subject_kind = 'agreement' limit 1",
    );
    const tried: [string, string][] = [
      ["budgetten", theirs?.id ?? ""],
      ["overeenkomsten", contract?.id ?? ""],
      ["besluiten", receipts.rows[0]?.id ?? ""],
    ];
    for (const [name, id] of tried) {
      expect([name, (await send("westland", "GET", `/${name}/${id}`)).status]).toEqual([name, 200]);
      const [foreign, unknown] = [await send("drachten", "GET", `/${name}/${id}`), await send("drachten", "GET", `/${name}/${nobody}`)];
      expect([name, foreign.status, foreign.type]).toEqual([name, 404, unknown.type]);
    }
    const body = { inhoudshash: "0".repeat(64), besluit: "goedkeuren" };
    expect((await send("drachten", "POST", `/overeenkomsten/${contract?.id ?? ""}/beoordelingen`, body)).status).toBe(404);
    const { rows } = await owner.query<{ purpose: string }>(
      "select purpose from log.access where person = 'systeem:proef' order by purpose",
    );
    expect(rows.map(({ purpose }) => purpose)).toEqual(["besluit lezen", "budget bekijken", "overeenkomst bekijken"]);
  });

  test("gets no hours, payments, messages to people or agreements to make", async () => {
    for (const name of ["declaraties", "betalingen", "berichten"])
      expect([name, (await send("drachten", "GET", `/${name}`)).status]).toEqual([name, 403]);
    const search = { kvk: chamberOf("delinde") };
    expect((await send("drachten", "POST", "/zorgverleners/zoekopdrachten", search)).status).toBe(403);
    expect((await send("fatma", "POST", "/zorgverleners/zoekopdrachten", search)).status).toBe(403);
  });
});

test("a message is unread until somebody says otherwise, and another's is unknown", async () => {
  const hannie = await idOf("hannie");
  const actor: Actor = {
    person: hannie,
    roles: [],
    organisation: null,
    reach: [{ holder: hannie, scopes: ["read", "sign"] }],
    provider: null,
  };
  const helper = { name: "W. Scholten", familyName: "Scholten", bsn: bsnOf("willem") };
  const given = { holder: hannie, kind: "MK", scopes: ["read"], until: "2026-12-31", personal: helper };
  await command(house.door, grantMandate, given, { actor });
  // To the holder, and to who was let in; who looks along reads her messages too.
  expect((await list("willem", "berichten")).map(({ voor }) => (voor as { id: string }).id)).toEqual(
    expect.arrayContaining([hannie, await idOf("willem")]),
  );
  const [message] = await list("hannie", "berichten");
  const before = (await send("hannie", "GET", "/berichten")).answer.ongelezen as number;
  expect(message).toMatchObject({ gelezen: false, voor: { id: hannie } });
  expect((await send("fatma", "GET", `/berichten/${message?.id ?? ""}`)).type).toBe("urn:pgb:probleem:notice-unknown");
  expect((await send("fatma", "POST", `/berichten/${message?.id ?? ""}/leesbevestigingen`)).status).toBe(404);
  const confirm = () => send("hannie", "POST", `/berichten/${message?.id ?? ""}/leesbevestigingen`);
  expect([(await confirm()).status, (await confirm()).status]).toEqual([204, 204]);
  expect((await send("hannie", "GET", `/berichten/${message?.id ?? ""}`)).answer.gelezen).toBe(true);
  expect((await send("hannie", "GET", "/berichten")).answer.ongelezen).toBe(before - 1);
});
