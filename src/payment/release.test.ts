import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { service } from "../kernel/actor.ts";
import { day, instant } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Door } from "../db/command.ts";
import { openPool, reading } from "../db/pool.ts";
import { payloadOf } from "../db/queries.ts";
import { testDoor } from "../db/test-door.ts";
import { openClaims } from "../declaration/claims.ts";
import { frozenBatch, maker, openTestAccount, ownIban, releasedBatch, releasers, seedClaims, testIban, type Seed } from "./fixtures.ts";
import { freezeBatch } from "./freeze-batch.ts";
import { makeBatch, planBatch } from "./make-batch.ts";
import { epcFaults } from "./messages/epc.ts";
import { schemaFaults, schemasPresent } from "./messages/xsd-for-tests.ts";
import { openOwnAccount } from "./open-account.ts";
import { releaseBatch } from "./release-batch.ts";
import { recordSent } from "./send-batch.ts";
import { withdrawBatch } from "./withdraw-batch.ts";

let door: Door;
let url: string;
let close: () => Promise<void>;
let account: string;

beforeEach(async () => {
  ({ door, url, close } = await testDoor(instant("2026-11-02T08:00:00.000Z")));
  account = await openTestAccount(door);
});
afterEach(() => close());

const one: Seed = { number: 1, amount: cents(1_000) };
const seed = async (...seeds: Seed[]) => (await seedClaims(door, seeds.length > 0 ? seeds : [one])).map(({ declaration }) => declaration);
const release = (batch: string, contentHash: string, actor = releasers[0]) =>
  command(door, releaseBatch, { batch, contentHash }, { actor });
const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
const states = () =>
  reading(door.db, { scope: "svb" }, async (tx) => ({
    batches: (await tx.selectFrom("payment.batch").select("state").orderBy("made_at").execute()).map(({ state }) => state),
    orders: (await tx.selectFrom("payment.order").select("state").orderBy("state").execute()).map(({ state }) => state),
    lines: (await tx.selectFrom("declaration.line").select("state").orderBy("state").execute()).map(({ state }) => state),
    claims: (await tx.selectFrom("declaration.claim").select("state").orderBy("state").execute()).map(({ state }) => state),
  }));

describe("who pays", () => {
  test("two other people release, and only then the money is in transit and the sending is left", async () => {
    const { batch, contentHash } = await frozenBatch(door, account, await seed());
    expect(await release(batch, contentHash)).toEqual({ state: "frozen", signatures: 1, lacking: { releasers: 1, head: false } });
    expect((await states()).batches).toEqual(["frozen"]);
    expect(await release(batch, contentHash, releasers[1])).toEqual({
      state: "released",
      signatures: 2,
      lacking: { releasers: 0, head: false },
    });
    const owner = openPool({ url, as: "owner", most: 1 });
    const { rows } = await owner.query<{ name: string; data: unknown }>("select name, data from pgboss.job where name = 'send-batch'");
    const { rows: transfers } = await owner.query<{ code: string; phase: string }>(
      "select code, phase from ledger.transfer where code in ('claim', 'pay') order by code",
    );
    await owner.end();
    expect(rows).toEqual([{ name: "send-batch", data: { batch } }]);
    expect(transfers).toEqual([
      { code: "claim", phase: "pending" },
      { code: "pay", phase: "post" },
    ]);
  });

  test("the same person does not release twice", async () => {
    const { batch, contentHash } = await frozenBatch(door, account, await seed());
    await release(batch, contentHash);
    await refused(release(batch, contentHash), "release-not-independent");
  });

  test("the maker does not release, also when holding both roles", async () => {
    const { batch, contentHash } = await frozenBatch(door, account, await seed());
    await refused(release(batch, contentHash, maker), "not-allowed");
    await refused(release(batch, contentHash, { ...maker, roles: ["payment-maker", "payment-releaser"] }), "release-not-independent");
  });

  test("who changed an account number in the batch does not release", async () => {
    const { batch, contentHash } = await frozenBatch(door, account, await seed({ ...one, changedBy: releasers[0].person }));
    await refused(release(batch, contentHash), "release-not-independent");
    await release(batch, contentHash, releasers[1]);
  });

  test("another hash than that of the content is refused", async () => {
    const { batch } = await frozenBatch(door, account, await seed());
    await refused(release(batch, "0".repeat(64)), "batch-changed");
  });

  test("an account that changed after the batch was frozen is not paid", async () => {
    const [seeded] = await seedClaims(door, [one]);
    const { batch, contentHash } = await frozenBatch(door, account, [seeded!.declaration]);
    const owner = openPool({ url, as: "owner", most: 1 });
    await owner.query(
      "insert into party.bank_account (id, person_id, iban, name, from_day, changed_by) values (gen_random_uuid(), $1, $2, 'x', '2026-11-02', 'y')",
      [seeded!.provider, testIban(99)],
    );
    await owner.end();
    await refused(release(batch, contentHash), "batch-changed");
  });

  test("a draft cannot be released, and what is released cannot be withdrawn or frozen again", async () => {
    const declarations = await seed();
    const { batch: draft } = await command(door, makeBatch, { account, declarations }, { actor: maker });
    await refused(release(draft, "0".repeat(64)), "batch-not-possible");
    await command(door, withdrawBatch, { batch: draft }, { actor: maker });
    const { batch } = await releasedBatch(door, account, declarations);
    await refused(command(door, withdrawBatch, { batch }, { actor: maker }), "batch-not-possible");
    await refused(command(door, freezeBatch, { batch }, { actor: maker }), "batch-not-possible");
  });

  test("a holder, a provider or a funder does nothing here", async () => {
    const { batch, contentHash } = await frozenBatch(door, account, await seed());
    const funder = { ...releasers[0], organisation: "0363" };
    await refused(release(batch, contentHash, funder), "not-allowed");
    await refused(command(door, recordSent, { batch, receipt: "R" }, { actor: maker }), "not-allowed");
    await refused(command(door, recordSent, { batch, receipt: "R" }, { actor: service("send-batch") }), "batch-not-possible");
  });
});

