-- A round sum that is paid before the normal way is possible (spoedbetaling), and what was set off against it afterwards.
create table payment.emergency (
  id           uuid primary key,
  number       text not null unique,
  agreement_id uuid not null references agreement.agreement,
  holder_id    uuid not null references party.holder,
  provider_id  uuid not null references party.provider,
  account_id   uuid not null references ledger.account, -- what was paid ahead under this agreement
  amount       cents not null check (amount > 0),
  state        text not null check (state in ('ordered', 'open', 'settled', 'returned', 'ended')),
  reason       sha256 not null,                         -- why it could not wait, in the vault
  rule_id      uuid not null references payment.rule,   -- under which rule it was paid
  receipt_id   uuid not null,
  made_by      text not null,
  made_on      date not null,
  changed_on   date not null,
  looked_on    date                                     -- when a person last decided to wait for it
);
create index emergency_agreement on payment.emergency (agreement_id);
create index emergency_open on payment.emergency (state) where state in ('ordered', 'open');
-- While one is under way, there is no second of the same agreement.
create unique index emergency_under_way on payment.emergency (agreement_id) where state = 'ordered';

alter table payment.order
  alter column declaration_id drop not null,
  add column emergency_id uuid references payment.emergency,
  add column settled cents not null default 0 check (settled >= 0), -- how much of the declaration had been paid ahead
  add constraint order_pays_one check (num_nonnulls(declaration_id, emergency_id) = 1);
create index order_emergency on payment.order (emergency_id) where emergency_id is not null;
create unique index order_emergency_under_way on payment.order (emergency_id) where state in ('batched', 'sent');

-- What was set off (verrekening): with a declaration, whole or together with an order that pays the rest, or by money that was paid back.
create table payment.settlement (
  id             uuid primary key,
  emergency_id   uuid not null references payment.emergency,
  declaration_id uuid references declaration.declaration,
  order_id       uuid references payment.order,
  entry_id       uuid references payment.entry,
  amount         cents not null check (amount > 0),
  settled_on     date not null,
  live           boolean not null default true,         -- false when its order was withdrawn or came back
  check (num_nonnulls(declaration_id, entry_id) = 1),
  check (order_id is null or declaration_id is not null),
  check (live or order_id is not null)
);
create index settlement_emergency on payment.settlement (emergency_id);
create index settlement_order on payment.settlement (order_id) where order_id is not null;

-- Of an emergency payment only the state moves on; a settlement only ends.
create function payment.guard_emergency() returns trigger
  language plpgsql as $$
begin
  if (new.id, new.number, new.agreement_id, new.holder_id, new.provider_id, new.account_id, new.amount, new.reason, new.rule_id, new.receipt_id, new.made_by, new.made_on)
     is distinct from (old.id, old.number, old.agreement_id, old.holder_id, old.provider_id, old.account_id, old.amount, old.reason, old.rule_id, old.receipt_id, old.made_by, old.made_on) then
    raise exception 'emergency payment % cannot change', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before update on payment.emergency for each row execute function payment.guard_emergency();
create function payment.guard_settlement() returns trigger
  language plpgsql as $$
begin
  if (new.id, new.emergency_id, new.declaration_id, new.order_id, new.entry_id, new.amount, new.settled_on)
     is distinct from (old.id, old.emergency_id, old.declaration_id, old.order_id, old.entry_id, old.amount, old.settled_on)
     or (new.live and not old.live) then
    raise exception 'settlement % cannot change', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before update on payment.settlement for each row execute function payment.guard_settlement();

create or replace function payment.guard_order() returns trigger
  language plpgsql as $$
begin
  if (new.id, new.declaration_id, new.emergency_id, new.settled, new.agreement_id, new.holder_id, new.provider_id, new.own_account_id, new.amount, new.end_to_end, new.promised_on)
     is distinct from (old.id, old.declaration_id, old.emergency_id, old.settled, old.agreement_id, old.holder_id, old.provider_id, old.own_account_id, old.amount, old.end_to_end, old.promised_on) then
    raise exception 'order % cannot change', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

alter table ledger.account drop constraint account_kind_check;
alter table ledger.account add constraint account_kind_check check (kind in (
  'budget-line', 'commitment', 'conflict', 'funder', 'bank', 'transit',
  'returns', 'suspense', 'costs', 'tax', 'recovery', 'emergency'));

alter table payment.work drop constraint work_kind_check;
alter table payment.work add constraint work_kind_check check (kind in (
  'account-refused', 'payee-died', 'regulatory', 'unspecified', 'duplicate', 'batch-stopped', 'recall', 'details', 'emergency-open'));

alter table payment.entry drop constraint entry_explained_as_check;
alter table payment.entry add constraint entry_explained_as_check check (explained_as in ('funding', 'bank-costs', 'return', 'emergency'));

-- What of a declaration had been paid ahead, for its parties: how much was set off, of how much.
alter table declaration.event add column of_amount cents;

grant select, insert, update on payment.emergency, payment.settlement to pgb_app;
do $$
declare t text;
begin
  foreach t in array array['emergency', 'settlement'] loop
    execute format('alter table payment.%I enable row level security', t);
    execute format('create policy seen on payment.%I for select to pgb_app using (log.everything())', t);
    execute format($p$create policy made on payment.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on payment.%I for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;
end $$;
