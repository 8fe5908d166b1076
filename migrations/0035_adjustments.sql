-- What was set aside for a running agreement was adjusted: to a new award, or because the terms for declaring are over.
create table agreement.adjustment (
  id           uuid primary key,
  agreement_id uuid not null references agreement.agreement,
  command_id   uuid not null,
  award_id     uuid references budget.award,
  cause        text not null check (cause in ('award', 'terms-over')),
  committed    cents not null check (committed >= 0),
  freed        cents not null check (freed >= 0),
  short        cents not null check (short >= 0),   -- what could not be set aside: niet gedekt
  adjusted_at  instant not null,
  receipt_id   uuid not null,
  check ((cause = 'award') = (award_id is not null))
);
create index adjustment_agreement on agreement.adjustment (agreement_id);

grant select, insert on agreement.adjustment to pgb_app;
alter table agreement.adjustment enable row level security;
create policy seen on agreement.adjustment for select to pgb_app
  using (exists (select from agreement.agreement a where a.id = agreement_id));
create policy made on agreement.adjustment for insert to pgb_app with check (log.scope() = 'command');
