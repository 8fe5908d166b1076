import { createHash } from "node:crypto";
import type pg from "pg";

// What is no state: the log itself (it is the input), who looked, what is being filled in, jobs, clocks, the bank, running processes.
const outside = /^(log\.(command|access|clock)|vault\..*|.*\.draft|sim\..*|web\..*|ops\..*|bank\..*|pgboss\..*)$/;

// Personal columns can be removed on request, so a hash that lasts leaves them out.
const personal: Record<string, readonly string[]> = {
  "party.personal": [
    "bsn_hash",
    "bsn_cipher",
    "chamber",
    "agb",
    "name",
    "salutation",
    "family_name",
    "first_names",
    "born",
    "address",
    "email",
    "phone",
  ],
  "party.bank_account": ["iban", "name"],
};

type Column = { table: string; column: string };

/** The hash of each table of the state, by name, without personal columns and whatever the order of rows on disk. */
export const tableHashes = async (pool: pg.Pool): Promise<Record<string, string>> => {
  const { rows } = await pool.query<Column>(`
    select c.table_schema || '.' || c.table_name as table, c.column_name as column
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
    order by 1, c.column_name collate "C"`);
  const columns = Map.groupBy(rows, ({ table }) => table);
  const hashes: Record<string, string> = {};
  for (const [table, all] of columns) {
    if (outside.test(table)) continue;
    const kept = all.map(({ column }) => column).filter((column) => !personal[table]?.includes(column));
    const [schema, name] = table.split(".");
    const result = await pool.query<{ hash: string }>(`
      select coalesce(encode(sha256(string_agg(hash, '' order by hash)), 'hex'), 'empty') as hash
      from (select sha256(convert_to(row(${kept.map((column) => `"${column}"`).join(", ")})::text, 'UTF8')) as hash from "${schema ?? ""}"."${name ?? ""}") r`);
    hashes[table] = result.rows[0]?.hash ?? "";
  }
  return hashes;
};

/** One hash over the whole state. */
export const stateHash = (tables: Readonly<Record<string, string>>): string =>
  createHash("sha256")
    .update(
      Object.entries(tables)
        .map(([table, hash]) => `${table} ${hash}\n`)
        .sort()
        .join(""),
    )
    .digest("hex");
