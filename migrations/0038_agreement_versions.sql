-- A change of a running agreement (wijziging) is a new version under the same number, from the first day of a month. It names the
-- version that it replaces; until it is approved that one holds. `needs` says whose consent it takes.
alter table agreement.agreement
  drop constraint agreement_number_key,
  add column version integer not null default 1 check (version > 0),
  add column replaces uuid references agreement.agreement,
  add column needs text[] not null default '{provider,holder,funder,svb}',
  add check ((version = 1) = (replaces is null)),
  add check (replaces is null or extract(day from from_day) = 1),
  add check ('holder' = any (needs) and needs <@ '{provider,holder,funder,svb}');
create unique index agreement_number on agreement.agreement (number) where replaces is null;
create unique index agreement_version on agreement.agreement (number, version) where state in ('approved', 'ended');
create unique index agreement_open_change on agreement.agreement (replaces)
  where state in ('shared', 'provider-signed', 'signed', 'funder-approved');

-- A provider who does not agree with what was shared (niet akkoord), and why.
create table agreement.decline (
  agreement_id uuid primary key references agreement.agreement,
  reason       sha256 not null,               -- in the words of the provider, in the vault
  person       text not null,
  declined_at  instant not null
);

grant select, insert on agreement.decline to pgb_app;
alter table agreement.decline enable row level security;
create policy seen on agreement.decline for select to pgb_app
  using (exists (select from agreement.agreement a where a.id = agreement_id));
create policy made on agreement.decline for insert to pgb_app with check (log.scope() = 'command');