describe("the database guards as well", () => {
  const asApp = (statement: string) =>
    door.db.transaction().execute(async (tx) => {
      await sql`select set_config('pgb.scope', 'command', true)`.execute(tx);
      await sql.raw(statement).execute(tx);
    });

  test("the application cannot release, alter, refill or skip by SQL", async () => {
    const { batch } = await frozenBatch(door, account, await seed());
    await expect(asApp(`update payment.batch set state = 'released' where id = '${batch}'`)).rejects.toThrow("two independent releases");
    for (const person of [maker.person, releasers[0].person])
      await asApp(`insert into payment.release select id, '${person}', content_hash, now() from payment.batch`);
    await expect(asApp(`update payment.batch set state = 'sent' where id = '${batch}'`)).rejects.toThrow("two independent releases");
    await expect(asApp(`update payment.batch set sum = sum + 1`)).rejects.toThrow("frozen");
    await expect(asApp(`update payment.batch set content_hash = repeat('1', 64)`)).rejects.toThrow("frozen");
    await expect(asApp(`update payment.order set amount = amount + 1`)).rejects.toThrow("cannot change");
    await expect(asApp(`update payment.batch_order set live = false`)).rejects.toThrow("frozen");
    await expect(asApp(`delete from payment.release`)).rejects.toThrow("permission denied");
    await expect(asApp(`update payment.release set person = 'x'`)).rejects.toThrow("permission denied");
    await expect(
      asApp(
        `insert into payment.batch (id, own_account_id, state, made_by, made_at, content_hash) select gen_random_uuid(), own_account_id, 'released', 'x', now(), content_hash from payment.batch`,
      ),
    ).rejects.toThrow("begin as a draft");
  });

  test("outside a command it sees and makes nothing", async () => {
    await frozenBatch(door, account, await seed());
    expect(await door.db.selectFrom("payment.batch").selectAll().execute()).toEqual([]);
    expect(await reading(door.db, { scope: "citizen" }, (tx) => tx.selectFrom("payment.order").selectAll().execute())).toEqual([]);
  });
});

