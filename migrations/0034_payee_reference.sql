-- What a payee asks to be quoted on every payment (betalingskenmerk): the last row holds; a null takes it away.
create table payment.payee_reference (
  id          uuid primary key,
  provider_id uuid not null references party.provider,
  reference   text check (reference <> ''),
  set_by      text not null,
  set_at      instant not null
);
create index payee_reference_provider on payment.payee_reference (provider_id, set_at);
create trigger append_only before update or delete or truncate on payment.payee_reference
  for each statement execute function log.refuse_change();
grant select, insert on payment.payee_reference to pgb_app;
alter table payment.payee_reference enable row level security;
create policy seen on payment.payee_reference for select to pgb_app using (log.everything());
create policy made on payment.payee_reference for insert to pgb_app with check (log.scope() = 'command');
