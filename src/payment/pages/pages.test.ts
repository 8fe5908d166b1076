import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service, type Role } from "../../kernel/actor.ts";
import { instant } from "../../kernel/day.ts";
import { cents } from "../../kernel/money.ts";
import { command, type Door } from "../../db/command.ts";
import { reading } from "../../db/pool.ts";
import { testDoor } from "../../db/test-door.ts";
import { registerPerson } from "../../party/register.ts";
import { testApp, tokenIn, type TestApp, type Visitor } from "../../test-app.ts";
import { openTestAccount, ownIban, seedClaims } from "../fixtures.ts";

let door: Door;
let closeDoor: () => Promise<void>;
let site: TestApp;
const people = new Map<string, string>();
const visitors = new Map<string, Visitor>();

const staff: [subject: string, name: string, organisation: string, roles: Role[]][] = [
  ["maker", "M. Maker", "SVB", ["payment-maker"]],
  ["first", "E. Eerste", "SVB", ["payment-releaser"]],
  ["second", "T. Tweede", "SVB", ["payment-releaser"]],
  ["both", "B. Beide", "SVB", ["payment-maker", "payment-releaser"]],
  ["assessor", "A. Beoordelaar", "SVB", ["svb-assessor"]],
  ["operator", "O. Beheerder", "SVB", ["operator"]],
  ["funder", "G. Gemeente", "0363", ["funder-assessor", "funder-policy-maker"]],
];

beforeAll(async () => {
  ({ door, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  await openTestAccount(door);
  const nothing = {
    firstNames: null,
    born: null,
    bsn: null,
    chamber: null,
    agb: null,
    address: null,
    email: null,
    phone: null,
    iban: null,
  };
  for (const [subject, name, organisation, roles] of staff) {
    const { person } = await command(
      door,
      registerPerson,
      {
        kind: "natural",
        provider: null,
        staff: { subject, organisation, roles },
        personal: { ...nothing, name, salutation: name, familyName: name },
      },
      { actor: service("test") },
    );
    people.set(subject, person);
  }
  site = await testApp(door, { config: { logLevel: "silent" } });
  for (const [subject] of staff) visitors.set(subject, await site.signedIn({ staff: subject }));
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

const as = (who: string): Visitor => {
  const found = visitors.get(who);
  if (!found) throw new Error(`nobody is ${who}`);
  return found;
};
const shown = async (who: string, path: string): Promise<string> => (await as(who).get(path)).text();
const listIn = (html: string): string => /name="lijst" value="([^"]*)"/.exec(html)?.[1] ?? "";
const contentIn = (html: string): string => /name="inhoud" value="([^"]*)"/.exec(html)?.[1] ?? "";
const nowhere = "6f2c9a34-0000-8000-8000-000000000000";
const stateOf = (path: string) =>
  reading(
    door.db,
    { scope: "svb" },
    async (tx) =>
      (
        await tx
          .selectFrom("payment.batch")
          .select("state")
          .where("id", "=", path.split("/").at(-1) ?? "")
          .executeTakeFirst()
      )?.state,
  );
const batches = () =>
  reading(door.db, { scope: "svb" }, async (tx) => (await tx.selectFrom("payment.batch").select("id").execute()).length);

let number = 0;
/** A batch that the maker made of new claims, by its address. */
const made = async (who = "maker", seed: { changedBy?: string } = {}): Promise<string> => {
  number += 1;
  await seedClaims(door, [{ number, amount: cents(10_000), ...seed }]);
  const answer = await as(who).post("/svb/betalingen", { lijst: listIn(await shown(who, "/svb/betalingen")) }, "/svb/betalingen");
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
};
const frozen = async (who = "maker", seed: { changedBy?: string } = {}): Promise<string> => {
  const path = await made(who, seed);
  expect((await as(who).post(`${path}/vastzetten`, {}, path)).status).toBe(303);
  return path;
};
const release = async (who: string, path: string): Promise<Response> =>
  as(who).post(`${path}/vrijgeven`, { inhoud: contentIn(await shown("second", path)) || "0".repeat(64) }, path);

