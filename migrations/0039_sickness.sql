-- A provider who was reported sick (ziekmelding), and when better (betermelding): the first day on which he works again.
create table agreement.sickness (
  id           uuid primary key,
  agreement_id uuid not null references agreement.agreement,
  from_day     date not null,
  recovered_on date,
  reported_by  text not null,
  reported_at  instant not null,
  check (recovered_on > from_day)
);
create unique index sickness_open on agreement.sickness (agreement_id) where recovered_on is null;

grant select, insert, update on agreement.sickness to pgb_app;
alter table agreement.sickness enable row level security;
create policy seen on agreement.sickness for select to pgb_app
  using (exists (select from agreement.agreement a where a.id = agreement_id));
create policy made on agreement.sickness for insert to pgb_app with check (log.scope() = 'command');
create policy changed on agreement.sickness for update to pgb_app using (log.scope() = 'command');