describe("what is paid", () => {
  test("the file is valid, holds each order once, and is the same bytes for ever", async () => {
    const { batch, messageId, count, sum, executionDay } = await frozenBatch(
      door,
      account,
      await seed({ ...one, freeRoom: cents(250) }, { number: 2, amount: cents(2_000) }),
    );
    expect([messageId.length, count, sum, executionDay]).toEqual([30, 2, 3_000, "2026-11-02"]);
    const xml = await reading(door.db, { scope: "svb" }, async (tx) => {
      const { file } = await tx.selectFrom("payment.batch").select("file").where("id", "=", batch).executeTakeFirstOrThrow();
      return (await payloadOf(tx, file ?? ""))?.content?.toString("utf8") ?? "";
    });
    expect(epcFaults(xml)).toEqual([]);
    if (schemasPresent) expect(schemaFaults("pain.001.001.09", xml)).toEqual([]);
    expect(xml).toContain("<Nm>Zorg 1 + Cafe</Nm>");
    expect(xml).toContain("<Ustrd>Pgb declaratie DC-1 oktober 2026</Ustrd>");
    expect(xml).not.toMatch(/9999\d{5}/);
  });

  test("the plan lists what is open, the batch takes it, and withdrawing gives it back", async () => {
    const declarations = await seed(one, { number: 2, amount: cents(2_000) });
    const plan = await reading(door.db, { scope: "svb" }, planBatch);
    expect([plan.claims.map(({ declaration }) => declaration).sort(), plan.sum]).toEqual([[...declarations].sort(), 3_000]);
    const { batch } = await frozenBatch(door, account, declarations);
    expect(await reading(door.db, { scope: "svb" }, (tx) => openClaims(tx, 10))).toEqual([]);
    expect(await states()).toEqual({
      batches: ["frozen"],
      orders: ["batched", "batched"],
      lines: ["ordered", "ordered"],
      claims: ["ordered", "ordered"],
    });
    await command(door, withdrawBatch, { batch }, { actor: maker });
    expect(await states()).toEqual({
      batches: ["withdrawn"],
      orders: ["withdrawn", "withdrawn"],
      lines: ["approved", "approved"],
      claims: ["open", "open"],
    });
    await releasedBatch(door, account, declarations);
    expect((await states()).orders).toEqual(["batched", "batched", "withdrawn", "withdrawn"]);
  });

  test("who cannot be paid today is left out with the reason", async () => {
    const declarations = await seed(
      one,
      { number: 2, amount: cents(1), iban: null },
      { number: 3, amount: cents(1), blocked: true },
      { number: 4, amount: cents(1), earlierAccount: true, accountFrom: day("2026-11-02") },
      { number: 5, amount: cents(1), accountFrom: day("2026-11-02") },
    );
    const made = await command(door, makeBatch, { account, declarations }, { actor: maker });
    expect(made.orders).toBe(2);
    expect(made.leftOut.map(({ declaration, reason }) => [declarations.indexOf(declaration), reason])).toEqual([
      [1, "no-account"],
      [2, "blocked"],
      [3, "account-held"],
    ]);
    await refused(command(door, makeBatch, { account, declarations }, { actor: maker }), "batch-empty");
  });

  test("the same declaration in two batches at once comes into one", async () => {
    const declarations = await seed();
    const make = () =>
      command(door, makeBatch, { account, declarations }, { actor: maker }).then(
        () => "made",
        (error: unknown) => (error instanceof Refusal ? error.code : error),
      );
    expect((await Promise.all([make(), make(), make()])).sort()).toEqual(["batch-empty", "batch-empty", "made"]);
    expect((await states()).orders).toEqual(["batched"]);
  });

  test("the same account of ours again, an unknown one, and unknown declarations are refused", async () => {
    const declarations = await seed();
    await refused(command(door, openOwnAccount, { iban: ownIban, bic: null, name: "x" }, { actor: service("test") }), "own-account-known");
    await refused(command(door, makeBatch, { account: declarations[0], declarations }, { actor: maker }), "own-account-unknown");
    await refused(command(door, makeBatch, { account, declarations: [account] }, { actor: maker }), "not-found");
    await refused(
      command(door, makeBatch, { account, declarations: [...declarations, ...declarations] }, { actor: maker }),
      "input-invalid",
    );
    await refused(command(door, makeBatch, { account, declarations: [] }, { actor: maker }), "input-invalid");
  });
});