describe("the clerks", () => {
  test("make, freeze and release a batch, each what is his", async () => {
    await seedClaims(door, [
      { number: 901, amount: cents(12_500) },
      { number: 902, amount: cents(5_000), iban: null },
    ]);
    const list = await shown("maker", "/svb/betalingen");
    expect(list).toContain("DC-901");
    expect(list).toContain("De zorgverlener heeft geen rekeningnummer.");
    const path = (await as("maker").post("/svb/betalingen", { lijst: listIn(list) }, "/svb/betalingen")).headers.get("location") ?? "";
    const draft = await shown("maker", path);
    expect(draft).toContain("Het concept is klaar: 1 betalingen");
    expect(draft).toMatch(/Niet in dit bestand[\s\S]*DC-902[\s\S]*geen rekeningnummer/);
    expect((await as("maker").get(`${path}/bestand`)).status).toBe(409);
    await as("maker").post(`${path}/vastzetten`, {}, path);
    expect(await shown("maker", path)).not.toContain("/vrijgeven");

    const content = contentIn(await shown("first", path));
    expect(content).toMatch(/^[0-9a-f]{64}$/);
    await as("first").post(`${path}/vrijgeven`, { inhoud: content }, path);
    expect(await shown("first", path)).toContain("U hebt deze batch al vrijgegeven.");
    await as("second").post(`${path}/vrijgeven`, { inhoud: content }, path);
    expect(await stateOf(path)).toBe("released");
    const done = await shown("second", path);
    for (const name of ["M. Maker", "E. Eerste", "T. Tweede"]) expect(done).toContain(name);
  });

  test("fetch the file as the bank gets it, and leave a trace with every holder", async () => {
    const path = await frozen();
    const answer = await as("first").get(`${path}/bestand`);
    expect(answer.headers.get("content-type")).toContain("application/xml");
    expect(answer.headers.get("content-disposition")).toMatch(/attachment; filename="PGBB[0-9A-Z]{26}\.xml"/);
    expect(await answer.text()).toContain("pain.001.001.09");
    const traces = await reading(door.db, { scope: "svb" }, (tx) =>
      tx
        .selectFrom("log.access")
        .select(["purpose"])
        .where("person", "=", people.get("first") ?? "")
        .execute(),
    );
    expect(traces).toEqual([{ purpose: "betaalbestand ophalen" }]);
    await as("maker").post(`${path}/intrekken`, {}, path);
    expect(await stateOf(path)).toBe("withdrawn");
  });

  test("pressed twice, one batch is made, and both presses lead to it", async () => {
    number += 1;
    await seedClaims(door, [{ number, amount: cents(7_500) }]);
    const before = await batches();
    const html = await shown("maker", "/svb/betalingen");
    const answers = { lijst: listIn(html), csrf: tokenIn(html) };
    const together = await Promise.all([1, 2].map(() => as("maker").post("/svb/betalingen", answers)));
    const later = await as("maker").post("/svb/betalingen", answers);
    const places = [...together, later].map(({ headers }) => headers.get("location"));
    expect(new Set(places).size).toBe(1);
    expect(await batches()).toBe(before + 1);
  });
});

describe("who may not sign reads why", () => {
  test.each([
    ["the maker of the batch, who may also release", "both", {}, "U hebt deze batch zelf gemaakt."],
    ["who gave an account number in it", "first", { changed: true }, "U hebt een rekeningnummer in deze batch gewijzigd."],
  ])("%s", async (_why, who, { changed = false }: { changed?: boolean }, text) => {
    const path = await frozen(changed ? "maker" : who, changed ? { changedBy: people.get(who) ?? "" } : {});
    const html = await shown(who, path);
    expect(html).toContain(text);
    expect(html).not.toContain('name="inhoud"');
    const answer = await release(who, path);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(text);
    expect(await stateOf(path)).toBe("frozen");
  });
});

