import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { openDb, type Db } from "./pool.ts";
import { testDatabase, type TestDatabase } from "./test-database.ts";
import { transaction } from "./transaction.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = openDb({ url: database.url, as: "owner", most: 1 });
  await sql`create table public.note (rank int primary key, text text)`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const write = (rank: number, text = "x") => sql`insert into public.note values (${rank}, ${text})`;
const ranks = async (): Promise<number[]> =>
  (await sql<{ rank: number }>`select rank from public.note order by rank`.execute(db)).rows.map(({ rank }) => rank);

test("statements that do not wait arrive in the order in which they were asked, each with its own answer", async () => {
  const answers = await transaction(db, {}, (tx) =>
    Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        // The builder and the template take different ways to the database.
        if (n % 2 === 0)
          await tx
            .insertInto("public.note" as never)
            .values({ rank: n, text: "b" })
            .execute();
        else await write(n).execute(tx);
        return (await sql<{ count: number }>`select count(*)::int as count from public.note`.execute(tx)).rows[0]?.count;
      }),
    ),
  );
  // All forty went out before the first count was asked.
  expect(answers).toEqual(Array.from({ length: 40 }, () => 40));
  await sql`delete from public.note`.execute(db);
});

test("what is left goes out with the commit, in its transaction", async () => {
  const seen = await transaction(db, {}, (tx, leave) => {
    leave(write(1).execute(tx));
    leave(write(2).execute(tx));
    return Promise.resolve("answer");
  });
  expect([seen, await ranks()]).toEqual(["answer", [1, 2]]);
});

test("a left statement that fails takes everything back, and says why it failed", async () => {
  const work = transaction(db, {}, async (tx, leave) => {
    await write(3).execute(tx);
    leave(write(1).execute(tx));
    leave(write(4).execute(tx));
  });
  await expect(work).rejects.toThrow(/duplicate key/);
  expect(await ranks()).toEqual([1, 2]);
});

test("a failure that the work passes over is no success", async () => {
  const work = transaction(db, {}, async (tx) => {
    await write(1)
      .execute(tx)
      .catch(() => undefined);
    return "done";
  });
  await expect(work).rejects.toThrow(/passed over/);
});

test("what the work throws is thrown on, and nothing is kept", async () => {
  const work = transaction(db, {}, async (tx) => {
    await write(5).execute(tx);
    throw new Error("no after all");
  });
  await expect(work).rejects.toThrow("no after all");
  expect(await ranks()).toEqual([1, 2]);
});

test("a transaction for reading cannot write", async () => {
  await expect(transaction(db, { accessMode: "read only" }, (tx) => write(6).execute(tx))).rejects.toThrow(/read-only/);
});

test("a query on an empty list finds nothing", async () => {
  const found = await transaction(db, {}, (tx) => tx.selectFrom("party.person").select("id").where("id", "in", []).execute());
  expect(found).toEqual([]);
});

test("a table that changes under a planned statement is read anew", async () => {
  const read = () => transaction(db, { accessMode: "read only" }, (tx) => sql`select * from public.note order by rank`.execute(tx));
  for (let time = 0; time < 3; time += 1) await read();
  await sql`alter table public.note add column more int default 7`.execute(db);
  expect((await read()).rows).toEqual([
    { rank: 1, text: "x", more: 7 },
    { rank: 2, text: "x", more: 7 },
  ]);
});

test("a moment is read as it was stored, whatever its fraction", async () => {
  const read = async (text: string) =>
    (await transaction(db, {}, (tx) => sql<{ at: string }>`select ${text}::timestamptz as at`.execute(tx))).rows[0]?.at;
  expect(await read("2026-11-02 09:00:00+00")).toBe("2026-11-02T09:00:00.000Z");
  expect(await read("2026-11-02 09:00:00.5+00")).toBe("2026-11-02T09:00:00.500Z");
  expect(await read("2026-11-02 09:00:00.123+01")).toBe("2026-11-02T08:00:00.123Z");
  expect(await read("2026-11-02 09:00:00.1235+00")).toBe("2026-11-02T09:00:00.124Z");
});

test("an ended database leaves no connection, whoever used it", async () => {
  const other = openDb({ url: database.url, as: "app" });
  await transaction(other, {}, (tx) => sql`select 1`.execute(tx));
  await other.destroy();
  await other.destroy();
  await expect(transaction(other, {}, (tx) => sql`select 1`.execute(tx))).rejects.toThrow(/after calling end/);
});

test("a transaction that says how many statements it asks is committed with the last, fewer too, and more is a defect", async () => {
  await sql`delete from public.note`.execute(db);
  const other = openDb({ url: database.url, as: "owner", most: 1 });
  const seen = await transaction(db, { asks: 2 }, async (tx) => {
    await Promise.all([write(10).execute(tx), write(11).execute(tx)]);
    // Committed before the work is done: another connection sees it.
    return (await sql<{ count: number }>`select count(*)::int as count from public.note`.execute(other)).rows[0]?.count;
  });
  await other.destroy();
  expect(seen).toBe(2);
  await transaction(db, { asks: 2 }, (tx) => write(12).execute(tx));
  await expect(transaction(db, { asks: 2 }, (tx) => Promise.all([write(13).execute(tx), write(10).execute(tx)]))).rejects.toThrow(
    /duplicate key/,
  );
  const three = transaction(db, { asks: 2 }, async (tx) => {
    for (const rank of [20, 21, 22]) await write(rank).execute(tx);
  });
  await expect(three).rejects.toThrow(/asked another/);
  // The third was never sent: it would be in no transaction.
  expect(await ranks()).toEqual([10, 11, 12, 20, 21]);
});

test("what was read is answered before its transaction has ended, and the connection is fit for the next", async () => {
  for (let time = 0; time < 20; time += 1) {
    await transaction(db, { accessMode: "read only" }, (tx) => sql`select 1`.execute(tx));
    await transaction(db, {}, (tx) => write(100 + time).execute(tx));
  }
  expect((await ranks()).filter((rank) => rank >= 100)).toHaveLength(20);
});
