-- Messages to people (berichten). What a message says stands in the vault; here only who got it, of what kind, and about what.
create function log.person() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('pgb.person', true), '')::uuid;

create table party.notice (
  id         uuid primary key,
  person_id  uuid not null references party.person,
  kind       text not null,
  about_kind text not null,
  about_id   uuid,
  sent_at    instant not null,
  content    sha256 not null            -- name in the vault
);
create index notice_person on party.notice (person_id, sent_at);

-- The outbox: the same message by e-mail or letter, to the address of that moment.
create table party.notice_delivery (
  notice_id uuid primary key references party.notice,
  channel   text not null check (channel in ('email', 'letter')),
  address   sha256 not null             -- name in the vault
);

-- When it left the house: delivery state, outside the log.
create table ops.notice_delivered (
  notice_id    uuid primary key,
  delivered_at timestamptz not null
);

-- Which messages somebody has opened: outside the log too, nothing follows from it.
create table web.notice_read (
  notice_id uuid not null,
  reader_id uuid not null,
  read_at   timestamptz not null,
  primary key (reader_id, notice_id)
);

-- What the learning environment's post brought, to look at.
create table sim.post (
  id        uuid primary key,
  channel   text not null,
  recipient text not null,
  subject   text not null,
  content   text not null,
  sent_at   timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['notice', 'notice_delivery'] loop
    execute format('alter table party.%I enable row level security', t);
    execute format($p$create policy made on party.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
  end loop;
end $$;
create policy seen on party.notice for select to pgb_app
  using (log.everything() or log.scope() = 'sign-in' or person_id = log.person() or person_id = any (log.holders()));
create policy seen on party.notice_delivery for select to pgb_app using (log.everything());

grant select, insert on party.notice, party.notice_delivery, ops.notice_delivered, web.notice_read, sim.post to pgb_app;
