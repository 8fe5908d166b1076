import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type pg from "pg";
import { instant } from "../kernel/day.ts";
import { openPool } from "./pool.ts";
import { testDoor } from "./test-door.ts";

// What anybody may read: public facts, and what says how the program itself is doing.
const open = new Set(["party.funder", "log.clock"]);
const schemas = ["log", "vault", "ledger", "party", "budget", "agreement", "declaration", "payment"];

let app: pg.Pool;
let owner: pg.Pool;
let close: () => Promise<void>;
let tables: string[];

beforeAll(async () => {
  const house = await testDoor(instant("2026-11-02T08:00:00Z"));
  close = house.close;
  app = openPool({ url: house.url, as: "app", most: 1 });
  owner = openPool({ url: house.url, as: "owner", most: 1 });
  const { rows } = await owner.query<{ name: string }>(
    "select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname = any ($1) order by 1",
    [schemas],
  );
  tables = rows.map(({ name }) => name);
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await close();
});

describe("row security, the second lock", () => {
  test("stands on every table of the state", async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname = any ($1) and not c.relrowsecurity order by 1`,
      [schemas],
    );
    expect(rows.map(({ name }) => name).filter((name) => !open.has(name))).toEqual([]);
  });

  test("unset sees nothing, whatever is in the table", async () => {
    await owner.query("insert into party.person (id, kind, known_since) values (gen_random_uuid(), 'natural', '2026-01-01')");
    await owner.query("insert into vault.payload (hash, media, content) values (repeat('a', 64), 'text/plain', 'secret')");
    for (const table of tables.filter((name) => !open.has(name))) {
      const { rows } = await app.query(`select 1 from ${table} limit 1`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });

  test("opens for commands as a role of their own, on the same tables and for the same statements", async () => {
    const { rows } = await owner.query<{ grantee: string; granted: string }>(
      `select grantee, string_agg(table_schema || '.' || table_name || ' ' || privilege_type, ', ' order by table_schema, table_name, privilege_type) as granted
       from information_schema.role_table_grants where grantee in ('pgb_app', 'pgb_command') and table_schema = any ($1) group by grantee order by grantee`,
      [schemas],
    );
    expect(rows.map(({ grantee }) => grantee)).toEqual(["pgb_app", "pgb_command"]);
    expect(rows[1]?.granted).toBe(rows[0]?.granted);
    await expect(app.query("begin; set local role pgb_command; delete from ledger.transfer")).rejects.toThrow(/permission denied/);
    await app.query("rollback");
    const { rows: seen } = await app.query("select 1 from party.person limit 1");
    expect(seen).toEqual([]);
  });

  test("nothing can be written outside a command, nor removed by the application at all", async () => {
    await expect(
      app.query("insert into party.person (id, kind, known_since) values (gen_random_uuid(), 'natural', '2026-01-01')"),
    ).rejects.toThrow(/row-level security/);
    for (const table of [
      "ledger.account",
      "ledger.transfer",
      "log.command",
      "log.receipt",
      "payment.order",
      "declaration.line",
      "agreement.agreement",
    ]) {
      await expect(app.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    }
    await expect(app.query("update ledger.transfer set amount = 1")).rejects.toThrow(/permission denied/);
    await expect(owner.query("update ledger.transfer set amount = 1")).rejects.toThrow(/append-only/);
    await expect(owner.query("truncate ledger.transfer cascade")).rejects.toThrow(/append-only/);
  });
});
