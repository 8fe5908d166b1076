import { afterAll, beforeAll, expect, test } from "vitest";
import { service } from "../../kernel/actor.ts";
import { cents } from "../../kernel/money.ts";
import { reading } from "../../db/pool.ts";
import { releasedBatch, seedClaims } from "../fixtures.ts";
import { takeBankFile } from "../import-bank-file.ts";
import { as, closeClerks, door, openClerks, shown } from "./clerks-for-tests.ts";

// What the bank refused waits in a list; a payment maker decides about it, and others see that somebody must.

const path = "/svb/bank/werk";
let item: string;

beforeAll(async () => {
  await openClerks();
  const read = <T>(question: Parameters<typeof reading<T>>[2]) => reading(door.db, { scope: "svb" }, question);
  const { id: account } = await read((tx) => tx.selectFrom("payment.own_account").select("id").executeTakeFirstOrThrow());
  const [seeded] = await seedClaims(door, [{ number: 1, amount: cents(12_345) }]);
  const { batch } = await releasedBatch(door, account, [seeded?.declaration ?? ""]);
  const { message_id: message } = await read((tx) =>
    tx.selectFrom("payment.batch").select("message_id").where("id", "=", batch).executeTakeFirstOrThrow(),
  );
  const report = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-02T18:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${message ?? ""}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`;
  await takeBankFile(door, Buffer.from(report), service("test"));
  ({ id: item } = await read((tx) => tx.selectFrom("payment.work").select("id").executeTakeFirstOrThrow()));
});
afterAll(closeClerks);

test("the list says what, about what, how much and since when", async () => {
  const html = await shown("maker", path);
  for (const words of ["Rekeningnummer geweigerd", "De rekening is opgeheven. (AC04)", "DC-1", "123,45"]) expect(html).toContain(words);
  expect(await shown("maker", "/svb")).toContain("Besluit over 1 geval van de bank");
  expect(await shown("maker", "/svb/bank")).toContain(path);
});

test("a releaser reads it and decides nothing; others do not see it", async () => {
  const html = await shown("first", `${path}/${item}`);
  expect(html).toContain("Een betaalmedewerker besluit hierover");
  expect(html).not.toContain('name="besluit"');
  for (const who of ["assessor", "operator", "funder"]) expect((await as(who).get(path)).status).toBe(403);
  expect((await as("first").post(`${path}/${item}`, { besluit: "close", reden: "Ik mag dit niet." }, path)).status).toBe(403);
});

test("without a choice or a reason, with a decision that does not fit, or about nothing: refused with what to do", async () => {
  for (const [fields, words] of [
    [{}, "Kies wat wij gaan doen."],
    [{ besluit: "close" }, "Schrijf in een zin waarom."],
    [{ besluit: "weg", reden: "Dat kan niet." }, "Kies wat wij gaan doen."],
  ] as const) {
    const answer = await as("maker").post(`${path}/${item}`, fields, `${path}/${item}`);
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([400, true]);
  }
  const unfit = await as("maker").post(`${path}/${item}`, { besluit: "first-paid", reden: "Dat past niet." }, `${path}/${item}`);
  expect(unfit.status).toBe(409);
  expect((await as("maker").get(`${path}/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
  const recall = await as("maker").post(path, { kenmerk: "PGBONBEKEND", reden: "Dubbel betaald." }, path);
  // At its own field, with what was typed still there.
  const html = await recall.text();
  expect([recall.status, html.includes('href="#kenmerk"'), html.includes("PGBONBEKEND")]).toEqual([400, true, true]);
});

test("a decision is kept with its reason, once", async () => {
  const decided = await as("maker").post(`${path}/${item}`, { besluit: "pay-again", reden: "De bank vergiste zich." }, `${path}/${item}`);
  expect([decided.status, decided.headers.get("location")]).toEqual([303, path]);
  const html = await shown("maker", `${path}/${item}`);
  for (const words of ["Hierover is besloten", "Opnieuw betalen", "De bank vergiste zich."]) expect(html).toContain(words);
  expect(await shown("maker", path)).toContain("Er is niets te doen");
  const again = await as("maker").post(`${path}/${item}`, { besluit: "close", reden: "Nog een keer." }, path);
  expect(again.status).toBe(409);
});
