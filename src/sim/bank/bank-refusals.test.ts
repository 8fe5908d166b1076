import { expect, test } from "vitest";
import { pain001 } from "../../payment/messages/pain001.ts";
import { call, close, creditors, files, fromBrowser, orderOf, own, put, reports, statements, useBank } from "./bank-for-tests.ts";

useBank();

const good = pain001(orderOf([1000, 2000])).xml;
for (const [why, xml, reason] of [
  ["a wrong total in the header", good.replace("<CtrlSum>30.00", "<CtrlSum>30.01"), "AM10"],
  ["a wrong count in the header", good.replace("<NbOfTxs>2", "<NbOfTxs>3"), "AM19"],
  ["an unknown account", good.replace(`<DbtrAcct><Id><IBAN>${own}`, `<DbtrAcct><Id><IBAN>${creditors[2]}`), "AC02"],
  ["dollars", good.replace('Ccy="EUR"', 'Ccy="USD"'), "AM11"],
  ["three decimals", good.replace(">10.00<", ">10.001<"), "AM12"],
  ["nothing", good.replace(">10.00<", ">0.00<"), "AM01"],
  ["a day too far", good.replace("2026-11-03", "2027-11-30"), "CH03"],
  ["another service", good.replace("SEPA", "URGP"), "FF03"],
  ["an accent", good.replace("Zorgverlener 0", "Zorgverlenér 0"), "FF01"],
  ["the same reference twice", good.replace("PGB-1-1", "PGB-1-0"), "DU04"],
] as const)
  test(`the bank rejects ${why}`, async () => {
    expect(await call("PUT", "/bestanden/x.xml", xml)).toMatchObject({ status: 202, body: { status: "rejected", reason } });
    expect(await reports()).toMatchObject([{ groupStatus: "RJCT", reasons: [{ code: reason }] }]);
    expect(await put(orderOf([1000, 2000]))).toMatchObject({ body: { status: "accepted" } });
  });

test("a creditor that does not exist is rejected by itself, and the rest is paid", async () => {
  expect(await call("PUT", "/bestanden/x.xml", good.replace(creditors[0], "NL00ABNA0417164300"))).toMatchObject({
    body: { status: "accepted" },
  });
  await close("2026-11-04");
  expect((await statements())[1]?.entries.map(({ entry }) => [entry.amount, entry.batch?.count])).toEqual([[-2000, 1]]);
  expect((await reports()).at(-1)).toMatchObject({
    batches: [{ status: "PART", transactions: [{ endToEndId: "PGB-1-0", reasons: [{ code: "AC01" }] }] }],
  });
});

test("what is no payment file, or no good question, is refused with a reason and changes nothing", async () => {
  for (const [method, path, body, status] of [
    ["PUT", "/bestanden/x.xml", "<!DOCTYPE x><x/>", 422],
    ["PUT", "/bestanden/x.xml", good.slice(0, -40), 422],
    ["PUT", "/bestanden/x.xml", "", 422],
    ["PUT", "/bestanden/..%2Fx", good, 400],
    ["PUT", "/bestanden/%00", good, 400],
    ["PUT", "/bestanden/%ff", good, 400],
    ["GET", "/bestanden/PGB-9", undefined, 404],
    ["GET", "/uitgaand?na=x", undefined, 400],
    ["GET", "/uitgaand/7777", undefined, 404],
    ["POST", "/dag", "niets", 400],
    ["POST", "/dag", '{"day":"2026-02-30"}', 400],
    ["POST", "/dag", '{"day":"2099-01-01"}', 422],
    ["POST", "/storting", { iban: creditors[0], amountCents: 1, remittance: "x", day: "2026-11-02" }, 404],
    ["POST", "/storting", { iban: own, amountCents: 1, remittance: "x", day: "2026-10-01" }, 409],
    ["POST", "/storting", { iban: own, amountCents: 1, remittance: "x", day: "2026-11-02", key: "first" }, 409],
    ["POST", "/storting", { iban: own, amountCents: -1, remittance: "x", day: "2026-11-02" }, 400],
    ["POST", "/storting", { iban: own, amountCents: 1, remittance: "\0", day: "2026-11-02" }, 400],
    ["PUT", `/gedrag/${own}`, { outcome: "reject" }, 400],
    ["PUT", "/rekeningen/BE71096123456769", { name: "x", day: "2026-11-02" }, 400],
    ["DELETE", "/dag", undefined, 405],
    ["GET", "/anders", undefined, 404],
  ] as const)
    expect([method, path, (await call(method, path, body)).status]).toEqual([method, path, status]);
  const browser = await fromBrowser("POST", "/dag", '{"day":"2026-12-01"}');
  expect(browser.status).toBe(403);
  expect(await files()).toEqual([]);
});
