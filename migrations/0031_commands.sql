-- A command sees everything, and the door has asked before who may do what. As `pgb_app` PostgreSQL would all the same weigh, for every
-- row and statement, what a citizen or funder may see. So commands act as a role of their own, with the same grants, for which row
-- security on the state is one word: yes.
do $$
begin
  if not exists (select from pg_roles where rolname = 'pgb_command') then
    create role pgb_command nologin;
  end if;
  execute format('grant pgb_command to %I', current_user);
end $$;

-- Gives that role what `pgb_app` was granted, and its policy on every table of the state that has none yet. Run after each migration, so
-- that no new table can be forgotten.
create function log.let_commands_in() returns void
  language plpgsql as $$
declare
  one record;
begin
  for one in
    select distinct n.nspname from pg_namespace n, aclexplode(n.nspacl) a
    where a.grantee = 'pgb_app'::regrole and a.privilege_type = 'USAGE'
  loop
    execute format('grant usage on schema %I to pgb_command', one.nspname);
  end loop;
  for one in
    select c.oid::regclass as name, c.relkind, string_agg(distinct a.privilege_type, ', ') as privileges
    from pg_class c, aclexplode(c.relacl) a
    where c.relkind in ('r', 'p', 'v', 'S') and a.grantee = 'pgb_app'::regrole
    group by c.oid, c.relkind
  loop
    execute format('grant %s on %s %s to pgb_command', one.privileges, case one.relkind when 'S' then 'sequence' else 'table' end, one.name);
  end loop;
  for one in
    select c.oid::regclass as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relrowsecurity and c.relkind in ('r', 'p')
      and exists (select from pg_policy p where p.polrelid = c.oid and 'pgb_app'::regrole = any (p.polroles))
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'commands')
  loop
    execute format('create policy commands on %s to pgb_command using (true) with check (true)', one.name);
  end loop;
end $$;
