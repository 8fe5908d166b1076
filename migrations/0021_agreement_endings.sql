-- An agreement that ended before its time says why, on which day it ends, and what came free or was kept for care until that day.
create table agreement.ending (
  agreement_id uuid primary key references agreement.agreement,
  ground       text not null,
  last_day     date not null,
  cause        sha256,                        -- in the words of who ended it, in the vault
  freed        cents not null check (freed >= 0),
  kept         cents not null check (kept >= 0),
  person       text not null,
  ended_at     instant not null,
  receipt_id   uuid not null
);

grant select, insert on agreement.ending to pgb_app;
alter table agreement.ending enable row level security;
create policy seen on agreement.ending for select to pgb_app
  using (exists (select from agreement.agreement a where a.id = agreement_id));
create policy made on agreement.ending for insert to pgb_app with check (log.scope() = 'command');