describe("roles", () => {
  const pages = ["/svb/betalingen", "/svb/bank", "/svb/aansluiting"];
  test.each(
    pages.flatMap(
      (path) =>
        [
          ["assessor", path],
          ["operator", path],
          ["funder", path],
        ] as const,
    ),
  )("%s does not see %s", async (who, path) => {
    expect((await as(who).get(path)).status).toBe(403);
  });

  test.each([
    ["first", "/svb/betalingen"],
    ["maker", `/svb/betalingen/${nowhere}/vrijgeven`],
    ["first", `/svb/betalingen/${nowhere}/vastzetten`],
    ["first", `/svb/betalingen/${nowhere}/intrekken`],
    ["assessor", "/svb/bank/inlezen"],
    ["first", "/svb/bank/inlezen"],
    ["first", `/svb/bank/boekingen/${nowhere}`],
    ["assessor", "/svb/berichten"],
  ])("%s may not post to %s", async (who, path) => {
    expect((await as(who).post(path, {}, "/svb")).status).toBe(403);
  });

  test("each begins at his own work, and a funder has no part in it", async () => {
    expect(await shown("maker", "/svb")).toContain("De boeken sluiten aan op de bank");
    expect(await shown("assessor", "/svb")).not.toMatch(/boeken|Betalingen/);
    expect(await shown("operator", "/svb")).toContain("Toekenningsbericht inlezen");
    expect((await as("funder").get("/svb")).status).toBe(403);
    expect((await as("funder").get("/svb/berichten")).status).toBe(404);
    expect((await site.anybody().get("/svb")).status).toBe(303);
  });
});

describe("bad input is refused and changes nothing", () => {
  test.each([
    ["/svb/betalingen/x", 404],
    ["/svb/betalingen/%00", 404],
    [`/svb/betalingen/${nowhere}`, 404],
    [`/svb/betalingen/${nowhere}/bestand`, 404],
    ["/svb/betalingen?staat=%27;drop&bladzijde=-1", 200],
    ["/svb/betalingen?staat=draft&staat=sent&bladzijde=999999", 200],
    ["/svb/bank?bladzijde=1e9", 200],
    ["/svb/bank/afschriften/x", 404],
    [`/svb/bank/afschriften/${nowhere}`, 404],
    [`/svb/bank/boekingen/${nowhere}`, 404],
  ])("%s: %i", async (path, status) => {
    expect((await as("maker").get(path)).status).toBe(status);
  });

  test.each([
    ["no list", {}],
    ["a list that is none", { lijst: "abc" }],
    ["another list", { lijst: "a".repeat(64) }],
    ["two lists", { lijst: "a".repeat(64), more: "x" }],
  ])("making a batch of %s", async (_why, answers) => {
    const before = await batches();
    const answer = await as("maker").post("/svb/betalingen", answers, "/svb/betalingen");
    expect([400, 409]).toContain(answer.status);
    expect(await answer.text()).toContain('href="#inhoud"');
    expect(await batches()).toBe(before);
  });

  test.each([
    ["another content", "b".repeat(64), 409],
    ["no hash", "<script>", 400],
    ["nothing", "", 400],
  ])("releasing %s", async (_why, inhoud, status) => {
    const path = await frozen();
    const answer = await as("first").post(`${path}/vrijgeven`, { inhoud }, path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain("<script>");
    expect(await stateOf(path)).toBe("frozen");
  });

  test("a move that is not possible any more shows how the batch stands", async () => {
    const path = await frozen();
    const again = await as("maker").post(`${path}/vastzetten`, {}, path);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain("Vastgezet");
    expect((await as("maker").post(`/svb/betalingen/${nowhere}/vastzetten`, {}, "/svb")).status).toBe(404);
    expect((await as("maker").post("/svb/betalingen/x/vastzetten", {}, "/svb")).status).toBe(404);
  });
});

const upload = async (who: string, path: string, field: string, content: string | Uint8Array, name = "bestand.xml"): Promise<Response> => {
  const one = as(who);
  const form = new FormData();
  form.set("csrf", tokenIn(await (await one.get(path)).text()));
  form.set(field, new Blob([content]), name);
  return fetch(`${site.origin}${path}`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { cookie: `sessie=${one.cookies.get("sessie") ?? ""}` },
  });
};

