-- The words of the database: schemas (one per module), domains, roles, and the functions that every table leans on.
-- A module writes only its own schema; src/architecture.test.ts holds that.

create schema log;       -- commands and receipts: what was decided, by whom, why
create schema vault;     -- payloads with personal data: raw messages, free text, files
create schema ledger;    -- money
create schema party;     -- people and organisations
create schema budget;    -- awards
create schema agreement;
create schema declaration;
create schema payment;
create schema sim;       -- the learning environment

create domain cents as bigint;
create domain minutes as integer check (value >= 0);
create domain month as text check (value ~ '^\d{4}-(0[1-9]|1[0-2])$');
create domain law as text check (value in ('wlz', 'wmo', 'jeugdwet', 'zvw'));
create domain instant as timestamptz(3);
create domain sha256 as text check (value ~ '^[0-9a-f]{64}$');

-- Two roles: the owner of the tables, who migrates, and the application, which never owns anything.
do $$
begin
  if not exists (select from pg_roles where rolname = 'pgb_app') then
    create role pgb_app nologin;
  end if;
  execute format('grant pgb_app to %I', current_user);
end $$;

grant usage on schema log, vault, ledger, party, budget, agreement, declaration, payment, sim to pgb_app;

-- What the door says about the transaction. Unset sees nothing.
create function log.scope() returns text
  language sql stable parallel safe
  return coalesce(nullif(current_setting('pgb.scope', true), ''), 'nobody');

create function log.organisation() returns text
  language sql stable parallel safe
  return nullif(current_setting('pgb.organisation', true), '');

-- The person who acts as provider, and the holders for whom the actor acts.
create function log.provider() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('pgb.provider', true), '')::uuid;

create function log.holders() returns uuid[]
  language sql stable parallel safe
  return coalesce(nullif(current_setting('pgb.holders', true), ''), '{}')::uuid[];

-- True inside a command and for staff of the SVB, who carry out every law for everybody.
create function log.everything() returns boolean
  language sql stable parallel safe
  return log.scope() in ('command', 'svb');

-- An object made by a command has an id that follows from the command, so that a replay makes the same one.
create function log.derived_id(command uuid, kind text, key text) returns uuid
  language sql immutable parallel safe
  as $$
    select encode(
      set_byte(
        set_byte(hash, 6, (get_byte(hash, 6) & 15) | 128),
        8, (get_byte(hash, 8) & 63) | 128
      ), 'hex')::uuid
    from (select substring(sha256(convert_to(command::text || '/' || kind || '/' || key, 'UTF8')) from 1 for 16) as hash) h
  $$;

-- Append-only tables say so themselves, whoever asks.
create function log.refuse_change() returns trigger
  language plpgsql as $$
begin
  raise exception '%.% is append-only: % refused', tg_table_schema, tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
