import type pg from "pg";

const kinds: Record<string, string> = {
  uuid: "string",
  text: "string",
  int4: "number",
  int8: "number",
  bool: "boolean",
  date: "Day",
  timestamptz: "Instant",
  bytea: "Buffer",
  jsonb: "Json",
  _text: "string[]",
  _uuid: "string[]",
};
const words: Record<string, string> = {
  cents: "Cents",
  minutes: "Minutes",
  month: "Month",
  law: "Law",
  instant: "Instant",
  sha256: "string",
};

type Column = { schema: string; table: string; column: string; type: string; domain: string | null; nullable: boolean; filled: boolean };

const typeOf = ({ schema, table, column, type, domain, nullable, filled }: Column): string => {
  const bare = domain === null ? kinds[type] : words[domain];
  if (bare === undefined)
    throw new Error(`${schema}.${table}.${column} has type ${domain ?? type}, which has no kind of value in the program`);
  const whole = nullable ? `${bare} | null` : bare;
  return filled ? `Generated<${whole}>` : whole;
};

/** The TypeScript types of every table, read from a migrated database. A test holds src/db/tables.ts to this text. */
export const tablesSource = async (pool: pg.Pool): Promise<string> => {
  const { rows } = await pool.query<Column>(`
    select c.table_schema as schema, c.table_name as table, c.column_name as column, c.udt_name as type,
      c.domain_name as domain, c.is_nullable = 'YES' as nullable, c.column_default is not null as filled
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss', 'bank')
    order by c.table_schema collate "C", c.table_name collate "C", c.ordinal_position`);
  const tables = Map.groupBy(rows, ({ schema, table }) => `${schema}.${table}`);
  const body = [...tables].map(
    ([name, columns]) => `  "${name}": {\n${columns.map((column) => `    ${column.column}: ${typeOf(column)};`).join("\n")}\n  };`,
  );
  return `// Generated from the migrated database by \`npm run pgb -- generate\`. Do not edit.
import type { ColumnType, Generated } from "kysely";
import type { Day, Instant, Month } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { Cents, Minutes } from "../kernel/money.ts";

/** JSON goes in as text and comes out as a value that the reader must judge. */
type Json = ColumnType<unknown, string, string>;

/** Every table of the database. */
export type Database = {
${body.join("\n")}
};
`;
};