describe("a file from outside", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&x;</Document>`;
  const files: [why: string, content: string | Uint8Array, status: number][] = [
    ["that is empty", "", 400],
    ["that is no XML", "hallo", 422],
    ["of bytes", new Uint8Array([0, 255, 254, 0, 1, 2, 3]), 422],
    ["with a DTD", bomb, 422],
    ["that breaks off", '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>', 422],
    ["of another kind", '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>', 422],
    ["without content", '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', 422],
    ["nested a thousand deep", `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${"<a>".repeat(1000)}`, 422],
    ["of six megabytes", "x".repeat(6_000_000), 413],
  ];
  test.each(files.map(([why, content, status]) => ({ why, content, status })))("of the bank $why: $status", async ({ content, status }) => {
    const answer = await upload("maker", "/svb/bank/inlezen", "bestand", content);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/root:|\/etc/);
  });
  test("none chosen", async () => {
    const one = as("maker");
    const csrf = tokenIn(await shown("maker", "/svb/bank/inlezen"));
    // As a browser sends a file field that was left empty.
    const body = `--grens\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--grens\r\ncontent-disposition: form-data; name="bestand"; filename=""\r\ncontent-type: application/octet-stream\r\n\r\n\r\n--grens--\r\n`;
    const answer = await fetch(`${site.origin}/svb/bank/inlezen`, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "content-type": "multipart/form-data; boundary=grens", cookie: `sessie=${one.cookies.get("sessie") ?? ""}` },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("U koos geen bestand.");
  });
  test.each(files.filter(([, , status]) => status !== 413).map(([why, content]) => ({ why, content })))(
    "as an award message $why",
    async ({ content }) => {
      const answer = await upload("operator", "/svb/berichten", "bericht", content);
      expect([303, 400, 422]).toContain(answer.status);
      if (answer.status === 303) expect(await shown("operator", answer.headers.get("location") ?? "")).toContain("Afgekeurd");
    },
  );
});

const statement = (id: string, sequence: number, opening: string, amount: string, closing: string): string =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${id}</MsgId><CreDtTm>2026-11-02T20:00:00</CreDtTm></GrpHdr><Stmt><Id>${id}</Id><ElctrncSeqNb>${String(sequence)}</ElctrncSeqNb><CreDtTm>2026-11-02T20:00:00</CreDtTm><Acct><Id><IBAN>${ownIban}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  [
    ["OPBD", opening],
    ["CLBD", closing],
  ]
    .map(
      ([code = "", value = ""]) =>
        `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${value}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>`,
    )
    .join("") +
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><ValDt><Dt>2026-11-02</Dt></ValDt><AcctSvcrRef>REF-${id}</AcctSvcrRef><BkTxCd><Prtry><Cd>541</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>A. &lt;b&gt; Onbekend</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>Zomaar</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

test("an amount that nobody knows blocks the next release until a clerk explains it", async () => {
  const path = await frozen();
  const taken = await upload("operator", "/svb/bank/inlezen", "bestand", statement("S-1", 1, "0.00", "12.34", "12.34"));
  expect(taken.status, await taken.text()).toBe(303);
  expect(await shown("operator", "/svb/bank/inlezen")).toContain("1 niet herkend");
  expect((await upload("operator", "/svb/bank/inlezen", "bestand", statement("S-1", 1, "0.00", "12.34", "12.34"))).status).toBe(303);

  expect(await shown("first", "/svb/aansluiting")).toContain("De boeken sluiten niet aan");
  expect(await shown("first", path)).toContain("Vrijgeven kan nu niet");
  expect((await as("first").post(`${path}/vrijgeven`, { inhoud: "c".repeat(64) }, "/svb/aansluiting")).status).toBe(409);

  const bank = await shown("maker", "/svb/bank");
  expect(bank).toContain("A. &lt;b&gt; Onbekend");
  const entry = /\/svb\/bank\/boekingen\/[0-9a-f-]{36}/.exec(bank)?.[0] ?? "";
  for (const [answers, field] of [
    [{ reden: "Ik weet het zeker." }, "soort"],
    [{ soort: "gokje", reden: "Ik weet het zeker." }, "soort"],
    [{ soort: "kosten", reden: "x" }, "reden"],
    [{ soort: "verstrekker", verstrekker: "", reden: "Ik weet het zeker." }, "verstrekker"],
    [{ soort: "verstrekker", verstrekker: "9999", reden: "Ik weet het zeker." }, "verstrekker"],
    [{ soort: "terug", kenmerk: "PGB-BESTAAT-NIET", reden: "Ik weet het zeker." }, "kenmerk"],
  ] as const) {
    const answer = await as("maker").post(entry, answers, entry);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`href="#${field}"`);
  }
  expect((await as("maker").post(entry, { soort: "kosten", reden: "Rente van de bank." }, entry)).status).toBe(303);
  expect((await as("maker").post(entry, { soort: "kosten", reden: "Nog een keer rente." }, "/svb/bank/inlezen")).status).toBe(409);
  expect(await shown("maker", entry)).toContain("al verklaard");
  expect(await shown("maker", "/svb/aansluiting")).toContain("Sluit aan");
  expect(await shown("first", path)).toContain('name="inhoud"');
});
