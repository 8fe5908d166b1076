import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokenIn } from "../../test-app.ts";
import { ownIban } from "../fixtures.ts";
import { as, closeClerks, frozen, openClerks, shown, site } from "./clerks-for-tests.ts";

beforeAll(openClerks);
afterAll(closeClerks);

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
