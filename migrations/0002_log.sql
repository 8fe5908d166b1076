-- The single door to change. The sequence is drawn last, while the command holds its locks,
-- so its order is an order in which the commands could have run one by one.
create sequence log.command_sequence;

create table log.command (
  sequence     bigint primary key default nextval('log.command_sequence'),
  id           uuid not null unique,
  kind         text not null,
  actor        jsonb not null,
  key          text not null check (length(key) between 1 and 200),
  instant      instant not null,
  input        jsonb not null,
  input_hash   sha256 not null,
  outcome      text not null check (outcome in ('done', 'refused')),
  answer       jsonb,
  refusal      jsonb,
  release      text not null,
  check ((outcome = 'refused') = (refusal is not null))
);

-- Idempotency: one outcome per key. A refusal changes nothing, so its key may be tried again.
create unique index command_key on log.command (key) where outcome = 'done';

create trigger append_only before update or delete or truncate on log.command
  for each statement execute function log.refuse_change();

-- Why something was decided: the receipt (besluitbon), hashed, recomputable. Holds opaque ids only.
create table log.receipt (
  id           uuid primary key,
  command_id   uuid not null,
  subject_kind text not null,
  subject_id   uuid not null,
  holder_id    uuid,
  funder_code  text,
  content      jsonb not null,
  hash         sha256 not null
);
create index receipt_subject on log.receipt (subject_id);

create trigger append_only before update or delete or truncate on log.receipt
  for each statement execute function log.refuse_change();

alter table log.receipt enable row level security;
create policy seen on log.receipt for select to pgb_app
  using (log.everything() or holder_id = any (log.holders())
         or (log.scope() = 'funder' and funder_code = log.organisation()));
create policy made on log.receipt for insert to pgb_app with check (log.scope() = 'command');

-- Personal payloads, named by a keyed hash. Removal empties the content and keeps the name.
create table vault.payload (
  hash         sha256 primary key,
  person_id    uuid,
  media        text not null,
  content      bytea,
  removed_at   instant
);

-- The vault hands out one payload at a time to who holds its name; names are found only in rows that the actor may see.
create policy named on vault.payload to pgb_app using (log.scope() <> 'nobody') with check (log.scope() = 'command');
alter table vault.payload enable row level security;

-- Who of the staff looked at which dossier and for what purpose; visible to the holder.
create table log.access (
  at           instant not null,
  person       text not null,
  organisation text,
  holder_id    uuid not null,
  purpose      text not null
);
create index access_holder on log.access (holder_id, at);
create trigger append_only before update or delete or truncate on log.access
  for each statement execute function log.refuse_change();
alter table log.access enable row level security;
create policy seen on log.access for select to pgb_app using (log.everything() or holder_id = any (log.holders()));
create policy made on log.access for insert to pgb_app with check (true);

-- A value of law that is derived or provisional counts only after an operator confirmed the published figure.
create table log.confirmation (
  value_name   text not null,
  from_day     date not null,
  confirmed_by text not null,
  confirmed_at instant not null,
  primary key (value_name, from_day)
);

grant select, insert on log.command, log.receipt, log.access, log.confirmation to pgb_app;
grant usage on sequence log.command_sequence to pgb_app;
grant select, insert, update on vault.payload to pgb_app;

-- The clock of the house. Without a row it is the real one; the learning environment has its own, which runs on
-- from `here_at` as the real clock runs on from `real_at`.
create table log.clock (
  single  boolean primary key default true check (single),
  real_at timestamptz not null,
  here_at timestamptz not null
);
grant select, insert, update on log.clock to pgb_app;

create function log.now() returns timestamptz
  language sql volatile
  return coalesce((select c.here_at + (clock_timestamp() - c.real_at) from log.clock c), clock_timestamp());

-- Opens a command in one round trip: says who acts, and waits for whoever holds the same key.
create function log.open_command(actor_provider uuid, key text) returns table (now timestamptz, answered jsonb, answered_hash text)
  language plpgsql as $$
begin
  perform set_config('pgb.scope', 'command', true), set_config('pgb.provider', coalesce(actor_provider::text, ''), true);
  perform pg_advisory_xact_lock(1, hashtext(open_command.key));
  return query
    select log.now(), c.answer, c.input_hash::text
    from (select 1) one
    left join log.command c on c.key = open_command.key and c.outcome = 'done';
end $$;

-- Takes the keys of a command before its first read: reference data, named things, holders and providers in id order.
create function log.take_keys(changes_reference boolean, named text[], holders uuid[], providers uuid[]) returns void
  language plpgsql as $$
begin
  if changes_reference then
    perform pg_advisory_xact_lock(2, 0);
  else
    perform pg_advisory_xact_lock_shared(2, 0);
  end if;
  perform pg_advisory_xact_lock(3, h) from (select distinct hashtext(n) as h from unnest(named) n order by h) sorted;
  perform from party.person p where p.id = any (holders) order by p.id for update;
  perform from party.person p where p.id = any (providers) and p.id <> all (holders) order by p.id for share;
end $$;
