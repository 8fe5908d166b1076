-- Payments under an agreement that a funder had put off (opschorting): from a day, until a day at the latest, or sooner lifted. The
-- agreement is meant whatever its version. Why is in the vault.
create table agreement.suspension (
  id           uuid primary key,
  agreement_id uuid not null references agreement.agreement,
  ground       text not null check (ground in ('wrong-data', 'conditions', 'other-purpose')),
  from_day     date not null,
  until_day    date not null,
  lifted_on    date,
  asked_by     text not null,
  lifted_by    text,
  words        sha256 not null,
  receipt_id   uuid not null,
  check (until_day >= from_day),
  check (num_nulls(lifted_on, lifted_by) in (0, 2)),
  check (lifted_on >= from_day)
);
create index suspension_agreement on agreement.suspension (agreement_id, from_day);

grant select, insert, update on agreement.suspension to pgb_app;
alter table agreement.suspension enable row level security;
create policy seen on agreement.suspension for select to pgb_app
  using (exists (select from agreement.agreement a where a.id = agreement_id));
create policy made on agreement.suspension for insert to pgb_app with check (log.scope() = 'command');
create policy changed on agreement.suspension for update to pgb_app using (log.scope() = 'command');
