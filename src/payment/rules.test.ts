import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { command, type Door } from "../db/command.ts";
import { openPool, reading } from "../db/pool.ts";
import { payloadOf } from "../db/queries.ts";
import { testDoor } from "../db/test-door.ts";
import { accountOf, standingOn } from "../ledger/post.ts";
import { decideWork } from "./decide-work.ts";
import { takeBankFile } from "./import-bank-file.ts";
import { lacking, mandateFor } from "./batch.ts";
import { differencesNow, paymentDifferences } from "./differences.ts";
import { frozenBatch, head, maker, openTestAccount, releasers, seedClaims, testIban } from "./fixtures.ts";
import { makeBatch } from "./make-batch.ts";
import { openOwnAccount } from "./open-account.ts";
import { ownAccount } from "./queries.ts";
import { waitingPayments } from "./read.ts";
import { releaseBatch } from "./release-batch.ts";
import { headReasonsFor, ruleFor, type Rule } from "./rule.ts";
import { setRule } from "./set-rule.ts";

const limits = { fileCents: cents(1_000), dayCents: cents(1_500), fileCount: 2 };
for (const [why, count, sum, thatDay, reasons] of [
  ["on every limit", 2, 1_000, 500, []],
  ["a cent over the limit of a file", 1, 1_001, 0, ["file-amount"]],
  ["one over the number", 3, 300, 0, ["file-count"]],
  ["a cent over the limit of a day", 1, 1_000, 501, ["day-amount"]],
  ["over all of them", 3, 1_501, 0, ["file-amount", "file-count", "day-amount"]],
] as const)
  test(`a higher mandate is needed: ${why}`, () =>
    expect(headReasonsFor(limits, { count, sum: cents(sum), thatDay: cents(thatDay) })).toEqual(reasons));

describe("which rule holds", () => {
  const rule = (id: string, more: Partial<Rule>): Rule => ({
    ...{
      id,
      kind: "route",
      account: null,
      funder: null,
      law: null,
      from: day("2026-01-01"),
      value: { account: id },
      source: "x",
      setBy: "x",
    },
    ...more,
  });
  const rules = [
    rule("all", {}),
    rule("all later", { from: day("2026-06-01") }),
    rule("wlz", { law: "wlz" }),
    rule("funder", { funder: "0363" }),
    rule("funder and law", { funder: "0363", law: "wmo", from: day("2026-03-01") }),
  ];
  for (const [funder, law, on, id] of [
    ["0599", "wmo", "2025-12-31", undefined],
    ["0599", "wmo", "2026-01-01", "all"],
    ["0599", "wmo", "2026-05-31", "all"],
    ["0599", "wmo", "2026-06-01", "all later"],
    ["0599", "wlz", "2026-06-01", "wlz"],
    ["0363", "wlz", "2026-06-01", "funder"],
    ["0363", "wmo", "2026-02-28", "funder"],
    ["0363", "wmo", "2026-03-01", "funder and law"],
  ] as const)
    test(`for ${funder} and ${law} on ${on}: ${id ?? "none"}`, () =>
      expect(ruleFor(rules, "route", { funder, law }, day(on))?.id).toBe(id));
});

describe("whose signature is lacking", () => {
  const signed = (text: string) =>
    Array.from(text, (one, n) => ({ person: String(n), mandate: one === "H" ? ("head" as const) : ("releaser" as const) }));
  for (const [given, needsHead, releasersLeft, headLeft] of [
    ["", false, 2, false],
    ["R", false, 1, false],
    ["RR", false, 0, false],
    ["", true, 2, true],
    ["H", true, 2, false],
    ["RH", true, 1, false],
    ["RR", true, 0, true],
    ["RRH", true, 0, false],
  ] as const)
    test(`${given === "" ? "nobody" : given} signed, a higher mandate is ${needsHead ? "" : "not "}needed`, () =>
      expect(lacking(signed(given), needsHead)).toEqual({ releasers: releasersLeft, head: headLeft }));
  for (const [roles, left, mandate] of [
    [["payment-head"], { releasers: 2, head: true }, "head"],
    [["payment-head"], { releasers: 2, head: false }, null],
    [["payment-releaser"], { releasers: 1, head: true }, "releaser"],
    [["payment-releaser"], { releasers: 0, head: true }, null],
    [["payment-releaser", "payment-head"], { releasers: 1, head: true }, "head"],
    [["payment-releaser", "payment-head"], { releasers: 1, head: false }, "releaser"],
    [["payment-maker"], { releasers: 2, head: true }, null],
  ] as const)
    test(`${roles.join(" and ")} with ${JSON.stringify(left)} lacking signs as ${String(mandate)}`, () =>
      expect(mandateFor(roles, left)).toBe(mandate));
});

