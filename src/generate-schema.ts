import type pg from "pg";
import { code, heading, page, table } from "./generate-page.ts";

const ours = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'pgboss', 'public')`;

type Table = { id: number; name: string; secured: boolean };
type Column = { id: number; name: string; type: string; required: boolean; filled: string | null };
type Rule = { id: number; name: string; text: string };

const tablesOf = async (pool: pg.Pool): Promise<Table[]> =>
  (
    await pool.query<Table>(`
      select c.oid::int as id, n.nspname || '.' || c.relname as name, c.relrowsecurity as secured
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ours}
      order by n.nspname collate "C", c.relname collate "C"`)
  ).rows;

const columnsOf = async (pool: pg.Pool): Promise<Column[]> =>
  (
    await pool.query<Column>(`
      select a.attrelid::int as id, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
        pg_get_expr(d.adbin, d.adrelid) as filled
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and ${ours}
      order by a.attrelid, a.attnum`)
  ).rows;

/** Constraints, unique indexes, triggers, row security and grants, each as a sentence of SQL. */
const rulesOf = async (pool: pg.Pool): Promise<Rule[]> =>
  (
    await pool.query<Rule>(`
      select c.oid::int as id, r.name, r.text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (
        select 1 as kind, k.conname::text as name, pg_get_constraintdef(k.oid) as text
        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x')
        union all
        select 2, i.relname, regexp_replace(pg_get_indexdef(x.indexrelid), '^CREATE (UNIQUE )?INDEX \\S+ ON \\S+ USING', 'index \\1on')
        from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.conrelid = c.oid)
        union all
        select 3, t.tgname, regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER \\S+ (.*) ON \\S+ (.*)$', 'trigger \\1 \\2')
        from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal
        union all
        select 4, p.policyname, 'row security for ' || lower(p.cmd)
          || coalesce(' using ' || regexp_replace(p.qual, '\\s+', ' ', 'g'), '') || coalesce(' with check ' || regexp_replace(p.with_check, '\\s+', ' ', 'g'), '')
        from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname and p.policyname <> 'commands'
        union all
        select 5, g.grantee, 'may ' || string_agg(lower(g.privilege_type), ', ' order by g.privilege_type)
        from information_schema.role_table_grants g
        where g.table_schema = n.nspname and g.table_name = c.relname and g.grantee in ('pgb_app', 'pgb_bank')
        group by g.grantee
      ) r
      where c.relkind in ('r', 'p') and ${ours}
      order by c.oid, r.kind, r.name collate "C"`)
  ).rows;

/** The database: tables, columns, and every promise that PostgreSQL itself keeps. */
export const schemaPage = async (pool: pg.Pool): Promise<string> => {
  const tables = await tablesOf(pool);
  const columns = Map.groupBy(await columnsOf(pool), ({ id }) => id);
  const rules = Map.groupBy(await rulesOf(pool), ({ id }) => id);
  const section = ({ id, name, secured }: Table): string =>
    page(
      `## ${name}${secured ? "" : "\n\nWithout row security."}`,
      table(
        ["Column", "Type", "Required", "Default"],
        (columns.get(id) ?? []).map((column) => [
          code(column.name),
          column.type,
          column.required ? "yes" : "",
          column.filled === null ? "" : code(column.filled),
        ]),
      ),
      (rules.get(id) ?? []).map((rule) => `- ${code(rule.name)}: ${code(rule.text)}`).join("\n"),
    );
  return page(
    heading(
      "The database",
      "the catalogue of a migrated PostgreSQL",
      "One schema per module, and only that module writes it. The role `pgb_app` owns nothing; what it sees depends on what the door said about the transaction (`log.scope()`), and nothing said sees nothing. Commands act as `pgb_command`, which may do the same and sees all of it. `pgb_bank` is the simulated bank, which sees its own books only. The tables of pg-boss (jobs) are left out.",
    ),
    ...tables.map(section),
  );
};