describe("rules at work", () => {
  let door: Door;
  let url: string;
  let close: () => Promise<void>;
  let account: string;
  const asClerk = <T>(work: Parameters<typeof reading<T>>[2]) => reading(door.db, { scope: "svb" }, work);
  const set = (rule: object, actor = service("test")) => command(door, setRule, { rule: { source: "Afspraak", ...rule } }, { actor });
  const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
  const sign = (batch: string, contentHash: string, actor = head) => command(door, releaseBatch, { batch, contentHash }, { actor });

  beforeEach(async () => {
    ({ door, url, close } = await testDoor(instant("2026-11-02T08:00:00.000Z")));
    account = await openTestAccount(door);
  });
  afterEach(() => close());

  const seeds = async (count: number, first = 1) =>
    (
      await seedClaims(
        door,
        Array.from({ length: count }, (_, n) => ({ number: first + n, amount: cents(1_000) })),
      )
    ).map(({ declaration }) => declaration);

  test("a file above its limit needs a third signature, and goes only with it", async () => {
    await set({ kind: "limits", account, from: "2026-01-01", value: { fileCents: 1_500, dayCents: 9_000, fileCount: 10 } });
    const declarations = await seeds(2);
    const [proposed] = await asClerk((tx) => waitingPayments(tx, day("2026-11-02")));
    expect(proposed).toMatchObject({ beyond: true, payable: { count: 1 }, head: [] });
    const [above] = await asClerk((tx) => waitingPayments(tx, day("2026-11-02"), true));
    expect(above).toMatchObject({ beyond: false, payable: { count: 2 }, head: ["file-amount"] });
    const { batch, contentHash, needsHead } = await frozenBatch(door, account, declarations);
    expect(needsHead).toEqual(["file-amount"]);
    await sign(batch, contentHash, releasers[0]);
    expect(await sign(batch, contentHash, releasers[1])).toMatchObject({ state: "frozen", lacking: { releasers: 0, head: true } });
    const owner = openPool({ url, as: "owner", most: 1 });
    await expect(owner.query("update payment.batch set state = 'released' where id = $1", [batch])).rejects.toThrow(/higher mandate/);
    await owner.end();
    expect(await sign(batch, contentHash)).toMatchObject({ state: "released", signatures: 3 });
    expect(await asClerk(paymentDifferences)).toEqual([]);
  });

  test("the second file of a day counts the first", async () => {
    await set({ kind: "limits", account: null, from: "2026-01-01", value: { fileCents: 1_500, dayCents: 1_999, fileCount: 10 } });
    expect((await frozenBatch(door, account, await seeds(1))).needsHead).toEqual([]);
    expect((await frozenBatch(door, account, await seeds(1, 2))).needsHead).toEqual(["day-amount"]);
  });

  test("who has a higher mandate signs nothing that does not need it, and the database holds a batch to its limits", async () => {
    const { batch, contentHash } = await frozenBatch(door, account, await seeds(1));
    await refused(sign(batch, contentHash), "release-not-independent");
    const { batch: draft } = await command(door, makeBatch, { account, declarations: await seeds(1, 2) }, { actor: maker });
    const owner = openPool({ url, as: "owner", most: 1 });
    await expect(
      owner.query(
        "update payment.batch set state = 'frozen', sum = 1500000001, count = 1, content_hash = repeat('0', 64), frozen_on = '2026-11-02', execution_day = '2026-11-02' where id = $1",
        [draft],
      ),
    ).rejects.toThrow(/passes a limit/);
    await owner.end();
  });

  test("a person sets a rule for tomorrow or later, once, and nobody else sets one", async () => {
    const rule = { kind: "cut-off", account, value: { time: "15:30" } };
    await refused(set({ ...rule, from: "2026-11-02" }, head), "input-invalid");
    expect(await set({ ...rule, from: "2026-11-03" }, head)).toMatchObject({ from: "2026-11-03" });
    await refused(set({ ...rule, from: "2026-11-03" }, head), "rule-known");
    await refused(set({ ...rule, from: "2026-11-04" }, maker), "not-allowed");
    await refused(set({ ...rule, from: "2026-11-04", value: { time: "25:00" } }, head), "input-invalid");
    await refused(set({ ...rule, from: "2026-02-30" }, head), "input-invalid");
    await refused(set({ kind: "route", funder: "9999", law: null, from: "2026-11-04", value: { account } }, head), "input-invalid");
  });

  test("each account has its own cut-off and version", async () => {
    await set({ kind: "cut-off", account, from: "2026-01-01", value: { time: "09:00" } });
    await set({ kind: "format", account, from: "2026-01-01", value: { version: "pain.001.001.03" } });
    const { batch, executionDay } = await frozenBatch(door, account, await seeds(1));
    expect(executionDay).toBe("2026-11-03");
    const bytes = await asClerk(async (tx) => {
      const { file } = await tx.selectFrom("payment.batch").select("file").where("id", "=", batch).executeTakeFirstOrThrow();
      return (await payloadOf(tx, file ?? ""))?.content;
    });
    expect(bytes?.toString()).toContain("pain.001.001.03");
  });

  test("two accounts each pay their own, from the day of the rule, and each has its own money in transit", async () => {
    const reserve = (await command(door, openOwnAccount, { iban: testIban(777), bic: null, name: "SVB Wmo" }, { actor: service("test") }))
      .account;
    const declarations = await seeds(2);
    await refused(command(door, makeBatch, { account: reserve, declarations }, { actor: maker }), "batch-empty");
    await set({ kind: "route", funder: "0363", law: "wmo", from: "2026-11-02", value: { account: reserve } });
    await refused(command(door, makeBatch, { account, declarations }, { actor: maker }), "batch-empty");
    const waiting = await asClerk((tx) => waitingPayments(tx, day("2026-11-02")));
    expect(waiting.map((one) => [one.own?.name, one.payable.count])).toEqual([
      ["SVB Pgb", 0],
      ["SVB Wmo", 2],
    ]);
    const { batch, contentHash } = await frozenBatch(door, reserve, declarations);
    for (const actor of releasers) await sign(batch, contentHash, actor);
    const standing = await asClerk(async (tx) => {
      const own = await ownAccount(tx, reserve);
      return [await standingOn(tx, await accountOf(tx, "transit", "main")), await standingOn(tx, own?.transit_account_id ?? "")];
    });
    expect(standing).toEqual([0, -2_000]);
    expect(await asClerk((tx) => differencesNow(tx, day("2026-11-02")))).toEqual([]);
    expect(await asClerk(paymentDifferences)).toEqual([]);

    // What a person decides moves the money of the account that paid, not of the first.
    await takeBankFile(door, Buffer.from(await refusedAsDouble(batch)), service("test"));
    const { id } = await asClerk((tx) =>
      tx.selectFrom("payment.work").select("id").where("kind", "=", "duplicate").executeTakeFirstOrThrow(),
    );
    await command(door, decideWork, { work: id, decision: "not-paid", personal: { reason: "Gebeld met de bank." } }, { actor: maker });
    expect(await asClerk(async (tx) => standingOn(tx, (await ownAccount(tx, reserve))?.transit_account_id ?? ""))).toBe(-1_000);
    expect(await asClerk((tx) => differencesNow(tx, day("2026-11-02")))).toEqual([]);
    expect(await asClerk(paymentDifferences)).toEqual([]);
  });

  /** What the bank says when it had the first payment of a batch before. */
  const refusedAsDouble = (batch: string): Promise<string> =>
    asClerk(async (tx) => {
      const { message_id: file } = await tx
        .selectFrom("payment.batch")
        .select("message_id")
        .where("id", "=", batch)
        .executeTakeFirstOrThrow();
      const order = await tx.selectFrom("payment.order").select("end_to_end").orderBy("end_to_end").executeTakeFirstOrThrow();
      return (
        `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>X-1</MsgId><CreDtTm>2026-11-02T18:00:00</CreDtTm></GrpHdr>` +
        `<OrgnlGrpInfAndSts><OrgnlMsgId>${file ?? ""}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>` +
        `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${file ?? ""}</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>${order.end_to_end}</OrgnlEndToEndId><TxSts>RJCT</TxSts>` +
        `<StsRsnInf><Rsn><Cd>AM05</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`
      );
    });
});
